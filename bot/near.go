package bot

import (
	"context"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
)

const (
	// leastAlike is the share of one article's words that another has to have
	// for a moderator to be told: the same story in two papers has more, two
	// reports of one event have less.
	leastAlike = 0.8
	nearShown  = 2 // such articles that a preview names
)

// near warns of an article in the library that has the same web address, and of
// those that say nearly the same. earlier is the one of which this is a later
// version, as far as it shows: at the same address, or with all its words.
func (b *Bot) near(ctx context.Context, r *request, scope corpus.Scope, d *corpus.Document) (earlier *store.Summary, warnings []warning, err error) {
	at, same, err := b.cfg.Store.AtAddress(ctx, scope, d.Metadata().URL)
	if err != nil {
		return nil, nil, err
	}
	if same {
		earlier = &at
		warnings = append(warnings, warning{"warn.address", r.say("warn.address", r.plainTitle(at.Metadata.Title), r.day(at.AddedAt))})
	}
	found, err := b.cfg.Store.Similar(ctx, scope, d, leastAlike)
	for _, s := range found[:min(len(found), nearShown)] {
		if same && s.ID == at.ID {
			warnings[0].Says = r.say("warn.address-near", r.plainTitle(at.Metadata.Title), r.day(at.AddedAt), percent(max(s.Of, s.In)))
			continue
		}
		if earlier == nil && s.Of < leastAlike {
			earlier = &s.Summary
		}
		warnings = append(warnings, warning{"warn.near", r.nearly(s)})
	}
	return earlier, warnings, err
}

// nearly says how much a new article and one of the library have in common, and
// what may be better than adding it.
func (r *request) nearly(s store.Similar) string {
	title := r.plainTitle(s.Metadata.Title)
	if s.Metadata.Publication != "" {
		title += ", " + escapeLine(clip(s.Metadata.Publication, maxNameListed))
	}
	switch {
	case s.Of >= leastAlike && s.In >= leastAlike:
		return r.say("warn.near", percent(min(s.Of, s.In)), title)
	case s.Of >= leastAlike:
		return r.say("warn.within", percent(s.Of), title)
	}
	return r.say("warn.around", percent(s.In), title)
}

// percent rounds down, so that only what is all there is called all.
func percent(share float64) int { return int(100 * share) }

// succeed makes what was previewed a new text of an article that is here, and
// shows what that would change. Of several articles it is the one that was looked
// at; the others stay in their preview.
func (b *Bot) succeed(ctx context.Context, r *request) (reply, error) {
	lib, scope := own(r)
	d, err := b.cfg.Store.Draft(ctx, scope, r.pressed.record)
	if err != nil {
		return reply{}, gone(err, "draft.gone")
	}
	n := r.pressed.number
	if n >= len(d.Items) || d.Revises != "" || len(d.Items) > 1 != (r.pressed.verb == verbPart) {
		return reply{}, errForged
	}
	now, err := b.cfg.Store.Document(ctx, scope, r.pressed.doc)
	if err != nil {
		return reply{}, gone(err, "edit.removed")
	}
	whole, err := noteOf(d)
	if err != nil {
		return reply{}, err
	}
	found := d.Items[n].Document.Metadata()
	m, other := completed(now.Metadata(), found)
	note := whole.of(n, len(d.Items))
	if other {
		note.LeftOut = append(note.LeftOut, warning{Says: r.say("edit.other-title", r.plainTitle(found.Title))})
	}
	instead := store.Instead{Revises: now.ID(), Base: now.Provenance().Revision, Metadata: m, By: r.by(), Note: note.String()}
	if d, err = b.cfg.Store.ReviseInstead(ctx, lib, d.ID, n, instead); err != nil {
		return reply{}, gone(err, "draft.gone")
	}
	return b.previewRevision(ctx, r, d)
}
