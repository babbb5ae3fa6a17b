package bot

import (
	"context"
	"strings"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
)

// list answers /library list: the guild's own articles, with who added them.
func (b *Bot) list(ctx context.Context, r *request) (reply, error) {
	return b.ownList(ctx, r, 0)
}

// listPage turns to another page of it.
func (b *Bot) listPage(ctx context.Context, r *request) (reply, error) {
	return b.ownList(ctx, r, r.pressed.page)
}

func (b *Bot) ownList(ctx context.Context, r *request, page int) (reply, error) {
	_, scope := own(r)
	list, total, page, err := b.page(ctx, scope, page)
	if err != nil {
		return reply{}, err
	}
	if total == 0 {
		return notice(colourPlain, r.say("list.none")), nil
	}
	var lines []string
	for _, s := range list {
		lines = append(lines, r.sourceLine(s, r.added(s)))
	}
	parts := []component{text(r.count("list.head", total)), text(strings.Join(lines, "\n"))}
	parts = append(parts, r.listFoot(scope, page, total, verbList)...)
	return reply{private: true, parts: []component{container(colourAnswer, parts...)}}, nil
}

// added says when and by whom an article was added.
func (r *request) added(s store.Summary) string {
	at := s.AddedAt
	return r.say("list.added", r.date(corpus.Date{Year: at.Year(), Month: at.Month(), Day: at.Day()}), r.mention(s.AddedBy))
}
