package bot

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/extract"
	"github.com/pincite/pincite/corpus/store"
)

// edit answers /library edit: it opens the form with an article's details or,
// when another text is brought, shows what that would change.
func (b *Bot) edit(ctx context.Context, r *request) (reply, error) {
	_, scope := own(r)
	id, err := b.chosen(ctx, scope, r.options["document"])
	if err != nil {
		return reply{}, err
	}
	d, err := b.cfg.Store.Document(ctx, scope, id)
	if err != nil {
		return reply{}, err
	}
	sources := r.brought()
	switch {
	case len(sources) > 1:
		return reply{}, tell("edit.one")
	case len(sources) == 1:
		return b.revise(ctx, r, d, d.Provenance().Revision, sources[0])
	case r.options["text"] == "true":
		return reply{form: r.textForm(d)}, nil
	}
	return reply{form: r.detailsForm(amending(verbAmended, d), d.Metadata())}, nil
}

// amending is what a button or a form needs to change a document from the
// revision that whoever uses it saw.
func amending(v verb, d *corpus.Document) customID {
	return customID{verb: v, doc: d.ID(), number: d.Provenance().Revision}
}

// opened returns the revision of a document that a button or form is about.
func (b *Bot) opened(ctx context.Context, r *request) (*corpus.Document, error) {
	_, scope := own(r)
	return b.cfg.Store.Revision(ctx, scope, r.pressed.doc, r.pressed.number)
}

// amend opens the form with an article's details as they are now.
func (b *Bot) amend(ctx context.Context, r *request) (reply, error) {
	_, scope := own(r)
	d, err := b.cfg.Store.Document(ctx, scope, r.pressed.doc)
	if err != nil {
		return reply{}, err
	}
	return reply{form: r.detailsForm(amending(verbAmended, d), d.Metadata())}, nil
}

// amended takes that form. When somebody else has changed the article since it
// was opened, what was typed becomes a draft.
func (b *Bot) amended(ctx context.Context, r *request) (reply, error) {
	lib, scope := own(r)
	base, err := b.opened(ctx, r)
	if err != nil {
		return reply{}, err
	}
	m, leftOut := r.detailed(base.Metadata())
	if m.Language != base.Metadata().Language {
		settings, err := b.cfg.Store.Settings(ctx, scope)
		if err != nil {
			return reply{}, err
		}
		leftOut = append(leftOut, r.foreign(m.Language, settings)...)
	}
	changed := base.WithMetadata(m)
	d, err := b.cfg.Store.Edit(ctx, lib, base.ID(), r.pressed.number, store.Upload{Document: changed, By: r.by()})
	if conflict(err) {
		return b.saveRevision(ctx, r, base.ID(), r.pressed.number, store.DraftItem{Document: changed}, draftNote{LeftOut: leftOut})
	}
	if err != nil {
		return reply{}, err
	}
	return b.revisedCard(ctx, r, store.Outcome{Document: d, Changed: d.Provenance().Revision != r.pressed.number}, leftOut...)
}

func conflict(err error) bool { return errors.Is(err, store.ErrConflict) }

// rewrite opens the form with an article's text.
func (b *Bot) rewrite(ctx context.Context, r *request) (reply, error) {
	_, scope := own(r)
	d, err := b.cfg.Store.Document(ctx, scope, r.pressed.doc)
	if err != nil {
		return reply{}, err
	}
	return reply{form: r.textForm(d)}, nil
}

// textForm is the form with an article's text, as Markdown, where all of it
// goes into one field.
func (r *request) textForm(d *corpus.Document) *form {
	_, value := markdownOf(d)
	if units(value) > maxPaste {
		value = ""
	}
	return &form{CustomID: amending(verbRewrote, d).String(), Title: r.say("rewrite.form"), Components: []component{r.page(value)}}
}

// markdownOf writes an article as Markdown, as what is known about it, with its
// title, and the text that follows.
func markdownOf(d *corpus.Document) (head, body string) {
	whole := string(extract.Markdown(d))
	const end = "\n---\n\n"
	at := strings.Index(whole, end) + len(end)
	at += strings.IndexByte(whole[at:], '\n') + 1 // the title is one line
	return whole[:at], strings.TrimSpace(whole[at:])
}

