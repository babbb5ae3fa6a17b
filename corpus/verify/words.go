package verify

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"github.com/pincite/pincite/corpus"
)

// word is one word of a text in the form in which words are compared, with the
// bytes that it was made of. A character of a script that sets no spaces
// between words is a word, and so are signs that change what a number says.
type word struct {
	key string // without case, apostrophes, hidden characters and dots of abbreviations
	alt string // the key without letters in square brackets, where some of it stands in them: "worker[s]"
	id  uint64 // a hash of key

	span corpus.Span
	sense

	bracket bool // all of it stands in square brackets
	gap     bool // an ellipsis, which is no word; only in what a person quotes
}

// equal reports whether two words are the same.
func (w word) equal(o word) bool {
	return w.id == o.id || w.alt != "" && w.alt == o.key || o.alt != "" && o.alt == w.key
}

// wordsOf returns the words of a text in order.
func wordsOf(text string) []word {
	s := scanner{text: text, out: make([]word, 0, len(text)/5)}
	for i := 0; i < len(text); {
		if n := s.plain(i); n > 0 {
			i += n
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		i += s.take(i, r, n)
	}
	s.flush()
	return s.out
}

// scanner goes through a text.
type scanner struct {
	text string
	out  []word

	key, alt strings.Builder // of the word that is being read
	span     corpus.Span
	last     rune // of the word
	dots     int  // of an abbreviation such as U.N.
	letters  int
	depth    int // in square brackets
}

// plain reads a word of nothing but ASCII letters that ends where any word would,
// as most do, and returns its length; 0 when there is none at the offset.
func (s *scanner) plain(i int) int {
	if s.key.Len() > 0 || s.depth > 0 {
		return 0
	}
	n, lower := 0, true
	for i+n < len(s.text) {
		c := s.text[i+n]
		if c|0x20 < 'a' || c|0x20 > 'z' {
			break
		}
		lower = lower && c >= 'a'
		n++
	}
	end := i + n
	ends := end == len(s.text) || strings.IndexByte(" \n\"-;:!?)", s.text[end]) >= 0 ||
		n > 1 && (s.text[end] == '.' || s.text[end] == ',') && (end+1 == len(s.text) || s.text[end+1] == ' ')
	if n == 0 || !ends {
		return 0
	}
	key := s.text[i:end]
	if !lower {
		key = strings.ToLower(key)
	}
	s.out = append(s.out, word{key: key, id: hash(key), span: corpus.Span{Start: i, End: end}, sense: senses[key]})
	return n
}

// take reads the character at an offset, and returns how many bytes are done.
func (s *scanner) take(i int, r rune, n int) int {
	switch {
	case unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r):
		s.letter(i, r, n)
	case hidden(r):
	case r == '.' || r == '…' || r == '⋯':
		return s.dot(i, n)
	case r == ',':
		if !s.thousands(i + n) {
			if s.digit() && digitAt(s.text, i+n) {
				s.write(r, i, n)
			} else {
				s.flush()
			}
		}
	case apostrophe(r):
		next, _ := utf8.DecodeRuneInString(s.text[i+n:])
		if s.key.Len() == 0 || !unicode.IsLetter(next) && !s.thousands(i+n) {
			s.flush()
		}
	case r == '[':
		s.depth = 1
		if next, _ := utf8.DecodeRuneInString(s.text[i+n:]); !unicode.IsLetter(next) && !unicode.IsNumber(next) {
			s.flush()
		}
	case r == ']':
		s.depth = 0
		if next, _ := utf8.DecodeRuneInString(s.text[i+n:]); !unicode.IsLetter(next) {
			s.flush()
		}
	case r == '\u2009' || r == '\u202f':
		if !s.thousands(i + n) {
			s.flush()
		}
	default:
		s.flush()
		s.sign(i, r, n)
	}
	return n
}

// letter takes a letter, digit or combining mark.
func (s *scanner) letter(i int, r rune, n int) {
	if spaceless(r) {
		s.flush()
		s.write(r, i, n)
		return
	}
	if s.key.Len() > 0 && spaceless(s.last) && !unicode.IsMark(r) {
		s.flush()
	}
	s.write(r, i, n)
}

func (s *scanner) write(r rune, i, n int) {
	if s.key.Len() == 0 {
		s.span.Start = i
	}
	s.span.End = i + n
	s.key.WriteRune(r)
	if s.depth == 0 {
		s.alt.WriteRune(r)
	}
	s.last = r
	s.letters++
}

