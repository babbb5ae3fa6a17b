package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"github.com/pincite/pincite/corpus"
)

// Edit gives a document a new revision, with other metadata, another text or
// both, and returns it as stored. base is the revision that the person who
// edits started from: when the document has a later one, nothing is changed and
// the error is a *ConflictError. ErrNotFound when there is no such document,
// *DuplicateError when another document has that text, *QuotaError when the
// library has no room for it.
//
// A revision with the same text keeps the file of the one before, unless the
// upload brings another. An edit that changes nothing makes no revision: the
// document comes back with the revision base.
func (s *Store) Edit(ctx context.Context, lib corpus.Library, id corpus.ID, base int, u Upload) (*corpus.Document, error) {
	if err := writable(lib); err != nil {
		return nil, err
	}
	var doc *corpus.Document
	err := s.transact(ctx, func(tx *sql.Tx) error {
		if _, err := s.advance(ctx, tx, lib, 0); err != nil {
			return err
		}
		var err error
		doc, err = s.edit(ctx, tx, lib, id, base, u)
		return err
	})
	if err != nil && !errors.Is(err, errNothingToDo) {
		return nil, err
	}
	return doc, nil
}

// edit does the work of Edit in a transaction that has the library's lock. When
// there is nothing to change it returns the document with errNothingToDo.
func (s *Store) edit(ctx context.Context, tx *sql.Tx, lib corpus.Library, id corpus.ID, base int, u Upload) (*corpus.Document, error) {
	old, err := document(ctx, tx, lib, id)
	if err != nil {
		return nil, err
	}
	if old.Provenance().Revision != base {
		latest, err := summary(ctx, tx, lib, id)
		if err != nil {
			return nil, err
		}
		return nil, &ConflictError{Latest: latest}
	}
	p := place{id: id, revision: base, live: true, kind: corpus.Edited}
	if old.Text() == u.Document.Text() {
		if p.original, err = originalOf(ctx, tx, lib, id, base); err != nil {
			return nil, err
		}
		if sameButText(old, u.Document) && (u.Original == nil || p.original.hash.String == fileHash(u.Original)) {
			return old, errNothingToDo
		}
	}
	if err := unique(ctx, tx, lib, id, u.Document.TextHash()); err != nil {
		return nil, err
	}
	seq, err := s.advance(ctx, tx, lib, 1)
	if err != nil {
		return nil, err
	}
	return s.keep(ctx, tx, lib, seq, p, u)
}

// sameButText reports whether two documents agree in all but their text.
func sameButText(a, b *corpus.Document) bool {
	return reflect.DeepEqual(a.Metadata(), b.Metadata()) && slices.Equal(a.Blocks(), b.Blocks())
}

// unique refuses, with a *DuplicateError, a text that a document other than id
// has in the library.
func unique(ctx context.Context, tx *sql.Tx, lib corpus.Library, id corpus.ID, textHash string) error {
	var twin corpus.ID
	err := tx.QueryRowContext(ctx, `
		SELECT id FROM document WHERE library = $1 AND text_hash = $2 AND id <> $3 AND NOT removed`,
		lib, textHash, id).Scan(&twin)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	existing, err := summary(ctx, tx, lib, twin)
	if err != nil {
		return err
	}
	return &DuplicateError{Existing: existing}
}

// originalOf returns the file that a revision was read from.
func originalOf(ctx context.Context, q querier, lib corpus.Library, id corpus.ID, revision int) (file original, err error) {
	err = q.QueryRowContext(ctx, `
		SELECT original, file FROM revision WHERE library = $1 AND document = $2 AND revision = $3`,
		lib, id, revision).Scan(&file.hash, &file.size)
	if errors.Is(err, sql.ErrNoRows) {
		return file, fmt.Errorf("revision %d of document %s: %w", revision, id, ErrNotFound)
	}
	return file, err
}
