package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // the driver named "sqlite"
)

const (
	databaseFile = "pincite.db"
	lockFile     = "pincite.lock"
	// lockWait is how long a write waits for another process's, and a read for
	// a checkpoint. The lock on the folder makes both rare.
	lockWait = 10 * time.Second
	// writeCache is how much of the database the writing connection holds, in KiB:
	// adding many documents touches pages all over it.
	writeCache = "cache_size(-65536)"
)

// sqliteEngine is SQLite: one file, one process, one writer at a time.
var sqliteEngine = engine{
	dialect:   goose.DialectSQLite3,
	folder:    "migrations/sqlite",
	reading:   &sql.TxOptions{ReadOnly: true},
	now:       `CAST(unixepoch('subsec') * 1000000 AS INTEGER)`,
	deferKeys: `PRAGMA defer_foreign_keys = ON`,
}

// Open opens, and where necessary creates and migrates, the database in the
// data folder. Its errors are sentences for the maintainer: the folder cannot
// be written, another process has it open (ErrInUse), the file is from a later
// version of Pincite.
//
// The folder belongs to one process at a time. The claim is a lock that the
// kernel holds and drops when the process ends, however it ends.
func Open(ctx context.Context, dir string) (*Store, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("the data folder: %w", err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, unwritable(dir, err)
	}
	l, err := acquire(filepath.Join(dir, lockFile))
	if err != nil {
		if errors.Is(err, ErrInUse) {
			return nil, inUse(dir, l)
		}
		return nil, unwritable(dir, err)
	}
	s, err := openSQLite(ctx, filepath.Join(dir, databaseFile))
	if err != nil {
		return nil, errors.Join(err, l.release())
	}
	s.lock = l
	return s, nil
}

func openSQLite(ctx context.Context, path string) (*Store, error) {
	// SQLite would make the file readable for everybody.
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, unwritable(filepath.Dir(path), err)
	}
	if err := f.Close(); err != nil {
		return nil, unwritable(filepath.Dir(path), err)
	}
	write, err := sql.Open("sqlite", dataSource(path, "_txlock", "immediate", "_pragma", writeCache))
	if err != nil {
		return nil, err
	}
	write.SetMaxOpenConns(1)
	read, err := sql.Open("sqlite", dataSource(path, "_query_only", "true"))
	if err != nil {
		return nil, errors.Join(err, write.Close())
	}
	readers := max(4, runtime.NumCPU())
	read.SetMaxOpenConns(readers)
	read.SetMaxIdleConns(readers)
	s, err := newStore(sqliteEngine, read, write)
	if err != nil {
		return nil, err
	}
	if err := s.prepare(ctx); err != nil {
		return nil, errors.Join(unreadable(path, err), s.Close())
	}
	return s, nil
}

// dataSource names the file with the settings that every connection gets. A
// commit is on the disk before it returns (synchronous FULL), so that neither
// SIGKILL nor a power cut loses what was acknowledged.
func dataSource(path string, more ...string) string {
	q := url.Values{}
	q.Set("_busy_timeout", strconv.Itoa(int(lockWait.Milliseconds())))
	q.Set("_journal_mode", "WAL")
	q.Set("_synchronous", "FULL")
	q.Set("_foreign_keys", "true")
	for i := 0; i+1 < len(more); i += 2 {
		q.Set(more[i], more[i+1])
	}
	name := filepath.ToSlash(path)
	if !strings.HasPrefix(name, "/") { // a Windows drive
		name = "/" + name
	}
	u := url.URL{Scheme: "file", Path: name, RawQuery: q.Encode()}
	return u.String()
}
