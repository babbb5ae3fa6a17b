package search

import (
	"context"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/attribute"
	"github.com/pincite/pincite/search/index"
)

// shelf is the index of one library.
type shelf struct {
	engine *Engine
	scope  corpus.Scope
	home   string        // the library's folder; indexes are in it, by fingerprint
	turn   chan struct{} // held by whoever opens, writes or replaces the index

	mu    sync.RWMutex // held for reading while the index is in use
	index *index.Index // nil until it is opened; changed by the holder of turn

	said roster // who is quoted in the library

	users  int    // in flight; guarded by the engine's mu, as is used
	used   uint64 // the engine's tick at the last use
	isOpen atomic.Bool
	behind atomic.Pointer[behind] // while the index catches up
}

func newShelf(e *Engine, lib corpus.Library, scope corpus.Scope) *shelf {
	return &shelf{engine: e, scope: scope, home: filepath.Join(e.cfg.Dir, folder(lib)), turn: make(chan struct{}, 1)}
}

// folder makes a library's name fit for a path.
func folder(lib corpus.Library) string {
	name := string(lib)
	if name != "" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == "" {
		return name
	}
	return "x" + hex.EncodeToString([]byte(name))
}

// fingerprint names what an index is made of: see index.Fingerprint. What is
// noted of who says what is part of it.
const fingerprint = index.Fingerprint + "-" + attribute.Version

func (s *shelf) dir() string { return filepath.Join(s.home, fingerprint) }

// take waits for the turn to write.
func (s *shelf) take(ctx context.Context) error {
	select {
	case s.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *shelf) give() { <-s.turn }

func (s *shelf) with(ctx context.Context, use func(*index.View, corpus.Head) error) error {
	for again := false; ; again = true {
		head, err := s.catchUp(ctx)
		if err == nil {
			err = s.look(func(v *index.View) error { return use(v, head) })
		}
		if errors.Is(err, errAway) {
			again = false
			continue
		}
		if err == nil || again || !errors.Is(err, index.ErrDamaged) {
			return err
		}
		if err := s.discard(ctx, err); err != nil {
			return err
		}
	}
}

// errAway says that the index was closed between catching up and looking.
var errAway = errors.New("the index is being replaced")

// look lends a view of the index to one user.
func (s *shelf) look(use func(*index.View) error) (err error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	defer index.Guard(&err)()
	if s.index == nil {
		return errAway
	}
	v, err := s.index.View()
	if err != nil {
		return err
	}
	defer v.Close()
	return use(v)
}

// catchUp opens the index where necessary, and brings it to the store's head.
func (s *shelf) catchUp(ctx context.Context) (corpus.Head, error) {
	head, err := s.engine.cfg.Source.Head(ctx, s.scope)
	if err != nil {
		return head, err
	}
	if err := s.take(ctx); err != nil {
		return head, err
	}
	defer s.give()
	if err := s.open(); err != nil {
		return head, err
	}
	at := s.index.State().Head
	if at.Epoch == head.Epoch && at.Seq == head.Seq {
		return head, nil
	}
	s.behind.Store(&behind{changes: max(1, int64(head.Seq-at.Seq)), since: time.Now()})
	defer s.behind.Store(nil)
	if at != (corpus.Head{}) && at.Epoch != head.Epoch {
		if err := s.startOver(); err != nil {
			return head, err
		}
	} else if at.Seq > head.Seq {
		// Another question may have brought the index further than the head
		// that this one was told; only a store that says so again went back.
		if head, err = s.engine.cfg.Source.Head(ctx, s.scope); err != nil {
			return head, err
		}
		if at.Epoch != head.Epoch || at.Seq > head.Seq {
			if err := s.startOver(); err != nil {
				return head, err
			}
		}
	}
	err = s.follow(ctx, s.index, head, nil)
	if errors.Is(err, index.ErrUnwritten) {
		// What Bleve holds in memory is ahead of the disk now, and of the counts:
		// whoever is next opens the index as it was before.
		err = errors.Join(err, s.close())
	}
	return head, err
}

// open opens the index. The caller holds the turn.
func (s *shelf) open() error {
	if s.index != nil {
		return nil
	}
	x, err := index.Open(s.dir())
	if errors.Is(err, index.ErrDamaged) {
		s.engine.built.Add(1)
		s.engine.log.Warn("the index cannot be read and is built anew", "folder", s.dir(), "err", err)
		if err := index.Remove(s.dir()); err != nil {
			return err
		}
		x, err = index.Open(s.dir())
	}
	if err != nil {
		return err
	}
	x.Note = noteOf
	s.mu.Lock()
	s.index = x
	s.mu.Unlock()
	s.isOpen.Store(true)
	s.engine.open.Add(1)
	s.engine.opened.Add(1)
	s.sweep()
	return nil
}

// sweep removes indexes of other fingerprints, and unfinished ones.
func (s *shelf) sweep() {
	entries, err := os.ReadDir(s.home)
	if err != nil {
		return
	}
	for _, entry := range entries {
		if entry.Name() != fingerprint {
			_ = os.RemoveAll(filepath.Join(s.home, entry.Name()))
		}
	}
}

// startOver empties the index. The caller holds the turn.
func (s *shelf) startOver() error {
	if err := s.close(); err != nil {
		return err
	}
	if err := index.Remove(s.dir()); err != nil {
		return err
	}
	return s.open()
}

// discard removes an index that turned out to be damaged.
func (s *shelf) discard(ctx context.Context, why error) error {
	if err := s.take(ctx); err != nil {
		return err
	}
	defer s.give()
	s.engine.built.Add(1)
	s.engine.log.Warn("the index is damaged and is built anew", "folder", s.dir(), "err", why)
	_ = s.close() // whatever a damaged index says to being closed, it goes
	return index.Remove(s.dir())
}

// close closes the index when its users are done.
func (s *shelf) close() (err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.index == nil {
		return nil
	}
	defer index.Guard(&err)()
	x := s.index
	s.index = nil
	s.isOpen.Store(false)
	s.engine.open.Add(-1)
	return x.Close()
}

// rebuild makes a new index beside the old one and puts it in its place.
func (s *shelf) rebuild(ctx context.Context, progress func(done, total int)) error {
	head, err := s.engine.cfg.Source.Head(ctx, s.scope)
	if err != nil {
		return err
	}
	if err := s.take(ctx); err != nil {
		return err
	}
	defer s.give()
	beside := s.dir() + ".new"
	if err := index.Remove(beside); err != nil {
		return err
	}
	x, err := index.Open(beside)
	if err != nil {
		return err
	}
	x.Note = noteOf
	err = s.follow(ctx, x, head, progress)
	if closed := x.Close(); err == nil {
		err = closed
	}
	if err != nil {
		_ = index.Remove(beside)
		return err
	}
	if err := s.close(); err != nil {
		s.engine.log.Warn("the old index did not close", "err", err)
	}
	if err := index.Remove(s.dir()); err != nil {
		return err
	}
	if err := os.Rename(beside, s.dir()); err != nil {
		return err
	}
	return s.open()
}
