package corpus

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Ref says which words of which revision are meant.
type Ref struct {
	Document ID
	Revision int // 0 to 2³¹-1
	Span     Span
	Field    Field // set, and Span empty, for metadata
}

// ErrRef is returned for a text that no Ref wrote.
var ErrRef = errors.New("not the name of words in a document")

// String writes it: at most 48 bytes of [a-z0-9.], fit for a Discord
// custom_id. Words of the text are document.revision.start.end, metadata is
// document.revision.field, numbers in base 36.
func (r Ref) String() string {
	head := string(r.Document) + "." + number(r.Revision) + "."
	if r.Field != "" {
		return head + string(r.Field)
	}
	return head + number(r.Span.Start) + "." + number(r.Span.End)
}

// ParseRef reads what String wrote. It refuses everything else with ErrRef.
func ParseRef(s string) (Ref, error) {
	parts := strings.Split(s, ".")
	if len(parts) != 3 && len(parts) != 4 || !validID(parts[0]) {
		return Ref{}, fmt.Errorf("%q is %w", s, ErrRef)
	}
	r := Ref{Document: ID(parts[0])}
	var ok [3]bool
	r.Revision, ok[0] = parseNumber(parts[1])
	if len(parts) == 3 {
		r.Field = Field(parts[2])
		ok[1], ok[2] = r.Field.valid(), true
	} else {
		r.Span.Start, ok[1] = parseNumber(parts[2])
		r.Span.End, ok[2] = parseNumber(parts[3])
	}
	if ok != [3]bool{true, true, true} || r.Span.End < r.Span.Start {
		return Ref{}, fmt.Errorf("%q is %w", s, ErrRef)
	}
	return r, nil
}

// validID reports whether s has the form of an ID.
func validID(s string) bool {
	return len(s) == 12 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz234567") == ""
}

func (f Field) valid() bool {
	switch f {
	case FieldTitle, FieldSubtitle, FieldAuthors, FieldPublication, FieldPublished, FieldURL, FieldDateline:
		return true
	}
	return false
}

func number(n int) string { return strconv.FormatInt(int64(n), 36) }

// parseNumber reads a number that was written by number, in that very form.
func parseNumber(s string) (int, bool) {
	n, err := strconv.ParseInt(s, 36, 64)
	if err != nil || n < 0 || n > math.MaxInt32 || number(int(n)) != s {
		return 0, false
	}
	return int(n), true
}
