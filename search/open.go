package search

import (
	"slices"
	"time"

	"github.com/pincite/pincite/corpus"
)

// Indexes says how the indexes of an Engine are, for whoever watches it.
type Indexes struct {
	Open   int           // indexes that are open
	Behind int64         // changes that questions are waiting for now, in all libraries
	Wait   time.Duration // how long the one that is behind for longest has been catching up; 0 when none is
	Opened uint64        // indexes opened since the start, the same one again included
	Built  uint64        // damaged indexes that were built anew since the start
}

// Indexes returns how the indexes are now.
func (e *Engine) Indexes() Indexes {
	e.mu.Lock()
	defer e.mu.Unlock()
	said := Indexes{Open: int(e.open.Load()), Opened: e.opened.Load(), Built: e.built.Load()}
	for _, s := range e.shelves {
		if b := s.behind.Load(); b != nil {
			said.Behind += b.changes
			said.Wait = max(said.Wait, time.Since(b.since))
		}
	}
	return said
}

// OpenLibraries returns the libraries whose indexes are open.
func (e *Engine) OpenLibraries() []corpus.Library {
	e.mu.Lock()
	defer e.mu.Unlock()
	var open []corpus.Library
	for lib, s := range e.shelves {
		if s.isOpen.Load() {
			open = append(open, lib)
		}
	}
	slices.Sort(open)
	return open
}

// behind is an index that is catching up.
type behind struct {
	changes int64
	since   time.Time
}

// leaver returns what the user of a shelf calls when done. The caller holds mu.
func (e *Engine) leaver(s *shelf) func() {
	e.tick++
	s.used = e.tick
	s.users++
	e.users.Add(1)
	return func() {
		e.mu.Lock()
		s.users--
		if e.tooMany() && !e.closing && !e.closed {
			e.closing = true
			e.users.Add(1)
			go e.closeIdle()
		}
		e.mu.Unlock()
		e.users.Done()
	}
}

func (e *Engine) tooMany() bool { return e.cfg.MaxOpen > 0 && int(e.open.Load()) > e.cfg.MaxOpen }

// closeIdle closes the indexes that were not used for longest, until no more
// are open than may be. Those in use are passed over: whoever leaves one looks
// again.
func (e *Engine) closeIdle() {
	defer e.users.Done()
	for {
		s, lib := e.idlest()
		if s == nil {
			return
		}
		if err := s.close(); err != nil {
			e.log.Warn("an index that was not in use did not close well", "folder", s.dir(), "err", err)
		}
		e.mu.Lock()
		// Somebody may have come for it meanwhile; they open it again.
		if s.users == 0 && e.shelves[lib] == s {
			delete(e.shelves, lib)
		}
		e.mu.Unlock()
		s.give()
	}
}

// idlest returns, with its turn taken, the open shelf that nobody uses and that
// was not used for longest; nil when no more have to be closed or can be.
func (e *Engine) idlest() (*shelf, corpus.Library) {
	e.mu.Lock()
	defer e.mu.Unlock()
	var found *shelf
	var lib corpus.Library
	if e.tooMany() && !e.closed {
		for l, s := range e.shelves {
			if s.users == 0 && s.isOpen.Load() && (found == nil || s.used < found.used) {
				found, lib = s, l
			}
		}
	}
	if found != nil {
		select {
		case found.turn <- struct{}{}:
			return found, lib
		default:
		}
	}
	e.closing = false
	return nil, ""
}
