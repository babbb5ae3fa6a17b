package index

import (
	"context"
	"math"

	bleve "github.com/blevesearch/bleve_index_api"
)

// end is where a list stands that has no more passages.
const end = math.MaxUint64

// list walks the passages that have a term in a field.
type list struct {
	postings bleve.TermFieldReader
	doc      bleve.TermFieldDoc
	to       bleve.IndexInternalID // where it is asked to go; kept for its memory
	at       uint64                // the passage on which it stands, or end

	field   int
	weight  float64 // of the term in the field
	average float64 // length of the field
	bound   float64 // more than it can add to a score
}

// open returns a list that stands on its first passage.
func (v *View) open(ctx context.Context, term, field string, freqs bool) (*list, error) {
	postings, err := v.reader.TermFieldReader(ctx, []byte(term), field, freqs, freqs, false)
	if err != nil {
		return nil, err
	}
	l := &list{postings: postings}
	if err := l.next(); err != nil {
		_ = postings.Close()
		return nil, err
	}
	return l, nil
}

// term opens the postings of a query's term in a field.
func (v *View) term(ctx context.Context, q Weighted, field int) (*list, error) {
	l, err := v.open(ctx, q.Term, fieldNames[field], true)
	if err != nil {
		return nil, err
	}
	l.field = field
	l.weight = q.Weight * fieldWeights[field] * IDF(v.state.Passages, int(l.postings.Count()))
	l.average = float64(v.state.Tokens[field]) / float64(max(1, v.state.Passages))
	l.bound = l.weight * (k1 + 1)
	return l, nil
}

func (l *list) next() error { return l.stand(l.postings.Next(l.doc.Reset())) }

// seek goes on to a passage, or to the next that the list has. It never goes
// back.
func (l *list) seek(number uint64) error {
	if l.at >= number {
		return nil
	}
	l.to = bleve.NewIndexInternalID(l.to, number)
	return l.stand(l.postings.Advance(l.to, &l.doc))
}

func (l *list) stand(d *bleve.TermFieldDoc, err error) error {
	l.at = end
	if err == nil && d != nil {
		l.at = d.ID.Value()
	}
	return err
}

// each visits the passages from where the list stands up to a limit.
func (l *list) each(limit uint64, visit func()) error {
	for l.at < limit {
		visit()
		if err := l.next(); err != nil {
			return err
		}
	}
	return nil
}

// score is what the list adds to the passage on which it stands.
func (l *list) score() float64 {
	// Bleve's norm is one over the root of the length; a float32 gives the
	// length back exactly up to some millions of terms.
	length := math.Round(1 / (l.doc.Norm * l.doc.Norm))
	return l.weight * Saturate(float64(l.doc.Freq), length, l.average)
}
