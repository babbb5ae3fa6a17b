package search

import (
	"context"
	"hash/fnv"
	"runtime"
	"slices"
	"sync"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/when"
	"github.com/pincite/pincite/search/reader"
)

// happening is a time that a sentence names.
type happening struct {
	document  corpus.ID
	revision  int
	published corpus.Date
	sentence  int
	date      when.Date
	nth       int      // of the sentence's times
	words     []uint32 // of the sentence, but for those of its times: hashes in ascending order
	plain     []uint32 // those of them that are no names and no figures
	figures   []uint32 // those that are figures
}

// place is a happening's place.
type place struct {
	document corpus.ID
	at       corpus.Span
}

func (h *happening) place() place { return place{h.document, h.date.Span} }

// within reports whether a happening is of a period.
func (h *happening) within(from, to corpus.Date) bool {
	v := when.Interval{From: h.date.Start(), To: h.date.End()}
	return v.Overlaps(when.Interval{From: from, To: to})
}

// almanac knows the times that the documents of a library name. It follows the
// store as an index does, but is kept in memory: it is asked for as a whole and
// by few, a thousand articles take a few megabytes, and finding the times again
// takes a few milliseconds an article. What was found stays when a request runs
// out of time, and the next goes on from there.
type almanac struct {
	mu   sync.Mutex
	head corpus.Head // how far all has come
	docs map[corpus.ID]dated
}

// dated is what is known of one document.
type dated struct {
	revision int
	all      []happening
}

// almanacs is how many libraries' times are kept.
const almanacs = 64

// almanac returns that of the scope's library; nil for a scope that reads
// nothing.
func (e *Engine) almanac(scope corpus.Scope) (*almanac, error) {
	lib, ok := scope.Library()
	if !ok {
		return nil, nil
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		return nil, ErrClosed
	}
	a, ok := e.almanacs.Get(lib)
	if !ok {
		a = &almanac{docs: map[corpus.ID]dated{}}
		e.almanacs.Add(lib, a)
	}
	return a, nil
}

// of returns the times that a document names.
func (a *almanac) of(t *reader.Text) []happening {
	id, revision := t.Document.ID(), t.Document.Provenance().Revision
	a.mu.Lock()
	known, ok := a.docs[id]
	a.mu.Unlock()
	if !ok || known.revision != revision {
		known = dated{revision, happenings(t)}
		a.mu.Lock()
		a.docs[id] = known
		a.mu.Unlock()
	}
	return known.all
}

// all catches up with the store and returns the times of all its documents.
func (a *almanac) all(ctx context.Context, source Source, scope corpus.Scope) ([]happening, error) {
	head, err := source.Head(ctx, scope)
	if err != nil {
		return nil, err
	}
	a.mu.Lock()
	if a.head.Epoch != head.Epoch || a.head.Seq > head.Seq {
		a.head, a.docs = corpus.Head{Epoch: head.Epoch}, map[corpus.ID]dated{}
	}
	at := a.head.Seq
	a.mu.Unlock()
	for at < head.Seq {
		changes, err := source.Changes(ctx, scope, at, changesAtOnce)
		if err != nil {
			return nil, err
		}
		if len(changes) == 0 {
			break
		}
		if err := a.take(ctx, source, scope, changes); err != nil {
			return nil, err
		}
		at = changes[len(changes)-1].Seq
		a.mu.Lock()
		a.head.Seq = max(a.head.Seq, at)
		a.mu.Unlock()
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	var out []happening
	for _, d := range a.docs {
		out = append(out, d.all...)
	}
	return out, nil
}

// take reads the documents that have changed.
func (a *almanac) take(ctx context.Context, source Source, scope corpus.Scope, changes []corpus.Change) error {
	var ids []corpus.ID
	for _, c := range changes {
		if c.Document != "" {
			ids = append(ids, c.Document)
		}
	}
	slices.Sort(ids)
	for some := range slices.Chunk(slices.Compact(ids), documentsAtOnce) {
		docs, err := source.Documents(ctx, scope, some)
		if err != nil {
			return err
		}
		there := map[corpus.ID]bool{}
		var wg sync.WaitGroup
		turns := make(chan struct{}, runtime.GOMAXPROCS(0))
		for _, d := range docs {
			there[d.ID()] = true
			turns <- struct{}{}
			wg.Go(func() { a.of(reader.NewText(d, nil)); <-turns })
		}
		wg.Wait()
		a.mu.Lock()
		for _, id := range some {
			if !there[id] {
				delete(a.docs, id)
			}
		}
		a.mu.Unlock()
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

// happenings finds the times that a document names. Headings and code tell no
// events.
func happenings(t *reader.Text) []happening {
	d := t.Document
	var out []happening
	for i, dates := range t.Dates() {
		if kind := d.Blocks()[d.Sentences()[i].Block].Kind; len(dates) == 0 || kind == corpus.Heading || kind == corpus.Code {
			continue
		}
		words, plain, figures := wordsBeside(t.Sentence(i), dates)
		for n, x := range dates {
			out = append(out, happening{document: d.ID(), revision: d.Provenance().Revision, published: d.Metadata().Published,
				sentence: i, date: x, nth: n, words: words, plain: plain, figures: figures})
		}
	}
	return out
}

// wordsBeside returns the terms of a sentence that are no part of its times,
// those of them that are no names and no figures, and those that are figures.
func wordsBeside(s *reader.Sentence, dates []when.Date) (words, plain, figures []uint32) {
	for _, w := range s.Terms {
		if w.Stop || w.Initials || slices.ContainsFunc(dates, func(x when.Date) bool { return x.Span.Overlaps(w.Span) }) {
			continue
		}
		h := fnv.New32a()
		h.Write([]byte(w.Text))
		words = append(words, h.Sum32())
		switch {
		case w.Digit:
			figures = append(figures, h.Sum32())
		case !w.Name:
			plain = append(plain, h.Sum32())
		}
	}
	for _, list := range [][]uint32{words, plain, figures} {
		slices.Sort(list)
	}
	return slices.Compact(words), slices.Compact(plain), slices.Compact(figures)
}
