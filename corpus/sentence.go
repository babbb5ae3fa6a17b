package corpus

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	uax29 "github.com/clipperhouse/uax29/v2/sentences"
)

// sentences divides a text into its sentences: trimmed spans, in order, that
// together cover everything but white space.
//
// Unicode's rules (UAX #29) propose where a sentence may end, and so does
// every full stop before a figure or an ellipsis, which those rules miss. Our
// own rules then decide. In doubt they join: a sentence that is too long still
// says what its writer said, and half of one may not.
func sentences(text string) []Span {
	var out []Span
	start := 0
	for _, c := range append(candidates(text), len(text)) {
		if start < c && c < len(text) {
			c = pastClosers(text, beforeOpeners(text, c))
		}
		if c <= start || c < len(text) && !ends(clipLeft(text[start:c]), clipRight(text[c:])) {
			continue
		}
		if s := trim(text, Span{start, c}); s.Len() > 0 {
			out = append(out, phrases(text, s)...)
		}
		start = c
	}
	return out
}

// nearby is how many bytes on either side decide whether a sentence ends: no
// more, so that a text of nothing but full stops takes no longer than another.
const nearby = 256

func clipLeft(text string) string {
	from := max(0, len(text)-nearby)
	for from > 0 && !utf8.RuneStart(text[from]) {
		from--
	}
	return text[from:]
}

func clipRight(text string) string {
	to := min(len(text), nearby)
	for to < len(text) && !utf8.RuneStart(text[to]) {
		to++
	}
	return text[:to]
}

// candidates returns where sentences may begin, in order.
func candidates(text string) []int {
	var out []int
	for it := uax29.FromString(text); it.Next(); {
		out = append(out, it.End())
	}
	for i, r := range text {
		if !strings.ContainsRune(".?!…;", r) {
			continue
		}
		at := i + utf8.RuneLen(r)
		at += len(text[at:]) - len(strings.TrimLeftFunc(text[at:], isCloser))
		at += references(text[at:])
		if at < len(text) && unicode.IsSpace(first(text[at:])) {
			out = append(out, at)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// references returns the length of the numbers of notes, "[1][2]", that a
// sentence carries behind its full stop.
func references(text string) int {
	n := 0
	for {
		inner, ok := strings.CutPrefix(text[n:min(len(text), n+len("[99c]"))], "[")
		end := strings.IndexByte(inner, ']')
		if !ok || end < 1 || end > 3 || strings.Trim(inner[:end], "0123456789abc") != "" {
			return n
		}
		n += end + len("[]")
	}
}

// beforeOpeners moves a candidate before the opening marks that it follows,
// which Unicode's rules take for closing ones: "。「".
func beforeOpeners(text string, c int) int {
	return len(strings.TrimRightFunc(text[:c], opensOnly))
}

// pastClosers moves a candidate behind the white space, and behind closing
// marks that stand alone: in "« Oui. » Il part" the mark belongs to the
// sentence that it closes.
func pastClosers(text string, c int) int {
	c += spaces(text[c:])
	n := len(text[c:]) - len(strings.TrimLeftFunc(text[c:], func(r rune) bool { return isCloser(r) && !opensOnly(r) }))
	if n == 0 || c+n < len(text) && !unicode.IsSpace(first(text[c+n:])) {
		return c
	}
	c += n
	return c + spaces(text[c:])
}

func spaces(text string) int {
	return len(text) - len(strings.TrimLeftFunc(text, unicode.IsSpace))
}

// ends reports whether a sentence ends between the two texts.
func ends(left, right string) bool {
	body := strings.TrimRightFunc(left, unicode.IsSpace)
	gap := left[len(body):]
	next := first(strings.TrimLeftFunc(right, isOpener))
	switch {
	case strings.Contains(gap, "\n"):
		return true
	case !hasWord(left), !hasWord(right):
		return false
	}
	if n := strings.LastIndexByte(body, '['); n > 0 && references(body[n:]) == len(body)-n {
		body = strings.TrimRight(body, "[]0123456789abc")
	}
	said := strings.TrimRightFunc(body, isCloser)
	closed := body[len(said):]
	stop, _ := lastRune(said)
	switch {
	case extends(first(right)), unicode.IsLower(next), strings.ContainsRune(",:;-–—·/&+=", next):
		return false
	case gap == "" && stop < utf8.RuneSelf:
		return unwritten(next) && strings.ContainsRune(".?!", stop)
	case stop == ';':
		return unicode.Is(unicode.Greek, next) && unicode.Is(unicode.Greek, first(strings.TrimLeft(lastWord(said), `"'«`)))
	case stop == '…', strings.HasSuffix(said, ".."):
		return !omission(said)
	case stop == '.' && unicode.Is(unicode.Thai, lastLetter(said)):
		return false // Thai ends a sentence with a space, and only short forms with a full stop
	case stop == '.':
		return !enumerates(said) && !abbreviates(said, strings.TrimLeftFunc(right, isOpener), next)
	case closed != "" && reports(right):
		return false
	}
	return true
}

// omission reports whether the ellipsis at the end stands for words left out:
// it has white space, or a bracket, before it.
func omission(said string) bool {
	before, _ := lastRune(strings.TrimRight(said, ".…"))
	return unicode.IsSpace(before) || isOpener(before)
}

// enumerates reports whether the text is no more than the number of an item:
// "1.", "iv.", "B.".
func enumerates(said string) bool {
	n := strings.TrimRight(strings.TrimLeftFunc(said, isOpener), ".")
	return n != "" && len(n) <= 4 && strings.Trim(n, "0123456789") == "" ||
		utf8.RuneCountInString(n) == 1 ||
		n != "" && len(n) <= 4 && strings.Trim(n, "ivxIVX") == ""
}

// unwritten reports whether a character is of a script that writes no spaces
// between words, so that a sentence may end without one.
func unwritten(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// extends reports whether a character continues the one before it.
func extends(r rune) bool {
	return unicode.Is(unicode.M, r) || r == zwj || r == zwnj || 0x1F3FB <= r && r <= 0x1F3FF || 0xFF9E <= r && r <= 0xFF9F
}

// isCloser reports whether a mark can close a quotation or bracket. Marks that
// close in one language open in another.
func isCloser(r rune) bool {
	return strings.ContainsRune("\"'”’“‘»«›‹)]}）］｝」』】》〉｣〕", r)
}

// opensOnly reports whether a mark, standing free or before a word, opens.
func opensOnly(r rune) bool {
	return strings.ContainsRune("“‘„‚«‹([{（［｛「『【《〈｢〔¿¡", r)
}

// isOpener reports whether a mark can stand before a sentence's first word.
func isOpener(r rune) bool {
	return strings.ContainsRune("\"'“”‘’„‚«»‹›([{（［｛「『【《〈｢〔¿¡*_", r)
}

func lastLetter(said string) rune {
	r, _ := lastRune(strings.TrimRight(said, "."))
	return r
}

func first(s string) rune { r, _ := firstRune(s); return r }

// firstRune returns the first character and its length; 0 and 0 for an empty text.
func firstRune(s string) (rune, int) {
	if s == "" {
		return 0, 0
	}
	return utf8.DecodeRuneInString(s)
}

// lastRune is firstRune for the last character.
func lastRune(s string) (rune, int) {
	if s == "" {
		return 0, 0
	}
	return utf8.DecodeLastRuneInString(s)
}
