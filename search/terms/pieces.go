package terms

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// gram is how many letters a piece of a word has.
const gram = 4

// Pieces returns parts of a text's words, by which words are found that are
// not quite the same: compounds, and what endings a stemmer does not know. They
// are overlapping groups of letters; in Vietnamese and Thai, pairs of syllables, and
// syllables without their tone; single characters of Chinese and
// Japanese. English has none: its stems do as well.
func Pieces(ts []Term, lang Language) []string {
	if lang == English || lang == "" {
		return nil
	}
	var out []string
	before, at := "", -2 // the syllable before, and where it stands
	for _, t := range ts {
		r, _ := utf8.DecodeRuneInString(t.Word)
		syllabic := lang == "vi" || unicode.In(r, unicode.Thai, unicode.Lao)
		switch {
		case t.Initials:
		case syllabic:
			word := fold(t.Word)
			if at == t.Pos-1 {
				out = append(out, pieceMark+before+" "+word)
			}
			if lang == "vi" && !t.Stop {
				out = append(out, pieceMark+word)
			}
			before, at = word, t.Pos
		case t.Stop:
		case spaceless(r):
			for _, r := range t.Word {
				out = append(out, pieceMark+string(r))
			}
		default:
			out = grams(out, fold(unpointed(t.Word)))
		}
	}
	return out
}

// pieceMark begins a piece, so that none is taken for a word.
const pieceMark = "~"

func grams(out []string, word string) []string {
	letters, n := []rune("_"+word+"_"), gram
	if unicode.Is(unicode.Hangul, letters[1]) {
		letters, n = []rune(word), 2 // each is a syllable
	}
	if len(letters) <= n {
		return append(out, pieceMark+string(letters))
	}
	for i := range len(letters) - n + 1 {
		out = append(out, pieceMark+string(letters[i:i+n]))
	}
	return out
}

// IsPiece reports whether a term is a piece of a word.
func IsPiece(term string) bool { return strings.HasPrefix(term, pieceMark) }
