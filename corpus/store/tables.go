package store

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// table is what a backup has of a table, in the order of tables: what a row
// refers to is in a table before it. What can be drawn from the rest again is
// left out, and so are leases, claims and deferrals, which are about processes.
type table struct {
	name    string
	key     []string // the primary key, by which rows are ordered; all of it are texts or numbers
	columns []column
	drawn   []string // columns that a row begins with as '', until they are drawn
}

// column is a column of a table.
type column struct {
	name  string
	kind  kind
	blank any // what a row has here that comes from before there was the column; nil where it was always there
}

type kind int

const (
	text      kind = iota // string
	number                // int64
	truth                 // bool
	blob                  // []byte, never nil
	maybeBlob             // []byte, nil where there is none; SQLite's driver does not tell that from an empty one
)

// columnsOf reads a list such as "name seq:number".
func columnsOf(list string) (columns []column) {
	kinds := map[string]kind{"": text, "number": number, "truth": truth, "blob": blob, "blob?": maybeBlob}
	for field := range strings.FieldsSeq(list) {
		name, k, _ := strings.Cut(field, ":")
		columns = append(columns, column{name: name, kind: kinds[k]})
	}
	return columns
}

// tables are all tables that a backup has. Whoever adds a column in a migration
// adds it here, with its blank, and a test compares with the database.
var tables = []table{
	{name: "library", key: []string{"name"},
		columns: columnsOf("name epoch seq:number documents:number bytes:number kept:number")},
	{name: "setting", key: []string{"library", "key"},
		columns: columnsOf("library key value")},
	{name: "document", key: []string{"library", "id"}, drawn: []string{"title_key"},
		columns: columnsOf("library id seq:number revision:number removed:truth text_hash added_by added_at:number checked_at:number")},
	{name: "original", key: []string{"library", "hash"},
		columns: columnsOf("library hash bytes:blob")},
	{name: "revision", key: []string{"library", "document", "revision"},
		columns: columnsOf("library document revision:number added_by added_at:number paragraphs:number size:number file:number original metadata blocks text")},
	{name: "change", key: []string{"library", "seq"},
		columns: columnsOf("library seq:number kind document revision:number made_by made_at:number undoes:number undone_by:number detail subject")},
	{name: "quoted", key: []string{"library", "document"},
		columns: columnsOf("library document times:number last_at:number")},
	{name: "citation", key: []string{"library", "id"},
		columns: columnsOf("library id document revision:number text_hash start_at:number end_at:number field prefix suffix kept_at:number")},
	{name: "answer", key: []string{"id"},
		columns: columnsOf("id library made_at:number document question evidence dismissed_at:number")},
	{name: "not_helpful", key: []string{"answer", "user_key"},
		columns: columnsOf("answer user_key said_at:number")},
	{name: "gap", key: []string{"id"},
		columns: columnsOf("id library key more:number dismissed:truth answered_by")},
	{name: "gap_asked", key: []string{"gap", "user_key"},
		columns: columnsOf("gap user_key question times:number first_at:number last_at:number")},
	{name: "feed", key: []string{"id"},
		columns: columnsOf("id library url title mode followed_by followed_at:number left_at:number next_check:number checked_at:number failures:number problem state")},
	{name: "feed_item", key: []string{"id"},
		columns: columnsOf("id feed key standing document title link published:number found_at:number data brought")},
	{name: "draft", key: []string{"id"},
		columns: columnsOf("id library made_by made_at:number revises base:number size:number note")},
	{name: "draft_item", key: []string{"draft", "n"},
		columns: columnsOf("draft n:number document file:number metadata blocks text original:blob? left_out:truth")},
}

// undumped are the tables that no backup has.
var undumped = []string{"sketch", "lease", "claim", "deferral", "goose_db_version"}

func (t table) names() []string {
	names := make([]string, len(t.columns))
	for i, c := range t.columns {
		names[i] = c.name
	}
	return names
}

// only returns the table with those of its columns that are in a list.
func (t table) only(names []string) table {
	t.columns = slices.DeleteFunc(slices.Clone(t.columns), func(c column) bool { return !slices.Contains(names, c.name) })
	return t
}

func (t table) query() string {
	return `SELECT ` + strings.Join(t.names(), ", ") + ` FROM ` + t.name + ` ORDER BY ` + strings.Join(t.key, ", ")
}

// read reads a row in the form that both engines and a file have: nil, or what
// the column's kind says. Texts are as Postgres takes them.
func (t table) read(row scanner) ([]any, error) {
	values := make([]any, len(t.columns))
	into := make([]any, len(values))
	for i := range values {
		into[i] = &values[i]
	}
	if err := row.Scan(into...); err != nil {
		return nil, err
	}
	for i, c := range t.columns {
		v, ok := c.value(values[i])
		if !ok {
			return nil, fmt.Errorf("the column %s of %s holds a %T", c.name, t.name, values[i])
		}
		values[i] = v
	}
	return values, nil
}

// value brings what a driver returns into the form of the column's kind.
func (c column) value(v any) (any, bool) {
	switch v := v.(type) {
	case nil:
		if c.kind == blob {
			return []byte{}, true
		}
		return nil, true
	case string:
		return cleanText(v), c.kind == text
	case int64:
		if c.kind == truth {
			return v != 0, true
		}
		return v, c.kind == number
	case bool:
		return v, c.kind == truth
	case []byte:
		if c.kind == text {
			return cleanText(string(v)), true
		}
		if c.kind == maybeBlob && len(v) == 0 {
			return nil, true
		}
		if v == nil {
			v = []byte{}
		}
		return v, c.kind == blob || c.kind == maybeBlob
	}
	return nil, false
}

// cleanText returns a text as Postgres takes it.
func cleanText(text string) string {
	return strings.ToValidUTF8(strings.ReplaceAll(text, "\x00", ""), string(utf8.RuneError))
}
