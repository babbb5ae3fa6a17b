package index

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"

	"github.com/pincite/pincite/corpus"
)

// Hit is a passage that has a term of the query.
type Hit struct {
	Document corpus.ID
	Revision int
	Number   int // of the passage
	Score    float64
}

// Find returns the best passages for a query: at most limit, by score, then
// document, then number. A document other than "" restricts it to that one.
//
// It finds what scoring every passage would, but reads less (MaxScore, Turtle
// and Flood 1995). No list of postings adds more to a score than its term's
// weight allows. Once as many passages are known as are wanted, those that have
// only terms of little weight can no longer come among them: the lists of such
// terms are not walked any more, but asked only about the passages that the
// other lists name, and about these only while they can still come so far.
func (v *View) Find(ctx context.Context, query []Weighted, in corpus.ID, limit int) ([]Hit, error) {
	return v.find(ctx, query, in, limit, stretchSize)
}

// stretchSize is how many passages are scored at a time.
const stretchSize = 2048

func (v *View) find(ctx context.Context, query []Weighted, in corpus.ID, limit, size int) (hits []Hit, err error) {
	if limit <= 0 {
		return nil, nil
	}
	f := finder{best: best{limit: limit, room: 2 * limit, least: math.Inf(-1)}}
	defer f.close(&err)
	if in != "" {
		if f.only, err = v.open(ctx, string(in), ownerField, false); err != nil {
			return nil, err
		}
	}
	for _, q := range query {
		for _, field := range fieldsOf(q.Term) {
			if err := f.add(ctx, v, q, field); err != nil {
				return nil, err
			}
		}
	}
	f.prepare()
	f.stretch = stretches.Get().(*stretch)
	defer stretches.Put(f.stretch)
	f.stretch.resize(size)
	for f.essential > 0 || f.only != nil {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if more, err := f.step(); err != nil {
			return nil, err
		} else if !more {
			break
		}
	}
	return v.name(f.best.hits, limit)
}

// finder looks for the best passages.
type finder struct {
	lists     []*list   // that which can add most first
	rest      []float64 // the most that the lists from each on can add together
	essential int       // only passages of the lists before this can be among the best
	only      *list     // the passages that the search is restricted to; nil for all
	stretch   *stretch
	best      best
}

// add opens the postings of one term in one field.
func (f *finder) add(ctx context.Context, v *View, q Weighted, field int) error {
	l, err := v.term(ctx, q, field)
	if err != nil {
		return err
	}
	if l.at == end {
		return l.postings.Close()
	}
	f.lists = append(f.lists, l)
	return nil
}

// prepare puts the lists in order. It is also the order in which their shares
// are added up, so that a score does not depend on what was skipped.
func (f *finder) prepare() {
	slices.SortStableFunc(f.lists, func(a, b *list) int { return cmp.Compare(b.bound, a.bound) })
	f.rest = make([]float64, len(f.lists)+1)
	for i := len(f.lists) - 1; i >= 0; i-- {
		f.rest[i] = f.rest[i+1] + f.lists[i].bound
	}
	if f.only == nil {
		f.essential = len(f.lists)
	}
}

// step scores the passages of one stretch, and reports false when there is none.
func (f *finder) step() (more bool, err error) {
	from := uint64(end)
	for _, l := range f.lists[:f.essential] {
		from = min(from, l.at)
	}
	if f.only != nil {
		from = f.only.at
	}
	if from == end {
		return false, nil
	}
	s := f.stretch
	s.begin(from)
	if f.only != nil {
		if err := f.only.each(s.end(), func() { s.mark(f.only.at) }); err != nil {
			return false, err
		}
	}
	for _, l := range f.lists[:f.essential] {
		if err := l.each(s.end(), func() { s.mark(l.at).add(l) }); err != nil {
			return false, err
		}
	}
	for i := range s.marked {
		if s.marked[i] {
			if err := f.finish(s.from+uint64(i), &s.slots[i]); err != nil {
				return false, err
			}
		}
	}
	f.best.trim()
	for f.essential > 0 && f.best.beats(f.rest[f.essential-1]) {
		f.essential--
	}
	return true, nil
}

// finish adds what the lists hold that are not walked, as long as the passage
// can still be among the best.
func (f *finder) finish(number uint64, s *slot) error {
	for i := f.essential; i < len(f.lists); i++ {
		if f.best.beats(s.sum() + f.rest[i]) {
			return nil
		}
		l := f.lists[i]
		if err := l.seek(number); err != nil {
			return err
		}
		if l.at == number {
			s.add(l)
		}
	}
	if s.found {
		f.best.offer(scored{number, s.sum()})
	}
	return nil
}

// close gives the postings back.
func (f *finder) close(err *error) {
	lists := f.lists
	if f.only != nil {
		lists = append(lists, f.only)
	}
	for _, l := range lists {
		if e := l.postings.Close(); *err == nil {
			*err = e
		}
	}
}

// stretch holds what neighbouring passages have scored so far.
type stretch struct {
	from   uint64 // the first passage
	marked []bool // those that are looked at
	slots  []slot
}

var stretches = sync.Pool{New: func() any { return new(stretch) }}

func (s *stretch) resize(size int) {
	if len(s.slots) != size {
		s.marked, s.slots = make([]bool, size), make([]slot, size)
	}
}

func (s *stretch) begin(from uint64) {
	s.from = from
	clear(s.marked)
}

func (s *stretch) end() uint64 { return s.from + uint64(len(s.slots)) }

// mark returns the slot of a passage that is to be looked at.
func (s *stretch) mark(number uint64) *slot {
	i := number - s.from
	if !s.marked[i] {
		s.marked[i], s.slots[i] = true, slot{}
	}
	return &s.slots[i]
}

// slot is what one passage has scored so far, by field.
type slot struct {
	parts [fields]float64
	found bool // a term is in it
}

func (s *slot) add(l *list) {
	s.parts[l.field] += l.score()
	s.found = true
}

func (s *slot) sum() float64 {
	sum := 0.0
	for _, p := range s.parts {
		sum += p
	}
	return sum
}
