package main

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
)

// validated is implemented by parameters that know more rules than their types.
type validated interface{ validate() error }

// decodeParams takes every option seriously. encoding/json alone would match names in any case, and let pass unknown,
// missing and null ones: an option that is silently ignored makes the test lie.
func decodeParams(raw json.RawMessage, params any) error {
	if raw == nil {
		raw = json.RawMessage("{}")
	}
	if err := checkOptions(raw, reflect.TypeOf(params).Elem(), "params"); err != nil {
		return err
	}
	if err := json.Unmarshal(raw, params); err != nil {
		return invalid("%v", err)
	}
	if params, ok := params.(validated); ok {
		return params.validate()
	}
	return nil
}

func checkOptions(raw json.RawMessage, of reflect.Type, path string) error {
	if bytes.Equal(raw, []byte("null")) {
		return invalid("%s is null", path)
	}
	for of.Kind() == reflect.Pointer {
		of = of.Elem()
	}
	if of.Kind() != reflect.Struct {
		return nil
	}
	var given map[string]json.RawMessage
	if json.Unmarshal(raw, &given) != nil {
		return invalid("%s is no object", path)
	}
	for _, field := range reflect.VisibleFields(of) {
		if field.Anonymous {
			continue
		}
		name, rest, _ := strings.Cut(field.Tag.Get("json"), ",")
		value, ok := given[name]
		if !ok {
			if rest != "omitempty" {
				return invalid("option %s is missing in %s", name, path)
			}
			continue
		}
		delete(given, name)
		if err := checkOptions(value, field.Type, path+"."+name); err != nil {
			return err
		}
	}
	for name := range given {
		return invalid("unknown option %s in %s", name, path)
	}
	return nil
}
