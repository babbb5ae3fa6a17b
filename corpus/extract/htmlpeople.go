package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxByline is the most characters of an element that names the authors.
const maxByline = 160

// pageAuthors finds who wrote a page's article: what its JSON-LD and its
// <meta> say, then the elements that are marked as a byline.
//
// A site often names itself there: that counts only where nobody else is
// named.
func (f *pageFacts) pageAuthors(root *html.Node) []string {
	sources := [][]string{f.structured.authors}
	for _, name := range []string{"author", "article:author", "og:article:author", "dc.creator", "dcterms.creator", "citation_author",
		"parsely-author", "sailthru.author", "byl", "article.author"} {
		sources = append(sources, f.metas[name])
	}
	sources = append(sources, bylinesOf(root)...)
	for _, siteToo := range []bool{false, true} {
		for _, stated := range sources {
			if names := f.cleanNames(stated, siteToo); len(names) > 0 {
				return names
			}
		}
	}
	return nil
}

// authorWords are the words in a class or an ID that mark a byline.
var authorWords = wordSet("author authors byline bylines autor autoren auteur autore writer writers contributor contributors redakteur verfasser")

// notByline are words beside them that mark something else about an author.
var notByline = wordSet("bio box image img photo avatar picture social desc description about more link links follow comment comments related icon")

// bylinesOf returns the texts of the elements that are marked as naming the
// authors; the best marked come first.
func bylinesOf(root *html.Node) [][]string {
	var ranked [3][]string
	eachNode(root, func(n *html.Node) visit {
		if n.Type != html.ElementNode || unread[n.DataAtom] && n.DataAtom != atom.Meta && n.DataAtom != atom.Head {
			return descend
		}
		rank := bylineRank(n)
		if rank < 0 || len(ranked[rank]) == maxNamed {
			return descend
		}
		if s := bylineText(n); s != "" {
			ranked[rank] = append(ranked[rank], s)
			return skip
		}
		return descend
	})
	// The vocabulary may mark several authors. Of the others the first that
	// is a name counts: further ones are of other articles.
	all := [][]string{ranked[0][:min(len(ranked[0]), 5)]}
	for _, s := range append(ranked[1], ranked[2]...) {
		all = append(all, []string{s})
	}
	return all
}

// bylineRank says how an element is marked: 0 by a vocabulary, 1 as a link to
// the author, 2 by the name of its class; -1 when it is not.
func bylineRank(n *html.Node) int {
	props := strings.Fields(strings.ToLower(attr(n, "itemprop")))
	switch {
	case slices.Contains(props, "author"), slices.Contains(props, "creator"):
		return 0
	case n.DataAtom == atom.A && strings.EqualFold(attr(n, "rel"), "author"):
		return 1
	}
	marked := false
	for _, w := range nameWords(namesOf(n)) {
		if notByline[w] {
			return -1
		}
		marked = marked || authorWords[w]
	}
	if marked {
		return 2
	}
	return -1
}

// bylineText is what a marked element says; the name in it where that is
// marked too.
func bylineText(n *html.Node) string {
	if s := attr(n, "content"); s != "" && n.DataAtom == atom.Meta {
		return oneLine(s)
	}
	if len(rawText(n, 8*maxByline)) > 8*maxByline {
		return ""
	}
	name := n
	eachNode(n, func(c *html.Node) visit {
		if c != n && (slices.Contains(strings.Fields(attr(c, "itemprop")), "name") || slices.Contains(strings.Fields(attr(c, "class")), "fn")) {
			name = c
			return stop
		}
		return descend
	})
	var lines []string
	for _, p := range htmlParts(name) {
		lines = append(lines, p.Text)
	}
	if len(lines) == 0 || utf8.RuneCountInString(lines[0]) > maxByline {
		return ""
	}
	if len(lines) > 1 && !onlyBy.MatchString(lines[0]) {
		lines = lines[:1]
	}
	return oneLine(strings.Join(lines[:min(len(lines), 2)], " "))
}

const byVerbs = `words|written|story|text|reported|report|article|analysis|edited|compiled|posted|published|submitted|created|` +
	`geschrieben|veröffentlicht|verfasst|eingestellt|gespeichert|erstellt|escrito|publicado|scritto|rédigé|publié`

var (
	onlyBy       = regexp.MustCompile(`^(?i:(?:(?:` + byVerbs + `)\s+)?(?:by|von|por|par|di|da)|author|autor(?:in)?|autore|auteur|text)\s*:?$`)
	bylinePrefix = regexp.MustCompile(`^(?i:(?:(?:` + byVerbs + `)\s+(?:by|von|por|da|par)|by|from|a note from|authors?|writers?|byline|text|von|vom|autor(?:in|en)?|autore|auteur|par|por|di|da|redaktion|redaktor|автор)\s*:\s*` +
		`|(?:(?:` + byVerbs + `)\s+(?:by|von|por|da|par)|by|a note from|von|por|par|di|autor(?:in)?|автор)\s+)`)
	bylineTail = regexp.MustCompile(`\s*(?:[|·•/]|\s[-–—]\s|\bam\b \d|\bon\b [A-Z\d]|,? \d{1,2}[.:/]\d|,? (?:veröffentlicht|published|updated|posted|publicado|aktualisiert)\b|\(?@\w|,? (?:photos?|fotos?|bilder) (?:by|von)\b).*$`)
	notName    = regexp.MustCompile(`(?i)://|www\.|@|admin\b|^administrator|\b(?:no|unknown) author\b|\bunknown\b|\banonym|\b(?:show|view|all posts|mehr|weitere)\b|[{}<>=]|^\d+$|\bam$|^(?:by|von|por|par|di|author|autor(?:in)?|guest|gast)$`)

	byVerb       = regexp.MustCompile(`^(?i:(?:` + byVerbs + `)\s)`)
	contribution = regexp.MustCompile(`^(?i:(?:[\pL-]+\s+){0,2}(?:artikel|beitrag|pressemitteilung|interview|kommentar|bericht|article|story|post|column|opinion|comment|report|review))\s+(?i:von|by)\s+`)
	initialsOnly = regexp.MustCompile(`^[^\s]{1,3}$`)
)

// cleanNames reduces stated authors to names, and drops what names nobody. The
// names of the page's own site are dropped unless they are asked for too.
func (f *pageFacts) cleanNames(stated []string, siteToo bool) []string {
	var names []string
	for _, s := range stated {
		if s = oneLine(s); strings.Contains(s, "://") {
			continue
		}
		if _, at, ok := findDate(s); ok {
			s = strings.TrimRight(s[:at[0]], " ,|–-")
		}
		s = contribution.ReplaceAllString(s, "")
		s = bylineTail.ReplaceAllString(bylinePrefix.ReplaceAllString(s, ""), "")
		for _, name := range splitNames(s) {
			name = strings.Trim(name, " ,;:.|-–—()[]\"“”*")
			if m := rolePlace.FindStringIndex(name); m != nil {
				name = name[:m[0]]
			}
			known := slices.ContainsFunc(names, func(k string) bool { return letters(k) == letters(name) })
			switch {
			case !hasWord(name), known, notName.MatchString(name), len(name) > 80, len(strings.Fields(name)) > 6, !siteToo && f.isSite(name):
			case len(names) > 0 && (roleWord.MatchString(name) || initialsOnly.MatchString(name)):
			default:
				names = append(names, name)
			}
		}
	}
	return names[:min(len(names), maxNamed)]
}
