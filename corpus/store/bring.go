package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/pincite/pincite/corpus"
)

// Contents is how much was copied, backed up or restored.
type Contents struct {
	Libraries int // besides the examples
	Documents int // that are there, besides the examples
	Rows      int // of all tables
}

// Progress is told how far something has come, in rows of all tables. It may be
// nil.
type Progress func(done, total int)

func (p Progress) tell(done, total int) {
	if p != nil && (done%500 == 0 || done == total) {
		p(done, total)
	}
}

// ErrNotEmpty is returned where something is to be brought into a database that
// holds libraries.
var ErrNotEmpty = errors.New("the database is not empty")

// source is where rows come from: a database, or a file.
type source interface {
	has() []table                          // with the columns that there are
	rows(ctx context.Context) (int, error) // in all
	each(ctx context.Context, t table, f func(row []any) error) error
}

// CopyFrom brings all that a snapshot has into this store, which has to hold
// nothing but the examples: ErrNotEmpty otherwise. It is one transaction, and
// before that ends every row is read again and compared: after an error the
// store is as it was. Libraries get an epoch of their own, so that indexes of
// the database that they came from are not taken for theirs.
func (s *Store) CopyFrom(ctx context.Context, from *Snapshot, progress Progress) (Contents, error) {
	return s.bring(ctx, from, progress)
}

func (s *Store) bring(ctx context.Context, from source, progress Progress) (c Contents, err error) {
	total, err := from.rows(ctx)
	if err != nil {
		return c, err
	}
	err = s.transact(ctx, func(tx *sql.Tx) error {
		c = Contents{}
		if err := s.empty(ctx, tx); err != nil {
			return err
		}
		b := bringing{ctx: ctx, tx: tx, from: from, epochs: map[any]string{}, progress: progress, total: 2 * total}
		for _, t := range from.has() {
			if err := b.table(t); err != nil {
				return err
			}
		}
		for _, t := range from.has() {
			if err := b.verify(t); err != nil {
				return err
			}
		}
		c.Rows = b.done / 2
		return tx.QueryRowContext(ctx, `
			SELECT COUNT(*), COALESCE(SUM(documents), 0) FROM library WHERE name <> $1`, corpus.Example).Scan(&c.Libraries, &c.Documents)
	})
	if err != nil {
		return Contents{}, err
	}
	return c, explain(s.deriveAll(ctx))
}

// empty makes sure that there is nothing to lose, and that nobody brings
// anything meanwhile. The examples go; they come again with what is brought, or
// when Pincite starts.
func (s *Store) empty(ctx context.Context, tx *sql.Tx) error {
	for _, statement := range []string{s.engine.holdAll, s.engine.deferKeys} {
		if statement == "" {
			continue
		}
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	var used bool
	err := tx.QueryRowContext(ctx, `SELECT
		EXISTS (SELECT 1 FROM library WHERE name <> $1) OR EXISTS (SELECT 1 FROM setting WHERE library <> $1)
		OR EXISTS (SELECT 1 FROM answer WHERE library <> $1) OR EXISTS (SELECT 1 FROM citation WHERE library <> $1)
		OR EXISTS (SELECT 1 FROM draft) OR EXISTS (SELECT 1 FROM gap) OR EXISTS (SELECT 1 FROM feed)`, corpus.Example).Scan(&used)
	if err != nil {
		return err
	}
	if used {
		return ErrNotEmpty
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM sketch`); err != nil {
		return err
	}
	for _, t := range slices.Backward(tables) {
		if _, err := tx.ExecContext(ctx, `DELETE FROM `+t.name); err != nil {
			return err
		}
	}
	return nil
}

// bringing is the work of one transaction.
type bringing struct {
	ctx         context.Context
	tx          *sql.Tx
	from        source
	epochs      map[any]string // new ones, by library
	progress    Progress
	done, total int
}

const (
	batchArguments = 2000    // of one statement
	batchBytes     = 4 << 20 // of its texts and files, roughly
)

// table writes the rows of one table.
func (b *bringing) table(t table) error {
	full := fullTable(t.name)
	var args []any
	size := 0
	flush := func() error {
		if len(args) == 0 {
			return nil
		}
		_, err := b.tx.ExecContext(b.ctx, full.insert(len(args)/len(full.columns)), args...)
		args, size = args[:0], 0
		return err
	}
	err := b.from.each(b.ctx, t, func(row []any) error {
		row = b.complete(full, t, row)
		for _, v := range row {
			switch v := v.(type) {
			case string:
				size += len(v)
			case []byte:
				size += len(v)
			}
		}
		args = append(args, row...)
		b.done++
		b.progress.tell(b.done, b.total)
		if len(args)+len(full.columns) > batchArguments || size > batchBytes {
			return flush()
		}
		return nil
	})
	if err != nil {
		return err
	}
	return flush()
}

// complete makes a row of what the source has one of all columns.
func (b *bringing) complete(full, t table, row []any) []any {
	all := make([]any, len(full.columns))
	for i, c := range full.columns {
		at := slices.IndexFunc(t.columns, func(has column) bool { return has.name == c.name })
		switch {
		case at < 0:
			all[i] = c.blank
		case t.name == "library" && c.name == "epoch":
			all[i] = b.epoch(row[slices.IndexFunc(t.columns, func(has column) bool { return has.name == "name" })])
		default:
			all[i] = row[at]
		}
	}
	return all
}

// epoch returns the new epoch of a library.
func (b *bringing) epoch(lib any) string {
	if b.epochs[lib] == "" {
		b.epochs[lib] = newEpoch()
	}
	return b.epochs[lib]
}

// verify reads a table again, and compares it with the source row by row.
func (b *bringing) verify(t table) error {
	full := fullTable(t.name)
	rows, err := b.tx.QueryContext(b.ctx, full.query())
	if err != nil {
		return err
	}
	defer rows.Close()
	n := 0
	err = b.from.each(b.ctx, t, func(row []any) error {
		n++
		if !rows.Next() {
			return errors.Join(rows.Err(), fmt.Errorf("row %d of %s did not arrive: nothing was changed", n, t.name))
		}
		got, err := full.read(rows)
		if err != nil {
			return err
		}
		if !slices.EqualFunc(got, b.complete(full, t, row), sameValue) {
			return fmt.Errorf("row %d of %s arrived as another: nothing was changed", n, t.name)
		}
		b.done++
		b.progress.tell(b.done, b.total)
		return nil
	})
	if err == nil && rows.Next() {
		err = fmt.Errorf("%s has more rows than it should: nothing was changed", t.name)
	}
	return errors.Join(err, rows.Err())
}

func sameValue(a, b any) bool {
	x, file := a.([]byte)
	y, other := b.([]byte)
	if file || other {
		return file && other && bytes.Equal(x, y)
	}
	return a == b
}

// fullTable returns a table with all of its columns.
func fullTable(name string) table {
	return tables[slices.IndexFunc(tables, func(t table) bool { return t.name == name })]
}

// insert returns the statement that adds so many rows.
func (t table) insert(rows int) string {
	var b strings.Builder
	b.WriteString(`INSERT INTO ` + t.name + ` (` + strings.Join(append(t.names(), t.drawn...), ", ") + `) VALUES `)
	n := 0
	for row := range rows {
		if row > 0 {
			b.WriteString(", ")
		}
		for i := range t.columns {
			n++
			fmt.Fprintf(&b, "%s$%d", []string{"(", ", "}[min(i, 1)], n)
		}
		b.WriteString(strings.Repeat(", ''", len(t.drawn)) + ")")
	}
	return b.String()
}
