package search

import (
	"context"
	"errors"
	"path/filepath"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/search/index"
)

// Comparison is what came of comparing an index with the store.
type Comparison struct {
	Documents int    // that the store has
	Passages  int    // that the index has
	Missing   int    // passages that it has not, or not as it should
	Besides   int    // passages that it has of nothing that is there
	Behind    bool   // the store has moved on, so that nothing else was compared
	State     string // "" where it was compared, else one of the words below
}

// States of an index that could not be compared.
const (
	IndexNone    = "none"    // it is built when the library is next asked
	IndexInUse   = "in use"  // by another process
	IndexDamaged = "damaged" // it is built anew when the library is next asked
)

// checkPage is how many documents are compared at a time.
const checkPage = 64

// Compare compares the index of a library with the store: every passage of every
// document. It opens nothing that another process has open, and changes nothing.
// ids are all documents of the library.
func Compare(ctx context.Context, cfg Config, scope corpus.Scope, ids []corpus.ID) (c Comparison, err error) {
	lib, ok := scope.Library()
	if !ok {
		return c, nil
	}
	c.Documents = len(ids)
	x, err := index.OpenReading(filepath.Join(cfg.Dir, folder(lib), fingerprint))
	switch {
	case errors.Is(err, index.ErrNone):
		c.State = IndexNone
	case errors.Is(err, index.ErrInUse):
		c.State = IndexInUse
	case errors.Is(err, index.ErrDamaged):
		c.State = IndexDamaged
	}
	if err != nil {
		if c.State != "" {
			err = nil
		}
		return c, err
	}
	defer func() { err = errors.Join(err, x.Close()) }()
	head, err := cfg.Source.Head(ctx, scope)
	if err != nil {
		return c, err
	}
	if c.Passages = x.State().Passages; x.State().Head != head {
		c.Behind = true
		return c, nil
	}
	err = comparePassages(ctx, cfg.Source, scope, x, ids, &c)
	if errors.Is(err, index.ErrDamaged) {
		c.State, err = IndexDamaged, nil
	}
	return c, err
}

func comparePassages(ctx context.Context, source Source, scope corpus.Scope, x *index.Index, ids []corpus.ID, c *Comparison) (err error) {
	defer index.Guard(&err)()
	v, err := x.View()
	if err != nil {
		return err
	}
	defer v.Close()
	wanted := 0
	for start := 0; start < len(ids); start += checkPage {
		docs, err := source.Documents(ctx, scope, ids[start:min(start+checkPage, len(ids))])
		if err != nil {
			return err
		}
		for _, d := range docs {
			missing, besides, err := v.Differ(ctx, d)
			if err != nil {
				return err
			}
			c.Missing += missing
			c.Besides += besides
			wanted += len(d.Passages())
		}
	}
	// What the index has of documents that the store has not.
	c.Besides += max(0, x.State().Passages-(wanted-c.Missing)-c.Besides)
	return nil
}
