package bot

import (
	"context"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
)

const (
	// openingRoom is how many characters of an article's beginning a preview
	// shows, and openingBlocks how many blocks.
	openingRoom   = 900
	openingBlocks = 3
	// veryShort is the number of words below which something is hardly an article.
	veryShort = 50
)

// preview shows what a draft would do: add an article, add several, or change
// one. extra are warnings of this moment.
func (b *Bot) preview(ctx context.Context, r *request, d store.Draft, page int, extra ...warning) (reply, error) {
	switch {
	case d.Revises != "":
		return b.previewRevision(ctx, r, d, extra...)
	case len(d.Items) > 1:
		return b.previewBatch(ctx, r, d, page)
	}
	note, err := noteOf(d)
	if err != nil {
		return reply{}, err
	}
	doc := d.Items[0].Document
	w, err := b.weigh(ctx, r, doc, append(note.LeftOut, extra...)...)
	if err != nil {
		return reply{}, err
	}
	parts := []component{text(r.say("preview.head") + "\n" + r.detailLines(doc))}
	parts = append(parts, text(r.opening(doc)))
	if foot := r.warnings(append(w.warnings, r.refusals(note, refusalRoom)...)); foot != "" {
		parts = append(parts, text(foot))
	}
	put := button(discordgo.SuccessButton, r.say("button.put"), customID{verb: verbPut, record: d.ID})
	details := button(discordgo.SecondaryButton, r.say("button.details"), customID{verb: verbDetails, record: d.ID})
	drop := button(discordgo.SecondaryButton, r.say("button.cancel"), customID{verb: verbDrop, record: d.ID})
	buttons := append([]component{put, details}, w.buttons(r, customID{verb: verbSucceed, record: d.ID})...)
	colour := colourAnswer
	if w.here != nil {
		buttons, colour = w.buttons(r, customID{}), colourRelated
	}
	return reply{private: true, parts: []component{container(colour, append(parts, row(append(buttons, drop)...))...)}}, nil
}

// detailLines are the title of an article and what is known about it.
func (r *request) detailLines(d *corpus.Document) string {
	m := d.Metadata()
	lines := []string{"### " + r.title(m.Title, m.URL)}
	if m.Subtitle != "" {
		lines = append(lines, escapeLine(clip(m.Subtitle, 2*maxTitleShown)))
	}
	return strings.Join(append(lines, r.aboutLine(d)), "\n")
}

// aboutLine is what is known about an article besides its title.
func (r *request) aboutLine(d *corpus.Document) string {
	m := d.Metadata()
	about := r.origin(m.Authors, m.Publication, m.Published)
	if name := r.languageName(m.Language); name != "" {
		about = append(about, name)
	}
	return strings.Join(append(about, r.count("paragraphs", paragraphs(d))), " · ")
}

// languageName names a language in English; "" when it is not known.
func (r *request) languageName(tag string) string {
	t, err := language.Parse(tag)
	if err != nil || t == language.Und {
		return ""
	}
	return escapeLine(display.English.Tags().Name(t))
}

// opening quotes how an article begins, so that whoever looks sees what would
// be quoted: headings, captions and paragraphs as they will be told apart.
func (r *request) opening(d *corpus.Document) string {
	var shown []string
	room := openingRoom
	blocks := d.Blocks()
	for i := range blocks[:min(len(blocks), openingBlocks)] {
		s := r.piece(d, piece{i, blocks[i].Span, true})
		if length(s) > room {
			s = r.firstSentences(d, i, room)
		}
		if s == "" {
			break
		}
		shown = append(shown, s)
		room -= length(s)
	}
	if len(shown) == 0 {
		shown = append(shown, r.say("preview.long"))
	}
	if rest := len(blocks) - len(shown); rest > 0 {
		shown = append(shown, r.count("preview.more", rest))
	}
	return strings.Join(shown, apart)
}

