package store

import (
	"database/sql"
	"fmt"
	"io/fs"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pincite/pincite/corpus"
	"github.com/pressly/goose/v3"
)

// oldStore makes a data folder whose database has the given version, filled by
// statements that a program of that version could have run.
func oldStore(t *testing.T, version int64, statements ...string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	db, err := sql.Open("sqlite", dataSource(filepath.Join(dir, databaseFile)))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	sources, err := fs.Sub(migrations, "migrations/sqlite")
	if err != nil {
		t.Fatal(err)
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db, sources, goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.UpTo(t.Context(), version); err != nil {
		t.Fatal(err)
	}
	for _, statement := range statements {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	return dir
}

// firstVersion is a library as the first version of Pincite left it: a document
// that was added, edited by Replace, removed and added again, one with a file,
// and one that is gone.
var firstVersion = []string{
	`INSERT INTO library (name, epoch, seq) VALUES ('guild-1001', 'EPOCH', 6)`,
	`INSERT INTO original (library, hash, bytes) VALUES ('guild-1001', 'ab', x'25504446')`,
	`INSERT INTO document (library, id, seq, revision, removed, title_key, text_hash) VALUES
		('guild-1001', 'aaaaaaaaaaaa', 4, 2, 0, 'celik port', 'f1'), ('guild-1001', 'bbbbbbbbbbbb', 5, 1, 0, 'quay', 'f2'), ('guild-1001', 'cccccccccccc', 6, 1, 1, 'gone', 'f3')`,
	revisionOfFirst("aaaaaaaaaaaa", 1, "NULL", `{"title":"Port"}`, "The port closed."),
	revisionOfFirst("aaaaaaaaaaaa", 2, "NULL", `{"title":"Çelik Port","authors":["Ada Moss"],"publication":"Harbor Courier","published":"2031-05-02","language":"en"}`, "The port closed."),
	revisionOfFirst("bbbbbbbbbbbb", 1, "'ab'", `{"title":"Quay","url":"https://example.org/quay"}`, "The quay was built in May, and the town came to see it."),
	revisionOfFirst("cccccccccccc", 1, "NULL", `{"title":"Gone"}`, "This is gone."),
	`INSERT INTO change (library, seq, kind, document, revision, made_by, made_at) VALUES
		('guild-1001', 1, 'added', 'aaaaaaaaaaaa', 1, 'shell', 1000001), ('guild-1001', 2, 'added', 'cccccccccccc', 1, 'shell', 1000002),
		('guild-1001', 3, 'removed', 'aaaaaaaaaaaa', 1, 'discord:5', 1000003), ('guild-1001', 4, 'added', 'aaaaaaaaaaaa', 2, 'discord:5', 1000004),
		('guild-1001', 5, 'added', 'bbbbbbbbbbbb', 1, 'discord:5', 1000005), ('guild-1001', 6, 'removed', 'cccccccccccc', 1, 'discord:5', 1000006)`,
	`INSERT INTO answer (id, library, made_at, document, question, evidence) VALUES ('abcdefgh01234567', 'guild-1001', 9000000000000000, '', 'who?', '["aaaaaaaaaaaa.2.0.g"]')`,
	`INSERT INTO not_helpful (answer, user_key, said_at) VALUES ('abcdefgh01234567', 'k1', 9000000000000001)`,
	`INSERT INTO setting (library, key, value) VALUES ('guild-1001', 'key', 'value')`,
}

func revisionOfFirst(id string, revision int, original, metadata, text string) string {
	return fmt.Sprintf(`INSERT INTO revision (library, document, revision, added_by, added_at, paragraphs, size, original, metadata, blocks, text)
		VALUES ('guild-1001', '%s', %d, 'shell', 1000000, 1, %d, %s, '%s', '[{"kind":"paragraph","number":1,"span":[0,%d]}]', '%s')`,
		id, revision, len(text), original, metadata, len(text), text)
}

func TestADatabaseOfTheFirstVersionKeepsEverything(t *testing.T) {
	t.Parallel()
	s := openAt(t, oldStore(t, 1, firstVersion...))
	scope := corpus.ScopeOf(harbor)
	if h, err := s.Head(t.Context(), scope); h != (corpus.Head{Epoch: "EPOCH", Seq: 6}) || err != nil {
		t.Errorf("head %v, %v", h, err)
	}
	list, total, err := s.List(t.Context(), scope, Page{0, 10})
	if diff := cmp.Diff([]string{"Çelik Port", "Quay"}, titlesIn(list)); diff != "" || total != 2 || err != nil {
		t.Errorf("%d documents, %v\n%s", total, err, diff)
	}
	if list[0].AddedBy != "discord:5" || list[0].AddedAt.UnixMicro() != 1000004 || list[0].ChangedBy != "shell" {
		t.Errorf("added: %+v", list[0])
	}
	list, _, err = s.Select(t.Context(), scope, Filter{Text: "ada courier", Language: "en", Since: corpus.Date{Year: 2031, Month: 5}}, Page{0, 10})
	if len(list) != 1 || err != nil {
		t.Errorf("what columns are drawn from is not found: %v, %v", list, err)
	}
	events, _, err := s.History(t.Context(), scope, Page{0, 10})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range events {
		got = append(got, fmt.Sprint(e.Seq, " ", e.Kind, " ", e.Title, " by ", e.By, " at ", e.At.UnixMicro(), " undoable ", e.Undoable))
	}
	want := []string{
		"6 removed Gone by discord:5 at 1000006 undoable true", "5 added Quay by discord:5 at 1000005 undoable true",
		"4 added Çelik Port by discord:5 at 1000004 undoable true", "3 removed Port by discord:5 at 1000003 undoable false",
		"2 added Gone by shell at 1000002 undoable false", "1 added Port by shell at 1000001 undoable false",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := similarTo(t, s, harbor, article(t, "New", "The quay was built in May and the town came to see."), .5); len(got) != 1 {
		t.Errorf("what is alike is not found: %v", got)
	}
	if u := usageOf(t, s, harbor); u != countedUsage(t, s, harbor) || u.Documents != 2 || u.Kept == 0 {
		t.Errorf("usage %+v, counted %+v", u, countedUsage(t, s, harbor))
	}
	for _, seq := range []corpus.Seq{6, 4, 3} {
		mustUndo(t, s, harbor, seq)
	}
	list, _, _ = s.List(t.Context(), scope, Page{0, 10})
	if diff := cmp.Diff([]string{"Gone", "Port", "Quay"}, titlesIn(list)); diff != "" {
		t.Errorf("after undoing:\n%s", diff)
	}
	if data, err := s.Original(t.Context(), scope, "bbbbbbbbbbbb"); string(data) != "%PDF" || err != nil {
		t.Errorf("a file: %q, %v", data, err)
	}
	if n := marks(t, s, "abcdefgh01234567"); n != 1 {
		t.Errorf("%d marks", n)
	}
	if v, err := s.Setting(t.Context(), harbor, "key"); v != "value" || err != nil {
		t.Errorf("a setting: %q, %v", v, err)
	}
}

func TestMoreRowsThanOneTransactionTakesAreDrawnAnew(t *testing.T) {
	t.Parallel()
	const n = 2*deriveAtOnce + 1
	dir := t.TempDir()
	s, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	var docs []*corpus.Document
	for i := range n {
		docs = append(docs, articleOf(t, corpus.Metadata{Title: fmt.Sprint("Report ", i), Publication: "Courier"}, fmt.Sprint("Text ", i)))
	}
	if err := s.Replace(t.Context(), harbor, docs, "shell"); err != nil {
		t.Fatal(err)
	}
	_, err = s.write.ExecContext(t.Context(), `UPDATE document SET derived = 0, title_key = '', search_key = '' WHERE id <> 'report7'`)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openAt(t, dir)
	_, total, err := s.Select(t.Context(), corpus.ScopeOf(harbor), Filter{Text: "courier report"}, Page{0, 1})
	if total != n || err != nil {
		t.Errorf("%d of %d documents are found, %v", total, n, err)
	}
}
