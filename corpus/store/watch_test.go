package store

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store/storetest"
)

func contractWatch(t *testing.T, open func(t *testing.T) *Store) {
	runEach(t, open, map[string]func(t *testing.T, s *Store){
		"whoever watches is told of every library that moves": func(t *testing.T, s *Store) { watchTells(t, s, s) },
	})
}

// watching collects what a watcher is told, until told returns true.
func watching(t *testing.T, s *Store) (news chan corpus.Library, stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	news = make(chan corpus.Library, 1000)
	ended := make(chan error, 1)
	go func() { ended <- s.Watch(ctx, func(lib corpus.Library) { news <- lib }) }()
	if first := <-news; first != "" {
		t.Errorf("the first news are of %s", first)
	}
	return news, sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("watching ended with: %v", err)
		}
	})
}

// watchTells changes libraries through one store and watches another.
func watchTells(t *testing.T, writing, reading *Store) {
	ctx := t.Context()
	news, stop := watching(t, reading)
	defer stop()
	d := mustAdd(t, writing, harbor, article(t, "A", "Text A."))
	if got := <-news; got != harbor {
		t.Errorf("told of %s", got)
	}
	if _, err := writing.Add(ctx, harbor, Upload{Document: d, By: "shell"}); err == nil {
		t.Error("a text was added twice")
	}
	if _, err := writing.SaveAnswer(ctx, Answer{Library: harbor, Question: "Who?"}); err != nil {
		t.Fatal(err)
	}
	if _, err := writing.ChangeSettings(ctx, second, "shell", func(l *LibrarySettings) { l.KeepGaps = true }); err != nil {
		t.Fatal(err)
	}
	if got := <-news; got != second {
		t.Errorf("told of %s, which did not move", got)
	}
	var wg sync.WaitGroup
	for w := range 4 {
		wg.Go(func() {
			for n := range 5 {
				text := fmt.Sprint("Text ", n)
				if _, err := writing.Add(ctx, corpus.GuildLibrary(fmt.Sprint(2000+w)), Upload{Document: article(t, text, text), By: "shell"}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	for told := map[corpus.Library]bool{}; len(told) < 4; {
		told[<-news] = true
	}
	stop()
	mustRemove(t, writing, harbor, d.ID())
}

func TestAProcessHearsWhatAnotherChanges(t *testing.T) {
	t.Parallel()
	address := storetest.Postgres(t)
	watchTells(t, openAddress(t, address), openAddress(t, address))
}

func TestABrokenConnectionEndsTheWatchWithAnError(t *testing.T) {
	t.Parallel()
	address := storetest.Postgres(t)
	s := openAddress(t, address)
	told, ended := make(chan corpus.Library, 10), make(chan error, 1)
	go func() { ended <- s.Watch(t.Context(), func(lib corpus.Library) { told <- lib }) }()
	<-told
	const end = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN ' || $1`
	var schema string
	if err := s.read.QueryRowContext(t.Context(), `SELECT current_schema()`).Scan(&schema); err != nil {
		t.Fatal(err)
	}
	if _, err := s.write.ExecContext(t.Context(), end, channelOf(schema)); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; err == nil {
		t.Error("it ended without an error")
	}
	// Its news may have been lost, so the next watch begins with all.
	news, stop := watching(t, s)
	defer stop()
	mustAdd(t, s, harbor, article(t, "A", "Text A."))
	if got := <-news; got != harbor {
		t.Errorf("told of %q", got)
	}
}

// What was prepared on a connection must not be lost with it.
func TestAStoreOutlivesItsConnections(t *testing.T) {
	t.Parallel()
	address := storetest.Postgres(t)
	s := openAddress(t, address)
	var wg sync.WaitGroup
	done := make(chan struct{})
	for w := range 4 {
		wg.Go(func() {
			for n := range 10 {
				text := fmt.Sprint("Text ", n, " of ", w)
				if _, err := s.Add(t.Context(), harbor, Upload{Document: article(t, text, text), By: "shell"}); err != nil && !isUnconfirmed(err) {
					t.Error(err)
				}
			}
		})
	}
	go func() { wg.Wait(); close(done) }()
	other := openAddress(t, address)
	var schema string
	if err := other.read.QueryRowContext(t.Context(), `SELECT current_schema()`).Scan(&schema); err != nil {
		t.Fatal(err)
	}
	for range 5 {
		_, err := other.write.ExecContext(t.Context(), `
			SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a JOIN pg_locks l ON l.pid = a.pid
			WHERE l.relation = (quote_ident($1) || '.library')::regclass AND a.pid <> pg_backend_pid()`, schema)
		if err != nil {
			t.Error(err)
		}
		mustRetry(t, func() error { _, err := other.Head(t.Context(), corpus.ScopeOf(harbor)); return err })
	}
	<-done
	h, err := s.Head(t.Context(), corpus.ScopeOf(harbor))
	if err != nil {
		t.Fatal(err)
	}
	changes, err := s.Changes(t.Context(), corpus.ScopeOf(harbor), 0, 100)
	if err != nil || len(changes) != int(h.Seq) || h.Seq < 30 {
		t.Errorf("%d changes up to %d, %v", len(changes), h.Seq, err)
	}
}

func mustRetry(t *testing.T, f func() error) {
	t.Helper()
	for range 3 {
		if f() == nil {
			return
		}
	}
	if err := f(); err != nil {
		t.Error(err)
	}
}