// dot takes a full stop or an ellipsis.
func (s *scanner) dot(i, n int) int {
	if size := ellipsis(s.text[i:]); size > 0 {
		s.flush()
		if len(s.out) == 0 || !s.out[len(s.out)-1].gap {
			s.out = append(s.out, word{gap: true, span: corpus.Span{Start: i, End: i + size}})
		}
		return size
	}
	next, m := utf8.DecodeRuneInString(s.text[i+n:])
	after, _ := utf8.DecodeRuneInString(s.text[i+n+m:])
	switch {
	case s.digit() && unicode.IsDigit(next):
		s.write('.', i, n)
	case s.letters == s.dots+1 && unicode.IsLetter(s.last) && unicode.IsLetter(next) && !unicode.IsLetter(after):
		s.dots++ // the dots of U.N. are no difference from UN
	default:
		s.flush()
	}
	return n
}

// ellipsis returns how many bytes an ellipsis at the beginning of a text has, 0
// when there is none.
func ellipsis(text string) int {
	end, dots := 0, 0
	for i, r := range text {
		switch {
		case r == '.':
			dots++
		case r == '…' || r == '⋯':
			dots += 3
		case r == ' ' || r == '\u00a0':
			continue
		default:
			i = len(text)
		}
		if i == len(text) {
			break
		}
		end = i + utf8.RuneLen(r)
	}
	if dots < 3 {
		return 0
	}
	return end
}

// thousands reports whether three digits, and no fourth, stand at an offset
// after digits: "13,000" is written in several ways.
func (s *scanner) thousands(i int) bool {
	return s.digit() && i+3 <= len(s.text) && digitAt(s.text, i) && digitAt(s.text, i+1) && digitAt(s.text, i+2) && !digitAt(s.text, i+3)
}

func (s *scanner) digit() bool { return s.key.Len() > 0 && '0' <= s.last && s.last <= '9' }

func digitAt(text string, i int) bool { return i < len(text) && '0' <= text[i] && text[i] <= '9' }

// sign takes a character that changes what a number says: a currency, a
// percentage, a minus.
func (s *scanner) sign(i int, r rune, n int) {
	key := ""
	switch {
	case unicode.Is(unicode.Sc, r):
		key = norm.NFKC.String(string(r))
	case r == '%' || r == '٪' || r == '％':
		key = "%"
	case r == '‰', r == '°':
		key = string(r)
	case r == '&' || r == '＆':
		key = "and"
	case (r == '-' || r == '−' || r == '–') && digitAt(s.text, i+n) && begins(s.text[:i]):
		key = "-"
	default:
		return
	}
	s.out = append(s.out, word{key: key, id: hash(key), span: corpus.Span{Start: i, End: i + n}})
}

// begins reports whether a minus can stand after a text: where a hyphen of a
// range or of a word cannot.
func begins(before string) bool {
	r, _ := utf8.DecodeLastRuneInString(before)
	return before == "" || unicode.IsSpace(r) || r == '(' || r == '['
}

// flush ends the word that is being read.
func (s *scanner) flush() {
	if s.key.Len() == 0 {
		return
	}
	w := word{span: s.span}
	var plain string
	w.key, plain = folded(s.key.String())
	w.sense = senses[plain]
	if alt := s.alt.String(); alt == "" {
		w.bracket = true
	} else if alt != s.key.String() {
		w.alt, _ = folded(alt)
	}
	w.id = hash(w.key)
	if w.key != "" {
		s.out = append(s.out, w)
	}
	s.key.Reset()
	s.alt.Reset()
	s.last, s.dots, s.letters = 0, 0, 0
}

var fold = cases.Fold()

// folded brings a word into the form in which words are compared: without case,
// and with the letters of other scripts that look like Latin ones replaced by
// those, so that words which look the same are the same. plain is the word in
// the script that it is written in.
func folded(w string) (key, plain string) {
	ascii := true
	for i := range len(w) {
		ascii = ascii && w[i] < utf8.RuneSelf
	}
	if ascii {
		w = strings.ToLower(w)
		return w, w
	}
	plain = fold.String(normal(w))
	key = fold.String(strings.Map(toLatin, normal(w)))
	if strings.ContainsFunc(plain, latin) {
		plain = key // not a word of another script, but one in disguise
	}
	return key, plain
}

func latin(r rune) bool { return r < 0x250 && unicode.IsLetter(r) }

// normal is the compatibility form, but for numbers that are raised: ten to the
// second is not a hundred and two.
func normal(w string) string {
	if strings.ContainsFunc(w, func(r rune) bool { return unicode.Is(unicode.No, r) }) {
		return norm.NFC.String(w)
	}
	return norm.NFKC.String(w)
}

// hash is FNV-1a.
func hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

func apostrophe(r rune) bool { return strings.ContainsRune("'’‘ʼ＇′`", r) }

// spaceless reports whether a character is of a script that sets no spaces
// between words.
func spaceless(r rune) bool {
	return r >= 0x0E00 && !unicode.IsMark(r) &&
		unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar, unicode.Tibetan)
}

// hidden reports whether a character has no appearance of its own.
func hidden(r rune) bool {
	return r >= 0xAD && unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point)
}
