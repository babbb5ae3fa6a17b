// Package store keeps libraries: their documents with every earlier revision,
// the files that those came from, a numbered sequence of changes that can each
// be taken back, drafts, the answers whose buttons must go on working, what
// members could not be answered or did not find helpful, the feeds that are
// followed, and settings. SQLite keeps them for one process, Postgres for
// several at once, which share out work among them by leases and claims.
//
// It is the truth; everything else can be made again from it.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/jackc/pgx/v5"
	"github.com/pincite/pincite/corpus"
)

// Store is an open database. It is safe for concurrent use.
type Store struct {
	// Writing goes through a connection of its own: SQLite has one writer at a
	// time, and waiting for a connection is fair where waiting for its lock is
	// a race. On an engine with many writers the two are the same.
	read, write *sql.DB
	engine      engine

	lock     *lock           // of the data folder; nil on Postgres
	postgres *pgx.ConnConfig // nil on SQLite
	titles   *lru.Cache[corpus.Library, *titles]
	claims   *lru.Cache[string, struct{}] // see Claim
	moves    moves                        // see Watch
	now      func() time.Time

	limit  Quota // see Limit
	bounds bounds
}

// bounds are how much is kept at most of what members and feeds bring by
// themselves. The oldest go.
type bounds struct {
	draftBytes int // of the drafts of one library together
	gaps       int // of one library
	gapAskers  int // of one gap; of those before, only how often they asked is kept
	pending    int // items of one feed that wait
	perNumber  int // see sharing
}

// Errors that callers tell apart with errors.Is. Each is wrapped with detail.
var (
	ErrNotFound  = errors.New("not found")                     // no such document, answer … in that library
	ErrDuplicate = errors.New("already in the library")        // see DuplicateError
	ErrConflict  = errors.New("changed in the meantime")       // see ConflictError
	ErrReadOnly  = errors.New("the library cannot be changed") // the example library
	ErrInUse     = errors.New("another process uses the data folder")
)

// DuplicateError is returned when a document with the same text is in the
// library. errors.Is(err, ErrDuplicate) holds.
type DuplicateError struct{ Existing Summary }

func (e *DuplicateError) Error() string { return "already in the library as " + string(e.Existing.ID) }
func (e *DuplicateError) Unwrap() error { return ErrDuplicate }

// ConflictError is returned when a document is no longer at the revision that
// somebody edited: another person was first, and nothing was changed.
// errors.Is(err, ErrConflict) holds.
type ConflictError struct{ Latest Summary }

func (e *ConflictError) Error() string {
	return fmt.Sprintf("document %s has become revision %d in the meantime", e.Latest.ID, e.Latest.Revision)
}
func (e *ConflictError) Unwrap() error { return ErrConflict }

// Close releases the database, and the data folder with it.
func (s *Store) Close() error {
	err := s.write.Close()
	if s.read != s.write {
		err = errors.Join(s.read.Close(), err)
	}
	if s.lock != nil {
		err = errors.Join(err, s.lock.release())
	}
	return err
}

// transact runs f in a transaction that is committed when f returns nil and
// undone otherwise. Where the engine asks for it, it runs f again: f may not
// rely on what an earlier run of it left behind.
func (s *Store) transact(ctx context.Context, f func(*sql.Tx) error) error {
	for try := 1; ; try++ {
		err := s.attempt(ctx, f)
		if err == nil || !s.engine.shared || try == maxTries || !passing(err) || !pause(ctx, try) {
			return explain(err)
		}
	}
}

func (s *Store) attempt(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer s.moves.forget(tx)
	defer tx.Rollback() // does nothing after Commit
	if err := f(tx); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return unconfirmed(err)
	}
	s.moves.tell(tx)
	return nil
}

// advance moves a library's counter and returns where it stands then. It is the
// first statement of every transaction that writes to a library, with a step
// of 0 where it is not known yet whether anything will change: the lock on the
// row puts the numbers in the order in which the transactions commit. The
// library is made when it does not exist.
func (s *Store) advance(ctx context.Context, tx *sql.Tx, lib corpus.Library, step int) (seq corpus.Seq, err error) {
	err = tx.QueryRowContext(ctx, `
		INSERT INTO library (name, epoch, seq) VALUES ($1, $2, $3)
		ON CONFLICT (name) DO UPDATE SET seq = library.seq + $3
		RETURNING seq`, lib, newEpoch(), step).Scan(&seq)
	if err == nil && step > 0 {
		s.moves.note(tx, lib)
	}
	return seq, err
}

// hold takes the lock on a library's row, where there is one, for a transaction
// that writes something that is no change, and rests on what changes leave.
func (s *Store) hold(ctx context.Context, tx *sql.Tx, lib corpus.Library) error {
	if s.engine.forUpdate == "" {
		return nil
	}
	var seq corpus.Seq
	err := tx.QueryRowContext(ctx, `SELECT seq FROM library WHERE name = $1`+s.engine.forUpdate, lib).Scan(&seq)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	return err
}

// writable refuses the libraries that nobody may add to or remove from.
func writable(lib corpus.Library) error {
	if lib == corpus.Example {
		return fmt.Errorf("the example library is part of Pincite: %w", ErrReadOnly)
	}
	return wellFormed(lib)
}

func wellFormed(lib corpus.Library) error {
	_, err := corpus.ParseLibrary(string(lib))
	return err
}

// querier is what a database and a transaction have in common.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}
