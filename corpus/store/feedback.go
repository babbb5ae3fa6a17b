package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/pincite/pincite/corpus"
)

// Feedback is what was answered, with the same words each time, and marked as
// not helpful. It says neither who did so nor what they had asked.
type Feedback struct {
	ID       string       // of the latest of the answers
	Evidence []corpus.Ref // best first; never empty
	Count    int          // how often it was marked
	First    time.Time    // UTC
	Last     time.Time
}

// MarkNotHelpful records that somebody found an answer not helpful: once per
// answer and user, the user as an opaque key that the caller derives.
func (s *Store) MarkNotHelpful(ctx context.Context, scope corpus.Scope, answerID, userKey string) error {
	return s.transact(ctx, func(tx *sql.Tx) error {
		if _, err := s.answer(ctx, tx, scope, answerID); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `
			INSERT INTO not_helpful (answer, user_key, said_at) VALUES ($1, $2, $3)
			ON CONFLICT (answer, user_key) DO NOTHING`, answerID, userKey, s.now().UnixMicro())
		return err
	})
}

// A marked answer a with its marks n. Answers without evidence are not listed:
// there would be nothing to show.
const markedTables = ` FROM answer a JOIN not_helpful n ON n.answer = a.id AND n.said_at > a.dismissed_at
	WHERE a.library = $1 AND a.made_at > $2 AND a.evidence NOT IN ('null', '[]')`

// Feedback returns what a library's members marked as not helpful, the most
// often marked first and the latest among those, and how much there is in all.
func (s *Store) Feedback(ctx context.Context, scope corpus.Scope, p Page) ([]Feedback, int, error) {
	if err := p.check(); err != nil {
		return nil, 0, err
	}
	lib, ok := scope.Library()
	if !ok {
		return nil, 0, nil
	}
	since := s.now().Add(-AnswerTTL).UnixMicro()
	var list []Feedback
	var total int
	err := s.snapshot(ctx, func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, `SELECT COUNT(DISTINCT a.evidence)`+markedTables, lib, since).Scan(&total)
		if err != nil {
			return err
		}
		rows, err := tx.QueryContext(ctx, `
			SELECT a.evidence, COUNT(*), MIN(n.said_at), MAX(n.said_at),
				(SELECT l.id FROM answer l WHERE l.library = $1 AND l.evidence = a.evidence ORDER BY l.made_at DESC, l.id LIMIT 1)
			`+markedTables+` GROUP BY a.evidence ORDER BY 2 DESC, 4 DESC, a.evidence LIMIT $3 OFFSET $4`,
			lib, since, p.Limit, p.Offset)
		list, err = collect(rows, err, func(rows *sql.Rows) (Feedback, error) { return scanFeedback(rows) })
		return err
	})
	return list, total, err
}

func scanFeedback(row scanner) (f Feedback, err error) {
	var evidence []byte
	var first, last int64
	if err := row.Scan(&evidence, &f.Count, &first, &last, &f.ID); err != nil {
		return f, err
	}
	f.First, f.Last = time.UnixMicro(first).UTC(), time.UnixMicro(last).UTC()
	if err := json.Unmarshal(evidence, &f.Evidence); err != nil {
		return f, fmt.Errorf("answer: its evidence is damaged: %w", err)
	}
	return f, nil
}

// DismissFeedback takes what was said so far of the answers with the words of
// the given one off the list; what is said later is listed again. It is a
// numbered change, which Undo takes back. ErrNotFound when there is no such
// answer.
func (s *Store) DismissFeedback(ctx context.Context, lib corpus.Library, answerID, by string) error {
	return s.dismiss(ctx, lib, feedbackMatter, answerID, by)
}

// setFeedbackDismissed does what a change of the kind feedbackMatter does.
func (s *Store) setFeedbackDismissed(ctx context.Context, tx *sql.Tx, lib corpus.Library, id string, dismissed bool) error {
	var evidence string
	err := tx.QueryRowContext(ctx, `SELECT evidence FROM answer WHERE library = $1 AND id = $2`, lib, id).Scan(&evidence)
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("answer: %w", ErrNotFound)
	}
	if err != nil {
		return err
	}
	until := int64(0)
	if dismissed {
		until = s.clock().UnixMicro()
	}
	_, err = tx.ExecContext(ctx, `
		UPDATE answer SET dismissed_at = $3 WHERE library = $1 AND evidence = $2`, lib, evidence, until)
	return err
}
