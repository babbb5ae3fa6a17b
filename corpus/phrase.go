package corpus

import (
	"unicode"
	"unicode/utf8"
)

// Thai and Lao end no sentence with a mark: a space stands between phrases,
// and now and then that is the end of a sentence. A phrase is a clause that
// can be read alone, so a long text is divided at spaces into pieces of at
// least phraseLength characters, about the length of a sentence in a
// newspaper, and what is left at the end is no shorter than half of that.
const phraseLength = 80

// phrases divides a sentence of Thai or Lao; any other comes back whole.
func phrases(text string, s Span) []Span {
	var out []Span
	start, length := s.Start, 0
	rest := utf8.RuneCountInString(text[s.Start:s.End])
	var before rune
	for i, r := range text[s.Start:s.End] {
		length++
		rest--
		if r == ' ' && length >= phraseLength && rest >= phraseLength/2 && spaceless(before) && spaceless(first(text[s.Start+i+1:])) && !extends(first(text[s.Start+i+1:])) {
			out = append(out, Span{start, s.Start + i})
			start, length = s.Start+i+1, 0
		}
		before = r
	}
	return append(out, Span{start, s.End})
}

// spaceless reports whether a character is a letter, vowel or tone mark of
// Thai or Lao. The marks of abbreviation and repetition are not: they are
// followed by a space that divides nothing.
func spaceless(r rune) bool {
	return unicode.In(r, unicode.Thai, unicode.Lao) && r != 'ๆ' && r != 'ฯ' && r != 'ໆ' && r != 'ຯ' && !unicode.IsDigit(r)
}
