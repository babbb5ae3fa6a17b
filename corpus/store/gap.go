package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/pincite/pincite/corpus"
)

// Gap is a question that the library's documents did not answer, or several
// that are alike. It does not say who asked.
type Gap struct {
	ID         string    // drawn by the store: 16 characters of [a-z0-9]
	Question   string    // as it was worded most often, and last among those
	Count      int       // how often it was asked
	First      time.Time // UTC
	Last       time.Time
	Dismissed  bool
	AnsweredBy corpus.ID // the document that answers it by now; "" when none does, or when that was removed
}

// GapState says which gaps are listed.
type GapState int

const (
	OpenGaps      GapState = iota // neither dismissed nor answered
	AnsweredGaps                  // a document that was added since answers them
	DismissedGaps                 // nobody wants to see them again
)

// UserKey returns the key under which a member's part in a record (an answer, a
// gap) is kept, for the record's ID. It is to be drawn from both with a secret,
// so that what one member did cannot be put together, and yet be found again
// when that member wants it forgotten.
type UserKey func(record string) string

// GapTTL is how long it is kept that somebody asked.
const GapTTL = 90 * 24 * time.Hour

// Limits of gaps.
const (
	MaxGapQuestion = 2000 // bytes
	maxGapKey      = 1000 // bytes
)

// RecordGap keeps a question that got no answer, when the library's settings
// say that such questions are kept, and reports whether it did. Questions with
// the same key are alike: the caller draws it from the words that matter. One
// that was dismissed stays so; one that was answered is open again.
func (s *Store) RecordGap(ctx context.Context, lib corpus.Library, question, key string, user UserKey) (bool, error) {
	if err := writable(lib); err != nil {
		return false, err
	}
	if question == "" || len(question) > MaxGapQuestion || key == "" || len(key) > maxGapKey {
		return false, fmt.Errorf("a question of %d bytes with a key of %d bytes cannot be kept", len(question), len(key))
	}
	recorded := false
	err := s.transact(ctx, func(tx *sql.Tx) error {
		recorded = false
		if err := s.hold(ctx, tx, lib); err != nil { // or settings that keep none may come in between
			return err
		}
		settings, err := settingsOf(ctx, tx, lib)
		if err != nil || !settings.KeepGaps {
			return err
		}
		recorded = true
		return s.recordGap(ctx, tx, lib, question, key, user)
	})
	return recorded && err == nil, err
}

func (s *Store) recordGap(ctx context.Context, tx *sql.Tx, lib corpus.Library, question, key string, user UserKey) error {
	var id string
	err := tx.QueryRowContext(ctx, `
		INSERT INTO gap (id, library, key, more, dismissed, answered_by) VALUES ($1, $2, $3, 0, FALSE, '')
		ON CONFLICT (library, key) DO UPDATE SET answered_by = ''
		RETURNING id`, strings.ToLower(rand.Text()[:16]), lib, key).Scan(&id)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO gap_asked (gap, user_key, question, times, first_at, last_at) VALUES ($1, $2, $3, 1, $4, $4)
		ON CONFLICT (gap, user_key) DO UPDATE SET
			question = excluded.question, times = gap_asked.times + 1, last_at = excluded.last_at`,
		id, user(id), question, s.clock().UnixMicro())
	if err != nil {
		return err
	}
	if err := s.trimAskers(ctx, tx, id); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `
		DELETE FROM gap WHERE id IN (
			SELECT g.id FROM gap g JOIN gap_asked a ON a.gap = g.id WHERE g.library = $1
			GROUP BY g.id ORDER BY MAX(a.last_at) DESC, g.id LIMIT 1000 OFFSET $2)`, lib, s.bounds.gaps)
	return err
}

// trimAskers lets those who asked a gap longest ago make room.
func (s *Store) trimAskers(ctx context.Context, tx *sql.Tx, gap string) error {
	type asker struct {
		key   string
		times int
	}
	rows, err := tx.QueryContext(ctx, `
		SELECT user_key, times FROM gap_asked WHERE gap = $1
		ORDER BY last_at DESC, user_key LIMIT 1000 OFFSET $2`, gap, s.bounds.gapAskers)
	before, err := collect(rows, err, func(rows *sql.Rows) (a asker, err error) { return a, rows.Scan(&a.key, &a.times) })
	if err != nil {
		return err
	}
	for _, a := range before {
		if _, err := tx.ExecContext(ctx, `UPDATE gap SET more = more + $2 WHERE id = $1`, gap, a.times); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM gap_asked WHERE gap = $1 AND user_key = $2`, gap, a.key); err != nil {
			return err
		}
	}
	return nil
}

// A gap g with those who asked it, a, since $2; d is the document that answers it.
const gapColumns = `g.id, g.dismissed, COALESCE(d.id, ''), g.more + SUM(a.times), MIN(a.first_at), MAX(a.last_at),
	(SELECT w.question FROM gap_asked w WHERE w.gap = g.id AND w.last_at > $2
		GROUP BY w.question ORDER BY SUM(w.times) DESC, MAX(w.last_at) DESC LIMIT 1)`

