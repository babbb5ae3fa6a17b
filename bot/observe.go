package bot

import (
	"errors"
	"iter"
	"net/http"
	"strings"
	"time"

	"github.com/pincite/pincite/corpus/extract"
	"github.com/pincite/pincite/corpus/fetch"
)

// Observer is told what happens in a bot, so that it can be counted. It is never
// told who asked, where, or what. Its methods are called from many goroutines
// and must return at once.
type Observer interface {
	// Served is called once for each interaction or message, at its end.
	Served(Served)
	// Gateway is called when the connection to Discord changes.
	Gateway(GatewayEvent)
	// Requested is called for each HTTP request to Discord when its answer begins.
	Requested(Requested)
	// Extracted is called for each file, page or feed item that was to be read.
	Extracted(outcome string)
}

// Served is how one interaction or message went.
type Served struct {
	Command      string        // of the bot's table: "ask", "library add", "next (pressed)"
	Outcome      string        // ok, refused, failed, limited, late or undelivered
	Verdict      string        // what came of a question; "" when none was asked
	Acknowledged time.Duration // from its arrival until Discord had the first response; 0 when it never had
	Took         time.Duration // from its arrival to the end; 0 when there was no time to look at it
}

// GatewayEvent is a change of the connection to Discord.
type GatewayEvent string

// What happens to a connection.
const (
	GatewayReady   GatewayEvent = "ready"   // a new session began
	GatewayResumed GatewayEvent = "resumed" // a session went on after an interruption
	GatewayLost    GatewayEvent = "lost"    // the connection ended, and is made again
)

// Requested is one HTTP request to Discord.
type Requested struct {
	Status int           // of HTTP; 0 when there was no answer
	Scope  string        // of a rate limit: user, shared or global; "" unless Status is 429
	Took   time.Duration // until the answer began
}

// Outcomes of an extraction.
const (
	ExtractedWell    = "read"
	ExtractedRefused = "refused" // the file or the site is at fault, and the moderator was told how
	ExtractedFailed  = "failed"
)

// unobserved is the Observer of a bot that nobody observes.
type unobserved struct{}

func (unobserved) Served(Served)        {}
func (unobserved) Gateway(GatewayEvent) {}
func (unobserved) Requested(Requested)  {}
func (unobserved) Extracted(string)     {}

// observe tells of an interaction or message that has ended.
func (b *Bot) observe(o outcome, rep reply, took time.Duration) {
	b.cfg.Observer.Served(Served{Command: o.command, Outcome: o.result, Verdict: rep.verdict, Acknowledged: o.acked, Took: took})
}

// extracting tells of what is read on its way to whoever wants it.
func (b *Bot) extracting(members iter.Seq[extract.Member]) iter.Seq[extract.Member] {
	return func(yield func(extract.Member) bool) {
		for m := range members {
			b.extracted(m.Err)
			if !yield(m) {
				return
			}
		}
	}
}

func (b *Bot) extracted(err error) {
	outcome := ExtractedWell
	if err != nil {
		outcome = ExtractedFailed
		_, text := errors.AsType[*extract.Problem](err)
		_, site := errors.AsType[*fetch.Problem](err)
		if text || site {
			outcome = ExtractedRefused
		}
	}
	b.cfg.Observer.Extracted(outcome)
}

// observedTransport tells of the requests that pass through it.
type observedTransport struct {
	next     http.RoundTripper
	observer Observer
}

// observed puts an observer over a transport, nil being the usual one, but for
// the number of connections that are kept.
func observed(next http.RoundTripper, o Observer) http.RoundTripper {
	if next == nil {
		t := http.DefaultTransport.(*http.Transport).Clone()
		t.MaxIdleConnsPerHost = 64
		next = t
	}
	return &observedTransport{next, o}
}

func (t *observedTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	begun := time.Now()
	resp, err := t.next.RoundTrip(r)
	said := Requested{Took: time.Since(begun)}
	if resp != nil {
		if said.Status = resp.StatusCode; said.Status == http.StatusTooManyRequests {
			said.Scope = limitScope(resp.Header)
		}
	}
	t.observer.Requested(said)
	return resp, err
}

// limitScope says what a rate limit is of, in one of few words whatever the
// header has.
func limitScope(h http.Header) string {
	switch scope := strings.ToLower(h.Get("X-RateLimit-Scope")); {
	case scope == "global", h.Get("X-RateLimit-Global") == "true":
		return "global"
	case scope == "shared":
		return "shared"
	}
	return "user"
}
