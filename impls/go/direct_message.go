package main

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-msgio/pbio"

	"connectivity-matrix/impls/go/dm"
)

const (
	directMessageProtocol = "/universal-connectivity/dm/1.0.0"
	directMessageMaxSize  = 1 << 20
	directMessageTimeout  = 5 * time.Second // for a remote to finish a request it began
)

type directMessageParams struct {
	PeerID peer.ID `json:"peerId"`
	Text   string  `json:"text"`
	deadline
}

type directMessageResult struct {
	Status     int32  `json:"status"`
	StatusText string `json:"statusText"`
}

func (n *node) directMessage(ctx context.Context, params directMessageParams) (*directMessageResult, error) {
	ctx = network.WithNoDial(ctx, "direct messages go to connected peers")
	ctx = network.WithAllowLimitedConn(ctx, "direct messages are small")
	stream, err := n.host.NewStream(ctx, params.PeerID, directMessageProtocol)
	if err != nil {
		return nil, err
	}
	defer stream.Close()
	defer context.AfterFunc(ctx, func() { stream.Reset() })()

	request := &dm.Request{Metadata: directMessageMetadata(), Content: params.Text, Type: "text/plain"}
	if err := pbio.NewDelimitedWriter(stream).WriteMsg(request); err != nil {
		return nil, err
	}
	// A remote that answered at once may be done with the stream by now: whether the message arrived, its answer says.
	closing := stream.CloseWrite()
	var response dm.Response
	if err := pbio.NewDelimitedReader(stream, directMessageMaxSize).ReadMsg(&response); err != nil {
		return nil, errors.Join(err, closing)
	}
	return &directMessageResult{Status: int32(response.GetStatus()), StatusText: response.GetStatusText()}, nil
}

func (n *node) answerDirectMessages() {
	n.host.SetStreamHandler(directMessageProtocol, func(stream network.Stream) {
		stream.SetDeadline(time.Now().Add(directMessageTimeout))
		if err := n.answerDirectMessage(stream); err != nil {
			stream.Reset()
			return
		}
		finish(stream)
	})
}

func (n *node) answerDirectMessage(stream network.Stream) error {
	writer := pbio.NewDelimitedWriter(stream)
	var request dm.Request
	if err := pbio.NewDelimitedReader(stream, directMessageMaxSize).ReadMsg(&request); err != nil {
		return err
	}
	if err := writer.WriteMsg(&dm.Response{Metadata: directMessageMetadata(), Status: dm.Status_OK}); err != nil {
		return err
	}
	n.events.emit("direct-message", directMessageReceived{stream.Conn().RemotePeer(), contentOf([]byte(request.GetContent()))})
	return nil
}

// finish ends a stream whose answer is written: says that nothing more comes, waits until the remote has said the same,
// and only then lets go. Close alone also tells the remote to stop sending, upon which Firefox drops the answer that it
// has not read yet (docs/upstream.md).
func finish(stream network.Stream) {
	if stream.CloseWrite() != nil {
		stream.Reset()
		return
	}
	if _, err := io.Copy(io.Discard, stream); err != nil {
		stream.Reset()
		return
	}
	stream.Close()
}

func directMessageMetadata() *dm.Metadata {
	return &dm.Metadata{ClientVersion: agent(), Timestamp: time.Now().UnixMilli()}
}
