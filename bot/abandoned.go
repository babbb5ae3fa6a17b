package bot

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/pincite/pincite/corpus/store"
)

const (
	abandonedRound = 2 * time.Second
	// lapsed is how long a deferral has to stay as it is, after its owner should
	// have prolonged it. An owner that lives, and could not reach the database,
	// prolongs it sooner.
	lapsed = 4 * time.Second
	// speakers is how many people are told at a time.
	speakers = 16

	flagLoading = 1 << 7 // of a message that was announced and has not come
)

// orphanage finds what processes deferred that are gone, and tells whoever waits.
type orphanage struct {
	b       *Bot
	seen    map[string]sighting // by interaction
	turns   chan struct{}
	telling sync.WaitGroup
}

// sighting is when a deferral was first seen as it is.
type sighting struct {
	held  int64
	first time.Time
}

// tellAbandoned tells those who wait for processes that are gone, until ctx ends
// or, where no other process uses the store, nobody is left.
func (b *Bot) tellAbandoned(ctx context.Context) {
	o := &orphanage{b: b, seen: map[string]sighting{}, turns: make(chan struct{}, speakers)}
	defer o.telling.Wait()
	for known := true; ; {
		found, err := o.round(ctx)
		if err != nil && ctx.Err() == nil {
			clear(o.seen) // nobody could prolong anything meanwhile
		}
		if err != nil && known && ctx.Err() == nil {
			b.log.Warn("it is not known who waits for a process that is gone", slog.String("error", err.Error()))
		}
		known = err == nil
		if err == nil && found == 0 && !b.cfg.Store.Shared() || !sleep(ctx, b.abandonedRound) {
			return
		}
	}
}

// round looks once, and returns how many it found.
func (o *orphanage) round(all context.Context) (int, error) {
	ctx, cancel := context.WithTimeout(all, ledgerTime)
	defer cancel()
	b := o.b
	found, err := b.cfg.Store.Abandoned(ctx, b.owner)
	if err != nil {
		return 0, err
	}
	now, still := time.Now(), map[string]sighting{}
	for _, d := range found {
		s, ok := o.seen[d.ID]
		if !ok || s.held != d.Held {
			s = sighting{d.Held, now}
		}
		if b.cfg.Store.Shared() && now.Sub(s.first) < b.lapsed {
			still[d.ID] = s
			continue
		}
		if err := o.take(all, d); err != nil {
			return 0, err
		}
	}
	o.seen = still
	return len(found), nil
}

// take makes a deferral this process's own, unless another is first, and has
// whoever waits told.
func (o *orphanage) take(ctx context.Context, d store.Deferral) error {
	select {
	case o.turns <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	asking, cancel := context.WithTimeout(ctx, ledgerTime)
	defer cancel()
	mine, err := o.b.cfg.Store.Adopt(asking, d, o.b.owner, o.b.deferred.hold)
	if err != nil || !mine {
		<-o.turns
		return err
	}
	o.b.deferred.adopted(d)
	o.telling.Go(func() {
		defer func() { <-o.turns }()
		o.tell(ctx, d)
	})
	return nil
}

// tell says that the process which worked on something is gone.
func (o *orphanage) tell(all context.Context, d store.Deferral) {
	b := o.b
	ctx, cancel := context.WithTimeout(all, d.Lives)
	defer cancel()
	p, err := b.deferred.unseal(d)
	if err == nil {
		err = b.tellRestarted(ctx, d.ID, p)
	}
	if err != nil && all.Err() != nil {
		return // the next process says it
	}
	b.deferred.forget(d.ID)
	if err != nil {
		b.log.Warn("somebody waits for a process that is gone, and could not be told", slog.String("error", err.Error()))
		return
	}
	b.log.Info("told somebody who waited for a process that is gone")
}

// tellRestarted says in the place of a reply that it will not come.
func (b *Bot) tellRestarted(ctx context.Context, id string, p promise) error {
	in := &interaction{ID: id, ApplicationID: p.Application, Token: p.Token, Locale: p.Locale}
	sentence := key("error.gone")
	if p.Changes {
		sentence = "error.gone.change"
	}
	what := notice(colourProblem, say(in.Locale, sentence)).payload()
	if p.Under {
		// Nothing shows whether the reply came in the end: it is ended first, so
		// that this is said once at the most.
		if !b.deferred.take(ctx, id) {
			return nil
		}
		return b.rest.follow(ctx, in, what)
	}
	shown, err := b.rest.original(ctx, in)
	refused, ok := errors.AsType[*apiError](err)
	switch {
	case ok && refused.Status < 500: // the token has ended, or Discord was never told to wait
		return nil
	case err != nil:
		return err
	case shown.Flags&flagLoading == 0: // the reply was the last thing that the process did
		return nil
	}
	return b.rest.edit(ctx, in, what)
}