// rewrote takes that form.
func (b *Bot) rewrote(ctx context.Context, r *request) (reply, error) {
	base, err := b.opened(ctx, r)
	if err != nil {
		return reply{}, err
	}
	head, _ := markdownOf(base)
	d, err := extract.Document(ctx, extract.File{Name: "text.md", Data: []byte(head + "\n" + r.fields[fieldText])}, corpus.Metadata{})
	if err != nil {
		return reply{}, err
	}
	item := store.DraftItem{Document: d.WithMetadata(base.Metadata())}
	return b.saveRevision(ctx, r, base.ID(), r.pressed.number, item, draftNote{})
}

// revise reads another text for an article, and shows what it changes.
func (b *Bot) revise(ctx context.Context, r *request, base *corpus.Document, revision int, s source) (reply, error) {
	items, note, err := b.gather(ctx, r, []source{s}, corpus.Metadata{})
	if err != nil {
		return reply{}, err
	}
	if len(items) != 1 {
		return reply{}, tell("edit.archive", len(items))
	}
	found := items[0].Document.Metadata()
	m, other := completed(base.Metadata(), found)
	items[0].Document = items[0].Document.WithMetadata(m)
	if other {
		note.LeftOut = append(note.LeftOut, warning{Says: r.say("edit.other-title", r.plainTitle(found.Title))})
	}
	return b.saveRevision(ctx, r, base.ID(), revision, items[0], note)
}

// completed returns what is known about an article, with what was not known
// taken from its new text, and whether that has another title. What a moderator
// may have put right is not lost to what a file says.
func completed(m, found corpus.Metadata) (corpus.Metadata, bool) {
	other := found.Title != "" && m.Title != "" && !strings.EqualFold(found.Title, m.Title)
	if m.Title == "" {
		m.Title = found.Title
	}
	if m.Subtitle == "" {
		m.Subtitle = found.Subtitle
	}
	if len(m.Authors) == 0 {
		m.Authors = slices.Clone(found.Authors)
	}
	if m.Publication == "" {
		m.Publication = found.Publication
	}
	if m.Published.IsZero() {
		m.Published = found.Published
	}
	if m.URL == "" {
		m.URL = found.URL
	}
	if m.Language == "" {
		m.Language = found.Language
	}
	m.Dateline, m.SourceFile = found.Dateline, found.SourceFile
	return m, other
}

// saveRevision keeps a draft of a revision, and shows it.
func (b *Bot) saveRevision(ctx context.Context, r *request, id corpus.ID, base int, item store.DraftItem, note draftNote) (reply, error) {
	lib, _ := own(r)
	d, err := b.cfg.Store.SaveDraft(ctx, store.Draft{
		Library: lib, By: r.by(), Revises: id, Base: base, Items: []store.DraftItem{item}, Note: note.String()})
	if err != nil {
		return reply{}, err
	}
	return b.previewRevision(ctx, r, d)
}

// revisedCard says what became of an edit.
func (b *Bot) revisedCard(ctx context.Context, r *request, o store.Outcome, warnings ...warning) (reply, error) {
	d := o.Document
	title := r.plainTitle(d.Metadata().Title)
	if !o.Changed {
		return notice(colourPlain, strings.TrimSpace(r.say("edit.nothing", title)+"\n"+r.warnings(warnings))), nil
	}
	_, scope := own(r)
	before, err := b.cfg.Store.Revision(ctx, scope, d.ID(), d.Provenance().Revision-1)
	if err != nil {
		return reply{}, err
	}
	lines := []string{r.say("edit.done", title)}
	what := r.differences(before, d)
	lines = append(lines, what.lines()...)
	if foot := r.warnings(warnings); foot != "" {
		lines = append(lines, foot)
	}
	undo, err := b.undoButton(ctx, r, d.ID())
	if err != nil {
		return reply{}, err
	}
	read := button(discordgo.SecondaryButton, r.say("button.read-article"), customID{verb: verbRead, doc: d.ID()})
	return reply{private: true,
		parts: []component{container(colourDone, text(strings.Join(lines, "\n")), row(append([]component{read, r.cardButton(d.ID())}, undo...)...))},
		told:  []string{r.say("log.edited", title, r.mention(r.by()), what.short())},
	}, nil
}
