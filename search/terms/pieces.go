package terms

import (
	"strings"
	"unicode/utf8"
)

// gram is how many letters a piece of a word has.
const gram = 4

// Pieces returns parts of a text's words, by which words are found that are
// not quite the same: compounds, and what endings a stemmer does not know. They
// are overlapping groups of letters; in Vietnamese, pairs of
// syllables and syllables without their tone; single characters of scripts
// without spaces. English has none: its stems do as well.
func Pieces(ts []Term, lang Language) []string {
	if lang == English || lang == "" {
		return nil
	}
	var out []string
	before := "" // the syllable before, when it is a neighbour
	at := -1
	for _, t := range ts {
		switch r, _ := utf8.DecodeRuneInString(t.Word); {
		case t.Initials:
		case spaceless(r):
			out = characters(out, t.Word)
		case lang == "vi":
			word := fold(t.Word)
			if at == t.Pos-1 {
				out = append(out, pieceMark+before+" "+word)
			}
			before, at = word, t.Pos
			if !t.Stop {
				out = append(out, pieceMark+word)
			}
		case !t.Stop:
			out = grams(out, fold(unpointed(t.Word)))
		}
	}
	return out
}

// pieceMark begins a piece, so that none is taken for a word.
const pieceMark = "~"

func grams(out []string, word string) []string {
	letters := []rune("_" + word + "_")
	if len(letters) <= gram {
		return append(out, pieceMark+string(letters))
	}
	for i := range len(letters) - gram + 1 {
		out = append(out, pieceMark+string(letters[i:i+gram]))
	}
	return out
}

func characters(out []string, pair string) []string {
	for _, r := range pair {
		out = append(out, pieceMark+string(r))
	}
	return out
}

// IsPiece reports whether a term is a piece of a word.
func IsPiece(term string) bool { return strings.HasPrefix(term, pieceMark) }
