package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/pincite/pincite/corpus/store"
)

// backupCmd writes everything to a file.
type backupCmd struct {
	File    string `arg:"" help:"The file to write, pincite.zip for instance." type:"path"`
	Replace bool   `help:"Put the backup in the place of a file that is there."`
}

// Run writes the backup beside the file, reads it again, and only then gives it
// its name.
func (c *backupCmd) Run(ctx context.Context, std std, cfg *config) (err error) {
	if _, err := os.Lstat(c.File); err == nil && !c.Replace {
		return fmt.Errorf("the file %s is there already: name another, or replace it with --replace", c.File)
	}
	from, err := cfg.place().snapshot(ctx, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	f, err := os.CreateTemp(filepath.Dir(c.File), "."+filepath.Base(c.File)+".*.tmp")
	if err != nil {
		return fmt.Errorf("the backup cannot be written: %w", err)
	}
	defer func() {
		f.Close() // an error that matters has been returned by Sync
		if err != nil {
			os.Remove(f.Name())
		}
	}()
	bar := newProgress(std.err, "Backing up")
	m, err := from.Backup(ctx, f, versionName(), bar.show)
	bar.clear()
	if err != nil {
		return fmt.Errorf("the backup was not made: %w", err)
	}
	sum, err := settle(ctx, f, c.File)
	if err != nil {
		return fmt.Errorf("the backup was not made: %w", err)
	}
	fmt.Fprintf(std.out, "Backed up %s with %s to %s.\nSHA-256 %s\n", libraries(m.Libraries), count(m.Documents, "article"), c.File, sum)
	return nil
}

// settle makes sure that a backup is on the disk as it was meant, gives it its
// name, and returns its SHA-256.
func settle(ctx context.Context, f *os.File, name string) (string, error) {
	if err := f.Sync(); err != nil {
		return "", err
	}
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return "", err
	}
	if _, err := store.OpenArchive(ctx, f, size); err != nil {
		return "", err
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, io.NewSectionReader(f, 0, size)); err != nil {
		return "", err
	}
	if err := os.Rename(f.Name(), name); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), syncFolder(filepath.Dir(name))
}

// syncFolder makes sure that a new name outlives a power cut, where the system
// lets a folder be synchronized.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	_ = d.Sync() // Windows cannot
	return d.Close()
}

// libraries writes a number of libraries.
func libraries(n int) string {
	if n == 1 {
		return "1 library"
	}
	return fmt.Sprintf("%d libraries", n)
}

// restoreCmd brings a backup into an empty database.
type restoreCmd struct {
	File string `arg:"" help:"A file that pincite backup wrote." type:"path"`
}

// Run reads the file to its end before it writes anything.
func (c *restoreCmd) Run(ctx context.Context, std std, cfg *config) (err error) {
	f, err := os.Open(c.File)
	if err != nil {
		return fmt.Errorf("the backup cannot be read: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return fmt.Errorf("the backup cannot be read: %w", err)
	}
	a, err := store.OpenArchive(ctx, f, info.Size())
	if err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	at := cfg.place()
	to, err := at.openDatabase(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, to.Close()) }()
	bar := newProgress(std.err, "Restoring")
	got, err := to.Restore(ctx, a, bar.show)
	bar.clear()
	if err != nil {
		return notBrought("restored", at, err)
	}
	fmt.Fprintf(std.out, "Restored %s with %s to %s; every row was read again and compared.\nThe backup was made %s by Pincite %s.\n",
		libraries(got.Libraries), count(got.Documents, "article"), at, a.Manifest.MadeAt.Format("2006-01-02 15:04:05 UTC"), a.Manifest.Version)
	return nil
}

// notBrought says why nothing was brought into a database.
func notBrought(done string, at place, err error) error {
	if errors.Is(err, store.ErrNotEmpty) {
		return fmt.Errorf("nothing was %s: %s has libraries already. Name an empty one, or move this one away", done, at)
	}
	return fmt.Errorf("nothing was %s: %w", done, err)
}
