package extract

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pincite/pincite/corpus"
)

// maxHeader is the most pieces that can stand over an article's first
// paragraph.
const maxHeader = 14

// shortDeck is the fewest characters of a line in a heading's letters that is
// taken for the deck under a title, and not for the first heading of the text.
const shortDeck = 60

// header collects what stands over the first paragraph.
type header struct {
	art   *article
	given corpus.Metadata
	lines []unit // not yet understood: the title, the deck, headings
	after bool   // a byline or a date came already

	styled bool // the format says what is a heading, or where pages are

	updated bool // the date known so far is of an update
}

// readHeader reads the lines over the first paragraph into metadata and
// captions, and returns the units of the body.
func readHeader(art *article, all []unit, given corpus.Metadata) []unit {
	h := header{art: art, given: given, styled: slices.ContainsFunc(all, func(u unit) bool { return u.level > 0 || u.page > 0 })}
	i := 0
	for ; i < len(all) && i < maxHeader; i++ {
		if !h.take(all[i], i) {
			break
		}
	}
	if i == len(all) { // no paragraph follows: the lines are the text
		art.parts = nil
		if len(all) > 1 && len(h.lines) > 0 && sameUnit(h.lines[0], all[0]) && headingWords(all[0].text) {
			h.lines = h.lines[:1]
			h.finish()
			return withoutMetadata(all[1:])
		}
		return all
	}
	return append(h.finish(), all[i:]...)
}

// withoutMetadata drops bylines and dates from lines that turned out to be
// the text.
func withoutMetadata(all []unit) []unit {
	var kept []unit
	for _, u := range all {
		_, by := readByline(u.text)
		_, day := dateLine(u.text)
		if !by && !day {
			kept = append(kept, u)
		}
	}
	if len(kept) == 0 {
		return all
	}
	return kept
}

func sameUnit(a, b unit) bool { return a.text == b.text }

// take understands one unit, and reports whether it belongs to the header.
func (h *header) take(u unit, i int) bool {
	if u.kind == corpus.Caption && i > 0 {
		h.art.parts = append(h.art.parts, corpus.Part{Kind: corpus.Caption, Text: u.text, Page: u.page})
		return true
	}
	if u.kind != corpus.Paragraph {
		return false
	}
	m := &h.art.meta
	if key, value, ok := labelled(u.text); ok {
		values := []string{value}
		if key == "authors" {
			values = splitAuthors(value)
		}
		if p := setField(m, key, values, 0); p == nil {
			return true
		}
	}
	if d, ok := dateLine(u.text); ok {
		h.after = true
		if m.Published.IsZero() || h.updated && !updated.MatchString(u.text) {
			m.Published, h.updated = d, updated.MatchString(u.text) && !published.MatchString(u.text)
		}
		return true
	}
	if b, ok := readByline(u.text); ok && (i > 0 || byWord.MatchString(u.text)) {
		h.after = true
		h.byline(b)
		return true
	}
	if link, ok := webAddress(u.text); ok {
		if m.URL == "" {
			m.URL = link
		}
		return true
	}
	if i > 0 && isCaption(u.text, true) {
		h.art.parts = append(h.art.parts, corpus.Part{Kind: corpus.Caption, Text: u.text, Page: u.page})
		return true
	}
	if h.isAuthor(u) {
		h.after = true
		m.Authors = append(m.Authors, oneLine(u.text))
		return true
	}
	if m.Publication == "" && h.title() >= 0 && isBodyLine(u.text) {
		m.Publication = oneLine(u.text)
		return true
	}
	if h.isLead(u, i) || h.isSection(u) {
		return false
	}
	if len(h.lines) == 0 && isKicker(u.text) {
		return true
	}
	h.lines = append(h.lines, u)
	return true
}

// isBodyLine reports whether a line is nothing but the name of a body that
// publishes news.
func isBodyLine(line string) bool {
	if !bodyWord.MatchString(line) || !looksLikeBody(line) || endsSentence(line) {
		return false
	}
	for w := range strings.FieldsSeq(line) {
		if first, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(first) && !particle[w] {
			return false
		}
	}
	return true
}

// isSection reports whether a heading is of the text's first section: short,
// and not the title.
func (h *header) isSection(u unit) bool {
	return u.level > 0 && !u.title && len(h.lines) > 0 && utf8.RuneCountInString(u.text) < shortDeck && (u.level > 1 || h.title() >= 0)
}

// isAuthor reports whether a line under a title that is marked as such is
// nothing but a name.
func (h *header) isAuthor(u unit) bool {
	words := len(strings.Fields(u.text))
	return len(h.art.meta.Authors) == 0 && h.title() >= 0 && h.title() == len(h.lines)-1 && words > 1 && words < 4 &&
		looksLikeName(u.text) && !bodyWord.MatchString(u.text) && !isKicker(u.text)
}

// title is which of the lines is marked as the title or, where none is, as a
// heading of the first level; -1 for none.
func (h *header) title() int {
	if i := slices.IndexFunc(h.lines, func(u unit) bool { return u.title }); i >= 0 {
		return i
	}
	return slices.IndexFunc(h.lines, func(u unit) bool { return u.level == 1 })
}

