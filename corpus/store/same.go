package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/pincite/pincite/corpus"
)

// Same returns the document of the scope's library that has the text of the
// given one, whatever is known about either, and whether there is one.
func (s *Store) Same(ctx context.Context, scope corpus.Scope, d *corpus.Document) (Summary, bool, error) {
	lib, ok := scope.Library()
	if !ok {
		return Summary{}, false, nil
	}
	sum, err := summarize(s.read.QueryRowContext(ctx, `
		SELECT `+summaryColumns+summaryTables+` WHERE d.library = $1 AND d.text_hash = $2 AND NOT d.removed`, lib, d.TextHash()))
	if errors.Is(err, sql.ErrNoRows) {
		return Summary{}, false, nil
	}
	return sum, err == nil, explain(err)
}

// AtAddress returns a document of the scope's library that has the given web
// address, and whether there is one: the one that came last, when there are
// several. What leads to the same page as a rule is the same address: https or
// http, with or without www., a slash at the end, or a place on the page.
func (s *Store) AtAddress(ctx context.Context, scope corpus.Scope, link string) (Summary, bool, error) {
	lib, ok := scope.Library()
	address := bounded(addressOf(link))
	if !ok || address == "" {
		return Summary{}, false, nil
	}
	sum, err := summarize(s.read.QueryRowContext(ctx, addressQuery, lib, address))
	if errors.Is(err, sql.ErrNoRows) {
		return Summary{}, false, nil
	}
	return sum, err == nil, explain(err)
}

const addressQuery = `
	SELECT ` + summaryColumns + summaryTables + ` WHERE d.library = $1 AND d.address = $2 AND d.address <> '' AND NOT d.removed
	ORDER BY d.added_at DESC, d.id LIMIT 1`

// Event returns one change as History tells it; ErrNotFound when there is none
// with that number.
func (s *Store) Event(ctx context.Context, scope corpus.Scope, seq corpus.Seq) (Event, error) {
	list, _, err := s.history(ctx, scope, Page{Limit: 1}, ` AND c.seq = $2`, seq)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("change %d in the library %s: %w", seq, scope, ErrNotFound)
	}
	if err != nil {
		return Event{}, err
	}
	return list[0], nil
}
