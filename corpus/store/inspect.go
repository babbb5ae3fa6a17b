package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/jackc/pgx/v5/stdlib"

	"github.com/pincite/pincite/corpus"
)

// ErrNoDatabase is returned by Inspect for a data folder that has none yet.
var ErrNoDatabase = errors.New("there is no database in the data folder yet")

// Format is the version of a database's tables.
type Format struct{ Has, Knows int64 } // what the database has, and the latest that this program knows

// Inspect opens a database for reading alone, as it is: nothing is made, brought
// to another format, or locked, so that another process may go on using it. The
// database is in the data folder, or at an address of Postgres unless that is
// "". The Store is nil where the format is not this program's.
func Inspect(ctx context.Context, dir, address string) (*Store, Format, error) {
	var s *Store
	var err error
	if address != "" {
		s, err = inspectPostgres(address)
	} else {
		s, err = inspectFolder(dir)
	}
	if err != nil {
		return nil, Format{}, err
	}
	f, err := s.format(ctx)
	if err != nil || f.Has != f.Knows {
		if err != nil && s.postgres != nil {
			err = unusable(s.postgres, err)
		} else if err != nil {
			err = unreadable(filepath.Join(dir, databaseFile), err)
		}
		return nil, f, errors.Join(err, s.Close())
	}
	return s, f, nil
}

func inspectFolder(dir string) (*Store, error) {
	path, err := filepath.Abs(filepath.Join(dir, databaseFile))
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNoDatabase
	} else if err != nil {
		return nil, unreadable(path, err)
	}
	read, err := sql.Open("sqlite", dataSource(path, "mode", "rw", "_query_only", "true"))
	if err != nil {
		return nil, err
	}
	return newStore(sqliteEngine, read, read)
}

func inspectPostgres(address string) (*Store, error) {
	cfg, err := postgresConfig(address)
	if err != nil {
		return nil, err
	}
	cfg.RuntimeParams["default_transaction_read_only"] = "on"
	db := sql.OpenDB(connector{stdlib.GetConnector(*cfg)})
	s, err := newStore(postgresEngine, db, db)
	if err == nil {
		s.postgres = cfg
	}
	return s, err
}

func (s *Store) format(ctx context.Context) (f Format, err error) {
	if f.Knows, err = latestVersion(s.engine.folder); err != nil {
		return f, err
	}
	err = s.read.QueryRowContext(ctx, `SELECT COALESCE(MAX(version_id), 0) FROM goose_db_version`).Scan(&f.Has)
	return f, err
}

// Audit is what came of looking at all that a library keeps.
type Audit struct {
	Documents int // that are there
	Revisions int // of these, and of those that were removed
	Quotes    int // quotations whose permanent IDs or buttons stand for words of a revision
	Flaws     int
	Examples  []string // the first of the flaws, each a sentence
}

const (
	auditExamples = 20
	// auditAnswers is how many of the latest answers of a library are looked at:
	// their quotations are held in memory together.
	auditAnswers = 100_000
)

func (a *Audit) flaw(format string, args ...any) {
	if a.Flaws++; len(a.Examples) < auditExamples {
		a.Examples = append(a.Examples, fmt.Sprintf(format, args...))
	}
}

// Audit looks at every revision of every document of a library, and at every
// quotation that was shown of them: whether they can be read, whether the texts
// are those whose hashes are kept, and whether the words are where the
// quotations say.
func (s *Store) Audit(ctx context.Context, scope corpus.Scope) (a Audit, err error) {
	lib, ok := scope.Library()
	if !ok {
		return a, nil
	}
	err = s.snapshot(ctx, func(tx *sql.Tx) error {
		shown, err := shownIn(ctx, tx, lib, &a)
		if err != nil {
			return err
		}
		if err := auditRevisions(ctx, tx, lib, shown, &a); err != nil {
			return err
		}
		return auditCitations(ctx, tx, lib, &a)
	})
	return a, err
}

// revised is a revision of a document.
type revised struct {
	document corpus.ID
	revision int
}

// shownIn returns the places that answers show, by the revision that they are in.
func shownIn(ctx context.Context, tx *sql.Tx, lib corpus.Library, a *Audit) (map[revised][]corpus.Ref, error) {
	rows, err := tx.QueryContext(ctx, `SELECT id, evidence FROM answer WHERE library = $1 ORDER BY made_at DESC LIMIT $2`, lib, auditAnswers)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	shown := map[revised][]corpus.Ref{}
	for rows.Next() {
		var id string
		var data []byte
		if err := rows.Scan(&id, &data); err != nil {
			return nil, err
		}
		var refs []corpus.Ref
		if err := json.Unmarshal(data, &refs); err != nil {
			a.flaw("The answer %s cannot be read.", id)
			continue
		}
		for _, r := range refs {
			at := revised{r.Document, r.Revision}
			shown[at] = append(shown[at], r)
		}
	}
	return shown, rows.Err()
}

func auditRevisions(ctx context.Context, tx *sql.Tx, lib corpus.Library, shown map[revised][]corpus.Ref, a *Audit) error {
	rows, err := tx.QueryContext(ctx, `
		SELECT d.text_hash, d.revision, d.removed, `+documentColumns+` FROM document d
		JOIN revision r ON r.library = d.library AND r.document = d.id
		WHERE d.library = $1 ORDER BY r.document, r.revision`, lib)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var hash string
		var latest int
		var removed bool
		d, err := restore(rows, &hash, &latest, &removed)
		a.Revisions++
		if err != nil {
			a.flaw("A revision cannot be read: %v.", err)
			continue
		}
		at := revised{d.ID(), d.Provenance().Revision}
		if at.revision == latest {
			if !removed {
				a.Documents++
			}
			if d.TextHash() != hash {
				a.flaw("The text of document %s is not the one that was kept.", d.ID())
			}
		}
		for _, r := range shown[at] {
			a.Quotes++
			if _, err := quoted(d, r); err != nil {
				a.flaw("An answer shows words of document %s that are not there: %v.", d.ID(), err)
			}
		}
	}
	return rows.Err()
}

// auditCitations looks at the words that permanent IDs stand for.
func auditCitations(ctx context.Context, tx *sql.Tx, lib corpus.Library, a *Audit) error {
	rows, err := tx.QueryContext(ctx, `
		SELECT c.id, c.text_hash, c.start_at, c.end_at, c.field, c.prefix, c.suffix, `+documentColumns+` FROM citation c
		JOIN revision r ON r.library = c.library AND r.document = c.document AND r.revision = c.revision
		WHERE c.library = $1 ORDER BY c.document, c.revision`, lib)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var want corpus.Anchor
		d, err := restore(rows, &want.ID, &want.Hash, &want.Ref.Span.Start, &want.Ref.Span.End, &want.Ref.Field, &want.Prefix, &want.Suffix)
		a.Quotes++
		if err != nil {
			a.flaw("A revision that is cited cannot be read: %v.", err)
			continue
		}
		want.Ref.Document, want.Ref.Revision = d.ID(), d.Provenance().Revision
		q, err := quoted(d, want.Ref)
		if err != nil {
			a.flaw("The citation %s stands for words of document %s that are not there: %v.", want.ID, d.ID(), err)
		} else if q.Anchor() != want {
			a.flaw("The citation %s stands for other words of document %s than those that were shown.", want.ID, d.ID())
		}
	}
	return rows.Err()
}

// quoted is the quotation at a place of a document.
func quoted(d *corpus.Document, r corpus.Ref) (corpus.Quote, error) {
	if r.Field != "" {
		return d.QuoteField(r.Field)
	}
	return d.Quote(r.Span)
}
