package extract

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/pincite/pincite/corpus"
)

// space is white space that is owed before the next character.
type space int

const (
	noSpace space = iota
	oneSpace
	newLine // as a space, but not between characters that are written without
)

// write adds running text: white space counts once, and two line breaks in a
// row end a block.
func (w *htmlWalker) write(s string) {
	for len(s) > 0 {
		i := strings.IndexAny(s, " \t\n\r\f")
		if i == 0 {
			if w.space = max(w.space, oneSpace); s[0] == '\n' {
				w.space = newLine
			}
			s = s[1:]
			continue
		}
		word := s
		if i > 0 {
			word = s[:i]
		}
		w.word(word)
		s = s[len(word):]
	}
}

// word adds characters without white space.
func (w *htmlWalker) word(s string) {
	if w.breaks > 1 {
		w.flush()
	}
	if w.text.Len() > 0 && (w.space == oneSpace || w.space == newLine && !joinsWithoutSpace(w.end(), s)) {
		w.text.WriteByte(' ')
	}
	w.space, w.breaks = noSpace, 0
	w.text.WriteString(s)
	w.count(utf8.RuneCountInString(s))
}

// count notes where characters came from.
func (w *htmlWalker) count(letters int) {
	w.facts.letters += letters
	if w.links > 0 {
		w.facts.linked += letters
	}
	if w.choice[w.from] {
		w.facts.chosen += letters
	}
	if w.facts.node == nil {
		for w.facts.node = w.from; w.facts.node != nil && !blockElements[w.facts.node.DataAtom]; {
			w.facts.node = w.facts.node.Parent
		}
	}
}

// end is the last character that was written.
func (w *htmlWalker) end() string {
	s := w.text.String()
	_, n := utf8.DecodeLastRuneInString(s)
	return s[len(s)-n:]
}

// enterInline begins an element within a block, and reports whether its
// children are to be visited.
func (w *htmlWalker) enterInline(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Br:
		w.breaks++
		w.space = newLine
		return false
	case atom.A:
		w.links++
	case atom.Q:
		w.write("“")
	case atom.Sup:
		if raised, ok := superscript(rawText(n, maxMark)); ok {
			w.write(raised)
			return false
		}
	case atom.Annotation, atom.AnnotationXml:
		return false
	}
	return true
}

// maxMark is the most bytes of a power or of a footnote's mark.
const maxMark = 40

var raised = strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹",
	"+", "⁺", "-", "⁻", "−", "⁻", "–", "⁻", "n", "ⁿ")

var raisable = regexp.MustCompile(`^[0-9+−–-]{1,6}$|^n$`)

// superscript writes a power as text can: without it, 10<sup>3</sup> would
// read as 103.
func superscript(s string) (string, bool) {
	s = strings.TrimSpace(s)
	return raised.Replace(s), raisable.MatchString(s)
}

var (
	noteMark  = regexp.MustCompile(`^[\s\[(]*(?:\d{1,3}|[a-z]|[ivx]{1,5}|note \d{1,3}|[*†‡§¶]{1,3}|\d{1,3}(?:[,;–-]\s*\d{1,3})+)[\s\])]*$`)
	noteClass = regexp.MustCompile(`(?i)\b(?:foot|end)note|\breference\b|\bnoteref\b`)
)

// isNoteMark reports whether an element is the mark of a footnote: raised, or
// said to be one, and a link to somewhere on the page.
func isNoteMark(n *html.Node) bool {
	if attr(n, "epub:type") == "noteref" || attr(n, "role") == "doc-noteref" {
		return true
	}
	if n.DataAtom != atom.Sup && !(n.DataAtom == atom.A && child(n, atom.Sup) != nil) {
		return false
	}
	link := n
	if n.DataAtom == atom.Sup {
		link = descendant(n, atom.A)
	}
	marked := noteClass.MatchString(attr(n, "class")) || link != nil && strings.Contains(attr(link, "href"), "#")
	return marked && noteMark.MatchString(rawText(n, maxMark))
}

// emoji returns the words of a picture that stands for a character.
func emoji(n *html.Node) string {
	alt := attr(n, "alt")
	if n.DataAtom != atom.Img || hasWord(alt) || utf8.RuneCountInString(alt) > 8 {
		return ""
	}
	return alt
}

// rawText is the text in a tree as it stands in the markup, or somewhat more
// than the first limit bytes of it.
func rawText(root *html.Node, limit int) string {
	var out strings.Builder
	eachNode(root, func(n *html.Node) visit {
		switch {
		case n.Type == html.TextNode:
			out.WriteString(n.Data[:min(len(n.Data), limit+1)])
		case n.DataAtom == atom.Br:
			out.WriteByte('\n')
		case unread[n.DataAtom] && n != root:
			return skip
		}
		if out.Len() > limit {
			return stop
		}
		return descend
	})
	return out.String()
}

