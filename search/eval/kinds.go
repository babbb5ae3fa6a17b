package eval

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pincite/pincite/corpus"
)

// kinds is the table of the sets that there may be: where each lies below the
// evaluation folder, how its files are found there, and how it is measured. To
// add a set of a kind that is here, add a line. A new kind is a function that
// finds its sets, and one that measures.
var kinds = []struct {
	path  string // of a folder, as path.Match has it
	below string // what of the path is not part of a set's name
	find  func(dir, part, name string) ([]set, error)
}{
	{path: "squad-open", find: findOpen},
	{path: "squadshifts", find: findOpen},
	{path: "xquad", find: findOpen},
	{path: "clapnq", find: findOpen},
	{path: "covidqa", find: findOpen},
	{path: "news/*", below: "news/", find: findNews},
	{path: "ass/*", find: findSelection},
	{path: "ir/*", find: findRetrieval},
	{path: "extraction/*", find: findExtraction},
	{path: "quotes/*", find: findQuotes},
	{path: "quotes/polnear", find: findPolnear},
	{path: "news/rtqa-articles", find: findQuotedNews},
	{path: ".", find: findOwn},
}

// set is a set that can be measured.
type set struct {
	name    string // "squadshifts/reddit"
	measure func(context.Context, *run) (*Result, error)

	documents func() ([]*corpus.Document, error) // its articles, when it has any that can be put into a library

	open      *openSet      // when it is one of questions over articles
	selection *selectionSet // when it is one of sentences to choose from
	quotes    *quoteSet     // when it is one of articles with marked attributions
}

// find returns the sets of the folder that are wanted, in the order of the
// table and then by name.
func find(o Options) ([]set, error) {
	if info, err := os.Stat(o.Dir); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("the folder %s with the question sets cannot be read: name one that has them", o.Dir)
	}
	var out, all []set
	for _, k := range kinds {
		dirs, err := fs.Glob(os.DirFS(o.Dir), k.path)
		if err != nil {
			return nil, err
		}
		found := false
		for _, dir := range dirs {
			sets, err := k.find(filepath.Join(o.Dir, filepath.FromSlash(dir)), o.Part, strings.TrimPrefix(dir, k.below))
			if err != nil {
				return nil, err
			}
			for _, s := range sets {
				found = true
				all = append(all, s)
				if o.wants(s.name) {
					out = append(out, s)
				}
			}
		}
		if name := strings.TrimPrefix(k.path, k.below); !found && k.path != "." && (o.wants(path.Dir(name)) || o.wants(name)) {
			o.Remark(fmt.Sprintf("%s: left out, %s has no such set with a part %q", k.path, o.Dir, o.Part))
		}
	}
	if slices.Contains(o.Sets, manySet) {
		out = append(out, measureMany(all))
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s has none of the sets: see pincite eval --help for how it is laid out", o.Dir)
	}
	return out, nil
}

// parts returns what stands before a suffix in the names of a folder's files:
// for "corpus.jsonl.gz", "reddit" of reddit.corpus.jsonl.gz and "" of
// corpus.jsonl.gz itself. A folder that is not there has none.
func parts(dir, suffix string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var out []string
	for _, e := range entries {
		if e.Name() == suffix {
			out = append(out, "")
		} else if stem, ok := strings.CutSuffix(e.Name(), "."+suffix); ok {
			out = append(out, stem)
		}
	}
	slices.Sort(out)
	return out, nil
}
