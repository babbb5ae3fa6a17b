package main

import (
	"bytes"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
	"github.com/pincite/pincite/internal/testfile"
)

// BenchmarkReady is the time from nothing to a desk that answers, on a data
// folder that has its index.
func BenchmarkReady(b *testing.B) {
	dir := b.TempDir()
	ready := func() {
		d, err := openDesk(b.Context(), place{dir: dir}, slog.New(slog.DiscardHandler))
		if err != nil {
			b.Fatal(err)
		}
		if err := d.engine.Sync(b.Context(), corpus.ScopeOf(corpus.Example)); err != nil {
			b.Fatal(err)
		}
		if err := d.close(); err != nil {
			b.Fatal(err)
		}
	}
	ready()
	for b.Loop() {
		ready()
	}
}

// BenchmarkExamples is what looking after the examples costs at every start.
func BenchmarkExamples(b *testing.B) {
	s, err := store.Open(b.Context(), b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	for b.Loop() {
		if err := putExamples(b.Context(), s); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAddArchive is adding an archive of 1,000 articles of 1,000 words, and
// then adding it again, when nothing is new.
func BenchmarkAddArchive(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	members := make([]testfile.Member, 1000)
	for i := range members {
		var text strings.Builder
		fmt.Fprintf(&text, "# Report number %d\n\nBy Orla Venn\n", i)
		for n := range 1000 {
			if n%80 == 0 {
				text.WriteString(".\n\nThe")
			}
			fmt.Fprintf(&text, " %s", benchWord(random))
		}
		members[i] = testfile.Member{Name: fmt.Sprintf("articles/%04d.md", i), Data: []byte(text.String() + ".\n")}
	}
	archive := filepath.Join(b.TempDir(), "articles.zip")
	if err := os.WriteFile(archive, testfile.Zip(members...), 0o600); err != nil {
		b.Fatal(err)
	}
	add := func(dir, want string) {
		var out, remarks bytes.Buffer
		code := run(b.Context(), []string{"library", "add", archive, "--data", dir}, map[string]string{"PINCITE_CACHE_DIR": testfile.CodeFolder()}, std{nil, &out, &remarks})
		if code != exitYes || !strings.Contains(remarks.String(), want) {
			b.Fatalf("%d: %s", code, remarks.String()[max(0, remarks.Len()-400):])
		}
	}
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			add(b.TempDir(), "1000 added.")
		}
	})
	b.Run("again", func(b *testing.B) {
		dir := b.TempDir()
		add(dir, "1000 added.")
		for b.Loop() {
			add(dir, "0 added, 1000 unchanged.")
		}
	})
}

// benchWord is a word of two to four syllables, some words often and most rarely.
func benchWord(r *rand.Rand) string {
	const syllables = "banocerifudolamekisutopavinhejugaloredosti"
	n := int(r.ExpFloat64() * 300)
	word := ""
	for range 2 + n%3 {
		word += syllables[n%20*2 : n%20*2+2]
		n = n/7 + 3
	}
	return word
}
