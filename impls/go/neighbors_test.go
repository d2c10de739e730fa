package main

import (
	"slices"
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"
)

func TestNeighborIsReachedOnceItSubscribedAndHasAStream(t *testing.T) {
	var reached []string
	n := newNeighbors(func(p peer.ID, topic string) { reached = append(reached, string(p)+" "+topic) })

	n.joined("early", "a")
	n.joined("early", "b")
	n.left("early", "b")
	n.opened("early")
	n.opened("late")
	n.joined("late", "a")
	n.closed("late")
	n.joined("late", "b")

	want := []string{"early a", "late a"}
	if !slices.Equal(reached, want) {
		t.Errorf("got %q, want %q", reached, want)
	}
}
