package bot

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

func TestOneGuildsFloodCostsAnotherATurn(t *testing.T) {
	t.Parallel()
	l := newLane(laneSize{slots: 4, slotsPerGuild: 3, queue: 100, queuePerGuild: 50})
	var mu sync.Mutex
	var began []string
	var leaves []func()
	var all sync.WaitGroup
	ask := func(guild string) {
		all.Go(func() {
			leave, err := l.enter(t.Context(), guild)
			if err != nil {
				t.Error(err)
				return
			}
			mu.Lock()
			defer mu.Unlock()
			began, leaves = append(began, guild), append(leaves, leave)
		})
	}
	until := func(busy, waiting int) {
		for {
			l.mu.Lock()
			ok := l.busy == busy && l.waiting == waiting
			l.mu.Unlock()
			mu.Lock()
			ok = ok && len(leaves) == busy
			mu.Unlock()
			if ok {
				return
			}
			if t.Context().Err() != nil {
				t.Fatal("it never comes to that")
			}
		}
	}
	for range 40 {
		ask("flood")
	}
	until(3, 37) // one slot is for others
	ask("quiet")
	until(4, 37)
	if slices.Index(began, "quiet") != 3 {
		t.Errorf("began: %v", began)
	}
	for n := 0; n < 41; {
		mu.Lock()
		ends := leaves
		leaves, n = nil, len(began)
		mu.Unlock()
		for _, leave := range ends {
			leave()
			leave() // a second time does nothing
		}
	}
	all.Wait()
	if l.busy != 0 || l.waiting != 0 || len(l.guilds) != 0 || len(l.order) != 0 {
		t.Errorf("left are %+v", l)
	}
}

func TestWhatWaitsBehindTooMuchIsRefused(t *testing.T) {
	t.Parallel()
	l := newLane(laneSize{slots: 1, slotsPerGuild: 1, queue: 3, queuePerGuild: 2})
	leave, err := l.enter(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	var all sync.WaitGroup
	for _, guild := range []string{"a", "a", "b"} {
		all.Go(func() {
			if _, err := l.enter(ctx, guild); !errors.Is(err, context.Canceled) {
				t.Errorf("one that is given up: %v", err)
			}
		})
	}
	for !l.full("a") || !l.full("c") {
		if t.Context().Err() != nil {
			t.Fatal("it is never full")
		}
	}
	for _, guild := range []string{"a", "c"} {
		if _, err := l.enter(t.Context(), guild); !errors.Is(err, errBusy) {
			t.Errorf("%s: %v", guild, err)
		}
	}
	cancel()
	all.Wait()
	leave()
	if l.busy != 0 || l.waiting != 0 || len(l.guilds) != 0 || len(l.order) != 0 {
		t.Errorf("left are %+v", l)
	}
}

// TestALaneNeverGoesBeyondItsSize tries any order of entering, giving up and
// leaving.
func TestALaneNeverGoesBeyondItsSize(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		size := laneSize{slots: rapid.IntRange(1, 4).Draw(t, "slots"), queue: rapid.IntRange(1, 6).Draw(t, "queue")}
		size.slotsPerGuild = rapid.IntRange(1, size.slots).Draw(t, "slots per guild")
		size.queuePerGuild = rapid.IntRange(1, size.queue).Draw(t, "queue per guild")
		l := newLane(size)
		var all sync.WaitGroup
		for i := range rapid.IntRange(1, 40).Draw(t, "entries") {
			guild := rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "guild")
			giveUp := rapid.Bool().Draw(t, "give up")
			all.Go(func() {
				ctx, cancel := context.WithCancel(context.Background())
				defer cancel()
				if giveUp && i%2 == 0 {
					cancel()
				}
				leave, err := l.enter(ctx, guild)
				if err != nil {
					return
				}
				l.mu.Lock()
				if l.busy > size.slots || l.waiting > size.queue || l.guilds[guild].busy > size.slotsPerGuild {
					t.Errorf("%+v", l)
				}
				l.mu.Unlock()
				leave()
			})
		}
		all.Wait()
		if l.busy != 0 || l.waiting != 0 || len(l.guilds) != 0 || len(l.order) != 0 {
			t.Errorf("left are %+v", l)
		}
	})
}
