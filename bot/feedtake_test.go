package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pincite/pincite/bot/discordtest"
	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/extract"
	"github.com/pincite/pincite/corpus/store"
)

// TestAFeedKeepsWhatWasCorrectedHere has a moderator put an article's details
// right, and its paper print it anew, twice.
func TestAFeedKeepsWhatWasCorrectedHere(t *testing.T) {
	t.Parallel()
	p := &paper{}
	p.prints("gulls", "Gulls counted on the mole", "Forty-one pairs of gulls nest on the mole of Ostrand this year, four more than last year.")
	w := newWorld(t, p.reads)
	k := w.talk(w.mona, w.general)
	k.press(k.slash("library follow", opt("link", p.url+"/feed.xml")), "Add")
	k.press(k.press(k.slash("library followed"), "Let new ones in by themselves"), "Let new ones wait")
	k.press(k.slash("library followed"), "Let new ones in by themselves")
	doc := opt("document", "Gulls")
	k.submits(k.opens("library edit", doc), map[string]string{"title": "Gulls counted at Ostrand", "authors": "Pel Orr"})
	_, scope := own(&request{guild: w.guild.ID})
	now := func() *corpus.Document {
		t.Helper()
		list, _, err := w.store.List(w.ctx, scope, page1)
		if err != nil || len(list) != 1 {
			t.Fatalf("%+v, %v", list, err)
		}
		d, err := w.store.Document(w.ctx, scope, list[0].ID)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for pairs := range 2 {
		p.prints("gulls", fmt.Sprintf("Gulls counted on the mole, count %d", pairs+2), fmt.Sprintf("Forty-%d pairs of gulls nest on the mole of Ostrand, after another count of them.", pairs+2))
		p.later(w, 25*time.Hour)
		d := now()
		m := d.Metadata()
		if !strings.Contains(d.Text(), fmt.Sprintf("Forty-%d pairs", pairs+2)) || m.Title != "Gulls counted at Ostrand" || !slices.Equal(m.Authors, []string{"Pel Orr"}) || m.Published.Year != 2025 {
			t.Errorf("after %d updates it is %+v: %s", pairs+1, m, d.Text())
		}
	}
	// A text that somebody wrote here is not replaced unasked.
	k.press(k.submits(k.opens("library edit", doc, opt("text", true)), map[string]string{"text": "Somebody here counted the gulls once more, and there are fifty pairs."}), "Save")
	p.prints("gulls", "Gulls counted on the mole", "Forty-nine pairs of gulls nest on the mole of Ostrand.")
	p.later(w, 25*time.Hour)
	if d := now(); !strings.Contains(d.Text(), "fifty pairs") {
		t.Errorf("what was written here is gone: %s", d.Text())
	}
	k.press(k.press(k.slash("library followed"), "Show the 1 that waits"), "Update")
	if d := now(); !strings.Contains(d.Text(), "Forty-nine") || d.Metadata().Title != "Gulls counted at Ostrand" {
		t.Errorf("when a moderator wants the update it is %+v: %s", d.Metadata(), d.Text())
	}
}

func TestWhatAPageNoLongerSaysIsStillKnown(t *testing.T) {
	t.Parallel()
	day := corpus.Date{Year: 2025, Month: 3, Day: 1}
	came := corpus.Metadata{Title: "Gulls", Authors: []string{"Ilse Marn"}, Published: day, URL: "https://a.example/1", Language: "en"}
	here := came
	here.Authors, here.Publication = nil, "The Gazette"
	page := corpus.Metadata{Title: "Gulls, counted", Authors: []string{"Ilse Marn"}, Publication: "Gazette.example", Subtitle: "A count"}
	got := corrected(came, here, page)
	want := corpus.Metadata{Title: "Gulls, counted", Publication: "The Gazette", Subtitle: "A count", Published: day, URL: "https://a.example/1", Language: "en"}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

// TestAnUpdateAndAnEditAtOnce has both go on at the same time, many times over:
// neither is an error, and no correction is lost.
func TestAnUpdateAndAnEditAtOnce(t *testing.T) {
	t.Parallel()
	w := prepare(t, discordtest.Options{BucketSize: 10_000})
	b, err := New(w.config)
	if err != nil {
		t.Fatal(err)
	}
	lib, scope := own(&request{guild: w.guild.ID})
	first := plain(t, "Gulls", "Forty-one pairs of gulls nest on the mole.")
	first = w.keep(lib, first)
	item := store.FeedItem{ID: strings.Repeat("a", 16), Document: first.ID(), Brought: &store.Brought{Metadata: first.Metadata(), TextHash: first.TextHash()}}
	const times = 20
	var both sync.WaitGroup
	both.Go(func() {
		for n := range times {
			d := plain(t, "Gulls", fmt.Sprintf("Forty-%d pairs of gulls nest on the mole.", n))
			if _, _, err := b.takeItem(w.ctx, lib, item, d, extract.File{}, "feed"); err != nil && explained(err) == "" {
				t.Errorf("update %d: %v", n, err)
			}
		}
	})
	both.Go(func() {
		for n := range times {
			retitle(w.ctx, t, w.store, lib, first.ID(), fmt.Sprintf("Title %d", n))
		}
	})
	both.Wait()
	d, err := w.store.Document(w.ctx, scope, first.ID())
	if err != nil || d.Metadata().Title != fmt.Sprintf("Title %d", times-1) {
		t.Errorf("in the end it is %+v, %v", d.Metadata(), err)
	}
}

// explained is the sentence for an error; "" for one that has none.
func explained(err error) string {
	s, expected := explain(&request{locale: "en"}, err, "")
	if !expected {
		return ""
	}
	return s
}

// retitle gives a document another title, however often somebody else is first.
func retitle(ctx context.Context, t *testing.T, s *store.Store, lib corpus.Library, id corpus.ID, title string) {
	for {
		d, err := s.Document(ctx, corpus.ScopeOf(lib), id)
		if err != nil {
			t.Error(err)
			return
		}
		m := d.Metadata()
		m.Title = title
		_, err = s.Edit(ctx, lib, id, d.Provenance().Revision, store.Upload{Document: d.WithMetadata(m), By: "shell"})
		if !conflict(err) {
			if err != nil {
				t.Error(err)
			}
			return
		}
	}
}

func TestAConflictHasASentence(t *testing.T) {
	t.Parallel()
	if s := explained(&store.ConflictError{}); !strings.Contains(s, "Somebody else is changing") {
		t.Errorf("it is %q", s)
	}
}
