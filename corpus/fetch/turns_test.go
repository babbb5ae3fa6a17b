package fetch

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// In a bubble time passes only when everybody waits, so that waiting takes no
// time and is exact.

func TestEachHostIsAskedOneThingAtATime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		var begun []time.Time
		now, most := map[string]int{}, map[string]int{}
		h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			mu.Lock()
			if r.URL.Path != "/robots.txt" && r.Host == "one.example.com" {
				begun = append(begun, time.Now())
			}
			now[r.Host]++
			now["all"]++
			most[r.Host], most["all"] = max(most[r.Host], now[r.Host]), max(most["all"], now["all"])
			mu.Unlock()
			time.Sleep(2 * time.Second)
			mu.Lock()
			now[r.Host]--
			now["all"]--
			mu.Unlock()
			answers(200, "words", "Content-Type: text/plain")(w, r)
		})
		c := newClient(t, Options{Network: within(t, h), Gap: 3 * time.Second})
		var all sync.WaitGroup
		for _, host := range []string{"one", "two", "one", "three", "one", "one", "one", "one", "one", "one"} {
			all.Go(func() {
				// Eight at one host take longer than one may, but waiting does not count.
				if _, err := c.Get(t.Context(), Request{Link: "http://" + host + ".example.com/" + host}); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if most["one.example.com"] != 1 || most["all"] != 3 {
			t.Errorf("at once: %v", most)
		}
		for i := range begun[1:] {
			if gap := begun[i+1].Sub(begun[i]); gap != 5*time.Second {
				t.Errorf("request %d came %v after the one before, which took 2 s; 3 s are to be between them", i+1, gap)
			}
		}
		if len(begun) != 8 || len(c.turns.waiting) != 0 {
			t.Errorf("%d requests, %d hosts still waited for", len(begun), len(c.turns.waiting))
		}
	})
}

func TestCrawlDelayIsHeededWithinReason(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]time.Duration{"4": 4 * time.Second, "0.1": time.Second, "86400": maxDelay, "soon": time.Second, "-5": time.Second} {
		synctest.Test(t, func(t *testing.T) {
			var times []time.Time
			c := newClient(t, Options{Network: within(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/robots.txt" {
					answers(200, "User-agent: *\nCrawl-delay: "+said+"\n")(w, r)
					return
				}
				times = append(times, time.Now())
				answers(200, "words", "Content-Type: text/plain")(w, r)
			}))})
			for range 2 {
				get(t, c, "http://news.example.com/a")
			}
			if gap := times[1].Sub(times[0]); gap != want {
				t.Errorf("Crawl-delay %s: waited %v, want %v", said, gap, want)
			}
		})
	}
}

func TestRetryAfterIsHeeded(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]struct {
		wait time.Duration
		text string
	}{
		"90": {90 * time.Second, "2 minutes"}, "1": {time.Second, "1 second"}, "3600": {time.Hour, "60 minutes"}, "999999999": {24 * time.Hour, "24 hours"},
		"DATE": {30 * time.Second, "30 seconds"},
	} {
		synctest.Test(t, func(t *testing.T) {
			requests := 0
			value := said
			if said == "DATE" {
				value = time.Now().Add(30 * time.Second).UTC().Format(http.TimeFormat)
			}
			c := newClient(t, Options{Network: within(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				switch requests++; requests {
				case 1:
					http.NotFound(w, r) // robots.txt
				case 2:
					answers(http.StatusTooManyRequests, "", "Retry-After: "+value)(w, r)
				default:
					answers(200, "words", "Content-Type: text/plain")(w, r)
				}
			}))})
			first := time.Now()
			_, err := c.Get(t.Context(), Request{Link: "http://news.example.com/a"})
			p, ok := errors.AsType[*Problem](err)
			if !ok || p.Code != Later || !p.Until.Equal(first.Add(want.wait)) || !strings.Contains(p.Detail, want.text) {
				t.Fatalf("Retry-After %s: %v, %+v", said, err, p)
			}
			// Other pages of the host are not asked for either, in http or in https.
			if _, err := c.Get(t.Context(), Request{Link: "http://news.example.com/b"}); want.wait > 2*time.Second && (code(err) != Later || requests != 2) {
				t.Errorf("before the time is over: %v, %d requests", err, requests)
			}
			time.Sleep(want.wait)
			get(t, c, "http://news.example.com/b")
		})
	}
}

func TestWhoWaitsMayLeave(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var asked atomic.Int32
		c := newClient(t, Options{Network: within(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			asked.Add(1)
			time.Sleep(5 * time.Second)
			answers(200, "words", "Content-Type: text/plain")(w, r)
		})), Gap: time.Hour})
		go c.Get(t.Context(), Request{Link: "http://news.example.com/a"})
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := c.Get(ctx, Request{Link: "http://news.example.com/b"}); !errors.Is(err, context.DeadlineExceeded) || asked.Load() != 1 {
			t.Errorf("waiting for the turn: %v, %d requests", err, asked.Load())
		}
		time.Sleep(time.Minute)
		ctx, cancel = context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := c.Get(ctx, Request{Link: "http://news.example.com/b"}); !errors.Is(err, context.DeadlineExceeded) || asked.Load() != 2 {
			t.Errorf("waiting between two links: %v, %d requests", err, asked.Load())
		}
		if len(c.turns.waiting) != 0 {
			t.Errorf("%d hosts are waited for", len(c.turns.waiting))
		}
	})
}

func TestTheTimeIsForAllRedirectionsTogether(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newClient(t, Options{Time: 10 * time.Second, Network: within(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/robots.txt" {
				time.Sleep(3 * time.Second)
			}
			if n := len(r.URL.Path); n < 5 {
				redirect(302, r.URL.Path+"a")(w, r)
				return
			}
			answers(200, "words", "Content-Type: text/plain")(w, r)
		}))})
		begun := time.Now()
		get(t, c, "http://news.example.com/aa")
		if took := time.Since(begun); took != 9*time.Second {
			t.Errorf("three requests of 3 s took %v", took)
		}
		begun = time.Now()
		refused(t, c, "http://news.example.com/a", TooSlow)
		if took := time.Since(begun); took != 10*time.Second+defaultGap {
			t.Errorf("stopped after %v", took)
		}
	})
}
