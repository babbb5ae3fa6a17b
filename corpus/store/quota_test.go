package store

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pincite/pincite/corpus"
)

func contractQuotas(t *testing.T, open func(t *testing.T) *Store) {
	runEach(t, open, map[string]func(t *testing.T, s *Store){
		"what a library holds is counted":               usageCounted,
		"a full library takes no more documents":        quotaDocuments,
		"a full library takes no more bytes":            quotaBytes,
		"the lesser of two limits counts":               quotaLesser,
		"what was removed makes room, and comes back":   quotaUndo,
		"old files make room for new ones":              quotaHistory,
		"a draft that does not fit is not added at all": quotaDraft,
	})
}

func usageOf(t testing.TB, s *Store, lib corpus.Library) Usage {
	t.Helper()
	u, err := s.Usage(t.Context(), corpus.ScopeOf(lib))
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// countedUsage counts what a library holds from its rows.
func countedUsage(t testing.TB, s *Store, lib corpus.Library) (u Usage) {
	t.Helper()
	err := s.read.QueryRowContext(t.Context(), `
		SELECT COUNT(*), COALESCE(SUM(octet_length(r.text) + COALESCE(length(o.bytes), 0)), 0) FROM document d
		JOIN revision r ON r.library = d.library AND r.document = d.id AND r.revision = d.revision
		LEFT JOIN original o ON o.library = r.library AND o.hash = r.original
		WHERE d.library = $1 AND NOT d.removed`, lib).Scan(&u.Documents, &u.Bytes)
	if err == nil {
		err = s.read.QueryRowContext(t.Context(), `
			SELECT COALESCE((SELECT SUM(octet_length(text)) FROM revision WHERE library = $1), 0)
				+ COALESCE((SELECT SUM(length(bytes)) FROM original WHERE library = $1), 0)`, lib).Scan(&u.Kept)
	}
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func addFile(t testing.TB, s *Store, lib corpus.Library, title, text, file string) (*corpus.Document, error) {
	t.Helper()
	return s.Add(t.Context(), lib, Upload{Document: article(t, title, text), Original: []byte(file), By: "shell"})
}

// over returns the limit that stood in the way.
func over(t testing.TB, err error) string {
	t.Helper()
	full, ok := errors.AsType[*QuotaError](err)
	if !ok || !errors.Is(err, ErrQuota) {
		t.Fatalf("err = %v, want a QuotaError", err)
	}
	return full.Over
}

func usageCounted(t *testing.T, s *Store) {
	expect := func(want Usage) {
		t.Helper()
		if got, counted := usageOf(t, s, harbor), countedUsage(t, s, harbor); got != want || counted != want {
			t.Errorf("usage %+v, counted %+v, want %+v", got, counted, want)
		}
	}
	expect(Usage{})
	for _, title := range []string{"First", "Second"} {
		if _, err := addFile(t, s, harbor, title, "ü."+title, "the file"); err != nil {
			t.Fatal(err)
		}
	}
	expect(Usage{Documents: 2, Bytes: 8 + 9 + 2*8, Kept: 8 + 9 + 8})
	mustEdit(t, s, harbor, "first", 1, article(t, "Other", "ü.First"))
	expect(Usage{Documents: 2, Bytes: 8 + 9 + 2*8, Kept: 8 + 8 + 9 + 8})
	mustEdit(t, s, harbor, "first", 2, article(t, "Other", "x"))
	expect(Usage{Documents: 2, Bytes: 1 + 9 + 8, Kept: 8 + 8 + 1 + 9 + 8})
	mustRemove(t, s, harbor, "second")
	expect(Usage{Documents: 1, Bytes: 1, Kept: 8 + 8 + 1 + 9 + 8})
	mustUndo(t, s, harbor, 5)
	mustUndo(t, s, harbor, 4)
	expect(Usage{Documents: 2, Bytes: 8 + 9 + 2*8, Kept: 8 + 8 + 1 + 8 + 9 + 8})
	if got := usageOf(t, s, second); got != (Usage{}) {
		t.Errorf("another library’s: %+v", got)
	}
	if got, err := s.Usage(t.Context(), corpus.Scope{}); got != (Usage{}) || err != nil {
		t.Errorf("of nothing: %+v, %v", got, err)
	}
}

func quotaDocuments(t *testing.T, s *Store) {
	configure(t, s, harbor, func(l *LibrarySettings) { l.Quota.Documents = 2 })
	mustAdd(t, s, harbor, article(t, "First", "The port closed."))
	mustAdd(t, s, harbor, article(t, "Second", "The quay sank."))
	before, _ := s.Head(t.Context(), corpus.ScopeOf(harbor))
	_, err := addFile(t, s, harbor, "Third", "The crane fell.", "file")
	full, ok := errors.AsType[*QuotaError](err)
	if !ok {
		t.Fatalf("err = %v", err)
	}
	want := QuotaError{Limit: Quota{Documents: 2}, Over: "documents", Would: Usage{Documents: 3, Bytes: 49, Kept: 49}}
	if diff := cmp.Diff(want, *full); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if after, _ := s.Head(t.Context(), corpus.ScopeOf(harbor)); after != before || rowsOf(t, s, "original") != 0 {
		t.Errorf("the head moved from %v to %v", before, after)
	}
	mustEdit(t, s, harbor, "first", 1, article(t, "First", strings.Repeat("The port closed. ", 100))) // is no further document
	mustAdd(t, s, second, article(t, "First", "The port closed."))                                    // elsewhere there is room
	mustRemove(t, s, harbor, "second")
	mustAdd(t, s, harbor, article(t, "Third", "The crane fell."))
}

func quotaBytes(t *testing.T, s *Store) {
	configure(t, s, harbor, func(l *LibrarySettings) { l.Quota.Bytes = 100 })
	if _, err := addFile(t, s, harbor, "First", "The port closed.", strings.Repeat("x", 60)); err != nil {
		t.Fatal(err)
	}
	_, err := addFile(t, s, harbor, "Second", "The quay sank.", strings.Repeat("y", 20))
	if got := over(t, err); got != "bytes" {
		t.Errorf("over %s", got)
	}
	_, err = s.Edit(t.Context(), harbor, "first", 1, Upload{Document: article(t, "First", strings.Repeat("x", 41)), Original: make([]byte, 60), By: "shell"})
	if got := over(t, err); got != "bytes" {
		t.Errorf("an edit: over %s", got)
	}
	mustAdd(t, s, harbor, article(t, "Second", "The quay sank."))
	// What shrinks goes through, even while there is too much.
	configure(t, s, harbor, func(l *LibrarySettings) { l.Quota.Bytes = 10 })
	mustEdit(t, s, harbor, "second", 1, article(t, "Second", "It sank."))
	if u := usageOf(t, s, harbor); u.Bytes != 84 || u != countedUsage(t, s, harbor) {
		t.Errorf("usage %+v", u)
	}
}

func quotaLesser(t *testing.T, s *Store) {
	s.Limit(Quota{Documents: 3, Bytes: 500})
	configure(t, s, harbor, func(l *LibrarySettings) { l.Quota = Quota{Documents: 9, Bytes: 400} })
	configure(t, s, corpus.Base, func(l *LibrarySettings) { l.Quota.Documents = 7 })
	for lib, want := range map[corpus.Library]Quota{harbor: {3, 400}, second: {3, 500}, corpus.Base: {7, 0}, corpus.Example: {}} {
		if got, err := s.Quota(t.Context(), corpus.ScopeOf(lib)); got != want || err != nil {
			t.Errorf("%s: %+v, %v, want %+v", lib, got, err, want)
		}
	}
	for n := range 3 {
		mustAdd(t, s, second, article(t, fmt.Sprint(n), fmt.Sprint("Text ", n)))
	}
	_, err := addFile(t, s, second, "Fourth", "Text.", "")
	if got := over(t, err); got != "documents" {
		t.Errorf("over %s", got)
	}
}

func quotaUndo(t *testing.T, s *Store) {
	configure(t, s, harbor, func(l *LibrarySettings) { l.Quota.Documents = 1 })
	mustAdd(t, s, harbor, article(t, "First", "The port closed."))
	mustRemove(t, s, harbor, "first")
	mustAdd(t, s, harbor, article(t, "Second", "The quay sank."))
	_, err := s.Undo(t.Context(), harbor, 3, "shell")
	if got := over(t, err); got != "documents" {
		t.Errorf("over %s", got)
	}
	mustRemove(t, s, harbor, "second")
	mustUndo(t, s, harbor, 3)
}

func quotaHistory(t *testing.T, s *Store) {
	configure(t, s, harbor, func(l *LibrarySettings) { l.Quota.Bytes = 100 })
	file := func(n int) string { return strings.Repeat(string(rune('a'+n)), 80) }
	if _, err := addFile(t, s, harbor, "First", "text 0", file(0)); err != nil {
		t.Fatal(err)
	}
	for n := 1; n < 8; n++ {
		_, err := s.Edit(t.Context(), harbor, "first", n, Upload{Document: article(t, "First", fmt.Sprint("text ", n)), Original: []byte(file(n)), By: "shell"})
		if err != nil {
			t.Fatal(err)
		}
		if u := usageOf(t, s, harbor); u.Kept > historyFactor*100 || u != countedUsage(t, s, harbor) {
			t.Errorf("after %d edits: %+v", n, u)
		}
	}
	if got, err := s.Original(t.Context(), corpus.ScopeOf(harbor), "first"); err != nil || !bytes.Equal(got, []byte(file(7))) {
		t.Errorf("the latest file: %.9q, %v", got, err)
	}
	if d, err := s.Revision(t.Context(), corpus.ScopeOf(harbor), "first", 1); err != nil || d.Text() != "text 0" {
		t.Errorf("the first text: %v, %v", d, err)
	}
	mustUndo(t, s, harbor, 9)
	if got, err := s.Original(t.Context(), corpus.ScopeOf(harbor), "first"); err != nil || !bytes.Equal(got, []byte(file(6))) {
		t.Errorf("the file before: %.9q, %v", got, err)
	}
	// Texts are not given up.
	for n := range 100 {
		c, err := s.Card(t.Context(), corpus.ScopeOf(harbor), "first")
		if err != nil {
			t.Fatal(err)
		}
		if _, err = s.Edit(t.Context(), harbor, "first", c.Revision, Upload{Document: article(t, "First", fmt.Sprint("a text that is much longer ", n)), By: "shell"}); err != nil {
			if got := over(t, err); got != "history" || n < 5 {
				t.Errorf("after %d edits over %s", n, got)
			}
			return
		}
	}
	t.Error("the history has no end")
}

func quotaDraft(t *testing.T, s *Store) {
	configure(t, s, harbor, func(l *LibrarySettings) { l.Quota.Documents = 1 })
	d := saveDraft(t, s, Draft{Library: harbor, Items: items(article(t, "First", "The port closed."), article(t, "Second", "The quay sank."))})
	_, err := s.AddDraft(t.Context(), harbor, d.ID, "discord:5")
	if got := over(t, err); got != "documents" {
		t.Errorf("over %s", got)
	}
	if u := usageOf(t, s, harbor); u != (Usage{}) {
		t.Errorf("usage %+v", u)
	}
	if _, err := s.Draft(t.Context(), corpus.ScopeOf(harbor), d.ID); err != nil {
		t.Errorf("the draft: %v", err)
	}
}
