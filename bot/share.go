package bot

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/pincite/pincite/corpus/store"
)

// share is one process's part in the shards.
type share struct {
	b       *Bot
	of      int
	owner   string
	present store.Lease // says that this process is there
	since   time.Time   // when it took that
	away    time.Time   // when the store could last not be reached

	mu     sync.Mutex
	mine   map[int]bool
	moving bool // a shard is on its way here from another process
	all    sync.WaitGroup
	end    context.CancelCauseFunc
}

// leaseShards holds shards until ctx ends, which is no error, or Discord refuses
// one for good.
func (b *Bot) leaseShards(ctx context.Context, of int) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	s := &share{b: b, of: of, owner: b.owner, mine: map[int]bool{}, end: cancel}
	if held, err := b.cfg.Store.Held(ctx, shardLease); err == nil && b.cfg.Shards == 0 {
		// The guilds are split one way only, whatever Discord recommends by now.
		if n := splitOf(held); n > of {
			s.of = n
		}
	}
	for ctx.Err() == nil {
		if err := s.round(ctx); err != nil && ctx.Err() == nil {
			s.away = time.Now()
			b.log.Warn("the leases of shards are not known", slog.String("error", err.Error()))
		}
		sleep(ctx, b.lease.round)
	}
	s.all.Wait()
	b.release(s.present)
	if err := context.Cause(ctx); errors.As(err, new(refusal)) {
		return err
	}
	return ctx.Err()
}

// standing is who holds which shards.
type standing struct {
	processes int
	shards    map[int]store.Lease
	most      string // who holds the most
	count     map[string]int
}

func (s *share) standing(held []store.Lease) standing {
	by := map[string]store.Lease{}
	at := standing{shards: map[int]store.Lease{}, count: map[string]int{}}
	for _, l := range held {
		by[l.Name] = l
		if strings.HasPrefix(l.Name, processLease) {
			at.processes++
		}
	}
	for id := range s.of {
		l, ok := by[shardLeaseName(shard{id, s.of})]
		if !ok {
			continue
		}
		at.shards[id] = l
		if at.count[l.Owner]++; at.count[l.Owner] > at.count[at.most] {
			at.most = l.Owner
		}
	}
	return at
}

// round says that this process is there, and takes one shard that nobody holds,
// as long as it has not its part. One at a time leaves others theirs when all
// start together.
func (s *share) round(all context.Context) error {
	ctx, cancel := context.WithTimeout(all, s.b.lease.renew)
	defer cancel()
	if err := s.appear(ctx); err != nil {
		return err
	}
	held, err := s.b.cfg.Store.Held(ctx, "")
	if err != nil || time.Since(s.away) < s.b.lease.back {
		return err
	}
	at := s.standing(held)
	part := (s.of + max(1, at.processes) - 1) / max(1, at.processes)
	for id := 0; id < s.of && s.holds() < part; id++ {
		n := shard{id, s.of}
		if _, taken := at.shards[id]; taken || s.has(id) {
			continue
		}
		l, ok, err := s.b.cfg.Store.Acquire(ctx, shardLeaseName(n), s.owner, s.b.lease.ttl)
		if err != nil {
			return err
		}
		if ok {
			s.hold(all, n, func(context.Context) (store.Lease, bool) { return l, true })
			return nil
		}
	}
	if s.holds() < part { // others hold them all
		s.b.place()
		s.even(ctx, all, at)
	}
	return nil
}

// appear says that this process is there.
func (s *share) appear(ctx context.Context) error {
	renewed, err := s.b.cfg.Store.Renew(ctx, s.present, s.b.lease.ttl)
	if s.present.Name == "" || errors.Is(err, store.ErrLeaseLost) {
		renewed, _, err = s.b.cfg.Store.Acquire(ctx, processLease+s.owner, s.owner, s.b.lease.ttl)
		s.since = time.Now()
	}
	if err == nil {
		s.present = renewed
	}
	return err
}

func (s *share) has(id int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.mine[id]
}

func (s *share) holds() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.mine)
}

// hold keeps a shard connected as long as its lease lasts: see connectLeased.
func (s *share) hold(ctx context.Context, n shard, take func(context.Context) (store.Lease, bool)) {
	s.mu.Lock()
	s.mine[n.id] = true
	s.mu.Unlock()
	s.all.Go(func() {
		err := s.b.connectLeased(ctx, n, func(ctx context.Context) (store.Lease, bool) {
			l, ok := take(ctx)
			if ok {
				s.b.log.Info("holds a shard", slog.String("shard", n.String()), slog.Int64("token", l.Token))
			}
			return l, ok
		})
		s.mu.Lock()
		delete(s.mine, n.id)
		s.mu.Unlock()
		if err != nil {
			s.end(err)
		}
	})
}

// even begins to move a shard here from the process that holds the most, when
// that has two more than this one: after a process came back, for instance. It
// connects here first, as Discord allows, so that nothing is missed; what both
// are told of meanwhile, one of them claims. It costs a new session, of which
// there are so many a day; half of them are left for what needs them.
func (s *share) even(ctx, all context.Context, at standing) {
	s.mu.Lock()
	moving := s.moving
	s.mu.Unlock()
	if moving || at.count[at.most] < s.holds()+2 || time.Since(s.since) < s.b.lease.settle {
		return
	}
	turn, ok, err := s.b.cfg.Store.Acquire(ctx, movingLease, s.owner, s.b.lease.move)
	if err != nil || !ok {
		return // another time
	}
	g, err := s.b.askGateway(ctx)
	if err != nil || g.Limit.Remaining <= g.Limit.Total/2 {
		return // nothing moves until the turn has ended
	}
	for id := range s.of {
		from, held := at.shards[id]
		if !held || from.Owner != at.most || s.has(id) {
			continue
		}
		s.mu.Lock()
		s.moving = true
		s.mu.Unlock()
		s.hold(all, shard{id, s.of}, func(ctx context.Context) (store.Lease, bool) { return s.succeed(ctx, id, from, turn) })
		return
	}
}

// succeed takes the lease of a shard over from its holder once the shard is
// connected here too. When that does not come about, nothing moves until the
// turn has ended.
func (s *share) succeed(ctx context.Context, id int, from, turn store.Lease) (store.Lease, bool) {
	defer func() {
		s.mu.Lock()
		s.moving = false
		s.mu.Unlock()
	}()
	ctx, cancel := context.WithDeadline(ctx, turn.Until)
	defer cancel()
	for !s.b.shards.connected(id) {
		if !sleep(ctx, 50*time.Millisecond) {
			return store.Lease{}, false
		}
	}
	l, ok, err := s.b.cfg.Store.Succeed(ctx, from, s.owner, s.b.lease.ttl)
	if err == nil && !ok { // its holder may be gone by now
		l, ok, err = s.b.cfg.Store.Acquire(ctx, from.Name, s.owner, s.b.lease.ttl)
	}
	if err != nil || !ok {
		return store.Lease{}, false
	}
	s.b.log.Info("a shard has moved here", slog.String("shard", shard{id, s.of}.String()))
	s.b.release(turn)
	return l, true
}
