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

// Summary is what a list shows of a document.
type Summary struct {
	ID         corpus.ID
	Revision   int
	Metadata   corpus.Metadata
	Paragraphs int // numbered blocks
	Bytes      int // of canonical text
	AddedBy    string
	AddedAt    time.Time
}

// Page asks for part of a list: at most Limit (1 to 1000) from Offset.
type Page struct{ Offset, Limit int }

const maxPage = 1000

// check refuses a page that cannot be listed.
func (p Page) check() error {
	if p.Limit < 1 || p.Limit > maxPage || p.Offset < 0 {
		return fmt.Errorf("a page of %d from %d cannot be listed: ask for 1 to %d from 0 on", p.Limit, p.Offset, maxPage)
	}
	return nil
}

const summaryColumns = `d.id, d.revision, r.metadata, r.paragraphs, r.size, r.added_by, r.added_at
	FROM document d JOIN revision r ON r.library = d.library AND r.document = d.id AND r.revision = d.revision`

// List returns summaries ordered by title (case folded, then ID) and how many
// documents the library has in all.
func (s *Store) List(ctx context.Context, scope corpus.Scope, p Page) ([]Summary, int, error) {
	if err := p.check(); err != nil {
		return nil, 0, err
	}
	lib, ok := scope.Library()
	if !ok {
		return nil, 0, nil
	}
	var list []Summary
	var total int
	err := s.snapshot(ctx, func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, `
			SELECT COUNT(*) FROM document WHERE library = $1 AND NOT removed`, lib).Scan(&total)
		if err != nil {
			return err
		}
		rows, err := tx.QueryContext(ctx, `
			SELECT `+summaryColumns+` WHERE d.library = $1 AND NOT d.removed
			ORDER BY d.title_key, d.id LIMIT $2 OFFSET $3`, lib, p.Limit, p.Offset)
		list, err = collect(rows, err, func(rows *sql.Rows) (Summary, error) { return summarize(rows) })
		return err
	})
	return list, total, err
}

// summary returns the summary of one document that has not been removed.
func summary(ctx context.Context, q querier, lib corpus.Library, id corpus.ID) (Summary, error) {
	sum, err := summarize(q.QueryRowContext(ctx, `
		SELECT `+summaryColumns+` WHERE d.library = $1 AND d.id = $2 AND NOT d.removed`, lib, id))
	if errors.Is(err, sql.ErrNoRows) {
		return Summary{}, notFound(corpus.ScopeOf(lib), id)
	}
	return sum, err
}

// summaries returns those of the documents that are there, by their IDs.
func summaries(ctx context.Context, q querier, lib corpus.Library, ids []corpus.ID) (map[corpus.ID]Summary, error) {
	where, args := among(lib, ids)
	rows, err := q.QueryContext(ctx, `
		SELECT `+summaryColumns+` WHERE d.library = $1 AND NOT d.removed AND d.id IN `+where, args...)
	list, err := collect(rows, err, func(rows *sql.Rows) (Summary, error) { return summarize(rows) })
	if err != nil {
		return nil, err
	}
	byID := make(map[corpus.ID]Summary, len(list))
	for _, sum := range list {
		byID[sum.ID] = sum
	}
	return byID, nil
}

func summarize(row scanner) (Summary, error) {
	var s Summary
	var meta []byte
	var at int64
	if err := row.Scan(&s.ID, &s.Revision, &meta, &s.Paragraphs, &s.Bytes, &s.AddedBy, &at); err != nil {
		return Summary{}, err
	}
	s.AddedAt = time.UnixMicro(at).UTC()
	if err := json.Unmarshal(meta, &s.Metadata); err != nil {
		return Summary{}, fmt.Errorf("document %s: its metadata are damaged: %w", s.ID, err)
	}
	return s, nil
}