// descendant returns the first element of a kind below a node; nil when there
// is none.
func descendant(root *html.Node, kind atom.Atom) *html.Node {
	var found *html.Node
	eachNode(root, func(n *html.Node) visit {
		if n == root || n.DataAtom != kind {
			return descend
		}
		found = n
		return stop
	})
	return found
}

// visit says where a walk goes from a node.
type visit int

const (
	descend visit = iota
	skip          // what is below the node
	stop
)

// eachNode visits the nodes of a tree in order, without recursion.
func eachNode(root *html.Node, see func(*html.Node) visit) {
	for n := root; n != nil; {
		switch next := see(n); {
		case next == stop:
			return
		case next == descend && n.FirstChild != nil:
			n = n.FirstChild
			continue
		}
		for n != root && n.NextSibling == nil {
			n = n.Parent
		}
		if n == root {
			return
		}
		n = n.NextSibling
	}
}

// The signs of a table that only arranges a page.
const (
	maxCell       = 600 // characters in a cell of a table that is one
	maxCellBlocks = 6   // paragraphs and lines in it
	minDataCells  = 2   // in one row at least
)

// dataRows returns the rows of a table that is one. It returns nil for a
// table that arranges a page or an e-mail: one with tables or several blocks
// in a cell, with only one cell in each row, or with very long cells.
func dataRows(table *html.Node) []*html.Node {
	if role := attr(table, "role"); role == "presentation" || role == "none" {
		return nil
	}
	var rows []*html.Node
	widest, arranges := 0, false
	eachNode(table, func(n *html.Node) visit {
		switch {
		case n.DataAtom == atom.Tr:
			rows = append(rows, n)
			widest = max(widest, len(cellsOf(n)))
		case n.DataAtom == atom.Table && n != table,
			(n.DataAtom == atom.Td || n.DataAtom == atom.Th) && arrangesPage(n):
			arranges = true
			return stop
		case n.DataAtom == atom.Td, n.DataAtom == atom.Th, unread[n.DataAtom]:
			return skip
		}
		return descend
	})
	if arranges || widest < minDataCells {
		return nil
	}
	return rows
}

// arrangesPage reports whether a cell holds what no table of data does.
func arrangesPage(cell *html.Node) bool {
	blocks, letters := 0, 0
	eachNode(cell, func(n *html.Node) visit {
		switch n.DataAtom {
		case atom.Table, atom.H1, atom.H2, atom.H3, atom.H4, atom.Article, atom.Section, atom.Blockquote, atom.Form:
			blocks = maxCellBlocks + 1
		case atom.P, atom.Br:
			blocks++
		}
		if n.Type == html.TextNode {
			letters += utf8.RuneCountInString(strings.TrimSpace(n.Data))
		}
		switch {
		case blocks > maxCellBlocks, letters > maxCell:
			return stop
		case unread[n.DataAtom]:
			return skip
		}
		return descend
	})
	return blocks > maxCellBlocks || letters > maxCell
}

func cellsOf(row *html.Node) []*html.Node {
	var cells []*html.Node
	for c := range row.ChildNodes() {
		if (c.DataAtom == atom.Td || c.DataAtom == atom.Th) && !isHidden(c) {
			cells = append(cells, c)
		}
	}
	return cells
}

// table adds a table's caption and its rows.
func (w *htmlWalker) table(table *html.Node, rows []*html.Node) {
	if c := child(table, atom.Caption); c != nil {
		text, facts := w.cell(c)
		w.add(corpus.Caption, 0, text, facts)
	}
	for _, row := range rows {
		var cells []string
		total := htmlFacts{node: row}
		for _, c := range cellsOf(row) {
			text, facts := w.cell(c)
			cells = append(cells, text)
			total.letters += facts.letters
			total.linked += facts.linked
			total.chosen += facts.chosen
		}
		if line := strings.Join(cells, cellSeparator); hasWord(line) && !isHidden(row) {
			w.add(corpus.Row, 0, line, total)
		}
	}
}

// cell is what a cell says, on one line.
func (w *htmlWalker) cell(cell *html.Node) (string, htmlFacts) {
	var all []string
	total := htmlFacts{node: cell}
	for _, b := range htmlBlocks(cell, w.choice) {
		all = append(all, b.Text)
		total.letters += b.letters
		total.linked += b.linked
		total.chosen += b.chosen
	}
	return oneLine(strings.Join(all, " ")), total
}
