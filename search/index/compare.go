package index

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/blevesearch/bleve/v2/index/scorch"
	bolt "go.etcd.io/bbolt/errors"

	"github.com/pincite/pincite/corpus"
)

// Errors of OpenReading.
var (
	ErrInUse = errors.New("another process has the index open")
	ErrNone  = errors.New("there is no index")
)

// OpenReading opens the index in a folder for looking at it: nothing is made,
// written or mended. The error is ErrInUse, ErrNone or ErrDamaged where that is
// so.
func OpenReading(dir string) (x *Index, err error) {
	if _, err := os.Stat(filepath.Join(dir, "root.bolt")); errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNone
	}
	if err := check(dir); err != nil {
		return nil, err
	}
	defer Guard(&err)()
	x = &Index{}
	x.bleve, err = scorch.NewScorch(scorch.Name, map[string]any{"path": dir, "bolt_timeout": lockWait, "read_only": true}, analysers())
	if err == nil {
		err = x.bleve.Open()
	}
	if err != nil {
		if errors.Is(err, bolt.ErrTimeout) {
			return nil, ErrInUse
		}
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if err := x.load(); err != nil {
		return nil, errors.Join(err, x.Close())
	}
	return x, nil
}

// Differ counts the passages of a document that the index has not as it should,
// and those that it has besides. The names of passages carry the number of their
// terms, so that one that was indexed of other words counts too.
func (v *View) Differ(ctx context.Context, d *corpus.Document) (missing, besides int, err error) {
	names, err := owned(ctx, v.reader, d.ID())
	if err != nil {
		return 0, 0, err
	}
	there := make(map[string]bool, len(names))
	for _, n := range names {
		there[n] = true
	}
	_, keys := passages(d)
	for _, k := range keys {
		if !there[k.String()] {
			missing++
		}
	}
	return missing, len(names) - (len(keys) - missing), nil
}
