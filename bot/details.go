package bot

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"
	"golang.org/x/text/language"

	"github.com/pincite/pincite/corpus"
)

// The forms' fields.
const (
	fieldTitle       = "title"
	fieldAuthors     = "authors"
	fieldPublication = "publication"
	fieldURL         = "url"
	fieldLanguage    = "language"
	fieldText        = "text"
	maxPaste         = 4000 // Discord's limit of a form field
	maxURLTyped      = 1000
	maxLanguageTyped = 35
)

// typed writes metadata as the fields of a form have them.
func typed(m corpus.Metadata) map[string]string {
	separator := ", "
	if slices.ContainsFunc(m.Authors, func(a string) bool { return strings.Contains(a, ",") }) {
		separator = "; "
	}
	published := m.Publication
	if !m.Published.IsZero() {
		published = strings.TrimPrefix(published+", "+m.Published.String(), ", ")
	}
	return map[string]string{
		fieldTitle: clip(m.Title, maxTitleTyped), fieldAuthors: clip(strings.Join(m.Authors, separator), maxTitleTyped),
		fieldPublication: clip(published, maxTitleTyped), fieldURL: clip(m.URL, maxURLTyped), fieldLanguage: clip(m.Language, maxLanguageTyped),
	}
}

// line is a field of one line in a form.
func (r *request) line(id string, label, hint key, value string, most int) component {
	no := false
	return input(id, r.say(label), r.say(hint), component{
		Style: int(discordgo.TextInputShort), Required: &no, Value: value, MaxLength: most})
}

// page is the field for a text in a form.
func (r *request) page(value string) component {
	yes := true
	return input(fieldText, r.say("add.text"), r.say("add.text.hint"), component{
		Style: int(discordgo.TextInputParagraph), Required: &yes, Value: value, MaxLength: maxPaste})
}

// detailFields are the fields that every form with details has.
func (r *request) detailFields(m corpus.Metadata) []component {
	is := typed(m)
	return []component{
		r.line(fieldTitle, "add.title", "add.title.hint", is[fieldTitle], maxTitleTyped),
		r.line(fieldAuthors, "add.authors", "add.authors.hint", is[fieldAuthors], maxTitleTyped),
		r.line(fieldPublication, "add.publication", "add.publication.hint", is[fieldPublication], maxTitleTyped),
		r.line(fieldURL, "add.url", "add.url.hint", is[fieldURL], maxURLTyped),
	}
}

// addingForm is the form for a paste.
func (r *request) addingForm(given corpus.Metadata) *form {
	return &form{CustomID: customID{verb: verbAdd}.String(), Title: r.say("add.form"), Components: append(r.detailFields(given), r.page(""))}
}

// detailsForm is the form with what is known about an article.
func (r *request) detailsForm(id customID, m corpus.Metadata) *form {
	tongue := r.line(fieldLanguage, "add.language", "add.language.hint", typed(m)[fieldLanguage], maxLanguageTyped)
	return &form{CustomID: id.String(), Title: r.say("details.form"), Components: append(r.detailFields(m), tongue)}
}

// dateAtEnd finds a date at the end of "The Harbour Post, 2023-09-04".
var dateAtEnd = regexp.MustCompile(`^(.*?)[\s,]*(\d{4}(?:-\d{2}(?:-\d{2})?)?)\s*$`)

// detailed reads a form with details: the metadata of before with what was
// typed in their place. What was left as it was stays as it is, to the letter. What
// cannot be is left out, with a sentence that says so: a form that is refused
// would be lost.
func (r *request) detailed(before corpus.Metadata) (m corpus.Metadata, leftOut []warning) {
	m = before
	was := typed(before)
	changed := func(field string) (string, bool) {
		s, there := r.fields[field]
		return strings.TrimSpace(s), there && strings.TrimSpace(s) != strings.TrimSpace(was[field])
	}
	if s, ok := changed(fieldTitle); ok {
		m.Title = oneLine(s)
	}
	if s, ok := changed(fieldAuthors); ok {
		m.Authors = authorsIn(s)
	}
	if s, ok := changed(fieldPublication); ok {
		m.Publication, m.Published = oneLine(s), corpus.Date{}
		if parts := dateAtEnd.FindStringSubmatch(s); parts != nil {
			m.Publication = oneLine(parts[1])
			var err error
			if m.Published, err = corpus.ParseDate(parts[2]); err != nil {
				m.Published = before.Published
				leftOut = append(leftOut, warning{"add.no-date", r.say("add.date.left-out", escapeLine(parts[2]))})
			}
		}
	}
	if s, ok := changed(fieldURL); ok {
		if s == "" || isWebAddress(s) {
			m.URL = s
		} else {
			leftOut = append(leftOut, warning{"add.no-url", r.say("add.url.left-out")})
		}
	}
	if s, ok := changed(fieldLanguage); ok {
		if tag, err := language.Parse(s); s == "" || err == nil && tag != language.Und {
			m.Language = s
			if s != "" {
				m.Language = tag.String()
			}
		} else {
			leftOut = append(leftOut, warning{"", r.say("add.language.left-out", escapeLine(clip(s, maxLanguageTyped)))})
		}
	}
	return m, leftOut
}

// authorsIn reads names that are separated by commas, or by semicolons where
// there are commas in them.
func authorsIn(s string) (names []string) {
	separator := ","
	if strings.Contains(s, ";") {
		separator = ";"
	}
	for name := range strings.SplitSeq(s, separator) {
		if name = oneLine(name); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// details opens the form with the details of a previewed article.
func (b *Bot) details(ctx context.Context, r *request) (reply, error) {
	_, scope := own(r)
	d, err := b.cfg.Store.Draft(ctx, scope, r.pressed.record)
	if err != nil {
		return reply{}, gone(err, "draft.gone")
	}
	if r.pressed.number >= len(d.Items) {
		return reply{}, errForged
	}
	id := customID{verb: verbDetailed, record: d.ID, number: r.pressed.number}
	return reply{form: r.detailsForm(id, d.Items[r.pressed.number].Document.Metadata())}, nil
}

// detailsTaken takes that form, and shows the preview with what it says.
func (b *Bot) detailsTaken(ctx context.Context, r *request) (reply, error) {
	lib, scope := own(r)
	d, err := b.cfg.Store.Draft(ctx, scope, r.pressed.record)
	if err != nil {
		return reply{}, gone(err, "draft.gone")
	}
	n := r.pressed.number
	if n >= len(d.Items) {
		return reply{}, errForged
	}
	m, leftOut := r.detailed(d.Items[n].Document.Metadata())
	if err := b.cfg.Store.DescribeDraft(ctx, lib, d.ID, n, m); err != nil {
		return reply{}, gone(err, "draft.gone")
	}
	if d, err = b.cfg.Store.Draft(ctx, scope, d.ID); err != nil {
		return reply{}, gone(err, "draft.gone")
	}
	if len(d.Items) > 1 {
		return b.previewItem(ctx, r, d, n, leftOut...)
	}
	return b.preview(ctx, r, d, 0, leftOut...)
}
