package bot

import (
	"context"
	"strings"

	"github.com/bwmarrin/discordgo"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
	"github.com/pincite/pincite/search"
)

// evidenceKept is how many quotations are kept for the button More.
const evidenceKept = 3 * quotesShown

// ask answers /ask.
func (b *Bot) ask(ctx context.Context, r *request) (reply, error) {
	scope, err := b.scope(ctx, r)
	if err != nil {
		return reply{}, err
	}
	q := search.Question{Text: oneLine(r.options["question"])}
	if typed := r.options["document"]; typed != "" {
		if q.Document, err = b.chosen(ctx, scope, typed); err != nil {
			return reply{}, err
		}
	}
	return b.answer(ctx, r, scope, q, r.alone)
}

// askAbout answers the command in a message's menu: the message is the question.
func (b *Bot) askAbout(ctx context.Context, r *request) (reply, error) {
	question := oneLine(r.text)
	if question == "" {
		return reply{}, tell("ask.no-text")
	}
	scope, err := b.scope(ctx, r)
	if err != nil {
		return reply{}, err
	}
	return b.answer(ctx, r, scope, search.Question{Text: question}, r.alone)
}

// asWanted says whether an answer is seen by the person only: as they said, or
// else as the server's settings have it.
func (b *Bot) asWanted(ctx context.Context, r *request) (bool, error) {
	if said, ok := r.options["private"]; ok || r.guild == "" {
		return said == "true", nil
	}
	_, scope := own(r)
	settings, err := b.cfg.Store.Settings(ctx, scope)
	return settings.PrivateAnswers, err
}

// oneLine makes a question one line, so that a stored question of two lines is
// one that follows up another.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// answer asks the library, checks what it says against the store, and keeps
// what the buttons need.
func (b *Bot) answer(ctx context.Context, r *request, scope corpus.Scope, q search.Question, private bool) (reply, error) {
	q.Limit = evidenceKept
	a, err := b.cfg.Engine.Ask(ctx, scope, q)
	if err != nil {
		return reply{}, err
	}
	list, err := b.holding(ctx, scope, a.Evidence)
	if err != nil {
		return reply{}, err
	}
	list = distinct(list)
	kept := store.Answer{Library: a.Library, Question: q.Text, Document: q.Document}
	if q.Previous != "" {
		kept.Question = q.Previous + "\n" + q.Text
	}
	for _, c := range list {
		if ref, ok := refOf(c.quote); ok {
			kept.Evidence = append(kept.Evidence, ref)
		}
	}
	if a.Verdict == search.Answered {
		kept.Shown = quotesShown
	}
	if kept, err = b.cfg.Store.SaveAnswer(ctx, kept); err != nil {
		return reply{}, err
	}
	if a.Verdict != search.Answered || len(list) == 0 {
		b.noteGap(ctx, r, a, q)
		return r.abstention(a, kept, private), nil
	}
	head := r.asked(q.Text)
	if q.AsksWhen() {
		head += r.otherDates(list)
	}
	return r.answerReply(answerView{
		head: head, list: list, id: kept.ID, private: private, foot: append(r.sourceNotes(a), r.footnotes(a.Library, a.Corrected)...),
	}), nil
}

// placesShown is how many places to look an abstention names.
const placesShown = 3

// abstention says that the library does not answer, why, and what to do.
func (r *request) abstention(a search.Answer, kept store.Answer, private bool) reply {
	colour, k := colourPlain, key("abstain.nothing")
	places := a.Related[:min(len(a.Related), placesShown)]
	switch {
	case a.Reason == search.EmptyLibrary:
		k = "abstain.empty"
	case a.Reason == search.NoTerms:
		k = "abstain.no-terms"
	case len(places) > 0:
		colour, k = colourRelated, "abstain.close"
	case a.Reason == search.NotAnswering:
		k = "abstain.close-few"
	}
	parts := []component{text(r.asked(kept.Question)), text(r.say(k))}
	var buttons []component
	for i, c := range places {
		c.ID = "" // a place to look is no quotation, and nothing of it is kept
		parts = append(parts, text(numbered(i+1, r.citationWithin(c, (maxText-reserve)/placesShown))))
		if c.Ref.Field != "" {
			continue
		}
		buttons = append(buttons, button(discordgo.SecondaryButton, r.say("button.place", i+1), customID{verb: verbContext, ref: c.Ref}))
	}
	if a.Reason != search.EmptyLibrary && a.Reason != search.NoTerms {
		if foot := r.footnotes(a.Library, corrections(a)); len(foot) > 0 {
			parts = append(parts, text(strings.Join(foot, "\n")))
		}
		buttons = append(buttons, button(discordgo.SecondaryButton, r.say("button.unhelpful"), customID{verb: verbUnhelpful, answer: kept.ID}))
		parts = append(parts, row(buttons...))
	}
	return reply{parts: []component{container(colour, parts...)}, private: private, verdict: verdictName(a.Verdict)}
}

// corrections are the spellings to be told: when nothing is close, a guess at
// what was meant would only mislead.
func corrections(a search.Answer) map[string]string {
	if a.Verdict == search.Abstained {
		return nil
	}
	return a.Corrected
}

func verdictName(v search.Verdict) string {
	switch v {
	case search.Answered:
		return "answered"
	case search.Related:
		return "related"
	}
	return "abstained"
}
