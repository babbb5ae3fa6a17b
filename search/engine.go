package search

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"sync/atomic"

	lru "github.com/hashicorp/golang-lru/v2"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/verify"
	"github.com/pincite/pincite/search/index"
	"github.com/pincite/pincite/search/reader"
)

// cachedTexts is how many documents are kept ready for reading.
const cachedTexts = 256

// Engine answers questions from the libraries of a store. It is safe for
// concurrent use. Indexes are opened when a library is asked, and catch up with
// the store before every answer; see Config.MaxOpen for when they are closed.
type Engine struct {
	cfg    Config
	log    *slog.Logger
	texts  *lru.Cache[textKey, *reader.Text]
	quoted *lru.Cache[textKey, *verify.Text] // what quotations were compared with

	almanacs *lru.Cache[corpus.Library, *almanac]

	mu      sync.Mutex
	shelves map[corpus.Library]*shelf
	closed  bool
	closing bool           // closeIdle is running
	tick    uint64         // counts uses of shelves
	users   sync.WaitGroup // questions in flight

	open          atomic.Int64 // indexes
	opened, built atomic.Uint64
}

type textKey struct {
	library  corpus.Library
	document corpus.ID
	revision int
	hash     string // of an epoch: a library made anew counts its revisions anew
}

// Open prepares the folder. An index that cannot be read is built anew, with
// a warning in the log.
func Open(ctx context.Context, cfg Config) (*Engine, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(cfg.Dir, 0o700); err != nil {
		return nil, fmt.Errorf("the index folder %s cannot be made: %w", cfg.Dir, err)
	}
	texts, err := lru.New[textKey, *reader.Text](cachedTexts)
	if err != nil {
		return nil, err
	}
	quoted, err := lru.New[textKey, *verify.Text](cachedTexts)
	if err != nil {
		return nil, err
	}
	times, err := lru.New[corpus.Library, *almanac](almanacs)
	if err != nil {
		return nil, err
	}
	log := cfg.Log
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Engine{cfg: cfg, log: log, texts: texts, quoted: quoted, almanacs: times, shelves: map[corpus.Library]*shelf{}}, nil
}

// Close closes every index. Questions in flight finish first.
func (e *Engine) Close() error {
	e.mu.Lock()
	if e.closed {
		e.mu.Unlock()
		return nil
	}
	e.closed = true
	e.mu.Unlock()
	e.users.Wait()
	var first error
	for _, s := range e.shelves {
		if err := s.close(); err != nil && first == nil {
			first = err
		}
	}
	return first
}

// Sync brings the index of a library up to the store's head.
func (e *Engine) Sync(ctx context.Context, scope corpus.Scope) error {
	return e.with(ctx, scope, func(*index.View, corpus.Head) error { return nil })
}

// Reindex builds the index of a library anew beside the old one, then takes
// its place. progress, when not nil, is called with documents done and in all.
func (e *Engine) Reindex(ctx context.Context, scope corpus.Scope, progress func(done, total int)) error {
	s, leave, err := e.enter(scope)
	if err != nil || s == nil {
		return err
	}
	defer leave()
	return s.rebuild(ctx, progress)
}

// enter counts a user in, and returns the shelf of the scope's library; nil
// for a scope that reads nothing. The user calls leave when done.
func (e *Engine) enter(scope corpus.Scope) (s *shelf, leave func(), err error) {
	lib, ok := scope.Library()
	if !ok {
		return nil, nil, nil
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		return nil, nil, ErrClosed
	}
	s = e.shelves[lib]
	if s == nil {
		s = newShelf(e, lib, scope)
		e.shelves[lib] = s
	}
	return s, e.leaver(s), nil
}

// with catches up with the store and lends a view of the index. An index that
// turns out to be damaged is built anew, once. use is not called for a scope
// that reads nothing.
func (e *Engine) with(ctx context.Context, scope corpus.Scope, use func(*index.View, corpus.Head) error) error {
	s, leave, err := e.enter(scope)
	if err != nil || s == nil {
		return err
	}
	defer leave()
	return s.with(ctx, use)
}
