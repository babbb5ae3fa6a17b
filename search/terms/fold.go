package terms

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold makes a word lower case, and takes its accents away in the scripts
// where they are not letters of their own. The marks of Indic and Thai writing
// are vowels, and stay.
func fold(word string) string {
	word = strings.ToLower(word)
	if plain(word) {
		return word
	}
	var b strings.Builder
	base := rune(0)
	for _, r := range norm.NFKD.String(word) {
		if unicode.Is(unicode.Mn, r) && unicode.In(base, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Arabic, unicode.Hebrew) {
			if base == 'и' && r == '\u0306' {
				b.WriteRune(r) // "й" is another letter than "и"
			}
			continue
		}
		base = r
		if s, ok := letters[r]; ok {
			b.WriteString(s)
			continue
		}
		if r != '\u0640' && !unicode.Is(unicode.Cf, r) { // the Arabic line that stretches a word
			b.WriteRune(r)
		}
	}
	return norm.NFC.String(b.String())
}

// letters are folded though Unicode does not take them apart: letters of
// Latin languages, Arabic ones that are written in more ways than one, also
// by Persian keyboards, and the forms of Hebrew ones at the end of a word.
var letters = map[rune]string{
	'ß': "ss", 'ø': "o", 'đ': "d", 'ł': "l", 'æ': "ae", 'œ': "oe", 'ı': "i", 'ð': "d", 'þ': "th", 'ς': "σ", '’': "'",
	'أ': "ا", 'إ': "ا", 'آ': "ا", 'ى': "ي", 'ة': "ه", 'ی': "ي", 'ک': "ك",
	'ך': "כ", 'ם': "מ", 'ן': "נ", 'ף': "פ", 'ץ': "צ",
}

// toned is fold for Vietnamese, whose accents tell words apart.
func toned(word string) string { return norm.NFC.String(strings.ToLower(word)) }

func plain(word string) bool {
	for i := range len(word) {
		if word[i] >= 0x80 {
			return false
		}
	}
	return true
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}
