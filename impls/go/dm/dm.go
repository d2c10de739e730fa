// Package dm holds the messages of the universal-connectivity direct message protocol, generated from dm.proto.
package dm

//go:generate protoc --go_out=. --go_opt=paths=source_relative dm.proto
