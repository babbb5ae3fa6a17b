package corpus

// BlockKind says what a block of text is in its article.
type BlockKind string

const (
	Heading   BlockKind = "heading"
	Paragraph BlockKind = "paragraph"
	Item      BlockKind = "item"      // of a list
	Row       BlockKind = "row"       // of a table
	Quotation BlockKind = "quotation" // set off from the text
	Caption   BlockKind = "caption"   // of a picture
	Code      BlockKind = "code"
)

// Numbered reports whether blocks of the kind are counted as ¶ 1, 2, 3 …
// Headings and captions are not: people who count paragraphs skip them.
func (k BlockKind) Numbered() bool { return k != Heading && k != Caption }

// Block is one piece of a document that the reader's eye takes as a unit.
type Block struct {
	Kind   BlockKind `json:"kind"`
	Level  int       `json:"level,omitempty"`  // of a heading, 1 to 6
	Number int       `json:"number,omitempty"` // ¶ number from 1; 0 when not numbered
	Page   int       `json:"page,omitempty"`   // from 1; 0 when the source has no pages
	Span   Span      `json:"span"`
}
