package corpus

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Anchor is what a citation's permanent ID stands for: which words of which text,
// with what stands before and after them, so that they are found again when the
// text has changed (the TextQuoteSelector of the Web Annotation model).
type Anchor struct {
	ID     string
	Ref    Ref
	Hash   string // of the text that the words were taken from; see TextHash
	Prefix string // at most 32 bytes before the words, and after them
	Suffix string
}

// anchorContext is how many bytes a prefix or suffix has at most.
const anchorContext = 32

// citationIDLength is how many characters a permanent ID has: fifty bits. Among a
// million quotations of one library, two have the same with a chance of one in two
// thousand.
const citationIDLength = 10

// ValidCitationID reports whether s has the form of a permanent ID.
func ValidCitationID(s string) bool {
	return len(s) == citationIDLength && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz234567") == ""
}

// citationID is the permanent ID of words: a function of the document, of its
// text and of the place in it, and of nothing else. Other metadata or another
// library do not change it.
func (d *Document) citationID(r Ref) string {
	of := d.TextHash()
	if r.Field != "" {
		of = d.meta.field(r.Field)
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "citation\x00%s\x00%s\x00%d\x00%d\x00%s", d.id, of, r.Span.Start, r.Span.End, r.Field))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:])[:citationIDLength])
}

// Anchor returns what the quotation's permanent ID stands for.
func (q Quote) Anchor() Anchor {
	a := Anchor{ID: q.citation.ID, Ref: q.citation.Ref}
	if q.doc == nil {
		return a
	}
	a.Hash = q.doc.TextHash()
	if q.kind == FromText {
		text := q.doc.text
		from := max(0, q.span.Start-anchorContext)
		for !utf8.RuneStart(text[from]) {
			from++
		}
		to := min(len(text), q.span.End+anchorContext)
		for to < len(text) && !utf8.RuneStart(text[to]) {
			to--
		}
		a.Prefix, a.Suffix = text[from:q.span.Start], text[q.span.End:to]
	}
	return a
}
