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

// near warns of articles in the library that say nearly the same.
func (b *Bot) near(ctx context.Context, r *request, scope corpus.Scope, d *corpus.Document) (warnings []warning, err error) {
	found, err := b.cfg.Store.Similar(ctx, scope, d, leastAlike)
	for _, s := range found[:min(len(found), nearShown)] {
		warnings = append(warnings, warning{"warn.near", r.nearly(s)})
	}
	return warnings, err
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
