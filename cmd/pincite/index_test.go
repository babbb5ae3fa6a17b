package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// elapsed is what may differ between two equal answers.
var elapsed = regexp.MustCompile(`"milliseconds":[0-9.]+`)

// harborArticles makes a data folder with a few articles, asks them, and
// returns how to ask again.
func harborArticles(t *testing.T) (dir string, ask func() outcome) {
	t.Helper()
	dir, articles := t.TempDir(), t.TempDir()
	for name, text := range map[string]string{
		"strike.md": "# Dockers walk out\n\nDockers at Port Ellan walked out on Thursday.\n\nOrla Venn speaks for the Quay Union.\n",
		"ferry.md":  "# Ferry resumes\n\nThe ferry to Port Ellan resumed on Friday.\n\nThe crossing takes forty minutes.\n",
	} {
		if err := os.WriteFile(filepath.Join(articles, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got := pinciteWith(t, "", "library", "add", articles, "--data", dir); got.code != exitYes {
		t.Fatalf("%+v", got)
	}
	questions := "Who speaks for the Quay Union?\nHow long does the crossing take?\nWhen did the dockers walk out?\nWho is the king of Xanth?\n"
	return dir, func() outcome {
		got := pinciteWith(t, questions, "ask", "--json", "-", "--data", dir)
		got.out = elapsed.ReplaceAllString(got.out, `"milliseconds":0`)
		return got
	}
}

func TestDeletingTheIndexChangesNoAnswer(t *testing.T) {
	t.Parallel()
	dir, ask := harborArticles(t)
	before := ask()
	if before.code != exitYes || before.err != "" {
		t.Fatalf("%+v", before)
	}
	if err := os.RemoveAll(filepath.Join(dir, indexFolder)); err != nil {
		t.Fatal(err)
	}
	if after := ask(); after != before {
		t.Errorf("before: %+v\nafter: %+v", before, after)
	}
}

func TestADamagedIndexIsBuiltAnewWithAWarning(t *testing.T) {
	t.Parallel()
	for name, damage := range map[string]func(path string, size int64) error{
		"overwritten": func(path string, size int64) error {
			return os.WriteFile(path, bytes.Repeat([]byte("noise"), int(size)/5+1), 0o600)
		},
		"cut short": func(path string, size int64) error { return os.Truncate(path, size/2) },
		"empty":     func(path string, _ int64) error { return os.Truncate(path, 0) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir, ask := harborArticles(t)
			before := ask()
			damaged := 0
			err := filepath.WalkDir(filepath.Join(dir, indexFolder), func(path string, entry fs.DirEntry, err error) error {
				if err != nil || entry.IsDir() {
					return err
				}
				info, err := entry.Info()
				if err != nil {
					return err
				}
				damaged++
				return damage(path, info.Size())
			})
			if err != nil || damaged == 0 {
				t.Fatalf("%d files damaged, %v", damaged, err)
			}
			after := ask()
			if after.out != before.out || after.code != before.code {
				t.Errorf("before: %+v\nafter: %+v", before, after)
			}
			if !strings.Contains(after.err, "level=WARN") {
				t.Errorf("there is no warning: %q", after.err)
			}
			if again := ask(); again != before {
				t.Errorf("it did not last: %+v", again)
			}
		})
	}
}
