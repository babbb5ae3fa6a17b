package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
)

// presence is which shards this process holds, and whether each is connected.
type presence struct {
	mu    sync.Mutex
	up    map[int]bool
	until map[int]time.Time // when the leases of those that have one end, unless they are prolonged
}

// leased notes when the lease of a shard ends; the zero time, that it has none.
func (p *presence) leased(id int, until time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.until[id] = until; until.IsZero() {
		delete(p.until, id)
	}
}

// lapsed reports whether a shard had a lease that has ended, as far as is known.
func (p *presence) lapsed(id int, now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	until, leased := p.until[id]
	return leased && now.After(until)
}

func (p *presence) set(id int, up bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.up[id] = up
}

func (p *presence) drop(id int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.up, id)
}

// connected reports whether a shard is held and connected.
func (p *presence) connected(id int) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.up[id]
}

// count returns how many shards are held, and how many of them are connected.
func (p *presence) count() (held, up int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, u := range p.up {
		held++
		if u {
			up++
		}
	}
	return held, up
}

// gatewayInfo is what Discord says about connecting.
type gatewayInfo struct {
	Shards int `json:"shards"` // that Discord recommends
	Limit  struct {
		Total          int   `json:"total"`       // new sessions in a day
		Remaining      int   `json:"remaining"`   // of them
		ResetAfter     int64 `json:"reset_after"` // milliseconds
		MaxConcurrency int   `json:"max_concurrency"`
	} `json:"session_start_limit"`
}

// askGateway asks Discord about connecting. A token that Discord does not
// accept is a refusal.
func (b *Bot) askGateway(ctx context.Context) (gatewayInfo, error) {
	ctx, cancel := context.WithTimeout(ctx, b.openTime)
	defer cancel()
	var g gatewayInfo
	err := b.rest.do(ctx, http.MethodGet, discordgo.EndpointGatewayBot, nil, &g, true)
	if refused, ok := errors.AsType[*apiError](err); ok && refused.Status == http.StatusUnauthorized {
		return g, refusal(tokenRefused)
	}
	if err != nil {
		return g, err
	}
	g.Shards, g.Limit.MaxConcurrency = max(1, g.Shards), max(1, g.Limit.MaxConcurrency)
	return g, nil
}

// identifyEvery is the least time between two new sessions; of a large bot,
// between two of the same remainder by max_concurrency.
const identifyEvery = 5 * time.Second

// starts spaces out new sessions.
type starts struct {
	mu   sync.Mutex
	next map[int]time.Time
}

// reserve takes the next turn and returns how long it is until then.
func (s *starts) reserve(key int, now time.Time, every time.Duration) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	at := s.next[key]
	if at.Before(now) {
		at = now
	}
	s.next[key] = at.Add(every)
	return at.Sub(now)
}

// mayIdentify returns when a new session may be started: Discord counts them,
// and resets the token of a bot that starts more than it may in a day.
func (b *Bot) mayIdentify(ctx context.Context, n shard) error {
	for {
		g, err := b.askGateway(ctx)
		if err != nil {
			return err
		}
		if g.Limit.Remaining <= 0 {
			pause := max(time.Second, time.Duration(g.Limit.ResetAfter)*time.Millisecond)
			b.log.Warn("Discord allows no new session now", slog.Int("shard", n.id), slog.Duration("again_in", pause))
			if !sleep(ctx, jitter(pause)+pause/2) {
				return ctx.Err()
			}
			continue
		}
		key := n.id % g.Limit.MaxConcurrency
		if b.cfg.Store.Shared() {
			// Where it is not known whether the shard is another's by now, a new
			// session may be one for nothing.
			for b.shards.lapsed(n.id, time.Now()) {
				if !sleep(ctx, b.lease.renew/4) {
					return ctx.Err()
				}
			}
			return b.turnToIdentify(ctx, key)
		}
		if !sleep(ctx, b.starts.reserve(key, time.Now(), b.identifyPause)) {
			return ctx.Err()
		}
		return nil
	}
}

// gateway keeps the connections up until ctx ends, which returns nil, or
// Discord refuses the bot for good.
func (b *Bot) gateway(ctx context.Context) error {
	for {
		hold := b.holdShards
		if b.cfg.Store.Shared() {
			hold = b.leaseShards
		}
		of, err := b.shardCount(ctx)
		if err == nil {
			err = hold(ctx, of)
		}
		if ctx.Err() != nil {
			return nil
		}
		if r, ok := errors.AsType[refusal](err); !ok || b.cfg.Shards > 0 || string(r) != fatal[codeShardingRequired] {
			return err
		}
		// More guilds have come than so many connections may serve: Discord's
		// own recommendation has grown with them.
		b.log.Warn("Discord asks for more shards", slog.Int("shards", of))
		if !sleep(ctx, b.identifyPause) {
			return nil
		}
	}
}

const codeShardingRequired = 4011

// shardCount returns into how many shards the bot's guilds are split.
func (b *Bot) shardCount(ctx context.Context) (int, error) {
	if b.cfg.Shards > 0 {
		return b.cfg.Shards, nil
	}
	for delay := firstDelay; ; delay = min(2*delay, maxDelay) {
		g, err := b.askGateway(ctx)
		if err == nil {
			return g.Shards, nil
		}
		if _, ok := errors.AsType[refusal](err); ok {
			return 0, err
		}
		pause := jitter(delay)
		b.log.Warn("Discord cannot be reached", slog.Any("error", err), slog.Duration("again_in", pause))
		if !sleep(ctx, pause) {
			return 0, ctx.Err()
		}
	}
}

// holdShards holds every shard until ctx ends or one of them is refused.
func (b *Bot) holdShards(ctx context.Context, of int) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var all sync.WaitGroup
	for id := range of {
		all.Go(func() {
			if err := b.connect(ctx, shard{id, of}); err != nil {
				cancel(err)
			}
		})
	}
	all.Wait()
	if err := context.Cause(ctx); errors.As(err, new(refusal)) {
		return err
	}
	return ctx.Err()
}

// Shards says how many shards this process holds and how many of them are
// connected.
func (b *Bot) Shards() (held, connected int) { return b.shards.count() }

func (n shard) String() string { return fmt.Sprintf("%d/%d", n.id, n.of) }
