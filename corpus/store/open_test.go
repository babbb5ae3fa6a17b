package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pincite/pincite/corpus"
)

func TestAStoreIsAsItWasWhenItIsOpenedAgain(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "a", "data #1 100%?x=y")
	s, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	d := mustAdd(t, s, harbor, article(t, "First", "The port closed."))
	before, _ := s.Head(t.Context(), corpus.ScopeOf(harbor))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openAt(t, dir)
	after, err := s.Head(t.Context(), corpus.ScopeOf(harbor))
	if err != nil || after != before {
		t.Errorf("head %v became %v, %v", before, after, err)
	}
	if got, err := s.Document(t.Context(), corpus.ScopeOf(harbor), d.ID()); err != nil || got.Text() != d.Text() {
		t.Errorf("the document: %v, %v", got, err)
	}
	entries, err := filepath.Glob(filepath.Join(filepath.Dir(dir), "*"))
	if err != nil || len(entries) != 1 {
		t.Errorf("beside the folder: %v, %v", entries, err)
	}
}

func TestWhatIsKeptIsNobodyElsesToRead(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "data")
	openAt(t, dir)
	for path, want := range map[string]os.FileMode{dir: 0o700, filepath.Join(dir, databaseFile): 0o600} {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%s is %o, want %o", path, got, want)
		}
	}
}

func TestEveryConnectionHasTheSettings(t *testing.T) {
	t.Parallel()
	s := openTemp(t)
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "10000"} {
		var read, write string
		if err := s.read.QueryRowContext(t.Context(), "PRAGMA "+pragma).Scan(&read); err != nil {
			t.Fatal(err)
		}
		if err := s.write.QueryRowContext(t.Context(), "PRAGMA "+pragma).Scan(&write); err != nil {
			t.Fatal(err)
		}
		if read != want || write != want {
			t.Errorf("%s is %q for reading and %q for writing, want %q", pragma, read, write, want)
		}
	}
	if _, err := s.read.ExecContext(t.Context(), "DELETE FROM library"); err == nil {
		t.Error("a connection for reading can write")
	}
}

func TestASecondProcessIsRefused(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	_, err = Open(t.Context(), dir)
	if !errors.Is(err, ErrInUse) {
		t.Fatalf("err = %v, want ErrInUse", err)
	}
	for _, want := range []string{fmt.Sprintf("process %d", os.Getpid()), dir, "--data"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q does not say %q", err, want)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	openAt(t, dir)
}

func TestADataFolderThatCannotBeUsedIsNamedWithTheRemedy(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	blocked := t.TempDir()
	if err := os.Mkdir(filepath.Join(blocked, databaseFile), 0o700); err != nil {
		t.Fatal(err)
	}
	unlockable := t.TempDir()
	if err := os.Mkdir(filepath.Join(unlockable, lockFile), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{file, filepath.Join(file, "data"), blocked, unlockable} {
		_, err := Open(t.Context(), dir)
		if err == nil {
			t.Fatalf("%s was opened", dir)
		}
		for _, want := range []string{dir, "--data", "PINCITE_DATA_DIR"} {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%q does not say %q", err, want)
			}
		}
	}
	// A refusal leaves no claim behind.
	if err := os.Remove(filepath.Join(blocked, databaseFile)); err != nil {
		t.Fatal(err)
	}
	openAt(t, blocked)
}

func TestADatabaseOfALaterVersionIsLeftAlone(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.write.ExecContext(t.Context(), `INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, TRUE)`)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = Open(t.Context(), dir)
	if err == nil || !strings.Contains(err.Error(), "later version of Pincite") {
		t.Errorf("err = %v", err)
	}
}

func TestADamagedDatabaseIsNamedWithTheRemedy(t *testing.T) {
	t.Parallel()
	for name, damage := range map[string]func([]byte) []byte{
		"not a database": func([]byte) []byte { return []byte(strings.Repeat("these are no pages of a database\n", 500)) },
		"cut short":      func(b []byte) []byte { return b[:len(b)/3] },
		"overwritten": func(b []byte) []byte {
			for i := 100; i < len(b); i++ {
				b[i] = 0xA5
			}
			return b
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			s, err := Open(t.Context(), dir)
			if err != nil {
				t.Fatal(err)
			}
			mustAdd(t, s, harbor, article(t, "First", "The port closed."))
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(dir, databaseFile)
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, damage(data), 0o600); err != nil {
				t.Fatal(err)
			}
			_, err = Open(t.Context(), dir)
			if err == nil {
				t.Fatal("it was opened")
			}
			for _, want := range []string{path, "is damaged", "backup"} {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q does not say %q", err, want)
				}
			}
		})
	}
}

func TestAFullDiskChangesNothing(t *testing.T) {
	t.Parallel()
	s := openTemp(t)
	mustAdd(t, s, harbor, article(t, "First", "The port closed."))
	before, _ := s.Head(t.Context(), corpus.ScopeOf(harbor))
	// SQLite keeps to the number of pages that it has as it would to the end of
	// the disk.
	var pages int
	if err := s.write.QueryRowContext(t.Context(), `PRAGMA page_count`).Scan(&pages); err != nil {
		t.Fatal(err)
	}
	limit := func(n int) {
		if err := s.write.QueryRowContext(t.Context(), fmt.Sprintf(`PRAGMA max_page_count = %d`, n)).Scan(new(int)); err != nil {
			t.Fatal(err)
		}
	}
	limit(pages)
	large := article(t, "Second", strings.Repeat("The port opened again. ", 10_000))
	_, err := s.Add(t.Context(), harbor, Upload{Document: large, By: "shell"})
	if err == nil || !strings.Contains(err.Error(), "disk with the data folder is full") {
		t.Errorf("err = %v", err)
	}
	if after, err := s.Head(t.Context(), corpus.ScopeOf(harbor)); after != before || err != nil {
		t.Errorf("head %v became %v, %v", before, after, err)
	}
	if _, err := s.Document(t.Context(), corpus.ScopeOf(harbor), "first"); err != nil {
		t.Errorf("what was there: %v", err)
	}
	limit(1 << 30)
	mustAdd(t, s, harbor, large)
}

func TestACancelledChangeIsNotMade(t *testing.T) {
	t.Parallel()
	s := openTemp(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Add(ctx, harbor, Upload{Document: article(t, "First", "The port closed."), By: "shell"}); !errors.Is(err, context.Canceled) {
		t.Errorf("err = %v", err)
	}
	if libs, err := s.Libraries(t.Context()); len(libs) != 0 || err != nil {
		t.Errorf("libraries = %v, %v", libs, err)
	}
	mustAdd(t, s, harbor, article(t, "First", "The port closed."))
}
