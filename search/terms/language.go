package terms

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/RadhiFadlillah/whatlanggo"
	"github.com/clipperhouse/uax29/v2/words"

	"github.com/pincite/pincite/corpus"
)

// Language is a language as BCP 47 writes it, without region or script; "" is
// one that was not recognized.
type Language string

// English is the language that is analysed as English, and so is one that was
// not recognized.
const English Language = "en"

// The beginning of a document says which language it is in. Below the fewest
// bytes, groups of three letters say too little, and only words count.
const (
	sampled    = 2000
	fewSampled = 60
)

// LanguageOf returns the language of a document: the one that its metadata
// states, else the one that its text shows.
func LanguageOf(d *corpus.Document) Language {
	if stated, _, _ := strings.Cut(d.Metadata().Language, "-"); stated != "" {
		return base(stated)
	}
	text := d.Text()
	if len(text) > sampled {
		text = strings.ToValidUTF8(text[:sampled], "")
	}
	return ofText(text)
}

// base brings the names of one language into one.
func base(tag string) Language {
	switch tag = strings.ToLower(tag); tag {
	case "nb", "nn":
		return "no"
	case "iw":
		return "he"
	}
	return Language(tag)
}

// ofText recognizes the language of a text of some length, by its letters and
// its stop words, or else by groups of letters, which tell apart languages
// that have no list of words here.
func ofText(text string) Language {
	script := scriptOf(text)
	if script != unicode.Latin {
		if script == unicode.Cyrillic || script == unicode.Arabic || script == unicode.Devanagari {
			return cmp.Or(ofGroups(text), ofLetters(text, script))
		}
		return ofLetters(text, script)
	}
	votes, all := vote(text, speakers)
	best := winner(votes, nil)
	if all >= fewWords && votes[best] >= sure*float64(all) {
		return best
	}
	switch guess := ofGroups(text); {
	case guess == "" && best != English && votes[best] < few:
		return ""
	case guess == "":
		return best
	case analysers[guess] == nil, best == "", votes[guess] >= votes[best]/2:
		return guess
	}
	return best // a text full of foreign names
}

// ofGroups recognizes a language by groups of three letters; "" when that is
// not sure.
func ofGroups(text string) Language {
	if len(text) < fewSampled {
		return ""
	}
	info := whatlanggo.Detect(text)
	if info.Script == nil || !info.IsReliable() {
		return ""
	}
	return base(whatlanggo.LangToStringShort(info.Lang))
}

// few is how many stop words a text must have to be taken for a text in their
// language, when nothing else speaks for it.
const few = 2

// sure is the share of a text's words that are stop words of no other
// language than its own in any text of so many words.
const (
	sure     = 0.15
	fewWords = 20
)

// Recognize returns the language of a question to a library that holds texts
// in some languages, the most frequent first. A question is too short for
// groups of letters to say much; its stop words do, and in doubt it is in a
// language of the library.
func Recognize(text string, held []Language) Language {
	script := scriptOf(text)
	if script != unicode.Latin {
		return ofLetters(text, script)
	}
	votes, _ := vote(text, speakers)
	best := winner(votes, held)
	if slices.Contains(held, best) {
		return best
	}
	// Typed without accents it can still be one that is held.
	plainly, _ := vote(text, plainSpeakers)
	maps.DeleteFunc(plainly, func(l Language, _ float64) bool { return !slices.Contains(held, l) })
	if l := winner(plainly, held); plainly[l] > votes[best] {
		return l
	}
	for _, l := range held {
		if !latin(l) {
			continue
		}
		if best == "" || votes[l] > 0 && votes[best]-votes[l] < foreign {
			return l
		}
	}
	return best
}

// foreign is how much better another language must explain a question than
// one of the library, when both explain some of it.
const foreign = 1.5

type scriptLanguage struct {
	table *unicode.RangeTable
	lang  Language
}

type lettersLanguage struct {
	letters string
	lang    Language
}

// scripts are the ones that are counted, and the language of a short text in
// each; the letters of ofLetters tell others.
var scripts = []scriptLanguage{
	{unicode.Latin, English}, {unicode.Han, "zh"}, {unicode.Cyrillic, "ru"}, {unicode.Arabic, "ar"}, {unicode.Devanagari, "hi"}, {unicode.Thai, "th"},
	{unicode.Greek, "el"}, {unicode.Hebrew, "he"}, {unicode.Hangul, "ko"}, {unicode.Hiragana, "ja"}, {unicode.Katakana, "ja"},
	{unicode.Bengali, "bn"}, {unicode.Tamil, "ta"}, {unicode.Telugu, "te"}, {unicode.Georgian, "ka"}, {unicode.Armenian, "hy"},
	{unicode.Lao, "lo"}, {unicode.Khmer, "km"}, {unicode.Myanmar, "my"}, {unicode.Ethiopic, "am"},
}

// rarer is how much more a letter that is not Latin says: names in Latin
// letters stand in texts of every script, and seldom the other way round.
const rarer = 3

