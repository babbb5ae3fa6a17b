package search

import (
	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/when"
	"github.com/pincite/pincite/search/reader"
	"github.com/pincite/pincite/search/terms"
)

// AsksWhen reports whether a question asks when something was or will be, as
// far as that can be told without knowing in which languages the library is.
func (q Question) AsksWhen() bool {
	return reader.Parse(unaddressed(q.Text), unaddressed(q.Previous)).Kind == reader.When
}

// Counted returns the dates in a span of a document that its words alone do not
// tell: "last week", "on Monday", "in May". Those that are written out are left
// out.
func Counted(d *corpus.Document, span corpus.Span) []when.Date {
	return counted(when.Of(d, string(terms.LanguageOf(d))), d, span)
}

// counted picks the dates of Counted from those of a document's sentences.
func counted(dates [][]when.Date, d *corpus.Document, span corpus.Span) []when.Date {
	var out []when.Date
	for i, s := range d.Sentences() {
		if !span.Overlaps(s.Span) || i >= len(dates) {
			continue
		}
		for _, w := range dates[i] {
			if w.Relative && span.Contains(w.Span) {
				out = append(out, w)
			}
		}
	}
	return out
}
