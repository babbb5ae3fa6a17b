package verify

import (
	"strings"

	"github.com/pincite/pincite/corpus"
)

// omission says what the places of a match leave out of their sentences, and
// whether they are whole: sentences, all of what stands between quotation marks,
// or all that a speaker is said to have said.
func (m *match) omission() (o Omission, whole bool) {
	whole = true
	var left []word
	t := m.text
	first, last := m.runs[0].run, m.runs[len(m.runs)-1].run
	if !t.opens(first.from) {
		whole = false
		i := first.from
		for i > 0 && !t.startsSentence(i) && !opening(t.between(i)) {
			i--
		}
		left = append(left, t.words[i:first.from]...)
	}
	for i := 1; i < len(m.runs); i++ {
		a, b := m.runs[i-1].run, m.runs[i].run
		if b.from > a.to {
			o.Inside = true
			left = append(left, t.words[a.to:b.from]...)
		}
	}
	if !t.closes(last.to - 1) {
		whole = false
		i := last.to
		for i < len(t.words) && !t.endsSentence(i-1) && !closing(t.between(i)) {
			i++
		}
		left = append(left, t.words[last.to:i]...)
	}
	for _, w := range left {
		as := t.Document.Slice(w.span)
		switch {
		case w.negation:
			o.Negations = append(o.Negations, as)
		case w.condition:
			o.Conditions = append(o.Conditions, as)
		}
	}
	return o, whole
}

// opens reports whether a statement begins with a word: its sentence, what is
// between quotation marks, or what a speaker is said to have said.
func (t *Text) opens(i int) bool {
	if t.startsSentence(i) || opening(t.between(i)) {
		return true
	}
	cue, name, denied := t.attributed(i)
	if denied || cue.End > t.words[i].span.Start {
		return false // "denied that …", or the cue is part of the words
	}
	before := i - 1
	if t.words[before].key == "that" && before > 0 {
		before--
	}
	return cue.Contains(t.words[before].span) || name.Contains(t.words[before].span)
}

// closes reports whether a statement ends with a word.
func (t *Text) closes(i int) bool {
	if t.endsSentence(i) || closing(t.between(i+1)) {
		return true
	}
	if !strings.Contains(t.between(i+1), ",") {
		return false
	}
	cue, name, denied := t.attributed(i)
	if denied || cue.Start < t.words[i].span.End {
		return false
	}
	named, after := false, 0
	for j := i + 1; j < len(t.words) && t.sentence(j) == t.sentence(i); j++ {
		w := t.words[j].span
		switch {
		case cue.Contains(w) || name.Contains(w):
			named = true
		case !named && j > i+3, t.words[j].negation, t.words[j].condition:
			return false // they are not directly behind it, or the statement goes on
		case w.Start > cue.End:
			after++
		}
	}
	return named && after <= afterCue
}

// afterCue is how many words may follow a cue at the end of a sentence: when and
// to whom it was said, and who that is.
const afterCue = 10

// attributed returns where the sentence of a word has its cue and its speaker's
// name, and whether the cue takes back what it introduces.
func (t *Text) attributed(i int) (cue, name corpus.Span, denied bool) {
	sp := t.speaker(run{i, i + 1})
	if sp == nil {
		return cue, name, false
	}
	for _, w := range wordsOf(sp.Cue) {
		denied = denied || w.negation
	}
	return sp.CueSpan, sp.NameSpan, denied
}

// opening reports whether what stands before a word opens a quotation.
func opening(between string) bool {
	between = strings.TrimRight(between, "([ ")
	return strings.ContainsAny(between, "“«„「『") || strings.HasSuffix(between, "\"") || strings.HasSuffix(between, ":") ||
		strings.HasSuffix(between, " '") || strings.HasSuffix(between, "‘")
}

// closing reports whether what stands after a word closes a quotation.
func closing(between string) bool {
	return strings.ContainsAny(between, "”»」』") || strings.Contains(strings.TrimRight(between, " "), "\"") && !strings.HasPrefix(between, " \"")
}

// visible is words of a quotation as they can be shown.
func visible(s string) string { return corpus.Canonical(s) }
