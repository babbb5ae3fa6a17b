package verify

import (
	"cmp"
	"slices"
)

// What an alignment costs: words that are the same count their weight, as often
// as sameWorth says; one in the place of another, or one too many on either
// side, takes away differs.
const (
	sameWorth = 2
	differs   = 2
)

// Steps of an alignment.
const (
	stepNone  = iota
	stepSame  // the words are the same
	stepOther // one stands in the place of the other
	stepSaid  // only the quotation has it
	stepText  // only the text has it
)

// alignments is how many texts a piece is aligned with: those that have most of
// its words close together.
const alignments = 4

// maxCells bounds the work for one alignment. A quotation of four thousand
// characters takes less than half of it.
const maxCells = 3 << 20

// window is the part of a text that has most of a piece's words.
type window struct {
	text  *Text
	run   run
	share int // of the piece's weight, of 100
}

// windowOf finds the part of a text, half as long again as the piece, that has
// most of it.
func windowOf(t *Text, piece []word) window {
	wanted := map[uint64]int{}
	for _, w := range piece {
		wanted[w.id]++
	}
	size := len(piece) + len(piece)/2 + 8
	have := map[uint64]int{}
	best, sum := window{text: t}, 0
	for i, w := range t.words {
		if n := wanted[w.id]; n > 0 {
			if have[w.id]++; have[w.id] <= n {
				sum += w.weight()
			}
		}
		if j := i - size; j >= 0 {
			w := t.words[j]
			if n := wanted[w.id]; n > 0 {
				if have[w.id] <= n {
					sum -= w.weight()
				}
				have[w.id]--
			}
		}
		if sum > best.share {
			best.share, best.run = sum, run{max(0, i-size+1), i + 1}
		}
	}
	// What is missing at the ends may stand just outside.
	margin := len(piece)/2 + 8
	best.run = run{max(0, best.run.from-margin), min(len(t.words), best.run.to+margin)}
	best.share = 100 * best.share / max(1, weigh(piece))
	return best
}

// weigh is the weight of words that cannot be left out of a comparison.
func weigh(words []word) int {
	n := 0
	for _, w := range words {
		if !w.bracket {
			n += w.weight()
		}
	}
	return n
}

// windows returns the best windows of the texts for a piece, best first.
func windows(texts []*Text, piece []word) []window {
	out := make([]window, 0, len(texts))
	for _, t := range texts {
		if w := windowOf(t, piece); w.share > 0 {
			out = append(out, w)
		}
	}
	slices.SortStableFunc(out, func(a, b window) int { return cmp.Compare(b.share, a.share) })
	return out[:min(len(out), alignments)]
}

// align lays a piece along a window so that as much as possible is the same
// (Needleman and Wunsch, with the window's ends free). It returns the steps in
// order, and the index of the first word of the text that they are about.
func align(piece []word, w window) (steps []byte, from int) {
	n, m := len(piece), w.run.len()
	for m > 0 && n*m > maxCells {
		m = m / 2
	}
	text := w.text.words[w.run.from : w.run.from+m]
	before, now := make([]int, m+1), make([]int, m+1)
	back := make([]byte, (n+1)*(m+1))
	for i := 1; i <= n; i++ {
		said := piece[i-1]
		lost := differs
		if said.bracket {
			lost = 0
		}
		row := back[i*(m+1) : (i+1)*(m+1)]
		now[0], row[0] = before[0]-lost, stepSaid
		for j := 1; j <= m; j++ {
			best, step := before[j]-lost, byte(stepSaid)
			if s := now[j-1] - differs; s > best {
				best, step = s, stepText
			}
			if said.equal(text[j-1]) {
				if s := before[j-1] + sameWorth*said.weight(); s >= best {
					best, step = s, stepSame
				}
			} else if s := before[j-1] - lost; s >= best {
				best, step = s, stepOther
			}
			now[j], row[j] = best, step
		}
		before, now = now, before
	}
	j := 0
	for k := 1; k <= m; k++ {
		// A last word that differs stands in the place of one of the text.
		if before[k] > before[j] || before[k] == before[j] && back[n*(m+1)+k] == stepOther {
			j = k
		}
	}
	for i := n; i > 0; {
		step := back[i*(m+1)+j]
		steps = append(steps, step)
		if step != stepText {
			i--
		}
		if step != stepSaid {
			j--
		}
	}
	slices.Reverse(steps)
	return steps, w.run.from + j
}

// alignPiece aligns a piece with a window, and says what differs.
func alignPiece(piece []word, w window) *match {
	m := lay(piece, w)
	if m != nil {
		m.settle()
	}
	return m
}

// lay is alignPiece before what differs is tidied up and weighed.
func lay(piece []word, w window) *match {
	steps, at := align(piece, w)
	m := &match{text: w.text}
	m.whole = weigh(piece)
	i, streak, first, last := 0, 0, -1, -1
	for k := 0; k < len(steps); {
		if steps[k] == stepSame {
			if first < 0 {
				first = at
			}
			last = at
			if !piece[i].bracket {
				m.same += piece[i].weight()
			}
			streak++
			m.longest = max(m.longest, streak)
			i, at, k = i+1, at+1, k+1
			continue
		}
		streak = 0
		c := change{text: w.text, in: run{at, at}}
		from := i
		for ; k < len(steps) && steps[k] != stepSame; k++ {
			if steps[k] != stepText {
				i++
			}
			if steps[k] != stepSaid {
				at++
			}
		}
		c.said, c.in.to = piece[from:i], at
		m.changes = append(m.changes, c)
	}
	if first < 0 {
		return nil
	}
	m.runs = []place{{w.text, run{first, last + 1}}}
	return m
}

// settle takes away what is no difference, and weighs what is the same.
func (m *match) settle() {
	m.tidy()
	m.weight = 100 * m.same / max(1, m.whole)
}

// most returns what the weight can be at most when the match is settled: what it is
// worth to know before the document has to be divided into sentences for that.
func (m *match) most() int {
	same := m.same
	for _, c := range m.changes {
		if c.maySpace() {
			same += weigh(c.said)
		}
	}
	return 100 * same / max(1, m.whole)
}
