package bot

import (
	"context"
	"strings"

	"github.com/bwmarrin/discordgo"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
	"github.com/pincite/pincite/search"
)

// hitsShown is how many passages one page of /search shows.
const hitsShown = 5

// search answers /search. The words are kept, so that another page can be
// turned to after a restart.
func (b *Bot) search(ctx context.Context, r *request) (reply, error) {
	scope, err := b.scope(ctx, r)
	if err != nil {
		return reply{}, err
	}
	words := oneLine(r.options["words"])
	if words == "" {
		return reply{}, tell("search.empty")
	}
	kept := store.Answer{Question: words}
	kept.Library, _ = scope.Library()
	if typed := r.options["document"]; typed != "" {
		if kept.Document, err = b.chosen(ctx, scope, typed); err != nil {
			return reply{}, err
		}
	}
	if kept, err = b.cfg.Store.SaveAnswer(ctx, kept); err != nil {
		return reply{}, err
	}
	return b.hits(ctx, r, scope, kept, 0)
}

// searchPage turns to another page of hits.
func (b *Bot) searchPage(ctx context.Context, r *request) (reply, error) {
	kept, scope, err := b.kept(ctx, r, r.pressed.answer)
	if err != nil {
		return reply{}, err
	}
	return b.hits(ctx, r, scope, kept, r.pressed.page)
}

func (b *Bot) hits(ctx context.Context, r *request, scope corpus.Scope, kept store.Answer, page int) (reply, error) {
	words := search.Words{Text: kept.Question, Document: kept.Document, Offset: page * hitsShown, Limit: hitsShown}
	found, err := b.cfg.Engine.Search(ctx, scope, words)
	pages := (found.Total + hitsShown - 1) / hitsShown
	if err == nil && found.Total > 0 && page >= pages { // there were more when the button was made
		page = pages - 1
		words.Offset = page * hitsShown
		found, err = b.cfg.Engine.Search(ctx, scope, words)
	}
	if err != nil {
		return reply{}, err
	}
	shown := escapeLine(clip(kept.Question, maxAskedShown))
	if found.Total == 0 {
		parts := []component{text(r.say("search.none", shown))}
		if foot := r.footnotes(found.Library, found.Corrected); len(foot) > 0 {
			parts = append(parts, text(strings.Join(foot, "\n")))
		}
		return reply{private: true, verdict: "none", parts: []component{container(colourPlain, parts...)}}, nil
	}
	list, err := b.standing(ctx, scope, found.Hits)
	if err != nil {
		return reply{}, err
	}
	parts := []component{text(r.count("search.head", found.Total, shown))}
	parts = append(parts, r.passageList(list, page*hitsShown)...)
	parts = append(parts, r.pageFoot(r.footnotes(found.Library, found.Corrected), page, pages, func(p int) customID { return customID{verb: verbSearch, answer: kept.ID, page: p} })...)
	return reply{private: true, verdict: "found", quotes: len(list), parts: []component{container(colourAnswer, parts...)}}, nil
}

// standing returns those hits that the store still has, word for word.
func (b *Bot) standing(ctx context.Context, scope corpus.Scope, hits []search.Hit) ([]cited, error) {
	evidence := make([]search.Evidence, len(hits))
	for i, h := range hits {
		evidence[i].Quote = h.Quote
	}
	return b.holding(ctx, scope, evidence)
}

// passageList writes passages with their words bold, each with who says it, where
// that is known, and its place, and a row of buttons that lead to each.
func (r *request) passageList(list []cited, offset int) []component {
	var parts, buttons []component
	left := maxText - reserve
	for i, c := range list {
		number := offset + i + 1
		room := left / (len(list) - i)
		tail := numbered(number, r.citationWithin(c.quote.Citation(), room/2))
		if c.speaker != nil {
			tail = r.attribution(c.speaker, c.quote.Citation()) + "\n" + tail
		}
		room -= length(tail) + 1
		body, ok := passageIn(c, room)
		if !ok {
			body = r.say("search.long")
		}
		parts = append(parts, text(body+"\n"+tail))
		left -= length(body) + 1 + length(tail)
		if ref, ok := refOf(c.quote); ok {
			id := customID{verb: verbContext, ref: ref}
			buttons = append(buttons, button(discordgo.SecondaryButton, r.say("button.place", number), id))
		}
	}
	if len(buttons) > 0 {
		parts = append(parts, row(buttons...))
	}
	return parts
}

// passageIn writes a passage with its words bold: whole when there is room, and
// else as many of its sentences, from the first that has a word, as fit.
func passageIn(c cited, room int) (string, bool) {
	if whole := blockQuote(c.quote.Text(), c.quote.Span(), c.quote.Marks()); length(whole) <= room {
		return whole, true
	}
	best, start := "", -1
	for _, s := range c.doc.Sentences() {
		if !c.quote.Span().Contains(s.Span) {
			continue
		}
		if start < 0 {
			if len(within(s.Span, c.quote.Marks())) == 0 {
				continue
			}
			start = s.Span.Start
		}
		span := corpus.Span{Start: start, End: s.Span.End}
		q, err := c.doc.Quote(span, within(span, c.quote.Marks())...)
		if err != nil {
			break
		}
		markdown := blockQuote(q.Text(), q.Span(), q.Marks())
		if length(markdown) > room {
			break
		}
		best = markdown
	}
	return best, best != ""
}

// pageFoot is what stands below a page of a list: remarks, which page it is, and
// the buttons to its neighbours.
func (r *request) pageFoot(remarks []string, page, pages int, to func(page int) customID) []component {
	var parts []component
	if pages > 1 {
		remarks = append(remarks, r.say("page.of", page+1, pages))
	}
	if len(remarks) > 0 {
		parts = append(parts, text(strings.Join(remarks, "\n")))
	}
	return append(parts, r.turn(page, pages, to)...)
}

// turn returns the buttons to the pages before and after, or nothing when there
// is only one page.
func (r *request) turn(page, pages int, to func(page int) customID) []component {
	var buttons []component
	if page > 0 {
		buttons = append(buttons, button(discordgo.SecondaryButton, r.say("button.previous"), to(page-1)))
	}
	if page+1 < pages {
		buttons = append(buttons, button(discordgo.SecondaryButton, r.say("button.next"), to(page+1)))
	}
	if len(buttons) == 0 {
		return nil
	}
	return []component{row(buttons...)}
}
