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

func sameAddress(t *testing.T, s *Store) {
	at := func(title, link string) *corpus.Document {
		return articleOf(t, corpus.Metadata{Title: title, URL: link}, title+" was mended.")
	}
	quay := mustAdd(t, s, harbor, at("Quay", "https://www.news.example/quay/"))
	mustAdd(t, s, harbor, at("Mole", ""))
	find := func(scope corpus.Scope, link string) corpus.ID {
		t.Helper()
		got, ok, err := s.AtAddress(t.Context(), scope, link)
		if err != nil || ok != (got.ID != "") {
			t.Fatalf("%s: %+v, %v, %v", link, got, ok, err)
		}
		return got.ID
	}
	for link, want := range map[string]corpus.ID{
		"https://www.news.example/quay/": "quay", "http://news.example/quay": "quay", "HTTPS://News.Example/quay#cranes": "quay",
		"https://news.example/quay?page=2": "", "https://news.example/Quay": "", "https://other.example/quay": "", "": "", "quay": "", "ftp://news.example/quay": "",
	} {
		if got := find(corpus.ScopeOf(harbor), link); got != want {
			t.Errorf("%s: %q, want %q", link, got, want)
		}
	}
	for _, scope := range []corpus.Scope{corpus.ScopeOf(second), {}} {
		if got := find(scope, "https://news.example/quay"); got != "" {
			t.Errorf("in %v there is %s", scope, got)
		}
	}
	mustEdit(t, s, harbor, quay.ID(), 1, at("Quay", "https://news.example/new"))
	if find(corpus.ScopeOf(harbor), "https://news.example/quay") != "" || find(corpus.ScopeOf(harbor), "https://news.example/new") != "quay" {
		t.Error("an address that was changed is not followed")
	}
	mustRemove(t, s, harbor, quay.ID())
	if got := find(corpus.ScopeOf(harbor), "https://news.example/new"); got != "" {
		t.Errorf("after its removal there is %s", got)
	}
}
