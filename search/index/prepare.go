package index

import (
	"iter"
	"runtime"

	"github.com/blevesearch/bleve/v2/document"

	"github.com/pincite/pincite/corpus"
)

// prepared is a document as it is written: its passages, with the note of it.
type prepared struct {
	id       corpus.ID
	passages []*document.Document
	keys     []key
	err      error
}

// prepare yields what is to be written of documents, in their order. Reading one
// takes longer than writing it, so as many are read ahead as there are processors.
func (x *Index) prepare(docs []*corpus.Document) iter.Seq[prepared] {
	return func(yield func(prepared) bool) {
		ahead := runtime.GOMAXPROCS(0)
		waiting := make([]chan prepared, len(docs))
		start := func(i int) {
			if i >= len(docs) {
				return
			}
			done := make(chan prepared, 1) // so that nobody waits for one who stops early
			waiting[i] = done
			go func() { done <- x.read(docs[i]) }()
		}
		for i := range ahead {
			start(i)
		}
		for i := range docs {
			p := <-waiting[i]
			waiting[i] = nil
			start(i + ahead)
			if !yield(p) {
				return
			}
		}
	}
}

// read makes the passages of one document and its note.
func (x *Index) read(d *corpus.Document) (p prepared) {
	defer Guard(&p.err)()
	p.id = d.ID()
	p.passages, p.keys = passages(d)
	p.err = x.annotate(d, p.passages)
	return p
}
