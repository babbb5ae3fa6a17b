package extract

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/pincite/pincite/corpus"
)

// properties are what a file says about itself apart from its text. Programs
// fill them as they like: with the name of the account, with a template's
// title. What stands in the text takes precedence therefore.
type properties struct {
	title       string
	titleHolds  bool     // whatever stands in the text
	authors     []string // each may be several, as a person writes them
	authorsHold bool     // they were stated with care, one by one
	publication string
	published   corpus.Date // the day that somebody stated on purpose
	created     corpus.Date // the day on which the file was made
	language    string
	url         string
}

// withProperties makes an article of pieces, and fills from the file's
// properties what the text does not say.
func withProperties(all []unit, about properties, given corpus.Metadata) article {
	title := properTitle(about.title)
	known := given
	if title != "" && given.Title == "" && (about.titleHolds || !titleFirst(all, title) && isInSections(all)) {
		known.Title = title // so that the first section's heading is not taken for it
	}
	art := fromUnits(all, known)
	m := &art.meta
	switch {
	case title == "":
	case known.Title == title, m.Title == "", sameLetters(m.Title, title):
		m.Title = title
	case strings.HasPrefix(lettersOf(title), lettersOf(m.Title)): // a page's title ends with the site's name
		if body := siteName(title); m.Publication == "" && body != "" {
			m.Publication = body
		}
	}
	switch {
	case about.authorsHold && len(about.authors) > 0:
		m.Authors = about.authors
	case len(m.Authors) == 0:
		m.Authors = properAuthors(about.authors)
	}
	if m.Publication == "" {
		m.Publication = oneLine(about.publication)
	}
	for _, day := range []corpus.Date{about.published, about.created} {
		if m.Published.IsZero() {
			m.Published = day
		}
	}
	if m.URL == "" {
		m.URL = about.url
	}
	if m.Language == "" {
		m.Language = languageTag(about.language)
	}
	return art
}

// titleReach is how many pieces may stand before a title that the properties
// name too.
const titleReach = 4

// titleFirst marks the piece that has the very letters of the title as such,
// and reports whether there is one.
func titleFirst(all []unit, title string) bool {
	for i := range all[:min(len(all), titleReach)] {
		if all[i].title || sameLetters(all[i].text, title) {
			all[i].title, all[i].level = true, 1
			return true
		}
	}
	return false
}

// isInSections reports whether a text without a title of its own begins with
// one of several headings of the same level.
func isInSections(all []unit) bool {
	n := 0
	for _, u := range all {
		if u.level > 0 && u.level == all[0].level {
			n++
		}
	}
	return n > 1
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r) }

// lettersOf is a text's letters and digits in lower case.
func lettersOf(s string) string {
	return strings.ToLower(strings.Join(strings.FieldsFunc(corpus.Canonical(s), func(r rune) bool { return !isWordRune(r) }), ""))
}

func sameLetters(a, b string) bool { return lettersOf(a) == lettersOf(b) }

var (
	// What programs put for a title when nobody gave one.
	noTitle = regexp.MustCompile(`(?i)^(?:untitled|unbenannt|sans titre|sin título|без имени|無題|未命名|document ?\d*|dokument ?\d*|doc ?\d*|presentation ?\d*|powerpoint presentation|slide \d+|` +
		`title|template|blank|none|null|new .{0,20}document|layout \d+|page \d+|print|printed document|word document)$`)
	fileEnding   = regexp.MustCompile(`(?i)\.(?:docx?|odt|rtf|txt|md|pdf|indd|qxp|qxd|tex|dvi|ps|eps|html?|pptx?|xlsx?|pages|wpd|tmp|jpe?g|png|tiff?)$`)
	wordPrefix   = regexp.MustCompile(`(?i)^microsoft (?:office )?(?:word|powerpoint|excel) - `)
	nameOfNobody = regexp.MustCompile(`(?i)^(?:user\d*|admin(?:istrator)?|owner|author|unknown|anonymous|root|guest|none|null|n/a|windows user|microsoft office user|office|utilisateur|benutzer|пользователь|python-docx|pandoc|calibre.*|` +
		`.*\b(?:pdf|acrobat|indesign|writer|libreoffice|openoffice|latex|software|scanner|xerox|canon|ricoh|hp|converter)\b.*)$`)
)

// properTitle is a title that somebody gave, "" when a program did.
func properTitle(s string) string {
	s = oneLine(corpus.Canonical(s))
	s = wordPrefix.ReplaceAllString(s, "")
	if noTitle.MatchString(s) || fileEnding.MatchString(s) || !hasWord(s) || len(s) > 300 || !strings.Contains(s, " ") && strings.ContainsAny(s, "_/\\0123456789") {
		return ""
	}
	return s
}

// properAuthors are the people that properties name.
func properAuthors(stated []string) (people []string) {
	for _, s := range stated {
		for _, one := range splitAuthors(oneLine(corpus.Canonical(s))) {
			if looksLikeName(one) && !nameOfNobody.MatchString(one) && !isOneWord(one) {
				people = append(people, one)
			}
		}
	}
	return people
}

var siteAtEnd = regexp.MustCompile(`\s[|–—-]\s([^|–—-]+)$`)

// siteName is what stands after the last bar or dash of a page's title, when
// it can be the name of a news body.
func siteName(title string) string {
	m := siteAtEnd.FindStringSubmatch(title)
	if m == nil || !looksLikeBody(m[1]) {
		return ""
	}
	return oneLine(m[1])
}

// propertyDate reads a date as programs write it: 2023-09-04T12:00:00Z. Days
// on which no clock was right are none.
func propertyDate(s string) corpus.Date {
	s = strings.TrimSpace(s)
	d, err := corpus.ParseDate(s[:min(len(s), len("2006-01-02"))])
	if err != nil || d.Year < 1985 {
		return corpus.Date{}
	}
	return d
}
