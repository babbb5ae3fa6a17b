package index

import (
	"context"
	"math"

	bleve "github.com/blevesearch/bleve_index_api"

	"github.com/pincite/pincite/corpus"
)

// The parameters of BM25 are the customary ones; the weights of the fields
// were compared on questions over Wikipedia (TestPublicSets in package search),
// which change little between a half and twice of these.
const (
	k1 = 1.2
	b  = 0.75
)

var fieldWeights = [fields]float64{body: 1, window: 0.5, title: 0.4, heading: 0.3, pieces: 1}

// View is the index at one moment. Close it when done.
type View struct {
	reader bleve.IndexReader
	state  State
}

// View opens a view of the index as it is now.
func (x *Index) View() (*View, error) {
	r, err := x.bleve.Reader()
	if err != nil {
		return nil, err
	}
	s, err := stateOf(r)
	if err != nil {
		_ = r.Close()
		return nil, err
	}
	return &View{reader: r, state: s}, nil
}

// Close releases the view.
func (v *View) Close() error { return v.reader.Close() }

// Head returns how far the index has followed its library.
func (v *View) Head() corpus.Head { return v.state.Head }

// Passages returns how many passages there are.
func (v *View) Passages() int { return v.state.Passages }

// DocumentLength returns how many terms a document has on average.
func (v *View) DocumentLength() float64 {
	return float64(v.state.Tokens[body]) / float64(max(1, v.state.Documents))
}

// Count returns how many passages have a term among their own words, or, when
// none has, in the title or the heading.
func (v *View) Count(ctx context.Context, term string) (int, error) {
	for _, f := range []int{body, title, heading} {
		n, err := v.count(ctx, term, f)
		if n > 0 || err != nil {
			return n, err
		}
	}
	return 0, nil
}

func (v *View) count(ctx context.Context, term string, field int) (int, error) {
	tfr, err := v.reader.TermFieldReader(ctx, []byte(term), fieldNames[field], false, false, false)
	if err != nil {
		return 0, err
	}
	defer tfr.Close()
	return int(tfr.Count()), nil
}

// IDF returns the weight of a term that so many of all passages have.
func IDF(all, have int) float64 {
	return math.Log(1 + (float64(all)-float64(have)+0.5)/(float64(have)+0.5))
}

// Weighted is a term of a query.
type Weighted struct {
	Term   string
	Weight float64 // multiplies its score
}

// Saturate is BM25's share of a term's weight for how often it occurs in a text
// of some length, where texts have an average length. It is less than k1+1,
// however often that is.
func Saturate(freq, length, average float64) float64 {
	return freq * (k1 + 1) / (freq + k1*(1-b+b*length/average))
}