const gapTables = ` FROM gap g JOIN gap_asked a ON a.gap = g.id AND a.last_at > $2
	LEFT JOIN document d ON d.library = g.library AND d.id = g.answered_by AND NOT d.removed`

const gapGroup = ` GROUP BY g.id, g.dismissed, d.id, g.more`

// Gaps returns a library's gaps of one state, the most often asked first and
// the latest among those, and how many there are in all.
func (s *Store) Gaps(ctx context.Context, scope corpus.Scope, state GapState, p Page) ([]Gap, int, error) {
	if err := p.check(); err != nil {
		return nil, 0, err
	}
	lib, ok := scope.Library()
	if !ok {
		return nil, 0, nil
	}
	is := map[GapState]string{
		OpenGaps:      ` AND NOT g.dismissed AND d.id IS NULL`,
		AnsweredGaps:  ` AND NOT g.dismissed AND d.id IS NOT NULL`,
		DismissedGaps: ` AND g.dismissed`,
	}[state]
	since := s.now().Add(-GapTTL).UnixMicro()
	var list []Gap
	var total int
	err := s.snapshot(ctx, func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, `SELECT COUNT(DISTINCT g.id)`+gapTables+` WHERE g.library = $1`+is, lib, since).Scan(&total)
		if err != nil {
			return err
		}
		rows, err := tx.QueryContext(ctx, `
			SELECT `+gapColumns+gapTables+` WHERE g.library = $1`+is+gapGroup+`
			ORDER BY 4 DESC, 6 DESC, g.id LIMIT $3 OFFSET $4`, lib, since, p.Limit, p.Offset)
		list, err = collect(rows, err, func(rows *sql.Rows) (Gap, error) { return scanGap(rows) })
		return err
	})
	return list, total, err
}

// Gap returns one gap of a library; ErrNotFound when there is none.
func (s *Store) Gap(ctx context.Context, scope corpus.Scope, id string) (Gap, error) {
	lib, ok := scope.Library()
	if !ok {
		return Gap{}, errNoGap
	}
	g, err := scanGap(s.read.QueryRowContext(ctx, `
		SELECT `+gapColumns+gapTables+` WHERE g.library = $1 AND g.id = $3`+gapGroup,
		lib, s.now().Add(-GapTTL).UnixMicro(), id))
	if errors.Is(err, sql.ErrNoRows) {
		return Gap{}, errNoGap
	}
	return g, explain(err)
}

var errNoGap = fmt.Errorf("question: %w", ErrNotFound)

func scanGap(row scanner) (g Gap, err error) {
	var first, last int64
	err = row.Scan(&g.ID, &g.Dismissed, &g.AnsweredBy, &g.Count, &first, &last, &g.Question)
	g.First, g.Last = time.UnixMicro(first).UTC(), time.UnixMicro(last).UTC()
	return g, err
}

// MarkGapAnswered notes that a document answers a gap by now. ErrNotFound when
// there is no such gap.
func (s *Store) MarkGapAnswered(ctx context.Context, lib corpus.Library, id string, document corpus.ID) error {
	r, err := s.write.ExecContext(ctx, `
		UPDATE gap SET answered_by = $3 WHERE library = $1 AND id = $2`, lib, id, document)
	if err != nil {
		return explain(err)
	}
	if n, err := r.RowsAffected(); err != nil || n > 0 {
		return err
	}
	return errNoGap
}

// DismissGap takes a gap off the list, however often it is asked again. It is a
// numbered change, which Undo takes back; the history does not say what the
// question was. Dismissing it again changes nothing. ErrNotFound when there is
// no such gap.
func (s *Store) DismissGap(ctx context.Context, lib corpus.Library, id, by string) error {
	return s.dismiss(ctx, lib, gapMatter, id, by)
}

// setGapDismissed does what a change of the kind gapMatter does.
func setGapDismissed(ctx context.Context, tx *sql.Tx, lib corpus.Library, id string, dismissed bool) error {
	var was bool
	err := tx.QueryRowContext(ctx, `SELECT dismissed FROM gap WHERE library = $1 AND id = $2`, lib, id).Scan(&was)
	if errors.Is(err, sql.ErrNoRows) {
		return errNoGap
	}
	if err == nil && was == dismissed {
		return errNothingToDo
	}
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `UPDATE gap SET dismissed = $3 WHERE library = $1 AND id = $2`, lib, id, dismissed)
	return err
}

// dropUnasked deletes gaps that nobody is left to have asked.
func dropUnasked(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, `DELETE FROM gap WHERE NOT EXISTS (SELECT 1 FROM gap_asked a WHERE a.gap = gap.id)`)
	return err
}
