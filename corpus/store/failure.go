package store

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// unwritable says that the data folder cannot be used, and what to do.
func unwritable(dir string, err error) error {
	var detail *fs.PathError
	reason := err
	if errors.As(err, &detail) {
		reason = detail.Err
	}
	return fmt.Errorf("the data folder %s cannot be written: %w. Give this user the right to write there, or name another folder with --data or PINCITE_DATA_DIR", dir, reason)
}

// inUse says who has the data folder, and what to do.
func inUse(dir string, held *lock) error {
	who := "another pincite"
	if held.pid != 0 {
		who = fmt.Sprintf("another pincite (process %d)", held.pid)
	}
	return &sentence{fmt.Sprintf("%s is using the data folder %s: stop it first, or name another folder with --data or PINCITE_DATA_DIR", who, dir), ErrInUse}
}

// sentence says of an error all that there is to say.
type sentence struct {
	text string
	err  error
}

func (s *sentence) Error() string { return s.text }
func (s *sentence) Unwrap() error { return s.err }

// unreadable says that the database file cannot be opened, and what to do.
func unreadable(path string, err error) error {
	switch code(err) {
	case sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT:
		return fmt.Errorf("the database %s is damaged: put a backup in its place, or move it away to begin with empty libraries: %w", path, err)
	}
	return fmt.Errorf("the database %s cannot be opened: %w", path, explain(err))
}

// explain adds what a person can do about an error of the database while it is
// in use. Others, and those that say it already, pass through.
func explain(err error) error {
	if _, told := errors.AsType[*explained](err); told || err == nil {
		return err
	}
	if what := advice(err); what != "" {
		return &explained{what, err}
	}
	return err
}

// explained is an error of the database with what it means in front.
type explained struct {
	what string
	err  error
}

func (e *explained) Error() string { return e.what + ": " + e.err.Error() }
func (e *explained) Unwrap() error { return e.err }

// advice says what an error of the database means, "" where it says so itself.
func advice(err error) string {
	switch code(err) {
	case sqlite3.SQLITE_FULL:
		return "the disk with the data folder is full, nothing was changed"
	case sqlite3.SQLITE_READONLY:
		return "the database has become read-only, nothing was changed"
	case sqlite3.SQLITE_IOERR:
		return "the disk with the data folder does not work as it should"
	case sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT:
		return "the database is damaged"
	}
	switch s := state(err); {
	case s == "53300":
		return "the database server has no connection left: allow more there (max_connections)"
	case strings.HasPrefix(s, "53"):
		return "the database server has no room left, nothing was changed"
	case s == "25006":
		return "the database has become read-only, nothing was changed"
	case s == "XX001", s == "XX002":
		return "the database is damaged"
	}
	if !isUnconfirmed(err) && lostConnection(err) {
		return "the database does not answer, nothing was changed"
	}
	return ""
}

// Away reports whether an error of this package's says that the database could
// not be reached, and so that nothing was changed.
func Away(err error) bool {
	e, ours := errors.AsType[*explained](err)
	return ours && !isUnconfirmed(err) && lostConnection(e.err)
}

// Unconfirmed reports whether an error says that the database could not be
// reached any more when a change had been made or not.
func Unconfirmed(err error) bool { return isUnconfirmed(err) }

// code returns SQLite's primary result code, and 0 for an error of another kind.
func code(err error) int {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return 0
	}
	return e.Code() & 0xff
}
