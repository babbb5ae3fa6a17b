package eval

import (
	"cmp"
	"slices"
	"strings"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/attribute"
)

// quoteCounts is what became of one article's attributions.
type quoteCounts struct {
	claimed, right map[group]int // of what is claimed, by the kind that is claimed
	marked, found  map[group]int // of what is marked with a source, by the kind that is marked

	contentBoth, contentClaimed, contentMarked int // bytes of content

	rights []bool // of each claim
}

// group is the kinds of which there is one figure.
type group string

const (
	directly   group = "direct"
	indirectly group = "indirect" // mixed ones, too
)

func groupOf(k attribute.Kind) group {
	if k == attribute.Direct {
		return directly
	}
	return indirectly
}

// compareQuotes compares the attributions that were claimed in an article with
// those that people marked. A claim is right, and what was marked is found,
// when both have a source in common (the places overlap, or the name that is
// given ends in a word of the marked source) and at least half of the shorter
// content. How well the contents agree is another figure. One claim finds one
// attribution: pairs are taken in the order of how alike their contents are. A claim for which a source is named where people marked none is wrong.
func compareQuotes(marked, claimed []attribute.Attribution) quoteCounts {
	c := quoteCounts{claimed: map[group]int{}, right: map[group]int{}, marked: map[group]int{}, found: map[group]int{}, rights: make([]bool, len(claimed))}
	type pair struct {
		marked, claimed int
		alike           float64
	}
	var pairs []pair
	for i, m := range marked {
		if len(m.Source) > 0 {
			c.marked[groupOf(m.Kind)]++
		}
		for j, a := range claimed {
			both := corpus.SharedBytes(m.Content, a.Content)
			if 2*both >= min(corpus.TotalBytes(m.Content), corpus.TotalBytes(a.Content)) && both > 0 && sameSource(m, a) {
				pairs = append(pairs, pair{i, j, dice(m.Content, a.Content)})
			}
		}
	}
	for _, a := range claimed {
		c.claimed[groupOf(a.Kind)]++
	}
	slices.SortStableFunc(pairs, func(a, b pair) int { return cmp.Compare(b.alike, a.alike) })
	markedUsed, claimedUsed := make([]bool, len(marked)), make([]bool, len(claimed))
	for _, p := range pairs {
		if markedUsed[p.marked] || claimedUsed[p.claimed] {
			continue
		}
		markedUsed[p.marked], claimedUsed[p.claimed] = true, true
		c.found[groupOf(marked[p.marked].Kind)]++
		c.right[groupOf(claimed[p.claimed].Kind)]++
		c.rights[p.claimed] = true
	}
	m, a := contents(marked), contents(claimed)
	c.contentBoth, c.contentMarked, c.contentClaimed = corpus.SharedBytes(m, a), corpus.TotalBytes(m), corpus.TotalBytes(a)
	return c
}

// sameSource reports whether both name the same source.
func sameSource(marked, claimed attribute.Attribution) bool {
	if corpus.SharedBytes(marked.Source, claimed.Source) > 0 {
		return true
	}
	head := claimed.Name[strings.LastIndexByte(claimed.Name, ' ')+1:]
	return len(head) > 2 && slices.Contains(strings.Fields(marked.Name), head)
}

// contents returns all places that are somebody's words, each once.
func contents(all []attribute.Attribution) []corpus.Span {
	var spans []corpus.Span
	for _, a := range all {
		spans = append(spans, a.Content...)
	}
	slices.SortFunc(spans, func(a, b corpus.Span) int { return cmp.Compare(a.Start, b.Start) })
	var out []corpus.Span
	for _, s := range spans {
		if n := len(out); n > 0 && s.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}

// dice is twice what two lists of places have in common over what both have.
func dice(a, b []corpus.Span) float64 {
	return 2 * float64(corpus.SharedBytes(a, b)) / float64(max(1, corpus.TotalBytes(a)+corpus.TotalBytes(b)))
}

// contentF1 is the harmonic mean of the share of the claimed content that was
// marked and the share of the marked content that was claimed, in bytes.
func (c quoteCounts) contentF1() float64 {
	return 2 * float64(c.contentBoth) / float64(max(1, c.contentClaimed+c.contentMarked))
}

// quoteFigures computes the figures of articles with marked attributions, from
// all articles together; standard errors are those of resampling articles.
//
//	direct_precision    of the direct quotations that are claimed, those that are right
//	direct_recall       of those that people marked with a source, those that are found
//	indirect_precision  the same of mixed quotations and indirect speech together
//	indirect_recall     …
//	content_f1          how far the words that are claimed to be somebody's are those
//	                    that were marked, in bytes, of all kinds together; words within
//	                    words of another count once
func quoteFigures(counts []quoteCounts) []Figure {
	var out []Figure
	for _, g := range []group{directly, indirectly} {
		out = append(out, resampled(string(g)+"_precision", counts, func(all []quoteCounts) float64 {
			return ratio(all, func(c quoteCounts) (int, int) { return c.right[g], c.claimed[g] })
		})...)
		out = append(out, resampled(string(g)+"_recall", counts, func(all []quoteCounts) float64 {
			return ratio(all, func(c quoteCounts) (int, int) { return c.found[g], c.marked[g] })
		})...)
	}
	return append(out, resampled("content_f1", counts, func(all []quoteCounts) float64 {
		return ratio(all, func(c quoteCounts) (int, int) { return 2 * c.contentBoth, c.contentClaimed + c.contentMarked })
	})...)
}

func ratio(all []quoteCounts, parts func(quoteCounts) (int, int)) float64 {
	some, of := 0, 0
	for _, c := range all {
		s, o := parts(c)
		some, of = some+s, of+o
	}
	return float64(some) / float64(max(1, of))
}
