package reader

import (
	"strings"
	"unicode/utf8"
)

// resembles says how much of a wanted term a sentence has in another form:
// with an ending that the language's stemmer does not know, or in a compound.
// English stems leave little of that. A sentence is looked at from each of its
// neighbours, so what was found is kept.
func (s *Sentence) resembles(w *Wanted) float64 {
	if english(s.Language) || w.Digit || utf8.RuneCountInString(w.Text) < beginning {
		return 0
	}
	if known, ok := w.forms[s]; ok {
		return known
	}
	best := 0.0
	for i := range s.Terms {
		if t := &s.Terms[i]; !t.Stop && !t.Digit {
			best = max(best, alike(w.Text, t.Text))
		}
	}
	if w.forms == nil {
		w.forms = map[*Sentence]float64{}
	}
	w.forms[s] = best
	return best
}

const (
	beginning     = 4   // letters that two forms of a word have in common at the least
	sharedPart    = 0.6 // of the longer form, at the least
	formFactor    = 0.7 // how much another form counts in place of a word
	compoundLeast = 5   // letters of a word that makes part of another
	partFactor    = 0.5 // how much that counts
)

func alike(a, b string) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	common := 0
	for common < len(a) && a[common] == b[common] {
		common++
	}
	for common < len(b) && common > 0 && !utf8.RuneStart(b[common]) {
		common--
	}
	if common >= beginning && float64(common) >= sharedPart*float64(len(b)) && utf8.RuneCountInString(a[:common]) >= beginning {
		return formFactor
	}
	if len(a) >= compoundLeast && utf8.RuneCountInString(a) >= compoundLeast && strings.Contains(b, a) {
		return partFactor
	}
	return 0
}
