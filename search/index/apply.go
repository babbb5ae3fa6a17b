package index

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"syscall"

	bleve "github.com/blevesearch/bleve_index_api"

	"github.com/pincite/pincite/corpus"
)

// maxBatch is how many passages are written at once.
const maxBatch = 1000

// Apply takes documents in and out, and notes the head that this brings the
// index to. What is given in put takes the place of the document's earlier
// passages. Each batch is whole on disk when Apply goes on to the next; the
// head is noted in the last.
func (x *Index) Apply(ctx context.Context, put []*corpus.Document, drop []corpus.ID, head corpus.Head) (err error) {
	defer Guard(&err)()
	r, err := x.bleve.Reader()
	if err != nil {
		return err
	}
	defer r.Close()
	w := writer{index: x, batch: bleve.NewBatch(), state: x.state}
	for _, id := range drop {
		if err := w.drop(ctx, r, id); err != nil {
			return err
		}
	}
	for p := range x.prepare(put) {
		if p.err != nil {
			return p.err
		}
		if err := w.drop(ctx, r, p.id); err != nil {
			return err
		}
		for i := range p.passages {
			w.batch.Update(p.passages[i])
			w.count(p.keys[i], 1)
			if err := w.flushFull(ctx); err != nil {
				return err
			}
		}
	}
	w.state.Head = head
	return w.flush()
}

type writer struct {
	index *Index
	batch *bleve.Batch
	state State
}

// drop deletes the passages of a document.
func (w *writer) drop(ctx context.Context, r bleve.IndexReader, id corpus.ID) error {
	names, err := owned(ctx, r, id)
	if err != nil {
		return err
	}
	for _, name := range names {
		k, err := parseKey(name)
		if err != nil {
			return err
		}
		w.batch.Delete(name)
		w.count(k, -1)
	}
	return w.flushFull(ctx)
}

func (w *writer) count(k key, sign int) {
	w.state.Passages += sign
	if k.number == 0 {
		w.state.Documents += sign
	}
	w.state.Languages = counted(w.state.Languages, k.language, sign)
	for f, n := range k.tokens {
		w.state.Tokens[f] += sign * n
	}
}

func (w *writer) flushFull(ctx context.Context) error {
	if len(w.batch.IndexOps) < maxBatch {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return w.flush()
}

func (w *writer) flush() error {
	data, err := json.Marshal(w.state)
	if err != nil {
		return err
	}
	w.batch.SetInternal(stateKey, data)
	if err := w.index.bleve.Batch(w.batch); err != nil {
		return fmt.Errorf("%w: %w", unwritten(err), err)
	}
	w.index.state = w.state
	w.batch = bleve.NewBatch()
	return nil
}

// ErrUnwritten is returned by Apply when the disk did not take what was written.
// The index is to be closed then: what is in memory is not what is on the disk.
var ErrUnwritten = errors.New("the index could not be written")

// errFull is ErrUnwritten with the reason and the remedy.
var errFull = fmt.Errorf("the disk with the search index is full: make room, then ask again: %w", ErrUnwritten)

// unwritten says why a batch was not written. Bleve passes on what the system
// said as a text only.
func unwritten(err error) error {
	if errors.Is(err, syscall.ENOSPC) || strings.Contains(err.Error(), syscall.ENOSPC.Error()) {
		return errFull
	}
	return ErrUnwritten
}

// owned returns the names of a document's passages.
func owned(ctx context.Context, r bleve.IndexReader, id corpus.ID) ([]string, error) {
	tfr, err := r.TermFieldReader(ctx, []byte(id), ownerField, false, false, false)
	if err != nil {
		return nil, err
	}
	defer tfr.Close()
	var out []string
	var at bleve.TermFieldDoc
	for {
		d, err := tfr.Next(at.Reset())
		if err != nil || d == nil {
			return out, err
		}
		name, err := r.ExternalID(d.ID)
		if err != nil {
			return nil, err
		}
		out = append(out, name)
	}
}
