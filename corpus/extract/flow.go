package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/pincite/pincite/corpus"
)

// flow gathers the pieces of a word processor's document: paragraphs that
// begin and end, within each other where a frame hangs on a paragraph, and
// tables of cells of paragraphs.
type flow struct {
	units  []unit
	notes  []unit // footnotes and endnotes, which come last
	paras  []*para
	tables []*table
	inNote int
	size   int
}

// para is an open paragraph.
type para struct {
	unit
	text   strings.Builder
	hidden bool
	frames []unit // what hangs on it comes after it
}

// table is an open table.
type table struct {
	rows [][]cell
}

// cell is the paragraphs of a table's cell.
type cell struct{ paras []unit }

// maxFlow is the most bytes of text that are taken from one document.
const maxFlow = MaxTextBytes

func (f *flow) full() bool { return f.size > maxFlow }

func errTooMuchText() *Problem {
	return &Problem{"too-large", "This has more text than Pincite reads, which is 8 MB. Please send the part that matters."}
}

// begin opens a paragraph.
func (f *flow) begin() *para {
	p := &para{unit: unit{kind: corpus.Paragraph, gap: true}}
	f.paras = append(f.paras, p)
	return p
}

// current is the innermost open paragraph; nil when none is open.
func (f *flow) current() *para {
	if len(f.paras) == 0 {
		return nil
	}
	return f.paras[len(f.paras)-1]
}

// write adds text to the open paragraph.
func (f *flow) write(s string) {
	if p := f.current(); p != nil && !f.full() {
		p.text.WriteString(s)
		f.size += len(s)
	}
}

// end closes the innermost paragraph and puts it where it belongs: into the
// open cell, behind the paragraph that it hangs on, among the notes, or next.
func (f *flow) end() {
	p := f.current()
	if p == nil {
		return
	}
	f.paras = f.paras[:len(f.paras)-1]
	p.unit.text = strings.TrimSpace(p.text.String())
	all := p.frames
	if p.unit.text != "" && !p.hidden {
		all = append([]unit{p.unit}, all...)
	}
	switch outer := f.current(); {
	case f.inNote > 0:
		f.notes = append(f.notes, all...)
	case len(f.tables) > 0 && len(f.tables[len(f.tables)-1].rows) > 0:
		rows := f.tables[len(f.tables)-1].rows
		if last := rows[len(rows)-1]; len(last) > 0 {
			c := &last[len(last)-1]
			c.paras = append(c.paras, all...)
		}
	case outer != nil:
		outer.frames = append(outer.frames, all...)
	default:
		f.units = append(f.units, all...)
	}
}

func (f *flow) beginTable() { f.tables = append(f.tables, &table{}) }

func (f *flow) beginRow() {
	if n := len(f.tables); n > 0 {
		f.tables[n-1].rows = append(f.tables[n-1].rows, nil)
	}
}

func (f *flow) beginCell() {
	if n := len(f.tables); n > 0 && len(f.tables[n-1].rows) > 0 {
		rows := f.tables[n-1].rows
		rows[len(rows)-1] = append(rows[len(rows)-1], cell{})
	}
}

// endTable closes the innermost table. A table that only arranges a page gives
// its paragraphs, one of data its rows; a table in a cell is text in it.
func (f *flow) endTable() {
	n := len(f.tables)
	if n == 0 {
		return
	}
	t := f.tables[n-1]
	f.tables = f.tables[:n-1]
	all := t.units()
	if n > 1 {
		if rows := f.tables[n-2].rows; len(rows) > 0 && len(rows[len(rows)-1]) > 0 {
			c := &rows[len(rows)-1][len(rows[len(rows)-1])-1]
			c.paras = append(c.paras, all...)
		}
		return
	}
	f.units = append(f.units, all...)
}

// The most that a cell of a table of data holds.
const (
	cellParagraphs = 3
	cellChars      = 400
)

func (t *table) units() (all []unit) {
	if !t.isData() {
		for _, row := range t.rows {
			for _, c := range row {
				all = append(all, c.paras...)
			}
		}
		return all
	}
	for _, row := range t.rows {
		texts := make([]string, len(row))
		words := false
		for i, c := range row {
			texts[i] = c.text()
			words = words || texts[i] != ""
		}
		if words {
			all = append(all, unit{text: strings.Join(texts, cellSeparator), kind: corpus.Row, gap: true})
		}
	}
	return all
}

func (t *table) isData() bool {
	wide := false
	for _, row := range t.rows {
		wide = wide || len(row) > 1
		for _, c := range row {
			if len(c.paras) > cellParagraphs || utf8.RuneCountInString(c.text()) > cellChars {
				return false
			}
		}
	}
	return wide
}

func (c cell) text() string {
	texts := make([]string, len(c.paras))
	for i, p := range c.paras {
		texts[i] = oneLine(p.text)
	}
	return strings.Join(texts, " ")
}

// finish closes what a broken document left open, and returns the pieces with
// the notes after them.
func (f *flow) finish() []unit {
	for len(f.paras) > 0 {
		f.end()
	}
	for len(f.tables) > 0 {
		f.endTable()
	}
	return append(f.units, f.notes...)
}

// styleKind says by the name of a paragraph's style what it is.
func styleKind(name string) (kind corpus.BlockKind, level int) {
	name = strings.ToLower(strings.NewReplacer("_20_", " ", "_", " ", "-", " ").Replace(name))
	name = strings.Join(strings.Fields(name), " ")
	switch {
	case name == "title", name == "headline", name == "doc title":
		return corpus.Paragraph, 1
	case strings.HasPrefix(name, "heading "), strings.HasPrefix(name, "überschrift "), strings.HasPrefix(name, "titre "), strings.HasPrefix(name, "título "):
		if n := atoi(name[strings.IndexByte(name, ' ')+1:]); n > 0 {
			return corpus.Paragraph, min(n, 6)
		}
	case strings.HasPrefix(name, "heading") && len(name) == len("heading1"):
		if n := atoi(name[len("heading"):]); n > 0 {
			return corpus.Paragraph, min(n, 6)
		}
	case name == "caption", strings.HasSuffix(name, " caption"), name == "illustration", name == "figure":
		return corpus.Caption, 0
	case name == "quote", name == "intense quote", name == "block text", name == "quotations", name == "block quotation":
		return corpus.Quotation, 0
	case strings.HasPrefix(name, "list"):
		return corpus.Item, 0
	case name == "preformatted text", name == "html preformatted", name == "source code", name == "code":
		return corpus.Code, 0
	}
	return corpus.Paragraph, 0
}

// isContents reports whether a style is of a table of contents' lines, which
// repeat the headings.
func isContents(name string) bool {
	name = strings.ToLower(strings.ReplaceAll(name, "_20_", " "))
	return strings.HasPrefix(name, "toc ") || strings.HasPrefix(name, "contents ") || name == "toc heading" || name == "toc1" || name == "toc2" || name == "toc3"
}
