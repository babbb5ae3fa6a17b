package bot

import (
	"fmt"
	"path/filepath"

	"github.com/google/go-cmp/cmp"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
	"github.com/pincite/pincite/search"
)

// said is what a library answers, with scores, but for what time adds to it.
type said struct {
	Verdict    search.Verdict
	Confidence float64
	Quotes     []string
	Scores     []float64
	Related    []string
	Corrected  map[string]string
}

// answersAlone asks each server all that is asked in a drive, and asks the same
// of its articles where nobody else has any: the answers are equal, scores and
// all.
func (d *drive) answersAlone() {
	d.t.Helper()
	for i, s := range d.sides {
		docs := d.documents(s)
		other, err := store.Open(d.ctx, d.t.TempDir())
		if err != nil {
			d.t.Fatal(err)
		}
		defer other.Close()
		if err := other.Replace(d.ctx, s.library(), docs, "shell"); err != nil {
			d.t.Fatal(err)
		}
		alone, err := search.Open(d.ctx, search.Config{Dir: filepath.Join(d.t.TempDir(), "index"), Source: other})
		if err != nil {
			d.t.Fatal(err)
		}
		defer alone.Close()
		for _, q := range s.questions(d.sides[1-i]) {
			if diff := cmp.Diff(d.answer(alone, s, q), d.answer(d.engine, s, q)); diff != "" {
				d.t.Fatalf("with a neighbour, %s answers %q otherwise (-alone +with):\n%s", s.name, q, diff)
			}
		}
	}
}

func (d *drive) documents(s *side) (docs []*corpus.Document) {
	d.t.Helper()
	list, _, err := d.store.List(d.ctx, s.scope(), store.Page{Limit: 1000})
	if err != nil {
		d.t.Fatal(err)
	}
	for _, one := range list {
		doc, err := d.store.Document(d.ctx, s.scope(), one.ID)
		if err != nil {
			d.t.Fatal(err)
		}
		docs = append(docs, doc)
	}
	return docs
}

func (d *drive) answer(e *search.Engine, s *side, question string) (a said) {
	d.t.Helper()
	got, err := e.Ask(d.ctx, s.scope(), search.Question{Text: question, Limit: 9})
	if err != nil {
		d.t.Fatal(err)
	}
	a = said{Verdict: got.Verdict, Confidence: got.Confidence, Corrected: got.Corrected}
	for _, c := range got.Related {
		a.Related = append(a.Related, fmt.Sprint(c.Title, c.Locator))
	}
	for _, e := range got.Evidence {
		a.Quotes, a.Scores = append(a.Quotes, e.Quote.Text()+" – "+e.Quote.Citation().Title), append(a.Scores, e.Score)
	}
	found, err := e.Search(d.ctx, s.scope(), search.Words{Text: question, Limit: 50})
	if err != nil {
		d.t.Fatal(err)
	}
	for _, h := range found.Hits {
		a.Quotes, a.Scores = append(a.Quotes, h.Quote.Text()), append(a.Scores, h.Score)
	}
	return a
}
