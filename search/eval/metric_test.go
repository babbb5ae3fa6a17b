package eval

import (
	"math"
	"testing"
	"time"
)

func value(t *testing.T, fs []Figure) float64 {
	t.Helper()
	if len(fs) != 1 {
		t.Fatalf("%d figures", len(fs))
	}
	return fs[0].Value
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-9 {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

func TestShareHasTheStandardErrorOfAProportion(t *testing.T) {
	f := share("s", []bool{true, true, true, false})[0]
	near(t, "the share", f.Value, 0.75)
	near(t, "its standard error", f.SE, math.Sqrt(0.75*0.25/4))
	if share("s", nil) != nil {
		t.Error("nothing has a share")
	}
}

func TestMean(t *testing.T) {
	f := mean("m", []float64{1, 2, 3, 6})[0]
	near(t, "the mean", f.Value, 3)
	near(t, "its standard error", f.SE, math.Sqrt(14.0/3/4))
}

func TestAUROCCountsPairs(t *testing.T) {
	// Of the six pairs the first is above in four, equal in one, below in one.
	near(t, "the AUROC", value(t, auroc("a", []float64{0.9, 0.5, 0.4}, []float64{0.5, 0.3})), 4.5/6)
	near(t, "that of equals", value(t, auroc("a", []float64{1, 1}, []float64{1, 1, 1})), 0.5)
	near(t, "that of the sure", value(t, auroc("a", []float64{2, 3}, []float64{0, 1})), 1)
	// DeLong by hand: of is 1, .75, .5 with variance .0625; by is .5, 1 with .125.
	near(t, "its standard error", auroc("a", []float64{0.9, 0.5, 0.4}, []float64{0.5, 0.3})[0].SE, math.Sqrt(0.0625/3+0.125/2))
	if auroc("a", nil, []float64{1}) != nil {
		t.Error("there is an AUROC without answerable questions")
	}
}

func TestNDCGOfGrades(t *testing.T) {
	graded := map[string]int{"a": 2, "b": 1, "c": 1}
	best := 2/math.Log2(2) + 1/math.Log2(3) + 1/math.Log2(4)
	near(t, "nDCG", ndcg([]string{"x", "a", "b"}, graded, 10), (2/math.Log2(3)+1/math.Log2(4))/best)
	near(t, "nDCG of the best ranking", ndcg([]string{"a", "c", "b", "x"}, graded, 10), 1)
	near(t, "nDCG@1", ndcg([]string{"b", "a"}, graded, 1), 0.5)
	near(t, "nDCG of nothing", ndcg(nil, nil, 10), 0)
}

func TestAveragePrecision(t *testing.T) {
	near(t, "average precision", averagePrecision([]bool{true, false, true}, 3), (1+2.0/3)/3)
	near(t, "without relevant ones", averagePrecision(nil, 0), 0)
	if first([]bool{false, true, true}) != 2 || first([]bool{false}) != 0 {
		t.Error("the first that is so is elsewhere")
	}
}

func TestExpectedCalibrationError(t *testing.T) {
	all := []forecast{{0.95, true, 1}, {0.95, false, 1}, {0.15, false, 1}, {0.15, false, 1}}
	near(t, "the error", expectedCalibrationError(all), (2*(0.95-0.5)+2*0.15)/4)
	near(t, "that of the sure", expectedCalibrationError([]forecast{{1, true, 1}, {0, false, 3}}), 0)
	near(t, "with weights", expectedCalibrationError([]forecast{{0.5, true, 3}, {0.55, false, 1}}), math.Abs(0.5*3+0.55-3)/4)
	near(t, "that of nothing", expectedCalibrationError(nil), 0)
}

func TestReciprocalRanks(t *testing.T) {
	got := reciprocals([]Row{{Rank: 1}, {Rank: 4}, {Rank: 0}, {Rank: 11}}, 10)
	for i, want := range []float64{1, 0.25, 0, 0} {
		near(t, "a reciprocal", got[i], want)
	}
	near(t, "one without limit", reciprocals([]Row{{Rank: 11}}, 0)[0], 1.0/11)
}

func TestSpeedGivesMedianAndPercentile(t *testing.T) {
	times := make([]time.Duration, 200)
	for i := range times {
		times[i] = time.Duration(200-i) * time.Millisecond
	}
	fs := speed(times)
	near(t, "the median", fs[0].Value, 100)
	near(t, "the 99th percentile", fs[1].Value, 198)
}

func TestOffsetsInCodePointsBecomeBytesOfTheBlock(t *testing.T) {
	for _, c := range []struct {
		paragraph, block string
		start, end       int
		want             string
	}{
		{"Über die Brücke.", "Über die Brücke.", 5, 8, "die"},
		{"A  line\nwith   gaps.", "A line with gaps.", 3, 12, "line with"},
		{"Cafe\u0301 noir", "Café noir", 6, 10, "noir"},
		{"  lead", "lead", 2, 6, "lead"},
		{"日本語の文。", "日本語の文。", 2, 4, "語の"},
	} {
		s := bytesOf(c.paragraph, c.block, c.start, c.end)
		if got := c.block[s.Start:s.End]; got != c.want {
			t.Errorf("[%d, %d) of %q is %q, want %q", c.start, c.end, c.paragraph, got, c.want)
		}
	}
}

func TestRiskCoverageCountsWrongAnswersOfBothSides(t *testing.T) {
	var rows []Row
	for i := range 40 {
		rows = append(rows, Row{Kind: Answerable, Confidence: 0.9, Verdict: "answered", Right: i%4 != 0, judged: true},
			Row{Kind: Outside, Confidence: 0.1, Verdict: "abstained"})
	}
	p, ok := shipped(rows)
	if !ok {
		t.Fatal("nothing is answered")
	}
	near(t, "the share answered", p.x, 1)
	near(t, "the share that is wrong", p.y, 0.25)
	last := riskCoverage(rows)
	near(t, "the risk of answering all", last[len(last)-1].y, (0.5*0.25+0.5)/1)
}
