package corpus

import "slices"

// Citation names the place of a quotation.
type Citation struct {
	ID          string // permanent: the same for the same words of the same text; see Anchor
	Ref         Ref    // document, revision and span
	Document    ID
	Revision    int
	Title       string
	Authors     []string
	Publication string
	Published   Date
	URL         string
	Locator     Locator
}

// Locator pins the place within the document. Of a quotation that takes in
// several blocks it is the place of the first.
type Locator struct {
	Paragraph int       // ¶ number from 1; 0 for a heading, a caption or metadata
	Page      int       // from 1; 0 when the source has no pages
	Heading   string    // the nearest heading above; "" when there is none
	Kind      BlockKind // of the block that holds the quotation; "" for metadata
}

// citation returns the citation of the document for the given words, without
// their place in it.
func (d *Document) citation(r Ref) Citation {
	return Citation{
		ID:          d.citationID(r),
		Ref:         r,
		Document:    d.id,
		Revision:    d.prov.Revision,
		Title:       d.meta.Title,
		Authors:     slices.Clone(d.meta.Authors),
		Publication: d.meta.Publication,
		Published:   d.meta.Published,
		URL:         d.meta.URL,
	}
}
