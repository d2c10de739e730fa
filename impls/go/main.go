// Command peer hosts go-libp2p nodes for the connectivity matrix: requests on stdin, answers and events on stdout.
// The protocol is described in docs/peer-protocol.md.
package main

import (
	"context"
	"log"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// closingTime is how long everything may take to close before the program is gone regardless.
const closingTime = 3 * time.Second

func main() {
	// A closed stdout must show as a failed write, and not kill the program before its nodes are closed.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()

	out := newOutput(os.Stdout)
	program := newProgram(out)
	program.serve(ctx, readLines(os.Stdin))

	time.AfterFunc(closingTime, func() {
		log.Print("closing took too long")
		os.Exit(0)
	})
	program.close()
	out.close()
}
