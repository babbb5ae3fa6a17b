package search_test

import (
	"fmt"
	"runtime"
	"sync"
	"testing"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
	"github.com/pincite/pincite/search"
)

func TestIndexesThatNobodyAsksAreClosedAndOpenedAgain(t *testing.T) {
	t.Parallel()
	const libraries, open = 9, 3
	s, err := store.Open(t.Context(), t.TempDir())
	must(t, err)
	defer s.Close()
	e, err := search.Open(t.Context(), search.Config{Dir: t.TempDir(), Source: s, MaxOpen: open})
	must(t, err)
	scopes := make([]corpus.Scope, libraries)
	for i := range scopes {
		lib := corpus.Library(fmt.Sprintf("guild-1000000000000000%02d", i))
		scopes[i] = corpus.ScopeOf(lib)
		_, err := s.Add(t.Context(), lib, store.Upload{By: "test",
			Document: article(t, "Crane falls", fmt.Sprintf("The crane on quay number %d weighed %d tons when it fell on Monday.", i, 100+i))})
		must(t, err)
	}
	ask := func(i int) {
		a, err := e.Ask(t.Context(), scopes[i], search.Question{Text: "How many tons did the crane weigh?"})
		if err != nil || a.Verdict != search.Answered || a.Evidence[0].Quote.Text() != fmt.Sprintf("The crane on quay number %d weighed %d tons when it fell on Monday.", i, 100+i) {
			t.Errorf("library %d: %+v, %v", i, a.Evidence, err)
		}
	}
	var asking sync.WaitGroup
	for worker := range 4 {
		asking.Go(func() {
			for n := range 3 * libraries {
				ask((n*(worker+1) + worker) % libraries)
			}
		})
	}
	asking.Wait()
	for e.Indexes().Open > open {
		runtime.Gosched() // they are closed beside the answers
	}
	before := e.Indexes()
	for i := range scopes {
		ask(i)
		ask(i)
	}
	for e.Indexes().Open > open {
		runtime.Gosched()
	}
	after := e.Indexes()
	// Of nine asked in turn, three are open at most when it begins, and each is
	// asked twice at once, for which it is opened once.
	if opened := after.Opened - before.Opened; opened < libraries-open || opened > libraries {
		t.Errorf("%d indexes were opened for %d libraries in turn", opened, libraries)
	}
	if after.Behind != 0 || after.Wait != 0 || after.Built != 0 {
		t.Errorf("nothing is going on, and it says %+v", after)
	}
	must(t, e.Close())
	if n := e.Indexes().Open; n != 0 {
		t.Errorf("%d indexes are open after the end", n)
	}
}
