package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/pincite/pincite/corpus"
)

// Usage is how much a library holds.
type Usage struct {
	Documents int   // that are there
	Bytes     int64 // of their texts and files
	Kept      int64 // bytes of all revisions, also of removed documents, with each file once
}

// ErrQuota is returned, as a *QuotaError, for what a library has no room for.
var ErrQuota = errors.New("the library is full")

// QuotaError says which limit stands in the way. errors.Is(err, ErrQuota)
// holds. Nothing was changed.
type QuotaError struct {
	Limit Quota  // what the library may hold
	Would Usage  // what it would have held
	Over  string // the limit that this is over: "documents", "bytes", or "history" for Usage.Kept
}

func (e *QuotaError) Error() string {
	switch e.Over {
	case "documents":
		return fmt.Sprintf("the library is full: it may hold %d documents", e.Limit.Documents)
	case "bytes":
		return fmt.Sprintf("the library is full: it may hold %d bytes, this would make %d", e.Limit.Bytes, e.Would.Bytes)
	}
	return fmt.Sprintf("the library is full: with what it held before it would take %d bytes", e.Would.Kept)
}
func (e *QuotaError) Unwrap() error { return ErrQuota }

// historyFactor is how many times its quota of bytes a library's documents may
// take together with their earlier revisions and what was removed. Files of
// those go first, from the oldest on; texts stay.
const historyFactor = 4

// Limit sets the most that a guild's library may hold, whatever its own
// settings say. It is to be called before the store is used. A limit that is
// below what a library holds already takes nothing away.
func (s *Store) Limit(q Quota) { s.limit = q }

// Usage returns how much a library holds.
func (s *Store) Usage(ctx context.Context, scope corpus.Scope) (u Usage, err error) {
	lib, ok := scope.Library()
	if !ok {
		return u, nil
	}
	err = s.read.QueryRowContext(ctx, `
		SELECT documents, bytes, kept FROM library WHERE name = $1`, lib).Scan(&u.Documents, &u.Bytes, &u.Kept)
	if errors.Is(err, sql.ErrNoRows) {
		return Usage{}, nil
	}
	return u, explain(err)
}

// Quota returns how much a library may hold: the less of what its settings say
// and, for a guild's, what the maintainer allows.
func (s *Store) Quota(ctx context.Context, scope corpus.Scope) (Quota, error) {
	lib, ok := scope.Library()
	if !ok {
		return Quota{}, nil
	}
	q, err := s.quota(ctx, s.read, lib)
	return q, explain(err)
}

func (s *Store) quota(ctx context.Context, q querier, lib corpus.Library) (Quota, error) {
	settings, err := settingsOf(ctx, q, lib)
	if err != nil || lib.Guild() == "" {
		return settings.Quota, err
	}
	return Quota{
		Documents: lesser(settings.Quota.Documents, s.limit.Documents),
		Bytes:     lesser(settings.Quota.Bytes, s.limit.Bytes),
	}, nil
}

// lesser returns the smaller of two limits, of which 0 is none.
func lesser[N int | int64](a, b N) N {
	if a == 0 || b != 0 && b < a {
		return b
	}
	return a
}

// count notes by how much a library has grown or shrunk, and refuses with a
// *QuotaError what it has grown over.
func (s *Store) count(ctx context.Context, tx *sql.Tx, lib corpus.Library, by Usage) error {
	var u Usage
	err := tx.QueryRowContext(ctx, `
		UPDATE library SET documents = documents + $2, bytes = bytes + $3, kept = kept + $4 WHERE name = $1
		RETURNING documents, bytes, kept`, lib, by.Documents, by.Bytes, by.Kept).Scan(&u.Documents, &u.Bytes, &u.Kept)
	if err != nil || by.Documents <= 0 && by.Bytes <= 0 && by.Kept <= 0 {
		return err
	}
	q, err := s.quota(ctx, tx, lib)
	if err != nil {
		return err
	}
	e := &QuotaError{Limit: q, Would: u}
	room := historyFactor*max(q.Bytes, u.Bytes) - u.Kept
	switch {
	case q.Documents > 0 && by.Documents > 0 && u.Documents > q.Documents:
		e.Over = "documents"
	case q.Bytes > 0 && by.Bytes > 0 && u.Bytes > q.Bytes:
		e.Over = "bytes"
	case q.Bytes > 0 && by.Kept > 0 && room < 0:
		freed, err := dropFiles(ctx, tx, lib, -room)
		if err != nil || freed >= -room {
			return err
		}
		e.Over = "history"
	default:
		return nil
	}
	return e
}

// sizeOf returns how many bytes a revision of a document takes: text and file.
func sizeOf(ctx context.Context, tx *sql.Tx, lib corpus.Library, id corpus.ID, revision int) (size int64, err error) {
	err = tx.QueryRowContext(ctx, `
		SELECT size + file FROM revision WHERE library = $1 AND document = $2 AND revision = $3`,
		lib, id, revision).Scan(&size)
	return size, err
}

// dropFiles deletes files of earlier revisions and removed documents, from the
// oldest on, until so many bytes are free, and returns how many are.
func dropFiles(ctx context.Context, tx *sql.Tx, lib corpus.Library, bytes int64) (freed int64, err error) {
	type old struct {
		id       corpus.ID
		revision int
		hash     string
	}
	rows, err := tx.QueryContext(ctx, `
		SELECT r.document, r.revision, r.original FROM revision r
		JOIN document d ON d.library = r.library AND d.id = r.document
		WHERE r.library = $1 AND r.original IS NOT NULL AND (d.removed OR d.revision <> r.revision)
		ORDER BY r.added_at, r.document, r.revision`, lib)
	files, err := collect(rows, err, func(rows *sql.Rows) (o old, err error) { return o, rows.Scan(&o.id, &o.revision, &o.hash) })
	if err != nil {
		return 0, err
	}
	for _, f := range files {
		if freed >= bytes {
			break
		}
		_, err := tx.ExecContext(ctx, `
			UPDATE revision SET original = NULL, file = 0 WHERE library = $1 AND document = $2 AND revision = $3`,
			lib, f.id, f.revision)
		if err != nil {
			return freed, err
		}
		var size int64
		err = tx.QueryRowContext(ctx, `
			DELETE FROM original WHERE library = $1 AND hash = $2
			AND NOT EXISTS (SELECT 1 FROM revision r WHERE r.library = $1 AND r.original = $2)
			RETURNING length(bytes)`, lib, f.hash).Scan(&size)
		if err != nil && !errors.Is(err, sql.ErrNoRows) { // another revision has it still
			return freed, err
		}
		freed += size
	}
	_, err = tx.ExecContext(ctx, `UPDATE library SET kept = kept - $2 WHERE name = $1`, lib, freed)
	return freed, err
}
