package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/pincite/pincite/corpus"
)

// Outcome is what became of a document of a draft.
type Outcome struct {
	Document *corpus.Document // as stored; nil when it was not
	Existing *Summary         // the document that has the same text, when it was refused for that
	Changed  bool             // a change was made; false of an edit that changes nothing
}

// AddDraft adds the documents of a draft, or gives the document that it revises
// its new revision, and drops it: all in one transaction, so that pressing a
// button twice adds nothing twice. by is who pressed it. Documents whose text
// is in the library, or earlier in the draft, are left out, and their outcome
// says so; that of one which LeaveOut left out says nothing.
//
// When the draft revises a document the errors are those of Edit; otherwise a
// *QuotaError when the library has no room for all that is new. After any
// error nothing has changed, and the draft is still there. ErrNotFound as for
// Draft.
func (s *Store) AddDraft(ctx context.Context, lib corpus.Library, id, by string) (outcomes []Outcome, err error) {
	if err := writable(lib); err != nil {
		return nil, err
	}
	err = s.transact(ctx, func(tx *sql.Tx) error {
		outcomes = nil
		if _, err := s.advance(ctx, tx, lib, 0); err != nil {
			return err
		}
		d, err := s.draftToChange(ctx, tx, lib, id)
		if err != nil {
			return err
		}
		if d.Items, err = draftItems(ctx, tx, id); err != nil {
			return err
		}
		for n, item := range d.Items {
			if item.LeftOut {
				outcomes = append(outcomes, Outcome{})
				continue
			}
			u := Upload{Document: item.Document, By: by}
			u.Original, err = draftOriginal(ctx, tx, id, n)
			if err != nil {
				return err
			}
			o, err := s.settleItem(ctx, tx, d, u)
			if err != nil {
				return err
			}
			outcomes = append(outcomes, o)
		}
		_, err = tx.ExecContext(ctx, `DELETE FROM draft WHERE id = $1`, id)
		return err
	})
	if err != nil {
		return nil, err
	}
	return outcomes, nil
}

func draftOriginal(ctx context.Context, tx *sql.Tx, draft string, n int) (data []byte, err error) {
	err = tx.QueryRowContext(ctx, `SELECT original FROM draft_item WHERE draft = $1 AND n = $2`, draft, n).Scan(&data)
	if err != nil {
		return nil, fmt.Errorf("draft: file %d: %w", n, err)
	}
	return data, nil
}

// settleItem adds one document of a draft, or makes it a revision.
func (s *Store) settleItem(ctx context.Context, tx *sql.Tx, d Draft, u Upload) (o Outcome, err error) {
	if d.Revises != "" {
		o.Document, err = s.edit(ctx, tx, d.Library, d.Revises, d.Base, u)
		o.Changed = err == nil
		if errors.Is(err, errNothingToDo) {
			err = nil
		}
		return o, err
	}
	o.Document, err = s.add(ctx, tx, d.Library, u)
	if there, ok := errors.AsType[*DuplicateError](err); ok {
		return Outcome{Existing: &there.Existing}, nil
	}
	o.Changed = err == nil
	return o, err
}
