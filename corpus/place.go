package corpus

import "sort"

// BlockAt returns the index of the block that holds the byte at offset, or -1
// between blocks and outside the text.
func (d *Document) BlockAt(offset int) int {
	i := sort.Search(len(d.blocks), func(i int) bool { return d.blocks[i].Span.End > offset })
	if i == len(d.blocks) || offset < d.blocks[i].Span.Start {
		return -1
	}
	return i
}

// SentenceAt returns the index of the sentence that holds the byte at offset,
// or -1 between sentences, in a dateline and outside the text.
func (d *Document) SentenceAt(offset int) int {
	sents := d.Sentences()
	i := sort.Search(len(sents), func(i int) bool { return sents[i].Span.End > offset })
	if i == len(sents) || offset < sents[i].Span.Start {
		return -1
	}
	return i
}

// HeadingAbove returns the text of the nearest heading before the block with
// the given index, and "" when there is none.
func (d *Document) HeadingAbove(block int) string {
	for i := min(block, len(d.blocks)) - 1; i >= 0; i-- {
		if d.blocks[i].Kind == Heading {
			return d.Slice(d.blocks[i].Span)
		}
	}
	return ""
}

// Context returns the span of the whole blocks that hold the given words,
// with so many numbered blocks before and after them as the document has.
// Headings and captions that stand between are part of it.
func (d *Document) Context(span Span, before, after int) Span {
	first := sort.Search(len(d.blocks), func(i int) bool { return d.blocks[i].Span.End > span.Start })
	first = min(first, len(d.blocks)-1)
	last := first
	for last+1 < len(d.blocks) && d.blocks[last+1].Span.Start < span.End {
		last++
	}
	out := Span{d.blocks[first].Span.Start, d.blocks[last].Span.End}
	for i := first - 1; i >= 0 && before > 0; i-- {
		if d.blocks[i].Kind.Numbered() {
			out.Start = d.blocks[i].Span.Start
			before--
		}
	}
	for i := last + 1; i < len(d.blocks) && after > 0; i++ {
		if d.blocks[i].Kind.Numbered() {
			out.End = d.blocks[i].Span.End
			after--
		}
	}
	return out
}
