package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync/atomic"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/sample"
	"github.com/pincite/pincite/corpus/store"
	"github.com/pincite/pincite/search"
)

// indexFolder is where in the data folder the indexes are. It may be deleted
// while no pincite is running.
const indexFolder = "index"

// desk is an open data folder: the store with the examples in it, and the
// search engine that follows it. Every command that reads articles works at
// one.
type desk struct {
	store  *store.Store
	engine *search.Engine
	warmed atomic.Bool // the base library's index is up to date; see warm
}

// place is what a desk is made of.
type place struct {
	dir         string      // the data folder
	database    string      // address of a Postgres database; "" for the file in the folder
	limit       store.Quota // to which the library of each server may grow
	openIndexes int         // see search.Config.MaxOpen
}

// place is where the settings want a desk.
func (c *config) place() place {
	return place{dir: c.data, database: c.database, limit: c.limit, openIndexes: c.openIndexes}
}

// openStore opens the database: that of the folder for this process alone.
func (at place) openStore(ctx context.Context) (s *store.Store, err error) {
	if s, err = at.openDatabase(ctx); err != nil {
		return nil, err
	}
	s.Limit(at.limit)
	if err := putExamples(ctx, s); err != nil {
		return nil, errors.Join(fmt.Errorf("the examples: %w", err), s.Close())
	}
	return s, nil
}

// openDesk opens the database, and the folder with the indexes.
func openDesk(ctx context.Context, at place, log *slog.Logger) (_ *desk, err error) {
	d := &desk{}
	defer func() {
		if err != nil {
			err = errors.Join(err, d.close())
		}
	}()
	if d.store, err = at.openStore(ctx); err != nil {
		return nil, err
	}
	d.engine, err = search.Open(ctx, search.Config{Dir: filepath.Join(at.dir, indexFolder), Source: d.store, Log: log, MaxOpen: at.openIndexes})
	if err != nil {
		return nil, err
	}
	return d, nil
}

// close closes what is open.
func (d *desk) close() error {
	var errs []error
	if d.engine != nil {
		errs = append(errs, d.engine.Close())
	}
	if d.store != nil {
		errs = append(errs, d.store.Close())
	}
	return errors.Join(errs...)
}

// examplesKey is the setting of the example library that says which examples
// are in it.
const examplesKey = "fingerprint"

// putExamples makes the example library hold the articles that this program
// carries.
func putExamples(ctx context.Context, s *store.Store) error {
	docs, err := sample.Documents()
	if err != nil {
		return err
	}
	want, err := fingerprint(docs)
	if err != nil {
		return err
	}
	have, err := s.Setting(ctx, corpus.Example, examplesKey)
	if err != nil || have == want {
		return err
	}
	if err := s.Replace(ctx, corpus.Example, docs, "pincite"); err != nil {
		return err
	}
	return s.SetSetting(ctx, corpus.Example, examplesKey, want)
}

// fingerprint is a hash of all that a store keeps of documents.
func fingerprint(docs []*corpus.Document) (string, error) {
	h := sha256.New()
	enc := json.NewEncoder(h)
	for _, d := range docs {
		if err := enc.Encode([]any{d.ID(), d.Metadata(), d.Text(), d.Blocks()}); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// inLibrary is the choice of a library, on the commands that have it.
type inLibrary struct {
	Library string `default:"base" placeholder:"NAME" help:"The library: base, or guild- and a server's ID."`
}

func (l inLibrary) parse() (corpus.Library, error) { return corpus.ParseLibrary(l.Library) }

// openReading opens the data folder for a command of the shell that reads the
// chosen library, and says what is read for it.
func openReading(ctx context.Context, std std, cfg *config, chosen inLibrary) (*desk, corpus.Scope, error) {
	d, err := openDesk(ctx, cfg.place(), cfg.shellLogger(std.err))
	if err != nil {
		return nil, corpus.Scope{}, err
	}
	scope, err := d.scope(ctx, std, chosen)
	if err != nil {
		return nil, corpus.Scope{}, errors.Join(err, d.close())
	}
	return d, scope, nil
}

// scope returns what is read when the library is asked: what its members read.
// It remarks on anything that a person would not expect.
func (d *desk) scope(ctx context.Context, std std, chosen inLibrary) (corpus.Scope, error) {
	lib, err := chosen.parse()
	if err != nil {
		return corpus.Scope{}, err
	}
	scope, err := d.store.ReadScope(ctx, lib)
	if err != nil {
		return corpus.Scope{}, err
	}
	switch read, _ := scope.Library(); {
	case read == lib:
	case read == corpus.Example:
		fmt.Fprintln(std.err, "These are example articles. Add your own with: pincite library add FILE")
	default:
		fmt.Fprintf(std.err, "The library %s is empty. The base library answers.\n", lib)
	}
	return scope, nil
}

// has refuses a document that is not there; "" stands for all of them.
func (d *desk) has(ctx context.Context, scope corpus.Scope, id string) error {
	if id == "" {
		return nil
	}
	lib, _ := scope.Library()
	_, err := d.store.Document(ctx, scope, corpus.ID(id))
	return missing(err, id, lib)
}
