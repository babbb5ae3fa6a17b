package when

import (
	"time"

	"github.com/pincite/pincite/corpus"
)

// The days of this package are those of the proleptic Gregorian calendar, at
// noon nowhere: a time.Time of UTC at midnight stands for a day.

// day returns the first day of a date.
func day(d corpus.Date) time.Time {
	return time.Date(d.Year, max(d.Month, 1), max(d.Day, 1), 0, 0, 0, 0, time.UTC)
}

func dateOf(t time.Time) corpus.Date {
	return corpus.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}
}

// plus returns the day so many days later.
func plus(d corpus.Date, days int) corpus.Date { return dateOf(day(d).AddDate(0, 0, days)) }

// valid reports whether there is such a day.
func valid(year, month, dom int) bool {
	if month < 1 || month > 12 || dom < 1 {
		return false
	}
	return time.Date(year, time.Month(month), dom, 0, 0, 0, 0, time.UTC).Day() == dom
}

// monthLength returns the most days that a month has in any year.
func monthLength(month int) int {
	return time.Date(2000, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// around returns the first and the last day of the unit that a day is in. Weeks
// begin on Monday, as ISO 8601 has them. A season is the quarter of a year.
func around(t time.Time, p Precision) (from, to time.Time) {
	y, m, _ := t.Date()
	switch p {
	case Week:
		from = t.AddDate(0, 0, -mondayBased(t))
		return from, from.AddDate(0, 0, 6)
	case Month:
		return months(y, int(m), 1)
	case Season:
		return months(y, (int(m)-1)/3*3+1, 3)
	case Year:
		return months(y, 1, 12)
	case Decade:
		return months(y/10*10, 1, 120)
	case Century:
		return months((y-1)/100*100+1, 1, 1200)
	}
	return t, t
}

// months returns the first and the last day of so many months. The month may
// lie outside the year: month 0 is December of the year before.
func months(year, month, n int) (from, to time.Time) {
	from = time.Date(year, time.Month(month), 1, 0, 0, 0, 0, time.UTC)
	return from, from.AddDate(0, n, -1)
}

// mondayBased returns how many days a day comes after Monday.
func mondayBased(t time.Time) int { return (int(t.Weekday()) + 6) % 7 }

// shift moves a day by some units. From a month's last days it moves to the
// last day of a shorter month, never into the next.
func shift(t time.Time, p Precision, n int) time.Time {
	switch p {
	case Day:
		return t.AddDate(0, 0, n)
	case Week:
		return t.AddDate(0, 0, 7*n)
	}
	by := map[Precision]int{Month: 1, Season: 3, Year: 12, Decade: 120, Century: 1200}[p] * n
	first, last := months(t.Year(), int(t.Month())+by, 1)
	if t.Day() > last.Day() {
		return last
	}
	return first.AddDate(0, 0, t.Day()-1)
}

// easter returns Easter Sunday of a year in the Gregorian calendar (the
// anonymous algorithm, as Meeus prints it).
func easter(year int) time.Time {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 19*l) / 433
	month := (h + l - 7*m + 90) / 25
	dom := (h + l - 7*m + 33*month + 19) % 32
	return time.Date(year, time.Month(month), dom, 0, 0, 0, 0, time.UTC)
}

// DaysBetween returns how many days two dates are apart, 0 or more; each counts
// from its first day.
func DaysBetween(a, b corpus.Date) int {
	n := int(day(a).Sub(day(b)).Hours()) / 24
	return max(n, -n)
}
