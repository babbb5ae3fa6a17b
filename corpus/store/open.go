package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/pincite/pincite/corpus"
	"github.com/pressly/goose/v3"
)

// titlesKept is how many libraries' titles are held for autocompletion.
const titlesKept = 64

//go:embed migrations
var migrations embed.FS

// newStore makes a store of open connections, which it closes when it fails.
func newStore(e engine, read, write *sql.DB) (*Store, error) {
	s := &Store{engine: e, read: read, write: write, now: time.Now,
		bounds: bounds{draftBytes: 128 << 20, gaps: 500, gapAskers: 100, pending: 200, perNumber: 500}}
	var err error
	if s.titles, err = lru.New[corpus.Library, *titles](titlesKept); err == nil {
		s.claims, err = lru.New[string, struct{}](claimsKept)
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// prepare brings the database to this version's format.
func (s *Store) prepare(ctx context.Context) error {
	if err := migrate(ctx, s.write, s.engine.dialect, s.engine.folder); err != nil {
		return err
	}
	return s.deriveAll(ctx)
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

// latestVersion returns the version of the format that a folder's migrations
// lead to.
func latestVersion(folder string) (latest int64, err error) {
	entries, err := migrations.ReadDir(folder)
	for _, e := range entries {
		version, err := goose.NumericComponent(e.Name())
		if err != nil {
			return 0, err
		}
		latest = max(latest, version)
	}
	return latest, err
}
