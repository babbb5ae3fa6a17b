package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

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
		if err := os.WriteFile(filepath.Join(c.Folder, extract.FileName(doc)), extract.Markdown(doc), 0o644); err != nil {
			return err
		}
	}
	bar.clear()
	fmt.Fprintf(std.out, "Wrote %s to %s\n", count(len(all), "article"), c.Folder)
	return nil
}
