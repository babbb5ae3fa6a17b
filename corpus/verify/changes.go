package verify

import (
	"slices"
	"strings"
	"unicode"
)

// tagWords is how many words may name the speaker between two parts of a
// quotation.
const tagWords = 14

// tidy takes the changes away that are none: words that are only set apart
// otherwise, insertions in square brackets, and the words with which a reporter
// names the speaker between two parts of a quotation. At the ends, where a
// person adds words, it does not hold words of other sentences against them.
func (m *match) tidy() {
	whole := m.runs[0].run
	kept := m.changes[:0]
	for _, c := range m.changes {
		switch {
		case c.in.to <= whole.from:
			c.in = run{m.within(c.in, whole.from, -1), c.in.to}
		case c.in.from >= whole.to:
			c.in = run{c.in.from, m.within(c.in, whole.to-1, 1)}
		}
		if c.spacing() {
			m.same += weigh(c.said)
			r := &m.runs[0].run
			r.from, r.to = min(r.from, c.in.from), max(r.to, c.in.to)
			continue
		}
		if len(c.said) == 0 && c.in.len() == 0 || c.inserted() || c.tag() {
			continue
		}
		kept = append(kept, c)
	}
	m.changes = kept
}

// within returns how far the words of an end change are of the sentence at its
// inner side.
func (m *match) within(in run, inner, step int) int {
	t := m.text
	if step < 0 {
		i := in.to
		for i > in.from && t.blocks[i-1] == t.blocks[inner] && !t.startsSentence(i) {
			i--
		}
		return i
	}
	i := in.from
	for i < in.to && t.blocks[i] == t.blocks[inner] && !t.startsSentence(i) {
		i++
	}
	return i
}

func (c change) words() []word { return c.text.words[c.in.from:c.in.to] }

// spacing reports whether the two sides are the same letters, set apart
// otherwise: "white wash". Digits are never drawn together, and a "not" is never
// lost in a word.
func (c change) spacing() bool {
	if len(c.said) == 0 || c.in.len() == 0 {
		return false
	}
	negation := func(w word) bool { return w.negation }
	said := together(c.said)
	return said == together(c.words()) && slices.ContainsFunc(c.said, negation) == slices.ContainsFunc(c.words(), negation) &&
		!strings.ContainsFunc(said, unicode.IsNumber)
}

// maySpace reports whether spacing could hold once words of other sentences are
// taken off the ends of the change.
func (c change) maySpace() bool {
	return len(c.said) > 0 && c.in.len() > 0 && strings.Contains(together(c.words()), together(c.said))
}

// together is words without anything between them.
func together(words []word) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(w.key)
	}
	return b.String()
}

// inserted reports whether a change is only an insertion in square brackets, of
// whoever quotes or of the text. One that turns the statement round, or has
// another number, is no mere insertion.
func (c change) inserted() bool {
	if len(c.said) == 0 {
		return c.in.len() > 0 && !slices.ContainsFunc(c.words(), func(w word) bool { return !w.bracket || w.negation })
	}
	bracketed := func(w word) bool { return w.bracket }
	if slices.ContainsFunc(c.said, func(w word) bool { return !w.bracket }) || slices.ContainsFunc(c.words(), bracketed) {
		return false // it is no insertion, or changes one that the text has
	}
	return weighty(c.said) == weighty(c.words())
}

// weighty is the negations and numbers among words.
func weighty(words []word) string {
	var b strings.Builder
	for _, w := range words {
		if w.negation || w.number() {
			b.WriteString(w.key + " ")
		}
	}
	return b.String()
}

// tag reports whether a change leaves out only the words outside of quotation
// marks between two parts of a quotation.
func (c change) tag() bool {
	if len(c.said) > 0 || c.in.len() > tagWords || c.in.from == 0 || c.in.to == len(c.text.words) {
		return false
	}
	marks := c.text.marks()
	if marks[c.in.from-1] == 0 || marks[c.in.to] == 0 {
		return false
	}
	for i := c.in.from; i < c.in.to; i++ {
		if marks[i] != 0 || c.text.words[i].negation {
			return false
		}
	}
	before, after := c.text.speaker(run{c.in.from - 1, c.in.from}), c.text.speaker(run{c.in.to, c.in.to + 1})
	return before == nil || after == nil || before.Name == after.Name
}

// difference is a change in the words of both sides.
func (c change) difference(quotation string) Difference {
	d := Difference{Kind: kindOf(c.said, c.words(), quotation, c.text.Document.Text())}
	if n := len(c.said); n > 0 {
		d.Said = visible(quotation[c.said[0].span.Start:c.said[n-1].span.End])
	}
	if c.in.len() > 0 {
		d.Text = c.text.Document.Slice(c.text.span(c.in))
	}
	return d
}
