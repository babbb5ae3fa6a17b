package terms

import (
	"strings"
	"unicode"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/arabic"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/russian"
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

// letters are folded though Unicode does not take them apart.
var letters = map[rune]string{
	'ß': "ss", 'ø': "o", 'đ': "d", 'ł': "l", 'æ': "ae", 'œ': "oe", 'ı': "i", 'ð': "d", 'þ': "th", 'ς': "σ", '’': "'",
	'أ': "ا", 'إ': "ا", 'آ': "ا", 'ى': "ي", 'ة': "ه",
}

func plain(word string) bool {
	for i := range len(word) {
		if word[i] >= 0x80 {
			return false
		}
	}
	return true
}

// stem cuts the endings off. The stemmer is chosen by script: of the languages
// written in Latin letters, English is the one that is expected.
func stem(word string) string {
	env := snowballstem.NewEnv(word)
	r := firstRune(word)
	switch {
	case plain(word):
		if len(word) > 2 {
			english.Stem(env)
		}
	case unicode.Is(unicode.Cyrillic, r):
		russian.Stem(env)
	case unicode.Is(unicode.Arabic, r):
		arabic.Stem(env)
	}
	return env.Current()
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}
