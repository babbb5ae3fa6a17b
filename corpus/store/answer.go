package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/pincite/pincite/corpus"
)

// Answer is what the buttons under an answer need after a restart. It says
// nothing of who asked.
type Answer struct {
	ID       string         // drawn by the store: 16 characters of [a-z0-9]
	Library  corpus.Library // whose documents answered
	Question string
	Document corpus.ID    // the question was restricted to; "" when it was not
	Evidence []corpus.Ref // best first
	Shown    int          // how many of Evidence go out, from the first; counted when the answer is saved, and not kept
	At       time.Time    // UTC; the store's clock when it is zero
}

// AnswerTTL is how long answers are kept for their buttons.
const AnswerTTL = 30 * 24 * time.Hour

// SaveAnswer keeps an answer for AnswerTTL and returns it with its ID.
func (s *Store) SaveAnswer(ctx context.Context, a Answer) (Answer, error) {
	if err := wellFormed(a.Library); err != nil {
		return Answer{}, err
	}
	a.ID = strings.ToLower(rand.Text()[:16])
	if a.At.IsZero() {
		a.At = s.now()
	}
	a.At = a.At.UTC().Truncate(time.Microsecond)
	evidence, err := json.Marshal(a.Evidence)
	if err != nil {
		return Answer{}, fmt.Errorf("answer: evidence: %w", err)
	}
	err = s.transact(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `
			INSERT INTO answer (id, library, made_at, document, question, evidence) VALUES ($1, $2, $3, $4, $5, $6)`,
			a.ID, a.Library, a.At.UnixMicro(), a.Document, a.Question, string(evidence))
		if err != nil {
			return err
		}
		return countQuoted(ctx, tx, a)
	})
	if err != nil {
		return Answer{}, err
	}
	return a, nil
}

// countQuoted counts an answer for each document that it shows words of. The
// counters say nothing of who asked what, so nothing has to be forgotten of them.
func countQuoted(ctx context.Context, tx *sql.Tx, a Answer) error {
	var ids []corpus.ID
	for _, ref := range a.Evidence[:min(max(a.Shown, 0), len(a.Evidence))] {
		if !slices.Contains(ids, ref.Document) {
			ids = append(ids, ref.Document)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	where, args := among(a.Library, ids)
	rows, err := tx.QueryContext(ctx, `SELECT id FROM document WHERE library = $1 AND id IN `+where, args...)
	there, err := collect(rows, err, func(rows *sql.Rows) (id corpus.ID, err error) { return id, rows.Scan(&id) })
	if err != nil {
		return err
	}
	slices.Sort(there) // so that two who count the same do not wait for each other
	for _, id := range there {
		_, err := tx.ExecContext(ctx, `
			INSERT INTO quoted (library, document, times, last_at) VALUES ($1, $2, 1, $3)
			ON CONFLICT (library, document) DO UPDATE SET times = quoted.times + 1, last_at = excluded.last_at`,
			a.Library, id, a.At.UnixMicro())
		if err != nil {
			return err
		}
	}
	return nil
}

// Answer returns an answer of the scope's library; ErrNotFound when it is
// another library's, expired, or never was.
func (s *Store) Answer(ctx context.Context, scope corpus.Scope, id string) (Answer, error) {
	return s.answer(ctx, s.read, scope, id)
}

func (s *Store) answer(ctx context.Context, q querier, scope corpus.Scope, id string) (Answer, error) {
	lib, ok := scope.Library()
	if !ok {
		return Answer{}, fmt.Errorf("answer: %w", ErrNotFound)
	}
	a := Answer{ID: id, Library: lib}
	var at int64
	var evidence []byte
	err := q.QueryRowContext(ctx, `
		SELECT made_at, document, question, evidence FROM answer
		WHERE id = $1 AND library = $2 AND made_at > $3`,
		id, lib, s.now().Add(-AnswerTTL).UnixMicro()).Scan(&at, &a.Document, &a.Question, &evidence)
	if errors.Is(err, sql.ErrNoRows) {
		return Answer{}, fmt.Errorf("answer: %w", ErrNotFound)
	}
	if err != nil {
		return Answer{}, explain(err)
	}
	a.At = time.UnixMicro(at).UTC()
	if err := json.Unmarshal(evidence, &a.Evidence); err != nil {
		return Answer{}, fmt.Errorf("answer: its evidence is damaged: %w", err)
	}
	return a, nil
}
