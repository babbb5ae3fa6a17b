package corpus

import (
	"fmt"
	"time"
)

// Date is a calendar date as an article states it, to the precision that it
// states: a year, a year and month, or a day. The zero Date is "not known".
type Date struct {
	Year  int
	Month time.Month // 0 when only the year is known
	Day   int        // 0 when only the month is known
}

// ParseDate reads the form that String writes: 2023, 2023-09 or 2023-09-04.
// The empty string is the zero Date.
func ParseDate(s string) (Date, error) {
	if s == "" {
		return Date{}, nil
	}
	for _, layout := range []string{"2006-01-02", "2006-01", "2006"} {
		t, err := time.Parse(layout, s)
		if err != nil {
			continue
		}
		d := Date{Year: t.Year()}
		if len(layout) > len("2006") {
			d.Month = t.Month()
		}
		if len(layout) > len("2006-01") {
			d.Day = t.Day()
		}
		return d, nil
	}
	return Date{}, fmt.Errorf("%q is not a date: write it as 2023-09-04, 2023-09 or 2023", s)
}

// IsZero reports whether the date is not known.
func (d Date) IsZero() bool { return d == Date{} }

// String writes the date as ISO 8601 does, to its precision; "" when unknown.
func (d Date) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, int(d.Month))
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// Compare orders dates; an unknown date comes first, and a less precise one
// before the days that it contains.
func (d Date) Compare(o Date) int {
	for _, c := range [3][2]int{{d.Year, o.Year}, {int(d.Month), int(o.Month)}, {d.Day, o.Day}} {
		if c[0] != c[1] {
			if c[0] < c[1] {
				return -1
			}
			return 1
		}
	}
	return 0
}

// MarshalText and UnmarshalText let a Date travel in JSON and YAML as its
// String.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText is the inverse of MarshalText.
func (d *Date) UnmarshalText(b []byte) (err error) {
	*d, err = ParseDate(string(b))
	return err
}
