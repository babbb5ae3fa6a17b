package search_test

import (
	"testing"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
	"github.com/pincite/pincite/corpus/store/storetest"
	"github.com/pincite/pincite/search"
)

// library is a real store and a real engine, with one library under test.
type library struct {
	name   corpus.Library
	scope  corpus.Scope
	store  *store.Store
	engine *search.Engine
	dir    string // of the indexes
}

func newLibrary(t testing.TB, docs ...*corpus.Document) *library {
	t.Helper()
	s, err := openStore(t)
	if err != nil {
		t.Fatal(err)
	}
	l := &library{name: corpus.Base, scope: corpus.ScopeOf(corpus.Base), store: s, dir: t.TempDir()}
	l.engine = l.open(t)
	t.Cleanup(func() {
		if err := l.engine.Close(); err != nil {
			t.Error(err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	l.add(t, docs...)
	return l
}

func openStore(t testing.TB) (*store.Store, error) {
	if address := storetest.Chosen(t); address != "" {
		return store.OpenPostgres(t.Context(), address)
	}
	return store.Open(t.Context(), t.TempDir())
}

func (l *library) open(t testing.TB) *search.Engine {
	t.Helper()
	e, err := search.Open(t.Context(), search.Config{Dir: l.dir, Source: l.store})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// add stores documents and returns them as they are stored.
func (l *library) add(t testing.TB, docs ...*corpus.Document) []*corpus.Document {
	t.Helper()
	out := make([]*corpus.Document, len(docs))
	for i, d := range docs {
		stored, err := l.store.Add(t.Context(), l.name, store.Upload{Document: d, By: "test"})
		if err != nil {
			t.Fatal(err)
		}
		out[i] = stored
	}
	return out
}

func (l *library) ask(t testing.TB, q search.Question) search.Answer {
	t.Helper()
	a, err := l.engine.Ask(t.Context(), l.scope, q)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// article makes a document of paragraphs.
func article(t testing.TB, title string, paragraphs ...string) *corpus.Document {
	t.Helper()
	parts := make([]corpus.Part, len(paragraphs))
	for i, p := range paragraphs {
		parts[i] = corpus.Part{Kind: corpus.Paragraph, Text: p}
	}
	d, err := corpus.Build(corpus.Metadata{Title: title, Language: "en"}, parts)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
