package main

import (
	"encoding/json"
	"errors"
	"fmt"
)

const protocolVersion = 1

type request struct {
	ID     json.RawMessage `json:"id"`
	Method *string         `json:"method"`
	Node   json.RawMessage `json:"node"`
	Params json.RawMessage `json:"params"`
}

type answerLine struct {
	ID     json.RawMessage `json:"id"`
	Result any             `json:"result"`
}

type failureLine struct {
	ID    json.RawMessage `json:"id"`
	Error *failure        `json:"error"`
}

type eventLine struct {
	Event string  `json:"event"`
	Node  string  `json:"node"`
	At    float64 `json:"at"`
	Data  any     `json:"data"`
}

type code string

const (
	codeUnsupported code = "unsupported"
	codeInvalid     code = "invalid"
	codeFailed      code = "failed"
	codeTimeout     code = "timeout"
)

// failure is an error whose code is known. Any other error of a request is the library's and answered `failed`.
type failure struct {
	Code    code   `json:"code"`
	Message string `json:"message"`
}

func (f *failure) Error() string { return f.Message }

func invalid(format string, args ...any) error {
	return &failure{codeInvalid, fmt.Sprintf(format, args...)}
}

func unsupported(format string, args ...any) error {
	return &failure{codeUnsupported, fmt.Sprintf(format, args...)}
}

func asFailure(err error) *failure {
	if known, ok := errors.AsType[*failure](err); ok {
		return known
	}
	return &failure{codeFailed, err.Error()}
}

// parseRequest understands a line as a request, or says what keeps it from being one.
func parseRequest(text []byte) (request, error) {
	var r request
	if err := json.Unmarshal(text, &r); err != nil {
		return r, err
	}
	if !isID(r.ID) {
		return r, errors.New("id is neither an integer nor a string")
	}
	if r.Method == nil {
		return r, errors.New("method is missing")
	}
	return r, nil
}

func isID(raw json.RawMessage) bool {
	var id any
	if json.Unmarshal(raw, &id) != nil {
		return false
	}
	switch id := id.(type) {
	case string:
		return true
	case float64:
		return id == float64(int64(id))
	default:
		return false
	}
}
