package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

const (
	// inTransit is how many requests may be under way to Discord at once. What
	// comes beyond waits for its turn.
	inTransit = 1024
	// unsaid is how long to wait when Discord limits the bot without saying
	// until when.
	unsaid = time.Second
	// maxLimitBody bounds what is read of a refusal.
	maxLimitBody = 8 << 10
)

// pace keeps the bot's requests within what Discord takes. It stands between
// discordgo and the network because discordgo reads neither the header
// Retry-After nor a limit without a JSON body, as Discord's outer servers send
// it.
type pace struct {
	next   http.RoundTripper
	turns  chan struct{}
	global atomic.Int64 // Unix nanoseconds until which the whole bot is limited, but for interactions
	all    atomic.Int64 // until which everything is
}

func newPace(next http.RoundTripper) *pace {
	return &pace{next: next, turns: make(chan struct{}, inTransit)}
}

// limitedError is Discord's refusal of one request too many.
type limitedError struct {
	after  time.Duration
	global bool
}

func (e *limitedError) Error() string { return fmt.Sprintf("rate limited for %v", e.after) }

// RoundTrip sends a request when it may be sent.
func (p *pace) RoundTrip(r *http.Request) (*http.Response, error) {
	ofInteraction := interactionPath(r.URL.Path)
	if err := p.wait(r.Context(), ofInteraction); err != nil {
		return nil, err
	}
	select {
	case p.turns <- struct{}{}:
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
	defer func() { <-p.turns }()
	answer, err := p.next.RoundTrip(r)
	if err != nil || answer.StatusCode != http.StatusTooManyRequests {
		return answer, err
	}
	defer answer.Body.Close()
	e := readLimit(answer, time.Now())
	if e.global {
		until := &p.global
		if ofInteraction {
			until = &p.all // Discord's own global limit is not for these
		}
		until.Store(max(until.Load(), time.Now().Add(e.after).UnixNano()))
	}
	return nil, e
}

// interactionPath reports whether a request answers an interaction: the global
// limit does not count it.
func interactionPath(path string) bool {
	return strings.Contains(path, "/interactions/") || strings.Contains(path, "/webhooks/")
}

// wait lasts as long as the bot is limited. It ends at once, with an error,
// when that is longer than the request has.
func (p *pace) wait(ctx context.Context, ofInteraction bool) error {
	for {
		until := p.all.Load()
		if !ofInteraction {
			until = max(until, p.global.Load())
		}
		left := time.Until(time.Unix(0, until))
		if left <= 0 {
			return nil
		}
		if end, ok := ctx.Deadline(); ok && time.Until(end) < left {
			return &limitedError{after: left, global: true}
		}
		if !sleep(ctx, left) {
			return ctx.Err()
		}
	}
}

// readLimit reads how long to wait from a 429: from its body, where Discord
// says it exactly, or else from a header, which may hold seconds or a date.
func readLimit(answer *http.Response, now time.Time) *limitedError {
	e := &limitedError{after: unsaid}
	head := answer.Header
	e.global = head.Get("X-RateLimit-Global") == "true" || head.Get("X-RateLimit-Scope") == "global"
	var body struct {
		RetryAfter *float64 `json:"retry_after"` // seconds
		Global     bool     `json:"global"`
	}
	raw, _ := io.ReadAll(io.LimitReader(answer.Body, maxLimitBody)) // what is there will do
	told := json.Unmarshal(raw, &body) == nil && body.RetryAfter != nil
	e.global = e.global || body.Global
	if !told && head.Get("X-RateLimit-Bucket") == "" && head.Get("Via") == "" && head.Get("Retry-After") != "" {
		e.global = true // Discord's outer servers refuse this whole machine
	}
	said := head.Get("Retry-After")
	switch {
	case told:
		e.after = seconds(*body.RetryAfter)
	case said == "":
	default:
		if n, err := strconv.ParseFloat(said, 64); err == nil {
			e.after = seconds(n)
		} else if at, err := http.ParseTime(said); err == nil {
			e.after = seconds(at.Sub(now).Seconds())
		}
	}
	return e
}

// seconds is a duration that may come from anywhere: never negative, and not
// more than a day.
func seconds(n float64) time.Duration {
	const day = 24 * time.Hour
	if !(n > 0) { // NaN too
		return 0
	}
	if n > day.Seconds() {
		return day
	}
	return time.Duration(n * float64(time.Second))
}
