package bot

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pincite/pincite/bot/discordtest"
)

func TestALimitIsReadWhereverItStands(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
	for name, c := range map[string]struct {
		head   http.Header
		body   string
		after  time.Duration
		global bool
	}{
		"body":              {nil, `{"retry_after": 0.25}`, 250 * time.Millisecond, false},
		"body and header":   {http.Header{"Retry-After": {"1"}}, `{"retry_after": 0.65}`, 650 * time.Millisecond, false},
		"global in body":    {nil, `{"retry_after": 2, "global": true}`, 2 * time.Second, true},
		"global in header":  {http.Header{"X-Ratelimit-Global": {"true"}}, `{"retry_after": 2}`, 2 * time.Second, true},
		"global scope":      {http.Header{"X-Ratelimit-Scope": {"global"}}, `{"retry_after": 2}`, 2 * time.Second, true},
		"header alone":      {http.Header{"Retry-After": {"7"}, "Via": {"1.1 google"}}, "", 7 * time.Second, false},
		"outer servers":     {http.Header{"Retry-After": {"60"}}, "<html>error code: 1015</html>", time.Minute, true},
		"a date":            {http.Header{"Retry-After": {"Wed, 04 Mar 2026 05:06:37 GMT"}}, "", 30 * time.Second, true},
		"a date that is by": {http.Header{"Retry-After": {"Wed, 04 Mar 2026 05:06:00 GMT"}}, "", 0, true},
		"neither":           {nil, "<html>", unsaid, false},
		"nonsense":          {http.Header{"Retry-After": {"soon"}}, `{"retry_after": "x"}`, unsaid, true},
		"negative":          {nil, `{"retry_after": -3}`, 0, false},
		"for ever":          {nil, `{"retry_after": 1e300}`, 24 * time.Hour, false},
	} {
		answer := &http.Response{Header: c.head, Body: io.NopCloser(strings.NewReader(c.body))}
		if answer.Header == nil {
			answer.Header = http.Header{}
		}
		if got := readLimit(answer, now); got.after != c.after || got.global != c.global {
			t.Errorf("%s: %v, global %v; want %v, %v", name, got.after, got.global, c.after, c.global)
		}
	}
}

func FuzzALimitIsNeverNegativeOrEndless(f *testing.F) {
	f.Add("7", `{"retry_after": 0.25}`)
	f.Add("NaN", "")
	f.Fuzz(func(t *testing.T, header, body string) {
		answer := &http.Response{Header: http.Header{"Retry-After": {header}}, Body: io.NopCloser(strings.NewReader(body))}
		now := time.Unix(1_700_000_000, 0)
		if e := readLimit(answer, now); e.after < 0 || e.after > 24*time.Hour {
			t.Fatalf("%v", e.after)
		}
	})
}

func TestAGlobalLimitHoldsUpEverythingButInteractions(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.discord.Inject(discordtest.Fault{Path: "/typing", Status: 429, RetryAfter: time.Hour, Global: true})
	brief, cancel := context.WithTimeout(w.ctx, 10*time.Second)
	defer cancel()
	if err := w.bot.rest.typing(brief, w.general.ID); err == nil {
		t.Error("a limited request succeeded")
	}
	sent := len(w.discord.Requests())
	err := w.bot.rest.typing(brief, w.general.ID)
	if refused, ok := errors.AsType[*apiError](err); !ok || refused.Status != 429 {
		t.Errorf("while the limit holds: %v", err)
	}
	if n := len(w.discord.Requests()); n != sent {
		t.Errorf("%d requests were sent while the limit holds", n-sent)
	}
	if m := w.talk(w.ada, w.general).slash("help"); !strings.Contains(m.text(), "Pincite") {
		t.Errorf("an interaction is shown:\n%s", dump(m))
	}
}

// TestNoMoreRequestsThanAllowedAreUnderWay holds every request until as many as
// may be are there.
func TestNoMoreRequestsThanAllowedAreUnderWay(t *testing.T) {
	t.Parallel()
	var here, most atomic.Int64
	full, others := make(chan struct{}), make(chan struct{})
	filled := sync.OnceFunc(func() { close(full) })
	p := newPace(roundTrip(func(*http.Request) (*http.Response, error) {
		n := here.Add(1)
		defer here.Add(-1)
		for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
		}
		if n == inTransit {
			filled()
		}
		<-others
		return httptest.NewRecorder().Result(), nil
	}))
	var all sync.WaitGroup
	for range inTransit + 100 {
		all.Go(func() {
			r := httptest.NewRequest("POST", "https://discord.test/api/v9/channels/1/typing", nil)
			if answer, err := p.RoundTrip(r); err != nil {
				t.Error(err)
			} else {
				answer.Body.Close()
			}
		})
	}
	<-full
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := p.RoundTrip(httptest.NewRequest("POST", "https://discord.test/", nil).WithContext(ended)); !errors.Is(err, context.Canceled) {
		t.Errorf("one that nobody waits for any more: %v", err)
	}
	close(others)
	all.Wait()
	if n := most.Load(); n != inTransit {
		t.Errorf("%d were under way, want %d", n, inTransit)
	}
}

// roundTrip is a transport that is a function.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestWhatWasPerhapsSentIsNotSentTwice(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.discord.Inject(discordtest.Fault{Path: "/webhooks/", CutAfter: true})
	w.discord.Inject(discordtest.Fault{Path: "/webhooks/", Status: 500})
	in := &interaction{ID: "1", ApplicationID: w.discord.Bot().ID, Token: "none"}
	for range 2 {
		sent := len(w.discord.Requests())
		if err := w.bot.rest.follow(w.ctx, in, payload{}); err == nil {
			t.Error("a follow-up that failed is told to have been sent")
		}
		if n := len(w.discord.Requests()); n != sent+1 {
			t.Errorf("it was sent %d times", n-sent)
		}
	}
}
