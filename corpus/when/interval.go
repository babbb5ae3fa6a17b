package when

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/pincite/pincite/corpus"
)

// Precision is how exactly words say when: the unit of the calendar that they
// name. The zero Precision is a day.
type Precision int

// The units, from the finest.
const (
	Day Precision = iota
	Week
	Month
	Season // a quarter or a half of a year too
	Year
	Decade
	Century
)

var precisions = []string{"day", "week", "month", "season", "year", "decade", "century"}

func (p Precision) String() string { return precisions[p] }

// MarshalText writes a precision as its String.
func (p Precision) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText is the inverse of MarshalText.
func (p *Precision) UnmarshalText(b []byte) error {
	i := slices.Index(precisions, string(b))
	if i < 0 {
		return fmt.Errorf("%q is not a precision: write one of %s", b, strings.Join(precisions, ", "))
	}
	*p = Precision(i)
	return nil
}

// Bound says that words name one end of a time only.
type Bound string

const (
	Within Bound = ""       // at some time of the interval, or all of it
	Since  Bound = "since"  // from then on
	Until  Bound = "until"  // up to then
	Before Bound = "before" // at some time earlier
	After  Bound = "after"  // at some time later
)

// Interval is a run of days.
type Interval struct {
	// From and To are the first and the last day; the zero Date where the words
	// leave that end open ("before 2010"). At least one is known.
	From, To  corpus.Date
	Precision Precision
	Bound     Bound
	About     bool // the words say so ("around 1900"), or are vague themselves ("early 2024")
}

// IsZero reports whether nothing is known.
func (v Interval) IsZero() bool { return v.From.IsZero() && v.To.IsZero() }

// Overlaps reports whether the two have a day in common. An open end reaches
// as far as there are days.
func (v Interval) Overlaps(o Interval) bool {
	return (v.From.IsZero() || o.To.IsZero() || v.From.Compare(o.To) <= 0) &&
		(o.From.IsZero() || v.To.IsZero() || o.From.Compare(v.To) <= 0)
}

// Start is the day that an interval is put in order by: its first, or its last
// when the first is not known.
func (v Interval) Start() corpus.Date {
	if v.From.IsZero() {
		return v.To
	}
	return v.From
}

// End is the last day; the first when the last is not known, or when the words
// name only when something began.
func (v Interval) End() corpus.Date {
	if v.To.IsZero() || v.Bound == Since {
		return v.From
	}
	return v.To
}

// Compare orders intervals by where they start; of two that start together the
// shorter comes first.
func (v Interval) Compare(o Interval) int {
	return cmp.Or(v.Start().Compare(o.Start()), v.End().Compare(o.End()), cmp.Compare(v.Bound, o.Bound))
}

// String writes the interval in English, to its precision: "12 August 2023",
// "28 August – 3 September 2023", "May – July 2021", "2017", "1990s",
// "since 2017", "about January – April 2024".
func (v Interval) String() string {
	about := ""
	if v.About {
		about = "about "
	}
	switch {
	case v.IsZero():
		return ""
	case v.Bound == Since && v.About && v.Precision == Week: // "since early October"
		return "since about " + unitOf(v.From, Day)
	case v.Bound == Since:
		return "since " + about + unitOf(v.From, v.Precision)
	case v.Bound == After || v.To.IsZero():
		return "after " + about + unitOf(plus(v.From, -1), v.Precision)
	case v.Bound == Until:
		return "until " + about + unitOf(v.To, v.Precision)
	case v.Bound == Before || v.From.IsZero():
		return "before " + about + unitOf(plus(v.To, 1), v.Precision)
	}
	return about + rangeOf(v.From, v.To, v.Precision)
}

// unitOf names the unit that a day is in.
func unitOf(d corpus.Date, p Precision) string {
	from, to := day(d), day(d)
	if p != Season { // the months of a quarter are named one by one
		from, to = around(day(d), p)
	}
	return rangeOf(dateOf(from), dateOf(to), p)
}

// rangeOf names the days from one to another in the largest units that they are
// made of, though none larger than the words named.
func rangeOf(a, b corpus.Date, p Precision) string {
	from, to := day(a), day(b)
	for ; p > Day; p-- {
		if f, _ := around(from, p); p == Week || p == Season || !f.Equal(from) {
			continue
		}
		if _, t := around(to, p); t.Equal(to) {
			break
		}
	}
	switch p {
	case Century:
		return joined(century(a.Year), century(b.Year), "–")
	case Decade:
		return joined(fmt.Sprintf("%ds", a.Year/10*10), fmt.Sprintf("%ds", b.Year/10*10), "–")
	case Year:
		return joined(fmt.Sprint(a.Year), fmt.Sprint(b.Year), "–")
	case Month:
		if a.Year == b.Year && a.Month != b.Month {
			return from.Format("January") + " – " + to.Format("January 2006")
		}
		return joined(from.Format("January 2006"), to.Format("January 2006"), " – ")
	}
	switch {
	case a == b:
		return from.Format("2 January 2006")
	case a.Year == b.Year && a.Month == b.Month:
		return from.Format("2") + "–" + to.Format("2 January 2006")
	case a.Year == b.Year:
		return from.Format("2 January") + " – " + to.Format("2 January 2006")
	}
	return from.Format("2 January 2006") + " – " + to.Format("2 January 2006")
}

func joined(a, b, by string) string {
	if a == b {
		return a
	}
	return a + by + b
}

// century names the century that a year is in.
func century(year int) string {
	n := (year + 99) / 100
	ending := "th"
	switch {
	case n%10 == 1 && n != 11:
		ending = "st"
	case n%10 == 2 && n != 12:
		ending = "nd"
	case n%10 == 3 && n != 13:
		ending = "rd"
	}
	return fmt.Sprintf("%d%s century", n, ending)
}
