package store

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/pincite/pincite/corpus"
)

func contractDocuments(t *testing.T, open func(t *testing.T) *Store) {
	runEach(t, open, map[string]func(t *testing.T, s *Store){
		"a document comes back as it was added":               documentRoundTrip,
		"a text that is there is refused":                     duplicateRefused,
		"a removed document is gone, and its history is not":  removedDocument,
		"a removed document comes back as a new revision":     readded,
		"two documents that draw one ID get two":              collision,
		"several documents come in the order of the question": severalDocuments,
		"the file comes back byte for byte":                   originalKept,
		"the examples cannot be changed":                      examplesReadOnly,
		"a library must have a proper name":                   malformedLibrary,
		"replacing changes only what differs":                 replaceDiffers,
		"replacing with two equal texts is refused":           replaceTwins,
	})
}

func documentRoundTrip(t *testing.T, s *Store) {
	meta := corpus.Metadata{
		Title: "Çelik Port strikes — again", Subtitle: "Second week", Authors: []string{"Ada Moss", "Ben Low"},
		Publication: "Harbor Courier", Published: corpus.Date{Year: 2031, Month: 5}, URL: "https://example.org/a?b=c&d",
		Language: "en", Dateline: "PORT ELLAN", SourceFile: "strike.txt", Example: true,
	}
	want := articleOf(t, meta, "The port closed.", "Nobody said why, 港 “quoted”.")
	at := time.Date(2031, 5, 2, 3, 4, 5, 6789, time.UTC)
	setClock(s, at)
	added, err := s.Add(t.Context(), harbor, Upload{Document: want, By: "discord:42"})
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.Document(t.Context(), corpus.ScopeOf(harbor), want.ID())
	if err != nil {
		t.Fatal(err)
	}
	for name, d := range map[string]*corpus.Document{"as added": added, "as read": got} {
		if d.ID() != want.ID() || d.Text() != want.Text() {
			t.Errorf("%s: %s %q", name, d.ID(), d.Text())
		}
		if diff := cmp.Diff(want.Metadata(), d.Metadata()); diff != "" {
			t.Errorf("%s: metadata (-want +got):\n%s", name, diff)
		}
		if diff := cmp.Diff(want.Blocks(), d.Blocks()); diff != "" {
			t.Errorf("%s: blocks (-want +got):\n%s", name, diff)
		}
		prov := corpus.Provenance{Revision: 1, AddedBy: "discord:42", AddedAt: at.Truncate(time.Microsecond)}
		if diff := cmp.Diff(prov, d.Provenance()); diff != "" {
			t.Errorf("%s: provenance (-want +got):\n%s", name, diff)
		}
	}
}

func duplicateRefused(t *testing.T, s *Store) {
	mustAdd(t, s, harbor, article(t, "First", "The port closed."))
	before, _ := s.Head(t.Context(), corpus.ScopeOf(harbor))
	_, err := s.Add(t.Context(), harbor, Upload{Document: article(t, "Second", "The port closed."), By: "shell"})
	var dup *DuplicateError
	if !errors.As(err, &dup) || !errors.Is(err, ErrDuplicate) {
		t.Fatalf("err = %v, want a DuplicateError", err)
	}
	if dup.Existing.ID != "first" || dup.Existing.Metadata.Title != "First" || dup.Existing.Paragraphs != 1 {
		t.Errorf("it names %+v", dup.Existing)
	}
	if after, _ := s.Head(t.Context(), corpus.ScopeOf(harbor)); after != before {
		t.Errorf("the head moved from %v to %v", before, after)
	}
	mustAdd(t, s, second, article(t, "Second", "The port closed.")) // elsewhere it is no duplicate
}

