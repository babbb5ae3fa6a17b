package bot

import (
	"context"
	"fmt"
	"time"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
)

// historyShown is how many changes one page shows, each with its button.
const historyShown = 7

// history answers /library history.
func (b *Bot) history(ctx context.Context, r *request) (reply, error) {
	if typed := r.options["document"]; typed != "" {
		_, scope := own(r)
		id, err := b.chosen(ctx, scope, typed)
		if err != nil {
			return reply{}, err
		}
		return b.past(ctx, r, id, 0)
	}
	return b.changes(ctx, r, 0)
}

// historyPage turns to another page of it.
func (b *Bot) historyPage(ctx context.Context, r *request) (reply, error) {
	return b.changes(ctx, r, r.pressed.page)
}

// pastPage shows a page of one article's changes.
func (b *Bot) pastPage(ctx context.Context, r *request) (reply, error) {
	return b.past(ctx, r, r.pressed.doc, r.pressed.page)
}

func (b *Bot) changes(ctx context.Context, r *request, page int) (reply, error) {
	_, scope := own(r)
	return b.historyOf(r, page, func(p store.Page) ([]store.Event, int, error) { return b.cfg.Store.History(ctx, scope, p) },
		func(page int) customID { return customID{verb: verbHistory, page: page} })
}

func (b *Bot) past(ctx context.Context, r *request, id corpus.ID, page int) (reply, error) {
	_, scope := own(r)
	return b.historyOf(r, page, func(p store.Page) ([]store.Event, int, error) { return b.cfg.Store.DocumentHistory(ctx, scope, id, p) },
		func(page int) customID { return customID{verb: verbPast, doc: id, page: page} })
}

// historyOf lays out a page of changes, the last where there are fewer.
func (b *Bot) historyOf(r *request, page int, read func(store.Page) ([]store.Event, int, error), to func(int) customID) (reply, error) {
	list, total, err := read(store.Page{Offset: page * historyShown, Limit: historyShown})
	if err == nil && len(list) == 0 && total > 0 {
		page = (total - 1) / historyShown
		list, total, err = read(store.Page{Offset: page * historyShown, Limit: historyShown})
	}
	if err != nil {
		return reply{}, err
	}
	if total == 0 {
		return notice(colourPlain, r.say("history.none")), nil
	}
	parts := []component{text(r.count("history.head", total))}
	for _, e := range list {
		if e.Undoable && r.mayUndo(e) {
			label := r.say("button.undo")
			if e.Undoes != 0 {
				label = r.say("button.redo")
			}
			parts = append(parts, section(r.eventLine(e), undoing(label, e.Seq, 1)))
			continue
		}
		parts = append(parts, text(r.eventLine(e)))
	}
	pages := (total + historyShown - 1) / historyShown
	if pages > 1 {
		parts = append(parts, text(r.say("page.of", page+1, pages)))
	}
	parts = append(parts, r.turn(page, pages, to)...)
	return reply{private: true, parts: []component{container(colourAnswer, parts...)}}, nil
}

// eventLine tells a change: what it did, by whom and when, and whether it holds.
func (r *request) eventLine(e store.Event) string {
	line := r.what(e)
	if e.Undoes != 0 {
		line = r.say("history.undo", line)
	}
	line += "\n-# " + r.say("history.by", r.mention(e.By), stamp(e.At))
	if e.UndoneBy != nil {
		line += " · " + r.say("history.undone", r.mention(e.UndoneBy.By), stamp(e.UndoneBy.At))
	}
	return line
}

// what names a change.
func (r *request) what(e store.Event) string {
	title := r.plainTitle(clip(e.Title, maxTitleListed))
	switch e.Kind {
	case corpus.Added:
		return r.say("event.added", title)
	case corpus.Edited:
		return r.say("event.edited", title)
	case corpus.Removed:
		return r.say("event.removed", title)
	case corpus.Restored:
		return r.say("event.restored", title)
	case corpus.Dismissed:
		return r.say("event.dismissed", r.matter(e))
	case corpus.Recalled:
		return r.say("event.recalled", r.matter(e))
	}
	if e.Feed == nil {
		return r.say("event.configured")
	}
	feed := escapeLine(clip(e.Feed.Title, maxTitleListed))
	if feed == "" {
		feed = escapeLine(clip(e.Feed.URL, maxTitleListed))
	}
	switch e.Kind {
	case corpus.Followed:
		return r.say("event.followed", feed)
	case corpus.Unfollowed:
		return r.say("event.unfollowed", feed)
	}
	return r.say("event.feed", feed)
}

// matter names what was taken off its list, or put back.
func (r *request) matter(e store.Event) string {
	switch {
	case e.Gap != "":
		return r.say("matter.gap")
	case e.Feedback != "":
		return r.say("matter.feedback")
	}
	return r.say("matter.item", escapeLine(clip(e.Item, maxTitleListed)))
}

// becameOf says where an article stands after a change was taken back.
func (r *request) becameOf(e store.Event) string {
	switch {
	case e.Document == "":
		return ""
	case e.Removed:
		return r.say("undo.gone")
	}
	return r.say("undo.there")
}

// stamp writes a moment so that Discord shows it in everybody's own time.
func stamp(at time.Time) string { return fmt.Sprintf("<t:%d:f>", at.Unix()) }
