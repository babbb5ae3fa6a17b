package extract_test

import (
	"fmt"
	"strings"

	"github.com/pincite/pincite/corpus"
)

// dump shows a document for people to judge: metadata, then one line a block.
func dump(d *corpus.Document) []byte {
	var out strings.Builder
	m := d.Metadata()
	line := func(key, value string) {
		if value != "" {
			fmt.Fprintf(&out, "%s: %s\n", key, value)
		}
	}
	line("title", m.Title)
	line("subtitle", m.Subtitle)
	line("authors", strings.Join(m.Authors, " | "))
	line("publication", m.Publication)
	line("published", m.Published.String())
	line("url", m.URL)
	line("language", m.Language)
	line("dateline", m.Dateline)
	line("source file", m.SourceFile)
	if m.Example {
		line("example", "true")
	}
	out.WriteString("\n")
	for _, b := range d.Blocks() {
		kind := string(b.Kind)
		if b.Level > 0 {
			kind += fmt.Sprint(" ", b.Level)
		}
		number := "-"
		if b.Number > 0 {
			number = fmt.Sprint(b.Number)
		}
		text := strings.ReplaceAll(d.Slice(b.Span), "\n", "⏎")
		if b.Page > 0 {
			kind += fmt.Sprint(" p", b.Page)
		}
		fmt.Fprintf(&out, "%-10s %3s  %s\n", kind, number, text)
	}
	return []byte(out.String())
}
