package extract

import (
	"bytes"
	"context"
	"strings"

	"github.com/pincite/pincite/corpus"
)

// isRTF recognizes rich text by the word with which it begins.
func isRTF(in input) bool {
	return bytes.HasPrefix(bytes.TrimLeft(in.data[:min(len(in.data), 64)], "\xef\xbb\xbf \r\n\t"), []byte(`{\rtf`))
}

// maxRTFDepth is how deeply groups may be nested.
const maxRTFDepth = 512

// rtfGroup is what holds until a group's end.
type rtfGroup struct {
	skip    bool   // what stands in it is no part of the text
	into    string // the property that it states; "" for the text
	fallow  int    // characters that stand in for one in Unicode
	font    int
	hidden  bool
	isNote  bool
	isFrame bool

	// Of the paragraph.
	style   int // its number; -1 for none
	level   int // of the outline, from 0; -1 for none
	list    bool
	inTable bool
}

// rtfReader reads rich text word by word.
type rtfReader struct {
	ctx   context.Context
	data  []byte
	at    int
	stack []rtfGroup
	g     rtfGroup

	pending []byte // characters in an encoding, not yet decoded
	pageOf  int    // the encoding of the whole, as a code page
	fonts   map[int]int
	styles  map[int]string
	high    rune // the first half of a character of two
	ignore  int  // characters that are still to be passed over

	flow
	listed bool // a bullet was written before the paragraph
	row    []cell
	rows   [][]cell
	info   map[string]*strings.Builder
	date   [3]int
}

// readRTF reads rich text with its footnotes.
func readRTF(ctx context.Context, in input, given corpus.Metadata) (article, error) {
	r := &rtfReader{ctx: ctx, data: in.data, pageOf: 1252, fonts: map[int]int{}, styles: map[int]string{}, info: map[string]*strings.Builder{}}
	r.g = rtfGroup{fallow: 1, style: -1, level: -1}
	if err := r.run(); err != nil {
		return article{}, err
	}
	r.endParagraph()
	r.endRows()
	if r.full() {
		return article{}, errTooMuchText()
	}
	about := properties{title: r.stated("title"), authors: []string{r.stated("author")}}
	if y, m, d := r.date[0], r.date[1], r.date[2]; y > 0 {
		about.created = propertyDate(dashed(y, m, d))
	}
	return withProperties(markLists(r.finish()), about, given), nil
}

func (r *rtfReader) stated(name string) string {
	if b := r.info[name]; b != nil {
		return b.String()
	}
	return ""
}

// run reads to the end of the bytes. What is malformed is read as far as it
// makes sense, as word processors do.
func (r *rtfReader) run() error {
	for n := 0; r.at < len(r.data); n++ {
		if n%4096 == 0 {
			if err := r.ctx.Err(); err != nil {
				return err
			}
		}
		c := r.data[r.at]
		r.at++
		switch c {
		case '{':
			if len(r.stack) >= maxRTFDepth {
				return &Problem{"damaged", "This rich text (RTF) is damaged: it is nested too deeply. Please open it, save it again and send that."}
			}
			r.flush()
			r.stack = append(r.stack, r.g)
			r.ignore = 0
		case '}':
			r.closeGroup()
		case '\\':
			r.control()
		case '\r', '\n':
		default:
			r.char(c)
		}
	}
	r.flush()
	return nil
}

func (r *rtfReader) closeGroup() {
	r.flush()
	r.ignore = 0
	n := len(r.stack)
	if n == 0 {
		return
	}
	outer := r.stack[n-1]
	r.stack = r.stack[:n-1]
	if r.g.isNote && !outer.isNote {
		r.endParagraph()
		r.inNote--
	} else if r.g.isFrame && !outer.isFrame {
		r.end()
	}
	r.g = outer
}

// char takes one character in an encoding.
func (r *rtfReader) char(c byte) {
	if r.ignore > 0 {
		r.ignore--
		return
	}
	if !r.g.skip {
		r.pending = append(r.pending, c)
	}
}

// flush decodes the characters that were gathered.
func (r *rtfReader) flush() {
	if len(r.pending) == 0 {
		return
	}
	page, ok := r.fonts[r.g.font]
	if !ok || page == 0 {
		page = r.pageOf
	}
	text := decodePage(page, r.pending)
	r.pending = r.pending[:0]
	r.say(text)
}

// say writes text to where the group leads.
func (r *rtfReader) say(text string) {
	switch {
	case r.g.skip || r.g.hidden:
	case r.g.into == "font", r.g.into == "style":
		r.named(text)
	case r.g.into != "":
		b := r.info[r.g.into]
		if b == nil {
			b = &strings.Builder{}
			r.info[r.g.into] = b
		}
		if b.Len() < 4096 {
			b.WriteString(text)
		}
	default:
		if r.current() == nil {
			r.begin()
		}
		r.write(text)
	}
}

// named keeps the name of the style that is being described.
func (r *rtfReader) named(text string) {
	if r.g.into == "style" && len(r.styles) < 10_000 {
		name, _, _ := strings.Cut(text, ";")
		if name = strings.TrimSpace(name); name != "" {
			r.styles[r.g.style] = name
		}
	}
}

// endParagraph closes a paragraph, and says what it is by its style.
func (r *rtfReader) endParagraph() {
	r.flush()
	p := r.current()
	if p == nil {
		return
	}
	if !r.g.isNote && !r.g.isFrame {
		name := r.styles[r.g.style]
		p.kind, p.level = styleKind(name)
		p.title = strings.EqualFold(name, "title")
		p.hidden = isContents(name)
		if r.g.level >= 0 && p.level == 0 {
			p.level = min(r.g.level+1, 6)
		}
		switch {
		case p.level > 0:
			p.kind = corpus.Paragraph
		case (r.g.list || r.listed) && p.kind == corpus.Paragraph:
			p.kind = corpus.Item
		}
		r.listed = false
	}
	if !r.g.inTable && r.inNote == 0 && !r.g.isFrame {
		r.endRows()
	}
	before := len(r.units)
	r.end()
	if r.g.inTable && r.inNote == 0 && len(r.units) > before {
		if len(r.row) == 0 {
			r.row = append(r.row, cell{})
		}
		c := &r.row[len(r.row)-1]
		c.paras = append(c.paras, r.units[before:]...)
		r.units = r.units[:before]
	}
}

// endCell ends a cell of a table's row; endRow the row.
func (r *rtfReader) endCell() {
	r.g.inTable = true
	if len(r.row) == 0 {
		r.row = append(r.row, cell{})
	}
	r.endParagraph()
	r.row = append(r.row, cell{})
}

func (r *rtfReader) endRow() {
	if n := len(r.row); n > 1 {
		r.rows = append(r.rows, r.row[:n-1])
	}
	r.row = nil
}

// endRows ends a table.
func (r *rtfReader) endRows() {
	if len(r.row) > 0 {
		r.rows = append(r.rows, r.row)
		r.row = nil
	}
	if len(r.rows) > 0 {
		r.units = append(r.units, (&table{rows: r.rows}).units()...)
		r.rows = nil
	}
}
