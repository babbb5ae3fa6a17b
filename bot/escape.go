package bot

import (
	"strings"
	"unicode/utf8"

	"github.com/pincite/pincite/corpus"
)

// Discord shows Markdown. What a quotation says must be shown as it stands, so
// every character that Discord would take as an instruction gets a backslash
// before it, and nothing else is ever inserted, left out or replaced: taking
// the backslashes away again gives the quoted bytes.
//
// Web addresses and e-mail addresses are made inert as well. A link that
// Discord makes of bare text would show escaped characters as backslashes, and
// an article could otherwise put a link in Pincite's mouth.

// always are the characters that have a meaning to Discord wherever they stand.
// A backslash before an ASCII punctuation character shows that character.
const always = "\\*_~`|<>[]()#@"

// escape returns Markdown that Discord displays as exactly the given text.
// The text is taken to begin a line.
func escape(text string) string {
	var b strings.Builder
	b.Grow(len(text) + len(text)/8)
	writeEscaped(&b, text)
	return b.String()
}

func writeEscaped(b *strings.Builder, text string) {
	lineStart := true // only spaces and digits since the line began
	digits := false   // and the last of them was a digit
	for i := 0; i < len(text); i++ {
		c := text[i]
		if needsEscape(text, i, lineStart, digits) {
			b.WriteByte('\\')
		}
		b.WriteByte(c)
		switch {
		case c == '\n':
			lineStart, digits = true, false
		case lineStart && c == ' ':
			digits = false
		case lineStart && '0' <= c && c <= '9':
			digits = true
		default:
			lineStart = false
		}
	}
}

func needsEscape(text string, i int, lineStart, digits bool) bool {
	switch c := text[i]; c {
	case '-', '+': // a list or, before #, small print
		return lineStart && !digits
	case '.': // an ordered list
		return lineStart && digits
	case ':': // :emoji:, and the colon of https://
		return i+1 == len(text) || !isSpace(text[i+1])
	default:
		return strings.IndexByte(always, c) >= 0
	}
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' }

// escapeLine is escape for text that must stay on one line, such as a title:
// line breaks and runs of spaces become one space.
func escapeLine(text string) string { return escape(strings.Join(strings.Fields(text), " ")) }

// clip shortens text that is not a quotation (a question, a title in a button)
// to at most max characters, with an ellipsis where something is left out.
func clip(text string, max int) string {
	if utf8.RuneCountInString(text) <= max {
		return text
	}
	cut := string([]rune(text)[:max-1])
	// A long word is cut; otherwise the last whole word stays whole.
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:–—-") + "…"
}

// blockQuote renders a verbatim text, standing at span, as a Markdown block
// quote in which the parts at marks are bold.
func blockQuote(text string, span corpus.Span, marks []corpus.Span) string {
	var b strings.Builder
	b.Grow(len(text) + len(text)/8 + 16)
	b.WriteString("> ")
	at := span.Start
	for _, m := range mergeMarks(span, marks) {
		writeLines(&b, text[at-span.Start:m.Start-span.Start], "")
		writeLines(&b, text[m.Start-span.Start:m.End-span.Start], "**")
		at = m.End
	}
	writeLines(&b, text[at-span.Start:], "")
	return b.String()
}

// writeLines writes escaped text with the emphasis opened and closed on each of
// its lines, and every line after the first prefixed as part of a block quote.
func writeLines(b *strings.Builder, text, emphasis string) {
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			b.WriteString("\n> ")
		}
		if line == "" {
			continue
		}
		b.WriteString(emphasis)
		writeEscaped(b, line)
		b.WriteString(emphasis)
	}
}

// mergeMarks returns the marks that lie in span, in order, those that touch
// made one: Discord reads "**a****b**" as something else.
func mergeMarks(span corpus.Span, marks []corpus.Span) []corpus.Span {
	var merged []corpus.Span
	for _, m := range marks {
		if m.Len() <= 0 || !span.Contains(m) {
			continue
		}
		if n := len(merged); n > 0 && m.Start <= merged[n-1].End {
			merged[n-1].End = max(merged[n-1].End, m.End)
			continue
		}
		merged = append(merged, m)
	}
	return merged
}
