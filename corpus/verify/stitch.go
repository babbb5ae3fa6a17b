package verify

import (
	"cmp"
	"slices"
)

// What makes a quotation one that is stitched together: nearly all of it stands
// in runs of words as they are, which are not together in any place.
const (
	seamWords  = 4  // the shortest run that counts
	seamWeight = 6  // and what it has to weigh
	seamShare  = 90 // of the quotation, of 100, that the runs have
	seamApart  = 8  // words between two runs that are no longer one place
)

// seam is a run of the quotation's words that stands somewhere as it is.
type seam struct {
	place
	said run // of the quotation's words, without ellipses
}

// stitch says whether the quotation is made of several places, or of the words
// of one place in another order, better than what it was found to be.
func (c *checker) stitch(m *match) *match {
	var all []word
	for _, p := range c.pieces {
		all = append(all, p...)
	}
	if m != nil && !m.stitched && len(c.pieces) == 1 {
		if s := c.unmarked(m); s != nil {
			return s
		}
	}
	if m != nil && !m.stitched && !slices.ContainsFunc(m.changes, func(ch change) bool { return len(ch.said) >= seamWords }) {
		return nil // no change is so large that it could be from elsewhere
	}
	if c.present(all) < seamShare {
		return nil
	}
	seams, share := c.seams(all)
	if len(seams) < 2 || share < seamShare {
		return nil
	}
	if neighbours(seams) {
		if m != nil && slices.IsSortedFunc(seams, func(a, b seam) int { return cmp.Compare(a.from, b.from) }) {
			return nil
		}
		return c.reordering(seams, all, m)
	}
	if m != nil && m.weight+5 >= share {
		return nil
	}
	out := &match{text: seams[0].text, weight: share, stitched: true}
	for _, s := range seams {
		out.runs = append(out.runs, s.place)
	}
	return out
}

// unmarked makes a quotation one that is stitched when it leaves out a sentence's
// worth of words between two sentences without an ellipsis, and nothing else
// differs.
func (c *checker) unmarked(m *match) *match {
	if len(m.changes) == 0 {
		return nil
	}
	whole := m.runs[0].run
	runs, at := []place{}, whole.from
	for _, ch := range m.changes {
		if len(ch.said) > 0 || ch.in.len() < seamApart || ch.in.from <= whole.from || ch.in.to >= whole.to ||
			m.text.sentence(ch.in.from-1) == m.text.sentence(ch.in.to) {
			return nil
		}
		runs = append(runs, place{m.text, run{at, ch.in.from}})
		at = ch.in.to
	}
	runs = append(runs, place{m.text, run{at, whole.to}})
	for _, r := range runs {
		if r.len() < seamWords {
			return nil
		}
	}
	return &match{text: m.text, runs: runs, weight: m.weight, stitched: true}
}

// seams covers the quotation's words from the left with the longest runs that
// stand somewhere. It returns them and the share of the weight that they have.
func (c *checker) seams(all []word) ([]seam, int) {
	var out []seam
	covered := 0
	for i := 0; i < len(all); {
		best := seam{}
		for _, t := range c.texts {
			r := t.longest(all[i:])
			if n := len(out); r.len() > best.said.len() || r.len() > 0 && r.len() == best.said.len() && n > 0 && out[n-1].text == t && best.text != t {
				best = seam{place{t, r}, run{i, i + r.len()}}
			}
		}
		if best.said.len() < seamWords || weigh(all[i:best.said.to]) < seamWeight {
			i++
			continue
		}
		covered += weigh(all[i:best.said.to])
		out = append(out, best)
		i = best.said.to
	}
	return out, 100 * covered / max(1, weigh(all))
}

// present returns the share of the weight of the words that stand in the texts at
// all, which is the most that seams can have.
func (c *checker) present(all []word) int {
	missing := map[uint64]int{}
	for _, w := range all {
		if w.alt != "" {
			return 100 // it is the same as words of another hash
		}
		missing[w.id] += weigh([]word{w})
	}
	for _, t := range c.texts {
		for _, w := range t.words {
			if w.alt != "" {
				return 100
			}
			delete(missing, w.id)
		}
	}
	sum := 0
	for _, n := range missing {
		sum += n
	}
	return 100 - 100*sum/max(1, weigh(all))
}

// longest returns the place with the longest run of words that some words begin
// with.
func (t *Text) longest(words []word) run {
	best := run{}
	for i := range t.words {
		n := 0
		for n < len(words) && i+n < len(t.words) && words[n].equal(t.words[i+n]) {
			n++
		}
		if n > best.len() {
			best = run{i, i + n}
		}
	}
	return best
}

// neighbours reports whether the runs are neighbours in one paragraph, in any order.
func neighbours(seams []seam) bool {
	sorted := slices.SortedFunc(slices.Values(seams), func(a, b seam) int { return cmp.Compare(a.from, b.from) })
	for i := range sorted {
		t := sorted[0].text
		if sorted[i].text != t || t.blocks[sorted[i].from] != t.blocks[sorted[0].from] {
			return false
		}
		if i > 0 && sorted[i].from-sorted[i-1].to >= seamApart {
			return false
		}
	}
	return true
}

// reordering is a quotation that has the words of one place in another order.
func (c *checker) reordering(seams []seam, all []word, m *match) *match {
	if m == nil {
		w := windowOf(seams[0].text, all)
		if m = alignPiece(all, w); m == nil {
			return nil
		}
	}
	m.reordered = true
	if len(m.changes) == 0 {
		m.stitched = true
	}
	return m
}
