package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/pincite/pincite/corpus"
)

// Cited is what has become of words that were quoted.
type Cited struct {
	Anchor    corpus.Anchor
	KeptAt    time.Time        // when they were first shown, UTC
	Then      *corpus.Document // the revision that they were taken from
	Now       *corpus.Document // the latest revision; nil when the document was withdrawn
	Withdrawn time.Time        // when that was, UTC; zero while it is there
}

// KeepCitations notes that words of a library were shown, so that their permanent
// IDs lead to them for good. It says nothing of who saw them. Those that are kept
// already stay as they are.
func (s *Store) KeepCitations(ctx context.Context, lib corpus.Library, anchors []corpus.Anchor) error {
	if err := wellFormed(lib); err != nil || len(anchors) == 0 {
		return err
	}
	missing, err := s.unkept(ctx, lib, anchors)
	if err != nil || len(missing) == 0 {
		return err
	}
	return s.transact(ctx, func(tx *sql.Tx) error {
		for _, a := range missing {
			_, err := tx.ExecContext(ctx, `
				INSERT INTO citation (library, id, document, revision, text_hash, start_at, end_at, field, prefix, suffix, kept_at)
				VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (library, id) DO NOTHING`,
				lib, a.ID, a.Ref.Document, a.Ref.Revision, a.Hash, a.Ref.Span.Start, a.Ref.Span.End, a.Ref.Field, a.Prefix, a.Suffix, s.now().UnixMicro())
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// unkept returns those that are not kept yet: most answers are of words that
// were shown before, and then nothing is written.
func (s *Store) unkept(ctx context.Context, lib corpus.Library, anchors []corpus.Anchor) ([]corpus.Anchor, error) {
	var out []corpus.Anchor
	for _, a := range anchors {
		var n int
		err := s.read.QueryRowContext(ctx, `SELECT 1 FROM citation WHERE library = $1 AND id = $2`, lib, a.ID).Scan(&n)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			out = append(out, a)
		case err != nil:
			return nil, explain(err)
		}
	}
	return out, nil
}

// Citation returns what has become of the words with a permanent ID; ErrNotFound
// when this library never showed such words.
func (s *Store) Citation(ctx context.Context, scope corpus.Scope, id string) (c Cited, err error) {
	lib, ok := scope.Library()
	if !ok {
		return Cited{}, fmt.Errorf("citation: %w", ErrNotFound)
	}
	err = s.snapshot(ctx, func(tx *sql.Tx) error {
		c = Cited{Anchor: corpus.Anchor{ID: id}}
		a := &c.Anchor
		var at int64
		err := tx.QueryRowContext(ctx, `
			SELECT document, revision, text_hash, start_at, end_at, field, prefix, suffix, kept_at FROM citation
			WHERE library = $1 AND id = $2`, lib, id).
			Scan(&a.Ref.Document, &a.Ref.Revision, &a.Hash, &a.Ref.Span.Start, &a.Ref.Span.End, &a.Ref.Field, &a.Prefix, &a.Suffix, &at)
		if errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("citation: %w", ErrNotFound)
		}
		if err != nil {
			return err
		}
		c.KeptAt = time.UnixMicro(at).UTC()
		return citedIn(ctx, tx, lib, &c)
	})
	return c, err
}

// CitationFor returns what has become of cited words for somebody who belongs to
// a library, and where they were shown from: that library, the base or the
// examples, whichever of them answers now. An ID holds for good, also when its
// library has become empty or is no longer read. ErrNotFound when none of them
// showed such words.
func (s *Store) CitationFor(ctx context.Context, lib corpus.Library, id string) (Cited, corpus.Scope, error) {
	for _, l := range []corpus.Library{lib, corpus.Base, corpus.Example} {
		scope := corpus.ScopeOf(l)
		c, err := s.Citation(ctx, scope, id)
		if !errors.Is(err, ErrNotFound) {
			return c, scope, err
		}
	}
	return Cited{}, corpus.Scope{}, fmt.Errorf("citation: %w", ErrNotFound)
}

// citedIn reads the revision that words were taken from, and what the document is
// now.
func citedIn(ctx context.Context, tx *sql.Tx, lib corpus.Library, c *Cited) (err error) {
	ref := c.Anchor.Ref
	c.Then, err = restored(tx.QueryRowContext(ctx, `
		SELECT `+documentColumns+` FROM revision r WHERE r.library = $1 AND r.document = $2 AND r.revision = $3`,
		lib, ref.Document, ref.Revision), corpus.ScopeOf(lib), ref.Document)
	if err != nil {
		return err
	}
	c.Now, err = document(ctx, tx, lib, ref.Document)
	if !errors.Is(err, ErrNotFound) {
		return err
	}
	var at sql.NullInt64
	err = tx.QueryRowContext(ctx, `
		SELECT MAX(made_at) FROM change WHERE library = $1 AND document = $2 AND kind = $3`,
		lib, ref.Document, corpus.Removed).Scan(&at)
	c.Now, c.Withdrawn = nil, moment(at)
	return err
}
