package bot

import (
	"github.com/pincite/pincite/corpus"
)

// shortParagraph is how many bytes a paragraph may have to be shown whole
// around the sentence that answers.
const shortParagraph = 600

// excerpt is a quotation as it is laid out: what is shown, and the sentences
// in it that answer.
type excerpt struct {
	cited
	block int           // the block of the document that it is in; -1 for metadata
	marks []corpus.Span // in the order of the text
	taken int           // pieces of evidence that it shows
}

// excerpts lays quotations out. Two sentences of one short paragraph, said by
// the same person, become one excerpt.
func excerpts(list []cited) []excerpt {
	var out []excerpt
	for _, c := range list {
		e := excerpt{cited: c, block: blockOf(c), taken: 1, marks: []corpus.Span{c.quote.Span()}}
		if n := len(out); n > 0 && out[n-1].joins(e) {
			out[n-1].marks = inOrder(append(out[n-1].marks, e.marks...))
			out[n-1].taken++
			continue
		}
		out = append(out, e)
	}
	return out
}

func blockOf(c cited) int {
	if c.quote.Kind() != corpus.FromText {
		return -1
	}
	i := c.doc.BlockAt(c.quote.Span().Start)
	if i < 0 || !c.doc.Blocks()[i].Span.Contains(c.quote.Span()) {
		return -1
	}
	return i
}

func (e excerpt) joins(o excerpt) bool {
	if e.block < 0 || e.block != o.block || e.doc.ID() != o.doc.ID() {
		return false
	}
	if (e.speaker == nil) != (o.speaker == nil) || e.speaker != nil && e.speaker.Name != o.speaker.Name {
		return false
	}
	return e.doc.Blocks()[e.block].Span.Len() <= shortParagraph
}

// inOrder sorts a few spans that are each whole sentences, and drops those that
// lie in another.
func inOrder(spans []corpus.Span) []corpus.Span {
	var out []corpus.Span
	for _, s := range spans {
		i := 0
		for i < len(out) && out[i].Start < s.Start {
			i++
		}
		switch {
		case i > 0 && out[i-1].Contains(s), i < len(out) && out[i].Contains(s):
		case i < len(out) && s.Contains(out[i]):
			out[i] = s
		default:
			out = append(out[:i], append([]corpus.Span{s}, out[i:]...)...)
		}
	}
	return out
}

// versions returns the Markdown of the excerpt from the fullest to the
// shortest: the whole paragraph with the sentences bold, when it is short; and
// the sentences alone. Each is made by the document, as every quotation is.
func (e excerpt) versions() []string {
	if e.block < 0 {
		return []string{blockQuote(e.quote.Text(), corpus.Span{End: len(e.quote.Text())}, nil)}
	}
	var out []string
	around := e.doc.Blocks()[e.block].Span
	if around.Len() <= shortParagraph {
		marks := e.marks
		if len(marks) == 1 && marks[0] == around {
			marks = e.quote.Marks()
		}
		if q, err := e.doc.Quote(around, marks...); err == nil {
			out = append(out, blockQuote(q.Text(), q.Span(), q.Marks()))
		}
	}
	return append(out, blockQuote(e.quote.Text(), e.quote.Span(), nil))
}
