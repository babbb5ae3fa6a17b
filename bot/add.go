package bot

import (
	"context"
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/extract"
	"github.com/pincite/pincite/corpus/store"
)

// fileKinds are the endings of files that are read.
var fileKinds = []string{".txt", ".md", ".markdown", ".text"}

// add answers /library add: it takes the file, or opens the form for a paste.
func (b *Bot) add(ctx context.Context, r *request) (reply, error) {
	given, err := stated(r.options["title"], r.options["author"], r.options["publication"], r.options["date"], r.options["url"])
	if err != nil {
		return reply{}, err
	}
	file, ok := r.files["file"]
	if !ok {
		return reply{form: r.addingForm(given)}, nil
	}
	data, err := b.download(ctx, file)
	if err != nil {
		return reply{}, err
	}
	return b.keep(ctx, r, extract.File{Name: file.Filename, Data: data}, given, data)
}

// stated reads metadata as a moderator wrote it.
func stated(title, authors, publication, date, address string) (corpus.Metadata, error) {
	m := corpus.Metadata{Title: oneLine(title), Publication: oneLine(publication), URL: strings.TrimSpace(address)}
	for _, a := range strings.Split(authors, ",") {
		if a = oneLine(a); a != "" {
			m.Authors = append(m.Authors, a)
		}
	}
	if m.URL != "" && !isWebAddress(m.URL) {
		return m, tell("add.url.wrong")
	}
	var err error
	if m.Published, err = corpus.ParseDate(strings.TrimSpace(date)); err != nil {
		return m, tell("add.date.wrong", escapeLine(clip(date, maxNameShown)))
	}
	return m, nil
}

// The form's fields.
const (
	fieldTitle       = "title"
	fieldAuthors     = "authors"
	fieldPublication = "publication"
	fieldURL         = "url"
	fieldText        = "text"
	maxPaste         = 4000 // Discord's limit of a form field
)

func (r *request) addingForm(given corpus.Metadata) *form {
	yes, no := true, false
	line := func(id string, label, hint key, value string, most int) component {
		return input(id, r.say(label), r.say(hint), component{
			Style: int(discordgo.TextInputShort), Required: &no, Value: clip(value, most), MaxLength: most})
	}
	published := given.Publication
	if !given.Published.IsZero() {
		published = strings.TrimPrefix(published+", "+given.Published.String(), ", ")
	}
	return &form{CustomID: customID{verb: verbAdd}.String(), Title: r.say("add.form"), Components: []component{
		line(fieldTitle, "add.title", "add.title.hint", given.Title, maxTitleTyped),
		line(fieldAuthors, "add.authors", "add.authors.hint", strings.Join(given.Authors, ", "), maxTitleTyped),
		line(fieldPublication, "add.publication", "add.publication.hint", published, maxTitleTyped),
		line(fieldURL, "add.url", "add.url.hint", given.URL, 1000),
		input(fieldText, r.say("add.text"), r.say("add.text.hint"), component{
			Style: int(discordgo.TextInputParagraph), Required: &yes, MaxLength: maxPaste}),
	}}
}

// dateAtEnd finds a date at the end of "The Harbour Post, 2023-09-04".
var dateAtEnd = regexp.MustCompile(`^(.*?)[\s,]*(\d{4}(?:-\d{2}(?:-\d{2})?)?)\s*$`)

// addForm takes the form with a pasted article. A paste that is refused is lost,
// so what can be left out of the metadata is left out, with a warning.
func (b *Bot) addForm(ctx context.Context, r *request) (reply, error) {
	var leftOut []warning
	publication, date, address := r.fields[fieldPublication], "", r.fields[fieldURL]
	if m := dateAtEnd.FindStringSubmatch(publication); m != nil {
		publication, date = m[1], m[2]
	}
	if _, err := corpus.ParseDate(date); err != nil {
		leftOut = append(leftOut, warning{"add.no-date", r.say("add.date.left-out", escapeLine(date))})
		date = ""
	}
	if strings.TrimSpace(address) != "" && !isWebAddress(strings.TrimSpace(address)) {
		leftOut = append(leftOut, warning{"add.no-url", r.say("add.url.left-out")})
		address = ""
	}
	given, err := stated(r.fields[fieldTitle], r.fields[fieldAuthors], publication, date, address)
	if err != nil {
		return reply{}, err
	}
	return b.keep(ctx, r, extract.File{Data: []byte(r.fields[fieldText])}, given, nil, leftOut...)
}

// download fetches an attachment from Discord.
func (b *Bot) download(ctx context.Context, file attachment) ([]byte, error) {
	if !slices.Contains(fileKinds, strings.ToLower(path.Ext(file.Filename))) {
		return nil, tell("add.kind")
	}
	return b.files.Get(ctx, file.URL, file.Size)
}

// warning is a sentence on what an article lacks.
type warning struct {
	about    key // the sentence that says only that it is missing
	sentence string
}

// keep reads a file into a document, puts it into the guild's library and says
// what is there now.
func (b *Bot) keep(ctx context.Context, r *request, file extract.File, given corpus.Metadata, original []byte, leftOut ...warning) (reply, error) {
	d, err := extract.Document(ctx, file, given)
	if err != nil {
		return reply{}, err
	}
	lib, scope := own(r)
	d, err = b.cfg.Store.Add(ctx, lib, store.Upload{Document: d, Original: original, By: r.by()})
	if there, ok := errors.AsType[*store.DuplicateError](err); ok {
		added := there.Existing.AddedAt
		day := r.date(corpus.Date{Year: added.Year(), Month: added.Month(), Day: added.Day()})
		read := button(discordgo.SecondaryButton, r.say("button.read-article"), customID{verb: verbRead, doc: there.Existing.ID})
		return reply{private: true, parts: []component{container(colourRelated,
			text(r.say("add.duplicate", r.sourceLine(there.Existing), day)), row(read))}}, nil
	}
	if err != nil {
		return reply{}, err
	}
	return b.addedCard(ctx, r, scope, d, leftOut)
}

// addedCard shows what was added and what is missing from it.
func (b *Bot) addedCard(ctx context.Context, r *request, scope corpus.Scope, d *corpus.Document, warnings []warning) (reply, error) {
	_, total, err := b.cfg.Store.List(ctx, scope, store.Page{Limit: 1})
	if err != nil {
		return reply{}, fmt.Errorf("count the articles: %w", err)
	}
	m := d.Metadata()
	lines := []string{r.say("add.done", r.plainTitle(m.Title))}
	about := append(r.origin(m.Authors, m.Publication, m.Published), r.count("paragraphs", paragraphs(d)))
	lines = append(lines, strings.Join(about, " · "))
	for _, w := range []struct {
		missing bool
		key     key
	}{
		{len(m.Authors) == 0, "add.no-author"},
		{m.Published.IsZero(), "add.no-date"},
		{m.URL == "", "add.no-url"},
	} {
		told := slices.ContainsFunc(warnings, func(other warning) bool { return other.about == w.key })
		if w.missing && !told {
			warnings = append(warnings, warning{w.key, r.say(w.key)})
		}
	}
	for _, w := range warnings {
		lines = append(lines, "-# ⚠ "+w.sentence)
	}
	if total == 1 {
		lines = append(lines, r.say("add.first"))
	}
	read := button(discordgo.SecondaryButton, r.say("button.read-article"), customID{verb: verbRead, doc: d.ID()})
	return reply{private: true, parts: []component{container(colourDone, text(strings.Join(lines, "\n")), row(read))}}, nil
}
