package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
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
	ChangedBy  string    // who made the latest revision
	ChangedAt  time.Time // AddedAt when there was none since
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

// Sort is what a list is ordered by. Documents that are equal in that are by
// title, and then by ID.
type Sort int

const (
	ByTitle     Sort = iota // case and accents folded
	ByAdded                 // the newest first
	ByPublished             // the newest first, those without a date last
	ByQuoted                // the most often quoted first
)

// order returns the SQL of it.
func (s Sort) order() string {
	return map[Sort]string{
		ByAdded:     "d.added_at DESC, ",
		ByPublished: "d.published DESC, ",
		ByQuoted:    "COALESCE((SELECT q.times FROM quoted q WHERE q.library = d.library AND q.document = d.id), 0) DESC, ",
	}[s] + "d.title_key, d.id"
}

// Filter says which documents a list has, and in which order. The zero Filter
// is all of them by title.
type Filter struct {
	Sort     Sort
	Text     string      // each of its words is in the title, an author's name or the publication; case and accents folded
	Language string      // BCP 47; a language without a region takes in all of its regions
	Since    corpus.Date // published then or later; a date that only names the year or month of Since counts
}

// where returns the SQL of a filter of the documents d, with its arguments, of
// which the library is the first.
func (f Filter) where(lib corpus.Library) (string, []any) {
	where, args := "d.library = $1 AND NOT d.removed", []any{lib}
	and := func(condition string, more ...any) {
		numbers := make([]any, len(more))
		for i := range more {
			numbers[i] = len(args) + i + 1
		}
		args = append(args, more...)
		where += " AND " + fmt.Sprintf(condition, numbers...)
	}
	for _, word := range strings.Fields(fold(f.Text)) {
		and(`d.search_key LIKE $%d ESCAPE '\'`, "%"+literal(word)+"%")
	}
	if f.Language != "" {
		l := strings.ToLower(f.Language)
		and(`(d.language = $%d OR d.language LIKE $%d ESCAPE '\')`, l, literal(l)+"-%")
	}
	if since := f.Since.String(); since != "" {
		year, month := since[:min(len(since), len("2006"))], since[:min(len(since), len("2006-01"))]
		and(`(d.published >= $%d OR d.published IN ($%d, $%d))`, since, year, month)
	}
	return where, args
}

// query returns the SQL of a page of what a condition with n arguments holds of.
func (f Filter) query(where string, n int) string {
	return `SELECT ` + summaryColumns + summaryTables + ` WHERE ` + where + ` ORDER BY ` + f.Sort.order() +
		fmt.Sprintf(` LIMIT $%d OFFSET $%d`, n+1, n+2)
}

// literal returns the pattern of LIKE that matches a text itself.
func literal(text string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(text)
}

const (
	summaryColumns = `d.id, d.revision, d.added_by, d.added_at, r.metadata, r.paragraphs, r.size, r.added_by, r.added_at`
	summaryTables  = ` FROM document d
		JOIN revision r ON r.library = d.library AND r.document = d.id AND r.revision = d.revision`
)

// List returns summaries of a library's documents by title, and how many there
// are in all.
func (s *Store) List(ctx context.Context, scope corpus.Scope, p Page) ([]Summary, int, error) {
	return s.Select(ctx, scope, Filter{}, p)
}

// Select returns summaries of the documents that a filter lets through, in its
// order, and how many there are in all.
func (s *Store) Select(ctx context.Context, scope corpus.Scope, f Filter, p Page) ([]Summary, int, error) {
	if err := p.check(); err != nil {
		return nil, 0, err
	}
	lib, ok := scope.Library()
	if !ok {
		return nil, 0, nil
	}
	where, args := f.where(lib)
	var list []Summary
	var total int
	err := s.snapshot(ctx, func(tx *sql.Tx) error {
		counting := `SELECT COUNT(*) FROM document d WHERE ` + where
		if len(args) == 1 { // nothing is filtered, and the whole is counted already
			counting = `SELECT COALESCE((SELECT documents FROM library WHERE name = $1), 0)`
		}
		if err := tx.QueryRowContext(ctx, counting, args...).Scan(&total); err != nil {
			return err
		}
		rows, err := tx.QueryContext(ctx, f.query(where, len(args)), append(args, p.Limit, p.Offset)...)
		list, err = collect(rows, err, func(rows *sql.Rows) (Summary, error) { return summarize(rows) })
		return err
	})
	return list, total, err
}

// summary returns the summary of one document that has not been removed.
func summary(ctx context.Context, q querier, lib corpus.Library, id corpus.ID) (Summary, error) {
	sum, err := summarize(q.QueryRowContext(ctx, `
		SELECT `+summaryColumns+summaryTables+` WHERE d.library = $1 AND d.id = $2 AND NOT d.removed`, lib, id))
	if errors.Is(err, sql.ErrNoRows) {
		return Summary{}, notFound(corpus.ScopeOf(lib), id)
	}
	return sum, explain(err)
}

// summaries returns those of the documents that are there, by their IDs.
func summaries(ctx context.Context, q querier, lib corpus.Library, ids []corpus.ID) (map[corpus.ID]Summary, error) {
	where, args := among(lib, ids)
	rows, err := q.QueryContext(ctx, `
		SELECT `+summaryColumns+summaryTables+` WHERE d.library = $1 AND NOT d.removed AND d.id IN `+where, args...)
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

// summarize reads summaryColumns, and what was selected behind them into more.
func summarize(row scanner, more ...any) (Summary, error) {
	var s Summary
	var meta []byte
	var added, changed int64
	err := row.Scan(append([]any{&s.ID, &s.Revision, &s.AddedBy, &added, &meta, &s.Paragraphs, &s.Bytes, &s.ChangedBy, &changed}, more...)...)
	if err != nil {
		return Summary{}, err
	}
	s.AddedAt, s.ChangedAt = time.UnixMicro(added).UTC(), time.UnixMicro(changed).UTC()
	if err := json.Unmarshal(meta, &s.Metadata); err != nil {
		return Summary{}, fmt.Errorf("document %s: its metadata are damaged: %w", s.ID, err)
	}
	return s, nil
}
