package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
	"github.com/pincite/pincite/internal/testfile"
)

// outcome is what a run left behind.
type outcome struct {
	code     int
	out, err string
}

// pinciteWith runs the program in this process with nothing in its environment.
func pinciteWith(t *testing.T, stdin string, args ...string) outcome {
	t.Helper()
	var out, err bytes.Buffer
	code := run(t.Context(), args, map[string]string{"PINCITE_CACHE_DIR": testfile.CodeFolder()}, std{strings.NewReader(stdin), &out, &err})
	return outcome{code, out.String(), err.String()}
}

func TestASecondPinciteOnADataFolderIsRefused(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"ask", "what is this?"}, {"search", "harbor"}, {"library", "list"}, {"library", "add", "nosuch.txt"}, {"reindex"},
		{"serve", "--token", "x", "--health-addr", "off"}, {"play", "--addr", "127.0.0.1:0"},
	} {
		got := pinciteWith(t, "", append(args, "--data", dir)...)
		want := fmt.Sprintf("another pincite (process %d) is using the data folder %s: stop it first", os.Getpid(), dir)
		if got.code != exitError || !strings.Contains(got.err, want) {
			t.Errorf("%v: %+v", args, got)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if got := pinciteWith(t, "", "library", "list", "--data", dir); got.code != exitYes {
		t.Errorf("afterwards: %+v", got)
	}
}

// TestSIGKILLWhileAddingLeavesWholeArticles kills "library add" of many files
// after some of them, and looks at what is there.
func TestSIGKILLWhileAddingLeavesWholeArticles(t *testing.T) {
	t.Parallel()
	const files = 120
	// The long names fill the pipe from the child after some 100 of the files:
	// however late this test reads, the child cannot be done before it is killed.
	long := strings.Repeat("long", 50)
	articles := filepath.Join(t.TempDir(), long, long, long)
	if err := os.MkdirAll(articles, 0o700); err != nil {
		t.Fatal(err)
	}
	for n := range files {
		text := fmt.Sprintf("# Report %03d\n\nReport %03d begins here. %s\n\nReport %03d ends here.\n",
			n, n, strings.Repeat("Nothing arrived. ", 500), n)
		if err := os.WriteFile(filepath.Join(articles, fmt.Sprintf("%03d.md", n)), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var dir string
	for _, after := range []int{1, 7, 23} {
		dir = t.TempDir()
		told := addAndKill(t, articles, dir, after)
		s, err := store.Open(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		there := wholeArticles(t, s)
		if there < told || there >= files {
			t.Errorf("%d articles were reported and %d are there", told, there)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if got := pinciteWith(t, "", "library", "add", articles, "--data", dir); got.code != exitYes || !strings.Contains(got.err, " unchanged.") {
		t.Errorf("adding them again: %d %s", got.code, got.err)
	}
	if got := pinciteWith(t, "", "library", "list", "--data", dir); strings.Count(got.out, "\n") != files {
		t.Errorf("in the end there are %d", strings.Count(got.out, "\n"))
	}
}

// addAndKill returns how many articles were reported as added.
func addAndKill(t *testing.T, articles, dir string, after int) int {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	child := &exec.Cmd{Path: self, Args: []string{"pincite", "library", "add", articles, "--data", dir}, Dir: t.TempDir()}
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	added := 0
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if strings.Contains(lines.Text(), ".md: added as ") {
			if added++; added == after {
				if err := child.Process.Kill(); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if err := child.Wait(); err == nil {
		t.Fatalf("it ended before it was killed, after %d", added)
	}
	return added
}

func wholeArticles(t *testing.T, s *store.Store) int {
	t.Helper()
	scope := corpus.ScopeOf(corpus.Base)
	list, total, err := s.List(t.Context(), scope, store.Page{Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	for _, sum := range list {
		d, err := s.Document(t.Context(), scope, sum.ID)
		if err != nil {
			t.Fatal(err)
		}
		name := d.Metadata().Title
		if !strings.HasPrefix(d.Text(), name+" begins here.") && !strings.Contains(d.Text(), "\n"+name+" begins here.") || !strings.HasSuffix(d.Text(), name+" ends here.") {
			t.Errorf("%s is not whole: it has %d bytes", name, len(d.Text()))
		}
		if original, err := s.Original(t.Context(), scope, sum.ID); err != nil || !bytes.HasSuffix(original, []byte(name+" ends here.\n")) {
			t.Errorf("the file of %s is not whole: %v", name, err)
		}
	}
	return total
}

// started is a command that runs until its context ends.
type started struct {
	out    *bufio.Reader
	err    *bytes.Buffer
	cancel context.CancelFunc
	code   chan int
}

// startPincite runs the program beside the test; stop ends it as a signal would.
func startPincite(t *testing.T, start func(ctx context.Context, std std) int) *started {
	t.Helper()
	r, w := io.Pipe()
	ctx, cancel := context.WithCancel(t.Context())
	s := &started{out: bufio.NewReader(r), err: &bytes.Buffer{}, cancel: cancel, code: make(chan int, 1)}
	go func() {
		code := start(ctx, std{strings.NewReader(""), w, s.err})
		w.Close()
		s.code <- code
	}()
	t.Cleanup(cancel)
	return s
}

func (s *started) stop(t *testing.T) {
	t.Helper()
	s.cancel()
	go io.Copy(io.Discard, s.out)
	if code := <-s.code; code != exitYes {
		t.Errorf("it ended with %d:\n%s", code, s.err)
	}
}
