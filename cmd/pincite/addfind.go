package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/pincite/pincite/corpus/extract"
)

// found is a file, or a link, that is to be added.
type found struct {
	name  string
	named bool // somebody typed it; else it was in a folder
}

// findFiles replaces folders by the files in them, in the order of their
// names. Hidden files and folders are left out.
func findFiles(names []string) (files []found, refused []error) {
	for _, name := range names {
		info, err := os.Stat(name)
		if name == "-" || isLink(name) || err == nil && !info.IsDir() {
			files = append(files, found{name, true})
			continue
		}
		if err != nil {
			if errors.Is(err, fs.ErrNotExist) {
				err = fmt.Errorf("%s: there is no such file", name)
			}
			refused = append(refused, err)
			continue
		}
		before := len(files)
		err = filepath.WalkDir(name, func(path string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil:
				refused = append(refused, err)
			case path != name && strings.HasPrefix(entry.Name(), "."):
				if entry.IsDir() {
					return filepath.SkipDir
				}
			case isFile(path, entry):
				files = append(files, found{path, false})
			}
			return nil
		})
		if err != nil {
			refused = append(refused, err)
		} else if len(files) == before {
			refused = append(refused, fmt.Errorf("%s: there is no file in this folder", name))
		}
	}
	return files, refused
}

// isFile reports whether an entry of a folder is a file that can be read to its
// end, or leads to one.
func isFile(path string, entry fs.DirEntry) bool {
	if entry.Type()&fs.ModeSymlink != 0 {
		info, err := os.Stat(path)
		return err == nil && info.Mode().IsRegular()
	}
	return entry.Type().IsRegular()
}

// sniffed is how much is read of a file that is too large, to say what it is.
const sniffed = 64 << 10

// readFile reads a file, or the standard input for "-", whose file has no name.
// Of one that is larger than any article only the beginning is read, and tooLarge
// is true.
func readFile(stdin io.Reader, name string) (file extract.File, tooLarge bool, err error) {
	in := stdin
	if name != "-" {
		file.Name = filepath.Base(name)
		f, err := os.Open(name)
		if err != nil {
			return file, false, err
		}
		defer f.Close()
		if info, err := f.Stat(); err == nil && info.Size() > extract.MaxBytes {
			file.Data, err = io.ReadAll(io.LimitReader(f, sniffed))
			return file, true, err
		}
		in = f
	}
	file.Data, err = io.ReadAll(io.LimitReader(in, extract.MaxBytes+1))
	return file, len(file.Data) > extract.MaxBytes, err
}
