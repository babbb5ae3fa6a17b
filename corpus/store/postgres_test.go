package store

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store/storetest"
)

func TestPostgresKeepsTheContract(t *testing.T) {
	t.Parallel()
	storetest.Server(t)
	contract(t, openPostgres)
}

// usedSchemas are schemas that tests are done with, and emptied: making one
// takes longer than most tests. dropSchemas deletes them.
var usedSchemas struct {
	sync.Mutex
	idle []string
	drop []func() error
}

func openPostgres(t *testing.T) *Store {
	t.Helper()
	address, err := emptySchema(storetest.Server(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if t.Failed() { // and may still be in use
			return
		}
		if err := storetest.Exec(address, emptying()...); err != nil {
			t.Error(err)
			return
		}
		usedSchemas.Lock()
		defer usedSchemas.Unlock()
		usedSchemas.idle = append(usedSchemas.idle, address)
	})
	return openAddress(t, address)
}

func emptySchema(server string) (string, error) {
	usedSchemas.Lock()
	if n := len(usedSchemas.idle); n > 0 {
		defer usedSchemas.Unlock()
		address := usedSchemas.idle[n-1]
		usedSchemas.idle = usedSchemas.idle[:n-1]
		return address, nil
	}
	usedSchemas.Unlock()
	address, drop, err := storetest.Schema(server)
	if err != nil {
		return "", err
	}
	usedSchemas.Lock()
	defer usedSchemas.Unlock()
	usedSchemas.drop = append(usedSchemas.drop, drop)
	return address, nil
}

// emptying are the statements that make a database one in which nothing was.
func emptying() []string {
	statements := []string{`BEGIN`, `SET CONSTRAINTS ALL DEFERRED`, `DELETE FROM sketch`, `DELETE FROM lease`, `DELETE FROM claim`, `DELETE FROM deferral`}
	for _, tab := range slices.Backward(tables) {
		statements = append(statements, `DELETE FROM `+tab.name)
	}
	return []string{strings.Join(append(statements, `COMMIT`), "; ")}
}

func dropSchemas() {
	for _, drop := range usedSchemas.drop {
		if err := drop(); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
	}
}

func openAddress(t *testing.T, address string) *Store {
	t.Helper()
	s, err := OpenPostgres(t.Context(), address)
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

func TestTextsThatPostgresCannotKeepStopNobody(t *testing.T) {
	t.Parallel()
	s := openPostgres(t)
	scope := corpus.ScopeOf(harbor)
	a, err := s.SaveAnswer(t.Context(), Answer{Library: harbor, Question: "Who\x00 is \xff there?"})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := s.Answer(t.Context(), scope, a.ID); got.Question != "Who is \uFFFD there?" || err != nil {
		t.Errorf("%q, %v", got.Question, err)
	}
	mustAdd(t, s, harbor, articleOf(t, corpus.Metadata{Title: "A", URL: "https://example.org/" + strings.Repeat("long/", 1000)}, "Text."))
	mustAdd(t, s, harbor, article(t, strings.Repeat("Ü long title ", 1000), "Another text."))
	if _, total, err := s.Select(t.Context(), scope, Filter{Text: "\x00"}, Page{0, 10}); total != 2 || err != nil {
		t.Errorf("%d found, %v", total, err)
	}
	if _, found, err := s.AtAddress(t.Context(), scope, "https://example.org/"+strings.Repeat("long/", 1000)); !found || err != nil {
		t.Errorf("not found by its address: %v", err)
	}
}

func TestAnAddressOfADatabaseThatIsWrongIsNamedWithTheRemedy(t *testing.T) {
	t.Parallel()
	_, err := OpenPostgres(t.Context(), "postgres://pincite:se/cret@127.0.0.1:1/x")
	if err == nil || strings.Contains(err.Error(), "cret") || !strings.Contains(err.Error(), "postgres://user") {
		t.Errorf("%v", err)
	}
	_, err = OpenPostgres(t.Context(), "postgres://pincite:secret@127.0.0.1:1/x")
	if err == nil || strings.Contains(err.Error(), "secret") || !strings.Contains(err.Error(), "does not answer: start it, or check DATABASE_URL") {
		t.Errorf("%v", err)
	}
	u, err := url.Parse(storetest.Server(t))
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/there_is_no_such_database"
	if _, err = OpenPostgres(t.Context(), u.String()); err == nil || !strings.Contains(err.Error(), "createdb") {
		t.Errorf("%v", err)
	}
}

func TestManyProcessesOpenAnEmptyDatabaseAtOnce(t *testing.T) {
	t.Parallel()
	address := storetest.Postgres(t)
	var wg sync.WaitGroup
	for range 6 {
		wg.Go(func() {
			s, err := OpenPostgres(t.Context(), address)
			if err != nil {
				t.Error(err)
				return
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	s := openAddress(t, address)
	if _, err := s.write.ExecContext(t.Context(), `INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, TRUE)`); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenPostgres(t.Context(), address); err == nil || !strings.Contains(err.Error(), "later version of Pincite") {
		t.Errorf("%v", err)
	}
}

// The double press of a button, and a press against a change of the settings,
// that reach different processes at once.
func TestWhatTwoProcessesDoAtOnceIsDoneOnce(t *testing.T) {
	t.Parallel()
	address := storetest.Postgres(t)
	a, b := openAddress(t, address), openAddress(t, address)
	ctx := t.Context()
	both := func(f func(s *Store) error) (failed int) {
		errs := make(chan error, 2)
		for _, s := range []*Store{a, b} {
			go func() { errs <- f(s) }()
		}
		for range 2 {
			if err := <-errs; errors.Is(err, ErrNotFound) {
				failed++
			} else if err != nil {
				t.Error(err)
			}
		}
		return failed
	}
	for round := range 5 {
		text := fmt.Sprint("Text ", round, ".")
		d, err := a.SaveDraft(ctx, Draft{Library: harbor, By: "discord:1", Items: []DraftItem{{Document: article(t, text, text)}}})
		if err != nil {
			t.Fatal(err)
		}
		if n := both(func(s *Store) error { _, err := s.AddDraft(ctx, harbor, d.ID, "discord:1"); return err }); n != 1 {
			t.Errorf("round %d: a draft was added %d times", round, 2-n)
		}
		d, err = a.SaveDraft(ctx, Draft{Library: harbor, By: "discord:1", Items: []DraftItem{{Document: article(t, text, text+" More.")}}})
		if err != nil {
			t.Fatal(err)
		}
		if n := both(func(s *Store) error {
			_, err := s.ReviseInstead(ctx, harbor, d.ID, 0, Instead{Revises: "text", Base: 1, By: "discord:1"})
			return err
		}); n != 1 {
			t.Errorf("round %d: a draft was turned %d times", round, 2-n)
		}
		both(func(s *Store) error {
			if s == a {
				_, err := s.ChangeSettings(ctx, harbor, "discord:1", func(l *LibrarySettings) { l.KeepGaps = false })
				return err
			}
			_, err := s.RecordGap(ctx, harbor, text, text, func(record string) string { return record })
			return err
		})
		if _, total, err := a.Gaps(ctx, corpus.ScopeOf(harbor), OpenGaps, Page{0, 10}); total != 0 || err != nil {
			t.Errorf("round %d: %d questions are kept that nobody may keep, %v", round, total, err)
		}
		if _, err := a.ChangeSettings(ctx, harbor, "discord:1", func(l *LibrarySettings) { l.KeepGaps = true }); err != nil {
			t.Fatal(err)
		}
	}
}
