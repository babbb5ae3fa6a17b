package reader

import (
	"slices"

	"github.com/pincite/pincite/search/terms"
)

// asked returns the terms of a question.
func asked(text string, lang terms.Language, held []terms.Language) []terms.Term {
	ts := terms.Asked(text, lang, held)
	if english(lang) {
		return spelledOut(ts)
	}
	return ts
}

// pieces returns the parts of a question's words. English texts have none in
// the index, so to a library that has English texts an English question brings
// none either: they would speak for the texts in other languages.
func pieces(ts []terms.Term, lang terms.Language, held []terms.Language) []string {
	if english(lang) && len(held) > 0 && !slices.ContainsFunc(held, english) {
		lang = held[0]
	}
	return terms.Pieces(ts, lang)
}

// english reports whether what is known of English words holds for a language.
func english(lang terms.Language) bool { return lang == terms.English || lang == "" }

func (q *Question) english() bool { return english(q.Language) }

// stand says what stands for a term as well: the same word as texts in other
// languages have it, and English words that often mean the same.
func (q *Question) stand(w *Wanted, also []string) {
	for _, other := range also {
		w.Others = append(w.Others, Other{other, SameFactor})
	}
	if !q.english() {
		return
	}
	for _, other := range terms.Related(w.Text) {
		w.Others = append(w.Others, Other{other, relatedFactor})
	}
}

// SameFactor is how much a word counts in place of itself in another language.
const SameFactor = 1

// kindIn says what sort of answer a question in a language wants.
func kindIn(lang terms.Language, ts []terms.Term, text string) Kind {
	if a := askings[lang]; a != nil {
		return a.asks(text, ts, lang)
	}
	if english(lang) {
		return kindOf(ts, text)
	}
	return What
}

// expects reports whether the answer can be told by its form in a text.
func (q *Question) expects(t *Text) bool { return expects(q.Kind) && tells(t.Language, q.Kind) }
