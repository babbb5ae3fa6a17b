package store

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pincite/pincite/corpus"
)

// contract is what every engine must keep to. open returns a new and empty
// store each time, closed when the test ends.
func contract(t *testing.T, open func(t *testing.T) *Store) {
	for _, part := range []struct {
		name string
		run  func(t *testing.T, open func(t *testing.T) *Store)
	}{
		{"documents", contractDocuments},
		{"edits", contractEdits},
		{"history", contractHistory},
		{"lists", contractLists},
		{"cards", contractCards},
		{"drafts", contractDrafts},
		{"settings", contractSettings},
		{"gaps", contractGaps},
		{"feedback", contractFeedback},
		{"quotas", contractQuotas},
		{"feeds", contractFeeds},
		{"similar", contractSimilar},
		{"changes", contractChanges},
		{"answers", contractAnswers},
		{"isolation", contractIsolation},
		{"leases", contractLeases},
		{"deferrals", contractDeferrals},
		{"watching", contractWatch},
	} {
		t.Run(part.name, func(t *testing.T) { part.run(t, open) })
	}
}

// runEach runs every test of a part of the contract on a store of its own.
func runEach(t *testing.T, open func(t *testing.T) *Store, tests map[string]func(t *testing.T, s *Store)) {
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, open(t))
		})
	}
}

func TestSQLiteKeepsTheContract(t *testing.T) {
	t.Parallel()
	contract(t, openTemp)
}

// emptyDatabase is a database that was just made. Copying it is quicker than to
// run all migrations for every test.
var emptyDatabase = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "pincite-store")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	s, err := Open(context.Background(), dir)
	if err != nil {
		return nil, err
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(dir, databaseFile))
})

func openTemp(t *testing.T) *Store {
	t.Helper()
	data, err := emptyDatabase()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, databaseFile), data, 0o600); err != nil {
		t.Fatal(err)
	}
	return openAt(t, dir)
}

func openAt(t *testing.T, dir string) *Store {
	t.Helper()
	s, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("closing: %v", err)
		}
	})
	return s
}

// Two guilds, for whatever must not pass between them.
var (
	harbor = corpus.GuildLibrary("1001")
	second = corpus.GuildLibrary("1002")
)

// article makes a document of a title and paragraphs, with an ID drawn from
// the title alone so that tests can make two of them collide.
func article(t testing.TB, title string, paragraphs ...string) *corpus.Document {
	t.Helper()
	return articleOf(t, corpus.Metadata{Title: title}, paragraphs...)
}

func articleOf(t testing.TB, meta corpus.Metadata, paragraphs ...string) *corpus.Document {
	t.Helper()
	var blocks []corpus.Block
	at := 0
	for i, p := range paragraphs {
		blocks = append(blocks, corpus.Block{Kind: corpus.Paragraph, Number: i + 1, Span: corpus.Span{Start: at, End: at + len(p)}})
		at += len(p) + len("\n\n")
	}
	id := corpus.ID(strings.ReplaceAll(strings.ToLower(meta.Title), " ", ""))
	d, err := corpus.Restore(id, meta, corpus.Provenance{}, strings.Join(paragraphs, "\n\n"), blocks)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func mustAdd(t testing.TB, s *Store, lib corpus.Library, d *corpus.Document) *corpus.Document {
	t.Helper()
	kept, err := s.Add(t.Context(), lib, Upload{Document: d, By: "shell"})
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

func mustRemove(t testing.TB, s *Store, lib corpus.Library, id corpus.ID) corpus.Change {
	t.Helper()
	c, err := s.Remove(t.Context(), lib, id, "shell")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// setClock makes the store believe that it is then.
func setClock(s *Store, then time.Time) { s.now = func() time.Time { return then } }
