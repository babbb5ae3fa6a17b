package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"github.com/pincite/pincite/corpus/store"
)

// Where several processes share a store, each holds the shards for which it has
// a lease. One that dies is followed when its leases have ended.

// leaseTimes are the times that leases of shards go by.
type leaseTimes struct {
	ttl, renew time.Duration
	round      time.Duration // how often it is looked for shards that nobody holds
	// grace is how long a shard is kept while the store cannot be reached. When
	// it is the store that is gone, nobody else can take the lease, and whoever
	// asks is told so. Were it only this process that cannot reach it, another
	// holds the shard as well once the lease has ended, and both are told of
	// everything: the claim decides who answers. Whoever cannot claim refuses in
	// the end, and Discord takes the answer that was first.
	grace time.Duration
	// back is how long, after the store could not be reached, no shard is taken:
	// those who hold them need some time to say that they still do.
	back time.Duration
	// settle is how long a process has to be there before shards move to it from
	// others: one that ends again and again shall not use up new sessions.
	settle time.Duration
	move   time.Duration // that a shard's move to another process may take
}

var defaultLeases = leaseTimes{
	ttl: 6 * time.Second, renew: 1500 * time.Millisecond, round: time.Second, grace: 10 * time.Minute,
	back: 5 * time.Second, settle: 15 * time.Second, move: 30 * time.Second,
}

const (
	shardLease   = "shard/"   // and the number of all, a slash, and the shard's
	processLease = "process/" // and the owner: who is there to hold shards
	movingLease  = "moving"   // of the process to which a shard moves, one at a time
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

// connectLeased keeps a shard connected until ctx ends or the lease is lost or
// not to be had, which return nil, or Discord refuses the bot for good. take
// returns the lease: it is called while the shard is being connected.
func (b *Bot) connectLeased(ctx context.Context, n shard, take func(context.Context) (store.Lease, bool)) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	last := make(chan store.Lease, 1)
	go func() {
		defer cancel()
		l, ok := take(ctx)
		if ok {
			l = b.keepLease(ctx, n, l)
		}
		last <- l
	}()
	err := b.connect(ctx, n)
	cancel()
	b.release(<-last)
	b.shards.leased(n.id, time.Time{})
	return err
}

// release gives a lease back, if it can: it ends by itself. The zero Lease is
// nobody's.
func (b *Bot) release(l store.Lease) {
	if l.Name == "" {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	_ = b.cfg.Store.Release(ctx, l)
}

// keepLease prolongs the lease of a shard until ctx ends or it is another's, and
// returns it as it was last.
func (b *Bot) keepLease(ctx context.Context, n shard, l store.Lease) store.Lease {
	good := time.Now()
	b.shards.leased(n.id, l.Until)
	for sleep(ctx, b.lease.renew) {
		renewed, err := b.prolong(ctx, l)
		switch {
		case err == nil:
			l, good = renewed, time.Now()
			b.shards.leased(n.id, l.Until)
		case ctx.Err() != nil:
		case errors.Is(err, store.ErrLeaseLost), time.Since(good) > b.lease.grace:
			b.log.Warn("gives up a shard", slog.String("lease", l.Name), slog.String("error", err.Error()))
			return l
		}
	}
	return l
}

// prolong renews a lease, or takes it anew when it ended and nobody has it.
func (b *Bot) prolong(ctx context.Context, l store.Lease) (store.Lease, error) {
	ctx, cancel := context.WithTimeout(ctx, b.lease.renew)
	defer cancel()
	renewed, err := b.cfg.Store.Renew(ctx, l, b.lease.ttl)
	if !errors.Is(err, store.ErrLeaseLost) {
		return renewed, err
	}
	if anew, ok, e := b.cfg.Store.Acquire(ctx, l.Name, l.Owner, b.lease.ttl); e == nil && ok {
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
		if !sleep(ctx, jitter(min(b.identifyPause, time.Second/2)+time.Millisecond)) {
			return ctx.Err()
		}
	}
}
