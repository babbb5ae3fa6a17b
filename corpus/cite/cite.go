// Package cite writes citations in the styles in which people cite.
//
// It is pure: a citation goes in, its form in a style comes out, with the place
// in the work pinned. It follows the styles' own rules for articles in newspapers
// on the web; what a rule would need a person for (capitals of titles) stays as
// the article has it.
package cite

import (
	"strings"

	"github.com/pincite/pincite/corpus"
)

// Style is a way to cite.
type Style string

const (
	Plain    Style = "plain"
	Markdown Style = "markdown"
	APA      Style = "apa"      // Publication Manual, 7th edition
	MLA      Style = "mla"      // MLA Handbook, 9th edition
	Chicago  Style = "chicago"  // The Chicago Manual of Style, 17th edition, notes and bibliography
	Harvard  Style = "harvard"  // Cite Them Right, 12th edition
	BibTeX   Style = "bibtex"   // for LaTeX
	RIS      Style = "ris"      // for reference managers
	CSLJSON  Style = "csl-json" // for citation processors
)

// Styles are all styles, with their names.
var Styles = []struct {
	Style Style
	Name  string
}{
	{Plain, "Plain"}, {Markdown, "Markdown"}, {APA, "APA"}, {MLA, "MLA"}, {Chicago, "Chicago"}, {Harvard, "Harvard"},
	{BibTeX, "BibTeX"}, {RIS, "RIS"}, {CSLJSON, "CSL-JSON"},
}

// Parse returns the style with a name, in capitals or not.
func Parse(name string) (Style, bool) {
	for _, s := range Styles {
		if strings.EqualFold(name, string(s.Style)) || strings.EqualFold(name, s.Name) {
			return s.Style, true
		}
	}
	return "", false
}

// Work is what is cited.
type Work struct {
	Citation corpus.Citation
	Accessed corpus.Date // when its words were read; the zero Date when that is not known
}

// Text is a piece of a citation. Titles of newspapers are italic in most styles.
type Text struct {
	Words  string
	Italic bool
}

// Entry is a work in one style: the reference, and how the place is cited in the
// running text, where the style has such a form.
type Entry struct {
	Style     Style
	Reference []Text
	InText    []Text // nil where the style has none of its own

	// Note says that InText is a note at the foot of the page.
	Note bool

	// Code says that the reference is for programs, with lines of its own, and
	// not to be shown as a sentence.
	Code bool
}

// Words returns pieces as plain text.
func Words(parts []Text) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(p.Words)
	}
	return b.String()
}

// Of writes a work in a style.
func Of(w Work, style Style) Entry {
	e := Entry{Style: style}
	m := newMatter(w)
	switch style {
	case APA:
		e.Reference, e.InText = m.apa(), m.apaInText()
	case MLA:
		e.Reference, e.InText = m.mla(), m.mlaInText()
	case Chicago:
		e.Reference, e.InText, e.Note = m.chicago(), m.chicagoNote(), true
	case Harvard:
		e.Reference, e.InText = m.harvard(), m.harvardInText()
	case BibTeX:
		e.Reference, e.Code = roman(m.bibtex()), true
	case RIS:
		e.Reference, e.Code = roman(m.ris()), true
	case CSLJSON:
		e.Reference, e.Code = roman(m.cslJSON()), true
	case Markdown:
		e.Reference = roman(m.markdown())
	default:
		e.Reference = roman(m.plain())
	}
	return e
}

func roman(s string) []Text { return []Text{{Words: s}} }

// matter is a work taken apart.
type matter struct {
	corpus.Citation
	authors  []name
	accessed corpus.Date
}

func newMatter(w Work) matter {
	m := matter{Citation: w.Citation, accessed: w.Accessed}
	for _, a := range w.Citation.Authors {
		if n := nameOf(a); n.family != "" {
			m.authors = append(m.authors, n)
		}
	}
	if strings.TrimSpace(m.Title) == "" {
		m.Title = "Untitled"
	}
	return m
}

// sentence ends words with a full stop, unless they end a sentence already.
func sentence(s string) string {
	if strings.HasSuffix(s, ".") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "…") {
		return s
	}
	return s + "."
}

// nested turns quotation marks into those of a quotation within a quotation.
func nested(title string, open, shut string) string {
	for strings.Contains(title, `"`) {
		title = strings.Replace(title, `"`, open, 1)
		title = strings.Replace(title, `"`, shut, 1)
	}
	return strings.NewReplacer("“", open, "”", shut).Replace(title)
}

// pin is the place, as "para. 3" or "p. 12"; "" when there is none to name.
func (m matter) pin(paragraph, page string) string {
	l := m.Locator
	switch {
	case l.Page > 0 && l.Paragraph > 0:
		return page + itoa(l.Page) + ", " + paragraph + itoa(l.Paragraph)
	case l.Paragraph > 0:
		return paragraph + itoa(l.Paragraph)
	case l.Page > 0:
		return page + itoa(l.Page)
	}
	return ""
}
