package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/pincite/pincite/corpus"
)

// ReadScope returns what somebody who belongs to the library reads: the
// library itself when it holds a document; else the base; else, while that is
// empty too, the example library.
func (s *Store) ReadScope(ctx context.Context, lib corpus.Library) (corpus.Scope, error) {
	for _, l := range []corpus.Library{lib, corpus.Base} {
		var holds bool
		err := s.read.QueryRowContext(ctx, `
			SELECT EXISTS (SELECT 1 FROM library WHERE name = $1 AND documents > 0)`, l).Scan(&holds)
		if err != nil {
			return corpus.Scope{}, explain(err)
		}
		if holds {
			return corpus.ScopeOf(l), nil
		}
	}
	return corpus.ScopeOf(corpus.Example), nil
}

// Libraries returns the libraries that exist, by name.
func (s *Store) Libraries(ctx context.Context) ([]corpus.Library, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT name FROM library ORDER BY name`)
	return collect(rows, err, func(rows *sql.Rows) (l corpus.Library, err error) {
		return l, rows.Scan(&l)
	})
}

// Head returns how far a library has come; the zero Head when it does not exist.
func (s *Store) Head(ctx context.Context, scope corpus.Scope) (h corpus.Head, err error) {
	lib, ok := scope.Library()
	if !ok {
		return h, nil
	}
	err = s.read.QueryRowContext(ctx, `SELECT epoch, seq FROM library WHERE name = $1`, lib).Scan(&h.Epoch, &h.Seq)
	if errors.Is(err, sql.ErrNoRows) {
		return corpus.Head{}, nil
	}
	return h, explain(err)
}

// Changes returns at most limit changes of documents numbered above after, in
// order. Numbers between them are of changes to other things, which History
// has too.
func (s *Store) Changes(ctx context.Context, scope corpus.Scope, after corpus.Seq, limit int) ([]corpus.Change, error) {
	if limit < 1 {
		return nil, fmt.Errorf("%d changes cannot be read: ask for one or more", limit)
	}
	lib, ok := scope.Library()
	if !ok {
		return nil, nil
	}
	rows, err := s.read.QueryContext(ctx, `
		SELECT seq, kind, document, revision, made_by, made_at, COALESCE(undoes, 0) FROM change
		WHERE library = $1 AND seq > $2 AND document IS NOT NULL ORDER BY seq LIMIT $3`, lib, after, limit)
	return collect(rows, err, func(rows *sql.Rows) (c corpus.Change, err error) {
		var at int64
		err = rows.Scan(&c.Seq, &c.Kind, &c.Document, &c.Revision, &c.By, &at, &c.Undoes)
		c.At = time.UnixMicro(at).UTC()
		return c, err
	})
}
