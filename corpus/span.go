package corpus

import (
	"encoding/json"
	"fmt"
)

// Span is a half-open range [Start, End) of bytes in a document's canonical
// text. In JSON it is the array [Start, End].
type Span struct{ Start, End int }

// Len returns the number of bytes in the span.
func (s Span) Len() int { return s.End - s.Start }

// Contains reports whether inner lies wholly within s.
func (s Span) Contains(inner Span) bool { return s.Start <= inner.Start && inner.End <= s.End }

// Overlaps reports whether the two spans share at least one byte.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// In reports whether the span is well-formed and lies within a text of n bytes.
func (s Span) In(n int) bool { return 0 <= s.Start && s.Start <= s.End && s.End <= n }

// SharedBytes counts the bytes that are in both lists. No two spans of one list
// may overlap.
func SharedBytes(a, b []Span) int {
	n := 0
	for _, x := range a {
		for _, y := range b {
			n += max(0, min(x.End, y.End)-max(x.Start, y.Start))
		}
	}
	return n
}

// TotalBytes counts the bytes of spans.
func TotalBytes(spans []Span) int {
	n := 0
	for _, s := range spans {
		n += s.Len()
	}
	return n
}

func (s Span) String() string { return fmt.Sprintf("[%d,%d)", s.Start, s.End) }

// MarshalJSON writes the span as [Start, End].
func (s Span) MarshalJSON() ([]byte, error) { return json.Marshal([2]int{s.Start, s.End}) }

// UnmarshalJSON reads what MarshalJSON wrote, and refuses everything else.
func (s *Span) UnmarshalJSON(b []byte) error {
	var pair []int
	if err := json.Unmarshal(b, &pair); err != nil {
		return fmt.Errorf("a span is written as [start,end]: %w", err)
	}
	if len(pair) != 2 || pair[0] < 0 || pair[1] < pair[0] {
		return fmt.Errorf("%s is not a span: it is written as [start,end]", b)
	}
	*s = Span{pair[0], pair[1]}
	return nil
}
