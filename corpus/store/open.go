package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/pincite/pincite/corpus"
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
	// titlesKept is how many libraries' titles are held for autocompletion.
	titlesKept = 64
)

//go:embed migrations
var migrations embed.FS

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
	cache, err := lru.New[corpus.Library, *titles](titlesKept)
	if err != nil {
		return nil, errors.Join(err, read.Close(), write.Close())
	}
	s := &Store{read: read, write: write, titles: cache, now: time.Now,
		bounds: bounds{draftBytes: 128 << 20, gaps: 500, gapAskers: 100, pending: 200, perNumber: 500}}
	if err := migrate(ctx, write, goose.DialectSQLite3, "migrations/sqlite"); err != nil {
		return nil, errors.Join(unreadable(path, err), s.Close())
	}
	if err := s.deriveAll(ctx); err != nil {
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

// laterVersion says that the database has migrations which this program has not.
type laterVersion struct{ has, knows int64 }

func (e laterVersion) Error() string {
	return fmt.Sprintf("it is from a later version of Pincite (its format is %d, this version knows up to %d): use that version or a newer one", e.has, e.knows)
}

func migrate(ctx context.Context, db *sql.DB, dialect goose.Dialect, folder string) error {
	sources, err := fs.Sub(migrations, folder)
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(dialect, db, sources,
		goose.WithDisableGlobalRegistry(true), goose.WithVerbose(false), goose.WithLogger(goose.NopLogger()))
	if err != nil {
		return err
	}
	has, knows, err := p.GetVersions(ctx)
	if err != nil {
		return err
	}
	switch {
	case has > knows:
		return laterVersion{has, knows}
	case has == knows:
		return nil
	}
	_, err = p.Up(ctx)
	return err
}

// newEpoch draws a library's epoch.
func newEpoch() string { return rand.Text() }
