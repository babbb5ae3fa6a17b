package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/alike"
)

// derivation is the version of the rules by which columns of a document's row
// are drawn from its latest revision. Whoever changes the rules, of fold for
// instance, raises it: rows of an earlier version are then drawn anew when the
// database is opened. The rules of sketches are among them.
const derivation = 2 + alike.Version

// deriveAtOnce is how many rows are drawn anew in one transaction. What was
// done stays done when the program is stopped half-way.
const deriveAtOnce = 100

// derived is what a document's row has of its latest revision.
type derived struct {
	titleKey, searchKey string
	published, language string
	address             string
	sketch              alike.Sketch
}

func derive(d *corpus.Document) derived {
	m := d.Metadata()
	lines := append(append([]string{m.Title}, m.Authors...), m.Publication)
	return derived{
		titleKey:  bounded(fold(m.Title)),
		searchKey: fold(strings.Join(lines, "\n")),
		published: m.Published.String(),
		language:  strings.ToLower(m.Language),
		address:   bounded(addressOf(m.URL)),
		sketch:    alike.Of(d),
	}
}

// maxKey is the most bytes of what an index is ordered by. Postgres refuses rows
// that are much longer.
const maxKey = 800

// bounded returns a key that is not too long for an index: of a longer one its
// beginning, with a hash that tells it from others that begin alike.
func bounded(key string) string {
	if len(key) <= maxKey {
		return key
	}
	cut := maxKey - 2*sha256.Size
	for !utf8.RuneStart(key[cut]) {
		cut--
	}
	return key[:cut] + fileHash([]byte(key))
}

// addressOf brings a web address into the form in which two of them are
// compared: without what leads to the same page as a rule, such as https or
// http, www., a slash at the end, and the place on the page. It is "" for what
// is no web address.
func addressOf(link string) string {
	u, err := url.Parse(link)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return ""
	}
	address := strings.TrimPrefix(strings.ToLower(u.Host), "www.") + strings.TrimRight(u.EscapedPath(), "/")
	if u.RawQuery != "" {
		address += "?" + u.RawQuery
	}
	return address
}

// deriveAll draws anew what is of an earlier version.
func (s *Store) deriveAll(ctx context.Context) error {
	for {
		done := 0
		err := s.transact(ctx, func(tx *sql.Tx) (err error) {
			done, err = s.deriveSome(ctx, tx)
			return err
		})
		if err != nil || done < deriveAtOnce {
			return err
		}
	}
}

const derivedQuery = `
	SELECT d.library, d.removed, ` + documentColumns + ` FROM document d
	JOIN revision r ON r.library = d.library AND r.document = d.id AND r.revision = d.revision
	WHERE d.derived < $1 LIMIT $2`

func (s *Store) deriveSome(ctx context.Context, tx *sql.Tx) (int, error) {
	type row struct {
		lib     corpus.Library
		removed bool
		doc     *corpus.Document
	}
	if any, err := s.alone(ctx, tx); !any || err != nil {
		return 0, err
	}
	rows, err := tx.QueryContext(ctx, derivedQuery, derivation, deriveAtOnce)
	old, err := collect(rows, err, func(rows *sql.Rows) (o row, err error) {
		o.doc, err = restore(rows, &o.lib, &o.removed)
		return o, err
	})
	if err != nil {
		return 0, err
	}
	for _, o := range old {
		v := derive(o.doc)
		if err := moveSketch(ctx, tx, o.lib, o.doc.ID(), !o.removed, v.sketch, !o.removed); err != nil {
			return 0, err
		}
		_, err := tx.ExecContext(ctx, `
			UPDATE document SET derived = $3, title_key = $4, search_key = $5, published = $6, language = $7, sketch = $8, address = $9
			WHERE library = $1 AND id = $2`,
			o.lib, o.doc.ID(), derivation, v.titleKey, v.searchKey, v.published, v.language, packSketch(v.sketch), v.address)
		if err != nil {
			return 0, err
		}
	}
	return len(old), nil
}

// alone keeps every other writer out, if there is something to draw anew. It
// reports whether there is.
func (s *Store) alone(ctx context.Context, tx *sql.Tx) (is bool, err error) {
	err = tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM document WHERE derived < $1)`, derivation).Scan(&is)
	if err != nil || !is || s.engine.holdAll == "" {
		return is, err
	}
	_, err = tx.ExecContext(ctx, s.engine.holdAll)
	return true, err
}
