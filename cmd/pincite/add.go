package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/extract"
	"github.com/pincite/pincite/corpus/fetch"
	"github.com/pincite/pincite/corpus/gather"
	"github.com/pincite/pincite/corpus/store"
)

// addCmd adds documents.
type addCmd struct {
	Files []string `arg:"" name:"file" help:"Files, folders or links; - for the standard input."`
	inLibrary
	Feed        bool     `help:"The links are feeds: add the articles that are in them now."`
	Title       string   `help:"The title, in place of what the file says. This and the next need a single file."`
	Author      []string `help:"An author; may be repeated."`
	Publication string   `help:"The newspaper, journal or site."`
	Published   string   `placeholder:"DATE" help:"The date: 2023-09-04, 2023-09 or 2023."`
	URL         string   `help:"The web address of the article."`
}

// Run adds what it can, and says of every file what became of it.
func (c *addCmd) Run(ctx context.Context, std std, cfg *config) (err error) {
	given, err := c.given()
	if err != nil {
		return err
	}
	s, err := openShelf(ctx, cfg, c.inLibrary)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	before, err := s.ReadScope(ctx, s.lib)
	if err != nil {
		return err
	}
	web, err := cfg.fetcher()
	if err != nil {
		return err
	}
	defer web.Close()
	files, items, refused := c.find(ctx, web)
	for _, err := range refused {
		fmt.Fprintln(std.err, err)
	}
	added, failed := 0, len(refused)
	bar := newProgress(std.err, "Adding")
	for i, name := range files {
		bar.show(i, len(files))
		doc, err := addOne(ctx, s, std.in, web, name, items, given)
		bar.clear()
		switch {
		case err == nil:
			added++
			fmt.Fprintf(std.out, "%s: added\n", name)
			if err := card(std.out, doc); err != nil {
				return err
			}
			for _, w := range extract.Warnings(doc) {
				fmt.Fprintf(std.err, "%s: %s\n", name, w)
			}
		case refusal(err) != "":
			failed++
			fmt.Fprintf(std.err, "%s: %s\n", name, refusal(err))
		default:
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	if len(files)+len(refused) > 1 {
		fmt.Fprintf(std.err, "%d added, %d refused.\n", added, failed)
	}
	if lib, _ := before.Library(); added > 0 && lib == corpus.Example {
		fmt.Fprintln(std.err, "Questions are answered from your articles from now on, not from the examples.")
	}
	if failed > 0 {
		return errNo
	}
	return nil
}

// given is the metadata that the command line states.
func (c *addCmd) given() (corpus.Metadata, error) {
	published, err := corpus.ParseDate(c.Published)
	if err != nil {
		return corpus.Metadata{}, fmt.Errorf("--published: %w", err)
	}
	m := corpus.Metadata{Title: c.Title, Authors: c.Author, Publication: c.Publication, Published: published, URL: c.URL}
	stated := m.Title != "" || len(m.Authors) > 0 || m.Publication != "" || !m.Published.IsZero() || m.URL != ""
	if stated && len(c.Files) > 1 {
		return corpus.Metadata{}, errors.New("--title, --author, --publication, --published and --url say something of one article: add it alone")
	}
	return m, nil
}

// find lists what is to be added: files, links, and with --feed what is in the
// feeds.
func (c *addCmd) find(ctx context.Context, web *fetch.Client) (names []string, items map[string]gather.Article, refused []error) {
	if c.Feed {
		return feedItems(ctx, web, c.Files)
	}
	names, refused = findFiles(c.Files)
	return names, nil, refused
}

// articleFiles are the files in a folder that are taken.
var articleFiles = []string{".txt", ".md", ".markdown"}

// findFiles replaces folders by the articles in them, in the order of their
// names. Hidden files and folders are left out.
func findFiles(names []string) (files []string, refused []error) {
	for _, name := range names {
		info, err := os.Stat(name)
		if name == "-" || isLink(name) || err == nil && !info.IsDir() {
			files = append(files, name)
			continue
		}
		if err != nil {
			refused = append(refused, fmt.Errorf("%s: there is no such file", name))
			if !errors.Is(err, fs.ErrNotExist) {
				refused[len(refused)-1] = err
			}
			continue
		}
		found := 0
		err = filepath.WalkDir(name, func(path string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil:
				refused = append(refused, err)
			case path != name && strings.HasPrefix(entry.Name(), "."):
				if entry.IsDir() {
					return filepath.SkipDir
				}
			case !entry.IsDir() && slices.Contains(articleFiles, strings.ToLower(filepath.Ext(path))):
				files = append(files, path)
				found++
			}
			return nil
		})
		if err != nil {
			refused = append(refused, err)
		} else if found == 0 {
			refused = append(refused, fmt.Errorf("%s: there is no .txt or .md file in this folder", name))
		}
	}
	return files, refused
}

// addOne adds a file, or what is behind a link.
func addOne(ctx context.Context, s *shelf, stdin io.Reader, web *fetch.Client, name string, items map[string]gather.Article, given corpus.Metadata) (*corpus.Document, error) {
	l, ok := items[name]
	if !ok && isLink(name) {
		l, ok = gather.Article{Link: name}, true
	}
	if !ok {
		return addFile(ctx, s, stdin, name, given)
	}
	doc, file, err := l.Document(ctx, web, given)
	if err != nil {
		return nil, err
	}
	return s.Add(ctx, s.lib, store.Upload{Document: doc, Original: file.Data, By: shellName})
}

func addFile(ctx context.Context, s *shelf, stdin io.Reader, name string, given corpus.Metadata) (*corpus.Document, error) {
	file := extract.File{Name: filepath.Base(name)}
	in := stdin
	if name == "-" {
		file.Name = ""
	} else {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in = f
	}
	// One byte more than is read of a file, so that a longer one is refused and
	// not cut.
	var err error
	if file.Data, err = io.ReadAll(io.LimitReader(in, extract.MaxBytes+1)); err != nil {
		return nil, err
	}
	doc, err := extract.Document(ctx, file, given)
	if err != nil {
		return nil, err
	}
	return s.Add(ctx, s.lib, store.Upload{Document: doc, Original: file.Data, By: shellName})
}

// refusal is the sentence for a file that is at fault itself, so that the
// others can go on; "" for an error of another kind.
func refusal(err error) string {
	var problem *extract.Problem
	var site *fetch.Problem
	var duplicate *store.DuplicateError
	var path *fs.PathError
	switch {
	case errors.As(err, &problem):
		return problem.Detail
	case errors.As(err, &site):
		return site.Detail
	case errors.As(err, &duplicate):
		return fmt.Sprintf("it is in the library already, as “%s” [%s]", duplicate.Existing.Metadata.Title, duplicate.Existing.ID)
	case errors.As(err, &path):
		return fmt.Sprintf("it cannot be read: %v", path.Err)
	}
	return ""
}

// card writes what is known about a document.
func card(w io.Writer, d *corpus.Document) error {
	m := d.Metadata()
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	numbered := 0
	for _, b := range d.Blocks() {
		if b.Kind.Numbered() {
			numbered++
		}
	}
	for _, row := range [][2]string{
		{"title", m.Title}, {"subtitle", m.Subtitle}, {"authors", strings.Join(m.Authors, ", ")},
		{"publication", m.Publication}, {"published", m.Published.String()}, {"url", m.URL},
		{"dateline", m.Dateline}, {"paragraphs", fmt.Sprint(numbered)}, {"id", string(d.ID())},
	} {
		if row[1] != "" {
			fmt.Fprintf(tw, "  %s\t%s\n", row[0], row[1])
		}
	}
	return tw.Flush()
}
