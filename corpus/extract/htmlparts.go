package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/pincite/pincite/corpus"
)

// htmlParts turns a tree of HTML into the parts of a document: headings,
// paragraphs, items, quotations, captions, rows of tables and code, in the
// order of the page. What a reader of the page does not see, or does not read
// as text, is left out: scripts, styles, hidden elements, navigation, controls
// of forms, embedded media, marks of footnotes, readings over characters.
//
// It reads e-mail and the chapters of books as well as pages: where a page
// break of an EPUB stands in the text, the parts after it carry its number.
// It takes time and memory in proportion to the tree, whatever its depth.
func htmlParts(root *html.Node) []corpus.Part {
	blocks := htmlBlocks(root, nil)
	parts := make([]corpus.Part, len(blocks))
	for i, b := range blocks {
		parts[i] = b.Part
	}
	return parts
}

// htmlBlock is a part with what its place on the page says about it.
type htmlBlock struct {
	corpus.Part
	htmlFacts
}

// htmlFacts count characters without white space.
type htmlFacts struct {
	node    *html.Node // the block element that the text begins in
	letters int
	linked  int // those in links
	chosen  int // those in the elements that were chosen
}

// htmlBlocks is htmlParts with facts. chosen are the elements whose own text,
// without that of elements in them, counts as chosen.
func htmlBlocks(root *html.Node, chosen map[*html.Node]bool) []htmlBlock {
	w := &htmlWalker{frames: []htmlFrame{{kind: corpus.Paragraph}}, choice: chosen}
	w.walk(root)
	w.flush()
	return w.blocks
}

// htmlFrame is what the open elements make of text.
type htmlFrame struct {
	node  *html.Node
	kind  corpus.BlockKind
	level int
}

// htmlWalker turns a tree into parts. text is the block that is being
// gathered; space and breaks are white space that is owed before more text.
type htmlWalker struct {
	blocks []htmlBlock
	choice map[*html.Node]bool
	frames []htmlFrame
	page   int
	from   *html.Node // the element that the text is in
	links  int        // open <a>
	facts  htmlFacts
	text   strings.Builder
	space  space
	breaks int // <br> since the last text
}

// walk visits a tree in order without recursion.
func (w *htmlWalker) walk(root *html.Node) {
	for n := root; n != nil; {
		if w.enter(n, n == root) {
			if n.FirstChild != nil {
				n = n.FirstChild
				continue
			}
			w.leave(n)
		}
		for n != root && n.NextSibling == nil {
			n = n.Parent
			w.leave(n)
		}
		if n == root {
			return
		}
		n = n.NextSibling
	}
}

// blockElements begin and end a block of text.
var blockElements = atoms(`address article aside blockquote body caption center dd details dialog dir div dl dt fieldset
	figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu ol p pre section summary
	table tbody td tfoot th thead tr ul`)

// unread are elements whose content is no part of the text.
var unread = atoms(`applet area audio base button canvas datalist embed frame frameset head iframe input link map meta meter nav
	noembed noframes noscript object optgroup option output param picture progress rp rt script select source style svg template
	textarea title track video`)

func atoms(names string) map[atom.Atom]bool {
	set := map[atom.Atom]bool{}
	for name := range strings.FieldsSeq(names) {
		set[atom.Lookup([]byte(name))] = true
	}
	return set
}

// enter begins a node, and reports whether its children are to be visited.
func (w *htmlWalker) enter(n *html.Node, isRoot bool) bool {
	switch n.Type {
	case html.TextNode:
		w.from = n.Parent
		w.write(n.Data)
		return false
	case html.DocumentNode:
		return true
	case html.ElementNode:
	default:
		return false
	}
	w.pageBreak(n)
	if n.DataAtom == atom.Picture || n.DataAtom == atom.Img {
		w.write(emoji(n))
		return false
	}
	if unread[n.DataAtom] || !isRoot && isHidden(n) || isNoteMark(n) {
		return false
	}
	if !blockElements[n.DataAtom] {
		return w.enterInline(n)
	}
	w.flush()
	switch n.DataAtom {
	case atom.Table:
		if rows := dataRows(n); rows != nil {
			w.table(n, rows)
			return false
		}
	case atom.Pre:
		w.preformatted(n)
		return false
	}
	if kind, level := kindOfElement(n); kind != "" {
		w.frames = append(w.frames, htmlFrame{n, kind, level})
	}
	return true
}

