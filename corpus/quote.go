package corpus

import (
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"
)

// QuoteKind says where a quotation was taken from.
type QuoteKind string

const (
	FromText     QuoteKind = "text"
	FromMetadata QuoteKind = "metadata" // the title, the authors, the date …
)

// Field names an item of metadata that can be quoted.
type Field string

const (
	FieldTitle       Field = "title"
	FieldSubtitle    Field = "subtitle"
	FieldAuthors     Field = "authors"
	FieldPublication Field = "publication"
	FieldPublished   Field = "published"
	FieldURL         Field = "url"
	FieldDateline    Field = "dateline"
)

// Errors that callers tell apart with errors.Is. Each is wrapped with detail.
var (
	// ErrSpan is returned for a span that is not made of whole sentences or
	// blocks of the document.
	ErrSpan = errors.New("a quotation is made of whole sentences")
	// ErrMark is returned for marks that lie outside their quotation, overlap,
	// are out of order, or cut a character in two.
	ErrMark = errors.New("marks lie in order within their quotation")
	// ErrNoField is returned for metadata that the document does not have.
	ErrNoField = errors.New("the document does not say")
)

// Quote is a verbatim slice of a document with its citation. Only
// Document.Quote and Document.QuoteField make one.
type Quote struct {
	doc      *Document // nil in the zero Quote
	kind     QuoteKind
	field    Field
	text     string
	span     Span
	marks    []Span
	citation Citation
}

// Quote takes the quotation at a span, with the given spans inside it marked.
// The span must begin where a sentence or block begins and end where one
// ends: a cut must never hide a "not". Marks must lie inside the span in
// order, without overlap, on character boundaries. The errors are ErrSpan and
// ErrMark.
func (d *Document) Quote(span Span, marks ...Span) (Quote, error) {
	if !span.In(len(d.text)) || span.Len() == 0 || !d.starts(span.Start) || !d.ends(span.End) {
		return Quote{}, fmt.Errorf("document %s, bytes %v: %w", d.id, span, ErrSpan)
	}
	from := span.Start
	for _, m := range marks {
		if m.Start < from || m.Len() <= 0 || m.End > span.End || !onRunes(d.text, m) {
			return Quote{}, fmt.Errorf("document %s, mark %v in %v: %w", d.id, m, span, ErrMark)
		}
		from = m.End
	}
	c := d.citation(Ref{Document: d.id, Revision: d.prov.Revision, Span: span})
	block := d.BlockAt(span.Start)
	b := d.blocks[block]
	c.Locator = Locator{Paragraph: b.Number, Page: b.Page, Heading: d.HeadingAbove(block), Kind: b.Kind}
	return Quote{doc: d, kind: FromText, text: d.Slice(span), span: span, marks: slices.Clone(marks), citation: c}, nil
}

// QuoteField takes a quotation from the metadata. Its span is empty, and its
// citation has no paragraph. The error is ErrNoField when the document does
// not have that item.
func (d *Document) QuoteField(f Field) (Quote, error) {
	text := d.meta.field(f)
	if text == "" {
		return Quote{}, fmt.Errorf("document %s, %s: %w", d.id, f, ErrNoField)
	}
	c := d.citation(Ref{Document: d.id, Revision: d.prov.Revision, Field: f})
	return Quote{doc: d, kind: FromMetadata, field: f, text: text, citation: c}, nil
}

// field returns an item of metadata as it is quoted, "" when there is none.
func (m Metadata) field(f Field) string {
	switch f {
	case FieldTitle:
		return m.Title
	case FieldSubtitle:
		return m.Subtitle
	case FieldAuthors:
		return strings.Join(m.Authors, ", ")
	case FieldPublication:
		return m.Publication
	case FieldPublished:
		return m.Published.String()
	case FieldURL:
		return m.URL
	case FieldDateline:
		return m.Dateline
	}
	return ""
}

// starts reports whether a sentence or block begins at the offset.
func (d *Document) starts(offset int) bool {
	if b := d.BlockAt(offset); b >= 0 && d.blocks[b].Span.Start == offset {
		return true
	}
	s := d.SentenceAt(offset)
	return s >= 0 && d.sents[s].Span.Start == offset
}

// ends reports whether a sentence or block ends at the offset.
func (d *Document) ends(offset int) bool {
	b := sort.Search(len(d.blocks), func(i int) bool { return d.blocks[i].Span.End >= offset })
	if b < len(d.blocks) && d.blocks[b].Span.End == offset {
		return true
	}
	sents := d.Sentences()
	s := sort.Search(len(sents), func(i int) bool { return sents[i].Span.End >= offset })
	return s < len(sents) && sents[s].Span.End == offset
}

// Kind says whether the words are from the text or the metadata.
func (q Quote) Kind() QuoteKind { return q.kind }

// Field returns which item of metadata is quoted; "" for a quotation from the text.
func (q Quote) Field() Field { return q.field }

// Text returns the quoted words, byte for byte.
func (q Quote) Text() string { return q.text }

// Span returns where in the document's canonical text the words stand.
func (q Quote) Span() Span { return q.span }

// Marks returns the spans of the canonical text to be shown emphasized. The
// caller must not change them.
func (q Quote) Marks() []Span { return q.marks }

// Citation returns the place that the words are cited from.
func (q Quote) Citation() Citation { return q.citation }

// HoldsIn reports whether d is the quoted document and still has these very
// words at this place. It is asked of the stored document just before a
// quotation is sent.
func (q Quote) HoldsIn(d *Document) bool {
	switch {
	case q.text == "" || d == nil || d.id != q.citation.Document:
		return false
	case q.kind == FromMetadata:
		return d.meta.field(q.field) == q.text
	}
	return q.span.In(len(d.text)) && d.Slice(q.span) == q.text
}
