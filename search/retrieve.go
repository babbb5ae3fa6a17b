package search

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/search/index"
	"github.com/pincite/pincite/search/reader"
)

// retrieved is what the index has for a question.
type retrieved struct {
	epoch    string
	passages int // in the library
	hits     []index.Hit
	length   float64              // of a document, in terms, on average
	notes    map[corpus.ID][]byte // of documents that were found and are not ready for reading
	only     corpus.ID            // the document that can be meant by "this article"; "" when there are several
}

// otherFactor is how much a term counts in retrieval that stands for one of
// the question, of what it counts in a sentence.
const otherFactor = 0.25

// pieceFactor is how much a part of a word counts in retrieval.
const pieceFactor = 0.3

// retrieve weighs the question's terms, mends those that are misspelt, and
// finds candidate passages, so many at most.
func retrieve(ctx context.Context, v *index.View, q *reader.Question, in corpus.ID, limit int) (retrieved, error) {
	out := retrieved{passages: v.Passages(), length: v.DocumentLength()}
	if out.passages == 0 || q.Empty() {
		return out, nil
	}
	if out.only = in; in == "" && q.Field != "" {
		var err error
		if out.only, err = v.Only(); err != nil {
			return out, err
		}
	}
	var query []index.Weighted
	seen := map[string]int{}
	add := func(term string, weight float64) {
		if i, ok := seen[term]; ok {
			query[i].Weight = max(query[i].Weight, weight)
			return
		}
		seen[term] = len(query)
		query = append(query, index.Weighted{Term: term, Weight: weight})
	}
	capitals := slices.ContainsFunc(q.Terms, func(w reader.Wanted) bool { return w.Name })
	for i := range q.Terms {
		w := &q.Terms[i]
		if err := weigh(ctx, v, w, capitals); err != nil {
			return out, err
		}
		factor := float64(1 + w.Repeats)
		if w.Light {
			factor *= reader.LightFactor
		}
		add(w.Text, factor)
		for _, o := range w.Others {
			if w.Mended || o.Factor == reader.SameFactor {
				add(o.Text, o.Factor)
			} else {
				add(o.Text, factor*otherFactor*o.Factor)
			}
		}
	}
	for _, p := range q.Pieces {
		add(p, pieceFactor)
	}
	var err error
	out.hits, err = v.Find(ctx, query, in, limit)
	return out, err
}

// within leaves only the passages that overlap the span which a question is
// restricted to, and adds those of them that have none of its words.
func (e *Engine) within(ctx context.Context, scope corpus.Scope, q Question, found *retrieved, texts map[corpus.ID]*reader.Text) error {
	if q.Within.Len() == 0 {
		return nil
	}
	if texts[q.Document] == nil {
		docs, err := e.cfg.Source.Documents(ctx, scope, []corpus.ID{q.Document})
		if err != nil || len(docs) == 0 {
			return err
		}
		texts[q.Document] = reader.NewText(docs[0], nil)
	}
	t := texts[q.Document]
	hits := slices.DeleteFunc(slices.Clone(found.hits), func(h index.Hit) bool {
		return h.Number >= len(t.Document.Passages()) || !t.Document.Passages()[h.Number].Span.Overlaps(q.Within)
	})
	for _, p := range t.Document.Passages() {
		if p.Span.Overlaps(q.Within) && !slices.ContainsFunc(hits, func(h index.Hit) bool { return h.Number == p.Number }) {
			hits = append(hits, index.Hit{Document: q.Document, Revision: t.Document.Provenance().Revision, Number: p.Number})
		}
	}
	found.hits = hits
	return nil
}

// weigh says how much a term counts, and what stands for it.
func weigh(ctx context.Context, v *index.View, w *reader.Wanted, capitals bool) error {
	count, err := v.Count(ctx, w.Text)
	if err != nil {
		return err
	}
	w.Found = count > 0
	for _, o := range w.Others {
		if w.Found {
			break
		}
		if count, err = v.Count(ctx, o.Text); err != nil {
			return err
		}
		w.Found = count > 0
	}
	w.Weight = index.IDF(v.Passages(), count)
	if !w.Found {
		if err := mend(ctx, v, w); err != nil {
			return err
		}
	}
	if !w.Found && !w.Digit && !w.Name && capitals {
		// A common word that the library happens not to have says less
		// than a name that it does not have.
		w.Weight *= commonUnknown
	}
	w.Weight = max(w.Weight, 0.1)
	if w.Light {
		w.Weight *= reader.LightFactor
	}
	return nil
}

const commonUnknown = 0.5

// mendedFactor is how much the word that was probably meant counts.
const mendedFactor = 0.85

// mend looks for what was meant by a word that the library does not have: a
// word of it that is spelled nearly so. Short words are mended only by one
// letter, and never those that say a number.
func mend(ctx context.Context, v *index.View, w *reader.Wanted) error {
	length := utf8.RuneCountInString(w.Text)
	if w.Digit || length < 4 || strings.ContainsAny(w.Text, "0123456789") {
		return nil
	}
	edits := 1
	if length >= 7 {
		edits = 2
	}
	like, err := v.Similar(ctx, w.Text, edits)
	if err != nil || len(like) == 0 {
		return err
	}
	for _, l := range like {
		if l.Edits > like[0].Edits || utf8.RuneCountInString(l.Term) < 3 {
			break
		}
		w.Others = append(w.Others, reader.Other{Text: l.Term, Factor: mendedFactor})
		if len(w.Others) >= 3 {
			break
		}
	}
	if len(w.Others) > 0 {
		w.Mended, w.Found, w.Edits, w.Lost = true, true, like[0].Edits, w.Weight
		w.Weight = index.IDF(v.Passages(), like[0].Count)
	}
	return nil
}

// corrections reports the spellings that were used for misspelt words, as the
// best candidate that has one of them writes it.
func corrections(q *reader.Question, candidates []reader.Candidate) map[string]string {
	var out map[string]string
	for i := range q.Terms {
		w := &q.Terms[i]
		if !w.Mended {
			continue
		}
		for c := range candidates {
			if word := candidates[c].Spelling(w); word != "" {
				if out == nil {
					out = map[string]string{}
				}
				out[w.Word] = word
				break
			}
		}
	}
	return out
}
