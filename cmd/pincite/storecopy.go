package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/pincite/pincite/corpus/store"
)

// storeCmd is the commands that care for the database.
type storeCmd struct {
	Copy copyCmd `cmd:"" help:"Copy everything from one database to another, such as from SQLite to Postgres."`
}

// copyCmd moves from one engine to another, or back.
type copyCmd struct {
	From string `arg:"" help:"Where everything is: a data folder, or postgres://user@host/database. The password may be in PGPASSWORD."`
	To   string `arg:"" help:"Where it is to be: the same. It must be empty."`
}

// Run copies in one transaction, and compares every row before that ends.
func (c *copyCmd) Run(ctx context.Context, std std, cfg *config) (err error) {
	source, err := placeNamed(c.From)
	if err != nil {
		return err
	}
	target, err := placeNamed(c.To)
	if err != nil {
		return err
	}
	if source == target {
		return errors.New("the two are the same: name another place to copy to")
	}
	from, err := source.snapshot(ctx, true)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	if n, err := from.Serving(ctx); err != nil {
		return err
	} else if n > 0 && source.database != "" {
		return fmt.Errorf("%s is in use: stop every pincite that uses it first, or what they change meanwhile is not copied", source)
	}
	to, err := target.openDatabase(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, to.Close()) }()
	bar := newProgress(std.err, "Copying")
	got, err := to.CopyFrom(ctx, from, bar.show)
	bar.clear()
	if err != nil {
		return notBrought("copied", target, err)
	}
	fmt.Fprintf(std.out, "Copied %s with %s to %s; every row was read again and compared.\n",
		libraries(got.Libraries), count(got.Documents, "article"), target)
	if target.database != "" {
		fmt.Fprintln(std.out, "To use it, set DATABASE_URL to its address.")
	} else {
		fmt.Fprintln(std.out, "To use it, name the folder with PINCITE_DATA_DIR, and leave DATABASE_URL out.")
	}
	return nil
}

// placeNamed is the place that a command names: a data folder or its database
// file, or an address of Postgres.
func placeNamed(name string) (place, error) {
	if strings.Contains(name, "://") {
		return place{database: name}, store.CheckAddress(name)
	}
	if filepath.Base(name) == "pincite.db" {
		name = filepath.Dir(name)
	}
	dir, err := filepath.Abs(name)
	return place{dir: dir}, err
}

// String names the place for the maintainer, without user and password.
func (at place) String() string {
	if at.database != "" {
		return store.DescribeAddress(at.database)
	}
	return "the data folder " + at.dir
}

// snapshot reads the database as it is now. With alone set no other process may
// use the data folder.
func (at place) snapshot(ctx context.Context, alone bool) (*store.Snapshot, error) {
	if at.database != "" {
		return store.ReadPostgres(ctx, at.database)
	}
	return store.ReadFolder(ctx, at.dir, alone)
}

// openDatabase opens a database into which something is to be brought. The examples
// are not put there before.
func (at place) openDatabase(ctx context.Context) (*store.Store, error) {
	if at.database != "" {
		return store.OpenPostgres(ctx, at.database)
	}
	return store.Open(ctx, at.dir)
}
