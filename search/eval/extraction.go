package eval

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/extract"
)

// page is a web page with what is known of the article on it.
type page struct {
	id, file string
	body     *string  // the article's words
	with     []string // snippets that belong to the article
	without  []string // snippets that do not

	title, author, date string // "" where it is not known
}

// extracted is what was made of a page. text has the article's words without
// those under pictures, which both sets leave out; it is "" for a page that was
// refused.
type extracted struct {
	text string
	meta corpus.Metadata
}

// maxPageTime is how long one page may take.
const maxPageTime = time.Minute

// pageSet is a set of pages of one of two kinds.
type pageSet struct {
	name string
	read func() ([]page, error)
	rate func([]page, []extracted) ([]Figure, []Row)
}

// findExtraction finds a set of pages by the file that says what is on them:
// the article's words, as scrapinghub's article-extraction-benchmark has them,
// or snippets of them, as trafilatura's evaluation has.
func findExtraction(dir, part, name string) ([]set, error) {
	dir = filepath.Join(dir, part)
	for file, kind := range map[string]pageSet{
		"ground-truth.json": {read: func() ([]page, error) { return readBodies(dir) }, rate: rateBodies},
		"evaldata.json":     {read: func() ([]page, error) { return readSnippets(dir) }, rate: rateSnippets},
	} {
		if _, err := os.Stat(filepath.Join(dir, file)); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		kind.name = name
		return []set{{name: name, measure: kind.measure}}, nil
	}
	return nil, nil
}

// measure reads every page as a file that somebody sent.
func (s pageSet) measure(ctx context.Context, r *run) (*Result, error) {
	pages, err := s.read()
	if err != nil {
		return nil, err
	}
	pages = pick(pages, r.Sample)
	found := make([]extracted, len(pages))
	err = r.each(ctx, s.name, len(pages), func(ctx context.Context, i int) (err error) {
		found[i], err = extractPage(ctx, pages[i].file)
		return err
	})
	if err != nil {
		return nil, err
	}
	figures, rows := s.rate(pages, found)
	return &Result{Figures: figures, Counts: map[Kind]int{Page: len(pages)}, Rows: rows}, nil
}

// extractPage reads a page. One in which nothing can be found is no error: it
// counts as nothing found.
func extractPage(ctx context.Context, file string) (extracted, error) {
	data, err := readPage(file)
	if err != nil {
		return extracted{}, err
	}
	limited, cancel := context.WithTimeout(ctx, maxPageTime)
	defer cancel()
	d, err := extract.Document(limited, extract.File{Name: "page.html", Data: data}, corpus.Metadata{})
	if _, refused := errors.AsType[*extract.Problem](err); refused {
		return extracted{}, nil
	}
	if err != nil {
		return extracted{}, fmt.Errorf("%s: %w", file, err)
	}
	var body []string
	for _, b := range d.Blocks() {
		if b.Kind != corpus.Caption {
			body = append(body, d.Slice(b.Span))
		}
	}
	return extracted{strings.Join(body, "\n\n"), d.Metadata()}, nil
}

func readPage(file string) ([]byte, error) {
	packed, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return data, nil
}

// readBodies reads scrapinghub's pages, in the order of their names.
func readBodies(dir string) ([]page, error) {
	var truth map[string]struct {
		Body string `json:"articleBody"`
	}
	if err := readJSON(filepath.Join(dir, "ground-truth.json"), &truth); err != nil {
		return nil, err
	}
	var pages []page
	for _, id := range slices.Sorted(maps.Keys(truth)) {
		body := corpus.Canonical(truth[id].Body)
		pages = append(pages, page{id: id, file: filepath.Join(dir, "html", id+".html.gz"), body: &body})
	}
	return pages, nil
}

// readSnippets reads trafilatura's pages, in the order of their addresses.
func readSnippets(dir string) ([]page, error) {
	var truth map[string]struct {
		HTML    string   `json:"html"`
		Title   string   `json:"title"`
		Author  string   `json:"author"`
		Date    string   `json:"date"`
		With    []string `json:"with"`
		Without []string `json:"without"`
	}
	if err := readJSON(filepath.Join(dir, "evaldata.json"), &truth); err != nil {
		return nil, err
	}
	var pages []page
	for _, url := range slices.Sorted(maps.Keys(truth)) {
		t := truth[url]
		if filepath.Base(t.HTML) != t.HTML {
			return nil, fmt.Errorf("%s: %s: %q is not the name of a file", dir, url, t.HTML)
		}
		pages = append(pages, page{id: url, file: filepath.Join(dir, "html", t.HTML), title: t.Title, author: t.Author, date: t.Date, with: t.With, without: t.Without})
	}
	return pages, nil
}

func readJSON(file string, v any) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, v); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
}
