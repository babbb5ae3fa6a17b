package bot

import (
	"context"
	"errors"
	"strings"

	"github.com/bwmarrin/discordgo"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/cite"
	"github.com/pincite/pincite/corpus/store"
	"github.com/pincite/pincite/corpus/verify"
)

// cite answers /cite: a quotation that was shown, cited in a style.
func (b *Bot) cite(ctx context.Context, r *request) (reply, error) {
	style := cite.Plain
	if typed := r.options["style"]; typed != "" {
		var ok bool
		if style, ok = cite.Parse(typed); !ok {
			return reply{}, tell("cite.style", escapeLine(clip(typed, maxNameShown)))
		}
	}
	return b.cited(ctx, r, r.options["id"], style)
}

// citeStyle shows the same citation in the style that was chosen in the menu.
func (b *Bot) citeStyle(ctx context.Context, r *request) (reply, error) {
	style := cite.Plain
	if len(r.values) == 1 {
		var ok bool
		if style, ok = cite.Parse(r.values[0]); !ok {
			return reply{}, errForged
		}
	}
	return b.cited(ctx, r, r.pressed.citation, style)
}

func (b *Bot) cited(ctx context.Context, r *request, typed string, style cite.Style) (reply, error) {
	id := strings.ToLower(strings.Trim(strings.TrimSpace(typed), "`"))
	if !corpus.ValidCitationID(id) {
		return reply{}, tell("cite.malformed", escapeLine(clip(typed, maxNameShown)))
	}
	scope, err := b.scope(ctx, r)
	if err != nil {
		return reply{}, err
	}
	kept, from, err := b.cfg.Store.CitationFor(ctx, r.library(), id)
	if errors.Is(err, store.ErrNotFound) {
		return reply{}, tell("cite.unknown", id)
	}
	if err != nil {
		return reply{}, err
	}
	q, err := quoteOf(kept.Then, kept.Anchor.Ref)
	if err != nil {
		return reply{}, err
	}
	parts, now, colour := r.standing(q, kept)
	parts = append(parts, separator(), text(r.entry(q, kept, style)), r.styleMenu(id, style))
	if now.Text() != "" && from == scope { // what is no longer read has no context to show
		parts = append(parts, row(r.quoteButtons(cited{doc: kept.Now, quote: now})...))
	}
	return reply{private: true, quotes: 1, parts: []component{container(colour, parts...)}}, nil
}

// quoteOf takes the quotation that a ref names from the revision that it names.
func quoteOf(d *corpus.Document, ref corpus.Ref) (corpus.Quote, error) {
	if ref.Field != "" {
		return d.QuoteField(ref.Field)
	}
	return d.Quote(ref.Span)
}

// maxThen is how much of cited words is shown, of each side where they were edited.
const maxThen = 900

// standing says what has become of cited words, and returns what stands there now.
// Words of an article that was withdrawn are not shown.
func (r *request) standing(q corpus.Quote, kept store.Cited) (parts []component, now corpus.Quote, colour int) {
	if kept.Now == nil {
		return []component{text(r.say("cite.withdrawn", r.plainTitle(q.Citation().Title), r.day(kept.Withdrawn)))}, now, colourProblem
	}
	then := r.shownQuote(q)
	s := verify.Since(q, kept.Now)
	switch s.State {
	case verify.Unchanged:
		return []component{text(r.say("cite.unchanged") + "\n" + then)}, s.Now, colourDone
	case verify.Gone:
		return []component{text(r.say("cite.gone") + "\n" + then)}, now, colourProblem
	}
	lines := []string{r.say("cite.edited"), r.say("cite.then"), then, r.say("cite.now"), r.shownQuote(s.Now)}
	return []component{text(strings.Join(lines, "\n"))}, s.Now, colourRelated
}

// shownQuote is a quotation as a block, or a sentence that says why it is not.
func (r *request) shownQuote(q corpus.Quote) string {
	span := q.Span()
	if q.Kind() == corpus.FromMetadata {
		span = corpus.Span{End: len(q.Text())}
	}
	if block := blockQuote(q.Text(), span, within(span, q.Marks())); length(block) <= maxThen {
		return block
	}
	return r.say("verify.long")
}

// entry writes the citation in a style: records in a block that can be copied, and
// references as they are printed.
func (r *request) entry(q corpus.Quote, kept store.Cited, style cite.Style) string {
	at := kept.KeptAt
	w := cite.Work{Citation: q.Citation(), Accessed: corpus.Date{Year: at.Year(), Month: at.Month(), Day: at.Day()}}
	w.Citation.Title = clip(w.Citation.Title, 2*maxTitleShown)
	e := cite.Of(w, style)
	if e.Code || style == cite.Markdown {
		words := strings.ReplaceAll(cite.Words(e.Reference), "```", "`\u200b`\u200b`")
		return "```\n" + words + "\n```"
	}
	out := printedEntry(e.Reference)
	switch {
	case e.Note:
		return out + "\n" + r.say("cite.note", printedEntry(e.InText))
	case e.InText != nil:
		return out + "\n" + r.say("cite.in-text", printedEntry(e.InText))
	}
	return out
}

// printedEntry is a reference as Markdown that Discord shows as it is printed.
func printedEntry(parts []cite.Text) string {
	var b strings.Builder
	for _, p := range parts {
		words := escape(p.Words)
		if p.Italic && strings.TrimSpace(words) != "" {
			words = "*" + words + "*"
		}
		b.WriteString(words)
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// styleMenu offers the styles.
func (r *request) styleMenu(id string, chosen cite.Style) component {
	var options []selection
	for _, s := range cite.Styles {
		options = append(options, selection{Label: s.Name, Value: string(s.Style), Default: s.Style == chosen})
	}
	return menu(customID{verb: verbCite, citation: id}, r.say("cite.choose"), options)
}

// styleChoices are the styles as choices of an option.
func styleChoices() []*discordgo.ApplicationCommandOptionChoice {
	var choices []*discordgo.ApplicationCommandOptionChoice
	for _, s := range cite.Styles {
		choices = append(choices, &discordgo.ApplicationCommandOptionChoice{Name: s.Name, Value: string(s.Style)})
	}
	return choices
}

// keep notes that quotations are shown, so that their IDs lead to them for good.
func (b *Bot) keep(ctx context.Context, scope corpus.Scope, quotes ...corpus.Quote) error {
	lib, ok := scope.Library()
	if !ok {
		return nil
	}
	anchors := make([]corpus.Anchor, len(quotes))
	for i, q := range quotes {
		anchors[i] = q.Anchor()
	}
	return b.cfg.Store.KeepCitations(ctx, lib, anchors)
}
