package main

import (
	"context"
	"errors"
	"fmt"
	"text/tabwriter"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
)

// libraryCmd is the commands that keep a library.
type libraryCmd struct {
	Add    addCmd    `cmd:"" help:"Add articles from files (.txt, .md), folders of them, links or feeds."`
	List   listCmd   `cmd:"" help:"List the articles."`
	Show   showCmd   `cmd:"" help:"Show an article with its paragraphs' numbers."`
	Remove removeCmd `cmd:"" help:"Remove articles. What they said stays in the history."`
	Export exportCmd `cmd:"" help:"Write the articles to a folder as Markdown with front matter."`
}

// shelf is an open library, for commands that need no search.
type shelf struct {
	*store.Store
	lib   corpus.Library
	scope corpus.Scope
}

// openShelf opens a library exactly: not what its members read when it is empty.
func openShelf(ctx context.Context, cfg *config, chosen inLibrary) (*shelf, error) {
	lib, err := chosen.parse()
	if err != nil {
		return nil, err
	}
	s, err := cfg.place().openStore(ctx)
	if err != nil {
		return nil, err
	}
	return &shelf{Store: s, lib: lib, scope: corpus.ScopeOf(lib)}, nil
}

// all returns every document, by title.
func (s *shelf) all(ctx context.Context) ([]store.Summary, error) {
	const page = 500
	var all []store.Summary
	for {
		list, total, err := s.List(ctx, s.scope, store.Page{Offset: len(all), Limit: page})
		if err != nil {
			return nil, err
		}
		if all = append(all, list...); len(list) == 0 || len(all) >= total {
			return all, nil
		}
	}
}

// listCmd lists a library.
type listCmd struct{ inLibrary }

// Run prints a line for each document, by title.
func (c *listCmd) Run(ctx context.Context, std std, cfg *config) (err error) {
	s, err := openShelf(ctx, cfg, c.inLibrary)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	all, err := s.all(ctx)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		fmt.Fprintf(std.err, "The library %s is empty. Add an article with: pincite library add FILE\n", s.lib)
		if s.lib == corpus.Base {
			fmt.Fprintln(std.err, "Until then questions are answered from examples: pincite library list --library example")
		}
		return nil
	}
	w := tabwriter.NewWriter(std.out, 0, 0, 2, ' ', 0)
	for _, d := range all {
		fmt.Fprintf(w, "%s\t%s\t%s\t¶ %d\n", d.ID, d.Metadata.Title, byline(d.Metadata.Authors, d.Metadata.Publication, d.Metadata.Published), d.Paragraphs)
	}
	return w.Flush()
}

// showCmd shows one document.
type showCmd struct {
	ID string `arg:"" help:"The article's ID: see pincite library list."`
	inLibrary
	Original bool `help:"Write the file that the article was read from, byte for byte, instead."`
}

// Run prints the document's card and its text.
func (c *showCmd) Run(ctx context.Context, std std, cfg *config) (err error) {
	s, err := openShelf(ctx, cfg, c.inLibrary)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	doc, err := s.Document(ctx, s.scope, corpus.ID(c.ID))
	if err != nil {
		return missing(err, c.ID, s.lib)
	}
	if c.Original {
		data, err := s.Original(ctx, s.scope, doc.ID())
		if err == nil && data == nil {
			err = fmt.Errorf("the article %s was not read from a file", c.ID)
		}
		if err == nil {
			_, err = std.out.Write(data)
		}
		return err
	}
	if err := card(std.out, doc); err != nil {
		return err
	}
	for _, b := range doc.Blocks() {
		label := string(b.Kind)
		if b.Number > 0 {
			label = fmt.Sprintf("¶ %d", b.Number)
		}
		fmt.Fprintf(std.out, "\n%s\n%s\n", label, doc.Slice(b.Span))
	}
	return nil
}

// missing says that there is no such document, in a sentence.
func missing(err error, id string, lib corpus.Library) error {
	if !errors.Is(err, store.ErrNotFound) {
		return err
	}
	return fmt.Errorf("there is no article %s in the library %s: see pincite library list", id, lib)
}

// removeCmd removes documents.
type removeCmd struct {
	IDs []string `arg:"" name:"id" help:"The articles' IDs: see pincite library list."`
	inLibrary
}

// Run removes each document that there is, and complains of the others.
func (c *removeCmd) Run(ctx context.Context, std std, cfg *config) (err error) {
	s, err := openShelf(ctx, cfg, c.inLibrary)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	failed := false
	for _, id := range c.IDs {
		doc, err := s.Document(ctx, s.scope, corpus.ID(id))
		if err == nil {
			_, err = s.Remove(ctx, s.lib, doc.ID(), shellName)
		}
		if errors.Is(err, store.ErrNotFound) {
			failed = true
			fmt.Fprintln(std.err, missing(err, id, s.lib))
			continue
		}
		if err != nil {
			return err
		}
		fmt.Fprintf(std.out, "Removed “%s” [%s]\n", doc.Metadata().Title, id)
	}
	if failed {
		return errNo
	}
	return nil
}

// shellName is who the store is told adds and removes from the shell.
const shellName = "shell"

// reindexCmd builds indexes anew.
type reindexCmd struct {
	inLibrary
	All bool `help:"Every library, not only one."`
}

// Run shows progress on a terminal.
func (c *reindexCmd) Run(ctx context.Context, std std, cfg *config) (err error) {
	d, scope, err := openReading(ctx, std, cfg, c.inLibrary)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.close()) }()
	scopes := []corpus.Scope{scope}
	if c.All {
		libs, err := d.store.Libraries(ctx)
		if err != nil {
			return err
		}
		scopes = nil
		for _, l := range libs {
			scopes = append(scopes, corpus.ScopeOf(l))
		}
	}
	for _, scope := range scopes {
		bar := newProgress(std.err, "Indexing "+scope.String())
		total := 0
		err := d.engine.Reindex(ctx, scope, func(done, all int) { total = all; bar.show(done, all) })
		bar.clear()
		if err != nil {
			return fmt.Errorf("the library %s: %w", scope, err)
		}
		fmt.Fprintf(std.out, "Indexed the library %s: %s.\n", scope, count(total, "article"))
	}
	return nil
}

// count writes a number and its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
