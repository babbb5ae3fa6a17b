package verify

import (
	"cmp"
	"slices"

	"github.com/pincite/pincite/corpus"
)

// How much of a quotation has to be the same for it to be one that was altered,
// and not another. Chosen on quotations of news, changed and absent ones
// (verify/polnear and verify/rtqa of pincite eval): with less, more quotations
// that are nowhere are taken for alterations of something else.
const (
	sameShare   = 60 // of 100, by weight
	fewShare    = 75 // of one of few words
	fewWords    = 8
	streakShare = 35 // where a run of words is the same
	streakWords = 7
	bagShare    = 85 // in any order
	leastSame   = 3  // words
)

// aligned finds the text that has most of the quotation, and what differs.
func (c *checker) aligned() *match {
	m := c.nearest()
	if m != nil && len(m.changes) == 0 {
		return m
	}
	if s := c.stitch(m); s != nil {
		return s
	}
	return m
}

// nearest lays the pieces along the texts. It returns nil when none has enough
// of them.
func (c *checker) nearest() *match {
	if len(c.pieces) > 1 {
		return c.nearestPieces()
	}
	piece := c.pieces[0]
	var best *match
	for _, w := range windows(c.texts, piece) {
		m := lay(piece, w)
		if m == nil || m.most() < streakShare && w.share < bagShare {
			continue
		}
		if m.settle(); !enough(m, piece, w.share) {
			continue
		}
		if better(c, m, best) {
			best = m
		}
	}
	return best
}

// better reports whether a match is a better one than the best so far: nothing
// differs, then the given speaker said it, then more is the same.
func better(c *checker, m, best *match) bool {
	if best == nil {
		return true
	}
	if (len(m.changes) == 0) != (len(best.changes) == 0) {
		return len(m.changes) == 0
	}
	if c.q.Speaker != "" && len(m.changes) == 0 {
		return c.saidBy(m) == said && c.saidBy(best) != said
	}
	return cmp.Or(cmp.Compare(m.weight, best.weight), cmp.Compare(len(best.changes), len(m.changes))) > 0
}

// enough reports whether so much is the same that the quotation is of this text.
func enough(m *match, piece []word, bag int) bool {
	words := len(piece)
	same := words
	for _, c := range m.changes {
		same -= len(c.said)
	}
	switch {
	case same < leastSame:
		return false
	case words < fewWords:
		return m.weight >= fewShare || bag >= bagShare && words > leastSame && m.weight >= sameShare/2
	case m.weight >= sameShare, m.weight >= streakShare && m.longest >= streakWords:
		return true
	}
	m.reordered = bag >= bagShare
	return m.reordered
}

// nearestPieces lays the pieces of a quotation with ellipses along the text that
// has most of them together.
func (c *checker) nearestPieces() *match {
	var all []word
	for _, p := range c.pieces {
		all = append(all, p...)
	}
	var best *match
	for _, t := range c.textsWith(all) {
		m := &match{text: t}
		at, same := run{}, 0
		for _, p := range c.pieces {
			one := c.pieceIn(t, p, at)
			if one == nil {
				m.changes = append(m.changes, change{said: p, text: t, in: run{at.to, at.to}})
				continue
			}
			r := one.runs[0].run
			if len(m.runs) > 0 {
				if r.from < at.to {
					m.stitched = true
				} else {
					m.join(t, at, r)
				}
			}
			m.runs, m.changes, at = append(m.runs, one.runs...), append(m.changes, one.changes...), r
			same += one.weight * weigh(p)
			m.longest = max(m.longest, one.longest)
		}
		if len(m.runs) == 0 {
			continue
		}
		m.weight = same / max(1, weigh(all))
		if enough(m, all, 0) && better(c, m, best) {
			best = m
		}
	}
	return best
}

// textsWith returns the texts that have most of some words.
func (c *checker) textsWith(words []word) []*Text {
	type ranked struct {
		text  *Text
		share int
	}
	list := make([]ranked, 0, len(c.texts))
	for _, t := range c.texts {
		have := map[uint64]bool{}
		for _, w := range t.words {
			have[w.id] = true
		}
		share := 0
		for _, w := range words {
			if have[w.id] {
				share += w.weight()
			}
		}
		list = append(list, ranked{t, share})
	}
	slices.SortStableFunc(list, func(a, b ranked) int { return cmp.Compare(b.share, a.share) })
	out := make([]*Text, 0, alignments)
	for _, r := range list[:min(len(list), alignments)] {
		out = append(out, r.text)
	}
	return out
}

// pieceIn finds one piece in a text: as it stands after a place, or anywhere, or
// with differences.
func (c *checker) pieceIn(t *Text, piece []word, after run) *match {
	if found := t.find(piece, maxPlaces); len(found) > 0 {
		i := slices.IndexFunc(found, func(r run) bool { return r.from >= after.to })
		return &match{text: t, runs: []place{{t, found[max(i, 0)]}}, weight: 100, longest: len(piece)}
	}
	w := windowOf(t, piece)
	m := alignPiece(piece, w)
	if m == nil || !enough(m, piece, w.share) {
		return nil
	}
	return m
}

// result says what a match comes to.
func (c *checker) result(m *match) Result {
	r := Result{Verdict: Exact, Reordered: m.reordered}
	switch {
	case m.stitched:
		r.Verdict = Stitched
	case len(m.changes) > 0:
		r.Verdict = Altered
	default:
		omitted, whole := m.omission()
		if !whole || m.cut {
			r.Verdict, r.Cut = Cut, &omitted
		}
	}
	for _, ch := range m.changes {
		r.Differences = append(r.Differences, ch.difference(c.q.Text))
	}
	r.Passages = m.passages(r.Verdict)
	if c.q.Speaker != "" && (r.Verdict == Exact || r.Verdict == Cut) {
		switch c.saidBy(m) {
		case other:
			r.Verdict = Misattributed
		case unknown:
			r.Unnamed = true
		}
	}
	return r
}

// passages returns the sentences in which the words stand. Where they differ,
// those that do are marked, and else the words themselves.
func (m *match) passages(v Verdict) []Passage {
	var out []Passage
	for _, p := range m.runs {
		span, words := p.text.sentences(p.run), p.text.span(p.run)
		if n := len(out); n > 0 && v != Stitched && p.text == m.text {
			// Pieces of one paragraph are shown as one passage.
			span.Start = min(span.Start, out[n-1].Quote.Span().Start)
			words.Start = min(words.Start, out[n-1].Words.Start)
			span.End, words.End = max(span.End, out[n-1].Quote.Span().End), max(words.End, out[n-1].Words.End)
			out = out[:n-1]
		}
		quote, err := p.text.Document.Quote(span, m.marks(p.text, span, v)...)
		if err != nil {
			continue
		}
		out = append(out, Passage{Quote: quote, Words: words, Speaker: p.text.speaker(p.run)})
	}
	return out
}

// marks are the words to be marked in a passage.
func (m *match) marks(t *Text, in corpus.Span, v Verdict) []corpus.Span {
	var out []corpus.Span
	if v == Altered {
		for _, c := range m.changes {
			if c.in.len() > 0 && c.text == t {
				out = append(out, t.span(c.in))
			}
		}
	} else {
		for _, p := range m.runs {
			if p.text == t {
				out = append(out, t.span(p.run))
			}
		}
	}
	slices.SortFunc(out, func(a, b corpus.Span) int { return cmp.Compare(a.Start, b.Start) })
	last := in.Start
	return slices.DeleteFunc(out, func(s corpus.Span) bool {
		if s.Start < last || !in.Contains(s) {
			return true
		}
		last = s.End
		return false
	})
}
