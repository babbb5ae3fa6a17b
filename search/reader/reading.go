package reader

import (
	"strings"

	"github.com/pincite/pincite/search/terms"
)

// Reading is one question's view of the sentences that may answer it. What
// it finds out about a sentence is kept, since its neighbours ask for it too.
// It is not safe for concurrent use.
type Reading struct {
	q     *Question
	total float64 // weight of all terms
	class [classes]float64
	words []string         // of the question, in order, stop words too
	runs  map[string][]int // word → its places in words
	seen  map[*Sentence]*match
	parts map[part]*union
	not   bool // the question denies something

	endsBefore, endsHere []int // for surface, by place in words
	pairs                []bool
}

// part is a half-open range of the sentences of a text.
type part struct {
	text     *Text
	from, to int
}

// The classes of terms: a name says more than a common word, and in another way.
const (
	nameTerm = iota
	digitTerm
	plainTerm
	lightTerm
	classes
)

func (w *Wanted) class() int {
	switch {
	case w.Light:
		return lightTerm
	case w.Name:
		return nameTerm
	case w.Digit:
		return digitTerm
	}
	return plainTerm
}

// match is how a sentence meets the terms of a question.
type match struct {
	strength []float64 // by term of the question: 1 for the term itself, less for what stands for it
	place    []int     // by term of the question: index in the sentence's Terms; -1
	run      int       // most words in a row that the question has in a row, too
	common   float64   // share of the question's pairs of words that stand side by side here, too
}

// union is what a range of sentences has of the question's terms together.
type union struct {
	strength []float64
	words    int
}

// Read begins to read for a question.
func Read(q *Question) *Reading {
	r := &Reading{q: q, seen: map[*Sentence]*match{}, parts: map[part]*union{}, runs: map[string][]int{}}
	for i := range q.Terms {
		w := &q.Terms[i]
		r.total += w.Weight
		r.class[w.class()] += w.Weight
	}
	for _, w := range q.Words {
		r.runs[w] = append(r.runs[w], len(r.words))
		r.words = append(r.words, w)
		r.not = r.not || denials[w]
	}
	r.endsBefore, r.endsHere, r.pairs = make([]int, len(r.words)), make([]int, len(r.words)), make([]bool, len(r.words))
	return r
}

// derivedFactor is how much a word counts that begins like another and ends
// otherwise: "governor", "government".
const derivedFactor = 0.6

// of returns how a sentence meets the question.
func (r *Reading) of(s *Sentence) *match {
	if m := r.seen[s]; m != nil {
		return m
	}
	n := len(r.q.Terms)
	m := &match{strength: make([]float64, n), place: make([]int, n)}
	r.seen[s] = m
	for i := range r.q.Terms {
		w := &r.q.Terms[i]
		m.place[i] = -1
		if at, ok := s.first[w.Text]; ok {
			m.strength[i], m.place[i] = 1, at
			continue
		}
		for _, o := range w.Others {
			if at, ok := s.first[o.Text]; ok && o.Factor > m.strength[i] {
				m.strength[i], m.place[i] = o.Factor, at
			}
		}
		if !english(s.Language) {
			m.strength[i] = max(m.strength[i], s.resembles(w))
		} else if m.strength[i] < derivedFactor && !w.Digit {
			if at := s.derived(w.Text); at >= 0 {
				m.strength[i], m.place[i] = derivedFactor, at
			}
		}
	}
	r.surface(s, m)
	return m
}

// derived returns the index of a term that begins like another and ends
// otherwise; -1.
func (s *Sentence) derived(term string) int {
	if len(term) < 4 || term[0] >= 0x80 {
		return -1
	}
	for i := range s.Terms {
		t := &s.Terms[i]
		if t.Stop || t.Initials || t.Digit || len(t.Text) < 4 || t.Text[0] != term[0] || t.Text[1] != term[1] {
			continue
		}
		if n := sharedPrefix(t.Text, term); n >= 4 && n >= max(len(t.Text), len(term))-4 && n >= min(len(t.Text), len(term))-1 {
			return i
		}
	}
	return -1
}

func sharedPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// surface compares the words as they stand, stop words too.
func (r *Reading) surface(s *Sentence, m *match) {
	if len(r.words) < 2 {
		return
	}
	last, now := r.endsBefore, r.endsHere // by place in the question: words in a row that end there
	clear(last)
	clear(now)
	clear(r.pairs)
	var ended, ends []int // the places in last and in now that are not 0
	pairs := 0
	for i := range s.Terms {
		t := &s.Terms[i]
		if t.Initials {
			continue
		}
		ends = r.runs[t.Text]
		for _, at := range ends {
			now[at] = 1
			if at > 0 {
				now[at] += last[at-1]
			}
			m.run = max(m.run, now[at])
			if now[at] > 1 && !r.pairs[at] {
				r.pairs[at] = true
				pairs++
			}
		}
		for _, at := range ended {
			last[at] = 0
		}
		last, now, ended = now, last, ends
	}
	m.common = float64(pairs) / float64(len(r.words)-1)
}

// union returns what the sentences of a range have together.
func (r *Reading) union(t *Text, from, to int) *union {
	key := part{t, from, to}
	if u := r.parts[key]; u != nil {
		return u
	}
	u := &union{strength: make([]float64, len(r.q.Terms))}
	r.parts[key] = u
	for i := from; i < to; i++ {
		s := t.Sentence(i)
		u.words += s.words
		for k, x := range r.of(s).strength {
			u.strength[k] = max(u.strength[k], x)
		}
	}
	return u
}

var denials = set(`not n't never no none neither nor without unable fail failed refuse refused deny denied except isn't wasn't aren't weren't
	doesn't don't didn't can't cannot couldn't won't wouldn't shouldn't hasn't haven't hadn't`)

// denies reports whether a sentence denies something.
func (s *Sentence) denies() bool {
	for i := range s.Terms {
		if denials[strings.ReplaceAll(s.Terms[i].Word, "’", "'")] {
			return true
		}
	}
	return false
}

// surfaceWords are all words of a question in order, stop words too, as they are
// compared with a sentence's.
func surfaceWords(ts []terms.Term) []string {
	var out []string
	for i := range ts {
		if t := &ts[i]; !t.Initials {
			out = append(out, t.Text)
		}
	}
	return out
}
