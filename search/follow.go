package search

import (
	"context"
	"fmt"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/search/index"
)

const (
	changesAtOnce   = 1000
	documentsAtOnce = 64
)

// follow applies the store's changes to an index, until it has come to head.
func (s *shelf) follow(ctx context.Context, x *index.Index, head corpus.Head, progress func(done, total int)) error {
	source := s.engine.cfg.Source
	for x.State().Head.Seq < head.Seq || x.State().Head.Epoch != head.Epoch {
		after := x.State().Head.Seq
		changes, err := source.Changes(ctx, s.scope, after, changesAtOnce)
		if err != nil {
			return err
		}
		if len(changes) == 0 {
			// Nothing is left to apply: numbers without a change.
			return x.Apply(ctx, nil, nil, head)
		}
		if err := s.apply(ctx, x, head.Epoch, changes, progress); err != nil {
			return err
		}
	}
	return nil
}

// apply applies some changes. Only a document's latest state counts, so each
// is loaded once, however often it changed.
func (s *shelf) apply(ctx context.Context, x *index.Index, epoch string, changes []corpus.Change, progress func(done, total int)) error {
	seen := map[corpus.ID]bool{}
	var ids []corpus.ID
	for _, c := range changes {
		if !seen[c.Document] {
			seen[c.Document] = true
			ids = append(ids, c.Document)
		}
	}
	at := x.State().Head
	at.Epoch = epoch
	for start := 0; start < len(ids); start += documentsAtOnce {
		some := ids[start:min(start+documentsAtOnce, len(ids))]
		put, err := s.engine.cfg.Source.Documents(ctx, s.scope, some)
		if err != nil {
			return fmt.Errorf("loading documents for the index: %w", err)
		}
		there := map[corpus.ID]bool{}
		for _, d := range put {
			there[d.ID()] = true
		}
		var drop []corpus.ID
		for _, id := range some {
			if !there[id] {
				drop = append(drop, id)
			}
		}
		if start+documentsAtOnce >= len(ids) {
			at.Seq = changes[len(changes)-1].Seq
		}
		if err := x.Apply(ctx, put, drop, at); err != nil {
			return err
		}
		if progress != nil {
			progress(min(start+documentsAtOnce, len(ids)), len(ids))
		}
	}
	return nil
}
