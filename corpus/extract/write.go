package extract

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/pincite/pincite/corpus"
)

// undetermined is the BCP 47 tag for a language that is not known. Writing it
// keeps the reader from guessing.
const undetermined = "und"

// Markdown writes a document as Markdown with YAML front matter. Document
// reads the same metadata, blocks and text from it.
func Markdown(d *corpus.Document) []byte {
	var out bytes.Buffer
	m := d.Metadata()
	writeFrontMatter(&out, m)
	fmt.Fprintf(&out, "# %s\n", escapeMarkdown(m.Title))
	page := 0
	blocks := d.Blocks()
	for i, b := range blocks {
		text := d.Slice(b.Span)
		if b.Page != page {
			page = b.Page
			fmt.Fprintf(&out, "\n<!-- page %d -->\n", page)
		} else if b.Kind == corpus.Item && i > 0 && blocks[i-1].Kind == corpus.Item {
			writeItem(&out, text)
			continue
		}
		out.WriteByte('\n')
		writeBlock(&out, b, text)
	}
	return out.Bytes()
}

// writeFrontMatter writes the fields that are known, in the order in which
// a reader wants them. Language, dateline and file are written even when they are
// not known, so that reading does not guess them, or take the name of this file.
func writeFrontMatter(out *bytes.Buffer, m corpus.Metadata) {
	field := func(key, value string) {
		if value != "" {
			fmt.Fprintf(out, "%s: %s\n", key, value)
		}
	}
	out.WriteString("---\n")
	field("title", quoted(m.Title))
	field("subtitle", quoted(m.Subtitle))
	if len(m.Authors) > 0 {
		out.WriteString("authors:\n")
		for _, a := range m.Authors {
			fmt.Fprintf(out, "  - %s\n", quoted(a))
		}
	}
	field("publication", quoted(m.Publication))
	field("published", m.Published.String())
	field("url", quoted(m.URL))
	field("language", cmp.Or(m.Language, undetermined))
	field("dateline", cmp.Or(quoted(m.Dateline), `""`))
	field("file", cmp.Or(quoted(m.SourceFile), `""`))
	if m.Example {
		field("example", "true")
	}
	out.WriteString("---\n\n")
}

// quoted writes a string as JSON does, which YAML reads too; "" for the empty
// string.
func quoted(s string) string {
	if s == "" {
		return ""
	}
	var out strings.Builder
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil { // no string is refused
		return strconv.Quote(s)
	}
	return strings.TrimSuffix(out.String(), "\n")
}

func writeBlock(out *bytes.Buffer, b corpus.Block, text string) {
	switch b.Kind {
	case corpus.Heading:
		fmt.Fprintf(out, "%s %s\n", strings.Repeat("#", min(max(b.Level, 1), 6)), escapeMarkdown(text))
	case corpus.Item:
		writeItem(out, text)
	case corpus.Quotation:
		fmt.Fprintf(out, "> %s\n", escapeMarkdown(text))
	case corpus.Caption:
		fmt.Fprintf(out, "![%s]()\n", escapeMarkdown(text))
	case corpus.Row:
		writeRow(out, text)
	case corpus.Code:
		fence := strings.Repeat("`", longestRun(text, '`')+3)
		fmt.Fprintf(out, "%s\n%s\n%s\n", fence, text, fence)
	default:
		fmt.Fprintf(out, "%s\n", escapeMarkdown(text))
	}
}

func writeItem(out *bytes.Buffer, text string) {
	fmt.Fprintf(out, "- %s\n", escapeMarkdown(text))
}

// writeRow writes a table of one row: a document does not say which of its
// rows belong to one table, or which of them is the head.
func writeRow(out *bytes.Buffer, text string) {
	cells := strings.Split(text, cellSeparator)
	for _, c := range cells {
		fmt.Fprintf(out, "| %s ", strings.ReplaceAll(escapeMarkdown(c), "|", "&#124;"))
	}
	out.WriteString("|\n" + strings.Repeat("| --- ", len(cells)) + "|\n")
}

var (
	special    = regexp.MustCompile("[\\\\`*_\\[\\]<>~]")
	reference  = regexp.MustCompile(`&([#A-Za-z])`)
	lineStart  = regexp.MustCompile(`^(?:#|\+|-|=|>|\d{1,9}[.)])`)
	hashAtEnd  = regexp.MustCompile(`#+$`)
	whitespace = strings.NewReplacer("\n", "&#10;", "\t", "&#9;")
)

// escapeMarkdown makes text that Markdown reads as these very characters.
func escapeMarkdown(text string) string {
	text = special.ReplaceAllString(text, `\$0`)
	text = reference.ReplaceAllString(text, "&amp;$1")
	text = hashAtEnd.ReplaceAllStringFunc(text, func(s string) string { return strings.Repeat(`\#`, len(s)) })
	if at := lineStart.FindStringIndex(text); at != nil {
		text = text[:at[1]-1] + `\` + text[at[1]-1:]
	}
	return whitespace.Replace(text)
}

func longestRun(s string, c byte) int {
	longest, n := 0, 0
	for i := range len(s) {
		if s[i] != c {
			n = 0
			continue
		}
		n++
		longest = max(longest, n)
	}
	return longest
}
