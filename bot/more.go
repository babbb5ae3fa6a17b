package bot

import (
	"context"
	"strings"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
	"github.com/pincite/pincite/search"
)

// more shows the next quotations of an answer to whoever wants them.
func (b *Bot) more(ctx context.Context, r *request) (reply, error) {
	v, err := b.stored(ctx, r)
	if err != nil {
		return reply{}, err
	}
	if len(v.list) == 0 {
		return reply{}, tell("answer.no-more")
	}
	v.private = true
	return r.answerReply(v), nil
}

// share shows an answer that one person saw to everybody in the channel.
func (b *Bot) share(ctx context.Context, r *request) (reply, error) {
	v, err := b.stored(ctx, r)
	if err != nil {
		return reply{}, err
	}
	if len(v.list) == 0 {
		return reply{}, tell("shared.gone")
	}
	return r.answerReply(v), nil
}

// stored lays an answer out again from what the store kept of it, from the
// quotation that the button names.
func (b *Bot) stored(ctx context.Context, r *request) (answerView, error) {
	a, scope, err := b.kept(ctx, r, r.pressed.answer)
	if err != nil {
		return answerView{}, err
	}
	if r.pressed.page >= len(a.Evidence) {
		return answerView{}, tell("answer.no-more")
	}
	refs := a.Evidence[r.pressed.page:]
	list, err := b.recall(ctx, scope, refs)
	if err != nil {
		return answerView{}, err
	}
	head := r.asked(a.Question)
	if (search.Question{Text: lastLine(a.Question), Previous: previousLine(a.Question)}).AsksWhen() {
		if r.pressed.page == 0 {
			head += r.otherDates(list)
		}
		for i := range list {
			list[i].dates = search.Counted(list[i].doc, list[i].quote.Span())
		}
	}
	v := answerView{head: head, list: list, offset: r.pressed.page, id: a.ID}
	if len(list) < len(refs) {
		v.foot = append(v.foot, r.say("answer.gone"))
	}
	v.foot = append(v.foot, r.footnotes(a.Library, nil)...)
	return v, nil
}

// kept returns a stored answer of the library that is read where the person is.
func (b *Bot) kept(ctx context.Context, r *request, id string) (store.Answer, corpus.Scope, error) {
	scope, err := b.scope(ctx, r)
	if err != nil {
		return store.Answer{}, scope, err
	}
	a, err := b.cfg.Store.Answer(ctx, scope, id)
	return a, scope, gone(err, "answer.expired")
}

// unhelpful records that an answer did not help, once for each person.
func (b *Bot) unhelpful(ctx context.Context, r *request) (reply, error) {
	a, scope, err := b.kept(ctx, r, r.pressed.answer)
	if err != nil {
		return reply{}, err
	}
	err = b.cfg.Store.MarkNotHelpful(ctx, scope, a.ID, b.userKey(a.ID, r.user))
	if err := gone(err, "answer.expired"); err != nil {
		return reply{}, err
	}
	return notice(colourDone, r.say("unhelpful.thanks")), nil
}

// subject returns what a stored answer was about, for a question that follows it up.
func subject(a store.Answer) string { return strings.TrimSpace(firstLine(a.Question)) }
