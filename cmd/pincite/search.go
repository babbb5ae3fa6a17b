package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/search"
)

// searchCmd finds passages.
type searchCmd struct {
	Words []string `arg:"" help:"The words."`
	inLibrary
	Document string `placeholder:"ID" help:"Search this article only."`
	Limit    int    `default:"5" placeholder:"N" help:"At most so many passages, 1 to 50."`
	Offset   int    `placeholder:"N" help:"Leave out the first so many."`
}

// Run prints the passages.
func (c *searchCmd) Run(ctx context.Context, std std, cfg *config) (err error) {
	if c.Limit < 1 || c.Limit > 50 || c.Offset < 0 {
		return fmt.Errorf("--limit is %d and --offset %d: write a limit from 1 to 50 and an offset from 0", c.Limit, c.Offset)
	}
	d, scope, err := openReading(ctx, std, cfg, c.inLibrary)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.close()) }()
	if err := d.has(ctx, scope, c.Document); err != nil {
		return err
	}
	found, err := d.engine.Search(ctx, scope, search.Words{
		Text: strings.Join(c.Words, " "), Document: corpus.ID(c.Document), Offset: c.Offset, Limit: c.Limit})
	if err != nil {
		return err
	}
	fmt.Fprint(std.out, corrections(found.Corrected))
	for i, h := range found.Hits {
		if i > 0 {
			fmt.Fprintln(std.out)
		}
		fmt.Fprint(std.out, quotation(h.Quote, isTerminal(std.out)))
		if err := d.keep(ctx, scope, h.Quote); err != nil {
			return err
		}
	}
	switch {
	case found.Total == 0:
		fmt.Fprintln(std.out, "No passage has these words.")
		return errNo
	case len(found.Hits) == 0:
		fmt.Fprintf(std.out, "There are %d passages, none after the first %d.\n", found.Total, c.Offset)
		return errNo
	case found.Total > len(found.Hits):
		fmt.Fprintf(std.err, "Passages %d to %d of %d.\n", c.Offset+1, c.Offset+len(found.Hits), found.Total)
	}
	return nil
}
