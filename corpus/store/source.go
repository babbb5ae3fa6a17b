package store

import (
	"context"
	"database/sql"
	"encoding/json"

	"github.com/pincite/pincite/corpus"
)

// Source is where a document of a library came from, as far as that tells
// whether a file has been read before.
type Source struct {
	ID       corpus.ID
	Revision int             // the latest
	Removed  bool            // the document is not there any more
	Metadata corpus.Metadata // of the latest revision
	TextHash string          // of the latest revision; see corpus.Document.TextHash
	Files    []string        // FileHash of each file that a revision was read from
}

// FileHash is the hash by which a file is known: SHA-256 in hexadecimal.
func FileHash(data []byte) string { return fileHash(data) }

// Sources returns where all documents of a library came from, those that were
// removed included, by ID. It reads no texts: a file of many is compared with
// it before time is spent on reading the file.
func (s *Store) Sources(ctx context.Context, scope corpus.Scope) ([]Source, error) {
	lib, ok := scope.Library()
	if !ok {
		return nil, nil
	}
	var all []Source
	err := s.snapshot(ctx, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `
			SELECT d.id, d.revision, d.removed, d.text_hash, r.metadata FROM document d
			JOIN revision r ON r.library = d.library AND r.document = d.id AND r.revision = d.revision
			WHERE d.library = $1 ORDER BY d.id`, lib)
		all, err = collect(rows, err, func(rows *sql.Rows) (one Source, err error) {
			var meta []byte
			if err := rows.Scan(&one.ID, &one.Revision, &one.Removed, &one.TextHash, &meta); err != nil {
				return one, err
			}
			return one, json.Unmarshal(meta, &one.Metadata)
		})
		if err != nil {
			return err
		}
		rows, err = tx.QueryContext(ctx, `
			SELECT document, original FROM revision WHERE library = $1 AND original IS NOT NULL ORDER BY document`, lib)
		at := 0
		_, err = collect(rows, err, func(rows *sql.Rows) (struct{}, error) {
			var id corpus.ID
			var hash string
			err := rows.Scan(&id, &hash)
			for at < len(all) && all[at].ID < id {
				at++
			}
			if at < len(all) && all[at].ID == id {
				all[at].Files = append(all[at].Files, hash)
			}
			return struct{}{}, err
		})
		return err
	})
	return all, err
}
