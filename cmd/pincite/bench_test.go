package main

import (
	"log/slog"
	"testing"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
)

// BenchmarkReady is the time from nothing to a desk that answers, on a data
// folder that has its index.
func BenchmarkReady(b *testing.B) {
	dir := b.TempDir()
	ready := func() {
		d, err := openDesk(b.Context(), dir, slog.New(slog.DiscardHandler))
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
