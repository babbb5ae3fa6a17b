package main

import (
	"bytes"
	"testing"
	"time"
)

func TestProgressIsShownOfLongWorkAndTakenAway(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	long := &progress{w: &b, what: "Adding", begun: time.Now().Add(-progressAfter)}
	long.show(3, 10)
	long.last = time.Now().Add(time.Hour)
	long.show(4, 10) // too soon after the last
	if got, want := b.String(), "\r\x1b[KAdding: 3 of 10"; got != want {
		t.Errorf("shown: %q, want %q", got, want)
	}
	b.Reset()
	long.clear()
	long.clear()
	if got, want := b.String(), "\r\x1b[K"; got != want {
		t.Errorf("cleared: %q, want %q", got, want)
	}
}

func TestNoProgressIsShownOfShortWorkOrToAFile(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	short := &progress{w: &b, what: "Adding", begun: time.Now().Add(time.Hour)}
	short.show(1, 2)
	short.clear()
	file := newProgress(&b, "Adding")
	file.begun = time.Now().Add(-time.Hour)
	file.show(1, 2)
	file.clear()
	if b.Len() > 0 {
		t.Errorf("shown: %q", &b)
	}
}
