package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/extract"
)

// exportCmd writes a library to a folder.
type exportCmd struct {
	Folder string `arg:"" help:"A folder that is new or empty."`
	inLibrary
}

// Run writes one file for each document. Adding the folder to another library
// gives the same documents there.
func (c *exportCmd) Run(ctx context.Context, std std, cfg *config) (err error) {
	s, err := openShelf(ctx, cfg, c.inLibrary)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	entries, err := os.ReadDir(c.Folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if len(entries) > 0 {
		return fmt.Errorf("the folder %s is not empty: name a new one, so that nothing is overwritten", c.Folder)
	}
	all, err := s.all(ctx)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(c.Folder, 0o755); err != nil {
		return err
	}
	bar := newProgress(std.err, "Writing")
	defer bar.clear()
	for i, sum := range all {
		bar.show(i, len(all))
		doc, err := s.Document(ctx, s.scope, sum.ID)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(c.Folder, exportName(doc)), extract.Markdown(doc), 0o644); err != nil {
			return err
		}
	}
	bar.clear()
	fmt.Fprintf(std.out, "Wrote %s to %s\n", count(len(all), "article"), c.Folder)
	return nil
}

// exportName makes a file name of a title that every system takes, and of the
// ID so that no two are the same.
func exportName(d *corpus.Document) string {
	const longest = 60
	var b strings.Builder
	for word := range strings.FieldsFuncSeq(strings.ToLower(d.Metadata().Title), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if b.Len()+len(word) > longest {
			break
		}
		b.WriteString(word + "-")
	}
	return b.String() + string(d.ID()) + ".md"
}
