package eval

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
	"github.com/pincite/pincite/search"
)

// Library is articles in a real store, in a folder of their own, with an
// engine that answers from them.
type Library struct {
	Engine *search.Engine
	Scope  corpus.Scope

	store *store.Store
	dir   string
	docs  map[corpus.ID]*corpus.Document
}

// NewLibrary stores documents and indexes them. No two may have the same text,
// which the store refuses. The caller closes the library, which removes it.
func NewLibrary(ctx context.Context, docs []*corpus.Document) (l *Library, err error) {
	l = &Library{Scope: corpus.ScopeOf(corpus.Example), docs: map[corpus.ID]*corpus.Document{}}
	if l.dir, err = os.MkdirTemp("", "pincite-eval-"); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, l.Close())
		}
	}()
	if l.store, err = store.Open(ctx, l.dir); err != nil {
		return nil, err
	}
	if err = l.store.Replace(ctx, corpus.Example, docs, "eval"); err != nil {
		return nil, err
	}
	if l.Engine, err = search.Open(ctx, search.Config{Dir: filepath.Join(l.dir, "index"), Source: l.store}); err != nil {
		return nil, err
	}
	for _, d := range docs {
		l.docs[d.ID()] = d
	}
	return l, l.Engine.Sync(ctx, l.Scope)
}

// Close removes the library.
func (l *Library) Close() error {
	var errs []error
	if l.Engine != nil {
		errs = append(errs, l.Engine.Close())
	}
	if l.store != nil {
		errs = append(errs, l.store.Close())
	}
	return errors.Join(append(errs, os.RemoveAll(l.dir))...)
}

// Ask asks a question. One that cannot be asked has the answer that nobody gets.
func (l *Library) Ask(ctx context.Context, q search.Question) (search.Answer, error) {
	a, err := l.Engine.Ask(ctx, l.Scope, q)
	if errors.Is(err, search.ErrEmptyQuestion) || errors.Is(err, search.ErrLongQuestion) {
		return search.Answer{Question: q.Text}, nil
	}
	return a, err
}

// shelf gathers documents for a library.
type shelf struct {
	docs   []*corpus.Document
	byText map[string]*corpus.Document // by hash
}

// add returns the document under which a text is found: an earlier one when
// that says the same.
func (s *shelf) add(d *corpus.Document) *corpus.Document {
	hash := d.TextHash()
	if same := s.byText[hash]; same != nil {
		return same
	}
	if s.byText == nil {
		s.byText = map[string]*corpus.Document{}
	}
	s.byText[hash] = d
	s.docs = append(s.docs, d)
	return d
}
