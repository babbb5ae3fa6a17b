package verify

import (
	"strings"
	"sync"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/attribute"
)

// Text is a document that is ready to be compared with. It is safe for
// concurrent use.
type Text struct {
	Document *corpus.Document
	words    []word
	blocks   []int32 // of each word
	speakers func() []*attribute.Speaker
	marks    func() []int32
}

// NewText prepares a document. speakers returns to whom each of its sentences
// is attributed, and is asked when it is needed; nil means attribute.Speakers.
func NewText(d *corpus.Document, speakers func() []*attribute.Speaker) *Text {
	t := &Text{Document: d, speakers: speakers}
	if speakers == nil {
		t.speakers = sync.OnceValue(func() []*attribute.Speaker { return attribute.Speakers(d) })
	}
	t.marks = sync.OnceValue(t.quotationMarks)
	room := len(d.Text()) / 5
	t.words, t.blocks = make([]word, 0, room), make([]int32, 0, room)
	for i, b := range d.Blocks() {
		for _, w := range wordsOf(d.Slice(b.Span)) {
			if w.gap {
				continue
			}
			w.span.Start += b.Span.Start
			w.span.End += b.Span.Start
			t.words = append(t.words, w)
			t.blocks = append(t.blocks, int32(i))
		}
	}
	return t
}

// between returns what stands between a word and the one before it: quotation
// marks, punctuation, a blank line.
func (t *Text) between(i int) string {
	from, to := 0, len(t.Document.Text())
	if i > 0 {
		from = t.words[i-1].span.End
	}
	if i < len(t.words) {
		to = t.words[i].span.Start
	}
	return t.Document.Text()[from:to]
}

// quotationMarks returns, for each word, the number of the quotation that it
// stands in, from 1; 0 outside of quotation marks. A quotation that is not
// closed ends with its block.
func (t *Text) quotationMarks() []int32 {
	in := make([]int32, len(t.words))
	number, open := int32(0), rune(0)
	for i := range t.words {
		if i == 0 || t.blocks[i] != t.blocks[i-1] {
			open = 0
		}
		for _, r := range t.between(i) {
			switch {
			case r == '“' && open == '„', strings.ContainsRune("”»」』", r), r == '"' && open != 0, r == '\n':
				open = 0
			case strings.ContainsRune("\"“«„「『", r):
				number, open = number+1, r
			}
		}
		if open != 0 {
			in[i] = number
		}
	}
	return in
}

// sentence returns the index of the sentence that a word stands in, -1 when it
// is in a dateline.
func (t *Text) sentence(i int) int { return t.Document.SentenceAt(t.words[i].span.Start) }

// startsSentence reports whether a word is the first of its sentence or block.
func (t *Text) startsSentence(i int) bool {
	return i == 0 || t.blocks[i] != t.blocks[i-1] || t.sentence(i) != t.sentence(i-1)
}

func (t *Text) endsSentence(i int) bool { return i+1 >= len(t.words) || t.startsSentence(i+1) }

// run is some words of a text: half-open.
type run struct{ from, to int }

func (r run) len() int { return r.to - r.from }

// find returns the places of a piece's words in the text, at most limit.
func (t *Text) find(piece []word, limit int) []run {
	var out []run
	n := len(piece)
	for i := 0; i+n <= len(t.words) && len(out) < limit; i++ {
		j := 0
		for j < n && piece[j].equal(t.words[i+j]) {
			j++
		}
		if j == n {
			out = append(out, run{i, i + n})
		}
	}
	return out
}

// span is the bytes of some words.
func (t *Text) span(r run) corpus.Span {
	return corpus.Span{Start: t.words[r.from].span.Start, End: t.words[r.to-1].span.End}
}

// sentences returns the whole sentences of some words; the block where they
// stand in none.
func (t *Text) sentences(r run) corpus.Span {
	words := t.span(r)
	d := t.Document
	first, last := d.BlockAt(words.Start), d.BlockAt(words.End-1)
	out := corpus.Span{Start: d.Blocks()[first].Span.Start, End: d.Blocks()[last].Span.End}
	if s := d.SentenceAt(words.Start); s >= 0 {
		out.Start = d.Sentences()[s].Span.Start
	}
	if s := d.SentenceAt(words.End - 1); s >= 0 {
		out.End = d.Sentences()[s].Span.End
	}
	return out
}