func removedDocument(t *testing.T, s *Store) {
	scope := corpus.ScopeOf(harbor)
	d := mustAdd(t, s, harbor, article(t, "First", "The port closed."))
	if c := mustRemove(t, s, harbor, d.ID()); c.Kind != corpus.Removed || c.Seq != 2 || c.Revision != 1 {
		t.Errorf("change = %+v", c)
	}
	if _, err := s.Document(t.Context(), scope, d.ID()); !errors.Is(err, ErrNotFound) {
		t.Errorf("Document: %v", err)
	}
	if _, err := s.Revision(t.Context(), scope, d.ID(), 1); !errors.Is(err, ErrNotFound) {
		t.Errorf("Revision: %v", err)
	}
	if _, err := s.Original(t.Context(), scope, d.ID()); !errors.Is(err, ErrNotFound) {
		t.Errorf("Original: %v", err)
	}
	if _, err := s.Remove(t.Context(), harbor, d.ID(), "shell"); !errors.Is(err, ErrNotFound) {
		t.Errorf("removing it again: %v", err)
	}
	if _, err := s.Remove(t.Context(), second, d.ID(), "shell"); !errors.Is(err, ErrNotFound) {
		t.Errorf("removing it from a library that does not exist: %v", err)
	}
	if h, _ := s.Head(t.Context(), scope); h.Seq != 2 {
		t.Errorf("seq = %d after removals that found nothing, want 2", h.Seq)
	}
	if libs, _ := s.Libraries(t.Context()); len(libs) != 1 {
		t.Errorf("libraries = %v", libs)
	}
}

func readded(t *testing.T, s *Store) {
	scope := corpus.ScopeOf(harbor)
	mustAdd(t, s, harbor, article(t, "First", "The port closed."))
	mustRemove(t, s, harbor, "first")
	again := mustAdd(t, s, harbor, article(t, "First, corrected", "The port closed."))
	if again.ID() != "first" || again.Provenance().Revision != 2 {
		t.Fatalf("came back as %s revision %d", again.ID(), again.Provenance().Revision)
	}
	for revision, title := range map[int]string{1: "First", 2: "First, corrected"} {
		d, err := s.Revision(t.Context(), scope, "first", revision)
		if err != nil {
			t.Fatal(err)
		}
		if d.Metadata().Title != title || d.Provenance().Revision != revision {
			t.Errorf("revision %d is %q, revision %d", revision, d.Metadata().Title, d.Provenance().Revision)
		}
	}
	if _, err := s.Revision(t.Context(), scope, "first", 3); !errors.Is(err, ErrNotFound) {
		t.Errorf("revision 3: %v", err)
	}
}

func collision(t *testing.T, s *Store) {
	a := mustAdd(t, s, harbor, article(t, "First", "The port closed."))
	b := mustAdd(t, s, harbor, article(t, "First", "The port opened."))
	c := mustAdd(t, s, harbor, article(t, "First", "The port sank."))
	if a.ID() == b.ID() || b.ID() == c.ID() || a.ID() == c.ID() {
		t.Fatalf("IDs %s, %s, %s", a.ID(), b.ID(), c.ID())
	}
	mustAdd(t, s, second, article(t, "First", "The port closed."))
	if same := mustAdd(t, s, second, article(t, "First", "The port opened.")); same.ID() != b.ID() {
		t.Errorf("the same documents in the same order got %s and %s", b.ID(), same.ID())
	}
	got, err := s.Document(t.Context(), corpus.ScopeOf(harbor), b.ID())
	if err != nil || got.Text() != "The port opened." {
		t.Errorf("%s is %v, %v", b.ID(), got, err)
	}
	// A tombstone keeps its ID too.
	mustRemove(t, s, harbor, a.ID())
	if d := mustAdd(t, s, harbor, article(t, "First", "The port burned.")); d.ID() == a.ID() {
		t.Errorf("another text got the ID of a removed document")
	}
}

func severalDocuments(t *testing.T, s *Store) {
	for _, title := range []string{"A", "B", "C"} {
		mustAdd(t, s, harbor, article(t, title, "Text of "+title+"."))
	}
	mustRemove(t, s, harbor, "b")
	ids := []corpus.ID{"c", "b", "nosuch", "a", "c"}
	for range 3 * chunk {
		ids = append(ids, "nosuch")
	}
	docs, err := s.Documents(t.Context(), corpus.ScopeOf(harbor), ids)
	if err != nil {
		t.Fatal(err)
	}
	var got []corpus.ID
	for _, d := range docs {
		got = append(got, d.ID())
	}
	if diff := cmp.Diff([]corpus.ID{"c", "a", "c"}, got); diff != "" {
		t.Error(diff)
	}
	if docs, err := s.Documents(t.Context(), corpus.ScopeOf(harbor), nil); len(docs) != 0 || err != nil {
		t.Errorf("no IDs: %v, %v", docs, err)
	}
}

