package bot

import (
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/time/rate"
)

// limits holds one limiter for each person or guild who was here lately. The oldest are
// forgotten when there are too many, so that its size is bounded.
type limits struct {
	rate  rate.Limit
	burst int
	users *lru.Cache[string, *rate.Limiter]
}

const (
	limitedUsers = 20_000
	defaultBurst = 6
	defaultEvery = 4 * time.Second
	// A guild's rate is beyond what a lively one reaches, and far below what a
	// process can take.
	defaultGuildBurst = 300
	defaultGuildEvery = 20 * time.Millisecond
	// Turning pages and keeping a library are cheap and go quickly: so many of
	// such acts for one question.
	actsPerQuestion = 6
)

func newLimits(burst int, every time.Duration) (*limits, error) {
	users, err := lru.New[string, *rate.Limiter](limitedUsers)
	if err != nil {
		return nil, err
	}
	return &limits{rate: rate.Every(every), burst: burst, users: users}, nil
}

// take counts one act of a person and returns how long they should have waited;
// 0 when they may act now.
func (l *limits) take(user string, now time.Time) time.Duration {
	fresh := rate.NewLimiter(l.rate, l.burst)
	limiter, found, _ := l.users.PeekOrAdd(user, fresh)
	if !found {
		limiter = fresh
	}
	l.users.Get(user) // marks the person as seen lately
	r := limiter.ReserveN(now, 1)
	wait := r.DelayFrom(now)
	if wait > 0 {
		r.CancelAt(now)
	}
	return wait
}
