package store

import (
	"fmt"
	"strings"
	"testing"

	"github.com/pincite/pincite/corpus"
)

// benchStore holds n documents of the length of a news report.
func benchStore(b *testing.B, n int) *Store {
	b.Helper()
	s, err := Open(b.Context(), b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := s.Close(); err != nil {
			b.Error(err)
		}
	})
	docs := make([]*corpus.Document, n)
	for i := range docs {
		docs[i] = benchArticle(b, i)
	}
	if err := s.Replace(b.Context(), harbor, docs, "bench"); err != nil {
		b.Fatal(err)
	}
	return s
}

func benchArticle(b *testing.B, n int) *corpus.Document {
	paragraphs := make([]string, 25)
	for i := range paragraphs {
		paragraphs[i] = fmt.Sprintf("Paragraph %d of report %d. ", i, n) + strings.Repeat("The harbor office said so. ", 6)
	}
	return articleOf(b, corpus.Metadata{Title: fmt.Sprintf("Report %d", n), Authors: []string{"Ada Moss"}}, paragraphs...)
}

func BenchmarkAdd(b *testing.B) {
	s := benchStore(b, 0)
	docs := make([]*corpus.Document, b.N)
	for i := range docs {
		docs[i] = benchArticle(b, i)
	}
	b.ReportAllocs()
	b.ResetTimer()
	for _, d := range docs {
		if _, err := s.Add(b.Context(), harbor, Upload{Document: d, By: "bench"}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDocument(b *testing.B) {
	s := benchStore(b, 1000)
	scope := corpus.ScopeOf(harbor)
	n := 0
	for b.Loop() {
		n = (n + 7) % 1000
		if _, err := s.Document(b.Context(), scope, corpus.ID(fmt.Sprintf("report%d", n))); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDocuments(b *testing.B) {
	s := benchStore(b, 1000)
	scope := corpus.ScopeOf(harbor)
	ids := make([]corpus.ID, 20)
	for i := range ids {
		ids[i] = corpus.ID(fmt.Sprintf("report%d", i*50))
	}
	for b.Loop() {
		if docs, err := s.Documents(b.Context(), scope, ids); err != nil || len(docs) != len(ids) {
			b.Fatal(len(docs), err)
		}
	}
}

func BenchmarkHead(b *testing.B) {
	s := benchStore(b, 10)
	scope := corpus.ScopeOf(harbor)
	for b.Loop() {
		if _, err := s.Head(b.Context(), scope); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkComplete(b *testing.B) {
	s := benchStore(b, 1000)
	scope := corpus.ScopeOf(harbor)
	for b.Loop() {
		if list, err := s.Complete(b.Context(), scope, "rep 9", 25); err != nil || len(list) != 25 {
			b.Fatal(len(list), err)
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	dir := b.TempDir()
	for b.Loop() {
		s, err := Open(b.Context(), dir)
		if err != nil {
			b.Fatal(err)
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
