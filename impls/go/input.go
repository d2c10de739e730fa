package main

import (
	"bufio"
	"errors"
	"io"
)

// maxLine is the longest line that the protocol allows.
const maxLine = 1 << 20

// line is one line of input, without its end. A line that is too long has no text.
type line struct {
	text    []byte
	tooLong bool
}

// readLines reads lines until the end of the input, then closes the channel.
func readLines(in io.Reader) <-chan line {
	lines := make(chan line)
	go func() {
		defer close(lines)
		reader := bufio.NewReaderSize(in, maxLine)
		for {
			text, err := reader.ReadSlice('\n')
			switch {
			case errors.Is(err, bufio.ErrBufferFull):
				err = skipLine(reader)
				lines <- line{tooLong: true}
			case len(text) > 0:
				lines <- line{text: append([]byte(nil), text...)}
			}
			if err != nil {
				return
			}
		}
	}()
	return lines
}

func skipLine(reader *bufio.Reader) error {
	for {
		if _, err := reader.ReadSlice('\n'); !errors.Is(err, bufio.ErrBufferFull) {
			return err
		}
	}
}
