package corpus

import "unicode"

// Passage is the unit of retrieval: one block, or part of a very long one,
// with as many of its neighbours as give a short one enough words to be found
// by. What is quoted is still the passage's own sentences.
type Passage struct {
	Number    int    // from 0, in the order of the text
	Block     int    // index into Blocks
	Span      Span   // the passage's own words, whole sentences
	Window    Span   // Span and its neighbours; contains Span
	Heading   string // the nearest heading above, "" when there is none
	Sentences [2]int // half-open range of indexes into Sentences
}

// Sentence is the unit of selection.
type Sentence struct {
	Block int // index into Blocks
	Span  Span
}

// The sizes of passages, in bytes. News paragraphs are often one sentence of
// 150 to 250 bytes, in which "the law" or "he" stands for what the paragraph
// before has named: such a one is found by a window of about a hundred words.
// A window that is much larger makes neighbours look alike. A block over
// longPassage (about 270 words) talks of several things, and its length would
// count against each of them when it is scored.
const (
	shortPassage = 300
	window       = 600
	longPassage  = 1600
)

// datelineBlocks is how many numbered blocks may carry a dateline: the report's
// first, or the second below an editor's note.
const datelineBlocks = 2

// Sentences returns the document's sentences in order. A dateline
// ("HONG KONG --") is no part of the sentence that follows it. The caller must
// not change the slice.
func (d *Document) Sentences() []Sentence { d.segment.Do(d.divide); return d.sents }

// Passages returns the document's passages in order: one for each block but
// headings, which label the passages below them. A document of nothing but
// headings has those as its passages. The caller must not change the slice.
func (d *Document) Passages() []Passage { d.segment.Do(d.divide); return d.passages }

func (d *Document) divide() {
	ranges := make([][2]int, len(d.blocks)) // of each block's sentences
	onlyHeadings := true
	for i, b := range d.blocks {
		from := len(d.sents)
		for _, s := range d.blockSentences(b) {
			d.sents = append(d.sents, Sentence{Block: i, Span: s})
		}
		ranges[i] = [2]int{from, len(d.sents)}
		onlyHeadings = onlyHeadings && b.Kind == Heading
	}
	section, heading := [2]int{0, len(d.sents)}, ""
	for i, b := range d.blocks {
		if b.Kind == Heading && !onlyHeadings {
			heading = d.Slice(b.Span)
			section = [2]int{ranges[i][1], len(d.sents)}
			continue
		}
		if i == 0 || d.blocks[i-1].Kind == Heading {
			section[1] = d.sectionEnd(i, ranges, onlyHeadings)
		}
		for _, part := range d.parts(b.Span, ranges[i]) {
			p := Passage{Number: len(d.passages), Block: i, Heading: heading, Sentences: part}
			p.Span = d.partSpan(b.Span, ranges[i], part)
			p.Window = d.widen(p.Span, part, section)
			d.passages = append(d.passages, p)
		}
	}
}

// sectionEnd returns the end of the sentences from a block up to the next heading.
func (d *Document) sectionEnd(block int, ranges [][2]int, onlyHeadings bool) int {
	for j := block + 1; j < len(d.blocks) && !onlyHeadings; j++ {
		if d.blocks[j].Kind == Heading {
			return ranges[j][0]
		}
	}
	return len(d.sents)
}

// blockSentences divides a block into sentences, as spans of the whole text.
func (d *Document) blockSentences(b Block) []Span {
	text, from := d.Slice(b.Span), b.Span.Start
	if b.Kind == Paragraph && 0 < b.Number && b.Number <= datelineBlocks {
		if _, n := Dateline(text); n > 0 {
			text, from = text[n:], from+n
		}
	}
	var spans []Span
	switch {
	case b.Kind == Heading, b.Kind == Row, b.Kind == Code, b.Kind == Item && len(text) < shortPassage:
		spans = lines(text)
	default:
		spans = sentences(text)
	}
	for i := range spans {
		spans[i].Start += from
		spans[i].End += from
	}
	return spans
}

// parts divides the sentences of a block into passages of about equal length.
func (d *Document) parts(block Span, r [2]int) [][2]int {
	n := (block.Len() + longPassage - 1) / longPassage
	if n < 2 || r[1]-r[0] < 2 {
		return [][2]int{r}
	}
	var out [][2]int
	from, size := r[0], block.Len()/n
	for s := r[0]; s < r[1]; s++ {
		if got := d.sents[s].Span.End - d.sents[from].Span.Start; got >= size || s == r[1]-1 {
			out = append(out, [2]int{from, s + 1})
			from = s + 1
		}
	}
	return out
}

// partSpan returns the span of some of a block's sentences; the first and last
// reach to the block's own ends, so that a dateline can be found too.
func (d *Document) partSpan(block Span, all, part [2]int) Span {
	span := block
	if part[0] > all[0] {
		span.Start = d.sents[part[0]].Span.Start
	}
	if part[1] < all[1] {
		span.End = d.sents[part[1]-1].Span.End
	}
	return span
}

// widen takes neighbouring sentences of the same section into a short
// passage's window, in turn before and after.
func (d *Document) widen(span Span, part, section [2]int) Span {
	if span.Len() >= shortPassage {
		return span
	}
	lo, hi := part[0], part[1]
	for span.Len() < window && (lo > section[0] || hi < section[1]) {
		if lo > section[0] {
			lo--
			span.Start = min(span.Start, d.sents[lo].Span.Start)
		}
		if hi < section[1] && span.Len() < window {
			span.End = max(span.End, d.sents[hi].Span.End)
			hi++
		}
	}
	return span
}

// lines returns the lines of a text that are not blank, trimmed.
func lines(text string) []Span {
	var out []Span
	start := 0
	for i := 0; i <= len(text); i++ {
		if i < len(text) && text[i] != '\n' {
			continue
		}
		if s := trim(text, Span{start, i}); s.Len() > 0 {
			out = append(out, s)
		}
		start = i + 1
	}
	return out
}

// trim takes white space from both ends of a span. A space that carries a
// combining mark is a character, and stays.
func trim(text string, s Span) Span {
	for s.Len() > 0 {
		r, n := lastRune(text[s.Start:s.End])
		if !unicode.IsSpace(r) {
			break
		}
		s.End -= n
	}
	for s.Len() > 0 {
		r, n := firstRune(text[s.Start:s.End])
		if !unicode.IsSpace(r) || r != '\n' && s.Len() > n && extends(first(text[s.Start+n:s.End])) {
			break
		}
		s.Start += n
	}
	return s
}
