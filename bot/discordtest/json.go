package discordtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"sync"

	quick "github.com/segmentio/encoding/json"
)

// obj and arr are JSON as Discord's clients send it. Numbers are json.Number,
// so that what comes in goes out unchanged.
type (
	obj = map[string]any
	arr = []any
)

func decode(b []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	if d.More() {
		return nil, fmt.Errorf("more than one value")
	}
	return v, nil
}

// buffers are for encode: what it returns is kept for long, and as small as it is.
var buffers = sync.Pool{New: func() any { return new([]byte) }}

// encode never fails: what the stand-in encodes it has built itself.
func encode(v any) json.RawMessage {
	buffer := buffers.Get().(*[]byte)
	defer buffers.Put(buffer)
	b, err := quick.Append((*buffer)[:0], v, quick.EscapeHTML|quick.SortMapKeys) // as json.Marshal does
	*buffer = b
	if err != nil {
		panic(fmt.Sprintf("discordtest: %v", err))
	}
	return bytes.Clone(b)
}

// clone copies JSON deeply.
func clone[T any](v T) T {
	c, _ := cloneAny(v).(T)
	return c
}

func cloneAny(v any) any {
	switch v := v.(type) {
	case obj:
		c := make(obj, len(v))
		for k, x := range v {
			c[k] = cloneAny(x)
		}
		return c
	case arr:
		c := make(arr, len(v))
		for i, x := range v {
			c[i] = cloneAny(x)
		}
		return c
	}
	return v
}

// text returns o[k] if it is a string.
func text(o obj, k string) string {
	t, _ := o[k].(string)
	return t
}

// number returns v as a whole number if it is one, or a string that says one.
func number(v any) (int64, bool) {
	switch v := v.(type) {
	case json.Number:
		n, err := v.Int64()
		return n, err == nil
	case string:
		n, err := strconv.ParseInt(v, 10, 64)
		return n, err == nil
	case int:
		return int64(v), true
	case int64:
		return v, true
	case float64:
		return int64(v), v == float64(int64(v))
	}
	return 0, false
}

// integer returns o[k] as a whole number, 0 if it is not one.
func integer(o obj, k string) int {
	n, _ := number(o[k])
	return int(n)
}

// object returns o[k] if it is an object.
func object(o obj, k string) obj {
	v, _ := o[k].(obj)
	return v
}

// list returns o[k] if it is an array.
func list(o obj, k string) arr {
	v, _ := o[k].(arr)
	return v
}

// objects returns the objects in a list.
func objects(l arr) []obj {
	var os []obj
	for _, v := range l {
		if o, ok := v.(obj); ok {
			os = append(os, o)
		}
	}
	return os
}

func truth(o obj, k string) bool {
	b, _ := o[k].(bool)
	return b
}

// given reports whether o has k with a value other than null.
func given(o obj, k string) bool { return o[k] != nil }
