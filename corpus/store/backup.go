package store

import (
	"archive/zip"
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"hash"
	"io"
	"time"
)

// A backup is a ZIP archive with a member for each table: JSON, a row to a line,
// of which the first has the columns' names, and files in base64. The member
// manifest.json comes last, and says how many rows each has and its SHA-256. It
// can be read without Pincite, and does not depend on the engine.

const (
	backupFormat = 1
	manifestName = "manifest.json"
	madeBy       = "Pincite backup"
)

// Manifest says what a backup holds.
type Manifest struct {
	What    string    `json:"what"`   // madeBy
	Format  int       `json:"format"` // of the archive
	Schema  int64     `json:"schema"` // of the database: the version of its format
	Version string    `json:"version"`
	MadeAt  time.Time `json:"made_at"` // the moment that it shows, UTC
	Contents
	Tables []manifestTable `json:"tables"`
}

type manifestTable struct {
	Name   string `json:"name"`
	Rows   int    `json:"rows"`
	SHA256 string `json:"sha256"` // of the member's bytes, in hexadecimal
}

// Backup writes all that the snapshot has. version is that of the program.
func (s *Snapshot) Backup(ctx context.Context, w io.Writer, version string, progress Progress) (Manifest, error) {
	m := Manifest{What: madeBy, Format: backupFormat, Schema: s.version, Version: version, MadeAt: time.Now().UTC().Truncate(time.Second)}
	total, err := s.rows(ctx)
	if err != nil {
		return m, err
	}
	err = s.tx.QueryRowContext(ctx, `
		SELECT COUNT(*), COALESCE(SUM(documents), 0) FROM library WHERE name <> 'example'`).Scan(&m.Libraries, &m.Documents)
	if err != nil {
		return m, explain(err)
	}
	z := zip.NewWriter(w)
	for _, t := range s.tables {
		member, err := z.CreateHeader(&zip.FileHeader{Name: t.name + ".jsonl", Method: zip.Deflate, Modified: m.MadeAt})
		if err != nil {
			return m, err
		}
		of, err := s.backupTable(ctx, member, t, func(rows int) { progress.tell(m.Rows+rows, total) })
		if err != nil {
			return m, err
		}
		m.Tables, m.Rows = append(m.Tables, of), m.Rows+of.Rows
	}
	member, err := z.CreateHeader(&zip.FileHeader{Name: manifestName, Method: zip.Deflate, Modified: m.MadeAt})
	if err != nil {
		return m, err
	}
	enc := json.NewEncoder(member)
	enc.SetIndent("", "  ")
	if err := enc.Encode(m); err != nil {
		return m, err
	}
	return m, z.Close()
}

func (s *Snapshot) backupTable(ctx context.Context, member io.Writer, t table, progress func(rows int)) (manifestTable, error) {
	of := manifestTable{Name: t.name}
	sum := sha256.New()
	buffered := bufio.NewWriterSize(io.MultiWriter(member, sum), 1<<16)
	enc := json.NewEncoder(buffered)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(t.names()); err != nil {
		return of, err
	}
	err := s.each(ctx, t, func(row []any) error {
		of.Rows++
		progress(of.Rows)
		return enc.Encode(row)
	})
	if err == nil {
		err = buffered.Flush()
	}
	of.SHA256 = hexSum(sum)
	return of, err
}

func hexSum(h hash.Hash) string { return hex.EncodeToString(h.Sum(nil)) }
