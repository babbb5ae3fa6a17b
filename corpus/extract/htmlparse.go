package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// The limits of a page. An article's page has some thousand elements; each
// takes memory many times its bytes.
const (
	maxElements = 300_000   // start tags in a page
	maxReopened = 1_000_000 // elements that a parser would make of tags left open
)

// parseHTML reads decoded HTML into a tree of a bounded size. Markup that is
// nested deeper than anybody writes, or that leaves so many tags open that the
// tree would outgrow the page, is read without its nesting: its headings and
// paragraphs stay. The error is a *Problem.
func parseHTML(text string) (*html.Node, *Problem) {
	elements, reopened := measureHTML(text)
	if elements > maxElements {
		return nil, errTooManyElements()
	}
	if reopened <= maxReopened {
		if root, err := html.Parse(strings.NewReader(text)); err == nil {
			return root, nil
		}
	}
	root, err := html.Parse(strings.NewReader(flattenHTML(text)))
	if err != nil {
		return nil, &Problem{"html", "The markup of this page cannot be read. Please send the article's text instead."}
	}
	return root, nil
}

func errTooManyElements() *Problem {
	return &Problem{"too-large", "This page has more elements than Pincite reads. Please send the article's text instead."}
}

// formatting are the elements that a parser opens again in the next block
// when a block ends before they do.
var formatting = wordSet("a b big code em font i nobr s small strike strong tt u")

// measureHTML counts the start tags of a page, and how many elements a parser
// could make of formatting that was left open when blocks ended.
func measureHTML(text string) (elements, reopened int) {
	z := html.NewTokenizer(strings.NewReader(text))
	open := 0
	for {
		switch z.Next() {
		case html.ErrorToken:
			return elements, reopened
		case html.StartTagToken, html.SelfClosingTagToken:
			elements++
			name, _ := z.TagName()
			switch {
			case formatting[string(name)]:
				open++
			case string(name) == "p":
				reopened += open
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			switch {
			case !formatting[string(name)]:
				reopened += open
			case open > 0:
				open--
			}
		}
	}
}

// flat are the elements that flattenHTML keeps: they do not nest.
var flat = wordSet("html head body title meta link script style h1 h2 h3 h4 h5 h6 p br hr img")

// flattenHTML writes a page without nesting: formatting goes, and where any
// other container begins or ends, a paragraph does.
func flattenHTML(text string) string {
	var out strings.Builder
	out.Grow(len(text))
	z := html.NewTokenizer(strings.NewReader(text))
	begun := false // a paragraph without text
	for {
		kind := z.Next()
		raw := string(z.Raw())
		switch kind {
		case html.ErrorToken:
			return out.String()
		case html.TextToken, html.DoctypeToken:
			out.WriteString(raw)
			begun = begun && strings.TrimSpace(raw) == ""
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			name, _ := z.TagName()
			switch {
			case flat[string(name)]:
				out.WriteString(raw)
				begun = false
			case !begun && blockElements[atom.Lookup(name)]:
				out.WriteString("<p>")
				begun = true
			}
		}
	}
}

// closeEmptyTags prepares XHTML for parseHTML: HTML knows no <title/> or
// <a id="x"/> and would put all that follows inside.
func closeEmptyTags(xhtml string) string {
	var out strings.Builder
	out.Grow(len(xhtml))
	z := html.NewTokenizer(strings.NewReader(xhtml))
	foreign := 0 // depth in SVG and MathML, which do know empty tags
	for {
		kind := z.Next()
		raw := string(z.Raw())
		if kind == html.ErrorToken {
			out.WriteString(raw)
			return out.String()
		}
		name, isForeign := "", false
		if kind == html.StartTagToken || kind == html.EndTagToken || kind == html.SelfClosingTagToken {
			b, _ := z.TagName()
			name = string(b)
			isForeign = name == "svg" || name == "math"
		}
		switch {
		case kind == html.SelfClosingTagToken && foreign == 0 && !isForeign && !voidElements[name]:
			z.NextIsNotRawText()
			raw = strings.TrimSuffix(strings.TrimSuffix(raw, ">"), "/") + "></" + name + ">"
		case kind == html.StartTagToken && isForeign:
			foreign++
		case kind == html.EndTagToken && isForeign && foreign > 0:
			foreign--
		}
		out.WriteString(raw)
	}
}

var voidElements = wordSet("area base br col embed hr img input link meta param source track wbr")
