package store

import (
	"fmt"
	"testing"

	"github.com/pincite/pincite/corpus"
	"pgregory.net/rapid"
)

func contractIsolation(t *testing.T, open func(t *testing.T) *Store) {
	t.Run("the zero scope reads nothing", func(t *testing.T) {
		t.Parallel()
		zeroScope(t, open(t))
	})
	t.Run("two guilds with the same documents never meet", func(t *testing.T) {
		t.Parallel()
		s := open(t)
		guild := 0
		rapid.Check(t, func(r *rapid.T) {
			guild += 2 // libraries of its own for every round, in one store
			runModel(t, r, s, corpus.GuildLibrary(fmt.Sprint(guild)), corpus.GuildLibrary(fmt.Sprint(guild+1)))
		})
	})
}

func zeroScope(t *testing.T, s *Store) {
	d := mustAdd(t, s, corpus.Base, article(t, "A", "Text A."))
	ctx, none := t.Context(), corpus.Scope{}
	if got, err := s.Document(ctx, none, d.ID()); got != nil || err == nil {
		t.Errorf("Document: %v, %v", got, err)
	}
	if got, err := s.Revision(ctx, none, d.ID(), 1); got != nil || err == nil {
		t.Errorf("Revision: %v, %v", got, err)
	}
	if got, err := s.Documents(ctx, none, []corpus.ID{d.ID()}); len(got) != 0 || err != nil {
		t.Errorf("Documents: %v, %v", got, err)
	}
	if got, err := s.Original(ctx, none, d.ID()); got != nil || err == nil {
		t.Errorf("Original: %v, %v", got, err)
	}
	if got, n, err := s.List(ctx, none, Page{0, 10}); len(got) != 0 || n != 0 || err != nil {
		t.Errorf("List: %v, %d, %v", got, n, err)
	}
	if got, err := s.Complete(ctx, none, "", 10); len(got) != 0 || err != nil {
		t.Errorf("Complete: %v, %v", got, err)
	}
	if got, n, err := s.History(ctx, none, Page{0, 10}); len(got) != 0 || n != 0 || err != nil {
		t.Errorf("History: %v, %d, %v", got, n, err)
	}
	if got, n, err := s.Select(ctx, none, Filter{Sort: ByAdded}, Page{0, 10}); len(got) != 0 || n != 0 || err != nil {
		t.Errorf("Select: %v, %d, %v", got, n, err)
	}
	if got, n, err := s.Gaps(ctx, none, OpenGaps, Page{0, 10}); len(got) != 0 || n != 0 || err != nil {
		t.Errorf("Gaps: %v, %d, %v", got, n, err)
	}
	if got, n, err := s.DocumentHistory(ctx, none, d.ID(), Page{0, 10}); len(got) != 0 || n != 0 || err != nil {
		t.Errorf("DocumentHistory: %v, %d, %v", got, n, err)
	}
	if got, err := s.Changes(ctx, none, 0, 10); len(got) != 0 || err != nil {
		t.Errorf("Changes: %v, %v", got, err)
	}
}
