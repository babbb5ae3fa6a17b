package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/pincite/pincite/corpus"
)

// Errors of Undo that callers tell apart with errors.Is.
var (
	ErrUndone   = errors.New("already taken back")         // see UndoneError
	ErrOverlaid = errors.New("overlaid by a later change") // see OverlaidError
)

// UndoneError is returned when a change has been taken back already.
// errors.Is(err, ErrUndone) holds.
type UndoneError struct{ By corpus.Change }

func (e *UndoneError) Error() string {
	return fmt.Sprintf("change %d has been taken back by change %d", e.By.Undoes, e.By.Seq)
}
func (e *UndoneError) Unwrap() error { return ErrUndone }

// OverlaidError is returned when a later change of the same thing is in effect,
// which has to be taken back first. errors.Is(err, ErrOverlaid) holds.
type OverlaidError struct{ Later corpus.Change } // the latest of them

func (e *OverlaidError) Error() string {
	return fmt.Sprintf("change %d lies over it", e.Later.Seq)
}
func (e *OverlaidError) Unwrap() error { return ErrOverlaid }

// Undo takes back a change, whoever made it and however long ago, and returns
// the change that does so: what was added is removed, what was removed comes
// back as it was, an edited document gets what it said before as a new
// revision, settings become what they were, feeds are followed or left, and
// what was dismissed is on its list again. An undo is a change like any
// other and can be undone.
//
// Changes of one thing lie on one another and are taken back from the top: the
// error is an *OverlaidError while a later change of the same thing is in
// effect, and an *UndoneError when the change was taken back already. What
// would bring back a text that another document has by now is refused with a
// *DuplicateError, and what the library has no room for with a *QuotaError. ErrNotFound when there is no such change.
func (s *Store) Undo(ctx context.Context, lib corpus.Library, seq corpus.Seq, by string) (c corpus.Change, err error) {
	if err := writable(lib); err != nil {
		return c, err
	}
	err = s.transact(ctx, func(tx *sql.Tx) error {
		next, err := s.advance(ctx, tx, lib, 1)
		if err != nil {
			return err
		}
		undone, err := undoable(ctx, tx, lib, seq)
		if err != nil {
			return err
		}
		c = corpus.Change{Seq: next, Document: undone.Document, By: by, Undoes: seq}
		if err := s.takeBack(ctx, tx, lib, undone, &c); err != nil {
			return err
		}
		return markUndone(ctx, tx, lib, next, seq)
	})
	if err != nil {
		return corpus.Change{}, err
	}
	return c, nil
}

// takeBack does the opposite of a change, and completes the change that this is.
func (s *Store) takeBack(ctx context.Context, tx *sql.Tx, lib corpus.Library, undone kept, c *corpus.Change) error {
	switch undone.Kind {
	case corpus.Added, corpus.Restored:
		return s.bury(ctx, tx, lib, c)
	case corpus.Removed:
		c.Kind = corpus.Restored
		return s.restore(ctx, tx, lib, undone.Revision, c)
	case corpus.Configured:
		if undone.subject != settingsSubject {
			return s.refollow(ctx, tx, lib, undone, c)
		}
		return s.reconfigure(ctx, tx, lib, undone, c)
	case corpus.Followed, corpus.Unfollowed:
		return s.refollow(ctx, tx, lib, undone, c)
	case corpus.Dismissed, corpus.Recalled:
		return s.redismiss(ctx, tx, lib, undone, c)
	case corpus.Edited:
		before, err := revisionBefore(ctx, tx, lib, undone.Change)
		if err != nil {
			return err
		}
		c.Kind = corpus.Edited
		return s.revert(ctx, tx, lib, before, c)
	}
	return fmt.Errorf("change %d: nothing is known of the kind %q", undone.Seq, undone.Kind)
}

// undoable returns a change if nothing stands in the way of taking it back.
func undoable(ctx context.Context, tx *sql.Tx, lib corpus.Library, seq corpus.Seq) (kept, error) {
	c, err := changeAt(ctx, tx, lib, seq)
	if err != nil {
		return c, err
	}
	if c.undoneBy != 0 {
		by, err := changeAt(ctx, tx, lib, c.undoneBy)
		if err != nil {
			return c, err
		}
		return c, &UndoneError{By: by.Change}
	}
	same, value := "document = $2", string(c.Document)
	if c.Document == "" {
		same, value = "document IS NULL AND subject = $2", c.subject
	}
	var later corpus.Seq
	err = tx.QueryRowContext(ctx, `
		SELECT COALESCE(MAX(seq), 0) FROM change WHERE library = $1 AND `+same+` AND seq > $3 AND `+inEffect,
		lib, value, seq).Scan(&later)
	if err != nil || later == 0 {
		return c, err
	}
	over, err := changeAt(ctx, tx, lib, later)
	if err != nil {
		return c, err
	}
	return c, &OverlaidError{Later: over.Change}
}

