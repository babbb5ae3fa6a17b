package boost

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// drawn makes rows of which value 0 decides, value 1 helps, and value 2 is noise.
func drawn(n int, seed uint64) (d *Data, right []bool, weight []float64) {
	rnd := rand.New(rand.NewPCG(seed, 1))
	d = &Data{}
	for i := range n {
		row := []float64{rnd.Float64(), rnd.Float64(), rnd.Float64()}
		d.Rows, d.Groups = append(d.Rows, row), append(d.Groups, i)
		right, weight = append(right, row[0] > 0.6 || row[0] > 0.3 && row[1] > 0.8), append(weight, 1)
	}
	return d, right, weight
}

var few = Options{Trees: 30, Leaves: 6, Rate: 0.2, Least: 1, Ridge: 1, Columns: 0.7, Rows: 0.8, Seed: 7}

func learned(seed uint64) *Forest {
	d, right, weight := drawn(3000, seed)
	return Learn(d, 3, Logistic(right, weight), few)
}

func TestLearningFindsWhatDecides(t *testing.T) {
	f := learned(1)
	d, right, _ := drawn(1000, 2)
	wrong := 0
	for i, row := range d.Rows {
		if f.Score(row) > 0 != right[i] {
			wrong++
		}
	}
	if wrong > 30 {
		t.Errorf("%d of 1000 rows that were not learned from are told wrong", wrong)
	}
}

func TestChoiceLearnsWhichOfAGroupIsRight(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 1))
	d := &Data{}
	var right []bool
	var weight []float64
	for range 400 {
		d.Groups, weight = append(d.Groups, len(d.Rows)), append(weight, 1)
		base, best := rnd.Float64(), rnd.IntN(5)
		for i := range 5 {
			x := base + 0.1*rnd.Float64()
			if i == best {
				x += 0.2
			}
			d.Rows, right = append(d.Rows, []float64{x - base, base}), append(right, i == best)
		}
	}
	f := Learn(d, 2, Choice(d.Groups, right, weight), few)
	for g, from := range d.Groups {
		best := from
		for i := from; i < from+5; i++ {
			if f.Score(d.Rows[i]) > f.Score(d.Rows[best]) {
				best = i
			}
		}
		if !right[best] {
			t.Fatalf("in group %d row %d comes first", g, best-from)
		}
	}
}

func TestTheSameSeedGivesTheSameForest(t *testing.T) {
	written := func() string {
		var b strings.Builder
		if err := Write(&b, "", map[string]*Forest{"f": learned(1)}); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	once := written()
	if again := written(); once != again {
		t.Error("learned twice, it is not the same")
	}
}

func TestAnAccountAddsUpToTheScore(t *testing.T) {
	f := learned(1)
	f.Base = 0.25
	rapid.Check(t, func(t *rapid.T) {
		row := rapid.SliceOfN(rapid.Float64Range(-1, 2), 3, 3).Draw(t, "row")
		shares := make([]float64, 3)
		sum := f.Account(row, shares)
		for _, s := range shares {
			sum += s
		}
		if math.Abs(sum-f.Score(row)) > 1e-9 {
			t.Errorf("the account adds up to %v, the score is %v", sum, f.Score(row))
		}
	})
}

func TestMoreOfAMonotoneValueNeverScoresLess(t *testing.T) {
	d, right, weight := drawn(3000, 4)
	for i := range right {
		right[i] = right[i] != (i%5 == 0) // noise, which would make steps back
	}
	o := few
	o.Monotone = []int{1, 1, -1}
	f := Learn(d, 3, Logistic(right, weight), o)
	rapid.Check(t, func(t *rapid.T) {
		row := rapid.SliceOfN(rapid.Float64Range(0, 1), 3, 3).Draw(t, "row")
		more := []float64{row[0] + rapid.Float64Range(0, 1).Draw(t, "0"), row[1] + rapid.Float64Range(0, 1).Draw(t, "1"), row[2] - rapid.Float64Range(0, 1).Draw(t, "2")}
		if f.Score(more) < f.Score(row)-1e-9 {
			t.Errorf("%v scores %v, and %v only %v", row, f.Score(row), more, f.Score(more))
		}
	})
}

func TestWhatIsWrittenIsReadAgain(t *testing.T) {
	rounded, err := learned(5).Rounded()
	if err != nil {
		t.Fatal(err)
	}
	again, err := rounded.Rounded()
	if err != nil {
		t.Fatal(err)
	}
	d, _, _ := drawn(200, 6)
	for _, row := range d.Rows {
		if rounded.Score(row) != again.Score(row) {
			t.Fatalf("%v scores %v, and written and read %v", row, rounded.Score(row), again.Score(row))
		}
	}
}

func TestWhatIsNoForestIsRefusedWithItsLine(t *testing.T) {
	for _, text := range []string{"1", "f x", "f 0\nx", "f 0\n1<=2@9?0 1 2", "f 0\n1<=2@1?0 1", "f 0\n-1<=2@1?0 1 2", "f 0\n1=2@1?0 1 2"} {
		if _, err := Parse(strings.NewReader(text)); err == nil || !strings.HasPrefix(err.Error(), "line ") {
			t.Errorf("%q is read with the error %v", text, err)
		}
	}
}
