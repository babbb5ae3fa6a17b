package chart

import (
	"bytes"
	"image/color"
	"image/png"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/when"
)

// times draws intervals of every sort, in the order in which a timeline has them.
func times(t *rapid.T) []Row {
	date := rapid.Custom(func(t *rapid.T) corpus.Date {
		return corpus.Date{Year: rapid.IntRange(1000, 2200).Draw(t, "year"), Month: time.Month(rapid.IntRange(1, 12).Draw(t, "month")), Day: rapid.IntRange(1, 28).Draw(t, "day")}
	})
	row := rapid.Custom(func(t *rapid.T) Row {
		a, b := date.Draw(t, "from"), date.Draw(t, "to")
		if b.Compare(a) < 0 {
			a, b = b, a
		}
		v := when.Interval{From: a, To: b, About: rapid.Bool().Draw(t, "about"), Precision: when.Precision(rapid.IntRange(0, 6).Draw(t, "precision")),
			Bound: rapid.SampledFrom([]when.Bound{when.Within, when.Since, when.Until, when.Before, when.After}).Draw(t, "bound")}
		switch v.Bound {
		case when.Until, when.Before:
			v.From = corpus.Date{}
		case when.After:
			v.To = corpus.Date{}
		}
		return Row{Interval: v, Sure: rapid.Bool().Draw(t, "sure"), Beside: rapid.Bool().Draw(t, "beside")}
	})
	rows := rapid.SliceOfN(row, 1, MaxRows).Draw(t, "rows")
	slices.SortFunc(rows, func(a, b Row) int { return a.Interval.Compare(b.Interval) })
	for i := range rows {
		rows[i].Number = 990 + i
	}
	return rows
}

// A later day is never left of an earlier one, every day of an entry is between
// the ends of the axis, and parts do not overlap.
func TestTheScaleKeepsTheOrderOfDays(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rows := times(t)
		s := newScale(rows, 100, 1000)
		var days []int
		for _, r := range rows {
			from, to := r.ends()
			days = append(days, dayNumber(from), dayNumber(to)+1)
		}
		slices.Sort(days)
		last := 100.0
		for _, d := range days {
			x := s.at(d)
			if x < last-1e-6 || x > 1000+1e-6 {
				t.Fatalf("day %d is at %.1f, after %.1f", d, x, last)
			}
			last = x
		}
		if len(s.parts) > mostParts {
			t.Fatalf("%d parts", len(s.parts))
		}
		for i := 1; i < len(s.parts); i++ {
			if s.parts[i].from <= s.parts[i-1].to || s.parts[i].x1 < s.parts[i-1].x2 {
				t.Fatalf("parts overlap: %+v", s.parts)
			}
		}
	})
}

// The picture is as large as its rows need, nothing is drawn over its margin,
// and each row has its number's circle.
func TestThePicture(t *testing.T) {
	t.Parallel()
	for seed := range 12 { // few: a picture takes longer than other properties
		rows := rapid.Custom(times).Example(seed)
		rows = rows[:min(len(rows), 5)]
		data, err := PNG(rows)
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if b := img.Bounds(); b.Dx() != width || b.Dy() != top+len(rows)*rowHeight+axisHeight {
			t.Fatalf("%v for %d rows", b, len(rows))
		}
		for i, r := range rows {
			tone := blue
			if r.Beside {
				tone = amber
			}
			y := top + i*rowHeight + rowHeight/2
			if got := color.NRGBAModel.Convert(img.At(numbers/2, y-radius+3)); got != tone {
				t.Fatalf("row %d has %v where its number is", i, got)
			}
			if got := color.NRGBAModel.Convert(img.At(width-6, y)); got != paper {
				t.Fatalf("row %d is drawn over the margin: %v", i, got)
			}
		}
	}
	if data, err := PNG(nil); data != nil || err != nil {
		t.Errorf("no rows give %d bytes, %v", len(data), err)
	}
}
