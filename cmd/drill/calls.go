//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"time"

	"github.com/pincite/pincite/bot/discordtest"
)

// call is one interaction, and what became of it.
type call struct {
	in  *discordtest.Interaction // nil when it could not be sent
	err error
}

// ask sends interactions until it is told to stop, and waits for their ends.
func (t *trial) ask(ctx context.Context, seats []*seat, stop <-chan struct{}) (*tally, []call) {
	load, dice := &tally{}, rand.New(rand.NewPCG(t.c.Seed, 3))
	var mu sync.Mutex
	var calls []call
	var all sync.WaitGroup
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	tick := time.NewTicker(time.Second / time.Duration(t.c.Rate))
	defer tick.Stop()
	for open := true; open; {
		select {
		case <-tick.C:
		case <-stop:
			open = false
			continue
		}
		s, own := seats[dice.IntN(len(seats))], rand.New(rand.NewPCG(dice.Uint64(), 2))
		load.sent++
		all.Go(func() {
			at := time.Now()
			in, err := s.act(ctx, own)
			load.note(in, err, time.Since(at))
			mu.Lock()
			defer mu.Unlock()
			calls = append(calls, call{in, err})
		})
	}
	ended := make(chan struct{})
	go func() { all.Wait(); close(ended) }()
	select {
	case <-ended:
	case <-time.After(lastWords * time.Second):
		cancel() // what has no end by now never has one
		<-ended
	}
	return load, calls
}

// What excuses that there was no answer.
const (
	unheard = "sent while its shard had no connection"
	cutOff  = "its connection broke within 200 ms"
	orphan  = "its process was killed before its first answer"
	refused = "Discord refused every answer, to the last second"

	crossing = 200 * time.Millisecond // in which what was sent may be lost with its connection
)

// excuse says why nothing could answer an interaction; "" when something could.
// What Discord was told to wait for has no excuse.
func (t *trial) excuse(c call) string {
	if c.in == nil || c.in.Deferred {
		return ""
	}
	d := c.in.Delivery
	again := d.Repeated.Sub(d.Sent)
	switch {
	case d.Kept >= 3 && d.KeptAt.Sub(d.Sent) > t.c.Patient-time.Second:
		return refused
	case d.Given.IsZero() || d.Given.Sub(d.Sent) > 50*time.Millisecond:
		return unheard
	case d.Broke.IsZero():
		return ""
	case d.Broke.Sub(d.Sent) < crossing && (d.Repeated.IsZero() || again > t.c.Patient/2):
		return cutOff
	}
	for _, k := range t.kills {
		if !k.Before(d.Sent) && k.Sub(d.Sent) < t.c.Patient && d.Broke.Sub(k).Abs() < time.Second {
			return orphan
		}
	}
	return ""
}

// unanswered reports whether a call came to no answer.
func (c call) unanswered() bool {
	return c.err != nil || c.in.Failed != "" || c.in.Deleted
}

// judge says what came of it all.
func (t *trial) judge(ctx context.Context, load *tally, calls []call) error {
	count := map[string]int{}
	for _, s := range t.struck {
		count[s.name]++
	}
	var what []string
	for name, n := range count {
		what = append(what, fmt.Sprintf("%s %d", name, n))
	}
	t.rep.row("happened", "%s", sortedList(what))
	t.rep.row("interactions", "%d sent, %d answered, %d refused in words, %d without an answer", load.sent, load.answered, load.shed, load.lost)
	excused, lost, unfinished := map[string]int{}, 0, 0
	for _, c := range calls {
		if !c.unanswered() {
			continue
		}
		why := t.excuse(c)
		switch {
		case why != "":
			excused[why]++
			continue
		case c.in != nil && c.in.Deferred:
			unfinished++
		default:
			lost++
		}
		if lost+unfinished <= t.c.Told {
			t.rep.row("lost", "%s", t.describe(c))
		}
	}
	for _, why := range []string{unheard, cutOff, orphan, refused} {
		t.rep.row("without an answer: "+why, "%d", excused[why])
	}
	t.rep.must(lost == 0 && unfinished == 0, "without an answer and an excuse", "%d, and %d that were acknowledged", lost, unfinished)
	t.rep.row("acknowledged", "%s", spread(load.acks))
	n := t.discord.Counts()
	t.rep.must(n.Further == 0, "answered twice", "%d (%d second answers were refused by Discord)", n.Further, n.Second)
	t.mu.Lock()
	broken := t.broken
	t.mu.Unlock()
	t.rep.must(len(broken) == 0, "the trial itself", "%d things did not work: %v", len(broken), errors.Join(broken...))
	if err := t.compare(ctx); err != nil {
		return err
	}
	return t.rep.end()
}

// describe says of a call what helps to find out why it was lost.
func (t *trial) describe(c call) string {
	if c.in == nil {
		return c.err.Error()
	}
	d := c.in.Delivery
	since := func(at time.Time) string {
		if at.IsZero() {
			return "never"
		}
		return fmt.Sprintf("at %.2f s", at.Sub(d.Sent).Seconds())
	}
	var near []string
	for _, k := range t.struck {
		if after := k.at.Sub(d.Sent); after.Abs() < t.c.Patient {
			near = append(near, fmt.Sprintf("%s at %.2f s", k.name, after.Seconds()))
		}
	}
	return fmt.Sprintf("%.1f s after the begin, %q; counted from there: deferred %v, given %s, connection broke %s, given again %s, acknowledged %v, %d answers kept from it, the last %s; %s; error %v",
		d.Sent.Sub(t.begun).Seconds(), c.in.Failed, c.in.Deferred, since(d.Given), since(d.Broke), since(d.Repeated), c.in.Acknowledged, d.Kept, since(d.KeptAt), strings.Join(near, ", "), c.err)
}
