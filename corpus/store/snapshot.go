package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/jackc/pgx/v5/stdlib"
)

// oldestReadable is the version of the format from which on databases can be
// read as they are. Older ones are opened once, and are newer then.
const oldestReadable = 13

// Snapshot is all that a database holds at one moment. Those who use the
// database meanwhile do not wait for it, and it does not see what they do.
type Snapshot struct {
	db      *sql.DB
	tx      *sql.Tx
	lock    *lock // of the data folder; nil where others may use it
	engine  engine
	version int64 // of the database's format
	tables  []table
}

// ReadFolder takes a snapshot of the database in a data folder. With alone set
// no other process may be using it, or does until Close: ErrInUse otherwise.
func ReadFolder(ctx context.Context, dir string, alone bool) (*Snapshot, error) {
	path := filepath.Join(dir, databaseFile)
	if _, err := os.Stat(path); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("there is no database in the data folder %s: name the folder with --data or PINCITE_DATA_DIR", dir)
		}
		return nil, unreadable(path, err)
	}
	s := &Snapshot{}
	if alone {
		l, err := acquire(filepath.Join(dir, lockFile))
		if errors.Is(err, ErrInUse) {
			return nil, inUse(dir, l)
		}
		if err != nil {
			return nil, unwritable(dir, err)
		}
		s.lock = l
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if s.db, err = sql.Open("sqlite", dataSource(path, "mode", "rw", "_query_only", "true")); err == nil {
		err = s.begin(ctx, sqliteEngine)
	}
	if err != nil {
		return nil, errors.Join(unreadable(path, err), s.Close())
	}
	return s, nil
}

// ReadPostgres takes a snapshot of the database at an address; see OpenPostgres.
func ReadPostgres(ctx context.Context, address string) (*Snapshot, error) {
	cfg, err := postgresConfig(address)
	if err != nil {
		return nil, err
	}
	// A backup of a large library may take longer than a statement should.
	cfg.RuntimeParams["idle_in_transaction_session_timeout"] = "0"
	s := &Snapshot{db: stdlib.OpenDB(*cfg)}
	if err := s.begin(ctx, postgresEngine); err != nil {
		return nil, errors.Join(unusable(cfg, err), s.Close())
	}
	return s, nil
}

// begin fixes the moment, and finds out what the database has.
func (s *Snapshot) begin(ctx context.Context, e engine) (err error) {
	s.engine = e
	if s.tx, err = s.db.BeginTx(ctx, e.reading); err != nil {
		return err
	}
	err = s.tx.QueryRowContext(ctx, `SELECT COALESCE(MAX(version_id), 0) FROM goose_db_version`).Scan(&s.version)
	if err != nil {
		return err
	}
	knows, err := latestVersion(e.folder)
	switch {
	case err != nil:
		return err
	case s.version > knows:
		return laterVersion{s.version, knows}
	case s.version < oldestReadable:
		return fmt.Errorf("it is from an early version of Pincite (its format is %d): open it once with this version, pincite library list for instance", s.version)
	}
	for _, t := range tables {
		rows, err := s.tx.QueryContext(ctx, `SELECT * FROM `+t.name+` WHERE 1 = 0`)
		if err != nil {
			return err
		}
		there, err := rows.Columns()
		if err := errors.Join(err, rows.Err(), rows.Close()); err != nil {
			return err
		}
		s.tables = append(s.tables, t.only(there))
	}
	return nil
}

// Close ends the snapshot.
func (s *Snapshot) Close() error {
	var err error
	if s.tx != nil {
		err = s.tx.Rollback()
	}
	if s.db != nil {
		err = errors.Join(err, s.db.Close())
	}
	if s.lock != nil {
		err = errors.Join(err, s.lock.release())
	}
	return err
}

// has returns the tables with the columns that there are.
func (s *Snapshot) has() []table { return s.tables }

// rows returns how many rows there are in all.
func (s *Snapshot) rows(ctx context.Context) (total int, err error) {
	for _, t := range s.tables {
		n := 0
		if err := s.tx.QueryRowContext(ctx, `SELECT COUNT(*) FROM `+t.name).Scan(&n); err != nil {
			return 0, explain(err)
		}
		total += n
	}
	return total, nil
}

// each calls f with every row of a table, in order.
func (s *Snapshot) each(ctx context.Context, t table, f func(row []any) error) error {
	rows, err := s.tx.QueryContext(ctx, t.query())
	if err != nil {
		return explain(err)
	}
	defer rows.Close()
	for rows.Next() {
		row, err := t.read(rows)
		if err != nil {
			return err
		}
		if err := f(row); err != nil {
			return err
		}
	}
	return explain(rows.Err())
}

// Serving returns how many leases processes hold in the database: when there
// are any, somebody is using it.
func (s *Snapshot) Serving(ctx context.Context) (n int, err error) {
	if s.version < 14 { // before there were leases
		return 0, nil
	}
	err = s.tx.QueryRowContext(ctx, `SELECT COUNT(*) FROM lease WHERE ends_at > `+s.engine.now).Scan(&n)
	return n, explain(err)
}
