package main

import (
	"slices"
	"strings"
	"testing"
)

func TestReadLines(t *testing.T) {
	tooLong := strings.Repeat("x", 3*maxLine)
	var got []string
	for line := range readLines(strings.NewReader("one\n" + tooLong + "\ntwo\n\nlast, without an end")) {
		if line.tooLong {
			got = append(got, "too long")
			continue
		}
		got = append(got, string(line.text))
	}
	want := []string{"one\n", "too long", "two\n", "\n", "last, without an end"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
