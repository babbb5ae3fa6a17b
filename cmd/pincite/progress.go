package main

import (
	"fmt"
	"io"
	"time"
)

// progress shows how far long work has come, on a terminal only and not before
// it has become long.
type progress struct {
	w           io.Writer // nil when nobody is looking
	what        string
	begun, last time.Time
	shown       bool
}

const (
	progressAfter = 300 * time.Millisecond
	progressEvery = 100 * time.Millisecond
)

func newProgress(w io.Writer, what string) *progress {
	p := &progress{what: what, begun: time.Now()}
	if isTerminal(w) {
		p.w = w
	}
	return p
}

// show writes the line anew.
func (p *progress) show(done, all int) { p.say(fmt.Sprintf("%d of %d", done, all)) }

// say writes the line anew with words of its own.
func (p *progress) say(how string) {
	now := time.Now()
	if p.w == nil || now.Sub(p.begun) < progressAfter || now.Sub(p.last) < progressEvery {
		return
	}
	p.last, p.shown = now, true
	fmt.Fprintf(p.w, "\r\x1b[K%s: %s", p.what, how)
}

// clear takes the line away, before something else is written or at the end.
func (p *progress) clear() {
	if p.shown {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.shown = false
	}
}
