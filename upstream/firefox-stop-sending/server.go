package main

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"time"

	"github.com/quic-go/quic-go"
	"github.com/quic-go/quic-go/http3"
	"github.com/quic-go/webtransport-go"
)

// A session for each ending: /0 ends its streams as names[0] says, and so on.
func serveWebTransport(socket net.PacketConn, certificate tls.Certificate) error {
	mux := http.NewServeMux()
	server := &webtransport.Server{
		H3: &http3.Server{
			Handler:    mux,
			TLSConfig:  &tls.Config{Certificates: []tls.Certificate{certificate}, NextProtos: []string{http3.NextProtoH3}},
			QUICConfig: &quic.Config{EnableDatagrams: true, EnableStreamResetPartialDelivery: true},
		},
		CheckOrigin: func(*http.Request) bool { return true },
	}
	webtransport.ConfigureHTTP3Server(server.H3)
	for number, name := range names {
		mux.HandleFunc("/"+string(rune('0'+number)), func(w http.ResponseWriter, r *http.Request) {
			session, err := server.Upgrade(w, r)
			if err != nil {
				log.Print(err)
				return
			}
			serveStreams(session, endings[name])
		})
	}
	return server.Serve(socket)
}

func serveStreams(session *webtransport.Session, end func(*webtransport.Stream)) {
	for {
		stream, err := session.AcceptStream(context.Background())
		if err != nil {
			return
		}
		go func() {
			var request [4]byte
			if _, err := io.ReadFull(stream, request[:]); err != nil {
				log.Print("request: ", err)
				return
			}
			end(stream)
		}()
	}
}

// As pages may name by its hash: ECDSA, and valid for less than 14 days.
func selfSigned() (tls.Certificate, []byte) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		log.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1),
		NotBefore:    time.Now().Add(-time.Hour),
		NotAfter:     time.Now().Add(10 * 24 * time.Hour),
		IPAddresses:  []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		log.Fatal(err)
	}
	hash := sha256.Sum256(der)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, hash[:]
}
