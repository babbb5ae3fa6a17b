package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/pincite/pincite/corpus"
)

// A revision as it is selected by every query that makes a document.
const documentColumns = `r.document, r.revision, r.added_by, r.added_at, r.metadata, r.blocks, r.text`

// chunk is how many documents one query asks for.
const chunk = 200

// Document returns the latest revision of a document that has not been removed.
func (s *Store) Document(ctx context.Context, scope corpus.Scope, id corpus.ID) (*corpus.Document, error) {
	lib, ok := scope.Library()
	if !ok {
		return nil, notFound(scope, id)
	}
	return document(ctx, s.read, lib, id)
}

func document(ctx context.Context, q querier, lib corpus.Library, id corpus.ID) (*corpus.Document, error) {
	row := q.QueryRowContext(ctx, `
		SELECT `+documentColumns+` FROM document d
		JOIN revision r ON r.library = d.library AND r.document = d.id AND r.revision = d.revision
		WHERE d.library = $1 AND d.id = $2 AND NOT d.removed`, lib, id)
	return restored(row, corpus.ScopeOf(lib), id)
}

// Revision returns a given revision of a document that has not been removed.
func (s *Store) Revision(ctx context.Context, scope corpus.Scope, id corpus.ID, revision int) (*corpus.Document, error) {
	lib, ok := scope.Library()
	if !ok {
		return nil, notFound(scope, id)
	}
	row := s.read.QueryRowContext(ctx, `
		SELECT `+documentColumns+` FROM document d
		JOIN revision r ON r.library = d.library AND r.document = d.id
		WHERE d.library = $1 AND d.id = $2 AND NOT d.removed AND r.revision = $3`, lib, id, revision)
	return restored(row, scope, id)
}

// Documents returns those of the documents that are there, in the order of ids.
func (s *Store) Documents(ctx context.Context, scope corpus.Scope, ids []corpus.ID) ([]*corpus.Document, error) {
	lib, ok := scope.Library()
	if !ok {
		return nil, nil
	}
	found := make(map[corpus.ID]*corpus.Document, len(ids))
	for rest := ids; len(rest) > 0; {
		n := min(chunk, len(rest))
		where, args := among(lib, rest[:n])
		rest = rest[n:]
		rows, err := s.read.QueryContext(ctx, `
			SELECT `+documentColumns+` FROM document d
			JOIN revision r ON r.library = d.library AND r.document = d.id AND r.revision = d.revision
			WHERE d.library = $1 AND NOT d.removed AND d.id IN `+where, args...)
		docs, err := collect(rows, err, func(rows *sql.Rows) (*corpus.Document, error) { return restore(rows) })
		if err != nil {
			return nil, err
		}
		for _, d := range docs {
			found[d.ID()] = d
		}
	}
	docs := make([]*corpus.Document, 0, len(found))
	for _, id := range ids {
		if d := found[id]; d != nil {
			docs = append(docs, d)
		}
	}
	return docs, nil
}

// among returns the placeholders for ids, "($2,$3)", and the arguments of the
// whole query, of which the library is the first.
func among(lib corpus.Library, ids []corpus.ID) (string, []any) {
	var where strings.Builder
	args := []any{lib}
	for i, id := range ids {
		where.WriteString([]string{"(", ","}[min(i, 1)] + "$" + strconv.Itoa(i+2))
		args = append(args, id)
	}
	return where.String() + ")", args
}

// Original returns the file that a document's latest revision was read from,
// and nil when there was none.
func (s *Store) Original(ctx context.Context, scope corpus.Scope, id corpus.ID) ([]byte, error) {
	lib, ok := scope.Library()
	if !ok {
		return nil, notFound(scope, id)
	}
	var data []byte
	err := s.read.QueryRowContext(ctx, `
		SELECT o.bytes FROM document d
		JOIN revision r ON r.library = d.library AND r.document = d.id AND r.revision = d.revision
		LEFT JOIN original o ON o.library = r.library AND o.hash = r.original
		WHERE d.library = $1 AND d.id = $2 AND NOT d.removed`, lib, id).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, notFound(scope, id)
	}
	return data, explain(err)
}

func notFound(scope corpus.Scope, id corpus.ID) error {
	return fmt.Errorf("document %s in the library %s: %w", id, scope, ErrNotFound)
}

// scanner is a row, whether it came alone or with others.
type scanner interface{ Scan(dest ...any) error }

func restored(row *sql.Row, scope corpus.Scope, id corpus.ID) (*corpus.Document, error) {
	d, err := restore(row)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, notFound(scope, id)
	}
	return d, explain(err)
}

// restore reads documentColumns, and what was selected before them into more.
func restore(row scanner, more ...any) (*corpus.Document, error) {
	var (
		id           corpus.ID
		prov         corpus.Provenance
		at           int64
		meta, blocks []byte
		text         string
	)
	if err := row.Scan(append(more, &id, &prov.Revision, &prov.AddedBy, &at, &meta, &blocks, &text)...); err != nil {
		return nil, err
	}
	prov.AddedAt = time.UnixMicro(at).UTC()
	return assemble(id, prov, meta, blocks, text)
}

// assemble makes a document of what the database keeps of it.
func assemble(id corpus.ID, prov corpus.Provenance, meta, blocks []byte, text string) (*corpus.Document, error) {
	var m corpus.Metadata
	if err := json.Unmarshal(meta, &m); err != nil {
		return nil, fmt.Errorf("document %s: its metadata are damaged: %w", id, err)
	}
	var b []corpus.Block
	if err := json.Unmarshal(blocks, &b); err != nil {
		return nil, fmt.Errorf("document %s: its blocks are damaged: %w", id, err)
	}
	return corpus.Restore(id, m, prov, text, b)
}

// collect reads every row of a query, given as the query returned it.
func collect[T any](rows *sql.Rows, err error, read func(*sql.Rows) (T, error)) ([]T, error) {
	if err != nil {
		return nil, explain(err)
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		one, err := read(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, explain(rows.Err())
}