func originalKept(t *testing.T, s *Store) {
	data := []byte("The port closed.\r\n\x00\xff")
	_, err := s.Add(t.Context(), harbor, Upload{Document: article(t, "First", "The port closed."), Original: data, By: "shell"})
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Add(t.Context(), harbor, Upload{Document: article(t, "Other", "Another reading."), Original: data, By: "shell"})
	if err != nil {
		t.Fatal(err)
	}
	mustAdd(t, s, harbor, article(t, "Pasted", "No file."))
	for id, want := range map[corpus.ID][]byte{"first": data, "other": data, "pasted": nil} {
		got, err := s.Original(t.Context(), corpus.ScopeOf(harbor), id)
		if err != nil || !bytes.Equal(got, want) || (got == nil) != (want == nil) {
			t.Errorf("%s: %q, %v", id, got, err)
		}
	}
	if _, err := s.Original(t.Context(), corpus.ScopeOf(second), "first"); !errors.Is(err, ErrNotFound) {
		t.Errorf("from another library: %v", err)
	}
}

func examplesReadOnly(t *testing.T, s *Store) {
	d := article(t, "First", "The port closed.")
	if err := s.Replace(t.Context(), corpus.Example, []*corpus.Document{d}, "pincite"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Add(t.Context(), corpus.Example, Upload{Document: d, By: "shell"}); !errors.Is(err, ErrReadOnly) {
		t.Errorf("Add: %v", err)
	}
	if _, err := s.Remove(t.Context(), corpus.Example, "first", "shell"); !errors.Is(err, ErrReadOnly) {
		t.Errorf("Remove: %v", err)
	}
}

func malformedLibrary(t *testing.T, s *Store) {
	d := article(t, "First", "The port closed.")
	for _, lib := range []corpus.Library{"", "guild-", "guild-1x", "Base", "guild-1'; DROP TABLE library"} {
		if _, err := s.Add(t.Context(), lib, Upload{Document: d, By: "shell"}); err == nil {
			t.Errorf("Add to %q succeeded", lib)
		}
		if err := s.SetSetting(t.Context(), lib, "key", "value"); err == nil {
			t.Errorf("SetSetting of %q succeeded", lib)
		}
		if err := s.Replace(t.Context(), lib, nil, "shell"); err == nil {
			t.Errorf("Replace of %q succeeded", lib)
		}
	}
}

func replaceDiffers(t *testing.T, s *Store) {
	scope := corpus.ScopeOf(corpus.Example)
	a, b, c := article(t, "A", "Text A."), article(t, "B", "Text B."), article(t, "C", "Text C.")
	replace := func(docs ...*corpus.Document) corpus.Head {
		t.Helper()
		if err := s.Replace(t.Context(), corpus.Example, docs, "pincite"); err != nil {
			t.Fatal(err)
		}
		h, err := s.Head(t.Context(), scope)
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	first := replace(a, b)
	if again := replace(b, a); again != first {
		t.Errorf("the same documents moved the head from %v to %v", first, again)
	}
	dated := articleOf(t, corpus.Metadata{Title: "B", Published: corpus.Date{Year: 2031}}, "Text B.")
	replace(dated, c)
	changes, err := s.Changes(t.Context(), scope, first.Seq, 10)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range changes {
		got = append(got, string(c.Kind)+" "+string(c.Document))
	}
	if diff := cmp.Diff([]string{"removed a", "edited b", "added c"}, got); diff != "" {
		t.Error(diff)
	}
	if d, err := s.Document(t.Context(), scope, "b"); err != nil || d.Provenance().Revision != 2 || d.Metadata().Published.Year != 2031 {
		t.Errorf("B = %+v, %v", d, err)
	}
}

func replaceTwins(t *testing.T, s *Store) {
	err := s.Replace(t.Context(), corpus.Example,
		[]*corpus.Document{article(t, "A", "Text."), article(t, "B", "Text.")}, "pincite")
	if err == nil {
		t.Fatal("no error")
	}
	if h, _ := s.Head(t.Context(), corpus.ScopeOf(corpus.Example)); h != (corpus.Head{}) {
		t.Errorf("head = %v", h)
	}
}
