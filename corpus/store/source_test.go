package store

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pincite/pincite/corpus"
)

func TestSourcesTellWhichFilesWereRead(t *testing.T) {
	t.Parallel()
	s := openTemp(t)
	add := func(title, text, file string) *corpus.Document {
		t.Helper()
		u := Upload{Document: articleOf(t, corpus.Metadata{Title: title, SourceFile: title + ".md"}, text), By: "shell"}
		if file != "" {
			u.Original = []byte(file)
		}
		d, err := s.Add(t.Context(), harbor, u)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	one, two, three := add("One", "The first.", "file one"), add("Two", "The second.", ""), add("Three", "The third.", "file three")
	edited := articleOf(t, corpus.Metadata{Title: "One", SourceFile: "One.md"}, "The first, edited.")
	if _, err := s.Edit(t.Context(), harbor, one.ID(), 1, Upload{Document: edited, Original: []byte("file one, edited"), By: "shell"}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Remove(t.Context(), harbor, three.ID(), "discord:1"); err != nil {
		t.Fatal(err)
	}
	got, err := s.Sources(t.Context(), corpus.ScopeOf(harbor))
	if err != nil {
		t.Fatal(err)
	}
	byID := map[corpus.ID]Source{}
	for _, one := range got {
		byID[one.ID] = one
	}
	hash := func(s string) string { return FileHash([]byte(s)) }
	want := map[corpus.ID]Source{
		one.ID():   {ID: one.ID(), Revision: 2, Metadata: edited.Metadata(), TextHash: edited.TextHash(), Files: []string{hash("file one"), hash("file one, edited")}},
		two.ID():   {ID: two.ID(), Revision: 1, Metadata: two.Metadata(), TextHash: two.TextHash()},
		three.ID(): {ID: three.ID(), Revision: 1, Removed: true, Metadata: three.Metadata(), TextHash: three.TextHash(), Files: []string{hash("file three")}},
	}
	if diff := cmp.Diff(want, byID); diff != "" {
		t.Errorf("sources (-want +got):\n%s", diff)
	}
	if none, err := s.Sources(t.Context(), corpus.Scope{}); err != nil || none != nil {
		t.Errorf("the scope of nothing gives %v, %v", none, err)
	}
}
