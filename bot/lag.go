package bot

import (
	"strconv"
	"sync"
	"time"
)

// lag knows how late events come to be looked at: they carry the time at which
// Discord made them. Its clock is not this machine's, and the way takes a while,
// so that an event is as late as it is beyond the quickest of the last minute.
type lag struct {
	mu              sync.Mutex
	since           time.Time     // when this half of a minute began
	least, previous time.Duration // the quickest of it, and of the half before
}

const (
	lagWindow = 30 * time.Second
	// discordEpoch is the Unix time in milliseconds from which Discord's IDs
	// count, and idTimeShift where in an ID the milliseconds begin:
	// https://discord.com/developers/docs/reference#snowflakes
	discordEpoch = 1_420_070_400_000
	idTimeShift  = 22
)

// of returns how late an event is; 0 for what has no such ID.
func (l *lag) of(id string, now time.Time) time.Duration {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return 0
	}
	age := now.Sub(time.UnixMilli(n>>idTimeShift + discordEpoch))
	l.mu.Lock()
	defer l.mu.Unlock()
	switch gone := now.Sub(l.since); {
	case gone > 2*lagWindow:
		l.since, l.least, l.previous = now, age, age
	case gone > lagWindow:
		l.since, l.least, l.previous = now, age, l.least
	default:
		l.least = min(l.least, age)
	}
	return age - min(l.least, l.previous)
}
