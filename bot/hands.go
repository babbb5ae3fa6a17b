package bot

import (
	"math"
	"runtime"
	"sync"
	"time"
)

const (
	// inHandPerProcessor is how many events are kept at a time for each
	// processor: waiting, worked on, or on their way to Discord. More could not
	// be answered within the 3 s that Discord waits.
	inHandPerProcessor = 256
	leastInHand        = 512
	leastHands         = 32 // under a strain of 1
)

// hands counts the events in hand, and whose they are: those of one guild leave
// room for others.
type hands struct {
	size int

	mu     sync.Mutex
	busy   int
	crowds map[string]int
}

func newHands() *hands {
	return &hands{size: max(leastInHand, inHandPerProcessor*runtime.GOMAXPROCS(0)), crowds: map[string]int{}}
}

// take reports whether there is a hand for one more event of a crowd. leave gives
// it back. Half of the hands are for whoever comes; of the other half nobody gets
// more than to an eighth of all. Under strain there are fewer.
func (h *hands) take(crowd string, strain float64) (leave func(), ok bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	n, size := h.crowds[crowd], h.under(strain)
	if h.busy >= size || h.busy >= size/2 && n >= max(1, size/8) {
		return nil, false
	}
	h.busy++
	h.crowds[crowd] = n + 1
	return sync.OnceFunc(func() { h.leave(crowd) }), true
}

// under returns how many hands there are under strain: ever fewer, and beyond a
// strain of 1, at twice the strain a quarter of them, so that in the end all that
// the processor can do is to refuse.
func (h *hands) under(strain float64) int {
	n := float64(h.size) * (1 - strain)
	n = max(n, leastHands/max(1, strain*strain), 1)
	return min(int(n), h.size)
}

func (h *hands) leave(crowd string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.busy--
	if h.crowds[crowd]--; h.crowds[crowd] == 0 {
		delete(h.crowds, crowd)
	}
}

const (
	// heavy is how many refusals on their way are a strain of 1: an answer costs
	// several times what a refusal does, and nobody shall go without either.
	heavy = 192
	// calm is how long it takes until half of a strain is over when nothing is felt
	// of it any more. Were it over at once, all hands would be taken at once by what
	// comes next, and for as long as they are there would be no time for refusals.
	calm = 350 * time.Millisecond
)

// strain is how much more comes than can be answered, from 0. From 1 on next to
// nothing is.
type strain struct {
	mu    sync.Mutex
	level float64
	at    time.Time // when the level was that
}

// feel takes what is felt of it now, and returns what is to be reckoned with: that,
// or what is left of before.
func (s *strain) feel(level float64, now time.Time) float64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.level > 0 {
		level = max(level, s.level*math.Exp2(-now.Sub(s.at).Seconds()/calm.Seconds()))
	}
	s.level, s.at = level, now
	return level
}

// pressed says how much more comes than can be answered, after an event that came
// so late: by that, by how much waits already, or by how many refusals are on their
// way.
func (b *Bot) pressed(late time.Duration, now time.Time) float64 {
	// Clocks that are set make events late for a minute. It is not worse than 1. Half
	// of the hands suffice for a lane that is filled.
	lateness := min(1, (late-soonEnough).Seconds()/soonEnough.Seconds())
	return b.strain.feel(max(lateness, b.quick.filled()/2, float64(len(b.refusals))/heavy), now)
}
