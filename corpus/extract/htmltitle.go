package extract

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// letters reduces a text to its letters and digits in lower case, by which
// titles are compared: papers set them in capitals, and quote differently.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// maxTitleLength is the most bytes of a title.
const maxTitleLength = 300

// pageTitle finds the title of a page's article: the heading that says what
// the page is called elsewhere, or else what it is called. It notes when no
// heading said it.
func (f *pageFacts) pageTitle(root *html.Node) string {
	stated := f.statedTitles()
	headings := headingsOf(root, atom.H1)
	if t := agreed(headings, stated); t != "" {
		return withoutDate(t)
	}
	if t := agreed(headingsOf(root, atom.H2), stated); t != "" && len(headings) != 1 {
		return withoutDate(t)
	}
	for _, h := range headings {
		longest := len(headings) == 1 && len(stated) > 0 && len(letters(h)) > len(letters(stated[0]))
		if (len(strings.Fields(h)) >= 3 || longest) && !f.isSite(h) {
			return withoutDate(h)
		}
	}
	f.unheaded = true
	return withoutDate(first(append(stated, headings...)...))
}

// withoutDate takes a day from the beginning of a title.
func withoutDate(title string) string {
	if _, at, ok := findDate(title); ok && at[0] == 0 {
		if rest := strings.TrimLeft(title[at[1]:], " -–—:|,"); len(strings.Fields(rest)) >= 3 && len(title)-len(rest) > at[1]+1 {
			return rest
		}
	}
	return title
}

// statedTitles are the titles that the page gives outside its text, without
// the site's name.
func (f *pageFacts) statedTitles() []string {
	var all []string
	for _, s := range []string{f.headline, f.one("og:title"), f.one("headline"), f.one("twitter:title", "twitter:text:title"),
		f.one("dc.title", "dcterms.title", "citation_title", "parsely-title", "sailthru.title"), f.title} {
		s = f.withoutSite(s)
		if s != "" && len(s) <= maxTitleLength && !f.isSite(s) {
			all = append(all, s)
		}
	}
	return all
}

// agreed returns the first heading that one of the stated titles is like. Of
// a heading that has more words than the title, as a kicker or a date, only
// the title counts.
func agreed(headings, stated []string) string {
	for _, t := range stated {
		want := letters(t)
		if want == "" {
			continue
		}
		for _, h := range headings {
			got := letters(h)
			switch {
			case got == want:
				return h
			case len(want)*2 > len(got) && len(t) > 15 && strings.Contains(got, want):
				return t
			case len(got)*2 > len(want) && len(h) > 15 && strings.Contains(want, got):
				return h
			}
		}
	}
	return ""
}

// headingsOf returns the texts of the headings of a kind, in order.
func headingsOf(root *html.Node, kind atom.Atom) []string {
	var all []string
	eachNode(root, func(n *html.Node) visit {
		switch {
		case unread[n.DataAtom] && n.DataAtom != atom.Head, isHidden(n):
			return skip
		case n.DataAtom != kind:
			return descend
		}
		var words []string
		for _, p := range htmlParts(n) {
			words = append(words, p.Text)
		}
		if s := oneLine(strings.Join(words, " ")); hasWord(s) && len(s) <= maxTitleLength {
			all = append(all, s)
		}
		return skip
	})
	return all
}

// isSite reports whether a text is only the name of the site.
func (f *pageFacts) isSite(s string) bool {
	got := letters(s)
	for _, name := range append(f.siteNames(), f.host()) {
		if name != "" && letters(name) == got {
			return true
		}
	}
	labels := strings.Split(f.host(), ".")
	return got != "" && len(labels) > 1 && got == letters(labels[len(labels)-2])
}

// titleSeparator parts a title from the name of the site.
var titleSeparator = regexp.MustCompile(`\s+(?:[|–—·•»«/\\<>-]|::?)\s+|\s*[|»«]\s*|:\s+`)

// plainSeparator is a separator that no title has within itself.
var plainSeparator = regexp.MustCompile(`^\s*(?:[|»«·•]|::)\s*$`)

// withoutSite takes the site's name, and what other names of sections follow
// it, from the end or the beginning of a title.
func (f *pageFacts) withoutSite(s string) string {
	s = oneLine(s)
	for range 3 {
		seps := titleSeparator.FindAllStringIndex(s, -1)
		if len(seps) == 0 {
			return s
		}
		end, begin := seps[len(seps)-1], seps[0]
		last, head := s[end[1]:], s[:begin[0]]
		switch {
		case f.isSite(last), plainSeparator.MatchString(s[end[0]:end[1]]) && len(letters(last)) < len(letters(s[:end[0]])) && len(strings.Fields(last)) <= 5:
			s = s[:end[0]]
		case f.isSite(head):
			s = s[begin[1]:]
		default:
			return s
		}
	}
	return s
}
