package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"text/tabwriter"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/extract"
	"github.com/pincite/pincite/corpus/fetch"
	"github.com/pincite/pincite/corpus/gather"
)

// addCmd adds documents.
type addCmd struct {
	Files []string `arg:"" name:"file" help:"Files, folders, ZIP archives or links; - for the standard input."`
	inLibrary
	DryRun      bool     `name:"dry-run" help:"Say what would be done, and change nothing."`
	Feed        bool     `help:"The links are feeds: add the articles that are in them now."`
	Title       string   `help:"The title, in place of what the file says. This and the next need a single article."`
	Author      []string `help:"An author; may be repeated."`
	Publication string   `help:"The newspaper, journal or site."`
	Published   string   `placeholder:"DATE" help:"The date: 2023-09-04, 2023-09 or 2023."`
	URL         string   `help:"The web address of the article."`
}

// maxCards is the most files of which each is shown with all that is known.
const maxCards = 12

// Help is what "library add --help" says besides.
func (c *addCmd) Help() string {
	return "A file that was read before is known again without being read, so that a command that was stopped goes on where it stopped. " +
		"A file that has changed since gives its article a new revision. " +
		"What is in a folder and is no article is passed over; hidden files are too.\n\n" +
		"Exits with 0 when everything is in the library, 1 when something was skipped, 2 on an error."
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
	known, err := readKnown(ctx, s)
	if err != nil {
		return err
	}
	settings, err := s.Settings(ctx, s.scope)
	if err != nil {
		return err
	}
	a := &adder{shelf: s, std: std, web: web, items: items, given: given, known: known, settings: settings, dry: c.DryRun,
		single: len(files)+len(refused) == 1, cards: len(files) <= maxCards, bar: newProgress(std.err, "Adding")}
	for _, err := range refused {
		a.skip(err)
	}
	err = a.files(ctx, files)
	a.sum(std.err)
	if lib, _ := before.Library(); a.added > 0 && lib == corpus.Example && !c.DryRun {
		fmt.Fprintln(std.err, "Questions are answered from your articles from now on, not from the examples.")
	}
	switch {
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(std.err, "Run the same command again: it goes on where it was stopped.")
		return err
	case err == nil && a.skipped > 0:
		return errNo
	}
	return err
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
func (c *addCmd) find(ctx context.Context, web *fetch.Client) (files []found, items map[string]gather.Article, refused []error) {
	if !c.Feed {
		files, refused = findFiles(c.Files)
		return files, nil, refused
	}
	names, items, refused := feedItems(ctx, web, c.Files)
	for _, name := range names {
		files = append(files, found{name: name, named: true})
	}
	return files, items, refused
}

// refusal is the sentence for a file that is at fault itself, so that the
// others can go on; "" for an error of another kind.
func refusal(err error) string {
	var problem *extract.Problem
	var site *fetch.Problem
	var path *fs.PathError
	switch {
	case errors.As(err, &problem):
		return problem.Detail
	case errors.As(err, &site):
		return site.Detail
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
