package verify

// match is where the words of a quotation were found.
type match struct {
	text    *Text
	runs    []place
	changes []change
	weight  int // of the words that are the same, of all 100
	longest int // run of words that are the same

	same, whole int // what weight is made of

	cut       bool // words between the runs are left out
	stitched  bool // the runs do not stand together
	reordered bool
}

// place is some words of a text.
type place struct {
	text *Text
	run
}

// change is a difference in words: of the quotation, and of the text.
type change struct {
	said []word
	text *Text
	in   run // empty where the quotation adds something
}

// maxPlaces is how many places of one piece in one text are looked at.
const maxPlaces = 50

// exact finds all pieces as they stand, in one text in order where that can be.
// Of several places it takes one that the given speaker said, then one that is
// whole there, then the first.
func (c *checker) exact() *match {
	var best *match
	rank, tried := -1, 0
	for _, t := range c.texts {
		for _, m := range c.exactIn(t) {
			if tried++; tried > maxPlaces {
				return best
			}
			r := c.rank(m)
			if r > rank {
				best, rank = m, r
			}
			if r == bestRank {
				return best
			}
		}
	}
	if best == nil && len(c.pieces) > 1 {
		best = c.scattered()
	}
	return best
}

const bestRank = 7

// rank says how good a place is: together, said by the given speaker, whole.
func (c *checker) rank(m *match) (rank int) {
	if !m.stitched {
		rank += 4
	}
	if c.q.Speaker == "" || c.saidBy(m) == said {
		rank += 2
	}
	if first, last := m.runs[0], m.runs[len(m.runs)-1]; !m.stitched && m.text.opens(first.from) && m.text.closes(last.to-1) {
		rank++
	}
	return rank
}

// exactIn returns the ways in which a text has all pieces in order: for each
// place of the first one the nearest places of the others.
func (c *checker) exactIn(t *Text) []*match {
	all := make([][]run, len(c.pieces))
	for i, p := range c.pieces {
		if all[i] = t.find(p, maxPlaces); len(all[i]) == 0 {
			return nil
		}
	}
	var out []*match
	for _, r := range all[0] {
		m := &match{text: t, runs: []place{{t, r}}, weight: 100}
		at := r
		for _, next := range all[1:] {
			i := 0
			for i < len(next) && next[i].from < at.to {
				i++
			}
			if i == len(next) {
				m = nil
				break
			}
			m.join(t, at, next[i])
			at = next[i]
			m.runs = append(m.runs, place{t, at})
		}
		if m != nil {
			out = append(out, m)
		}
	}
	return out
}

// How many words an ellipsis may stand for when a quotation goes on in another
// paragraph: who speaks is named in between.
const acrossBlocks = 25

// join notes what stands between two pieces that follow each other.
func (m *match) join(t *Text, a, b run) {
	between := b.from - a.to
	switch {
	case between == 0:
	case t.blocks[a.to-1] == t.blocks[b.from]:
		m.cut = true
	case between <= acrossBlocks && t.marks()[a.to-1] > 0 && t.marks()[b.from] > 0:
		m.cut = true
	default:
		m.stitched = true
	}
}

// scattered finds all pieces as they stand, wherever that is: each has to have
// enough words of its own.
func (c *checker) scattered() *match {
	m := &match{weight: 100, stitched: true}
	for _, p := range c.pieces {
		if len(p) < leastWords {
			return nil
		}
		found := false
		for _, t := range c.texts {
			if runs := t.find(p, 1); len(runs) > 0 {
				m.runs = append(m.runs, place{t, runs[0]})
				found = true
				break
			}
		}
		if !found {
			return nil
		}
	}
	m.text = m.runs[0].text
	return m
}
