package store

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/pincite/pincite/corpus"
)

func contractChanges(t *testing.T, open func(t *testing.T) *Store) {
	runEach(t, open, map[string]func(t *testing.T, s *Store){
		"changes are numbered from one":                changesNumbered,
		"a library has its own epoch and numbers":      headsApart,
		"a follower sees every change of many writers": followersMissNothing,
	})
}

func changesNumbered(t *testing.T, s *Store) {
	scope := corpus.ScopeOf(harbor)
	setClock(s, time.Date(2031, 5, 1, 0, 0, 0, 0, time.UTC))
	a := mustAdd(t, s, harbor, article(t, "A", "Text A."))
	mustAdd(t, s, harbor, article(t, "B", "Text B."))
	mustRemove(t, s, harbor, a.ID())
	mustAdd(t, s, harbor, article(t, "A", "Text A."))
	want := []corpus.Change{
		{Seq: 1, Kind: corpus.Added, Document: "a", Revision: 1, By: "shell"},
		{Seq: 2, Kind: corpus.Added, Document: "b", Revision: 1, By: "shell"},
		{Seq: 3, Kind: corpus.Removed, Document: "a", Revision: 1, By: "shell"},
		{Seq: 4, Kind: corpus.Added, Document: "a", Revision: 2, By: "shell"},
	}
	for _, part := range []struct {
		after       corpus.Seq
		limit       int
		first, last int
	}{{0, 100, 0, 4}, {0, 2, 0, 2}, {2, 1, 2, 3}, {4, 5, 4, 4}, {-1, 1, 0, 1}} {
		got, err := s.Changes(t.Context(), scope, part.after, part.limit)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want[part.first:part.last], got, cmpopts.IgnoreFields(corpus.Change{}, "At"), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("after %d, at most %d (-want +got):\n%s", part.after, part.limit, diff)
		}
	}
	if got, _ := s.Changes(t.Context(), scope, 0, 1); !got[0].At.Equal(s.now()) {
		t.Errorf("at %v", got[0].At)
	}
	if _, err := s.Changes(t.Context(), scope, 0, 0); err == nil {
		t.Error("no error for a limit of 0")
	}
}

func headsApart(t *testing.T, s *Store) {
	mustAdd(t, s, harbor, article(t, "A", "Text A."))
	mustAdd(t, s, harbor, article(t, "B", "Text B."))
	mustAdd(t, s, second, article(t, "A", "Text A."))
	h, _ := s.Head(t.Context(), corpus.ScopeOf(harbor))
	o, _ := s.Head(t.Context(), corpus.ScopeOf(second))
	if h.Seq != 2 || o.Seq != 1 || h.Epoch == "" || h.Epoch == o.Epoch {
		t.Errorf("heads %v and %v", h, o)
	}
	for _, scope := range []corpus.Scope{{}, corpus.ScopeOf(corpus.Base)} {
		if h, err := s.Head(t.Context(), scope); h != (corpus.Head{}) || err != nil {
			t.Errorf("%v: %v, %v", scope, h, err)
		}
	}
	libs, err := s.Libraries(t.Context())
	if diff := cmp.Diff([]corpus.Library{harbor, second}, libs); diff != "" || err != nil {
		t.Errorf("libraries: %v\n%s", err, diff)
	}
}

func followersMissNothing(t *testing.T, s *Store) {
	const writers, each = 8, 12
	scope := corpus.ScopeOf(harbor)
	ctx := t.Context()
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for i := range each {
				d := article(t, fmt.Sprintf("W%d N%d", w, i), fmt.Sprintf("Text %d of writer %d.", i, w))
				if _, err := s.Add(ctx, harbor, Upload{Document: d, By: "shell"}); err != nil {
					t.Errorf("writer %d: %v", w, err)
					return
				}
				if i%3 == 2 {
					if _, err := s.Remove(ctx, harbor, d.ID(), "shell"); err != nil {
						t.Errorf("writer %d: %v", w, err)
						return
					}
				}
			}
		})
	}
	const all = writers * (each + each/3)
	for range 3 {
		wg.Go(func() {
			for last := corpus.Seq(0); last < all && ctx.Err() == nil && !t.Failed(); {
				changes, err := s.Changes(ctx, scope, last, 10)
				if err != nil {
					t.Errorf("follower: %v", err)
					return
				}
				for _, c := range changes {
					if c.Seq != last+1 {
						t.Errorf("change %d came after %d", c.Seq, last)
						return
					}
					last = c.Seq
				}
			}
		})
	}
	wg.Wait()
	if h, err := s.Head(ctx, scope); h.Seq != all || err != nil {
		t.Errorf("head %v, %v; want %d", h, err, all)
	}
}
