package bot

import (
	"strconv"
	"testing"
	"time"
)

func TestHowLateAnEventIs(t *testing.T) {
	t.Parallel()
	begun := time.UnixMilli(discordEpoch + 1_000_000_000)
	var l lag
	for n, c := range []struct {
		sent, seen, late time.Duration // since it began; the machine's clock is an hour ahead of Discord's
	}{
		{0, 80 * time.Millisecond, 0}, // the first one: nobody knows how long the way is
		{time.Second, time.Second + 50*time.Millisecond, 0},
		{2 * time.Second, 5 * time.Second, 2950 * time.Millisecond},
		{40 * time.Second, 40*time.Second + 60*time.Millisecond, 10 * time.Millisecond},
		{41 * time.Second, 41*time.Second + 90*time.Millisecond, 40 * time.Millisecond}, // the quickest is known for a while
		// After a silence, and after the clock was put forward, it begins anew.
		{10 * time.Minute, 11 * time.Minute, 0},
		{10*time.Minute + time.Second, 11*time.Minute + 2*time.Second, time.Second},
		{10*time.Minute + 70*time.Second, 11*time.Minute + 75*time.Second, 0},
	} {
		id := strconv.FormatInt((begun.Add(c.sent).UnixMilli()-discordEpoch)<<idTimeShift, 10)
		if late := l.of(id, begun.Add(time.Hour+c.seen)); late != c.late {
			t.Errorf("event %d is %v late, want %v", n, late, c.late)
		}
	}
	if late := l.of("no number", time.Now()); late != 0 {
		t.Errorf("what has no time is %v late", late)
	}
}
