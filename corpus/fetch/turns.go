package fetch

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// turns lets one request at a time go to each host.
type turns struct {
	mu      sync.Mutex
	waiting map[string]*turn
}

// turn is a host's, while somebody has it or waits for it.
type turn struct {
	free   chan struct{} // holds one token while nobody has the turn
	people int
}

// take waits for a host's turn, and returns the function that gives it back.
func (t *turns) take(ctx context.Context, host string) (release func(), err error) {
	t.mu.Lock()
	w := t.waiting[host]
	if w == nil {
		w = &turn{free: make(chan struct{}, 1)}
		w.free <- struct{}{}
		t.waiting[host] = w
	}
	w.people++
	t.mu.Unlock()
	leave := func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		if w.people--; w.people == 0 {
			delete(t.waiting, host)
		}
	}
	select {
	case <-w.free:
		return func() { w.free <- struct{}{}; leave() }, nil
	case <-ctx.Done():
		leave()
		return nil, ctx.Err()
	}
}

// manners is what is owed to a host. Only who has the host's turn touches it.
type manners struct {
	last  time.Time // when the last link there was done
	until time.Time // when the host wants to be asked again
}

func (c *Client) mannersOf(host string) *manners {
	if m, ok := c.hosts.Get(host); ok {
		return m
	}
	m := &manners{}
	c.hosts.Add(host, m)
	return m
}

// pause waits until the host may be asked for another link.
func (c *Client) pause(ctx context.Context, m *manners, origin string) error {
	gap := c.gap
	if r, ok := c.rules.Peek(origin); ok && r.rules != nil {
		gap = max(gap, min(r.rules.delay, maxDelay))
	}
	wait := time.Until(m.last.Add(gap))
	if m.last.IsZero() || wait <= 0 {
		return nil
	}
	t := time.NewTimer(wait)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// maxPatience is the longest that a host can ask for: a mistake in a header
// must not shut a site out for years.
const maxPatience = 24 * time.Hour

// retryAfter reads a Retry-After header, in seconds or as a date: the time to
// wait from now, 0 when it does not say.
func retryAfter(h http.Header, now time.Time) time.Duration {
	value := strings.TrimSpace(h.Get("Retry-After"))
	var wait time.Duration
	if seconds, err := strconv.ParseUint(value, 10, 31); err == nil {
		wait = time.Duration(seconds) * time.Second
	} else if at, err := http.ParseTime(value); err == nil {
		wait = at.Sub(now)
	}
	return min(max(wait, 0), maxPatience)
}

// errLater says when a host wants to be asked again.
func errLater(until, now time.Time) *Problem {
	p := problem(Later, "That site asks for patience. Try again in %s.", about(until.Sub(now)))
	p.Until = until
	return p
}

// about writes a time to wait in words, rounded up.
func about(d time.Duration) string {
	units := []struct {
		size time.Duration
		name string
	}{{time.Hour, "hour"}, {time.Minute, "minute"}, {time.Second, "second"}}
	for _, u := range units {
		if d > u.size || u.size == time.Second {
			n := int64((d + u.size - 1) / u.size)
			if n > 1 {
				return fmt.Sprintf("%d %ss", n, u.name)
			}
			return "1 " + u.name
		}
	}
	return ""
}
