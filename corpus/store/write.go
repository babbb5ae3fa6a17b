package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/base32"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/pincite/pincite/corpus"
)

// Upload is a document to be kept, with the file it was read from.
type Upload struct {
	Document *corpus.Document
	Original []byte // nil when there was no file
	By       string // "discord:<user ID>", "shell", "pincite"
}

// Add keeps a new document, as one transaction with its change. It returns the
// document as stored. A document with the same text that is there already is
// refused with a *DuplicateError; one that was removed comes back as a new
// revision of itself. *QuotaError when the library has no room for it.
func (s *Store) Add(ctx context.Context, lib corpus.Library, u Upload) (*corpus.Document, error) {
	if err := writable(lib); err != nil {
		return nil, err
	}
	var doc *corpus.Document
	err := s.transact(ctx, func(tx *sql.Tx) error {
		if _, err := s.advance(ctx, tx, lib, 0); err != nil {
			return err
		}
		var err error
		doc, err = s.add(ctx, tx, lib, u)
		return err
	})
	if err != nil {
		return nil, err
	}
	return doc, nil
}

// add does the work of Add in a transaction that has the library's lock.
func (s *Store) add(ctx context.Context, tx *sql.Tx, lib corpus.Library, u Upload) (*corpus.Document, error) {
	place, err := placeFor(ctx, tx, lib, u.Document)
	if err != nil {
		return nil, err
	}
	if place.live {
		existing, err := summary(ctx, tx, lib, place.id)
		if err != nil {
			return nil, err
		}
		return nil, &DuplicateError{Existing: existing}
	}
	seq, err := s.advance(ctx, tx, lib, 1)
	if err != nil {
		return nil, err
	}
	return s.keep(ctx, tx, lib, seq, place, u)
}

// place is where in its library a document's next revision goes.
type place struct {
	id       corpus.ID
	revision int  // the latest one; 0 when the document is new
	live     bool // the document is there, not removed
	kind     corpus.ChangeKind
	undoes   corpus.Seq // the change that is taken back; 0 for none
	original original   // the file that the next revision has when no other comes with it
}

// original is a file that is kept, by the hash of its bytes; the zero value is
// none.
type original struct {
	hash sql.NullString
	size int64 // bytes
}

const placeQuery = `
	SELECT id, revision, removed FROM document WHERE library = $1 AND text_hash = $2
	ORDER BY removed, seq DESC LIMIT 1`

// placeFor finds where a text belongs: to the document that says the same, be
// it there or a tombstone, and otherwise to a new one.
func placeFor(ctx context.Context, tx *sql.Tx, lib corpus.Library, d *corpus.Document) (place, error) {
	p := place{kind: corpus.Added}
	var removed bool
	err := tx.QueryRowContext(ctx, placeQuery, lib, d.TextHash()).Scan(&p.id, &p.revision, &removed)
	if err == nil {
		p.live = !removed
		return p, nil
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return p, err
	}
	for p.id = d.ID(); ; p.id = nextID(p.id) {
		var taken bool
		err := tx.QueryRowContext(ctx, `
			SELECT EXISTS (SELECT 1 FROM document WHERE library = $1 AND id = $2)`, lib, p.id).Scan(&taken)
		if err != nil || !taken {
			return p, err
		}
	}
}

// nextID returns the ID to try when one is taken by a document with another
// text. It depends on nothing else, so the same documents in the same order
// always get the same IDs.
func nextID(id corpus.ID) corpus.ID {
	sum := sha256.Sum256([]byte("after " + id))
	return corpus.ID(strings.ToLower(base32.StdEncoding.EncodeToString(sum[:])[:12]))
}

