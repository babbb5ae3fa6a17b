package bot

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
	"github.com/pincite/pincite/search"
)

const (
	gapsAsked      = 50                     // questions that are asked again after a change, the most asked first
	gapPatience    = 800 * time.Millisecond // how long the reply to a change waits for that
	backgroundTime = 2 * time.Minute        // for what nobody waits for
)

// watched makes an action of moderators ask the questions that had no answer
// again when it changed the library's articles. The reply says how many are
// answered now when that is known soon, and the channel for changes when it is
// not.
func (b *Bot) watched(act action) action {
	if act.permission == 0 {
		return act
	}
	run := act.run
	act.run = func(ctx context.Context, r *request) (reply, error) {
		_, scope := own(r)
		before, err := b.cfg.Store.Head(ctx, scope)
		if err != nil {
			return reply{}, err
		}
		rep, err := run(ctx, r)
		if err != nil || rep.form != nil {
			return rep, err
		}
		if wanted, err := b.gapsConcerned(ctx, scope, before.Seq); err != nil || !wanted {
			return rep, err
		}
		if n := b.askGaps(ctx, r); n > 0 {
			rep.parts = append(rep.parts, container(colourDone, text(r.count("gaps.now", n))))
		}
		return rep, nil
	}
	return act
}

// gapsConcerned reports whether articles of a library changed after a change,
// and questions without an answer are kept.
func (b *Bot) gapsConcerned(ctx context.Context, scope corpus.Scope, after corpus.Seq) (bool, error) {
	changes, err := b.cfg.Store.Changes(ctx, scope, after, 1)
	if err != nil || len(changes) == 0 {
		return false, err
	}
	settings, err := b.cfg.Store.Settings(ctx, scope)
	return settings.KeepGaps, err
}

// askGaps asks the questions without an answer again, in the background, and
// returns how many are answered now when that is known within gapWait.
func (b *Bot) askGaps(ctx context.Context, r *request) (answered int) {
	found, left := make(chan int), make(chan struct{})
	ok := b.background(ctx, func(ctx context.Context) {
		lib, _ := own(r)
		n, err := b.recheck(ctx, lib)
		if err != nil {
			b.log.Error("questions without an answer were not asked again", slog.Any("error", err))
		}
		select {
		case found <- n:
		case <-left:
			if n > 0 {
				b.announce(ctx, r.guild, r.count("log.gaps-answered", n))
			}
		}
	})
	if !ok {
		return 0
	}
	timer := time.NewTimer(b.gapWait)
	defer timer.Stop()
	select {
	case answered = <-found:
	case <-timer.C:
		close(left)
	}
	return answered
}

// background runs something on its own, which is finished before the bot stops.
// It returns false when the bot is being stopped already.
func (b *Bot) background(ctx context.Context, run func(context.Context)) bool {
	if !b.begin() {
		return false
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), backgroundTime)
	go func() {
		defer b.inFlight.Done()
		defer cancel()
		run(ctx)
	}()
	return true
}

// recheck asks a library's questions without an answer again, notes which
// documents answer them now, and returns how many do.
func (b *Bot) recheck(ctx context.Context, lib corpus.Library) (answered int, err error) {
	b.gapTurn.Lock()
	defer b.gapTurn.Unlock()
	scope := corpus.ScopeOf(lib)
	open, _, err := b.cfg.Store.Gaps(ctx, scope, store.OpenGaps, store.Page{Limit: gapsAsked})
	if err != nil {
		return 0, err
	}
	for _, g := range open {
		q := askedAgain(g.Question)
		q.Limit = 1
		a, err := b.cfg.Engine.Ask(ctx, scope, q)
		if err != nil {
			return answered, err
		}
		if a.Verdict != search.Answered || len(a.Evidence) == 0 {
			continue
		}
		err = b.cfg.Store.MarkGapAnswered(ctx, lib, g.ID, a.Evidence[0].Quote.Citation().Document)
		switch {
		case err == nil:
			answered++
		case !errors.Is(err, store.ErrNotFound): // it was forgotten in the meantime
			return answered, err
		}
	}
	return answered, nil
}
