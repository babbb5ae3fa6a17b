package linear

import (
	"bytes"
	"math"
	"testing"

	"pgregory.net/rapid"
)

func hashes(v *Vocabulary, names ...string) []Feature {
	var out []Feature
	for _, n := range names {
		out = append(out, v.Add([]byte(n)))
	}
	return out
}

func TestLogisticLearnsWhatTells(t *testing.T) {
	t.Parallel()
	v := NewVocabulary()
	var examples []Example
	for i := range 400 {
		name := []string{"said", "sat"}[i%2]
		examples = append(examples, Example{hashes(v, "bias", name), i%2 == 0})
	}
	hashes(v, "seldom")
	w := Logistic(v, examples, Training{Least: 2, Rounds: 3, Rate: 0.1, L1: 0.1, L2: 0.1})
	m := w.Model()
	if said, sat := m.Score(hashes(v, "bias", "said")), m.Score(hashes(v, "bias", "sat")); said < 2 || sat > -2 {
		t.Errorf("said has %.2f, sat %.2f", said, sat)
	}
	if _, ok := w.Rows["seldom"]; ok {
		t.Error("a feature that was seen once has a weight")
	}
}

func TestChainLearnsWhatFollows(t *testing.T) {
	t.Parallel()
	// Every word is labelled 1 from "that" on: only what came before tells.
	ats, pairs := NewVocabulary(), NewVocabulary()
	sequence := func(words ...string) Sequence {
		var s Sequence
		for i, w := range words {
			s.At = append(s.At, hashes(ats, "bias", w))
			var between []Feature
			if i > 0 {
				between = hashes(pairs, "bias", w)
			}
			s.Between = append(s.Between, between)
		}
		return s
	}
	var lessons []LabelledSequence
	for i := range 200 {
		words, labels := []string{"a", "b", "that", "a", "b"}, []int{0, 0, 1, 1, 1}
		if i%2 == 1 {
			words, labels = []string{"b", "a", "b", "that", "a"}, []int{0, 0, 0, 1, 1}
		}
		lessons = append(lessons, LabelledSequence{sequence(words...), labels})
	}
	at, between := LearnChain(2, ats, pairs, lessons, Training{Least: 2, Rounds: 4, Rate: 0.1, L1: 0.01, L2: 0.01})
	best, odds := NewChain(2, at.Model(), between.Model()).Marginals(sequence("a", "that", "b", "a", "a", "b"))
	for i, want := range []int{0, 1, 1, 1, 1, 1} {
		if best[i] != want || odds[i][want] < 0.7 {
			t.Errorf("place %d: label %d with %v, want %d", i, best[i], odds[i], want)
		}
	}
}

func TestChainAgreesWithTryingAllLabels(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		const labels = 3
		n := rapid.IntRange(1, 5).Draw(t, "places")
		l := newLattice(n, labels)
		for i := range l.at {
			l.at[i] = rapid.Float64Range(-2, 2).Draw(t, "at")
		}
		for i := labels * labels; i < len(l.between); i++ {
			l.between[i] = rapid.Float64Range(-2, 2).Draw(t, "between")
		}
		l.run()
		total, singles, top := 0.0, make([]float64, n*labels), math.Inf(-1)
		score := func(way []int) (s float64) {
			for i, y := range way {
				s += l.at[i*labels+y]
				if i > 0 {
					s += l.pairs(i)[way[i-1]*labels+y]
				}
			}
			return s
		}
		ways(n, labels, func(way []int) {
			s := score(way)
			top = max(top, s)
			total += math.Exp(s)
			for i, y := range way {
				singles[i*labels+y] += math.Exp(s)
			}
		})
		for i := range n {
			for y := range labels {
				if got, want := l.single(i, y), singles[i*labels+y]/total; math.Abs(got-want) > 1e-9 {
					t.Errorf("label %d at place %d has %v, want %v", y, i, got, want)
				}
			}
		}
		// Several labellings may be the best, but for rounding.
		if got := score(l.best()); got < top-1e-9 {
			t.Errorf("the best labels are %v with %v, others have %v", l.best(), got, top)
		}
	})
}

// ways visits all labellings.
func ways(n, labels int, visit func([]int)) {
	way := make([]int, n)
	var next func(int)
	next = func(i int) {
		if i == n {
			visit(way)
			return
		}
		for y := range labels {
			way[i] = y
			next(i + 1)
		}
	}
	next(0)
}

func TestWeightsAreReadAsTheyWereWritten(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(1, 4).Draw(t, "width")
		w := Weights{width, map[string][]float32{}}
		for name := range rapid.MapOf(rapid.StringMatching(`[a-z=|<>,.\-]{1,12}`), rapid.Bool()).Draw(t, "names") {
			row := make([]float32, width)
			for i := range row {
				row[i] = float32(rapid.IntRange(-500, 500).Draw(t, "weight")) / scale
			}
			w.Rows[name] = row
		}
		var b bytes.Buffer
		if err := w.Write(&b); err != nil {
			t.Fatal(err)
		}
		again, err := Read(b.String(), width)
		if err != nil {
			t.Fatal(err)
		}
		m := again.Model()
		for name, row := range w.Rows {
			got := m.Row(Hash([]byte(name)))
			for i := range row {
				if len(got) != width || math.Abs(float64(got[i]-row[i])) > 0.0101 {
					t.Fatalf("%q has %v, want %v", name, got, row)
				}
			}
		}
		if m.Row(Hash([]byte("NOT THERE"))) != nil {
			t.Error("a feature without weights has some")
		}
	})
}

func TestReadRefusesOtherText(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"no tab\n", "a\t1,2\n", "a\tx\n"} {
		if _, err := Read(text, 1); err == nil {
			t.Errorf("%q is read as weights", text)
		}
	}
}
