package bot

import (
	"github.com/pincite/pincite/corpus"
)

// shortParagraph is how many bytes a paragraph may have to be shown whole
// around the sentence that answers.
const shortParagraph = 600

// distinct leaves out what is to be seen already: words that overlap a better
// quotation, and those that the same person says in a paragraph which is shown
// whole.
func distinct(list []cited) []cited {
	var kept []cited
	for _, c := range list {
		seen := false
		for _, k := range kept {
			seen = seen || k.shows(c)
		}
		if !seen {
			c.at = len(kept)
			kept = append(kept, c)
		}
	}
	return kept
}

// shows reports whether another quotation is to be seen where this one is shown.
func (c cited) shows(o cited) bool {
	if c.doc.ID() != o.doc.ID() || c.quote.Kind() != o.quote.Kind() {
		return false
	}
	if c.quote.Kind() == corpus.FromMetadata {
		return c.quote.Field() == o.quote.Field()
	}
	if c.quote.Span().Overlaps(o.quote.Span()) {
		return true
	}
	if (c.speaker == nil) != (o.speaker == nil) || c.speaker != nil && c.speaker.Name != o.speaker.Name {
		return false
	}
	block := c.block()
	return block >= 0 && block == o.block() && c.doc.Blocks()[block].Span.Len() <= shortParagraph
}

// block returns the block of the document that holds the quotation, -1 for
// metadata.
func (c cited) block() int {
	if c.quote.Kind() != corpus.FromText {
		return -1
	}
	i := c.doc.BlockAt(c.quote.Span().Start)
	if i < 0 || !c.doc.Blocks()[i].Span.Contains(c.quote.Span()) {
		return -1
	}
	return i
}

// versions returns the Markdown of a quotation from the fullest to the
// shortest: its paragraph with the sentence that answers bold, when it is short;
// and that sentence alone. Each is made by the document, as every quotation is.
func (c cited) versions() []string {
	span := c.quote.Span()
	if c.quote.Kind() == corpus.FromMetadata {
		span = corpus.Span{End: len(c.quote.Text())}
	}
	alone := blockQuote(c.quote.Text(), span, nil)
	block := c.block()
	if block < 0 {
		return []string{alone}
	}
	around := c.doc.Blocks()[block].Span
	if around == span || around.Len() > shortParagraph {
		return []string{alone}
	}
	q, err := c.doc.Quote(around, span)
	if err != nil {
		return []string{alone}
	}
	return []string{blockQuote(q.Text(), q.Span(), q.Marks()), alone}
}
