package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/pincite/pincite/corpus"
)

// errNothingToDo undoes a transaction that found everything in place.
var errNothingToDo = errors.New("nothing to do")

// Replace makes a library hold exactly the given documents, adding and
// removing what differs, in one transaction; when nothing differs, nothing is
// numbered. It is how the embedded examples get in, and the only way to write
// that library.
func (s *Store) Replace(ctx context.Context, lib corpus.Library, docs []*corpus.Document, by string) error {
	if err := wellFormed(lib); err != nil {
		return err
	}
	err := s.transact(ctx, func(tx *sql.Tx) error {
		before, err := s.advance(ctx, tx, lib, 0)
		if err != nil {
			return err
		}
		if err := s.replace(ctx, tx, lib, docs, by); err != nil {
			return err
		}
		after, err := s.advance(ctx, tx, lib, 0)
		if err == nil && before == after {
			err = errNothingToDo
		}
		return err
	})
	if errors.Is(err, errNothingToDo) {
		return nil
	}
	return err
}

func (s *Store) replace(ctx context.Context, tx *sql.Tx, lib corpus.Library, docs []*corpus.Document, by string) error {
	live, err := liveTexts(ctx, tx, lib)
	if err != nil {
		return err
	}
	wanted := make(map[string]bool, len(docs))
	for _, d := range docs {
		hash := d.TextHash()
		if wanted[hash] {
			return fmt.Errorf("two of the documents have the text of %q", d.Metadata().Title)
		}
		wanted[hash] = true
	}
	for _, l := range live {
		if wanted[l.hash] {
			continue
		}
		seq, err := s.advance(ctx, tx, lib, 1)
		if err != nil {
			return err
		}
		if err := s.bury(ctx, tx, lib, &corpus.Change{Seq: seq, Document: l.id, By: by}); err != nil {
			return err
		}
	}
	for _, d := range docs {
		if err := s.settle(ctx, tx, lib, d, by); err != nil {
			return err
		}
	}
	return nil
}

// settle makes one document be there with its text, blocks and metadata.
func (s *Store) settle(ctx context.Context, tx *sql.Tx, lib corpus.Library, d *corpus.Document, by string) error {
	p, err := placeFor(ctx, tx, lib, d)
	if err != nil {
		return err
	}
	if p.live {
		old, err := document(ctx, tx, lib, p.id)
		if err != nil {
			return err
		}
		if sameButText(old, d) {
			return nil
		}
		p.kind = corpus.Edited
	}
	seq, err := s.advance(ctx, tx, lib, 1)
	if err != nil {
		return err
	}
	_, err = s.keep(ctx, tx, lib, seq, p, Upload{Document: d, By: by})
	return err
}

type liveText struct {
	id   corpus.ID
	hash string
}

func liveTexts(ctx context.Context, q querier, lib corpus.Library) ([]liveText, error) {
	rows, err := q.QueryContext(ctx, `
		SELECT id, text_hash FROM document WHERE library = $1 AND NOT removed ORDER BY id`, lib)
	return collect(rows, err, func(rows *sql.Rows) (l liveText, err error) {
		return l, rows.Scan(&l.id, &l.hash)
	})
}
