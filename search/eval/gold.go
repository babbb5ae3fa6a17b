package eval

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pincite/pincite/corpus"
)

// folding makes characters equal that stand for each other.
var folding = strings.NewReplacer("“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`, "‘", "'", "’", "'", "‚", "'", "‹", "'", "›", "'")

// fold returns text as gold answers are compared: in canonical form, in lower
// case, with straight quotation marks and single spaces.
func fold(text string) string {
	return folding.Replace(strings.ToLower(strings.Join(strings.Fields(corpus.Canonical(text)), " ")))
}

// bytesOf returns the place in a block of what stands in a paragraph at
// [start, end), counted in code points of the paragraph as its set has it. The
// block is that paragraph in canonical form: white space was gathered, invisible
// characters dropped, accents composed. So what is counted is what canonical
// form never changes by itself: characters that are not white space.
func bytesOf(paragraph, block string, start, end int) corpus.Span {
	from, to := inked(paragraph, start), inked(paragraph, end)
	span := corpus.Span{Start: len(block), End: len(block)}
	n := 0
	for i, r := range block {
		if unicode.IsSpace(r) {
			continue
		}
		if n == from {
			span.Start = i
		}
		if n++; n == to {
			span.End = i + utf8.RuneLen(r)
			break
		}
	}
	if to <= from {
		span.End = span.Start
	}
	return span
}

// inked counts the characters that are not white space in the canonical form
// of a text's first so many code points.
func inked(text string, points int) int {
	for i := range text {
		if points == 0 {
			text = text[:i]
			break
		}
		points--
	}
	n := 0
	for _, r := range corpus.Canonical(text) {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}

// blocksOf returns, for each part of a document that was built, the index of
// the block that it became; -1 for a part that was dropped because it had no
// words.
func blocksOf(d *corpus.Document, parts []corpus.Part) []int {
	out := make([]int, len(parts))
	next := 0
	for i, p := range parts {
		out[i] = -1
		if next < len(d.Blocks()) && bare(p.Text) == bare(d.Slice(d.Blocks()[next].Span)) {
			out[i] = next
			next++
		}
	}
	return out
}

// bare is a text without its white space.
func bare(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, corpus.Canonical(text))
}
