package fetch

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestIntervals(t *testing.T) {
	t.Parallel()
	now := time.Date(2031, 5, 5, 12, 0, 0, 0, time.UTC)
	every := func(gap time.Duration, n int) []time.Time {
		var all []time.Time
		for i := range n {
			all = append(all, now.Add(-time.Duration(i+1)*gap))
		}
		return all
	}
	const h, m = time.Hour, time.Minute
	for _, test := range []struct {
		name string
		pace Pace
		want time.Duration
	}{
		{"nothing is known", Pace{}, h},
		{"two dates say too little", Pace{Published: every(10*h, 2)}, h},
		{"one item in ten hours", Pace{Published: every(10*h, 9)}, 5 * h},
		{"one item in a minute", Pace{Published: every(m, 50)}, 15 * m},
		{"one item in a month", Pace{Published: every(30*24*h, 12)}, 24 * h},
		{"an item in each of three hours, then silence for two days", Pace{Published: []time.Time{now.Add(-48 * h), now.Add(-49 * h), now.Add(-50 * h)}}, 24 * h},
		{"dates in the future and none at all do not count", Pace{Published: append(every(4*h, 5), now.Add(9*h), time.Time{})}, 2 * h},
		{"all at the same time, a while ago", Pace{Published: []time.Time{now.Add(-6 * h), now.Add(-6 * h), now.Add(-6 * h)}}, 3 * h},
		{"the feed says longer", Pace{Every: 6 * h, Published: every(m, 9)}, 6 * h},
		{"the feed says shorter", Pace{Every: m, Published: every(10*h, 9)}, 5 * h},
		{"the server says longer", Pace{MaxAge: 2 * h}, 2 * h},
		{"the server says a year", Pace{MaxAge: 365 * 24 * h}, 24 * h},
		{"the feed says a minute", Pace{Every: m, Published: every(m, 9)}, 15 * m},
		{"one failure", Pace{Failures: 1}, 2 * h},
		{"three failures", Pace{Failures: 3, Published: every(m, 9)}, 2 * h},
		{"many failures", Pace{Failures: 1000}, 24 * h},
		{"the server wants patience", Pace{Until: now.Add(5 * h)}, 5 * h},
		{"the server wants less patience than there is", Pace{Until: now.Add(5 * m)}, h},
		{"the server wants a year of patience", Pace{Until: now.Add(9000 * h)}, 24 * h},
		{"chance", Pace{Jitter: 0.5}, 63 * m},
		{"much chance", Pace{Jitter: 1}, 66 * m},
		{"chance at the lower end", Pace{Published: every(m, 9), Jitter: 1}, 16*m + 30*time.Second},
		{"chance at the upper end", Pace{MaxAge: 48 * h, Jitter: 1}, 24*h - 144*m},
		{"chance that is none", Pace{Jitter: -7}, h},
	} {
		test.pace.Now = now
		if got := Interval(test.pace); got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

func TestIntervalsStayWithinTheirBounds(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		now := time.Date(2031, 5, 5, 12, 0, 0, 0, time.UTC)
		any := rapid.Int64Range(-1<<62, 1<<62)
		p := Pace{Now: now, Every: time.Duration(any.Draw(t, "every")), MaxAge: time.Duration(any.Draw(t, "age")), Failures: rapid.Int().Draw(t, "failures"),
			Until: now.Add(time.Duration(any.Draw(t, "until"))), Jitter: rapid.Float64().Draw(t, "jitter")}
		for _, d := range rapid.SliceOf(any).Draw(t, "published") {
			p.Published = append(p.Published, now.Add(time.Duration(d)))
		}
		d := Interval(p)
		if d < MinInterval || d > MaxInterval {
			t.Errorf("%v", d)
		}
		p.Failures = min(max(p.Failures, 0), 100)
		worse := p
		worse.Failures++
		p.Jitter, worse.Jitter = 0, 0
		if Interval(worse) < Interval(p) {
			t.Errorf("after one more failure %v, before %v", Interval(worse), Interval(p))
		}
	})
}
