package reader

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A word that the library does not have is either misspelt or simply not in
// it. A name is worth a guess; an ordinary word, of which a library lacks most,
// only when it is so long that hardly any other comes near, or when the hand
// slipped: a letter left out, doubled, or swapped with its neighbour.
const (
	oneEdit  = 7 // letters of an ordinary word that is mended by one
	twoEdits = 9 // by two
	sameHead = 5 // first letters that make it another form of the same word: "definition", "defines"
)

// Doubt takes back the mending of words that were probably not misspelt: those
// that no text has as a name, and that are short.
func (q *Question) Doubt(texts []*Text) {
	for i := range q.Terms {
		w := &q.Terms[i]
		if !w.Mended || q.meantName(w, texts) {
			continue
		}
		n := utf8.RuneCountInString(w.Word) // endings count: a stem is short
		if w.Edits == 1 && n >= oneEdit || n >= twoEdits || w.another() {
			continue
		}
		w.Mended, w.Found, w.Others, w.Weight = false, false, nil, w.Lost
	}
}

// another reports whether a term that a word was mended to is another form of
// the word, or the word as it would be without a slip of the hand.
func (w *Wanted) another() bool {
	return slices.ContainsFunc(w.Others, func(o Other) bool {
		return len(w.Text) >= sameHead && strings.HasPrefix(o.Text, w.Text[:sameHead]) || slip(w.Text, o.Text)
	})
}

// slip reports whether two words differ, other than in their first and last
// letters, by one letter more or by two that changed places. A letter more or
// less at the end makes another word: "part", "party".
func slip(a, b string) bool {
	x, y := []rune(a), []rune(b)
	head := 0
	for head < len(x) && head < len(y) && x[head] == y[head] {
		head++
	}
	tail := 0
	for tail < len(x)-head && tail < len(y)-head && x[len(x)-1-tail] == y[len(y)-1-tail] {
		tail++
	}
	if head == 0 || tail == 0 {
		return false
	}
	x, y = x[head:len(x)-tail], y[head:len(y)-tail]
	return len(x)+len(y) == 1 || len(x) == 2 && len(y) == 2 && x[0] == y[1] && x[1] == y[0]
}

// meantName reports whether one of the terms that a word was mended to is
// written as a name in one of the texts.
func (q *Question) meantName(w *Wanted, texts []*Text) bool {
	for _, t := range texts {
		if t == nil {
			continue // removed since it was found
		}
		for i := range t.sentences {
			s := t.Sentence(i)
			for _, o := range w.Others {
				if at, ok := s.first[o.Text]; ok && at > 0 && s.Terms[at].Name {
					return true
				}
			}
		}
	}
	return false
}