// keep writes a document's next revision, and the change that it is.
func (s *Store) keep(ctx context.Context, tx *sql.Tx, lib corpus.Library, seq corpus.Seq, p place, u Upload) (*corpus.Document, error) {
	d := u.Document
	prov := corpus.Provenance{Revision: p.revision + 1, AddedBy: u.By, AddedAt: s.clock()}
	doc, err := corpus.Restore(p.id, d.Metadata(), prov, d.Text(), d.Blocks())
	if err != nil {
		return nil, err
	}
	grown := Usage{Documents: 1, Kept: int64(len(doc.Text()))}
	if p.live {
		size, err := sizeOf(ctx, tx, lib, p.id, p.revision)
		if err != nil {
			return nil, err
		}
		grown.Documents, grown.Bytes = 0, -size
	}
	file := p.original
	if u.Original != nil {
		var added int64
		if file, added, err = keepOriginal(ctx, tx, lib, u.Original); err != nil {
			return nil, err
		}
		grown.Kept += added
	}
	grown.Bytes += int64(len(doc.Text())) + file.size
	if err := keepHead(ctx, tx, lib, seq, p, doc); err != nil {
		return nil, err
	}
	if err := keepRevision(ctx, tx, lib, doc, file); err != nil {
		return nil, err
	}
	if err := s.count(ctx, tx, lib, grown); err != nil {
		return nil, err
	}
	return doc, record(ctx, tx, lib, corpus.Change{Seq: seq, Kind: p.kind, Document: p.id,
		Revision: prov.Revision, By: prov.AddedBy, At: prov.AddedAt, Undoes: p.undoes})
}

