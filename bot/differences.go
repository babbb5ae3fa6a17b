package bot

import (
	"slices"
	"strings"

	"github.com/pincite/pincite/corpus"
)

// difference is what an edit changes, in words.
type difference struct {
	r       *request
	details []string // "Title: old → new"
	fields  []string // "title"
	added   []string // the new paragraphs, in order, and the old ones that are gone
	removed []string
	moved   bool // the same paragraphs in another order, or of other kinds
}

// differences compares two texts with what is known about them.
func (r *request) differences(before, after *corpus.Document) difference {
	d := difference{r: r}
	d.compareDetails(before.Metadata(), after.Metadata())
	d.removed, d.added = only(before, after), only(after, before)
	d.moved = len(d.removed) == 0 && len(d.added) == 0 &&
		(before.Text() != after.Text() || !slices.Equal(before.Blocks(), after.Blocks()))
	return d
}

// only returns the blocks of a document that another does not have, as often as
// it has them more often.
func only(of, than *corpus.Document) (blocks []string) {
	has := map[string]int{}
	for _, b := range than.Blocks() {
		has[than.Slice(b.Span)]++
	}
	for _, b := range of.Blocks() {
		s := of.Slice(b.Span)
		if has[s]--; has[s] < 0 {
			blocks = append(blocks, s)
		}
	}
	return blocks
}

func (d *difference) compareDetails(a, b corpus.Metadata) {
	for _, f := range []struct {
		name        key
		was, is     string
		before, now string
	}{
		{"field.title", a.Title, b.Title, "", ""},
		{"field.subtitle", a.Subtitle, b.Subtitle, "", ""},
		{"field.authors", strings.Join(a.Authors, ", "), strings.Join(b.Authors, ", "), "", ""},
		{"field.publication", a.Publication, b.Publication, "", ""},
		{"field.published", a.Published.String(), b.Published.String(), d.r.date(a.Published), d.r.date(b.Published)},
		{"field.url", a.URL, b.URL, "", ""},
		{"field.language", a.Language, b.Language, "", ""},
	} {
		if f.was == f.is {
			continue
		}
		name := d.r.say(f.name)
		d.fields = append(d.fields, strings.ToLower(name))
		d.details = append(d.details, d.r.say("diff.detail", name, d.value(f.was, f.before), d.value(f.is, f.now)))
	}
}

// value writes one side of a detail that differs.
func (d *difference) value(raw, shown string) string {
	switch {
	case raw == "":
		return d.r.say("diff.none")
	case shown != "":
		return shown
	}
	return escapeLine(clip(raw, maxNameShown))
}

// none reports whether nothing differs.
func (d difference) none() bool {
	return len(d.details) == 0 && len(d.added) == 0 && len(d.removed) == 0 && !d.moved
}

// linesShown is how many paragraphs of each side are shown of a difference.
const (
	linesShown   = 2
	maxLineShown = 160
)

// lines tell what differs: details, how many paragraphs, and how the first of
// them begin.
func (d difference) lines() []string {
	lines := slices.Clone(d.details)
	if len(d.added)+len(d.removed) > 0 {
		lines = append(lines, d.paragraphs())
	}
	for _, s := range d.removed[:min(len(d.removed), linesShown)] {
		lines = append(lines, d.r.say("diff.removed", escapeLine(clip(s, maxLineShown))))
	}
	for _, s := range d.added[:min(len(d.added), linesShown)] {
		lines = append(lines, d.r.say("diff.added", escapeLine(clip(s, maxLineShown))))
	}
	if d.moved {
		lines = append(lines, d.r.say("diff.moved"))
	}
	return lines
}

func (d difference) paragraphs() string {
	return d.r.say("diff.counts", d.r.count("paragraphs", len(d.added)), d.r.count("paragraphs", len(d.removed)))
}

// short is what differs on one line.
func (d difference) short() string {
	parts := slices.Clone(d.fields)
	if len(d.added)+len(d.removed) > 0 {
		parts = append(parts, d.paragraphs())
	}
	if d.moved {
		parts = append(parts, d.r.say("diff.moved-short"))
	}
	return strings.Join(parts, ", ")
}
