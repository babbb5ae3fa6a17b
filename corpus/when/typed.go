package when

import (
	"errors"
	"strings"

	"github.com/pincite/pincite/corpus"
)

// Errors of Parse.
var (
	ErrTyped = errors.New("this cannot be read as a date: write 2023, Aug 2023 or 12 August 2023")
	// ErrTwoWays is returned for a day that is another one in America.
	ErrTwoWays = errors.New("this is one day in America and another elsewhere: write it as 12 August 2023, or as 2023-08-12")
)

// maxTyped is the longest date that somebody types, in bytes.
const maxTyped = 60

// Parse reads a date as people type it: "2023", "Aug 2023", "12 August 2023",
// "2023-08", "last week". Words are counted from today. The errors are ErrTyped,
// and ErrTwoWays for a day like 8/12/2023.
func Parse(typed string, today corpus.Date) (Interval, error) {
	text := strings.TrimSpace(corpus.Canonical(typed))
	if text == "" || len(text) > maxTyped {
		return Interval{}, ErrTyped
	}
	if endYear.MatchString(text) && len(numerals(text, tokenize(text), false)) == 0 {
		return Interval{}, ErrTwoWays
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
	return Interval{}, ErrTyped
}
