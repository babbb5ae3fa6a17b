package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
)

// undoTime is how long it may take to take changes back: a whole archive of
// articles may have been added at once.
const undoTime = 2 * time.Minute

// undoButton takes back what was just done to an article.
func (b *Bot) undoButton(ctx context.Context, r *request, id corpus.ID) ([]component, error) {
	_, scope := own(r)
	last, err := b.latestChange(ctx, scope, id)
	if err != nil {
		return nil, err
	}
	return []component{undoing(r.say("button.undo"), last.Seq, 1)}, nil
}

func undoing(label string, from corpus.Seq, many int) component {
	return button(discordgo.SecondaryButton, label, customID{verb: verbUndo, number: int(from), many: many})
}

// latestChange returns the latest change of a document.
func (b *Bot) latestChange(ctx context.Context, scope corpus.Scope, id corpus.ID) (store.Event, error) {
	list, _, err := b.cfg.Store.DocumentHistory(ctx, scope, id, store.Page{Limit: 1})
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("the changes of document %s: %w", id, store.ErrNotFound)
	}
	if err != nil {
		return store.Event{}, err
	}
	return list[0], nil
}

// undo answers /library undo: it shows the latest change that is in effect, and
// asks. What was itself taken back, or takes something back, is passed over, so
// that using it again goes further back.
func (b *Bot) undo(ctx context.Context, r *request) (reply, error) {
	_, scope := own(r)
	for offset := 0; ; offset += historyShown {
		list, total, err := b.cfg.Store.History(ctx, scope, store.Page{Offset: offset, Limit: historyShown})
		if err != nil {
			return reply{}, err
		}
		for _, e := range list {
			if e.Undoes == 0 && e.Undoable {
				return reply{private: true, parts: []component{container(colourRelated,
					text(r.say("undo.ask")+"\n"+r.eventLine(e)),
					row(undoing(r.say("button.undo-it"), e.Seq, 1),
						button(discordgo.SecondaryButton, r.say("button.history"), customID{verb: verbHistory}),
						button(discordgo.SecondaryButton, r.say("button.leave"), customID{verb: verbKeep})),
				)}}, nil
			}
		}
		if offset+len(list) >= total || len(list) == 0 {
			return reply{}, tell("undo.nothing")
		}
	}
}

// undone takes changes back that have numbers in a row, the latest first.
func (b *Bot) undone(ctx context.Context, r *request) (reply, error) {
	from, many := corpus.Seq(r.pressed.number), max(1, r.pressed.many)
	if many > 1 {
		return b.undoneMany(ctx, r, from, many)
	}
	lib, scope := own(r)
	e, err := b.cfg.Store.Event(ctx, scope, from)
	if err != nil {
		return reply{}, gone(err, "undo.unknown")
	}
	if !r.mayUndo(e) {
		return reply{}, errNotModerator
	}
	c, err := b.cfg.Store.Undo(ctx, lib, from, r.by())
	if err != nil {
		return b.notUndone(ctx, r, e, err)
	}
	done, err := b.cfg.Store.Event(ctx, scope, c.Seq)
	if err != nil {
		return reply{}, err
	}
	buttons := []component{
		undoing(r.say("button.redo"), c.Seq, 1), button(discordgo.SecondaryButton, r.say("button.history"), customID{verb: verbHistory}),
	}
	if e.Document != "" && !done.Removed {
		buttons = append([]component{r.cardButton(e.Document)}, buttons...)
	}
	return reply{private: true,
		parts: []component{container(colourDone, text(r.say("undo.done", r.what(e), r.becameOf(done))), row(buttons...))},
		told:  []string{r.say("log.undone", r.what(e), r.mention(r.by()))},
	}, nil
}

// mayUndo reports whether the person may take a change back. Who may change a
// library is decided by those who manage messages; a role that the library has is
// not enough to take that back.
func (r *request) mayUndo(e store.Event) bool {
	return e.Settings == nil || r.may(discordgo.PermissionManageMessages)
}

// notUndone says why a change cannot be taken back, and how to go on.
func (b *Bot) notUndone(ctx context.Context, r *request, e store.Event, why error) (reply, error) {
	history := customID{verb: verbHistory}
	if e.Document != "" {
		history = customID{verb: verbPast, doc: e.Document}
	}
	say := func(k key, args ...any) (reply, error) {
		return reply{private: true, parts: []component{container(colourProblem, text(r.say(k, args...)),
			row(button(discordgo.SecondaryButton, r.say("button.history"), history)))}}, nil
	}
	if u, ok := errors.AsType[*store.UndoneError](why); ok {
		return say("undo.already", r.mention(u.By.By), stamp(u.By.At))
	}
	o, ok := errors.AsType[*store.OverlaidError](why)
	if !ok {
		return reply{}, why
	}
	_, scope := own(r)
	later, err := b.cfg.Store.Event(ctx, scope, o.Later.Seq)
	if err != nil {
		return reply{}, err
	}
	return say("undo.overlaid", r.eventLine(later))
}

// undoneMany takes back the changes of articles that were added together. What
// was taken back already, or changed since, is left as it is.
func (b *Bot) undoneMany(ctx context.Context, r *request, from corpus.Seq, many int) (reply, error) {
	lib, scope := own(r)
	done, left := 0, 0
	for seq := from + corpus.Seq(many) - 1; seq >= from; seq-- {
		e, err := b.cfg.Store.Event(ctx, scope, seq)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return reply{}, err
		}
		if e.Kind != corpus.Added {
			left++
			continue
		}
		_, err = b.cfg.Store.Undo(ctx, lib, seq, r.by())
		switch {
		case err == nil:
			done++
		case errors.Is(err, store.ErrUndone), errors.Is(err, store.ErrOverlaid):
			left++
		default:
			return reply{}, err
		}
	}
	if done == 0 {
		return reply{}, tell("undo.none")
	}
	lines := []string{r.count("undo.done-many", done)}
	if left > 0 {
		lines = append(lines, r.count("undo.left", left))
	}
	return reply{private: true,
		parts: []component{container(colourDone, text(strings.Join(lines, "\n")),
			row(button(discordgo.SecondaryButton, r.say("button.history"), customID{verb: verbHistory})))},
		told: []string{r.count("log.undone-many", done, r.mention(r.by()))},
	}, nil
}
