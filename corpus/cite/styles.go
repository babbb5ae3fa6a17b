package cite

import (
	"strings"

	"github.com/pincite/pincite/corpus"
)

// day writes a date as "4 September 2023" or, in America, "September 4, 2023", to
// its precision.
func day(d corpus.Date, american bool) string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return itoa(d.Year)
	case d.Day == 0:
		return d.Month.String() + " " + itoa(d.Year)
	case american:
		return d.Month.String() + " " + itoa(d.Day) + ", " + itoa(d.Year)
	}
	return itoa(d.Day) + " " + d.Month.String() + " " + itoa(d.Year)
}

// plain is a footnote in words.
func (m matter) plain() string {
	return joined(", ", list(each(m.authors, name.plain), " and ", " and "), "“"+nested(m.Title, "‘", "’")+"”", m.Publication,
		day(m.Published, false), m.pin("¶ ", "p. "), m.URL)
}

func (m matter) markdown() string {
	title := "“" + escape(nested(m.Title, "‘", "’")) + "”"
	if m.URL != "" {
		title = "[" + title + "](" + strings.NewReplacer("(", "%28", ")", "%29", " ", "%20").Replace(m.URL) + ")"
	}
	container := ""
	if m.Publication != "" {
		container = "*" + escape(m.Publication) + "*"
	}
	return joined(", ", escape(list(each(m.authors, name.plain), " and ", " and ")), title, container, day(m.Published, false), m.pin("¶ ", "p. "))
}

