package terms

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// spaceless reports whether a character belongs to a script that writes no
// spaces between words.
func spaceless(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// unspaced makes terms of a run of characters of such a script: syllables of
// Thai and Lao, overlapping pairs of the others' characters. A lone character
// is a term of its own.
func unspaced(text string, run []piece, pos int) []Term {
	spans := pairsOf(run)
	if r, _ := utf8.DecodeRuneInString(text[run[0].Start:]); unicode.In(r, unicode.Thai, unicode.Lao) {
		spans = syllables(text, run)
	}
	out := make([]Term, 0, len(spans))
	for i, span := range spans {
		word := fold(text[span.Start:span.End])
		out = append(out, Term{Text: word, Word: word, Span: span, Pos: pos + i})
	}
	return out
}

func pairsOf(run []piece) []piece {
	last := max(1, len(run)-1)
	out := make([]piece, 0, last)
	for i := range last {
		out = append(out, piece{Start: run[i].Start, End: run[min(i+1, len(run)-1)].End})
	}
	return out
}

// syllables divides a run of Thai or Lao into what is near to its syllables: a
// consonant with its vowels, and one more consonant that has none. Where a
// syllable really ends only a dictionary knows, but the same word is mostly
// divided the same way, and that is what finding needs.
func syllables(text string, run []piece) []piece {
	var out []piece
	open := false // whether the last one may still take a consonant
	for i := 0; i < len(run); i++ {
		span := run[i]
		if r, _ := utf8.DecodeRuneInString(text[span.Start:]); leads(r) && i+1 < len(run) {
			i++
			span.End = run[i].End
		}
		for i+1 < len(run) && trails(text[run[i+1].Start:run[i+1].End]) {
			i++
			span.End = run[i].End
		}
		if open && utf8.RuneCountInString(text[span.Start:span.End]) == 1 {
			out[len(out)-1].End, open = span.End, false
			continue
		}
		out, open = append(out, span), true
	}
	return out
}

// leads reports whether a vowel is written before the consonant that it follows.
func leads(r rune) bool { return 'เ' <= r && r <= 'ไ' || 'ເ' <= r && r <= 'ໄ' }

// trails reports whether a character belongs to the one before it: a vowel that is
// written behind, or a consonant that is not spoken.
func trails(character string) bool {
	r, _ := utf8.DecodeRuneInString(character)
	return strings.ContainsRune("ะาำๅະາຳ", r) || strings.ContainsAny(character, "์໌")
}
