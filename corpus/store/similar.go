package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/alike"
)

// Similar is a document that has much in common with another.
type Similar struct {
	Summary
	Of float64 // share of the other's words that stand in this document, 0 to 1
	In float64 // share of this document's words that stand in the other, 0 to 1
}

const (
	// minCommon is how many numbers of their sketches documents share at least
	// that are compared, and maxCompared how many are: those that share most.
	minCommon   = 2
	maxCompared = 20
)

// Similar returns the documents of a library of which the given one says at
// least so much (0 to 1), or that say so much of it: the most alike first, and
// at most 20. The document itself is left out when it is in the library. What
// is alike is found by samples, so that it takes the same time in large
// libraries as in small ones; the shares are exact.
func (s *Store) Similar(ctx context.Context, scope corpus.Scope, d *corpus.Document, atLeast float64) ([]Similar, error) {
	lib, ok := scope.Library()
	if !ok {
		return nil, nil
	}
	var list []Similar
	err := s.snapshot(ctx, func(tx *sql.Tx) error {
		ids, err := s.sharing(ctx, tx, lib, alike.Of(d))
		if err != nil {
			return err
		}
		if d.Provenance().Revision > 0 {
			ids = slices.DeleteFunc(ids, func(id corpus.ID) bool { return id == d.ID() })
		}
		for _, id := range ids[:min(len(ids), maxCompared)] {
			other, err := document(ctx, tx, lib, id)
			if err != nil {
				return err
			}
			of, in := alike.Share(d, other)
			if max(of, in) < atLeast {
				continue
			}
			sum, err := summary(ctx, tx, lib, id)
			if err != nil {
				return err
			}
			list = append(list, Similar{Summary: sum, Of: of, In: in})
		}
		return nil
	})
	slices.SortStableFunc(list, func(a, b Similar) int {
		return cmp.Or(cmp.Compare(max(b.Of, b.In), max(a.Of, a.In)), cmp.Compare(b.Of+b.In, a.Of+a.In), cmp.Compare(a.ID, b.ID))
	})
	return list, err
}

const sharingQuery = `SELECT document FROM sketch WHERE library = $1 AND hash = $2 ORDER BY document LIMIT $3`

// sharing returns the documents whose sketches share enough with the given one,
// those that share most first. Of those that have one number, only so many are
// considered. More have it where a phrase is in everything, which says little,
// or where there are more versions than that of one text; since the same ones
// come for every number, they still share several.
func (s *Store) sharing(ctx context.Context, tx *sql.Tx, lib corpus.Library, sketch alike.Sketch) ([]corpus.ID, error) {
	statement, err := tx.PrepareContext(ctx, sharingQuery)
	if err != nil {
		return nil, err
	}
	defer statement.Close()
	times := map[corpus.ID]int{}
	for _, hash := range sketch {
		rows, err := statement.QueryContext(ctx, lib, int64(hash), s.bounds.perNumber)
		ids, err := collect(rows, err, func(rows *sql.Rows) (id corpus.ID, err error) { return id, rows.Scan(&id) })
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			times[id]++
		}
	}
	var enough []corpus.ID
	for id, n := range times {
		if n >= min(minCommon, len(sketch)) {
			enough = append(enough, id)
		}
	}
	slices.SortFunc(enough, func(a, b corpus.ID) int { return cmp.Or(cmp.Compare(times[b], times[a]), cmp.Compare(a, b)) })
	return enough, nil
}

// moveSketch takes the rows of a document's sketch away, when there are any, and
// puts those of another in their place, when the document is there afterwards.
func moveSketch(ctx context.Context, tx *sql.Tx, lib corpus.Library, id corpus.ID, was bool, sketch alike.Sketch, is bool) error {
	var old alike.Sketch
	if was {
		var err error
		if old, err = sketchOf(ctx, tx, lib, id); err != nil {
			return err
		}
	}
	if !is {
		sketch = nil
	}
	if slices.Equal(old, sketch) {
		return nil
	}
	for _, hash := range old {
		_, err := tx.ExecContext(ctx, `
			DELETE FROM sketch WHERE library = $1 AND hash = $2 AND document = $3`, lib, int64(hash), id)
		if err != nil {
			return err
		}
	}
	if len(sketch) == 0 {
		return nil
	}
	var rows strings.Builder
	args := []any{lib, id}
	for i, hash := range sketch {
		fmt.Fprintf(&rows, "%s($1, $%d, $2)", []string{"", ", "}[min(i, 1)], i+3)
		args = append(args, int64(hash))
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO sketch (library, hash, document) VALUES `+rows.String(), args...)
	return err
}

// sketchOf returns the sketch that a document's row has.
func sketchOf(ctx context.Context, tx *sql.Tx, lib corpus.Library, id corpus.ID) (alike.Sketch, error) {
	var packed []byte
	err := tx.QueryRowContext(ctx, `SELECT sketch FROM document WHERE library = $1 AND id = $2`, lib, id).Scan(&packed)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, err
	}
	var sketch alike.Sketch
	for ; len(packed) >= 8; packed = packed[8:] {
		sketch = append(sketch, binary.BigEndian.Uint64(packed))
	}
	return sketch, nil
}

func packSketch(sketch alike.Sketch) []byte {
	packed := make([]byte, 0, 8*len(sketch))
	for _, hash := range sketch {
		packed = binary.BigEndian.AppendUint64(packed, hash)
	}
	return packed
}
