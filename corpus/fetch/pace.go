package fetch

import (
	"slices"
	"time"
)

// Bounds of the time between two looks at a feed.
const (
	MinInterval = 15 * time.Minute
	MaxInterval = 24 * time.Hour
)

const (
	usualInterval = time.Hour // for a feed that says nothing and has no dates
	datesUsed     = 20        // of the newest items, for the rate at which they come
)

// Pace is what decides how soon a feed is looked at again.
type Pace struct {
	Now       time.Time
	Every     time.Duration // how often the feed says it changes; 0 when it does not
	MaxAge    time.Duration // how long the server calls the answer fresh; 0 when it does not
	Published []time.Time   // when its items were published, in any order; zero times are passed over
	Failures  int           // how often in a row it could not be read
	Until     time.Time     // before which the server does not want to be asked; may be zero
	Jitter    float64       // from 0 to 1, by chance: so that many feeds do not come due at once
}

// Interval is the time until the next look at a feed, between MinInterval and
// MaxInterval. A feed is looked at twice as often as its items have been coming,
// but not more often than the feed or its server says that it changes. Each
// failure doubles the time. Up to a tenth is added by chance, or taken away at
// the upper end.
func Interval(p Pace) time.Duration {
	d := usualInterval
	if gap := itemGap(p.Published, p.Now); gap > 0 {
		d = gap / 2
	}
	d = clamp(max(d, p.Every, p.MaxAge))
	for range min(p.Failures, 10) {
		d = clamp(2 * d)
	}
	some := time.Duration(min(max(p.Jitter, 0), 1) * float64(d/10))
	if d+some > MaxInterval {
		some = -some
	}
	return clamp(max(d+some, p.Until.Sub(p.Now)))
}

func clamp(d time.Duration) time.Duration { return min(max(d, MinInterval), MaxInterval) }

// itemGap is the usual time between two items, or the time since the last one
// when that is longer: a feed that has fallen silent need not be asked as often
// as before. It is 0 when the dates of fewer than three items are known.
func itemGap(published []time.Time, now time.Time) time.Duration {
	var times []time.Time
	for _, t := range published {
		if !t.IsZero() && !t.After(now) {
			times = append(times, t)
		}
	}
	if len(times) < 3 {
		return 0
	}
	slices.SortFunc(times, func(a, b time.Time) int { return b.Compare(a) })
	times = times[:min(len(times), datesUsed)]
	var gaps []time.Duration
	for i := range times[1:] {
		gaps = append(gaps, times[i].Sub(times[i+1]))
	}
	slices.Sort(gaps)
	return max(gaps[len(gaps)/2], now.Sub(times[0]), 1)
}
