package bot

import (
	"context"
	"strings"

	"github.com/bwmarrin/discordgo"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
)

const (
	sourcesShown = 10 // articles on one page of a list
	// A line of a list is clipped shorter than a card, so that ten lines fit
	// into one message whatever has to be escaped in them.
	maxTitleListed = 70
	maxNameListed  = 30
)

// sources answers /sources.
func (b *Bot) sources(ctx context.Context, r *request) (reply, error) {
	return b.sourceList(ctx, r, 0)
}

// sourcesPage turns to another page of the list.
func (b *Bot) sourcesPage(ctx context.Context, r *request) (reply, error) {
	return b.sourceList(ctx, r, r.pressed.page)
}

func (b *Bot) sourceList(ctx context.Context, r *request, page int) (reply, error) {
	scope, err := b.scope(ctx, r)
	if err != nil {
		return reply{}, err
	}
	list, total, page, err := b.page(ctx, scope, page)
	if err != nil {
		return reply{}, err
	}
	if total == 0 {
		return reply{private: true, parts: []component{container(colourPlain, text(r.say("sources.none")))}}, nil
	}
	var lines []string
	var options []selection
	for _, s := range list {
		lines = append(lines, r.sourceLine(s))
		options = append(options, r.sourceOption(s))
	}
	parts := []component{text(r.count("sources.head", total)), text(strings.Join(lines, "\n")),
		menu(customID{verb: verbOpen}, r.say("sources.choose"), options)}
	parts = append(parts, r.listFoot(scope, page, total, verbSources)...)
	return reply{private: true, parts: []component{container(colourAnswer, parts...)}}, nil
}

// page returns one page of a library's articles, the last when there are fewer,
// and how many articles there are.
func (b *Bot) page(ctx context.Context, scope corpus.Scope, page int) ([]store.Summary, int, int, error) {
	list, total, err := b.cfg.Store.List(ctx, scope, store.Page{Offset: page * sourcesShown, Limit: sourcesShown})
	if err == nil && len(list) == 0 && total > 0 {
		page = (total - 1) / sourcesShown
		list, total, err = b.cfg.Store.List(ctx, scope, store.Page{Offset: page * sourcesShown, Limit: sourcesShown})
	}
	return list, total, page, err
}

// sourceLine is one article in a list: its title, and small print on the next
// line.
func (r *request) sourceLine(s store.Summary, more ...string) string {
	m := s.Metadata
	title := m.Title
	if strings.TrimSpace(title) == "" {
		title = r.say("cite.untitled")
	}
	var about []string
	if len(m.Authors) > 0 {
		about = append(about, escapeLine(clip(strings.Join(m.Authors, ", "), maxNameListed)))
	}
	if m.Publication != "" {
		about = append(about, escapeLine(clip(m.Publication, maxNameListed)))
	}
	if !m.Published.IsZero() {
		about = append(about, r.date(m.Published))
	}
	about = append(append(about, r.count("paragraphs", s.Paragraphs)), more...)
	return "**" + escapeLine(clip(title, maxTitleListed)) + "**\n-# " + strings.Join(about, " · ")
}

func (r *request) sourceOption(s store.Summary) selection {
	title := oneLine(s.Metadata.Title)
	if title == "" {
		title = r.say("cite.untitled")
	}
	about := append([]string{}, s.Metadata.Authors...)
	if !s.Metadata.Published.IsZero() {
		about = append(about, r.date(s.Metadata.Published))
	}
	return selection{Label: clip(title, maxOption), Value: string(s.ID), Description: clip(strings.Join(about, " · "), maxOption)}
}

// listFoot are the page number, the note on the examples, and the page buttons.
func (r *request) listFoot(scope corpus.Scope, page, total int, v verb) []component {
	pages := (total + sourcesShown - 1) / sourcesShown
	lib, _ := scope.Library()
	lines := r.footnotes(lib, nil)
	if pages > 1 {
		lines = append(lines, r.say("page.of", page+1, pages))
	}
	var parts []component
	if len(lines) > 0 {
		parts = append(parts, text(strings.Join(lines, "\n")))
	}
	return append(parts, r.turn(page, pages, func(p int) customID { return customID{verb: v, page: p} })...)
}

// source answers /source: one article's card.
func (b *Bot) source(ctx context.Context, r *request) (reply, error) {
	scope, err := b.scope(ctx, r)
	if err != nil {
		return reply{}, err
	}
	id, err := b.chosen(ctx, scope, r.options["document"])
	if err != nil {
		return reply{}, err
	}
	return b.card(ctx, r, scope, id)
}

// open shows the card of the article that was chosen in the list.
func (b *Bot) open(ctx context.Context, r *request) (reply, error) {
	if len(r.values) != 1 || !isWord(r.values[0], documentID) {
		return reply{}, errForged
	}
	scope, err := b.scope(ctx, r)
	if err != nil {
		return reply{}, err
	}
	return b.card(ctx, r, scope, corpus.ID(r.values[0]))
}

func (b *Bot) card(ctx context.Context, r *request, scope corpus.Scope, id corpus.ID) (reply, error) {
	d, err := b.cfg.Store.Document(ctx, scope, id)
	if err != nil {
		return reply{}, err
	}
	m := d.Metadata()
	lines := []string{"### " + r.title(m.Title, m.URL)}
	if m.Subtitle != "" {
		lines = append(lines, escapeLine(clip(m.Subtitle, 2*maxTitleShown)))
	}
	about := r.origin(m.Authors, m.Publication, m.Published)
	about = append(about, r.count("paragraphs", paragraphs(d)))
	lines = append(lines, strings.Join(about, " · "))
	if added := d.Provenance().AddedAt; !added.IsZero() {
		lines = append(lines, r.say("source.added", r.day(added)))
	}
	lib, _ := scope.Library()
	lines = append(lines, r.footnotes(lib, nil)...)
	buttons := []component{button(discordgo.PrimaryButton, r.say("button.read-article"), customID{verb: verbRead, doc: id})}
	if source, ok := linkButton(r.say("button.source"), m.URL); ok {
		buttons = append(buttons, source)
	}
	return reply{private: true, parts: []component{container(colourAnswer, text(strings.Join(lines, "\n")), row(buttons...))}}, nil
}

// paragraphs counts a document's numbered blocks.
func paragraphs(d *corpus.Document) int {
	n := 0
	for _, b := range d.Blocks() {
		n = max(n, b.Number)
	}
	return n
}
