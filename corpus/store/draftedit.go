package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/pincite/pincite/corpus"
)

// DescribeDraft gives the document at the given place of a draft, from 0, other
// metadata. ErrNotFound as for Draft.
func (s *Store) DescribeDraft(ctx context.Context, lib corpus.Library, id string, item int, m corpus.Metadata) error {
	return s.transact(ctx, func(tx *sql.Tx) error {
		if _, err := s.draftToChange(ctx, tx, lib, id); err != nil {
			return err
		}
		items, err := draftItems(ctx, tx, id)
		if err != nil {
			return err
		}
		if item < 0 || item >= len(items) {
			return fmt.Errorf("document %d of the draft: %w", item, ErrNotFound)
		}
		meta, err := json.Marshal(items[item].Document.WithMetadata(m).Metadata())
		if err != nil {
			return fmt.Errorf("draft: metadata: %w", err)
		}
		_, err = tx.ExecContext(ctx, `UPDATE draft_item SET metadata = $3 WHERE draft = $1 AND n = $2`, id, item, string(meta))
		return err
	})
}

// RebaseDraft makes a draft that revises a document start from another of its
// revisions: when a moderator was told of a conflict, has seen what the other
// one did, and still wants this. ErrNotFound as for Draft.
func (s *Store) RebaseDraft(ctx context.Context, lib corpus.Library, id string, base int) error {
	return s.transact(ctx, func(tx *sql.Tx) error {
		if _, err := s.draftToChange(ctx, tx, lib, id); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `UPDATE draft SET base = $2 WHERE id = $1`, id, base)
		return err
	})
}

// LeaveOut says which documents of a draft, by their place from 0, are not to be
// added after all, and which are. Others stay as they are. ErrNotFound as for
// Draft.
func (s *Store) LeaveOut(ctx context.Context, lib corpus.Library, id string, out map[int]bool) error {
	return s.transact(ctx, func(tx *sql.Tx) error {
		if _, err := s.draftToChange(ctx, tx, lib, id); err != nil {
			return err
		}
		for n, leave := range out {
			if _, err := tx.ExecContext(ctx, `UPDATE draft_item SET left_out = $3 WHERE draft = $1 AND n = $2`, id, n, leave); err != nil {
				return err
			}
		}
		return nil
	})
}

// Instead is what a document of a draft becomes that is not to be added as a
// new one: a revision of one that is there.
type Instead struct {
	Revises  corpus.ID
	Base     int // the revision of it that the moderator saw
	Metadata corpus.Metadata
	By, Note string // as in Draft
}

// ReviseInstead makes a draft of its own of one document of a draft, by its place
// from 0. A draft that had no other goes; of several, this one is left out.
// ErrNotFound as for Draft.
func (s *Store) ReviseInstead(ctx context.Context, lib corpus.Library, id string, item int, to Instead) (Draft, error) {
	made := strings.ToLower(rand.Text()[:16])
	err := s.transact(ctx, func(tx *sql.Tx) error {
		if err := s.hold(ctx, tx, lib); err != nil {
			return err
		}
		if _, err := s.draftToChange(ctx, tx, lib, id); err != nil {
			return err
		}
		items, err := draftItems(ctx, tx, id)
		if err != nil {
			return err
		}
		if item < 0 || item >= len(items) {
			return fmt.Errorf("document %d of the draft: %w", item, ErrNotFound)
		}
		one := items[item]
		one.LeftOut = false
		one.Document = one.Document.WithMetadata(to.Metadata)
		if one.Original, err = draftOriginal(ctx, tx, id, item); err != nil {
			return err
		}
		if len(items) == 1 {
			_, err = tx.ExecContext(ctx, `DELETE FROM draft WHERE id = $1`, id)
		} else {
			_, err = tx.ExecContext(ctx, `UPDATE draft_item SET left_out = TRUE WHERE draft = $1 AND n = $2`, id, item)
		}
		if err != nil {
			return err
		}
		size := len(one.Document.Text()) + len(one.Original)
		if err := s.makeRoom(ctx, tx, lib, size); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `
			INSERT INTO draft (id, library, made_by, made_at, revises, base, size, note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			made, lib, to.By, s.now().UTC().UnixMicro(), to.Revises, to.Base, size, to.Note)
		if err != nil {
			return err
		}
		return keepItem(ctx, tx, made, 0, one)
	})
	if err != nil {
		return Draft{}, err
	}
	return s.Draft(ctx, corpus.ScopeOf(lib), made)
}
