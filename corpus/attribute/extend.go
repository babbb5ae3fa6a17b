package attribute

import (
	"cmp"
	"slices"

	"github.com/pincite/pincite/corpus"
)

// whole lets the content of a quotation reach over all its sentences.
func (r *reader) whole(c *candidate) {
	for i, s := range c.Content {
		for _, q := range r.quotes {
			if q.span.Overlaps(s) {
				c.Content[i].Start, c.Content[i].End = min(c.Content[i].Start, q.span.Start), max(c.Content[i].End, q.span.End)
			}
		}
	}
	c.Content = union(c.Content)
}

// goOn gives quotations in which nobody is said to speak to the speaker of
// the quotation that they go on from: in the sentences after it in the paragraph,
// and in the paragraphs after it when these are quoted from end to end.
func (r *reader) goOn(found []candidate) {
	speaks := make([]int, len(r.sentences)) // the candidate whose quotation is in the sentence, plus one
	for i := range found {
		c := &found[i]
		if c.Kind == Indirect {
			continue
		}
		from, to := r.overlapping(c.Content)
		for s := from; s < to; s++ {
			if (speaks[s] == 0 || found[speaks[s]-1].cueOdds < c.cueOdds) && r.quotesIn(s, c.Content) {
				speaks[s] = i + 1
			}
		}
	}
	for s := 1; s < len(r.sentences); s++ {
		if speaks[s] > 0 || speaks[s-1] == 0 || !r.quotedThroughout(s) {
			continue
		}
		c := &found[speaks[s-1]-1]
		here, before := r.sentences[s].Block, r.sentences[s-1].Block
		q := &r.quotes[r.tokens[s][0].quote]
		if here == before || here == before+1 && (q.goesOn || r.wholeBlock(s)) {
			c.Content = union(append(slices.Clone(c.Content), r.quotedSpans(s)...))
			speaks[s] = speaks[s-1]
		}
	}
}

// overlapping returns the range of sentences from the first to the last that
// content has a part in.
func (r *reader) overlapping(content []corpus.Span) (from, to int) {
	start, end := content[0].Start, content[0].End
	for _, c := range content {
		start, end = min(start, c.Start), max(end, c.End)
	}
	from, _ = slices.BinarySearchFunc(r.sentences, start, func(s corpus.Sentence, at int) int { return cmp.Compare(s.Span.End, at+1) })
	to, _ = slices.BinarySearchFunc(r.sentences, end, func(s corpus.Sentence, at int) int { return cmp.Compare(s.Span.Start, at) })
	return from, to
}

// quotesIn reports whether a quotation in the sentence is part of the content.
func (r *reader) quotesIn(s int, content []corpus.Span) bool {
	return slices.ContainsFunc(r.tokens[s], func(t token) bool {
		return t.quote >= 0 && r.quotes[t.quote].sentence && slices.ContainsFunc(content, t.span.Overlaps)
	})
}

func (r *reader) quotedSpans(s int) []corpus.Span {
	var out []corpus.Span
	for _, t := range r.tokens[s] {
		if t.quote >= 0 {
			out = append(out, r.quotes[t.quote].span)
		}
	}
	return out
}
