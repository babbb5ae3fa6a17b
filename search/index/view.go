package index

import (
	"cmp"
	"context"
	"math"
	"slices"

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

var fieldWeights = [fields]float64{body: 1, window: 0.5, title: 0.4, heading: 0.3}

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

// Passages returns how many passages there are.
func (v *View) Passages() int { return v.state.Passages }

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

// Hit is a passage that has a term of the query.
type Hit struct {
	Document corpus.ID
	Revision int
	Number   int // of the passage
	Score    float64
}

// Find returns the best passages for a query: at most limit from offset, by
// score, then document, then number; and how many there are. A document other
// than "" restricts it to that one.
func (v *View) Find(ctx context.Context, query []Weighted, in corpus.ID, offset, limit int) ([]Hit, int, error) {
	scores := map[uint64]float64{}
	only, err := v.within(ctx, in)
	if err != nil {
		return nil, 0, err
	}
	for _, q := range query {
		for f := range fields {
			if err := v.add(ctx, scores, q, f, only); err != nil {
				return nil, 0, err
			}
		}
	}
	hits, err := v.best(scores, offset+limit)
	if err != nil {
		return nil, 0, err
	}
	return hits[min(offset, len(hits)):], len(scores), nil
}

// within returns the numbers of a document's passages; nil means all.
func (v *View) within(ctx context.Context, in corpus.ID) (map[uint64]bool, error) {
	if in == "" {
		return nil, nil
	}
	only := map[uint64]bool{}
	tfr, err := v.reader.TermFieldReader(ctx, []byte(in), ownerField, false, false, false)
	if err != nil {
		return nil, err
	}
	defer tfr.Close()
	var at bleve.TermFieldDoc
	for {
		d, err := tfr.Next(at.Reset())
		if err != nil || d == nil {
			return only, err
		}
		only[d.ID.Value()] = true
	}
}

// add adds what one term scores in one field.
func (v *View) add(ctx context.Context, scores map[uint64]float64, q Weighted, field int, only map[uint64]bool) error {
	tfr, err := v.reader.TermFieldReader(ctx, []byte(q.Term), fieldNames[field], true, true, false)
	if err != nil {
		return err
	}
	defer tfr.Close()
	weight := q.Weight * fieldWeights[field] * IDF(v.state.Passages, int(tfr.Count()))
	average := float64(v.state.Tokens[field]) / float64(max(1, v.state.Passages))
	var at bleve.TermFieldDoc
	for n := 0; ; n++ {
		d, err := tfr.Next(at.Reset())
		if err != nil || d == nil {
			return err
		}
		if n%1024 == 1023 && ctx.Err() != nil {
			return ctx.Err()
		}
		number := d.ID.Value()
		if only != nil && !only[number] {
			continue
		}
		// Bleve's norm is one over the root of the length; a float32
		// gives the length back exactly up to some millions of terms.
		length := math.Round(1 / (d.Norm * d.Norm))
		scores[number] += weight * saturate(float64(d.Freq), length, average)
	}
}

// saturate is BM25's share of a term's weight for how often it occurs.
func saturate(freq, length, average float64) float64 {
	return freq * (k1 + 1) / (freq + k1*(1-b+b*length/average))
}

// best names the n best passages. Ties go by name, so all that tie with the
// last are named before they are cut.
func (v *View) best(scores map[uint64]float64, n int) ([]Hit, error) {
	type scored struct {
		number uint64
		score  float64
	}
	all := make([]scored, 0, len(scores))
	for number, s := range scores {
		all = append(all, scored{number, s})
	}
	slices.SortFunc(all, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	end := min(n, len(all))
	for end > 0 && end < len(all) && all[end].score == all[end-1].score {
		end++
	}
	hits := make([]Hit, 0, end)
	for _, s := range all[:end] {
		name, err := v.reader.ExternalID(bleve.NewIndexInternalID(nil, s.number))
		if err != nil {
			return nil, err
		}
		k, err := parseKey(name)
		if err != nil {
			return nil, err
		}
		hits = append(hits, Hit{Document: k.document, Revision: k.revision, Number: k.number, Score: s.score})
	}
	slices.SortFunc(hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Document, b.Document), cmp.Compare(a.Number, b.Number))
	})
	return hits[:min(n, len(hits))], nil
}

// FindWords returns the passages that have words among their own: each word is
// given as the terms that it may be, and counts once for its best. Passages
// that have more of the words come first, then those with the better score.
func (v *View) FindWords(ctx context.Context, words [][]Weighted, in corpus.ID, offset, limit int) ([]Hit, int, error) {
	only, err := v.within(ctx, in)
	if err != nil {
		return nil, 0, err
	}
	all := map[uint64]float64{}
	for _, alike := range words {
		one := map[uint64]float64{}
		for _, q := range alike {
			if err := v.add(ctx, one, q, body, only); err != nil {
				return nil, 0, err
			}
		}
		for number, s := range one {
			all[number] += wholeWord + s
		}
	}
	hits, err := v.best(all, offset+limit)
	if err != nil {
		return nil, 0, err
	}
	for i := range hits {
		hits[i].Score = math.Mod(hits[i].Score, wholeWord)
	}
	return hits[min(offset, len(hits)):], len(all), nil
}

// wholeWord is more than any score: who has one word more comes first.
const wholeWord = 1 << 16
