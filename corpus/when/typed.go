package when

import (
	"errors"
	"fmt"
	"strings"

	"github.com/pincite/pincite/corpus"
)

// ErrTyped is returned for words that are no date. It is wrapped with a
// sentence that says what to write instead.
var ErrTyped = errors.New("not a date")

// maxTyped is the longest date that somebody types, in bytes.
const maxTyped = 60

// Parse reads a date as people type it: "2023", "Aug 2023", "12 August 2023",
// "2023-08", "last week". Words are counted from today. A day that can be read
// in two ways (8/12/2023) is refused like everything else that is no date, with
// ErrTyped.
func Parse(typed string, today corpus.Date) (Interval, error) {
	text := strings.TrimSpace(corpus.Canonical(typed))
	refuse := func(why string) (Interval, error) {
		return Interval{}, fmt.Errorf("%w: %s", ErrTyped, why)
	}
	if text == "" || len(text) > maxTyped {
		return refuse("write a year, a month or a day, such as 2023, Aug 2023 or 12 August 2023")
	}
	if endYear.MatchString(text) && len(numerals(text, tokenize(text), false)) == 0 {
		return refuse(fmt.Sprintf("%q is two days in two countries: write it as 12 August 2023, or as 2023-08-12", text))
	}
	toks := tokenize(text)
	s := &scanner{toks: toks, names: map[int]bool{}, numerals: numerals(text, toks, false), typed: true}
	for _, read := range []func(int) (expr, bool){s.spanned, s.bounded, func(i int) (expr, bool) { return s.joined(i, s.loose) }} {
		e, ok := read(s.past(0, "the"))
		if !ok || e.to != len(toks) {
			continue
		}
		p := place{article: today, tense: pastTense}
		r, ok := p.resolve(&e)
		if !ok {
			continue
		}
		if v, ok := p.interval(r, e.bound); ok {
			return v, nil
		}
	}
	return refuse(fmt.Sprintf("%q is not a date that can be read: write 2023, Aug 2023 or 12 August 2023", text))
}
