package terms

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/lang/hi"
	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/arabic"
	"github.com/blevesearch/snowballstem/danish"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/finnish"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/hungarian"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/norwegian"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/romanian"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
	"github.com/blevesearch/snowballstem/swedish"
	"github.com/blevesearch/snowballstem/turkish"
)

// analyser is what is known of a language's words.
type analyser struct {
	script *unicode.RangeTable // that it is written in

	// stem makes the term of a lower-case word. Where people often leave
	// accents away, and the stemmer does as well without them, it folds
	// first, so that both ways of typing give the same term.
	stem func(word string) string

	fold    func(word string) string
	stops   map[string]bool   // folded words that are too common to find anything by
	numbers map[string]string // folded words for small numbers
	elide   bool              // an apostrophe joins little words to the next one: "l'eau"
	cut     bool              // an apostrophe parts a name from its ending: "Ankara'da"
}

// known makes a language's analyser of what is known of it.
func known(lang Language, script *unicode.RangeTable, stem func(string) string) *analyser {
	a := &analyser{script: script, stem: stem, fold: fold, elide: lang == "fr" || lang == "it", cut: lang == "tr"}
	if lang == "vi" {
		a.fold = toned
	}
	a.stops, a.numbers = stopWords(lang, a.fold), numbersOf(lang, a.fold)
	return a
}

var analysers = map[Language]*analyser{
	English: known(English, unicode.Latin, normal),
	"de":    known("de", unicode.Latin, foldedFirst(german.Stem)),
	"es":    known("es", unicode.Latin, foldedLast(spanish.Stem)),
	"ro":    known("ro", unicode.Latin, foldedFirst(romanian.Stem)),
	"tr":    known("tr", unicode.Latin, foldedFirst(turkish.Stem)),
	"vi":    known("vi", unicode.Latin, func(word string) string { return toned(unpointed(word)) }),
	"el":    known("el", unicode.Greek, greekStem),
	"ru":    known("ru", unicode.Cyrillic, russianStem),
	"ar":    known("ar", unicode.Arabic, foldedLast(arabic.Stem)),
	"hi":    known("hi", unicode.Devanagari, hindiStem),
	"fr":    known("fr", unicode.Latin, foldedLast(french.Stem)),
	"it":    known("it", unicode.Latin, foldedLast(italian.Stem)),
	"pt":    known("pt", unicode.Latin, foldedLast(portuguese.Stem)),
	"nl":    known("nl", unicode.Latin, foldedFirst(dutch.Stem)),
	"sv":    known("sv", unicode.Latin, foldedLast(swedish.Stem)),
	"da":    known("da", unicode.Latin, foldedLast(danish.Stem)),
	"no":    known("no", unicode.Latin, foldedLast(norwegian.Stem)),
	"fi":    known("fi", unicode.Latin, foldedLast(finnish.Stem)),
	"hu":    known("hu", unicode.Latin, foldedLast(hungarian.Stem)),
}

// ofScript are the languages in which a word is analysed whose script the
// language around it does not use: a Latin name in a Russian text.
var ofScript = []Language{English, "ru", "el", "ar", "hi"}

// unknown analyses words of languages that are not in the table.
var unknown = &analyser{stem: bare, fold: fold}

// analyserOf returns what is known of the words that begin with a character,
// in a text of a language.
func analyserOf(lang Language, first rune) *analyser {
	a := analysers[lang]
	if a != nil && unicode.Is(a.script, first) {
		return a
	}
	for _, l := range ofScript {
		if !unicode.Is(analysers[l].script, first) {
			continue
		}
		if a == nil && lang != "" && (l != English || latin(lang)) {
			break // its own word, of which nothing is known
		}
		return analysers[l]
	}
	return unknown
}

// Fold brings a word into the form in which lists of a language's words are
// compared: lower case, and without accents unless they tell words apart.
func Fold(word string, lang Language) string {
	if a := analysers[lang]; a != nil {
		return a.fold(word)
	}
	return fold(word)
}

// trimmed is a word without what an apostrophe joins to it; before is how much
// of it went before.
func (a *analyser) trimmed(word string) (before int, rest string) {
	if !a.cut && !a.elide {
		return 0, word
	}
	i := strings.IndexAny(word, "'’")
	if i <= 0 {
		return 0, word
	}
	if a.cut {
		return 0, word[:i]
	}
	_, n := utf8.DecodeRuneInString(word[i:])
	if elided[fold(word[:i])] && i+n < len(word) {
		return i + n, word[i+n:]
	}
	return 0, word
}

// elided are the words that French and Italian join to the next one.
var elided = wordSet(`l d m t qu n s j c jusqu quoiqu lorsqu puisqu un dell nell all sull dall gl quest quell`)

// bare is a word without what its script lets be left away.
func bare(word string) string { return fold(unpointed(word)) }

// unpointed is a word without the marks that stand between its letters.
func unpointed(word string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("'’._", r) {
			return -1
		}
		return r
	}, word)
}

func snowball(word string, stem func(*snowballstem.Env) bool) string {
	env := snowballstem.NewEnv(word)
	stem(env)
	return env.Current()
}

func foldedFirst(stem func(*snowballstem.Env) bool) func(string) string {
	return func(word string) string { return snowball(bare(word), stem) }
}

func foldedLast(stem func(*snowballstem.Env) bool) func(string) string {
	return func(word string) string { return fold(snowball(unpointed(word), stem)) }
}

// russianStem writes "ё" as most print it.
func russianStem(word string) string {
	return foldedLast(russian.Stem)(strings.ReplaceAll(word, "ё", "е"))
}

var (
	hindiForms   = hi.NewHindiNormalizeFilter()
	hindiEndings = hi.NewHindiStemmerFilter()
)

// hindiStem brings the ways of writing a Hindi word into one, and cuts the
// endings off.
func hindiStem(word string) string {
	one := analysis.TokenStream{{Term: []byte(unpointed(fold(word)))}}
	return string(hindiEndings.Filter(hindiForms.Filter(one))[0].Term)
}

// normal brings an English word into the form that it is compared by.
func normal(word string) string {
	word = same(american(bare(word)))
	if base, ok := irregular[word]; ok {
		word = base
	}
	if len(word) < 3 || !plain(word) {
		return word
	}
	return snowball(word, english.Stem)
}
