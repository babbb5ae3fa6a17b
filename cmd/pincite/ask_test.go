package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzReadLine reads any bytes: there are as many lines as the bytes have, each
// is text, none is longer than what is kept, and short ones are unchanged.
func FuzzReadLine(f *testing.F) {
	for _, seed := range []string{"", "\n", "who?\n\nwhen?", "who?\r\nwhen?\r\n", "\xff\xfe\n", "a\rb\n", strings.Repeat("x", maxLine+10) + "\ny"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		want := bytes.Split(data, []byte("\n"))
		if len(want[len(want)-1]) == 0 {
			want = want[:len(want)-1] // what is after the last end of a line is a line if it is something
		}
		in := bufio.NewReader(bytes.NewReader(data))
		for i := 0; ; i++ {
			got, err := readLine(in)
			if errors.Is(err, io.EOF) {
				if i != len(want) {
					t.Fatalf("%d lines, want %d", i, len(want))
				}
				return
			}
			if err != nil || i >= len(want) {
				t.Fatalf("line %d: %q, %v", i, got, err)
			}
			line := bytes.TrimRight(want[i], "\r")
			if !utf8.ValidString(got) {
				t.Fatalf("line %d is not text: %q", i, got)
			}
			if len(line) <= maxLine && utf8.Valid(line) && got != string(line) {
				t.Fatalf("line %d is %q, want %q", i, got, line)
			}
			if utf8.Valid(line) && len(got) > maxLine {
				t.Fatalf("line %d has %d bytes", i, len(got))
			}
		}
	})
}

func TestNamesAreWrittenAsASentenceDoes(t *testing.T) {
	t.Parallel()
	for want, names := range map[string][]string{
		"": nil, "Ada": {"Ada"}, "Ada and Ben": {"Ada", "Ben"}, "Ada, Ben and Mona": {"Ada", "Ben", "Mona"},
	} {
		if got := series(names); got != want {
			t.Errorf("%v: %q, want %q", names, got, want)
		}
	}
}