// scriptOf returns the script that most of a text's letters are of; Latin when
// there are none.
func scriptOf(text string) *unicode.RangeTable {
	counts := make([]int, len(scripts))
	for _, r := range text {
		if !unicode.IsLetter(r) {
			continue
		}
		for i, s := range scripts {
			if unicode.Is(s.table, r) {
				counts[i]++
				break
			}
		}
	}
	best := 0
	for i := range counts {
		if i > 0 {
			counts[i] *= rarer
		}
		if counts[i] > counts[best] {
			best = i
		}
	}
	return scripts[best].table
}

// latin reports whether a language is written in Latin letters.
func latin(lang Language) bool {
	if a := analysers[lang]; a != nil {
		return a.script == unicode.Latin
	}
	return !slices.ContainsFunc(scripts, func(s scriptLanguage) bool { return s.lang == lang }) &&
		!slices.ContainsFunc(telling, func(s lettersLanguage) bool { return s.lang == lang })
}

// telling are letters that tell a language from the one that is expected of
// its script.
var telling = []lettersLanguage{{"їієґ", "uk"}, {"ўў", "be"}, {"ђјљњћџ", "sr"}, {"ٹڈڑےں", "ur"}, {"پچژگ", "fa"}}

// ofLetters recognizes a language by the script and the letters of a text.
func ofLetters(text string, script *unicode.RangeTable) Language {
	if script == unicode.Han && strings.ContainsFunc(text, func(r rune) bool { return unicode.In(r, unicode.Hiragana, unicode.Katakana) }) {
		return "ja"
	}
	for _, t := range telling {
		first, _ := utf8.DecodeRuneInString(t.letters)
		if unicode.Is(script, first) && strings.ContainsAny(strings.ToLower(text), t.letters) {
			return t.lang
		}
	}
	for _, s := range scripts {
		if s.table == script {
			return s.lang
		}
	}
	return ""
}

// vote counts, for each language written in Latin letters, the words of a text that
// are its stop words, each once: a name may have one, and come again. A word
// that several languages have counts less for each.
func vote(text string, by map[string][]speaker) (votes map[Language]float64, all int) {
	votes = map[Language]float64{}
	seen := map[string]bool{}
	for it := words.FromString(strings.ToLower(text)); it.Next(); {
		r, _ := utf8.DecodeRuneInString(it.Value())
		word := toned(it.Value())
		if !unicode.IsLetter(r) || seen[word] {
			continue
		}
		seen[word] = true
		all++
		for _, l := range by[word] {
			votes[l.lang] += l.weight
		}
		if l := ofLatinLetters(word); l != "" {
			votes[l] += letterVote
		}
	}
	return votes, all
}

// letterVote is what a word says by a letter that one language has.
const letterVote = 0.5

// ofLatinLetters returns the language that alone has one of a word's letters.
func ofLatinLetters(word string) Language {
	for _, r := range word {
		if 'ạ' <= r && r <= 'ỹ' { // a block that is Vietnamese
			return "vi"
		}
		if l, ok := latinLetters[r]; ok {
			return l
		}
	}
	return ""
}

var latinLetters = map[rune]Language{
	'ğ': "tr", 'ı': "tr", 'ş': "tr", 'ă': "ro", 'ș': "ro", 'ț': "ro", 'ñ': "es", 'ß': "de", 'ơ': "vi", 'ư': "vi", 'đ': "vi",
	'ő': "hu", 'ű': "hu", 'ã': "pt", 'õ': "pt", 'œ': "fr", 'ø': "no", 'å': "sv",
}

type speaker struct {
	lang   Language
	weight float64
}

// speakers lists, for each stop word of a language in Latin letters, the
// languages that have it; plainSpeakers for each without its accents.
var speakers, plainSpeakers = speakersOf(toned), speakersOf(fold)

func speakersOf(fold func(string) string) map[string][]speaker {
	have := map[string][]Language{}
	for lang, a := range analysers {
		if a.script == unicode.Latin {
			for w := range stopWords(lang, fold) {
				have[w] = append(have[w], lang)
			}
		}
	}
	out := map[string][]speaker{}
	for w, langs := range have {
		for _, l := range langs {
			out[w] = append(out[w], speaker{l, 1 / float64(len(langs))})
		}
	}
	return out
}

// winner returns the language with the most votes; "" when none has any. Of
// equals, one that is held comes first.
func winner(votes map[Language]float64, held []Language) Language {
	best := Language("")
	for l, v := range votes {
		if v > votes[best] || v == votes[best] && before(l, best, held) {
			best = l
		}
	}
	return best
}

// before orders languages: those that are held, as they are held, then by name.
func before(a, b Language, held []Language) bool {
	i, j := slices.Index(held, a), slices.Index(held, b)
	if i >= 0 && j >= 0 {
		return i < j
	}
	return i >= 0 || j < 0 && a < b
}
