package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/pincite/pincite/corpus"
)

// Event is what a history shows of a change.
type Event struct {
	corpus.Change
	Title    string         // of the document, as the change left it; as it was, when it was removed
	TitleNow string         // of the document's latest revision
	Removed  bool           // the document is not there now
	UndoneBy *corpus.Change // the change that takes this one back; nil while it is in effect
	Undoable bool           // nothing later stands in the way of Undo

	// Of changes that were not of a document:
	Settings *SettingsChange // what was configured; nil of others
	Feed     *FeedEvent      // the feed that was followed, left or configured; nil of others
	Item     string          // title, or link, of a feed's item that was declined or is to wait again; "" of others
	Gap      string          // ID of the gap that was dismissed or recalled; "" of others
	Feedback string          // ID of an answer, of which what was said was dismissed or recalled; "" of others
}

// FeedEvent is what a history shows of a change of a feed.
type FeedEvent struct {
	ID, URL, Title string
	Mode           FeedMode // what it became; "" of a feed that was left
}

// History returns a library's changes, the latest first, and how many there
// are in all.
func (s *Store) History(ctx context.Context, scope corpus.Scope, p Page) ([]Event, int, error) {
	return s.history(ctx, scope, p, "")
}

// DocumentHistory returns the changes of one document, removed or not, the
// latest first, and how many there are in all; none when it never was there.
func (s *Store) DocumentHistory(ctx context.Context, scope corpus.Scope, id corpus.ID, p Page) ([]Event, int, error) {
	return s.history(ctx, scope, p, ` AND c.document = $2`, id)
}

// history returns those of a library's changes for which a condition holds,
// given with its arguments from $2 on.
func (s *Store) history(ctx context.Context, scope corpus.Scope, p Page, where string, args ...any) ([]Event, int, error) {
	if err := p.check(); err != nil {
		return nil, 0, err
	}
	lib, ok := scope.Library()
	if !ok {
		return nil, 0, nil
	}
	args = append([]any{lib}, args...)
	var list []Event
	var total int
	err := s.snapshot(ctx, func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, `SELECT COUNT(*) FROM change c WHERE c.library = $1`+where, args...).Scan(&total)
		if err != nil {
			return err
		}
		n := len(args)
		rows, err := tx.QueryContext(ctx, `
			SELECT `+changeColumns+`, `+eventColumns+eventTables+` WHERE c.library = $1`+where+
			fmt.Sprintf(` ORDER BY c.seq DESC LIMIT $%d OFFSET $%d`, n+1, n+2), append(args, p.Limit, p.Offset)...)
		list, err = collect(rows, err, func(rows *sql.Rows) (Event, error) { return event(rows) })
		return err
	})
	return list, total, err
}

// snapshot runs f in a transaction that reads, so that all its queries are of
// one moment.
func (s *Store) snapshot(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := s.read.BeginTx(ctx, s.engine.reading)
	if err != nil {
		return explain(err)
	}
	defer tx.Rollback()
	return explain(f(tx))
}

// A change c as it is selected by every query that makes one, and with what an
// event needs besides.
const (
	changeColumns = `c.seq, c.kind, COALESCE(c.document, ''), COALESCE(c.revision, 0), c.made_by, c.made_at,
		COALESCE(c.undoes, 0), COALESCE(c.undone_by, 0), c.subject, c.detail`
	eventColumns = `COALESCE(r.metadata, ''), COALESCE(n.metadata, ''), COALESCE(d.removed, FALSE),
		COALESCE(u.kind, ''), COALESCE(u.revision, 0), COALESCE(u.made_by, ''), COALESCE(u.made_at, 0),
		c.undone_by IS NULL
		AND NOT EXISTS (SELECT 1 FROM change l WHERE l.library = c.library AND l.document = c.document
			AND l.seq > c.seq AND l.undone_by IS NULL AND (l.undoes IS NULL OR l.undoes <= c.seq))
		AND NOT EXISTS (SELECT 1 FROM change l WHERE l.library = c.library AND l.document IS NULL
			AND c.document IS NULL AND l.subject = c.subject
			AND l.seq > c.seq AND l.undone_by IS NULL AND (l.undoes IS NULL OR l.undoes <= c.seq))`
	eventTables = ` FROM change c
		LEFT JOIN revision r ON r.library = c.library AND r.document = c.document AND r.revision = c.revision
		LEFT JOIN document d ON d.library = c.library AND d.id = c.document
		LEFT JOIN revision n ON n.library = d.library AND n.document = d.id AND n.revision = d.revision
		LEFT JOIN change u ON u.library = c.library AND u.seq = c.undone_by`
)

// kept is a change with what the database has of it besides.
type kept struct {
	corpus.Change
	undoneBy        corpus.Seq
	subject, detail string // see note
}

// scanChange reads changeColumns, and what was selected behind them into more.
func scanChange(row scanner, more ...any) (c kept, err error) {
	var at int64
	err = row.Scan(append([]any{&c.Seq, &c.Kind, &c.Document, &c.Revision, &c.By, &at, &c.Undoes,
		&c.undoneBy, &c.subject, &c.detail}, more...)...)
	c.At = time.UnixMicro(at).UTC()
	return c, err
}

func event(row scanner) (e Event, err error) {
	var then, now string
	var undo corpus.Change
	var undoAt int64
	c, err := scanChange(row, &then, &now, &e.Removed, &undo.Kind, &undo.Revision, &undo.By, &undoAt, &e.Undoable)
	if err != nil {
		return e, err
	}
	e.Change, undo.Seq = c.Change, c.undoneBy
	if undo.Seq != 0 {
		undo.Document, undo.Undoes, undo.At = e.Document, e.Seq, time.UnixMicro(undoAt).UTC()
		e.UndoneBy = &undo
	}
	if e.Document == "" {
		return e, e.tell(c)
	}
	if e.Title, err = titleIn(then); err == nil {
		e.TitleNow, err = titleIn(now)
	}
	if err != nil {
		return e, fmt.Errorf("document %s: its metadata are damaged: %w", e.Document, err)
	}
	return e, nil
}

// tell completes the event of a change that was not of a document.
func (e *Event) tell(c kept) (err error) {
	matter, id, _ := strings.Cut(c.subject, ":")
	switch matter {
	case settingsSubject:
		e.Settings = new(SettingsChange)
		err = json.Unmarshal([]byte(c.detail), e.Settings)
	case gapMatter:
		e.Gap = id
	case feedbackMatter:
		e.Feedback = id
	case itemMatter:
		var told itemTold
		err = json.Unmarshal([]byte(c.detail), &told)
		e.Item = told.Title
	case feedSubject:
		var told feedTold
		err = json.Unmarshal([]byte(c.detail), &told)
		e.Feed = &FeedEvent{ID: id, URL: told.URL, Title: told.Title, Mode: told.After}
	}
	if err != nil {
		return fmt.Errorf("change %d: what it did is damaged: %w", c.Seq, err)
	}
	return nil
}

// titleIn returns the title in a revision's metadata.
func titleIn(metadata string) (string, error) {
	var m corpus.Metadata
	err := json.Unmarshal([]byte(metadata), &m)
	return m.Title, err
}
