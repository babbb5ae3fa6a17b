package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store/storetest"
)

// inspected is a data folder with a document, a quotation of it with a permanent
// ID, and an answer.
func inspected(t *testing.T) (dir string, d *corpus.Document) {
	t.Helper()
	dir = t.TempDir()
	s, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	d = mustAdd(t, s, harbor, article(t, "Crane", "The crane fell on Monday.", "Nobody was hurt."))
	q, err := d.Quote(d.Sentences()[1].Span)
	if err != nil {
		t.Fatal(err)
	}
	title, err := d.QuoteField(corpus.FieldTitle)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.KeepCitations(t.Context(), harbor, []corpus.Anchor{q.Anchor(), title.Anchor()}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.SaveAnswer(t.Context(), Answer{Library: harbor, Question: "Was anybody hurt?", Evidence: []corpus.Ref{q.Citation().Ref}}); err != nil {
		t.Fatal(err)
	}
	return dir, d
}

func TestAnAuditFindsWhatIsNotAsItWasKept(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		damage string
		want   string // in one of the flaws; "" for none at all
	}{
		"nothing":                  {``, ""},
		"another text":             {`UPDATE revision SET text = replace(text, 'Nobody', 'Seven!')`, "The text of document"},
		"a shorter text":           {`UPDATE revision SET text = substr(text, 1, 10)`, "A revision cannot be read"},
		"blocks that are no JSON":  {`UPDATE revision SET blocks = '['`, "blocks are damaged"},
		"a quotation elsewhere":    {`UPDATE citation SET start_at = start_at + 1 WHERE field = ''`, "stands for"},
		"a quotation of no words":  {`UPDATE citation SET end_at = end_at + 5000 WHERE field = ''`, "that are not there"},
		"another title":            {`UPDATE revision SET metadata = replace(metadata, 'Crane', 'Ferry')`, "stands for other words"},
		"an answer of other words": {`UPDATE answer SET evidence = replace(replace(evidence, '"End":43', '"End":9943'), ',43]', ',9943]')`, "An answer shows words"},
		"an answer that is none":   {`UPDATE answer SET evidence = 'x'`, "cannot be read"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir, _ := inspected(t)
			if test.damage != "" {
				spoil(t, dir, test.damage)
			}
			s, f, err := Inspect(t.Context(), dir, "")
			if err != nil || s == nil || f.Has != f.Knows || f.Has == 0 {
				t.Fatalf("%+v, %v", f, err)
			}
			defer s.Close()
			a, err := s.Audit(t.Context(), corpus.ScopeOf(harbor))
			if err != nil || a.Revisions != 1 {
				t.Fatalf("%+v, %v", a, err)
			}
			all := strings.Join(a.Examples, "\n")
			if test.want == "" && (a.Flaws != 0 || a.Documents != 1 || a.Quotes != 3) || !strings.Contains(all, test.want) || a.Flaws != len(a.Examples) {
				t.Errorf("it finds %+v", a)
			}
		})
	}
}

// spoil changes a database as nothing in Pincite does.
func spoil(t *testing.T, dir, statement string) {
	t.Helper()
	s, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if res, err := s.write.ExecContext(t.Context(), statement); err != nil {
		t.Fatal(err)
	} else if n, err := res.RowsAffected(); err != nil || n == 0 {
		t.Fatalf("nothing was spoilt: %v", err)
	}
}

func TestInspectingMakesAndChangesNothing(t *testing.T) {
	t.Parallel()
	empty := t.TempDir()
	if _, _, err := Inspect(t.Context(), empty, ""); !errors.Is(err, ErrNoDatabase) {
		t.Errorf("of an empty folder: %v", err)
	}
	if there, err := os.ReadDir(empty); err != nil || len(there) > 0 {
		t.Errorf("it made %v", there)
	}
	dir, _ := inspected(t)
	other, err := Open(t.Context(), dir) // another process may go on
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	s, _, err := Inspect(t.Context(), dir, "")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Add(t.Context(), harbor, Upload{Document: article(t, "Ferry", "The ferry sails again."), By: "test"}); err == nil {
		t.Error("something was added to a database that is only looked at")
	}
	mustAdd(t, other, harbor, article(t, "Ferry", "The ferry sails again."))
	if a, err := s.Audit(t.Context(), corpus.ScopeOf(harbor)); err != nil || a.Documents != 2 || a.Flaws != 0 {
		t.Errorf("beside another process it sees %+v, %v", a, err)
	}
	if a, err := s.Audit(t.Context(), corpus.Scope{}); err != nil || a.Revisions != 0 {
		t.Errorf("without a library it sees %+v, %v", a, err)
	}
}

func TestAnotherFormatIsToldAndLeftAlone(t *testing.T) {
	t.Parallel()
	dir, _ := inspected(t)
	spoil(t, dir, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)`)
	s, f, err := Inspect(t.Context(), dir, "")
	if s != nil || err != nil || f.Has != 9999 || f.Knows >= f.Has {
		t.Errorf("%+v, %v", f, err)
	}
	if err := os.WriteFile(filepath.Join(dir, databaseFile), []byte(strings.Repeat("no database ", 900)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := Inspect(t.Context(), dir, ""); err == nil || !strings.Contains(err.Error(), "is damaged") {
		t.Errorf("of what is no database: %v", err)
	}
}

func TestPostgresIsInspectedBesideThoseWhoUseIt(t *testing.T) {
	t.Parallel()
	address := storetest.Postgres(t)
	s := openAddress(t, address)
	d := mustAdd(t, s, harbor, article(t, "Crane", "The crane fell on Monday.", "Nobody was hurt."))
	q, err := d.Quote(d.Sentences()[1].Span)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.KeepCitations(t.Context(), harbor, []corpus.Anchor{q.Anchor()}); err != nil {
		t.Fatal(err)
	}
	looked, f, err := Inspect(t.Context(), t.TempDir(), address)
	if err != nil || looked == nil || f.Has != f.Knows {
		t.Fatalf("%+v, %v", f, err)
	}
	defer looked.Close()
	if a, err := looked.Audit(t.Context(), corpus.ScopeOf(harbor)); err != nil || a.Documents != 1 || a.Quotes != 1 || a.Flaws != 0 {
		t.Errorf("%+v, %v", a, err)
	}
	if _, err := looked.Add(t.Context(), harbor, Upload{Document: article(t, "Ferry", "The ferry sails again."), By: "test"}); err == nil {
		t.Error("something was added to a database that is only looked at")
	}
	if _, err := s.write.ExecContext(t.Context(), `UPDATE citation SET start_at = start_at + 1`); err != nil {
		t.Fatal(err)
	}
	if a, err := looked.Audit(t.Context(), corpus.ScopeOf(harbor)); err != nil || a.Flaws != 1 {
		t.Errorf("%+v, %v", a, err)
	}
}
