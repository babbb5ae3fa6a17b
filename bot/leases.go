package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/pincite/pincite/corpus/store"
)

// Where several processes share a store, each holds the shards for which it has
// a lease. One that dies is followed when its leases have ended, within 10 s.
const (
	leaseTTL   = 8 * time.Second
	leaseRenew = 2 * time.Second
	leaseRound = time.Second // how often it is looked for shards that nobody holds
	// leaseGrace is how long a shard's connection is kept while the store cannot
	// be reached. Nobody else can take the lease of a store that is gone, and
	// whoever asks is told that it is; were it only this process that cannot
	// reach it, another one claims what comes.
	leaseGrace = time.Minute

	shardLease   = "shard/"   // and the number of all, a slash, and the shard's
	processLease = "process/" // and the owner: who is there to hold shards
)

func shardLeaseName(n shard) string { return fmt.Sprintf("%s%d/%d", shardLease, n.of, n.id) }

// splitOf returns into how many shards the others split the guilds; 0 when there
// are no others.
func splitOf(held []store.Lease) int {
	for _, l := range held {
		if of, _, ok := strings.Cut(strings.TrimPrefix(l.Name, shardLease), "/"); ok {
			if n, err := strconv.Atoi(of); err == nil && n > 0 {
				return n
			}
		}
	}
	return 0
}

// share is one process's part in the shards.
type share struct {
	b     *Bot
	of    int
	owner string

	mu   sync.Mutex
	mine map[int]bool
	all  sync.WaitGroup
	end  context.CancelCauseFunc
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
	var present store.Lease
	for ctx.Err() == nil {
		if err := s.round(ctx, &present); err != nil && ctx.Err() == nil {
			b.log.Warn("the leases of shards are not known", slog.String("error", err.Error()))
		}
		sleep(ctx, leaseRound)
	}
	s.all.Wait()
	done, stop := context.WithTimeout(context.Background(), time.Second)
	defer stop()
	_ = b.cfg.Store.Release(done, present) // it ends by itself
	if err := context.Cause(ctx); errors.As(err, new(refusal)) {
		return err
	}
	return ctx.Err()
}

// round says that this process is there, and takes one shard that nobody holds,
// as long as it has not its part. One at a time leaves others theirs when all
// start together.
func (s *share) round(all context.Context, present *store.Lease) error {
	ctx, cancel := context.WithTimeout(all, leaseRenew)
	defer cancel()
	st := s.b.cfg.Store
	renewed, err := st.Renew(ctx, *present, leaseTTL)
	if present.Name == "" || errors.Is(err, store.ErrLeaseLost) {
		renewed, _, err = st.Acquire(ctx, processLease+s.owner, s.owner, leaseTTL)
	}
	if err != nil {
		return err
	}
	*present = renewed
	held, err := st.Held(ctx, "")
	if err != nil {
		return err
	}
	taken, processes := map[string]bool{}, 0
	for _, l := range held {
		taken[l.Name] = true
		if strings.HasPrefix(l.Name, processLease) {
			processes++
		}
	}
	s.mu.Lock()
	part := (s.of+max(1, processes)-1)/max(1, processes) - len(s.mine)
	s.mu.Unlock()
	for id := 0; id < s.of && part > 0; id++ {
		n := shard{id, s.of}
		if taken[shardLeaseName(n)] || s.has(id) {
			continue
		}
		l, ok, err := st.Acquire(ctx, shardLeaseName(n), s.owner, leaseTTL)
		if err != nil {
			return err
		}
		if ok {
			s.hold(all, n, l)
			return nil
		}
	}
	if part > 0 { // others hold them all
		s.b.place()
	}
	return nil
}

func (s *share) has(id int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.mine[id]
}

// hold keeps a shard connected as long as its lease lasts.
func (s *share) hold(ctx context.Context, n shard, l store.Lease) {
	s.mu.Lock()
	s.mine[n.id] = true
	s.mu.Unlock()
	s.b.log.Info("holds a shard", slog.String("shard", n.String()), slog.Int64("token", l.Token))
	s.all.Go(func() {
		err := s.b.connectLeased(ctx, n, l)
		s.mu.Lock()
		delete(s.mine, n.id)
		s.mu.Unlock()
		if err != nil {
			s.end(err)
		}
	})
}

// connectLeased keeps a shard connected until ctx ends or the lease is lost,
// which return nil, or Discord refuses the bot for good.
func (b *Bot) connectLeased(ctx context.Context, n shard, l store.Lease) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	last := make(chan store.Lease, 1)
	go func() { defer cancel(); last <- b.keepLease(ctx, l) }()
	err := b.connect(ctx, n)
	cancel()
	done, stop := context.WithTimeout(context.Background(), time.Second)
	defer stop()
	_ = b.cfg.Store.Release(done, <-last) // it ends by itself
	return err
}

// keepLease prolongs a lease until ctx ends or it is another's, and returns it
// as it was last.
func (b *Bot) keepLease(ctx context.Context, l store.Lease) store.Lease {
	good := time.Now()
	for sleep(ctx, leaseRenew) {
		renewed, err := b.prolong(ctx, l)
		switch {
		case err == nil:
			l, good = renewed, time.Now()
		case ctx.Err() != nil:
		case errors.Is(err, store.ErrLeaseLost), time.Since(good) > leaseGrace:
			b.log.Warn("gives up a shard", slog.String("lease", l.Name), slog.String("error", err.Error()))
			return l
		}
	}
	return l
}

// prolong renews a lease, or takes it anew when it ended and nobody has it.
func (b *Bot) prolong(ctx context.Context, l store.Lease) (store.Lease, error) {
	ctx, cancel := context.WithTimeout(ctx, leaseRenew)
	defer cancel()
	renewed, err := b.cfg.Store.Renew(ctx, l, leaseTTL)
	if !errors.Is(err, store.ErrLeaseLost) {
		return renewed, err
	}
	if anew, ok, e := b.cfg.Store.Acquire(ctx, l.Name, l.Owner, leaseTTL); e == nil && ok {
		return anew, nil
	}
	return l, err
}

// turnToIdentify waits until no other process starts a session of the same key,
// and while the store cannot say so.
func (b *Bot) turnToIdentify(ctx context.Context, key int) error {
	for told := false; ; {
		_, ok, err := b.cfg.Store.Acquire(ctx, "identify/"+strconv.Itoa(key), b.owner, max(b.identifyPause, time.Millisecond))
		if ok {
			return nil
		}
		if err != nil && !told && ctx.Err() == nil {
			told = true
			b.log.Warn("no session is begun while it is not known whether another process begins one", slog.String("error", err.Error()))
		}
		if !sleep(ctx, jitter(min(b.identifyPause, time.Second)+time.Millisecond)) {
			return ctx.Err()
		}
	}
}
