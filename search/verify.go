package search

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/verify"
	"github.com/pincite/pincite/search/index"
	"github.com/pincite/pincite/search/terms"
)

// Quotation is what a person wants checked.
type Quotation struct {
	Text     string    // as it was given
	Speaker  string    // who is said to have said it; "" when nobody is
	Document corpus.ID // restricts the check to one document; "" for all
}

// Checked is what a library has to say to a quotation.
type Checked struct {
	verify.Result
	Library corpus.Library
	Unheard bool // the speaker who was given is named nowhere in the library
	Elapsed time.Duration
}

// Errors that callers tell apart with errors.Is.
var (
	ErrEmptyQuotation = errors.New("the quotation is empty")
	ErrLongQuotation  = errors.New("the quotation is too long") // over verify.MaxQuotation
)

const (
	closestPassages = 4  // looked at first, and for each part
	quotedPassages  = 12 // looked at when those do not have the quotation
	maxParts        = 4  // that a quotation is divided into
	leastPart       = 8  // words of one
	chunkWords      = 40 // words of a quotation that are searched for together
	maxChunks       = 6
	chunkTerms      = 8 // of them, the rarest
	maxLanguages    = 3 // of a library that a quotation is read in
)

// Verify says whether a quotation stands in the library, and how it differs. It
// never says that something was not said: only that it is not there. Errors are
// ErrEmptyQuotation, ErrLongQuotation, the context's, and the store's or the
// index's.
func (e *Engine) Verify(ctx context.Context, scope corpus.Scope, q Quotation) (Checked, error) {
	begun := time.Now()
	if len(q.Text) > verify.MaxQuotation {
		return Checked{}, ErrLongQuotation
	}
	q.Text = strings.ToValidUTF8(q.Text, "\uFFFD")
	if strings.TrimSpace(corpus.Canonical(q.Text)) == "" {
		return Checked{}, ErrEmptyQuotation
	}
	lib, _ := scope.Library()
	asked := verify.Quotation{Text: q.Text, Speaker: corpus.Canonical(q.Speaker)}
	out := Checked{Library: lib, Result: verify.Check(asked, nil)}
	if out.Verdict == verify.Short {
		return out, nil
	}
	for n, look := range [...]finding{byRuns, inParts, byWords} {
		found := retrieved{}
		err := e.with(ctx, scope, func(v *index.View, head corpus.Head) (err error) {
			found.epoch = head.Epoch
			if found.hits, err = look(ctx, v, q); err == nil {
				out.Unheard, err = unheard(ctx, v, asked.Speaker)
			}
			if err != nil {
				return err
			}
			return found.take(ctx, v, lib, e.quoted.Contains)
		})
		if err != nil {
			return Checked{}, err
		}
		if out.Result, err = e.check(ctx, scope, asked, found); err != nil {
			return Checked{}, err
		}
		if out.Verdict == verify.Exact || n > 0 && out.Verdict != verify.Absent {
			break
		}
	}
	out.Elapsed = time.Since(begun)
	return out, nil
}

// check compares a quotation with the documents of some passages, in their order.
func (e *Engine) check(ctx context.Context, scope corpus.Scope, q verify.Quotation, found retrieved) (verify.Result, error) {
	lib, _ := scope.Library()
	texts := map[corpus.ID]*verify.Text{}
	var order, missing []corpus.ID
	for _, h := range found.hits {
		if slices.Contains(order, h.Document) {
			continue
		}
		order = append(order, h.Document)
		if t, ok := e.quoted.Get(textKey{lib, h.Document, h.Revision, found.epoch}); ok {
			texts[h.Document] = t
		} else {
			missing = append(missing, h.Document)
		}
	}
	if len(missing) > 0 {
		docs, err := e.cfg.Source.Documents(ctx, scope, missing)
		if err != nil {
			return verify.Result{}, err
		}
		for _, d := range docs {
			t := verify.NewText(d, speakersFrom(d, found.notes[d.ID()]))
			texts[d.ID()] = t
			e.quoted.Add(textKey{lib, d.ID(), d.Provenance().Revision, found.epoch}, t)
		}
	}
	list := make([]*verify.Text, 0, len(order))
	for _, id := range order {
		if t := texts[id]; t != nil {
			list = append(list, t)
		}
	}
	return verify.Check(q, list), nil
}

