package reader

import "github.com/pincite/pincite/search/terms"

// titleCounts is how often a word of the title counts as one of the text.
const titleCounts = 2

// vocabulary is how often a document has which terms.
type vocabulary struct {
	counts map[string]float64
	length float64
}

// read counts the terms of a document and of its title.
func (t *Text) read() *vocabulary {
	v := &vocabulary{counts: map[string]float64{}}
	add := func(ts []terms.Term, times float64) {
		for i := range ts {
			if !ts[i].Stop {
				v.counts[ts[i].Text] += times
				v.length += times
			}
		}
	}
	for i := range t.sentences {
		add(t.Sentence(i).Terms, 1)
	}
	meta := t.Document.Metadata()
	add(terms.Of(meta.Title+"\n"+meta.Subtitle, t.Language), titleCounts)
	return v
}

// Whole rates a document as a whole: by how often it has which of the question's
// terms, as BM25 has it (Robertson and others 1994). saturate gives the share of
// a term's weight for so many occurrences in a text of so many terms.
func (q *Question) Whole(t *Text, standIn float64, saturate func(count, length float64) float64) float64 {
	v, sum := t.vocabulary(), 0.0
	for i := range q.Terms {
		w := &q.Terms[i]
		weight := w.Weight * float64(1+w.Repeats)
		sum += weight * saturate(v.counts[w.Text], v.length)
		for _, o := range w.Others {
			factor := o.Factor
			if !w.Mended && factor != SameFactor {
				factor *= standIn
			}
			sum += weight * factor * saturate(v.counts[o.Text], v.length)
		}
	}
	return sum
}

// leadSentences is how many sentences a text begins with that say what it is about.
const leadSentences = 3

// Lead returns the share of the weight of the question's terms that a document
// has where it begins. News tells there what it is about.
func (q *Question) Lead(t *Text) float64 {
	have, all := 0.0, 0.0
	for i := range q.Terms {
		w := &q.Terms[i]
		best := 0.0
		for j := range min(leadSentences, len(t.sentences)) {
			best = max(best, t.Sentence(j).has(w))
		}
		have, all = have+w.Weight*best, all+w.Weight
	}
	return have / max(all, 0.1)
}
