package extract

import (
	"context"
	"strconv"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"

	"github.com/pincite/pincite/corpus"
)

// articleParts finds the article on a page, completes the metadata by what
// stands over it, and returns its parts.
func articleParts(ctx context.Context, root *html.Node, facts *pageFacts, meta *corpus.Metadata) ([]corpus.Part, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	blocks := htmlBlocks(root, choose(root))
	keep := make([]bool, len(blocks))
	for i, b := range blocks {
		keep[i] = b.chosen*2 > b.letters
	}
	fillGaps(blocks, keep)
	addAlike(blocks, keep)
	addNeighbours(blocks, keep)
	if letterCount(blocks, keep) < fewLetters {
		takeAll(root, blocks, keep)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	marks := datesOf(root)
	meta.Published = facts.statedDate(marks)
	b := body{facts: facts, meta: meta, order: facts.dateOrder(), blocks: blocks, keep: keep}
	parts := b.parts()
	if meta.Published.IsZero() {
		meta.Published = facts.likelyDate(marks)
	}
	return parts, nil
}

// fewLetters is what no article is shorter than: where so little was found,
// the library was misled.
const fewLetters = 140

func letterCount(blocks []htmlBlock, keep []bool) int {
	n := 0
	for i, b := range blocks {
		if keep[i] {
			n += b.letters
		}
	}
	return n
}

// takeAll keeps the text of the smallest element that holds nearly all of a
// page's prose.
func takeAll(root *html.Node, blocks []htmlBlock, keep []bool) {
	prose := proseOf(root)
	best := root
	for n := root.FirstChild; n != nil; {
		if prose[n] > 0 && prose[n]*10 >= prose[root]*8 {
			best, n = n, n.FirstChild
			continue
		}
		n = n.NextSibling
	}
	inside := map[*html.Node]bool{}
	eachNode(best, func(n *html.Node) visit {
		inside[n] = true
		return descend
	})
	for i, b := range blocks {
		keep[i] = keep[i] || inside[b.node] && b.linked*10 <= b.letters*3
	}
}

// isProse reports whether a block is running text.
func (b htmlBlock) isProse() bool {
	return b.letters-b.linked >= 40 && b.linked*10 <= b.letters*3
}

// fillGaps keeps what stands between paragraphs of the article and reads like
// it: the library judges a list or a box by itself, and drops some that belong
// to the text.
func fillGaps(blocks []htmlBlock, keep []bool) {
	last := -1
	for i := range blocks {
		if !keep[i] {
			continue
		}
		if last >= 0 && i-last > 1 && i-last <= maxGap && container(blocks[last].node, blocks[i].node, maxClimb) != nil {
			for j := last + 1; j < i; j++ {
				b := blocks[j]
				keep[j] = b.linked*10 <= b.letters*3 && (b.Kind != corpus.Paragraph || b.isProse() && endsSentence(b.Text))
			}
		}
		last = i
	}
}

const (
	maxGap   = 40 // blocks
	maxClimb = 2  // levels between a block and what it is in with another
)

// container returns the nearest element that two blocks are in, when it is
// at most so many levels above both.
func container(a, b *html.Node, levels int) *html.Node {
	above := map[*html.Node]bool{}
	for n, i := a, 0; n != nil && i <= levels; n, i = n.Parent, i+1 {
		above[n] = true
	}
	for n, i := b, 0; n != nil && i <= levels; n, i = n.Parent, i+1 {
		if above[n] {
			return n
		}
	}
	return nil
}

// addAlike keeps the paragraphs that are made as those of the article are.
func addAlike(blocks []htmlBlock, keep []bool) {
	made := map[string]int{}
	total := 0
	for i, b := range blocks {
		if keep[i] && b.isProse() {
			made[makeOf(b.node)] += b.letters
			total += b.letters
		}
	}
	for i, b := range blocks {
		if m := makeOf(b.node); !keep[i] && b.isProse() && m != "" && made[m]*4 >= total {
			keep[i] = true
		}
	}
}

// addNeighbours keeps long paragraphs right before and after the article that
// are in the same element as it.
func addNeighbours(blocks []htmlBlock, keep []bool) {
	for _, step := range []int{1, -1} {
		for i := range blocks {
			at := i
			if step < 0 {
				at = len(blocks) - 1 - i
			}
			from := at - step
			if keep[at] || from < 0 || from >= len(blocks) || !keep[from] {
				continue
			}
			b := blocks[at]
			keep[at] = b.Kind == corpus.Paragraph && b.letters >= longParagraph && b.linked*10 <= b.letters && endsSentence(b.Text) && beside(blocks[from].node, b.node)
		}
	}
}

// longParagraph is how many letters it takes to be sure of a paragraph.
const longParagraph = 200

// beside reports whether two blocks are in the same element, one of them
// perhaps a level deeper.
func beside(a, b *html.Node) bool {
	return a != nil && b != nil && (a.Parent == b.Parent || a.Parent == b || a == b.Parent || a.Parent != nil && a.Parent.Parent == b.Parent)
}

// makeOf describes an element and what it is in, by names; "" when there are
// no names to know it by.
func makeOf(n *html.Node) string {
	var s strings.Builder
	named := false
	for i := 0; n != nil && i < 4; n, i = n.Parent, i+1 {
		class := attr(n, "class")
		class = class[:min(len(class), maxNames)]
		named = named || class != "" && i > 0
		s.WriteString(n.Data + "." + class + " ")
	}
	if !named {
		return ""
	}
	return s.String()
}

// markName begins the names of the attributes by which elements are known
// again in what the library returns.
const markName = "data-pincite-"

// maxLabour is how much of nodes times levels the library is given. It looks at
// the text of every element for each that it is in, several times. Pages have
// some ten thousand, and the longest articles some hundred thousand.
const maxLabour = 1_000_000

// labour is the sum of the levels at which a tree's nodes are; long texts
// count for several nodes.
func labour(root *html.Node) int {
	total, level := 0, 0
	for n := root; n != nil; {
		if total += level * (1 + len(n.Data)/64); n.FirstChild != nil {
			n, level = n.FirstChild, level+1
			continue
		}
		for n != root && n.NextSibling == nil {
			n, level = n.Parent, level-1
		}
		if n == root {
			break
		}
		n = n.NextSibling
	}
	return total
}

// choose asks the library for the article, and returns the elements whose own
// text it kept.
func choose(root *html.Node) map[*html.Node]bool {
	if labour(root) > maxLabour {
		return nil
	}
	var all []*html.Node
	eachNode(root, func(n *html.Node) visit {
		if n.Type == html.ElementNode {
			n.Attr = append(n.Attr, html.Attribute{Key: markName + strconv.Itoa(len(all))})
			all = append(all, n)
		}
		return descend
	})
	parser := readability.NewParser()
	parser.DisableJSONLD = true
	found, err := parser.ParseDocument(root, nil)
	for _, n := range all {
		n.Attr = n.Attr[:len(n.Attr)-1]
	}
	chosen := map[*html.Node]bool{}
	if err != nil || found.Node == nil {
		return chosen
	}
	eachNode(found.Node, func(n *html.Node) visit {
		if n.Type != html.TextNode || strings.TrimSpace(n.Data) == "" {
			return descend
		}
		for p := n.Parent; p != nil; p = p.Parent {
			marked := false
			for _, a := range p.Attr {
				if rest, ok := strings.CutPrefix(a.Key, markName); ok {
					chosen[all[atoi(rest)]] = true
					marked = true
				}
			}
			if marked {
				break
			}
		}
		return descend
	})
	return chosen
}
