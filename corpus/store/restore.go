package store

import (
	"archive/zip"
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// ErrBackup is returned for a file that is no backup, is damaged, or comes from
// a later version. It is wrapped with what is wrong.
var ErrBackup = errors.New("the backup cannot be used")

func badBackup(format string, args ...any) error {
	return &sentence{"the backup cannot be used: " + fmt.Sprintf(format, args...), ErrBackup}
}

// Archive is a backup that was found to be whole.
type Archive struct {
	Manifest Manifest
	members  map[string]*zip.File
	tables   []table
}

const (
	maxManifest = 1 << 20 // bytes
	// maxBackupLine is the most bytes of a row: a file in base64, and some.
	maxBackupLine = 1 << 30
)

// OpenArchive reads a backup from beginning to end, and makes sure that it is
// whole: every byte is as it was written. Errors are ErrBackup.
func OpenArchive(ctx context.Context, r io.ReaderAt, size int64) (*Archive, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, badBackup("it is not an archive, or its end is missing")
	}
	a := &Archive{members: map[string]*zip.File{}}
	for _, f := range z.File {
		a.members[f.Name] = f
	}
	if err := a.readManifest(); err != nil {
		return nil, err
	}
	for _, of := range a.Manifest.Tables {
		if !slices.ContainsFunc(tables, func(t table) bool { return t.name == of.Name }) {
			return nil, badBackup("it has %q, of which this version knows nothing", of.Name)
		}
		if err := a.check(ctx, of); err != nil {
			return nil, err
		}
	}
	// What a row refers to comes before it.
	order := func(t table) int { return slices.IndexFunc(tables, func(of table) bool { return of.name == t.name }) }
	slices.SortFunc(a.tables, func(x, y table) int { return order(x) - order(y) })
	return a, nil
}

func (a *Archive) readManifest() error {
	f := a.members[manifestName]
	if f == nil {
		return badBackup("it is an archive, but not one that pincite backup made")
	}
	m, err := f.Open()
	if err != nil {
		return badBackup("it is damaged (%s)", manifestName)
	}
	defer m.Close()
	if err := json.NewDecoder(io.LimitReader(m, maxManifest)).Decode(&a.Manifest); err != nil || a.Manifest.What != madeBy {
		return badBackup("it is an archive, but not one that pincite backup made")
	}
	knows, err := latestVersion(sqliteEngine.folder)
	if err != nil {
		return err
	}
	if a.Manifest.Format > backupFormat || a.Manifest.Schema > knows {
		return badBackup("it is from a later version of Pincite (%s): use that version or a newer one", a.Manifest.Version)
	}
	return nil
}

// check reads a member to its end, and every row in it.
func (a *Archive) check(ctx context.Context, of manifestTable) error {
	sum, rows := sha256.New(), 0
	t, err := a.read(ctx, of.Name, sum, func(table, []any) error { rows++; return nil })
	if err != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	if errors.Is(err, ErrBackup) {
		return err
	}
	if err != nil || rows != of.Rows || hexSum(sum) != of.SHA256 {
		return badBackup("it is damaged (%s)", of.Name)
	}
	a.tables = append(a.tables, t)
	return nil
}

// read calls f with the rows of a member, and returns the table with the columns
// that it has. What was read goes to seen besides.
func (a *Archive) read(ctx context.Context, name string, seen io.Writer, f func(t table, row []any) error) (t table, err error) {
	file := a.members[name+".jsonl"]
	if file == nil {
		return t, badBackup("it is damaged (%s is missing)", name)
	}
	m, err := file.Open()
	if err != nil {
		return t, err
	}
	defer m.Close()
	lines := bufio.NewReaderSize(io.TeeReader(m, seen), 1<<16)
	var names []string
	if err := readLine(lines, &names); err != nil {
		return t, err
	}
	if t, err = columnsNamed(fullTable(name), names); err != nil {
		return t, err
	}
	for {
		var row []json.RawMessage
		switch err := readLine(lines, &row); {
		case errors.Is(err, io.EOF):
			return t, nil
		case err != nil:
			return t, err
		}
		if err := ctx.Err(); err != nil {
			return t, err
		}
		values, err := t.decode(row)
		if err != nil {
			return t, err
		}
		if err := f(t, values); err != nil {
			return t, err
		}
	}
}

// readLine decodes one line. The error is io.EOF when there is none.
func readLine(lines *bufio.Reader, into any) error {
	var line []byte
	for {
		part, err := lines.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case errors.Is(err, io.EOF) && len(line) > 0 || len(line) > maxBackupLine:
			return io.ErrUnexpectedEOF
		case errors.Is(err, bufio.ErrBufferFull):
		case err != nil:
			return err
		default:
			return json.Unmarshal(line, into)
		}
	}
}

// columnsNamed returns a table with the columns of these names, in this order.
func columnsNamed(t table, names []string) (table, error) {
	var columns []column
	for _, name := range names {
		i := slices.IndexFunc(t.columns, func(c column) bool { return c.name == name })
		if i < 0 {
			return t, badBackup("it has %s.%s, of which this version knows nothing", t.name, name)
		}
		columns = append(columns, t.columns[i])
	}
	for _, key := range t.key {
		if !slices.Contains(names, key) {
			return t, badBackup("it is damaged (%s has no %s)", t.name, key)
		}
	}
	t.columns = columns
	return t, nil
}

// decode reads a row as encoding/json wrote it.
func (t table) decode(row []json.RawMessage) ([]any, error) {
	if len(row) != len(t.columns) {
		return nil, fmt.Errorf("%s: %d values for %d columns", t.name, len(row), len(t.columns))
	}
	values := make([]any, len(row))
	for i, c := range t.columns {
		if string(row[i]) == "null" {
			continue
		}
		var err error
		switch c.kind {
		case number:
			values[i], err = decodeAs[int64](row[i])
		case truth:
			values[i], err = decodeAs[bool](row[i])
		case text:
			values[i], err = decodeAs[string](row[i])
		case blob, maybeBlob:
			var encoded string
			if encoded, err = decodeAs[string](row[i]); err == nil {
				values[i], err = base64.StdEncoding.DecodeString(encoded)
			}
		}
		if err != nil {
			return nil, fmt.Errorf("%s.%s: %w", t.name, c.name, err)
		}
	}
	return values, nil
}

func decodeAs[T any](data []byte) (v T, err error) {
	err = json.Unmarshal(data, &v)
	return v, err
}

func (a *Archive) has() []table { return a.tables }

func (a *Archive) rows(context.Context) (int, error) { return a.Manifest.Rows, nil }

func (a *Archive) each(ctx context.Context, t table, f func(row []any) error) error {
	_, err := a.read(ctx, t.name, io.Discard, func(_ table, row []any) error { return f(row) })
	return err
}

// Restore brings all that a backup has into this store, under the conditions of
// CopyFrom.
func (s *Store) Restore(ctx context.Context, a *Archive, progress Progress) (Contents, error) {
	return s.bring(ctx, a, progress)
}
