package index

import (
	"cmp"
	"maps"
	"slices"

	"github.com/pincite/pincite/search/terms"
)

// Languages returns the languages that the library's passages are in, the most
// frequent first.
func (v *View) Languages() []terms.Language {
	held := v.state.Languages
	return slices.SortedFunc(maps.Keys(held), func(a, b terms.Language) int {
		return cmp.Or(cmp.Compare(held[b], held[a]), cmp.Compare(a, b))
	})
}

// counted is a count of passages by language with one more, or one less. The
// count itself stays as it is: what reads it may be open.
func counted(by map[terms.Language]int, lang terms.Language, sign int) map[terms.Language]int {
	out := maps.Clone(by)
	if out == nil {
		out = map[terms.Language]int{}
	}
	if out[lang] += sign; out[lang] == 0 {
		delete(out, lang)
	}
	return out
}

// fieldsOf returns the fields that can have a term.
func fieldsOf(term string) []int {
	if terms.IsPiece(term) {
		return pieceFields
	}
	return wordFields
}

var wordFields, pieceFields = []int{body, window, title, heading}, []int{pieces}
