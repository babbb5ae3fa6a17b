// Package index keeps the passages of one library in Bleve, and finds the best
// of them for a handful of terms.
//
// Bleve keeps the postings, and we decide: scores are exact BM25, computed here
// over Bleve's public reader, with statistics that only a change of the
// library can move. The index knows how far it has followed its library: that
// is written in the batch that carries the documents, so the two cannot
// disagree. It is a cache, and may be deleted.
package index

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"runtime/debug"
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch"
	bleve "github.com/blevesearch/bleve_index_api"
	bolt "go.etcd.io/bbolt/errors"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/verify"
	"github.com/pincite/pincite/search/terms"
)

// Fingerprint names mapping, analysis and passage rules. It is part of the
// path of an index, so that a change of any of them builds anew.
const Fingerprint = "5-" + terms.Version + "-" + verify.Version

// lockWait is how long opening waits for another process that holds the index.
const lockWait = "2s"

// ErrDamaged is returned for an index that has to be built anew.
var ErrDamaged = errors.New("the index is damaged")

// State is how far an index has followed its library, and what it holds.
type State struct {
	Head      corpus.Head
	Documents int
	Passages  int
	Tokens    [fields]int // terms in all, by field

	Languages map[terms.Language]int // passages in each
}

// Index is an open index. One writer at a time may call Apply; Views may be
// open meanwhile. Close it when none is.
type Index struct {
	// Note, when it is set, makes what is kept with each document that Apply
	// takes in: see View.Notes.
	Note func(*corpus.Document) ([]byte, error)

	bleve bleve.Index
	state State
}

// analysers are the goroutines that analyse passages for every index of the
// process: those of their own would outnumber all else where a thousand are open.
var analysers = sync.OnceValue(func() *bleve.AnalysisQueue { return bleve.NewAnalysisQueue(max(2, runtime.GOMAXPROCS(0))) })

var stateKey = []byte("state")

// Open opens the index in a folder, and makes an empty one where there is
// none. The error is ErrDamaged when the folder's content cannot be used.
func Open(dir string) (x *Index, err error) {
	if err := check(dir); err != nil {
		return nil, err
	}
	defer Guard(&err)()
	x = &Index{}
	x.bleve, err = scorch.NewScorch(scorch.Name, map[string]any{"path": dir, "bolt_timeout": lockWait, "numSnapshotsToKeep": 1}, analysers())
	if err == nil {
		err = x.bleve.Open()
	}
	if err != nil {
		if errors.Is(err, bolt.ErrTimeout) {
			return nil, fmt.Errorf("another process has the index in %s open", dir)
		}
		if errors.Is(err, fs.ErrPermission) {
			return nil, fmt.Errorf("the index folder cannot be used: %w", err)
		}
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if err := x.load(); err != nil {
		_ = x.Close()
		return nil, err
	}
	return x, nil
}

func (x *Index) load() error {
	r, err := x.bleve.Reader()
	if err != nil {
		return err
	}
	defer r.Close()
	if x.state, err = stateOf(r); err != nil {
		return err
	}
	count, err := r.DocCount()
	if err != nil {
		return err
	}
	if int(count) != x.state.Passages {
		return fmt.Errorf("%w: it has %d passages and should have %d", ErrDamaged, count, x.state.Passages)
	}
	return nil
}

// stateOf reads the state that was written with what the reader sees.
func stateOf(r bleve.IndexReader) (s State, err error) {
	data, err := r.GetInternal(stateKey)
	if err != nil || data == nil {
		return s, err
	}
	if err := json.Unmarshal(data, &s); err != nil {
		return s, fmt.Errorf("%w: its state cannot be read: %w", ErrDamaged, err)
	}
	return s, nil
}

// State returns how far the index has come. It is the writer's to ask.
func (x *Index) State() State { return x.state }

// Close closes the index.
func (x *Index) Close() error { return x.bleve.Close() }

// Guard turns a panic of the index, or a fault of memory that is mapped from a
// damaged file, into ErrDamaged. It is called as: defer Guard(&err)().
func Guard(err *error) func() {
	before := debug.SetPanicOnFault(true)
	return func() {
		debug.SetPanicOnFault(before)
		if r := recover(); r != nil {
			*err = fmt.Errorf("%w: %v", ErrDamaged, r)
		}
	}
}

// Remove deletes an index that is not open.
func Remove(dir string) error { return os.RemoveAll(dir) }
