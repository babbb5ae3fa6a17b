package store

import (
	"archive/zip"
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store/storetest"
	"pgregory.net/rapid"
)

// dump returns all that a database keeps, a row to a line, but for epochs.
func dump(t testing.TB, s *Store) []string {
	t.Helper()
	var lines []string
	all := append(slices.Clone(tables), table{name: "sketch", key: []string{"library", "hash", "document"}, columns: columnsOf("library hash:number document")},
		table{name: "document", key: []string{"library", "id"}, columns: columnsOf("derived:number title_key search_key published language address sketch:blob")})
	for _, tab := range all {
		rows, err := s.read.QueryContext(t.Context(), tab.query())
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			row, err := tab.read(rows)
			if err != nil {
				t.Fatal(err)
			}
			if tab.name == "library" {
				row[1] = "EPOCH"
			}
			lines = append(lines, fmt.Sprintf("%s %v", tab.name, row))
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			t.Fatal(err)
		}
	}
	return lines
}

// snapshotOf reads a store as another process would.
func snapshotOf(t testing.TB, s *Store) *Snapshot {
	t.Helper()
	var snap *Snapshot
	var err error
	if s.postgres != nil {
		snap, err = ReadPostgres(t.Context(), s.postgres.ConnString())
	} else {
		snap, err = ReadFolder(t.Context(), filepath.Dir(s.lock.file.Name()), false)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { snap.Close() })
	return snap
}

func backupOf(t testing.TB, s *Store) []byte {
	t.Helper()
	snap := snapshotOf(t, s)
	var b bytes.Buffer
	if _, err := snap.Backup(t.Context(), &b, "v1", nil); err != nil {
		t.Fatal(err)
	}
	if err := snap.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func openArchive(data []byte) (*Archive, error) {
	return OpenArchive(context.Background(), bytes.NewReader(data), int64(len(data)))
}

func restoreInto(t testing.TB, s *Store, data []byte) Contents {
	t.Helper()
	a, err := openArchive(data)
	if err != nil {
		t.Fatal(err)
	}
	c, err := s.Restore(t.Context(), a, nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestWhatIsRestoredIsWhatWasBackedUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		from := openTemp(t)
		models := runModel(t, r, from, harbor, second)
		to := openTemp(t)
		restoreInto(t, to, backupOf(t, from))
		if diff := cmp.Diff(dump(t, from), dump(t, to)); diff != "" {
			r.Fatal(diff)
		}
		for _, m := range models {
			compare(t, r, to, m)
			compareOther(t, r, to, m)
		}
	})
}

