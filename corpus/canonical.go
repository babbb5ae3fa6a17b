package corpus

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxMarks is how many combining marks may follow each other. No writing
// system stacks as many; text that does wants to run over its neighbours.
const maxMarks = 12

// Canonical returns text in the one form that Pincite stores: valid UTF-8 in
// Unicode normalization form C, lines ended by \n and without trailing white
// space, without NUL and other control characters (a tab becomes a space), and
// without the invisible characters that turn the direction of writing around
// (bidi controls) or hide in words (soft hyphens, zero-width spaces, tags).
//
// Joiners and variation selectors stay where a script or an emoji needs them,
// because there they change what the reader sees. Bytes that are not UTF-8
// become U+FFFD. Canonical of a canonical text is that text.
func Canonical(text string) string {
	text = strings.ToValidUTF8(text, string(utf8.RuneError))
	for {
		// Taking a character away can bring two together that compose, and
		// composing can change what a joiner stands next to.
		next := norm.NFC.String(visible(text))
		if next == text {
			return trimLines(text)
		}
		text = next
	}
}

// visible makes one pass that turns line ends into \n and drops what must not
// be stored.
func visible(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	prev, base, marks := rune(0), rune(0), 0
	for i, r := range text {
		if ' ' <= r && r < 0x7F {
			b.WriteByte(byte(r))
			prev, base, marks = r, r, 0
			continue
		}
		next := first(text[i+utf8.RuneLen(r):])
		switch r {
		case '\r':
			if next == '\n' {
				continue
			}
			r = '\n'
		case '\v', '\f', '\u0085', '\u2028', '\u2029':
			r = '\n'
		case '\t':
			r = ' '
		}
		if hidden(r) && !needed(r, prev, base, next) {
			continue
		}
		if unicode.Is(unicode.M, r) {
			if marks++; marks > maxMarks {
				continue
			}
		} else {
			base, marks = r, 0
		}
		b.WriteRune(r)
		prev = r
	}
	return b.String()
}

const (
	zwnj = '\u200C'
	zwj  = '\u200D'
)

// hidden reports whether a character has no appearance of its own.
func hidden(r rune) bool {
	switch {
	case r == '\n':
		return false
	case r < 0x20, 0x7F <= r && r < 0xA0:
		return true
	case r < 0xAD:
		return false
	case unicode.Is(unicode.Prepended_Concatenation_Mark, r), 0x13430 <= r && r <= 0x1345F:
		return false // formats of Arabic and Egyptian writing that are seen
	case 0xFDD0 <= r && r <= 0xFDEF, r&0xFFFE == 0xFFFE:
		return true // not characters
	}
	return unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point) ||
		0xE0000 <= r && r <= 0xE0FFF
}

// joining are the scripts in which a joiner changes the shape of a word.
var joining = []*unicode.RangeTable{
	unicode.Arabic, unicode.Syriac, unicode.Mongolian, unicode.Nko, unicode.Mandaic,
	unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati, unicode.Oriya,
	unicode.Tamil, unicode.Telugu, unicode.Kannada, unicode.Malayalam, unicode.Sinhala,
	unicode.Myanmar, unicode.Khmer, unicode.Tibetan, unicode.Javanese, unicode.Balinese,
}

// needed reports whether a hidden character changes how its neighbours look:
// prev and next stand beside it, base is the last that is no combining mark.
func needed(r, prev, base, next rune) bool {
	switch {
	case r == zwnj:
		return unicode.In(base, joining...) && unicode.In(next, joining...)
	case r == zwj:
		return unicode.In(base, joining...) && prev != zwj || pictured(base) && pictured(next)
	case r == 0xFE0E, r == 0xFE0F:
		return pictured(prev) || strings.ContainsRune("0123456789#*", prev) && next == 0x20E3
	case 0x180B <= r && r <= 0x180D, r == 0x180F:
		return unicode.Is(unicode.Mongolian, prev) && prev != r && !hidden(prev)
	case 0xE0100 <= r && r <= 0xE01EF:
		return unicode.Is(unicode.Han, prev)
	}
	return false
}

// pictured reports whether a character is, or can be, an emoji.
func pictured(r rune) bool {
	return r >= 0x2100 && r != utf8.RuneError && unicode.In(r, unicode.So, unicode.Sm) ||
		r > 0 && strings.ContainsRune("©®‼⁉ℹ〰〽", r) || 0x1F3FB <= r && r <= 0x1F3FF
}

// trimLines takes white space from the ends of lines: it is not seen, and
// differs from one copy of a text to the next.
func trimLines(text string) string {
	if !strings.Contains(text, "\n") {
		return strings.TrimRightFunc(text, unicode.IsSpace)
	}
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRightFunc(l, unicode.IsSpace)
	}
	return strings.Join(lines, "\n")
}

// flowing returns canonical text as one line: where a paragraph's lines were
// broken says nothing. Only spaces and line ends are gathered; a no-break or
// ideographic space is the writer's.
func flowing(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '\n' }), " ")
}

// oneLine returns a line of metadata in canonical form.
func oneLine(text string) string { return strings.TrimSpace(flowing(Canonical(text))) }

// hasWord reports whether the text has a letter or a digit.
func hasWord(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
}

func (m Metadata) canonical() Metadata {
	var authors []string
	for _, a := range m.Authors {
		if a = oneLine(a); a != "" {
			authors = append(authors, a)
		}
	}
	m.Authors = authors
	for _, s := range []*string{&m.Title, &m.Subtitle, &m.Publication, &m.URL, &m.Language, &m.Dateline, &m.SourceFile} {
		*s = oneLine(*s)
	}
	return m
}