// keepRevision writes a revision with all that it says.
func keepRevision(ctx context.Context, tx *sql.Tx, lib corpus.Library, doc *corpus.Document, file original) error {
	meta, err := json.Marshal(doc.Metadata())
	if err != nil {
		return fmt.Errorf("document %s: metadata: %w", doc.ID(), err)
	}
	blocks, err := json.Marshal(doc.Blocks())
	if err != nil {
		return fmt.Errorf("document %s: blocks: %w", doc.ID(), err)
	}
	prov := doc.Provenance()
	_, err = tx.ExecContext(ctx, `
		INSERT INTO revision (library, document, revision, added_by, added_at, paragraphs, size, original, file, metadata, blocks, text)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		lib, doc.ID(), prov.Revision, prov.AddedBy, prov.AddedAt.UnixMicro(), paragraphs(doc), len(doc.Text()),
		file.hash, file.size, string(meta), string(blocks), doc.Text())
	return err
}

// keepHead makes a revision the latest one of its document, which is there then.
func keepHead(ctx context.Context, tx *sql.Tx, lib corpus.Library, seq corpus.Seq, p place, doc *corpus.Document) error {
	prov, v := doc.Provenance(), derive(doc)
	if err := moveSketch(ctx, tx, lib, doc.ID(), p.live, v.sketch, true); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `
		INSERT INTO document (library, id, seq, revision, removed, text_hash, added_by, added_at,
			derived, title_key, search_key, published, language, sketch, address)
		VALUES ($1, $2, $3, $4, FALSE, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
		ON CONFLICT (library, id) DO UPDATE SET seq = excluded.seq, revision = excluded.revision,
			removed = excluded.removed, text_hash = excluded.text_hash, derived = excluded.derived,
			title_key = excluded.title_key, search_key = excluded.search_key,
			published = excluded.published, language = excluded.language, sketch = excluded.sketch, address = excluded.address`,
		lib, doc.ID(), seq, prov.Revision, doc.TextHash(), prov.AddedBy, prov.AddedAt.UnixMicro(),
		derivation, v.titleKey, v.searchKey, v.published, v.language, packSketch(v.sketch), v.address)
	if err != nil || p.kind != corpus.Added {
		return err
	}
	_, err = tx.ExecContext(ctx, `
		UPDATE document SET added_by = $3, added_at = $4, checked_at = NULL WHERE library = $1 AND id = $2`,
		lib, doc.ID(), prov.AddedBy, prov.AddedAt.UnixMicro())
	return err
}

// keepOriginal keeps a file under its hash, and returns by how many bytes that
// makes the library larger: by none when it has the file already.
func keepOriginal(ctx context.Context, tx *sql.Tx, lib corpus.Library, data []byte) (file original, added int64, err error) {
	file.hash = sql.NullString{String: fileHash(data), Valid: true}
	file.size = int64(len(data))
	r, err := tx.ExecContext(ctx, `
		INSERT INTO original (library, hash, bytes) VALUES ($1, $2, $3) ON CONFLICT (library, hash) DO NOTHING`,
		lib, file.hash.String, data)
	if err != nil {
		return file, 0, err
	}
	n, err := r.RowsAffected()
	return file, n * file.size, err
}

// fileHash is the SHA-256 of a file in hexadecimal.
func fileHash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// record numbers a change of a document.
func record(ctx context.Context, tx *sql.Tx, lib corpus.Library, c corpus.Change) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO change (library, seq, kind, document, revision, made_by, made_at, undoes, detail)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '')`,
		lib, c.Seq, c.Kind, c.Document, c.Revision, c.By, c.At.UnixMicro(), optional(c.Undoes))
	return err
}

// note numbers a change of something else, of which the detail is kept as JSON.
func note(ctx context.Context, tx *sql.Tx, lib corpus.Library, c corpus.Change, subject string, detail any) error {
	told, err := json.Marshal(detail)
	if err != nil {
		return fmt.Errorf("change of %s: %w", subject, err)
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO change (library, seq, kind, made_by, made_at, undoes, subject, detail)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		lib, c.Seq, c.Kind, c.By, c.At.UnixMicro(), optional(c.Undoes), subject, string(told))
	return err
}

// optional returns a number as the database keeps it, NULL for 0.
func optional(seq corpus.Seq) sql.NullInt64 { return sql.NullInt64{Int64: int64(seq), Valid: seq != 0} }

// Remove makes a document a tombstone. Its revisions stay. ErrNotFound when
// there is no such document.
func (s *Store) Remove(ctx context.Context, lib corpus.Library, id corpus.ID, by string) (c corpus.Change, err error) {
	if err := writable(lib); err != nil {
		return c, err
	}
	err = s.transact(ctx, func(tx *sql.Tx) error {
		seq, err := s.advance(ctx, tx, lib, 1)
		if err != nil {
			return err
		}
		c = corpus.Change{Seq: seq, Document: id, By: by}
		return s.bury(ctx, tx, lib, &c)
	})
	if err != nil {
		return corpus.Change{}, err
	}
	return c, nil
}

// bury makes a document a tombstone and completes the change that it is.
func (s *Store) bury(ctx context.Context, tx *sql.Tx, lib corpus.Library, c *corpus.Change) error {
	c.Kind, c.At = corpus.Removed, s.clock()
	err := tx.QueryRowContext(ctx, `
		UPDATE document SET removed = TRUE, seq = $3
		WHERE library = $1 AND id = $2 AND NOT removed
		RETURNING revision`, lib, c.Document, c.Seq).Scan(&c.Revision)
	if errors.Is(err, sql.ErrNoRows) {
		return notFound(corpus.ScopeOf(lib), c.Document)
	}
	if err != nil {
		return err
	}
	size, err := sizeOf(ctx, tx, lib, c.Document, c.Revision)
	if err != nil {
		return err
	}
	if err := s.count(ctx, tx, lib, Usage{Documents: -1, Bytes: -size}); err != nil {
		return err
	}
	if err := moveSketch(ctx, tx, lib, c.Document, true, nil, false); err != nil {
		return err
	}
	return record(ctx, tx, lib, *c)
}

// clock returns the time as precisely as the database keeps it.
func (s *Store) clock() time.Time { return s.now().UTC().Truncate(time.Microsecond) }

func paragraphs(d *corpus.Document) (n int) {
	for _, b := range d.Blocks() {
		if b.Kind.Numbered() {
			n++
		}
	}
	return n
}