// furnish gives a store something of every kind, and every kind of value.
func furnish(t testing.TB, s *Store) {
	t.Helper()
	ctx := t.Context()
	keepGaps(t, s, harbor)
	a := mustAdd(t, s, harbor, articleOf(t, corpus.Metadata{Title: "A “quoted” <b>", Authors: []string{"Ada"}, URL: "https://example.org/a", Language: "en"}, "Text A \U0001F6A2 with \\ and \"marks\".", "More."))
	if _, err := addFile(t, s, harbor, "B", "Text B.", "\x00\xff file"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Add(ctx, harbor, Upload{Document: article(t, "C", "Text C."), Original: []byte{}, By: "shell"}); err != nil {
		t.Fatal(err)
	}
	mustEdit(t, s, harbor, "b", 1, article(t, "B", "Text B, edited."))
	c := mustRemove(t, s, harbor, "c")
	mustUndo(t, s, harbor, c.Seq)
	mustAdd(t, s, second, article(t, "A", "Text A."))
	mustRemove(t, s, second, "a")
	if err := s.Replace(ctx, corpus.Example, []*corpus.Document{article(t, "Example", "An example.")}, "pincite"); err != nil {
		t.Fatal(err)
	}
	answer, err := s.SaveAnswer(ctx, Answer{Library: harbor, Question: "Who?", Shown: 1, Evidence: []corpus.Ref{{Document: a.ID(), Revision: 1, Span: corpus.Span{End: 4}}}})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.MarkNotHelpful(ctx, corpus.ScopeOf(harbor), answer.ID, "k"); err != nil {
		t.Fatal(err)
	}
	if err := s.KeepCitations(ctx, harbor, []corpus.Anchor{{ID: "abc", Ref: corpus.Ref{Document: a.ID(), Revision: 1, Span: corpus.Span{End: 4}}, Hash: a.TextHash()}}); err != nil {
		t.Fatal(err)
	}
	askGap(t, s, harbor, "ada", "What?", "what")
	f := follow(t, s, harbor, "https://example.org/feed")
	saveLook(t, s, f, FeedLook{Items: []FeedItem{{Key: "1", Title: "One", Data: []byte(`{"a":"\u0000"}`)}}})
	if _, err := s.SaveDraft(ctx, Draft{Library: harbor, By: "discord:1", Items: []DraftItem{{Document: article(t, "D", "Text D.")}, {Document: article(t, "E", "Text E."), Original: []byte("E")}}}); err != nil {
		t.Fatal(err)
	}
	if err := s.SetSetting(ctx, harbor, "key", "value"); err != nil {
		t.Fatal(err)
	}
}

// engines are ways to open an empty store, by the engine's name.
func engines(t *testing.T) map[string]func(t *testing.T) *Store {
	t.Helper()
	return map[string]func(t *testing.T) *Store{"SQLite": openTemp, "Postgres": openPostgres}
}

func TestEverythingGoesFromEachEngineToEach(t *testing.T) {
	t.Parallel()
	for source, openSource := range engines(t) {
		for target, openTarget := range engines(t) {
			t.Run(source+" to "+target, func(t *testing.T) {
				t.Parallel()
				from, restored, copied := openSource(t), openTarget(t), openTarget(t)
				furnish(t, from)
				want := dump(t, from)
				for _, tab := range tables {
					if !slices.ContainsFunc(want, func(line string) bool { return strings.HasPrefix(line, tab.name+" ") }) {
						t.Errorf("nothing is in %s to begin with", tab.name)
					}
				}
				c := restoreInto(t, restored, backupOf(t, from))
				if c.Libraries != 2 || c.Documents != 3 || c.Rows == 0 {
					t.Errorf("restored %+v", c)
				}
				if diff := cmp.Diff(want, dump(t, restored)); diff != "" {
					t.Errorf("restored:\n%s", diff)
				}
				done, total := 0, 0
				if _, err := copied.CopyFrom(t.Context(), snapshotOf(t, from), func(d, all int) { done, total = d, all }); err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(want, dump(t, copied)); diff != "" || done != total || total == 0 {
					t.Errorf("copied %d of %d:\n%s", done, total, diff)
				}
				for _, s := range []*Store{restored, copied} {
					stillWorks(t, from, s)
				}
			})
		}
	}
}

// stillWorks goes on in a store that was brought from another.
func stillWorks(t *testing.T, from, s *Store) {
	t.Helper()
	scope := corpus.ScopeOf(harbor)
	before, err := from.Head(t.Context(), scope)
	if err != nil {
		t.Fatal(err)
	}
	head, err := s.Head(t.Context(), scope)
	if err != nil || head.Seq != before.Seq || head.Epoch == before.Epoch || head.Epoch == "" {
		t.Errorf("head %v of %v, %v: an index of the one would be taken for one of the other", head, before, err)
	}
	if data, err := s.Original(t.Context(), scope, "c"); len(data) != 0 || err != nil {
		t.Errorf("an empty file is %v, %v", data, err)
	}
	mustUndo(t, s, harbor, 5)
	d := mustAdd(t, s, harbor, article(t, "New", "Text A with more words in it than before."))
	if _, err := s.AddDraft(t.Context(), harbor, draftIDs(t, s)[0], "discord:2"); err != nil {
		t.Error(err)
	}
	if h, _ := s.Head(t.Context(), scope); h.Seq != head.Seq+4 {
		t.Errorf("head %v after %v", h, head)
	}
	mustRemove(t, s, harbor, d.ID())
	if u := usageOf(t, s, harbor); u != countedUsage(t, s, harbor) {
		t.Errorf("usage %+v, counted %+v", u, countedUsage(t, s, harbor))
	}
}

func draftIDs(t *testing.T, s *Store) []string {
	t.Helper()
	rows, err := s.read.QueryContext(t.Context(), `SELECT id FROM draft ORDER BY id`)
	ids, err := collect(rows, err, func(rows *sql.Rows) (one string, err error) { return one, rows.Scan(&one) })
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

func TestNothingIsBroughtWhereSomethingIs(t *testing.T) {
	t.Parallel()
	for name, open := range engines(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			from, to := openTemp(t), open(t)
			furnish(t, from)
			data := backupOf(t, from)
			if err := to.Replace(t.Context(), corpus.Example, []*corpus.Document{article(t, "Other", "Another example.")}, "pincite"); err != nil {
				t.Fatal(err)
			}
			restoreInto(t, to, data) // the examples are nothing to lose
			mustAdd(t, to, harbor, article(t, "New", "New."))
			before := dump(t, to)
			a, err := openArchive(data)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := to.Restore(t.Context(), a, nil); !errors.Is(err, ErrNotEmpty) {
				t.Errorf("restored over it: %v", err)
			}
			if _, err := to.CopyFrom(t.Context(), snapshotOf(t, from), nil); !errors.Is(err, ErrNotEmpty) {
				t.Errorf("copied over it: %v", err)
			}
			if diff := cmp.Diff(before, dump(t, to)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestABackupThatStopsHalfWayLeavesNothing(t *testing.T) {
	t.Parallel()
	for name, open := range engines(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			from, to := openTemp(t), open(t)
			furnish(t, from)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			before := dump(t, to)
			rows := 0
			_, err := to.bring(ctx, tripping{snapshotOf(t, from), func() error {
				if rows++; rows == 20 {
					return errors.New("the cable was pulled")
				}
				return nil
			}}, nil)
			if err == nil || !strings.Contains(err.Error(), "cable") {
				t.Errorf("err = %v", err)
			}
			if diff := cmp.Diff(before, dump(t, to)); diff != "" {
				t.Error(diff)
			}
			// A row that arrives as another is found out.
			_, err = to.bring(ctx, tripping{snapshotOf(t, from), func() error { return nil }}, nil)
			if err != nil {
				t.Errorf("it does not work afterwards: %v", err)
			}
		})
	}
}

// tripping is a source that can fail at any row.
type tripping struct {
	*Snapshot
	trip func() error
}

func (s tripping) each(ctx context.Context, t table, f func([]any) error) error {
	return s.Snapshot.each(ctx, t, func(row []any) error { return errors.Join(s.trip(), f(row)) })
}

func TestARowThatChangesOnTheWayIsFoundOut(t *testing.T) {
	t.Parallel()
	from, to := openTemp(t), openTemp(t)
	furnish(t, from)
	passes := map[string]int{}
	_, err := to.bring(t.Context(), altering{snapshotOf(t, from), passes}, nil)
	if err == nil || !strings.Contains(err.Error(), "row 1 of revision arrived as another: nothing was changed") {
		t.Errorf("err = %v", err)
	}
	if n := rowsOf(t, to, "library"); n != 0 {
		t.Errorf("%d libraries", n)
	}
}

type altering struct {
	*Snapshot
	passes map[string]int
}

func (s altering) each(ctx context.Context, t table, f func([]any) error) error {
	s.passes[t.name]++
	return s.Snapshot.each(ctx, t, func(row []any) error {
		if t.name == "revision" && s.passes[t.name] == 1 {
			row[len(row)-1] = "Somebody else's words."
		}
		return f(row)
	})
}

func TestABackupShowsOneMomentWhileOthersWrite(t *testing.T) {
	t.Parallel()
	for name, open := range engines(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := open(t)
			furnish(t, s)
			want := dump(t, s)
			snap := snapshotOf(t, s)
			mustAdd(t, s, harbor, article(t, "Later", "Text that came later."))
			mustRemove(t, s, harbor, "b")
			var b bytes.Buffer
			m, err := snap.Backup(t.Context(), &b, "v1", nil)
			if err != nil {
				t.Fatal(err)
			}
			if m.Libraries != 2 || m.Documents != 3 || m.Version != "v1" || m.MadeAt.After(time.Now()) {
				t.Errorf("%+v", m)
			}
			to := openTemp(t)
			restoreInto(t, to, b.Bytes())
			if diff := cmp.Diff(want, dump(t, to)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// pack makes an archive of members.
func pack(t testing.TB, members map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range members {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAFileThatIsNoWholeBackupIsRefused(t *testing.T) {
	t.Parallel()
	s := openTemp(t)
	furnish(t, s)
	data := backupOf(t, s)
	for name, bad := range map[string]struct {
		data []byte
		says string
	}{
		"nothing":           {nil, "it is not an archive, or its end is missing"},
		"a text":            {[]byte("These are no libraries.\n"), "it is not an archive"},
		"cut short":         {data[:len(data)-1], "its end is missing"},
		"another archive":   {pack(t, map[string]string{"a.txt": "a"}), "not one that pincite backup made"},
		"another manifest":  {pack(t, map[string]string{manifestName: `{"name":"x"}`}), "not one that pincite backup made"},
		"a later format":    {pack(t, map[string]string{manifestName: `{"what":"Pincite backup","format":2,"version":"v9"}`}), "from a later version of Pincite (v9)"},
		"a later database":  {pack(t, map[string]string{manifestName: `{"what":"Pincite backup","format":1,"schema":999}`}), "from a later version"},
		"an unknown table":  {pack(t, map[string]string{manifestName: `{"what":"Pincite backup","tables":[{"name":"x"}]}`}), `it has "x", of which this version knows nothing`},
		"a missing member":  {pack(t, map[string]string{manifestName: `{"what":"Pincite backup","tables":[{"name":"gap"}]}`}), "gap is missing"},
		"an unknown column": {pack(t, map[string]string{manifestName: `{"what":"Pincite backup","tables":[{"name":"gap"}]}`, "gap.jsonl": `["id","color"]` + "\n"}), "gap.color"},
		"no such rows":      {pack(t, map[string]string{manifestName: `{"what":"Pincite backup","tables":[{"name":"gap","rows":1}]}`, "gap.jsonl": `["id"]` + "\n"}), "damaged (gap)"},
	} {
		_, err := openArchive(bad.data)
		if !errors.Is(err, ErrBackup) || !strings.Contains(err.Error(), bad.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for range 200 { // wherever it is cut
		if _, err := openArchive(data[:rand.IntN(len(data))]); !errors.Is(err, ErrBackup) {
			t.Errorf("err = %v", err)
		}
	}
}

// Whatever becomes of a backup's bytes, it is refused, or it says what it said.
func FuzzDamagedBackup(f *testing.F) {
	s, err := Open(f.Context(), f.TempDir())
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { s.Close() })
	furnish(f, s)
	data := backupOf(f, s)
	rows := func(a *Archive) (lines []string) {
		for _, t := range a.has() {
			if err := a.each(context.Background(), t, func(row []any) error {
				lines = append(lines, fmt.Sprintf("%s %q", t.name, row))
				return nil
			}); err != nil {
				return append(lines, err.Error())
			}
		}
		return lines
	}
	a, err := openArchive(data)
	if err != nil {
		f.Fatal(err)
	}
	want := rows(a)
	for _, at := range []int{0, 10, len(data) / 3, len(data) / 2, len(data) - 200, len(data) - 10} {
		f.Add(at, []byte{0xff})
		f.Add(at, []byte("....."))
	}
	f.Fuzz(func(t *testing.T, at int, damage []byte) {
		damaged := bytes.Clone(data)
		if at >= 0 && at < len(damaged) {
			copy(damaged[at:], damage)
		}
		a, err := openArchive(damaged)
		if err != nil {
			if !errors.Is(err, ErrBackup) {
				t.Errorf("err = %v", err)
			}
			return
		}
		if diff := cmp.Diff(want, rows(a)); diff != "" {
			t.Errorf("other rows than were written:\n%s", diff)
		}
	})
}

// Whoever adds a table or a column is reminded of the backup.
func TestABackupHasEveryTableAndColumn(t *testing.T) {
	t.Parallel()
	drawn := strings.Fields("derived title_key search_key published language sketch address")
	for name, open := range engines(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := open(t)
			query := `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`
			if s.postgres != nil {
				query = `SELECT tablename FROM pg_tables WHERE schemaname = current_schema()`
			}
			rows, err := s.read.QueryContext(t.Context(), query)
			there, err := collect(rows, err, func(rows *sql.Rows) (one string, err error) { return one, rows.Scan(&one) })
			if err != nil {
				t.Fatal(err)
			}
			want := slices.Clone(undumped)
			for _, tab := range tables {
				want = append(want, tab.name)
				rows, err := s.read.QueryContext(t.Context(), `SELECT * FROM `+tab.name)
				if err != nil {
					t.Fatal(err)
				}
				columns, err := rows.Columns()
				rows.Close()
				if err != nil {
					t.Fatal(err)
				}
				if tab.name == "document" {
					columns = slices.DeleteFunc(columns, func(c string) bool { return slices.Contains(drawn, c) })
				}
				if diff := cmp.Diff(slices.Sorted(slices.Values(columns)), slices.Sorted(slices.Values(tab.names()))); diff != "" {
					t.Errorf("%s:\n%s", tab.name, diff)
				}
			}
			if diff := cmp.Diff(slices.Sorted(slices.Values(want)), slices.Sorted(slices.Values(there))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestADatabaseOfAnEarlierVersionIsBackedUpAsItIs(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	furnish(t, s)
	want := dump(t, s)
	for _, statement := range []string{`DROP TABLE lease`, `DROP TABLE claim`, `DROP TABLE deferral`, `DELETE FROM goose_db_version WHERE version_id > 13`} {
		if _, err := s.write.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	snap, err := ReadFolder(t.Context(), dir, true)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ReadFolder(t.Context(), dir, true); !errors.Is(err, ErrInUse) {
		t.Errorf("two are alone: %v", err)
	}
	if n, err := snap.Serving(t.Context()); n != 0 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
	var b bytes.Buffer
	m, err := snap.Backup(t.Context(), &b, "v1", nil)
	if err != nil || m.Schema != 13 {
		t.Fatalf("%+v, %v", m, err)
	}
	if err := snap.Close(); err != nil {
		t.Fatal(err)
	}
	to := openTemp(t)
	restoreInto(t, to, b.Bytes())
	if diff := cmp.Diff(want, dump(t, to)); diff != "" {
		t.Error(diff)
	}
	if _, err := ReadFolder(t.Context(), oldStore(t, 12), false); err == nil || !strings.Contains(err.Error(), "open it once with this version") {
		t.Errorf("err = %v", err)
	}
	if _, err := ReadFolder(t.Context(), t.TempDir(), false); err == nil || !strings.Contains(err.Error(), "there is no database in the data folder") {
		t.Errorf("err = %v", err)
	}
}

func TestADatabaseThatSomebodyServesFromSaysSo(t *testing.T) {
	t.Parallel()
	s := openAddress(t, storetest.Postgres(t))
	mustAcquire(t, s, "shard/0", NewOwner(), time.Minute)
	if n, err := snapshotOf(t, s).Serving(t.Context()); n != 1 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
}