// finding is a way to find the passages that may have a quotation.
type finding func(context.Context, *index.View, Quotation) ([]index.Hit, error)

// byRuns finds the few passages that have most of the quotation's runs of
// words: nearly always that is enough.
func byRuns(ctx context.Context, v *index.View, q Quotation) ([]index.Hit, error) {
	return v.FindRuns(ctx, verify.Runs(verify.Plain(q.Text)), q.Document, closestPassages)
}

// inParts finds more of them, and those that have a part of the quotation: one
// that is stitched together is from several.
func inParts(ctx context.Context, v *index.View, q Quotation) ([]index.Hit, error) {
	plain := verify.Plain(q.Text)
	hits, err := v.FindRuns(ctx, verify.Runs(plain), q.Document, quotedPassages)
	if err != nil {
		return nil, err
	}
	words := strings.Fields(plain)
	n := min(maxParts, len(words)/leastPart)
	for i := range n {
		part := words[i*len(words)/n : (i+1)*len(words)/n]
		more, err := v.FindRuns(ctx, verify.Runs(strings.Join(part, " ")), q.Document, closestPassages)
		if err != nil {
			return nil, err
		}
		hits = append(hits, more...)
	}
	return hits, nil
}

// byWords finds the passages that have the rarest words of a quotation, stretch by
// stretch: so much may be changed in it that no three words in a row are left.
func byWords(ctx context.Context, v *index.View, q Quotation) ([]index.Hit, error) {
	languages := v.Languages()
	var hits []index.Hit
	for _, chunk := range chunks(verify.Plain(q.Text)) {
		var all []index.Weighted
		counts := map[string]int{}
		for _, lang := range languages[:min(len(languages), maxLanguages)] {
			for _, t := range terms.Of(chunk, lang) {
				if _, seen := counts[t.Text]; t.Stop || seen {
					continue
				}
				n, err := v.Count(ctx, t.Text)
				if err != nil {
					return nil, err
				}
				if counts[t.Text] = n; n > 0 {
					all = append(all, index.Weighted{Term: t.Text, Weight: 1})
				}
			}
		}
		slices.SortStableFunc(all, func(a, b index.Weighted) int { return cmp.Compare(counts[a.Term], counts[b.Term]) })
		found, err := v.Find(ctx, all[:min(len(all), chunkTerms)], q.Document, quotedPassages)
		if err != nil {
			return nil, err
		}
		hits = append(hits, found...)
	}
	slices.SortStableFunc(hits, func(a, b index.Hit) int { return cmp.Compare(b.Score, a.Score) })
	return hits[:min(len(hits), quotedPassages)], nil
}

// chunks divides a text into stretches of words.
func chunks(text string) []string {
	words := strings.Fields(text)
	var out []string
	for len(words) > 0 && len(out) < maxChunks {
		n := min(chunkWords, len(words))
		out = append(out, strings.Join(words[:n], " "))
		words = words[n:]
	}
	return out
}

// unheard reports whether a speaker is named nowhere: a word of the name is in no
// passage.
func unheard(ctx context.Context, v *index.View, speaker string) (bool, error) {
	if speaker == "" {
		return false, nil
	}
	languages := v.Languages()
	if len(languages) == 0 {
		return true, nil
	}
	for _, t := range terms.Of(speaker, languages[0]) {
		if t.Stop {
			continue
		}
		n, err := v.Count(ctx, t.Text)
		if err != nil || n == 0 {
			return err == nil, err
		}
	}
	return false, nil
}
