package store

import (
	"errors"
	"fmt"
	"io/fs"

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
// in use. Others pass through.
func explain(err error) error {
	switch code(err) {
	case sqlite3.SQLITE_FULL:
		return fmt.Errorf("the disk with the data folder is full, nothing was changed: %w", err)
	case sqlite3.SQLITE_READONLY:
		return fmt.Errorf("the database has become read-only, nothing was changed: %w", err)
	case sqlite3.SQLITE_IOERR:
		return fmt.Errorf("the disk with the data folder does not work as it should: %w", err)
	case sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT:
		return fmt.Errorf("the database is damaged: %w", err)
	}
	return err
}

// code returns SQLite's primary result code, and 0 for an error of another kind.
func code(err error) int {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return 0
	}
	return e.Code() & 0xff
}
