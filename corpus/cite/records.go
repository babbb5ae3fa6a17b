package cite

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// texSpecial are the characters that LaTeX takes as its own.
var texSpecial = strings.NewReplacer(`\`, `\textbackslash{}`, `{`, `\{`, `}`, `\}`, `&`, `\&`, `%`, `\%`, `$`, `\$`, `#`, `\#`, `_`, `\_`,
	`~`, `\textasciitilde{}`, `^`, `\textasciicircum{}`)

// bibtex is an entry for BibTeX. The title has braces of its own, so that its
// capitals stay.
func (m matter) bibtex() string {
	var b strings.Builder
	b.WriteString("@article{" + m.label() + ",\n")
	field := func(name, value string) {
		if value != "" {
			b.WriteString("  " + name + " = {" + value + "},\n")
		}
	}
	var names []string
	for _, a := range m.authors {
		switch {
		case a.given == "":
			names = append(names, "{"+texSpecial.Replace(a.family)+"}")
		case a.suffix != "":
			names = append(names, texSpecial.Replace(a.family+", "+a.suffix+", "+a.given))
		default:
			names = append(names, texSpecial.Replace(a.family+", "+a.given))
		}
	}
	field("author", strings.Join(names, " and "))
	field("title", "{"+texSpecial.Replace(m.Title)+"}")
	field("journal", texSpecial.Replace(m.Publication))
	field("year", number(m.Published.Year))
	if d := m.Published; d.Month > 0 {
		b.WriteString("  month = " + strings.ToLower(d.Month.String()[:3]) + ",\n")
		field("day", number(d.Day))
	}
	field("url", strings.NewReplacer("{", "%7B", "}", "%7D", `\`, "%5C").Replace(m.URL))
	if !m.accessed.IsZero() {
		field("urldate", m.accessed.String())
	}
	field("pages", number(m.Locator.Page))
	if m.Locator.Paragraph > 0 {
		field("note", `paragraph `+itoa(m.Locator.Paragraph))
	}
	b.WriteString("}")
	return b.String()
}

// label is the entry's name: the first author's family name, the year, and the
// first long word of the title, without accents.
func (m matter) label() string {
	who := m.Publication
	if len(m.authors) > 0 {
		who = m.authors[0].family
	}
	title := ""
	for w := range strings.FieldsSeq(m.Title) {
		if len(w) > 3 {
			title = w
			break
		}
	}
	name := latinOnly(who) + number(m.Published.Year) + latinOnly(title)
	if name == "" {
		name = m.ID
	}
	return name
}

func latinOnly(s string) string {
	bare, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn))), s)
	if err != nil {
		return ""
	}
	return strings.Map(func(r rune) rune {
		if r = unicode.ToLower(r); 'a' <= r && r <= 'z' || '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, bare)
}

// ris is a record for reference managers: a tag of two letters, two spaces, a
// hyphen and a space on each line, TY first and ER last.
func (m matter) ris() string {
	var b strings.Builder
	tag := func(name, value string) {
		if value != "" {
			b.WriteString(name + "  - " + strings.Join(strings.Fields(value), " ") + "\n")
		}
	}
	tag("TY", "NEWS")
	for _, a := range m.authors {
		tag("AU", a.long())
	}
	tag("TI", m.Title)
	tag("T2", m.Publication)
	tag("PY", number(m.Published.Year))
	if d := m.Published; !d.IsZero() {
		tag("DA", strings.ReplaceAll(d.String(), "-", "/")+strings.Repeat("/", 2-strings.Count(d.String(), "-")))
	}
	tag("UR", m.URL)
	if !m.accessed.IsZero() {
		tag("Y2", strings.ReplaceAll(m.accessed.String(), "-", "/"))
	}
	tag("SP", number(m.Locator.Page))
	if m.Locator.Paragraph > 0 {
		tag("N1", "paragraph "+itoa(m.Locator.Paragraph))
	}
	tag("ID", m.ID)
	b.WriteString("ER  - ")
	return b.String()
}

type cslName struct {
	Family  string `json:"family,omitempty"`
	Given   string `json:"given,omitempty"`
	Suffix  string `json:"suffix,omitempty"`
	Literal string `json:"literal,omitempty"`
}

type cslDate struct {
	Parts [][]int `json:"date-parts"`
}

type cslItem struct {
	ID        string    `json:"id"`
	Type      string    `json:"type"`
	Title     string    `json:"title"`
	Author    []cslName `json:"author,omitempty"`
	Container string    `json:"container-title,omitempty"`
	Issued    *cslDate  `json:"issued,omitempty"`
	Accessed  *cslDate  `json:"accessed,omitempty"`
	URL       string    `json:"URL,omitempty"`
	Page      string    `json:"page,omitempty"`
	Note      string    `json:"note,omitempty"`
}

// cslJSON is a list of one item for citation processors. The place is a locator of
// the citation and not of the item, so it is in the note, as they let it be typed.
func (m matter) cslJSON() string {
	item := cslItem{ID: m.ID, Type: "article-newspaper", Title: m.Title, Container: m.Publication, URL: m.URL, Page: number(m.Locator.Page)}
	for _, a := range m.authors {
		if a.given == "" {
			item.Author = append(item.Author, cslName{Literal: a.family})
		} else {
			item.Author = append(item.Author, cslName{Family: a.family, Given: a.given, Suffix: a.suffix})
		}
	}
	date := func(year, month, day int) *cslDate {
		parts := []int{year}
		if month > 0 {
			parts = append(parts, month)
		}
		if day > 0 {
			parts = append(parts, day)
		}
		if year == 0 {
			return nil
		}
		return &cslDate{[][]int{parts}}
	}
	item.Issued = date(m.Published.Year, int(m.Published.Month), m.Published.Day)
	item.Accessed = date(m.accessed.Year, int(m.accessed.Month), m.accessed.Day)
	if m.Locator.Paragraph > 0 {
		item.Note = "paragraph " + itoa(m.Locator.Paragraph)
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode([]cslItem{item}); err != nil {
		return "" // strings and numbers are always encoded
	}
	return strings.TrimSpace(b.String())
}
