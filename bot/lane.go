package bot

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"time"
)

// errBusy refuses work that would wait for too long.
var errBusy = errors.New("too much is waiting already")

// laneSize bounds a lane.
type laneSize struct {
	slots         int  // that work at the same time
	slotsPerGuild int  // of them, for the work of one guild while others wait
	queue         int  // that wait
	queuePerGuild int  // of them, of one guild
	arrival       bool // who came first begins first, whatever guild it is of
}

// quickLane is for what takes milliseconds: questions, pages, suggestions. As
// it is the processor that they need, more at a time would not end sooner.
func quickLane() laneSize {
	n := max(8, 4*runtime.GOMAXPROCS(0))
	return laneSize{slots: n, slotsPerGuild: n / 2, queue: 128, queuePerGuild: 32}
}

// longLane is for what waits for others: files and pages that are fetched and
// read.
func longLane() laneSize {
	return laneSize{slots: 16, slotsPerGuild: 4, queue: 64, queuePerGuild: 16}
}

// withoutTurns lets one guild have all of a lane.
func (s *laneSize) withoutTurns() {
	s.slotsPerGuild, s.queuePerGuild, s.arrival = s.slots, s.queue, true
}

// lane lets so much work go on at a time and the rest wait, guild after guild in
// turn: what one guild asks for, however much it is, costs another no more than
// a turn. What would wait behind too much is refused at once.
type lane struct {
	size laneSize

	mu      sync.Mutex
	busy    int // slots
	waiting int
	guilds  map[string]*turns // those with work
	order   []*turns          // those with work that waits, the next one first
}

// turns is the work of one guild.
type turns struct {
	guild   string
	busy    int
	waiting []chan struct{} // closed when the work may begin
}

func newLane(size laneSize) *lane { return &lane{size: size, guilds: map[string]*turns{}} }

// full reports whether a guild's work would be refused.
func (l *lane) full(guild string) bool {
	if l.size.arrival {
		guild = ""
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.waiting >= l.size.queue {
		return true
	}
	t := l.guilds[guild]
	return t != nil && len(t.waiting) >= l.size.queuePerGuild
}

// filled returns which part of the places to wait is taken, from 0 to 1.
func (l *lane) filled() float64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return float64(l.waiting) / float64(l.size.queue)
}

// enter waits for a guild's turn. leave has to be called when the work is done.
func (l *lane) enter(ctx context.Context, guild string) (leave func(), err error) {
	if l.size.arrival {
		guild = "" // one queue
	}
	l.mu.Lock()
	t := l.guilds[guild]
	if t == nil {
		t = &turns{guild: guild}
		l.guilds[guild] = t
	}
	if l.waiting >= l.size.queue || len(t.waiting) >= l.size.queuePerGuild {
		l.drop(t)
		l.mu.Unlock()
		return nil, errBusy
	}
	begin := make(chan struct{})
	if len(t.waiting) == 0 {
		l.order = append(l.order, t)
	}
	t.waiting = append(t.waiting, begin)
	l.waiting++
	l.next()
	l.mu.Unlock()
	select {
	case <-begin:
	case <-ctx.Done():
		if !l.withdraw(t, begin) {
			l.leave(t) // its turn came in the same moment
		}
		return nil, ctx.Err()
	}
	return sync.OnceFunc(func() { l.leave(t) }), nil
}

// next begins what may begin. The lock is held.
func (l *lane) next() {
	for l.busy < l.size.slots {
		at := l.choose()
		if at < 0 {
			return
		}
		t := l.order[at]
		l.order = append(l.order[:at], l.order[at+1:]...)
		begin := t.waiting[0]
		t.waiting = t.waiting[1:]
		if len(t.waiting) > 0 {
			l.order = append(l.order, t)
		}
		l.waiting--
		t.busy++
		l.busy++
		close(begin)
	}
}

// choose returns the place in the order of the guild whose turn it is: the first
// that has not its share at work already. None is -1. A part of the slots is
// left free when all who wait have their share: whoever comes next finds one.
func (l *lane) choose() int {
	for i, t := range l.order {
		if t.busy < l.size.slotsPerGuild {
			return i
		}
	}
	return -1
}

// withdraw takes back what waits, and reports whether it did.
func (l *lane) withdraw(t *turns, begin chan struct{}) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i, w := range t.waiting {
		if w != begin {
			continue
		}
		t.waiting = append(t.waiting[:i], t.waiting[i+1:]...)
		l.waiting--
		if len(t.waiting) == 0 {
			for j, o := range l.order {
				if o == t {
					l.order = append(l.order[:j], l.order[j+1:]...)
					break
				}
			}
		}
		l.drop(t)
		return true
	}
	return false
}

func (l *lane) leave(t *turns) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.busy--
	t.busy--
	l.drop(t)
	l.next()
}

// drop forgets a guild without work. The lock is held.
func (l *lane) drop(t *turns) {
	if t.busy == 0 && len(t.waiting) == 0 {
		delete(l.guilds, t.guild)
	}
}

const (
	// waitLimit is how long work may wait before it is refused after all.
	waitLimit = 15 * time.Second
	// hurriedAck is after how long what still waits is acknowledged.
	hurriedAck = 150 * time.Millisecond
)

// laneOf returns where an action's work waits for its turn.
func (b *Bot) laneOf(act action) *lane {
	if act.limit > handlerTime {
		return b.long
	}
	return b.quick
}