// escape puts a backslash before what Markdown would take as its own.
func escape(s string) string {
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune("\\*_`[]<>#~|", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// apa: Author, A. A. (Year, Month Day). Title of article. Title of Newspaper. URL
// (Section 10.1, example 16; without an author the title comes first, Section 9.12;
// without a date "n.d.", Section 9.17).
func (m matter) apa() []Text {
	date := "n.d."
	switch d := m.Published; {
	case d.Day > 0:
		date = itoa(d.Year) + ", " + d.Month.String() + " " + itoa(d.Day)
	case d.Month > 0:
		date = itoa(d.Year) + ", " + d.Month.String()
	case d.Year > 0:
		date = itoa(d.Year)
	}
	var out []Text
	if len(m.authors) > 0 {
		out = roman(sentence(list(each(m.authors, name.short), ", & ", ", & ")) + " (" + date + "). " + sentence(m.Title))
	} else {
		out = roman(sentence(m.Title) + " (" + date + ").")
	}
	if m.Publication != "" {
		out = append(out, Text{Words: " "}, Text{Words: m.Publication, Italic: true}, Text{Words: "."})
	}
	if m.URL != "" {
		out = append(out, Text{Words: " " + m.URL})
	}
	return out
}

// apaInText is the author-date form with the paragraph, for what has no pages
// (Section 8.28): (Marn, 2024, para. 3). Of three authors and more the first is
// named (Section 8.17), and of none the title (Section 8.14).
func (m matter) apaInText() []Text {
	tail := joined(", ", m.year("n.d."), m.pin("para. ", "p. ")) + ")"
	if who := m.families(2, " & ", " & "); who != "" {
		return roman("(" + who + ", " + tail)
	}
	return roman("(" + m.quotedTitle() + " " + tail)
}

// quotedTitle is a title within a sentence that goes on, in American punctuation:
// the comma stands within the marks.
func (m matter) quotedTitle() string { return "“" + nested(m.Title, "‘", "’") + ",”" }

// families are the family names of the authors, with "et al." in the place of all
// but the first when there are more than most.
func (m matter) families(most int, two, more string) string {
	names := each(m.authors, func(n name) string { return n.family })
	if len(names) > most {
		return names[0] + " et al."
	}
	return list(names, two, more)
}

func (m matter) year(unknown string) string {
	if m.Published.Year == 0 {
		return unknown
	}
	return itoa(m.Published.Year)
}

// months are abbreviated but for the short ones (MLA, Appendix 1).
var months = [...]string{"", "Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."}

// mla: Author. “Title of Article.” Title of Newspaper, Day Month Year, URL. (The
// template of core elements, 5.2; two authors 5.7, more 5.8; the address without
// its scheme, 5.84; without a date, when it was read, 5.111.)
func (m matter) mla() []Text {
	who := ""
	switch n := len(m.authors); {
	case n == 1:
		who = m.authors[0].long()
	case n == 2:
		who = m.authors[0].long() + ", and " + m.authors[1].plain()
	case n > 2:
		who = m.authors[0].long() + ", et al"
	}
	start := "“" + sentence(nested(m.Title, "‘", "’")) + "”"
	if who != "" {
		start = sentence(who) + " " + start
	}
	out := roman(start)
	date := ""
	if d := m.Published; d.Month > 0 {
		date = joined(" ", number(d.Day), months[d.Month], itoa(d.Year))
	} else if d.Year > 0 {
		date = itoa(d.Year)
	}
	page := ""
	if m.Locator.Page > 0 {
		page = "p. " + itoa(m.Locator.Page)
	}
	_, address, found := strings.Cut(m.URL, "://")
	if !found {
		address = m.URL
	}
	rest := joined(", ", date, page, address)
	switch {
	case m.Publication != "" && rest != "":
		out = append(out, Text{Words: " "}, Text{Words: m.Publication, Italic: true}, Text{Words: ", " + rest + "."})
	case m.Publication != "":
		out = append(out, Text{Words: " "}, Text{Words: m.Publication, Italic: true}, Text{Words: "."})
	case rest != "":
		out = append(out, Text{Words: " " + rest + "."})
	}
	if a := m.accessed; m.Published.IsZero() && a.Day > 0 {
		out = append(out, Text{Words: " Accessed " + itoa(a.Day) + " " + months[a.Month] + " " + itoa(a.Year) + "."})
	}
	return out
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return itoa(n)
}

// mlaInText names the author and the paragraph: (Marn, par. 3) (6.29).
func (m matter) mlaInText() []Text {
	who := m.families(2, " and ", " and ")
	if pin := m.pin("par. ", "p. "); who == "" && pin != "" {
		return roman("(" + m.quotedTitle() + " " + pin + ")")
	} else if who == "" {
		return roman("(“" + nested(m.Title, "‘", "’") + "”)")
	}
	if m.Locator.Paragraph == 0 && m.Locator.Page > 0 { // a page follows without anything between (6.1)
		return roman("(" + who + " " + itoa(m.Locator.Page) + ")")
	}
	return roman("(" + joined(", ", who, m.pin("par. ", "p. ")) + ")")
}

// newspaper is a newspaper's name without the article before it (Chicago 14.193).
func (m matter) newspaper() string { return strings.TrimPrefix(m.Publication, "The ") }

// chicago is the entry in the bibliography: Author. “Title.” Newspaper, Month Day,
// Year. URL. (14.191, 14.198; without an author the newspaper stands in its place,
// 14.199.)
func (m matter) chicago() []Text {
	title := "“" + sentence(nested(m.Title, "‘", "’")) + "”"
	tail := ""
	if m.URL != "" {
		tail = " " + m.URL + "."
	}
	date := day(m.Published, true)
	if date == "" && !m.accessed.IsZero() {
		date = "Accessed " + day(m.accessed, true) // 14.12
	}
	if len(m.authors) == 0 && m.Publication != "" {
		out := []Text{{Words: m.newspaper(), Italic: true}, {Words: ". " + title}}
		if date != "" {
			out = append(out, Text{Words: " " + date + "."})
		}
		return append(out, Text{Words: tail})
	}
	var out []Text
	if who := m.chicagoAuthors(); who != "" {
		out = roman(sentence(who) + " ")
	}
	out = append(out, Text{Words: title})
	switch {
	case m.Publication != "" && date != "":
		out = append(out, Text{Words: " "}, Text{Words: m.newspaper(), Italic: true}, Text{Words: ", " + date + "."})
	case m.Publication != "":
		out = append(out, Text{Words: " "}, Text{Words: m.newspaper(), Italic: true}, Text{Words: "."})
	case date != "":
		out = append(out, Text{Words: " " + date + "."})
	}
	return append(out, Text{Words: tail})
}

// chicagoAuthors are the authors in a bibliography: the first with the family name
// in front, of more than ten the first seven (14.76).
func (m matter) chicagoAuthors() string {
	names := each(m.authors, name.plain)
	if len(names) == 0 {
		return ""
	}
	names[0] = m.authors[0].long()
	if len(names) > 10 {
		return strings.Join(names[:7], ", ") + ", et al"
	}
	return list(names, ", and ", ", and ")
}

// chicagoNote is the note, with the place: Author, “Title,” Newspaper, Month Day,
// Year, para. 3, URL. (14.191, 14.198; of four authors and more the first, 14.76.)
func (m matter) chicagoNote() []Text {
	names := each(m.authors, name.plain)
	who := list(names, " and ", ", and ")
	if len(names) > 3 {
		who = names[0] + " et al."
	}
	start := m.quotedTitle() + " " // the comma stands after a question mark too (14.96)
	if who != "" {
		start = who + ", " + start
	}
	date := day(m.Published, true)
	if date == "" && !m.accessed.IsZero() {
		date = "accessed " + day(m.accessed, true)
	}
	rest := joined(", ", date, m.pin("para. ", ""), m.URL)
	if m.Publication == "" {
		return roman(start + rest + ".")
	}
	if rest != "" {
		rest = ", " + rest
	}
	return []Text{{Words: start}, {Words: m.newspaper(), Italic: true}, {Words: rest + "."}}
}

// harvard: Author, A. (Year) ‘Title’, Newspaper, Day Month. Available at: URL
// (Accessed: Day Month Year). Without an author the newspaper stands in its place.
func (m matter) harvard() []Text {
	var out []Text
	names := each(m.authors, name.short)
	switch {
	case len(names) > 3:
		out = []Text{{Words: names[0] + " "}, {Words: "et al.", Italic: true}}
	case len(names) > 0:
		out = roman(list(names, " and ", " and "))
	case m.Publication != "":
		out = []Text{{Words: m.Publication, Italic: true}}
	}
	title := "‘" + nested(m.Title, "“", "”") + "’"
	year := " (" + m.year("no date") + ") "
	if len(out) == 0 {
		out, year = roman(title), " ("+m.year("no date")+")"
	} else {
		year += title
	}
	out = append(out, Text{Words: year})
	if len(names) > 0 && m.Publication != "" {
		out = append(out, Text{Words: ", "}, Text{Words: m.Publication, Italic: true})
	}
	if d := m.Published; d.Month > 0 {
		out = append(out, Text{Words: ", " + joined(" ", number(d.Day), d.Month.String())})
	}
	out = append(out, Text{Words: "."})
	if m.URL != "" {
		tail := " Available at: " + m.URL
		if !m.accessed.IsZero() {
			tail += " (Accessed: " + day(m.accessed, false) + ")"
		}
		out = append(out, Text{Words: tail + "."})
	}
	return out
}

// harvardInText is (Marn, 2024, para. 3).
func (m matter) harvardInText() []Text {
	tail := ", " + joined(", ", m.year("no date"), m.pin("para. ", "p. ")) + ")"
	who := m.families(3, " and ", " and ")
	if who == "" && m.Publication != "" {
		return []Text{{Words: "("}, {Words: m.Publication, Italic: true}, {Words: tail}}
	}
	if first, more := strings.CutSuffix(who, "et al."); more {
		return []Text{{Words: "(" + first}, {Words: "et al.", Italic: true}, {Words: tail}}
	}
	if who == "" {
		who = "‘" + nested(m.Title, "“", "”") + "’"
	}
	return roman("(" + who + tail)
}
