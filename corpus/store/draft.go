package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/pincite/pincite/corpus"
)

// Draft is what a moderator is shown before it is stored: documents that are to
// be added, or one that is to become a revision. It says what the buttons under
// the preview need after a restart.
type Draft struct {
	ID      string // drawn by the store: 16 characters of [a-z0-9]
	Library corpus.Library
	By      string      // who made it, as in Upload
	At      time.Time   // UTC; the store's clock when it is zero
	Revises corpus.ID   // the document that Items[0] is to be a revision of; "" when Items are new
	Base    int         // the revision of it that the moderator started from
	Items   []DraftItem // one or more; one when it revises
	Note    string      // the caller's own, at most MaxDraftNote bytes
}

// DraftItem is one document of a draft.
type DraftItem struct {
	Document *corpus.Document
	Original []byte // the file that it was read from; nil for none, and always in what Draft returns
	File     int    // bytes of Original; filled by the store
	LeftOut  bool   // it is not to be added; see LeaveOut
}

// Limits of drafts.
const (
	DraftTTL     = time.Hour // how long a draft is kept
	MaxDraftNote = 16_000    // bytes

	maxDrafts = 20 // of one library; the oldest go when there are more
)

// ErrTooLarge is returned for a draft that is larger than all drafts of a
// library may be.
var ErrTooLarge = errors.New("too large to be kept as a draft")

// SaveDraft keeps a draft for DraftTTL and returns it with its ID. A library
// keeps so many drafts, and of such a size together, as its limits say: the
// oldest go to make room.
func (s *Store) SaveDraft(ctx context.Context, d Draft) (Draft, error) {
	if err := writable(d.Library); err != nil {
		return Draft{}, err
	}
	if len(d.Items) == 0 || d.Revises != "" && len(d.Items) > 1 || len(d.Note) > MaxDraftNote {
		return Draft{}, fmt.Errorf("a draft of %d documents with a note of %d bytes cannot be kept", len(d.Items), len(d.Note))
	}
	d.ID = strings.ToLower(rand.Text()[:16])
	if d.At.IsZero() {
		d.At = s.now()
	}
	d.At = d.At.UTC().Truncate(time.Microsecond)
	d.Items = append([]DraftItem(nil), d.Items...)
	size := 0
	for i, item := range d.Items {
		d.Items[i].File = len(item.Original)
		size += len(item.Document.Text()) + len(item.Original)
	}
	if size > s.bounds.draftBytes {
		return Draft{}, fmt.Errorf("%d bytes: %w", size, ErrTooLarge)
	}
	err := s.transact(ctx, func(tx *sql.Tx) error {
		if err := s.hold(ctx, tx, d.Library); err != nil {
			return err
		}
		if err := s.makeRoom(ctx, tx, d.Library, size); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `
			INSERT INTO draft (id, library, made_by, made_at, revises, base, size, note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			d.ID, d.Library, d.By, d.At.UnixMicro(), d.Revises, d.Base, size, d.Note)
		for n := 0; n < len(d.Items) && err == nil; n++ {
			err = keepItem(ctx, tx, d.ID, n, d.Items[n])
		}
		return err
	})
	if err != nil {
		return Draft{}, err
	}
	for i := range d.Items {
		d.Items[i].Original = nil
	}
	return d, nil
}

// makeRoom deletes a library's drafts that have expired, and then the oldest,
// until another of the given size fits.
func (s *Store) makeRoom(ctx context.Context, tx *sql.Tx, lib corpus.Library, size int) error {
	type kept struct {
		id   string
		at   int64
		size int
	}
	rows, err := tx.QueryContext(ctx, `
		SELECT id, made_at, size FROM draft WHERE library = $1 ORDER BY made_at DESC, id`, lib)
	drafts, err := collect(rows, err, func(rows *sql.Rows) (k kept, err error) { return k, rows.Scan(&k.id, &k.at, &k.size) })
	if err != nil {
		return err
	}
	expired := s.now().Add(-DraftTTL).UnixMicro()
	for n, k := range drafts {
		if size += k.size; k.at > expired && n+1 < maxDrafts && size <= s.bounds.draftBytes {
			continue
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM draft WHERE id = $1`, k.id); err != nil {
			return err
		}
	}
	return nil
}

func keepItem(ctx context.Context, tx *sql.Tx, draft string, n int, item DraftItem) error {
	d := item.Document
	meta, err := json.Marshal(d.Metadata())
	if err != nil {
		return fmt.Errorf("draft: metadata: %w", err)
	}
	blocks, err := json.Marshal(d.Blocks())
	if err != nil {
		return fmt.Errorf("draft: blocks: %w", err)
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO draft_item (draft, n, document, file, metadata, blocks, text, original, left_out)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		draft, n, d.ID(), item.File, string(meta), string(blocks), d.Text(), item.Original, item.LeftOut)
	return err
}

// Draft returns a draft of the scope's library, without its files; ErrNotFound
// when it is another library's, expired, added, dropped, or never was.
func (s *Store) Draft(ctx context.Context, scope corpus.Scope, id string) (Draft, error) {
	lib, ok := scope.Library()
	if !ok {
		return Draft{}, errNoDraft
	}
	var d Draft
	err := s.snapshot(ctx, func(tx *sql.Tx) (err error) {
		if d, err = s.draft(ctx, tx, lib, id, ""); err != nil {
			return err
		}
		d.Items, err = draftItems(ctx, tx, id)
		return err
	})
	if err != nil {
		return Draft{}, err
	}
	return d, nil
}

var errNoDraft = fmt.Errorf("draft: %w", ErrNotFound)

// draftToChange returns a draft without its documents, which nobody else can
// change or delete until the transaction ends.
func (s *Store) draftToChange(ctx context.Context, tx *sql.Tx, lib corpus.Library, id string) (Draft, error) {
	return s.draft(ctx, tx, lib, id, s.engine.forUpdate)
}

func (s *Store) draft(ctx context.Context, q querier, lib corpus.Library, id, lock string) (Draft, error) {
	d := Draft{ID: id, Library: lib}
	var at int64
	err := q.QueryRowContext(ctx, `
		SELECT made_by, made_at, revises, base, note FROM draft WHERE id = $1 AND library = $2 AND made_at > $3`+lock,
		id, lib, s.now().Add(-DraftTTL).UnixMicro()).Scan(&d.By, &at, &d.Revises, &d.Base, &d.Note)
	if errors.Is(err, sql.ErrNoRows) {
		return Draft{}, errNoDraft
	}
	d.At = time.UnixMicro(at).UTC()
	return d, err
}

func draftItems(ctx context.Context, q querier, id string) ([]DraftItem, error) {
	rows, err := q.QueryContext(ctx, `
		SELECT file, document, metadata, blocks, text, left_out FROM draft_item WHERE draft = $1 ORDER BY n`, id)
	return collect(rows, err, func(rows *sql.Rows) (item DraftItem, err error) {
		var id corpus.ID
		var meta, blocks []byte
		var text string
		if err := rows.Scan(&item.File, &id, &meta, &blocks, &text, &item.LeftOut); err != nil {
			return item, err
		}
		item.Document, err = assemble(id, corpus.Provenance{}, meta, blocks, text)
		return item, err
	})
}

// DropDraft deletes a draft. It is no error when there is none.
func (s *Store) DropDraft(ctx context.Context, lib corpus.Library, id string) error {
	_, err := s.write.ExecContext(ctx, `DELETE FROM draft WHERE id = $1 AND library = $2`, id, lib)
	return explain(err)
}
