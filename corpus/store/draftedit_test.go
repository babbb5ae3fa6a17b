package store

import (
	"bytes"
	"errors"
	"fmt"
	"testing"

	"github.com/pincite/pincite/corpus"
)

func draftLeftOut(t *testing.T, s *Store) {
	d := saveDraft(t, s, Draft{Library: harbor, By: "discord:5", Items: items(article(t, "First", "The port closed."), article(t, "Second", "The quay sank."),
		article(t, "Third", "It opened."))})
	for _, out := range []map[int]bool{{0: true, 2: true}, {2: false, 7: true}} {
		if err := s.LeaveOut(t.Context(), harbor, d.ID, out); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.LeaveOut(t.Context(), second, d.ID, map[int]bool{1: true}); !errors.Is(err, ErrNotFound) {
		t.Errorf("left out from elsewhere: %v", err)
	}
	got, err := s.Draft(t.Context(), corpus.ScopeOf(harbor), d.ID)
	if err != nil || fmt.Sprint(got.Items[0].LeftOut, got.Items[1].LeftOut, got.Items[2].LeftOut) != "true false false" {
		t.Errorf("%+v, %v", got.Items, err)
	}
	outcomes, err := s.AddDraft(t.Context(), harbor, d.ID, "discord:5")
	if err != nil || len(outcomes) != 3 || outcomes[0] != (Outcome{}) || !outcomes[1].Changed || !outcomes[2].Changed {
		t.Errorf("%+v, %v", outcomes, err)
	}
	if _, total, err := s.List(t.Context(), corpus.ScopeOf(harbor), Page{0, 10}); err != nil || total != 2 {
		t.Errorf("%d documents, %v", total, err)
	}
}

func draftInstead(t *testing.T, s *Store) {
	mustAdd(t, s, harbor, article(t, "Port", "The port closed."))
	m := corpus.Metadata{Title: "Port of Ostrand"}
	later := DraftItem{Document: article(t, "Later", "The port opened."), Original: []byte("file")}
	for name, rest := range map[string][]DraftItem{"alone": nil, "one of two": items(article(t, "Second", "The quay sank."))} {
		d := saveDraft(t, s, Draft{Library: harbor, By: "discord:5", Note: "whole", Items: append([]DraftItem{later}, rest...)})
		to := Instead{Revises: "port", Base: 1, Metadata: m, By: "discord:6", Note: "part"}
		if _, err := s.ReviseInstead(t.Context(), second, d.ID, 0, to); !errors.Is(err, ErrNotFound) {
			t.Errorf("%s: from elsewhere: %v", name, err)
		}
		if _, err := s.ReviseInstead(t.Context(), harbor, d.ID, 2, to); !errors.Is(err, ErrNotFound) {
			t.Errorf("%s: of a document that is not there: %v", name, err)
		}
		r, err := s.ReviseInstead(t.Context(), harbor, d.ID, 0, to)
		if err != nil || r.Revises != "port" || r.Base != 1 || r.By != "discord:6" || r.Note != "part" || len(r.Items) != 1 || r.Items[0].Document.Metadata().Title != m.Title {
			t.Fatalf("%s: %+v, %v", name, r, err)
		}
		before, err := s.Draft(t.Context(), corpus.ScopeOf(harbor), d.ID)
		if rest == nil && !errors.Is(err, ErrNotFound) || rest != nil && (err != nil || !before.Items[0].LeftOut || before.Items[1].LeftOut) {
			t.Errorf("%s: the draft itself is %+v, %v", name, before, err)
		}
		if rest == nil {
			continue
		}
		if _, err := s.AddDraft(t.Context(), harbor, r.ID, "discord:6"); err != nil {
			t.Fatal(err)
		}
		doc, err := s.Document(t.Context(), corpus.ScopeOf(harbor), "port")
		if err != nil || doc.Text() != "The port opened." || doc.Metadata().Title != m.Title || doc.Provenance().Revision != 2 {
			t.Errorf("it is %+v, %v", doc, err)
		}
		if data, err := s.Original(t.Context(), corpus.ScopeOf(harbor), "port"); err != nil || !bytes.Equal(data, later.Original) {
			t.Errorf("its file is %q, %v", data, err)
		}
	}
}
