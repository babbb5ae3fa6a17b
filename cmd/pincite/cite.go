package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/cite"
	"github.com/pincite/pincite/corpus/store"
	"github.com/pincite/pincite/corpus/verify"
)

// citeCmd cites words that were shown before.
type citeCmd struct {
	ID string `arg:"" help:"The citation's ID, ten characters, as it stands beside a quotation."`
	inLibrary
	Style string `default:"plain" placeholder:"NAME" help:"plain, markdown, apa, mla, chicago, harvard, bibtex, ris or csl-json."`
}

// Run prints the citation on the standard output, and what has become of the
// words on the standard error, so that the first can be redirected into a file.
func (c *citeCmd) Run(ctx context.Context, std std, cfg *config) (err error) {
	style, ok := cite.Parse(c.Style)
	if !ok {
		return fmt.Errorf("--style is %q: write plain, markdown, apa, mla, chicago, harvard, bibtex, ris or csl-json", c.Style)
	}
	id := strings.ToLower(strings.TrimSpace(c.ID))
	if !corpus.ValidCitationID(id) {
		return fmt.Errorf("%q is not a citation's ID: it has ten characters, letters and the digits 2 to 7, and stands beside a quotation", c.ID)
	}
	lib, err := c.parse()
	if err != nil {
		return err
	}
	d, err := openDesk(ctx, cfg.place(), cfg.shellLogger(std.err))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.close()) }()
	cited, _, err := d.store.CitationFor(ctx, lib, id)
	if errors.Is(err, store.ErrNotFound) {
		return fmt.Errorf("there is no citation %s in the library %s: nothing with this ID was shown from it", id, lib)
	}
	if err != nil {
		return err
	}
	q, err := quoteAt(cited.Then, cited.Anchor.Ref)
	if err != nil {
		return err
	}
	at := cited.KeptAt
	e := cite.Of(cite.Work{Citation: q.Citation(), Accessed: corpus.Date{Year: at.Year(), Month: at.Month(), Day: at.Day()}}, style)
	fmt.Fprintln(std.out, cite.Words(e.Reference))
	if e.InText != nil {
		fmt.Fprintln(std.out, cite.Words(e.InText))
	}
	_, err = io.WriteString(std.err, standing(q, cited))
	return err
}

// quoteAt takes the quotation that a ref names from the revision that it names.
func quoteAt(d *corpus.Document, ref corpus.Ref) (corpus.Quote, error) {
	if ref.Field != "" {
		return d.QuoteField(ref.Field)
	}
	return d.Quote(ref.Span)
}

// standing says what has become of cited words.
func standing(q corpus.Quote, c store.Cited) string {
	if c.Now == nil {
		return fmt.Sprintf("Withdrawn on %s: the article is no longer in the library.\n", c.Withdrawn.Format(time.DateOnly))
	}
	s := verify.Since(q, c.Now)
	switch s.State {
	case verify.Unchanged:
		return "Unchanged: the article has these words still.\n  " + oneLine(q.Text()) + "\n"
	case verify.Gone:
		return "Edited since: the words are no longer in the article.\n  then: " + oneLine(q.Text()) + "\n"
	}
	return "Edited since.\n  then: " + oneLine(q.Text()) + "\n  now:  " + oneLine(s.Now.Text()) + "\n"
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// keep notes that words were shown, so that the citation's ID leads to them.
func (d *desk) keep(ctx context.Context, scope corpus.Scope, quotes ...corpus.Quote) error {
	lib, ok := scope.Library()
	if !ok {
		return nil
	}
	anchors := make([]corpus.Anchor, len(quotes))
	for i, q := range quotes {
		anchors[i] = q.Anchor()
	}
	return d.store.KeepCitations(ctx, lib, anchors)
}

// quotesOf takes the quotations that are cited, as far as their revisions are there.
func (d *desk) quotesOf(ctx context.Context, scope corpus.Scope, citations []corpus.Citation) []corpus.Quote {
	var out []corpus.Quote
	for _, c := range citations {
		doc, err := d.store.Revision(ctx, scope, c.Ref.Document, c.Ref.Revision)
		if err != nil {
			continue
		}
		if q, err := quoteAt(doc, c.Ref); err == nil {
			out = append(out, q)
		}
	}
	return out
}
