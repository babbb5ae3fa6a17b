package store

import (
	"context"
	"database/sql"
	"time"
)

// Pruned is how much of each kind had expired.
type Pruned struct {
	Answers int // see AnswerTTL
	Drafts  int // see DraftTTL
	Askings int // of questions without an answer, see GapTTL
	Feeds   int // that were left 90 days ago
}

// Any reports whether anything had.
func (p Pruned) Any() bool { return p != Pruned{} }

// Prune deletes what has expired by now, in all libraries: answers, with what
// was said of them, drafts, questions that got no answer, and feeds that are
// not followed any longer. It also deletes claims that are old, and
// deferrals whose time is over.
func (s *Store) Prune(ctx context.Context, now time.Time) (p Pruned, err error) {
	err = s.transact(ctx, func(tx *sql.Tx) (err error) {
		if p.Answers, err = deleteUntil(ctx, tx, `DELETE FROM answer WHERE made_at <= $1`, now.Add(-AnswerTTL)); err != nil {
			return err
		}
		if p.Drafts, err = deleteUntil(ctx, tx, `DELETE FROM draft WHERE made_at <= $1`, now.Add(-DraftTTL)); err != nil {
			return err
		}
		if p.Askings, err = deleteUntil(ctx, tx, `DELETE FROM gap_asked WHERE last_at <= $1`, now.Add(-GapTTL)); err != nil {
			return err
		}
		p.Feeds, err = deleteUntil(ctx, tx, `DELETE FROM feed WHERE left_at <> 0 AND left_at <= $1`, now.Add(-feedLeftTTL))
		if err != nil {
			return err
		}
		if err := s.dropClaims(ctx, tx); err != nil {
			return err
		}
		if err := s.dropDeferrals(ctx, tx); err != nil {
			return err
		}
		return dropUnasked(ctx, tx)
	})
	if err != nil {
		return Pruned{}, err
	}
	return p, nil
}

// deleteUntil runs a statement that deletes what is from then or before, and
// returns how much that was.
func deleteUntil(ctx context.Context, tx *sql.Tx, statement string, then time.Time) (int, error) {
	r, err := tx.ExecContext(ctx, statement, then.UnixMicro())
	if err != nil {
		return 0, err
	}
	n, err := r.RowsAffected()
	return int(n), err
}