func (h *header) byline(b byline) {
	m := &h.art.meta
	if len(m.Authors) == 0 {
		m.Authors = b.authors
	}
	if m.Publication == "" {
		m.Publication = b.publication
	}
	if m.Published.IsZero() {
		m.Published = b.published
	}
}

// isLead reports whether a unit is the first paragraph of the article: it has
// a dateline, or it is a sentence and longer than a deck, or a byline or a
// date stands above it.
func (h *header) isLead(u unit, i int) bool {
	n := utf8.RuneCountInString(u.text)
	if place, _ := corpus.Dateline(u.text); place != "" {
		return true
	}
	switch {
	case !endsSentence(u.text):
		return n > 300
	case h.after && len(h.lines) > 0:
		return true
	case len(h.lines) == 0:
		return n > 150 || sentencesIn(u.text) > 1 && n > 80
	case h.styled && sentencesIn(u.text) > 1: // a deck looks like none then
		return true
	case len(h.lines) == 1:
		return n > 200 || sentencesIn(u.text) > 2 || n > 90 && !u.gap && i == 1
	}
	return true
}

// finish sets title and deck from the lines that were not understood, and
// returns the others for the body. The title is the line that is marked as
// such, or the first.
func (h *header) finish() []unit {
	m := &h.art.meta
	at := max(0, h.title())
	if at >= len(h.lines) || m.Title != "" || utf8.RuneCountInString(h.lines[at].text) > 300 {
		return h.lines
	}
	m.Title = oneLine(h.lines[at].text)
	if h.given.Title != "" && !sameWords(h.given.Title, m.Title) {
		return h.lines
	}
	rest := slices.Delete(h.lines, at, at+1)
	if len(rest) > at && m.Subtitle == "" && h.given.Subtitle == "" {
		m.Subtitle = oneLine(rest[at].text)
		rest = slices.Delete(rest, at, at+1)
	}
	return rest
}

// labels are the words before a colon with which a header states a field.
var labels = regexp.MustCompile(`^(?i)(title|headline|subtitle|author|authors|source|publication|publisher|published|publication date|date|url|link|dateline):\s*(\S.*)$`)

// labelled reads a line like "Source: The Gazette".
func labelled(line string) (field, value string, ok bool) {
	m := labels.FindStringSubmatch(line)
	if m == nil || len(line) > 300 {
		return "", "", false
	}
	key := strings.ToLower(m[1])
	if key == "publication date" {
		key = "date"
	}
	return fieldOf[key], m[2], true
}

// webAddress reads a line that is nothing but an address.
func webAddress(line string) (string, bool) {
	if !strings.HasPrefix(line, "http://") && !strings.HasPrefix(line, "https://") || strings.ContainsAny(line, " \t") {
		return "", false
	}
	u, err := url.Parse(line)
	return line, err == nil && u.Host != ""
}

var sections = wordSet(`world politics business economy asia europe africa americas opinion analysis news national local
	international breaking technology science health climate environment sports sport culture arts exclusive markets trade labor labour rights
	home feature features report explainer`)

// isKicker reports whether a line over the title only names a section of a
// newspaper.
func isKicker(line string) bool {
	words := strings.FieldsFunc(strings.ToLower(line), func(r rune) bool { return !unicode.IsLetter(r) })
	if len(words) == 0 || len(words) > 3 {
		return false
	}
	for _, w := range words {
		if !sections[w] && w != "and" {
			return false
		}
	}
	return true
}

// datelineParagraphs is how many paragraphs may have the dateline: a note of
// the editor's often stands before the report.
const datelineParagraphs = 2

// firstDateline finds the place with which the report begins. Words under a
// picture do not count as a paragraph.
func firstDateline(parts []corpus.Part) string {
	seen := 0
	for _, p := range parts {
		if p.Kind != corpus.Paragraph || isCaption(p.Text, false) {
			continue
		}
		if place, _ := corpus.Dateline(p.Text); place != "" {
			return place
		}
		if seen++; seen == datelineParagraphs {
			break
		}
	}
	return ""
}

// footerByline is how news agencies name the authors under a report.
var footerByline = regexp.MustCompile(`^\(?(?i:(?:reporting|writing|report) by) ([^;()]+?)(?:;.*)?\.?\)?$`)

// readFooter takes from the text's beginning and end what the header did not
// say: the dateline, and the authors that an agency names in the last line.
func readFooter(art *article) {
	m := &art.meta
	if m.Dateline == "" {
		m.Dateline = firstDateline(art.parts)
	}
	for i := len(art.parts) - 1; i >= 0 && i >= len(art.parts)-3 && len(m.Authors) == 0; i-- {
		line := footerByline.FindStringSubmatch(art.parts[i].Text)
		if line == nil {
			continue
		}
		for _, n := range splitNames(rolePlace.ReplaceAllString(line[1], "")) {
			if looksLikeName(n) {
				m.Authors = append(m.Authors, n)
			}
		}
	}
}