// firstSentences quotes as many whole sentences of a block as there is room for;
// "" when there is for none.
func (r *request) firstSentences(d *corpus.Document, block, room int) (shown string) {
	span := corpus.Span{Start: d.Blocks()[block].Span.Start}
	for _, s := range d.Sentences() {
		if s.Block != block {
			continue
		}
		span.End = s.Span.End
		p := r.piece(d, piece{block, span, true})
		if length(p) > room {
			break
		}
		shown = p
	}
	return shown
}

// weighed is what is to be said about an article before it is added.
type weighed struct {
	here     *store.Summary // the document that has the same text
	earlier  *store.Summary // the document of which this may be a later version
	warnings []warning
}

// buttons lead to the article that is here already, or make what is previewed a
// new text of it.
func (w weighed) buttons(r *request, succeed customID) []component {
	switch {
	case w.here != nil:
		return []component{r.cardButton(w.here.ID)}
	case w.earlier != nil:
		succeed.doc = w.earlier.ID
		return []component{button(discordgo.SecondaryButton, r.say("button.succeed"), succeed), r.cardButton(w.earlier.ID)}
	}
	return nil
}

// weigh looks at an article as a moderator should before it is added.
func (b *Bot) weigh(ctx context.Context, r *request, d *corpus.Document, told ...warning) (w weighed, err error) {
	_, scope := own(r)
	here, ok, err := b.cfg.Store.Same(ctx, scope, d)
	if err != nil {
		return w, err
	}
	if ok {
		w.here = &here
		w.warnings = append(w.warnings, r.alreadyHere(here))
		return w, nil
	}
	if w.earlier, w.warnings, err = b.near(ctx, r, scope, d); err != nil {
		return w, err
	}
	w.warnings = append(w.warnings, told...)
	settings, err := b.cfg.Store.Settings(ctx, scope)
	if err != nil {
		return w, err
	}
	for _, lack := range r.lacks(d, settings) {
		if !slices.ContainsFunc(told, func(t warning) bool { return t.About == lack.About }) {
			w.warnings = append(w.warnings, lack)
		}
	}
	return w, nil
}

// alreadyHere is the warning that a document has the same text.
func (r *request) alreadyHere(s store.Summary) warning {
	return warning{Says: r.say("warn.here", r.plainTitle(s.Metadata.Title), r.day(s.AddedAt), r.mention(s.AddedBy))}
}

// lacks says what an article lacks.
func (r *request) lacks(d *corpus.Document, settings store.LibrarySettings) (lacks []warning) {
	m := d.Metadata()
	for _, miss := range []struct {
		missing bool
		key     key
	}{
		{m.Published.IsZero(), "add.no-date"},
		{len(m.Authors) == 0, "add.no-author"},
		{m.URL == "", "add.no-url"},
	} {
		if miss.missing {
			lacks = append(lacks, warning{miss.key, r.say(miss.key)})
		}
	}
	if n := len(strings.Fields(d.Text())); n < veryShort && len(d.Text()) < 10*veryShort {
		lacks = append(lacks, warning{"warn.short", r.count("warn.short", n)})
	}
	return append(lacks, r.foreign(m.Language, settings)...)
}

// foreign warns of a language that does not belong in a library.
func (r *request) foreign(tag string, settings store.LibrarySettings) []warning {
	if settings.Welcomes(tag) {
		return nil
	}
	return []warning{{"warn.language", r.say("warn.language", r.languageName(tag))}}
}

// warnings writes warnings as lines of small print.
func (r *request) warnings(list []warning) string {
	lines := make([]string, len(list))
	for i, w := range list {
		lines[i] = "-# ⚠ " + w.Says
	}
	return strings.Join(lines, "\n")
}

// cardButton opens an article's card.
func (r *request) cardButton(id corpus.ID) component {
	return button(discordgo.SecondaryButton, r.say("button.card"), customID{verb: verbCard, doc: id})
}
