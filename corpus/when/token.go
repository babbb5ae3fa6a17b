package when

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pincite/pincite/corpus"
)

// token is a word, a number or a mark.
type token struct {
	text string // as written
	low  string // in lower case; typographic apostrophes and dashes made plain
	span corpus.Span
	kind kind
	// Of a number: its value, -1 when it has parts or more than nine digits; how
	// many digits it has; the letters behind it ("12th", "1990s").
	value, digits int
	suffix        string
	glued         bool // no white space before it
}

type kind int

const (
	word kind = iota
	number
	mark
)

// capital reports whether a word begins with a capital letter.
func (t token) capital() bool {
	r, _ := utf8.DecodeRuneInString(t.text)
	return t.kind == word && unicode.IsUpper(r)
}

// tokenize divides a text into words, numbers and marks.
func tokenize(text string) []token {
	var out []token
	end := 0
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if unicode.IsSpace(r) {
			i += n
			continue
		}
		t := token{kind: mark, glued: i == end && i > 0, value: -1}
		switch {
		case isDigit(r):
			n = t.number(text[i:])
		case isLetter(r):
			t.kind = word
			n = run(text[i:], isLetter)
		}
		t.text = text[i : i+n]
		t.low = plain(t.text)
		t.span = corpus.Span{Start: i, End: i + n}
		out = append(out, t)
		i += n
		end = i
	}
	return out
}

// number reads a number at the beginning of a text and returns its length:
// digits, parts behind commas and points ("2,000", "3.5"), and the letters that
// follow.
func (t *token) number(text string) int {
	t.kind = number
	n := run(text, isDigit)
	t.digits = n
	if n <= 9 {
		t.value, _ = strconv.Atoi(text[:n])
	}
	for n+1 < len(text) && strings.IndexByte(",.:", text[n]) >= 0 && isDigit(rune(text[n+1])) {
		n += 1 + run(text[n+1:], isDigit)
		t.value = -1
	}
	letters := run(text[n:], isLetter)
	if r, size := utf8.DecodeRuneInString(text[n:]); unicode.In(r, unicode.Han, unicode.Hangul) {
		letters = size // 年, 월: the next word is not set apart
	}
	t.suffix = plain(text[n : n+letters])
	return n + letters
}

// run returns how many bytes of characters of a sort a text begins with.
func run(text string, is func(rune) bool) int {
	n := 0
	for n < len(text) {
		r, size := utf8.DecodeRuneInString(text[n:])
		if !is(r) {
			break
		}
		n += size
	}
	return n
}

func isDigit(r rune) bool  { return '0' <= r && r <= '9' }
func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.Is(unicode.M, r) }

var plainMarks = strings.NewReplacer("’", "'", "‘", "'", "ʼ", "'", "–", "-", "—", "--", "‑", "-", "‐", "-", "−", "-")

func plain(s string) string { return plainMarks.Replace(strings.ToLower(s)) }