// inEffect holds for changes after $3 that make a difference to what change $3
// left: those that were not taken back, and did not themselves take back one of
// the others. Because changes are taken back from the top, the rest cancel out.
const inEffect = `undone_by IS NULL AND (undoes IS NULL OR undoes <= $3)`

// markUndone notes on the change undone that by takes it back, and what follows
// for the change that undone had taken back, if it had, and so on: that one is
// in effect again.
func markUndone(ctx context.Context, tx *sql.Tx, lib corpus.Library, by, undone corpus.Seq) error {
	for taken := true; undone != 0; taken = !taken {
		var next corpus.Seq
		err := tx.QueryRowContext(ctx, `
			UPDATE change SET undone_by = $3 WHERE library = $1 AND seq = $2
			RETURNING COALESCE(undoes, 0)`, lib, undone, sql.NullInt64{Int64: int64(by), Valid: taken}).Scan(&next)
		if err != nil {
			return err
		}
		by, undone = undone, next
	}
	return nil
}

// restore makes a tombstone the document again that it was when it was removed
// in the given revision.
func (s *Store) restore(ctx context.Context, tx *sql.Tx, lib corpus.Library, removed int, c *corpus.Change) error {
	now, hash := 0, ""
	err := tx.QueryRowContext(ctx, `
		SELECT revision, text_hash FROM document WHERE library = $1 AND id = $2`, lib, c.Document).Scan(&now, &hash)
	if err != nil {
		return err
	}
	if removed != now { // it has been added again since, and that was taken back
		return s.revert(ctx, tx, lib, removed, c)
	}
	if err := unique(ctx, tx, lib, c.Document, hash); err != nil {
		return err
	}
	c.Revision, c.At = now, s.clock()
	_, err = tx.ExecContext(ctx, `
		UPDATE document SET removed = FALSE, seq = $3 WHERE library = $1 AND id = $2`, lib, c.Document, c.Seq)
	if err != nil {
		return err
	}
	size, err := sizeOf(ctx, tx, lib, c.Document, now)
	if err != nil {
		return err
	}
	if err := s.count(ctx, tx, lib, Usage{Documents: 1, Bytes: size}); err != nil {
		return err
	}
	sketch, err := sketchOf(ctx, tx, lib, c.Document)
	if err != nil {
		return err
	}
	if err := moveSketch(ctx, tx, lib, c.Document, false, sketch, true); err != nil {
		return err
	}
	return record(ctx, tx, lib, *c)
}

// revert gives a document, as a new revision, what it said in an earlier one.
func (s *Store) revert(ctx context.Context, tx *sql.Tx, lib corpus.Library, revision int, c *corpus.Change) error {
	p := place{id: c.Document, kind: c.Kind, undoes: c.Undoes}
	err := tx.QueryRowContext(ctx, `
		SELECT revision, NOT removed FROM document WHERE library = $1 AND id = $2`, lib, c.Document).Scan(&p.revision, &p.live)
	if err != nil {
		return err
	}
	old, err := restored(tx.QueryRowContext(ctx, `
		SELECT `+documentColumns+` FROM revision r WHERE r.library = $1 AND r.document = $2 AND r.revision = $3`,
		lib, c.Document, revision), corpus.ScopeOf(lib), c.Document)
	if err != nil {
		return err
	}
	if err := unique(ctx, tx, lib, c.Document, old.TextHash()); err != nil {
		return err
	}
	if p.original, err = originalOf(ctx, tx, lib, c.Document, revision); err != nil {
		return err
	}
	doc, err := s.keep(ctx, tx, lib, c.Seq, p, Upload{Document: old, By: c.By})
	if err != nil {
		return err
	}
	c.Revision, c.At = doc.Provenance().Revision, doc.Provenance().AddedAt
	return nil
}

// revisionBefore returns the revision that a document had before a change.
func revisionBefore(ctx context.Context, tx *sql.Tx, lib corpus.Library, c corpus.Change) (revision int, err error) {
	err = tx.QueryRowContext(ctx, `
		SELECT revision FROM change WHERE library = $1 AND document = $2 AND seq < $3
		ORDER BY seq DESC LIMIT 1`, lib, c.Document, c.Seq).Scan(&revision)
	return revision, err
}

// changeAt returns one change.
func changeAt(ctx context.Context, q querier, lib corpus.Library, seq corpus.Seq) (kept, error) {
	c, err := scanChange(q.QueryRowContext(ctx, `
		SELECT `+changeColumns+` FROM change c WHERE c.library = $1 AND c.seq = $2`, lib, seq))
	if errors.Is(err, sql.ErrNoRows) {
		return c, fmt.Errorf("change %d in the library %s: %w", seq, lib, ErrNotFound)
	}
	return c, err
}
