package bot

import (
	"context"
	"strings"

	"github.com/bwmarrin/discordgo"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
)

const (
	feedbackShown  = 3 // answers on one page
	feedbackQuotes = 2 // quotations of each
)

// feedback answers /library feedback: the answers that members marked as not
// helpful, with the words that were quoted, cut anew from the articles.
func (b *Bot) feedback(ctx context.Context, r *request) (reply, error) {
	return b.feedbackList(ctx, r, 0)
}

func (b *Bot) feedbackPage(ctx context.Context, r *request) (reply, error) {
	return b.feedbackList(ctx, r, r.pressed.page)
}

func (b *Bot) feedbackList(ctx context.Context, r *request, page int) (reply, error) {
	_, scope := own(r)
	at := func(page int) ([]store.Feedback, int, error) {
		return b.cfg.Store.Feedback(ctx, scope, store.Page{Offset: page * feedbackShown, Limit: feedbackShown})
	}
	list, total, err := at(page)
	if err == nil && len(list) == 0 && total > 0 {
		page = (total - 1) / feedbackShown
		list, total, err = at(page)
	}
	if err != nil {
		return reply{}, err
	}
	if total == 0 {
		return notice(colourPlain, r.say("feedback.none")), nil
	}
	parts := []component{text(r.count("feedback.head", total))}
	for _, f := range list {
		words, err := b.feedbackWords(ctx, r, scope, f)
		if err != nil {
			return reply{}, err
		}
		dismiss := button(discordgo.SecondaryButton, r.say("button.dismiss"), customID{verb: verbSettle, answer: f.ID, page: page})
		parts = append(parts, separator(), text(words), section(r.count("feedback.marked", f.Count, r.day(f.Last)), dismiss))
	}
	parts = append(parts, r.pager(page, total, feedbackShown, verbFeedback)...)
	return reply{private: true, parts: []component{container(colourAnswer, parts...)}}, nil
}

// feedbackWords are the first of the quotations that did not help, each with
// where it stands.
func (b *Bot) feedbackWords(ctx context.Context, r *request, scope corpus.Scope, f store.Feedback) (string, error) {
	list, err := b.recall(ctx, scope, f.Evidence[:min(len(f.Evidence), feedbackQuotes)])
	if err != nil {
		return "", err
	}
	if len(list) == 0 {
		return r.say("feedback.gone"), nil
	}
	room := (maxText - reserve) / feedbackShown / feedbackQuotes
	var quotes []string
	for _, c := range list {
		quotes = append(quotes, r.quoteWithin(c, room))
	}
	return strings.Join(quotes, "\n"), nil
}

// quoteWithin is a quotation with its place in at most room characters. One
// that is longer is left out, not cut: the place says where to read it.
func (r *request) quoteWithin(c cited, room int) string {
	place := r.citationWithin(c.quote.Citation(), room/2)
	alone := c.versions()
	words := alone[len(alone)-1]
	if length(words)+length(place) > room {
		words = r.say("feedback.long")
	}
	return words + "\n" + place
}

// settleFeedback takes what was said of an answer so far off the list.
func (b *Bot) settleFeedback(ctx context.Context, r *request) (reply, error) {
	lib, _ := own(r)
	if err := b.cfg.Store.DismissFeedback(ctx, lib, r.pressed.answer, r.by()); err != nil {
		return reply{}, gone(err, "feedback.gone-answer")
	}
	rep, err := b.feedbackList(ctx, r, r.pressed.page)
	rep.told = []string{r.say("log.feedback-dismissed", r.mention(r.by()))}
	return rep, err
}
