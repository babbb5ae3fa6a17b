package verify

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/pincite/pincite/corpus"
)

// Sign is something in a quotation that cannot be seen by reading it. It is no
// alteration, but whoever checks the quotation wants to know.
type Sign struct {
	Kind SignKind
	Said string // the word as it was given, in canonical form; "" for hidden characters
	As   string // the word that it looks like
	N    int    // how many hidden characters there are
}

// SignKind says what cannot be seen.
type SignKind string

const (
	Hidden    SignKind = "hidden"     // characters without appearance, as zero-width spaces
	LookAlike SignKind = "look-alike" // letters of another script in the place of those that they look like
)

// maxSigns is how many words with look-alike letters are told of.
const maxSigns = 5

// signsIn finds what cannot be seen in a quotation.
func signsIn(text string) []Sign {
	var out []Sign
	n := 0
	for _, r := range text {
		if hidden(r) && !strings.ContainsRune("\u200c\u200d\ufe0e\ufe0f", r) || r == '\u200d' && !pictured(text) || r == '\u200c' && !joins(text) {
			n++
		}
	}
	if n > 0 {
		out = append(out, Sign{Kind: Hidden, N: n})
	}
	script := mostly(text)
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && !hidden(r) }) {
		w = norm.NFC.String(strings.Map(func(r rune) rune {
			if hidden(r) {
				return -1
			}
			return r
		}, w))
		if as := looksLike(norm.NFKC.String(w), script); as != w && len(out) < maxSigns && !ligature(w) {
			out = append(out, Sign{Kind: LookAlike, Said: corpus.Canonical(w), As: as})
		}
	}
	return out
}

// ligature reports whether a word has letters that are only joined in print, or
// in full width, as Japanese writes them.
func ligature(w string) bool {
	return strings.ContainsFunc(w, func(r rune) bool {
		return 0xFB00 <= r && r <= 0xFB06 || 0xFF00 <= r && r <= 0xFFEF || unicode.Is(unicode.Arabic, r)
	})
}

func pictured(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.So, r) }) || joins(text)
}

// joins reports whether a text is of a script in which joiners shape words.
func joins(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool {
		return unicode.In(r, unicode.Arabic, unicode.Devanagari, unicode.Bengali, unicode.Tamil, unicode.Malayalam, unicode.Kannada, unicode.Sinhala, unicode.Telugu)
	})
}

// mostly returns the script that most letters of a text are of, of those whose
// letters look alike.
func mostly(text string) *unicode.RangeTable {
	roman, cyrillic, greek := 0, 0, 0
	for _, r := range text {
		switch {
		case r < 0x250:
			if unicode.IsLetter(r) {
				roman++
			}
		case 0x370 <= r && r <= 0x3FF:
			greek++
		case unicode.Is(unicode.Cyrillic, r):
			cyrillic++
		}
	}
	switch {
	case cyrillic > roman && cyrillic >= greek:
		return unicode.Cyrillic
	case greek > roman:
		return unicode.Greek
	}
	return unicode.Latin
}

// looksLike returns a word with its look-alike letters replaced by those of the
// script that it is really written in. A word that is wholly of another script
// stays, unless all of its letters look like those of the text around it.
func looksLike(w string, script *unicode.RangeTable) string {
	if script == unicode.Cyrillic {
		if strings.ContainsFunc(w, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }) {
			return strings.Map(toCyrillic, w)
		}
		return w
	}
	own, strange, known := false, false, true
	for _, r := range w {
		switch {
		case latin(r):
			own = true
		case toLatin(r) != r:
			strange = true
		case unicode.IsLetter(r):
			known = false
		}
	}
	if !strange || !own && (!known || script != unicode.Latin) {
		return w
	}
	return strings.Map(toLatin, w)
}

// likeLatin has the letters of other scripts, and of phonetic writing, that
// look like Latin ones, each before the one that it looks like.
const likeLatin = "аaеeоoрpсcуyхxіiјjѕsԁdһhԛqԝwАAВBЕEЅSІIЈJКKМMНHОOРPСCТTУYХXԌGԚQԜW" +
	"αaοoνvρpυuιiΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXϲcϳj" +
	"ɑaɡgɩiօoսuոnհhցgզqɪi"

// Plain returns a text without hidden characters, and with its look-alike letters
// replaced by those that they stand for: what it would be searched by.
func Plain(text string) string {
	text = corpus.Canonical(text)
	script := mostly(text)
	var b strings.Builder
	from := -1
	flush := func(to int) {
		if from >= 0 {
			b.WriteString(looksLike(norm.NFKC.String(text[from:to]), script))
		}
		from = -1
	}
	for i, r := range text {
		if unicode.IsLetter(r) || unicode.IsMark(r) {
			if from < 0 {
				from = i
			}
			continue
		}
		flush(i)
		b.WriteRune(r)
	}
	flush(len(text))
	return b.String()
}

var latinOf, cyrillicOf = lookAlikes()

func lookAlikes() (roman, cyrillic map[rune]rune) {
	roman, cyrillic = map[rune]rune{}, map[rune]rune{}
	letters := []rune(likeLatin)
	for i := 0; i+1 < len(letters); i += 2 {
		from, to := letters[i], letters[i+1]
		roman[from] = to
		if _, taken := cyrillic[to]; !taken && unicode.Is(unicode.Cyrillic, from) {
			cyrillic[to] = from
		}
	}
	return roman, cyrillic
}

func toLatin(r rune) rune {
	if to, ok := latinOf[r]; ok {
		return to
	}
	return r
}

func toCyrillic(r rune) rune {
	if to, ok := cyrillicOf[r]; ok {
		return to
	}
	return r
}