// kindOfElement says what an element makes of the text in it; "" when it is
// what it would be around it.
func kindOfElement(n *html.Node) (corpus.BlockKind, int) {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return corpus.Heading, int(n.Data[1] - '0')
	case atom.Li, atom.Dd, atom.Dt:
		return corpus.Item, 0
	case atom.Blockquote:
		return corpus.Quotation, 0
	case atom.Figcaption, atom.Caption:
		return corpus.Caption, 0
	}
	return "", 0
}

// leave ends an element.
func (w *htmlWalker) leave(n *html.Node) {
	if n.Type != html.ElementNode {
		return
	}
	switch n.DataAtom {
	case atom.Q:
		w.write("”")
	case atom.A:
		w.links--
	}
	if !blockElements[n.DataAtom] {
		return
	}
	w.flush()
	if last := len(w.frames) - 1; w.frames[last].node == n {
		w.frames = w.frames[:last]
	}
}

// maxHeading is the most characters of a heading: what is longer is text that
// a page sets large.
const maxHeading = 300

// flush ends the block that is being gathered.
func (w *htmlWalker) flush() {
	text := strings.TrimSpace(w.text.String())
	facts := w.facts
	w.text.Reset()
	w.facts, w.space, w.breaks = htmlFacts{}, noSpace, 0
	if text == "" {
		return
	}
	f := w.frames[len(w.frames)-1]
	if f.kind == corpus.Heading && utf8.RuneCountInString(text) > maxHeading {
		f.kind, f.level = corpus.Paragraph, 0
	}
	w.add(f.kind, f.level, text, facts)
}

func (w *htmlWalker) add(kind corpus.BlockKind, level int, text string, facts htmlFacts) {
	w.blocks = append(w.blocks, htmlBlock{corpus.Part{Kind: kind, Level: level, Page: w.page, Text: text}, facts})
}

// preformatted adds text whose line ends are its own. It is code, unless it
// is plain text that somebody put on a page as it was.
func (w *htmlWalker) preformatted(n *html.Node) {
	text := strings.Trim(normalizeNewlines(rawText(n, MaxBytes)), "\n")
	if !hasWord(text) {
		return
	}
	facts := func(s string) htmlFacts {
		f := htmlFacts{node: n, letters: utf8.RuneCountInString(s)}
		if w.choice[n] {
			f.chosen = f.letters
		}
		return f
	}
	if !isProse(text) || child(n, atom.Code) != nil {
		w.add(corpus.Code, 0, text, facts(text))
		return
	}
	for _, p := range bodyParts(units(text)) {
		w.add(p.Kind, p.Level, p.Text, facts(p.Text))
	}
}

// isProse reports whether lines are sentences: some end as sentences do, and
// few characters are what programs are full of.
func isProse(text string) bool {
	signs, total := 0, 0
	for _, r := range text {
		total++
		if strings.ContainsRune("{}[]<>=;|\\/_#$^~`+*@&%", r) {
			signs++
		}
	}
	return signs*50 <= total && len(sentenceEnd.FindAllStringIndex(text, 3)) > 1
}

var styleHidden = regexp.MustCompile(`(?i)(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)`)

// isHidden reports whether a page says that an element is not shown. Whole
// pages that are hidden until a script shows them are read.
func isHidden(n *html.Node) bool {
	if n.DataAtom == atom.Html || n.DataAtom == atom.Body {
		return false
	}
	if n.DataAtom == atom.Dialog && !hasAttr(n, "open") {
		return true
	}
	return hasAttr(n, "hidden") && attr(n, "hidden") != "until-found" || styleHidden.MatchString(attr(n, "style"))
}

// pageBreak notes the page of a book that begins at an element.
func (w *htmlWalker) pageBreak(n *html.Node) {
	if attr(n, "role") != "doc-pagebreak" && !slices.Contains(strings.Fields(attr(n, "epub:type")), "pagebreak") {
		return
	}
	for _, key := range []string{"title", "aria-label", "id"} {
		if page := atoi(strings.TrimLeft(strings.ToLower(attr(n, key)), "page_- .")); page > 0 && page < 1e9 {
			w.flush()
			w.page = page
			return
		}
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key && a.Namespace == "" {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key && a.Namespace == "" })
}

// child returns the first child of a kind; nil when there is none.
func child(n *html.Node, kind atom.Atom) *html.Node {
	for c := range n.ChildNodes() {
		if c.DataAtom == kind {
			return c
		}
	}
	return nil
}
