package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxClutter is the share of a page's prose that an element may hold and still
// be taken for clutter by its name: sites give their articles any name.
const maxClutter = 0.25

// clutterElements are around an article on purpose.
var clutterElements = atoms("nav footer aside menu dialog")

var clutterRoles = wordSet("navigation complementary contentinfo search dialog alertdialog alert menu menubar toolbar tablist")

// clutterNames are the words in a class or an ID that say that an element is
// not the article.
var clutterNames = wordSet(`share sharing sharebar sharebuttons social socials sharedaddy addthis
	breadcrumb breadcrumbs cookie cookies consent gdpr cmp newsletter newsletters subscribe subscription signup
	related recirc recirculation recommended recommendation recommendations readmore morestories
	comments comment commentlist disqus respond trending popular mostread
	advertisement advertising advert adverts ad ads adsense adslot sponsored sponsor outbrain taboola plista promo promos
	sidebar pagination pager pagenav navigation nav navbar menu toolbar modal popup lightbox overlay
	login tags taglist tagcloud noprint printonly screenreader hidden skiplink`)

// removeClutter takes out of a page what is around its article, and what is
// not read as text.
func removeClutter(root *html.Node) {
	prose := proseOf(root)
	total := prose[root]
	var gone []*html.Node
	eachNode(root, func(n *html.Node) visit {
		if n == root || n.Type == html.TextNode || n.Type == html.DocumentNode {
			return descend
		}
		if n.Type != html.ElementNode || unread[n.DataAtom] && n.DataAtom != atom.Head && n.DataAtom != atom.Img && n.DataAtom != atom.Picture || isHidden(n) {
			gone = append(gone, n)
			return skip
		}
		if (isClutter(n) || isPopup(n)) && float64(prose[n]) <= maxClutter*float64(total) {
			gone = append(gone, n)
			return skip
		}
		return descend
	})
	for _, n := range gone {
		n.Parent.RemoveChild(n)
	}
}

// isClutter reports whether an element says of itself that it is no part of
// an article.
func isClutter(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Html, atom.Body, atom.Main, atom.Article, atom.Head:
		return false
	}
	if clutterElements[n.DataAtom] || clutterRoles[attr(n, "role")] || attr(n, "aria-hidden") == "true" {
		return true
	}
	names := namesOf(n)
	if isHeading := n.DataAtom == atom.H2 || n.DataAtom == atom.H3 || n.DataAtom == atom.H4; isHeading {
		names = attr(n, "class") // the ID is the target of a table of contents, and made of the heading's words
	}
	return slices.ContainsFunc(nameWords(names[:min(len(names), maxNames)]), func(w string) bool { return clutterNames[w] })
}

// isPopup reports whether an element in the middle of a text is a list of
// links that a page shows when somebody points at a word.
func isPopup(n *html.Node) bool {
	if n.DataAtom != atom.Span {
		return false
	}
	links := 0
	eachNode(n, func(c *html.Node) visit {
		if c.DataAtom == atom.A {
			links++
		}
		if links > 1 {
			return stop
		}
		return descend
	})
	if links < 2 || len(rawText(n, maxPopup)) > maxPopup {
		return false
	}
	total := htmlFacts{}
	for _, b := range htmlBlocks(n, nil) {
		total.letters += b.letters
		total.linked += b.linked
	}
	return total.letters >= minPopup && total.linked*10 >= total.letters*9
}

// The sizes of such a list: shorter ones are words of the text, longer ones
// the text itself.
const (
	minPopup = 80
	maxPopup = 4000
)

// maxNames is how much of a class or an ID is read, in bytes.
const maxNames = 400

// namesOf returns the class and the ID of an element.
func namesOf(n *html.Node) string {
	class, id := attr(n, "class"), attr(n, "id")
	return class[:min(len(class), maxNames)] + " " + id[:min(len(id), maxNames)]
}

// nameWords divides names of classes into words: "relatedPosts-list" is
// related, posts and list.
func nameWords(s string) []string {
	var words []string
	start := 0
	cut := func(end int) {
		if end > start {
			words = append(words, strings.ToLower(s[start:end]))
		}
	}
	lower := false
	for i, r := range s {
		switch {
		case !unicode.IsLetter(r):
			cut(i)
			start, lower = i+utf8.RuneLen(r), false
		case unicode.IsUpper(r) && lower:
			cut(i)
			start, lower = i, false
		default:
			lower = unicode.IsLower(r)
		}
	}
	cut(len(s))
	return words
}

// proseOf counts, for each element, the characters of the paragraphs in it
// that are not in links.
func proseOf(root *html.Node) map[*html.Node]int {
	prose := map[*html.Node]int{}
	for _, b := range htmlBlocks(root, nil) {
		if b.letters-b.linked >= 40 && b.linked*2 <= b.letters {
			prose[b.node] += b.letters - b.linked
		}
	}
	var order []*html.Node
	eachNode(root, func(n *html.Node) visit {
		if n.Type != html.TextNode {
			order = append(order, n)
		}
		return descend
	})
	for _, n := range slices.Backward(order) {
		if n != root && prose[n] > 0 {
			prose[n.Parent] += prose[n]
		}
	}
	return prose
}
