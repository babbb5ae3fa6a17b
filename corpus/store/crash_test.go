package store

import (
	"bufio"
	"bytes"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/pincite/pincite/corpus"
)

// crashDir names the folder in which the test binary, started anew, adds
// documents until it is killed.
const crashDir = "PINCITE_STORE_CRASH_DIR"

func TestMain(m *testing.M) {
	if dir := os.Getenv(crashDir); dir != "" {
		if err := addUntilKilled(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	// Few long random tests do as much as many short ones, and open and compare
	// less. What the command line says comes after, and counts.
	for name, value := range map[string]string{"rapid.checks": "20", "rapid.steps": "100"} {
		if err := flag.Set(name, value); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	code := m.Run()
	dropSchemas()
	os.Exit(code)
}

// addUntilKilled adds documents and says of each when it is acknowledged.
func addUntilKilled(dir string) error {
	ctx := context.Background()
	s, err := Open(ctx, dir)
	if err != nil {
		return err
	}
	head, err := s.Head(ctx, corpus.ScopeOf(harbor))
	if err != nil {
		return err
	}
	for n := int(head.Seq); ; n++ {
		u := crashUpload(n)
		d, err := s.Add(ctx, harbor, u)
		if err != nil {
			return err
		}
		fmt.Printf("%d %s\n", n, d.ID())
	}
}

// crashUpload is a document with a file large enough that writing it takes a
// while.
func crashUpload(n int) Upload {
	text := fmt.Sprintf("Report %d of the harbor office. ", n)
	text += strings.Repeat("Nothing arrived. ", 200)
	d, err := corpus.Restore(corpus.ID("r"+strconv.Itoa(n)), corpus.Metadata{Title: "Report"}, corpus.Provenance{}, text,
		[]corpus.Block{{Kind: corpus.Paragraph, Number: 1, Span: corpus.Span{End: len(text)}}})
	if err != nil {
		panic(err) // the test itself is wrong
	}
	return Upload{Document: d, Original: bytes.Repeat([]byte(text), 40), By: "shell"}
}

func TestSIGKILLLeavesAllOrNothingOfEveryAdd(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	acknowledged := 0
	for round := range 12 {
		acknowledged = max(acknowledged, killWhileAdding(t, dir, 1+rand.IntN(6)))
		s, err := Open(t.Context(), dir)
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		checkWhole(t, s, acknowledged)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// killWhileAdding starts the child, kills it after so many acknowledgements,
// and returns the number up to which documents were acknowledged.
func killWhileAdding(t *testing.T, dir string, after int) int {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^$")
	child.Env = append(os.Environ(), crashDir+"="+dir)
	var stderr bytes.Buffer
	child.Stderr = &stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	last, seen := -1, 0
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		n, _, _ := strings.Cut(lines.Text(), " ")
		if last, err = strconv.Atoi(n); err != nil {
			t.Fatalf("the child says %q", lines.Text())
		}
		if seen++; seen == after {
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := child.Wait(); seen < after {
		t.Fatalf("the child ended by itself after %d documents: %v\n%s", seen, err, &stderr)
	}
	return last + 1
}

// checkWhole looks for anything that is there in part.
func checkWhole(t *testing.T, s *Store, acknowledged int) {
	t.Helper()
	scope := corpus.ScopeOf(harbor)
	for _, pragma := range []string{"integrity_check", "foreign_key_check"} {
		var said string
		err := s.read.QueryRowContext(t.Context(), "PRAGMA "+pragma).Scan(&said)
		if err == nil && said != "ok" {
			t.Errorf("%s: %s", pragma, said)
		}
	}
	head, err := s.Head(t.Context(), scope)
	if err != nil {
		t.Fatal(err)
	}
	if int(head.Seq) < acknowledged {
		t.Fatalf("%d documents were acknowledged, %d are there", acknowledged, head.Seq)
	}
	changes, err := s.Changes(t.Context(), scope, 0, 1_000_000)
	if err != nil || len(changes) != int(head.Seq) {
		t.Fatalf("%d changes up to %d, %v", len(changes), head.Seq, err)
	}
	for i, c := range changes {
		want := crashUpload(i)
		d, err := s.Document(t.Context(), scope, c.Document)
		if err != nil || d.Text() != want.Document.Text() || c.Document != want.Document.ID() {
			t.Fatalf("document %d is %s: %v", i, c.Document, err)
		}
		original, err := s.Original(t.Context(), scope, c.Document)
		if err != nil || !bytes.Equal(original, want.Original) {
			t.Fatalf("document %d: %d bytes of %d of its file, %v", i, len(original), len(want.Original), err)
		}
	}
	for _, table := range []string{"document", "revision", "original"} {
		var rows int
		if err := s.read.QueryRowContext(t.Context(), "SELECT COUNT(*) FROM "+table).Scan(&rows); err != nil {
			t.Fatal(err)
		}
		if rows != len(changes) {
			t.Errorf("%d rows of %s for %d documents", rows, table, len(changes))
		}
	}
}
