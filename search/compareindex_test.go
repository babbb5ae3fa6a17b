package search_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/search"
	"github.com/pincite/pincite/search/index"
)

func TestAnIndexIsComparedWithItsStore(t *testing.T) {
	t.Parallel()
	lib := newLibrary(t)
	cfg := search.Config{Dir: lib.dir, Source: lib.store}
	var ids []corpus.ID
	compare := func(what string, want search.Comparison) {
		t.Helper()
		got, err := search.Compare(t.Context(), cfg, lib.scope, ids)
		if err != nil || got != want {
			t.Errorf("%s: %+v, %v; want %+v", what, got, err, want)
		}
	}
	compare("no index", search.Comparison{State: search.IndexNone})
	for _, d := range lib.add(t, article(t, "Crane falls", portStory...), article(t, "Ferry sails", "The ferry sails at nine.", "It carries forty cars.")) {
		ids = append(ids, d.ID())
	}
	must(t, lib.engine.Sync(t.Context(), lib.scope))
	compare("in use", search.Comparison{Documents: 2, State: search.IndexInUse})
	must(t, lib.engine.Close())
	compare("as it should be", search.Comparison{Documents: 2, Passages: 5})
	before := files(t, lib.dir, "*")
	compare("once more", search.Comparison{Documents: 2, Passages: 5})
	if after := files(t, lib.dir, "*"); len(after) != len(before) {
		t.Errorf("looking at it made %v of %v", after, before)
	}

	dir := filepath.Dir(files(t, lib.dir, "root.bolt")[0])
	harm := func(put []*corpus.Document, drop ...corpus.ID) {
		t.Helper()
		x, err := index.Open(dir)
		must(t, err)
		must(t, x.Apply(t.Context(), put, drop, x.State().Head))
		must(t, x.Close())
	}
	harm(nil, ids[1])
	compare("a document is not in it", search.Comparison{Documents: 2, Passages: 3, Missing: 2})
	harm([]*corpus.Document{article(t, "Another", "This is in no library.")})
	compare("and one is that should not be", search.Comparison{Documents: 2, Passages: 4, Missing: 2, Besides: 1})

	lib.add(t, article(t, "Tide", "The tide was high."))
	compare("the store has moved on", search.Comparison{Documents: 2, Passages: 4, Behind: true})
	for _, f := range files(t, lib.dir, "*.zap") {
		must(t, os.Truncate(f, 20))
	}
	compare("damaged", search.Comparison{Documents: 2, State: search.IndexDamaged})
	lib.engine = lib.open(t)
}
