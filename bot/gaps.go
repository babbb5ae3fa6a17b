package bot

import (
	"context"
	"log/slog"
	"strings"

	"github.com/bwmarrin/discordgo"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
	"github.com/pincite/pincite/search"
)

// noteGap keeps a question that a guild's own library did not answer, where its
// settings say so. Questions about one article are not kept: what is missing is
// not in the library then, but in the article. That a question could not be
// kept is no reason not to say that it has no answer.
func (b *Bot) noteGap(ctx context.Context, r *request, a search.Answer, q search.Question) {
	lib := corpus.GuildLibrary(r.guild)
	if r.guild == "" || a.Library != lib || q.Document != "" || a.Reason == search.NoTerms || a.Reason == search.EmptyLibrary {
		return
	}
	settings, err := b.cfg.Store.Settings(ctx, corpus.ScopeOf(lib))
	key, asked := q.Key(), both(q)
	if err == nil && settings.KeepGaps && key != "" && len(asked) <= store.MaxGapQuestion {
		_, err = b.cfg.Store.RecordGap(ctx, lib, asked, key, b.userKeys(r.user))
	}
	if err != nil {
		b.log.Error("a question without an answer was not kept", slog.Any("error", err))
	}
}

// both is a question as it is kept: with the one that it follows up, if it
// does, on the line above.
func both(q search.Question) string {
	if q.Previous == "" {
		return q.Text
	}
	return q.Previous + "\n" + q.Text
}

// askedAgain is the question that both kept.
func askedAgain(kept string) search.Question {
	q := search.Question{Text: lastLine(kept)}
	if q.Text != kept {
		q.Previous = firstLine(kept)
	}
	return q
}

// How many questions one page of the list shows, and how much of each: so that
// they fit into one message whatever has to be escaped in them.
const (
	gapsShown      = 5
	maxGapShown    = 160 // characters of a question
	maxBeforeShown = 80  // and of the one that it follows up
)

// gaps answers /library gaps: the questions that got no answer.
func (b *Bot) gaps(ctx context.Context, r *request) (reply, error) {
	return b.gapList(ctx, r, store.OpenGaps, 0)
}

func (b *Bot) gapsPage(ctx context.Context, r *request) (reply, error) {
	return b.gapList(ctx, r, store.OpenGaps, r.pressed.page)
}

func (b *Bot) answeredPage(ctx context.Context, r *request) (reply, error) {
	return b.gapList(ctx, r, store.AnsweredGaps, r.pressed.page)
}

func (b *Bot) gapList(ctx context.Context, r *request, state store.GapState, page int) (reply, error) {
	_, scope := own(r)
	settings, err := b.cfg.Store.Settings(ctx, scope)
	if err != nil {
		return reply{}, err
	}
	if !settings.KeepGaps {
		return reply{private: true, parts: []component{container(colourPlain, text(r.say("gaps.off")),
			row(button(discordgo.SecondaryButton, r.say("button.keep-gaps"), customID{verb: verbGapsKept, page: 1})))}}, nil
	}
	list, total, page, err := b.gapPage(ctx, scope, state, page)
	if err != nil {
		return reply{}, err
	}
	other := store.AnsweredGaps
	if state == store.AnsweredGaps {
		other = store.OpenGaps
	}
	_, others, err := b.cfg.Store.Gaps(ctx, scope, other, store.Page{Limit: 1})
	if err != nil {
		return reply{}, err
	}
	v, head, switchTo, label := verbGaps, key("gaps.head"), customID{verb: verbAnswered}, key("button.answered")
	if state == store.AnsweredGaps {
		v, head, switchTo, label = verbAnswered, "gaps.answered", customID{verb: verbGaps}, "button.open-gaps"
	}
	parts := []component{text(r.count(head, total))}
	if total == 0 && state == store.OpenGaps {
		parts = []component{text(r.say("gaps.none"))}
	}
	for _, g := range list {
		line, err := b.gapLine(ctx, r, scope, g)
		if err != nil {
			return reply{}, err
		}
		parts = append(parts, section(line, button(discordgo.SecondaryButton, r.say("button.dismiss"), customID{verb: verbDismiss, record: g.ID, page: page})))
	}
	if others > 0 {
		parts = append(parts, row(button(discordgo.SecondaryButton, r.count(label, others), switchTo)))
	}
	parts = append(parts, r.pager(page, total, gapsShown, v)...)
	return reply{private: true, parts: []component{container(colourAnswer, parts...)}}, nil
}

// gapPage returns a page of gaps, the last when there are fewer pages.
func (b *Bot) gapPage(ctx context.Context, scope corpus.Scope, state store.GapState, page int) ([]store.Gap, int, int, error) {
	list, total, err := b.cfg.Store.Gaps(ctx, scope, state, store.Page{Offset: page * gapsShown, Limit: gapsShown})
	if err == nil && len(list) == 0 && total > 0 {
		page = (total - 1) / gapsShown
		list, total, err = b.cfg.Store.Gaps(ctx, scope, state, store.Page{Offset: page * gapsShown, Limit: gapsShown})
	}
	return list, total, page, err
}

// gapLine is one question: how often it was asked, and what answers it by now.
func (b *Bot) gapLine(ctx context.Context, r *request, scope corpus.Scope, g store.Gap) (string, error) {
	q := askedAgain(g.Question)
	lines := []string{"**" + escapeLine(clip(q.Text, maxGapShown)) + "**"}
	if q.Previous != "" {
		lines = append(lines, r.say("gaps.after", escapeLine(clip(q.Previous, maxBeforeShown))))
	}
	about := []string{r.count("gaps.asked", g.Count, r.day(g.Last))}
	if g.AnsweredBy != "" {
		d, err := b.cfg.Store.Document(ctx, scope, g.AnsweredBy)
		if err != nil {
			return "", err
		}
		about = append(about, r.say("gaps.by", r.shortTitle(d.Metadata().Title)))
	}
	return strings.Join(append(lines, "-# "+strings.Join(about, " · ")), "\n"), nil
}

// dismissGap takes a question off the list.
func (b *Bot) dismissGap(ctx context.Context, r *request) (reply, error) {
	lib, scope := own(r)
	g, err := b.cfg.Store.Gap(ctx, scope, r.pressed.record)
	if err != nil {
		return reply{}, gone(err, "gaps.gone")
	}
	if err := b.cfg.Store.DismissGap(ctx, lib, g.ID, r.by()); err != nil {
		return reply{}, gone(err, "gaps.gone")
	}
	state := store.OpenGaps
	if g.AnsweredBy != "" {
		state = store.AnsweredGaps
	}
	rep, err := b.gapList(ctx, r, state, r.pressed.page)
	if !g.Dismissed {
		rep.told = []string{r.say("log.gap-dismissed", r.mention(r.by()))}
	}
	return rep, err
}

// pager is the page number and the page buttons of a list of a given length,
// which may be of a record.
func (r *request) pager(page, total, shown int, v verb, record ...string) []component {
	count := (total + shown - 1) / shown
	if count < 2 {
		return nil
	}
	parts := []component{text(r.say("page.of", page+1, count))}
	return append(parts, r.turn(page, count, func(p int) customID { return customID{verb: v, record: strings.Join(record, ""), page: p} })...)
}
