package store

import (
	"errors"
	"testing"

	"github.com/pincite/pincite/corpus"
)

func sameText(t *testing.T, s *Store) {
	lib, other := harbor, second
	kept := mustAdd(t, s, lib, article(t, "A title", "The quay was mended in May."))
	twin := article(t, "Another title", "The quay was mended in May.")
	if got, ok, err := s.Same(t.Context(), corpus.ScopeOf(lib), twin); err != nil || !ok || got.ID != kept.ID() {
		t.Errorf("found %v, %v, %v", got, ok, err)
	}
	if got, ok, err := s.Same(t.Context(), corpus.ScopeOf(lib), article(t, "A title", "Another text.")); err != nil || ok {
		t.Errorf("another text is found as %v, %v", got, err)
	}
	for _, scope := range []corpus.Scope{corpus.ScopeOf(other), {}} {
		if got, ok, err := s.Same(t.Context(), scope, twin); err != nil || ok {
			t.Errorf("in %v there is %v, %v", scope, got, err)
		}
		if e, err := s.Event(t.Context(), scope, 1); !errors.Is(err, ErrNotFound) {
			t.Errorf("in %v change 1 is %v, %v", scope, e, err)
		}
	}
	if e, err := s.Event(t.Context(), corpus.ScopeOf(lib), 1); err != nil || e.Document != kept.ID() || e.Title != "A title" {
		t.Errorf("change 1 is %+v, %v", e, err)
	}
	if _, err := s.Remove(t.Context(), lib, kept.ID(), "shell"); err != nil {
		t.Fatal(err)
	}
	if got, ok, err := s.Same(t.Context(), corpus.ScopeOf(lib), twin); err != nil || ok {
		t.Errorf("after its removal it is found as %v, %v", got, err)
	}
}
