package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/pincite/pincite/corpus"
)

// Card is all that is known about a document besides its words.
type Card struct {
	Summary
	Revisions  []RevisionLine // the latest first, at most maxRevisions
	Quoted     int            // answers that quoted it, ever
	LastQuoted time.Time      // zero when none did
	CheckedAt  time.Time      // when its link was last looked at; zero when never
}

// RevisionLine is what a card shows of a revision.
type RevisionLine struct {
	Revision int
	Title    string
	Bytes    int  // of canonical text
	File     bool // it was read from a file, which is kept
	By       string
	At       time.Time
}

// maxRevisions is how many revisions a card shows.
const maxRevisions = 100

// Card returns a document's card; ErrNotFound when it is not there.
func (s *Store) Card(ctx context.Context, scope corpus.Scope, id corpus.ID) (c Card, err error) {
	lib, ok := scope.Library()
	if !ok {
		return c, notFound(scope, id)
	}
	err = s.snapshot(ctx, func(tx *sql.Tx) error {
		var quotedAt, checkedAt sql.NullInt64
		c.Summary, err = summarize(tx.QueryRowContext(ctx, `
			SELECT `+summaryColumns+`, COALESCE(q.times, 0), q.last_at, d.checked_at`+summaryTables+`
			LEFT JOIN quoted q ON q.library = d.library AND q.document = d.id
			WHERE d.library = $1 AND d.id = $2 AND NOT d.removed`, lib, id), &c.Quoted, &quotedAt, &checkedAt)
		if errors.Is(err, sql.ErrNoRows) {
			return notFound(scope, id)
		}
		if err != nil {
			return err
		}
		c.LastQuoted, c.CheckedAt = moment(quotedAt), moment(checkedAt)
		rows, err := tx.QueryContext(ctx, `
			SELECT revision, metadata, size, original IS NOT NULL, added_by, added_at FROM revision
			WHERE library = $1 AND document = $2 ORDER BY revision DESC LIMIT $3`, lib, id, maxRevisions)
		c.Revisions, err = collect(rows, err, revisionLine)
		return err
	})
	if err != nil {
		return Card{}, err
	}
	return c, nil
}

func revisionLine(rows *sql.Rows) (l RevisionLine, err error) {
	var metadata string
	var at int64
	if err := rows.Scan(&l.Revision, &metadata, &l.Bytes, &l.File, &l.By, &at); err != nil {
		return l, err
	}
	l.At = time.UnixMicro(at).UTC()
	if l.Title, err = titleIn(metadata); err != nil {
		return l, fmt.Errorf("revision %d: its metadata are damaged: %w", l.Revision, err)
	}
	return l, nil
}

// moment returns a time as the database keeps it, zero for none.
func moment(at sql.NullInt64) time.Time {
	if !at.Valid {
		return time.Time{}
	}
	return time.UnixMicro(at.Int64).UTC()
}

// MarkChecked notes that a document's link was looked at, whatever was found.
// It is no change. ErrNotFound when the document is not there.
func (s *Store) MarkChecked(ctx context.Context, lib corpus.Library, id corpus.ID, at time.Time) error {
	r, err := s.write.ExecContext(ctx, `
		UPDATE document SET checked_at = $3 WHERE library = $1 AND id = $2 AND NOT removed`, lib, id, at.UnixMicro())
	if err != nil {
		return explain(err)
	}
	if n, err := r.RowsAffected(); err != nil || n > 0 {
		return err
	}
	return notFound(corpus.ScopeOf(lib), id)
}
