package store

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/pincite/pincite/corpus"
)

func contractGaps(t *testing.T, open func(t *testing.T) *Store) {
	runEach(t, open, map[string]func(t *testing.T, s *Store){
		"questions are kept only when the settings say so": gapsOff,
		"questions that are alike are one gap":             gapsGrouped,
		"a dismissed gap stays so until that is undone":    gapDismissed,
		"a gap is answered while its document is there":    gapAnswered,
		"gaps expire and are bounded":                      gapsBounded,
		"a library's gaps are its own":                     gapsOwn,
		"a member's part is forgotten":                     forgets,
	})
}

// member is the key of a member's part in a record, as a caller draws it.
func member(name string) UserKey {
	return func(record string) string { return name + " in " + record }
}

func keepGaps(t testing.TB, s *Store, libs ...corpus.Library) {
	t.Helper()
	for _, lib := range libs {
		configure(t, s, lib, func(l *LibrarySettings) { l.KeepGaps = true })
	}
}

func askGap(t testing.TB, s *Store, lib corpus.Library, who, question, key string) {
	t.Helper()
	if kept, err := s.RecordGap(t.Context(), lib, question, key, member(who)); err != nil || !kept {
		t.Fatalf("%q: %v, %v", question, kept, err)
	}
}

func gapsOf(t testing.TB, s *Store, lib corpus.Library, state GapState) []Gap {
	t.Helper()
	list, total, err := s.Gaps(t.Context(), corpus.ScopeOf(lib), state, Page{0, 1000})
	if err != nil || total != len(list) {
		t.Fatal(total, err)
	}
	return list
}

func gapLines(list []Gap) []string {
	lines := []string{}
	for _, g := range list {
		lines = append(lines, fmt.Sprint(g.Question, " ×", g.Count))
	}
	return lines
}

func gapsOff(t *testing.T, s *Store) {
	ask := func(want bool) {
		t.Helper()
		kept, err := s.RecordGap(t.Context(), harbor, "Who?", "who", member("ada"))
		if kept != want || err != nil {
			t.Errorf("kept: %v, %v; want %v", kept, err, want)
		}
	}
	ask(false)
	keepGaps(t, s, harbor)
	ask(true)
	if got := gapsOf(t, s, harbor, OpenGaps); len(got) != 1 {
		t.Errorf("gaps %+v", got)
	}
	configure(t, s, harbor, func(l *LibrarySettings) { l.KeepGaps = false })
	if n := rowsOf(t, s, "gap") + rowsOf(t, s, "gap_asked"); n != 0 {
		t.Errorf("%d rows are left when questions are no longer kept", n)
	}
	ask(false)
	mustUndo(t, s, harbor, 2)
	if got := gapsOf(t, s, harbor, OpenGaps); len(got) != 0 {
		t.Errorf("switching it on again brings back %+v", got)
	}
	ask(true)
	for _, bad := range [][2]string{{"", "k"}, {"q", ""}, {strings.Repeat("q", MaxGapQuestion+1), "k"}, {"q", strings.Repeat("k", maxGapKey+1)}} {
		if kept, err := s.RecordGap(t.Context(), harbor, bad[0], bad[1], member("ada")); kept || err == nil {
			t.Errorf("%.10q with the key %.10q was kept", bad[0], bad[1])
		}
	}
	if _, err := s.RecordGap(t.Context(), corpus.Example, "Who?", "who", member("ada")); !errors.Is(err, ErrReadOnly) {
		t.Errorf("of the examples: %v", err)
	}
}

func gapsGrouped(t *testing.T, s *Store) {
	start := time.Date(2031, 5, 1, 0, 0, 0, 0, time.UTC)
	keepGaps(t, s, harbor)
	for n, ask := range [][3]string{
		{"ada", "Who built the quay?", "build quay"}, {"ben", "who built the quay", "build quay"}, {"ada", "Who built the quay?", "build quay"},
		{"cem", "When is the fair?", "fair"}, {"ada", "Who built that quay?", "build quay"}, {"cem", "who built the quay", "build quay"},
	} {
		setClock(s, start.Add(time.Duration(n)*time.Minute))
		askGap(t, s, harbor, ask[0], ask[1], ask[2])
	}
	got := gapsOf(t, s, harbor, OpenGaps)
	if len(got) != 2 || len(got[0].ID) != 16 {
		t.Fatalf("%+v", got)
	}
	want := []Gap{
		{ID: got[0].ID, Question: "Who built that quay?", Count: 5, First: start, Last: start.Add(5 * time.Minute)},
		{ID: got[1].ID, Question: "When is the fair?", Count: 1, First: start.Add(3 * time.Minute), Last: start.Add(3 * time.Minute)},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	one, err := s.Gap(t.Context(), corpus.ScopeOf(harbor), got[0].ID)
	if diff := cmp.Diff(want[0], one); diff != "" || err != nil {
		t.Errorf("one: %v (-want +got):\n%s", err, diff)
	}
	if list, total, err := s.Gaps(t.Context(), corpus.ScopeOf(harbor), OpenGaps, Page{1, 1}); err != nil || total != 2 || len(list) != 1 || list[0].ID != got[1].ID {
		t.Errorf("a page: %+v of %d, %v", list, total, err)
	}
}

func gapDismissed(t *testing.T, s *Store) {
	keepGaps(t, s, harbor)
	askGap(t, s, harbor, "ada", "Who?", "who")
	id := gapsOf(t, s, harbor, OpenGaps)[0].ID
	for range 2 {
		if err := s.DismissGap(t.Context(), harbor, id, "discord:5"); err != nil {
			t.Fatal(err)
		}
	}
	askGap(t, s, harbor, "ben", "Who?", "who")
	if open, gone := gapsOf(t, s, harbor, OpenGaps), gapsOf(t, s, harbor, DismissedGaps); len(open) != 0 || len(gone) != 1 || !gone[0].Dismissed || gone[0].Count != 2 {
		t.Errorf("open %+v, dismissed %+v", open, gone)
	}
	events, total, err := s.History(t.Context(), corpus.ScopeOf(harbor), Page{0, 1})
	if err != nil || total != 2 || events[0].Kind != corpus.Dismissed || events[0].Gap != id || events[0].By != "discord:5" || !events[0].Undoable {
		t.Errorf("history %+v of %d, %v", events, total, err)
	}
	c := mustUndo(t, s, harbor, 2)
	if open := gapsOf(t, s, harbor, OpenGaps); len(open) != 1 || c.Kind != corpus.Recalled {
		t.Errorf("open after %+v: %+v", c, open)
	}
	c = mustUndo(t, s, harbor, c.Seq)
	if open := gapsOf(t, s, harbor, OpenGaps); len(open) != 0 || c.Kind != corpus.Dismissed {
		t.Errorf("open after %+v: %+v", c, open)
	}
	for lib, id := range map[corpus.Library]string{harbor: "nosuch", second: id} {
		if err := s.DismissGap(t.Context(), lib, id, "discord:5"); !errors.Is(err, ErrNotFound) {
			t.Errorf("%s in %s: %v", id, lib, err)
		}
	}
	if _, err := s.Forget(t.Context(), member("ada")); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Forget(t.Context(), member("ben")); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Undo(t.Context(), harbor, c.Seq, "discord:5"); !errors.Is(err, ErrNotFound) {
		t.Errorf("recalling what is forgotten: %v", err)
	}
}

func gapAnswered(t *testing.T, s *Store) {
	keepGaps(t, s, harbor)
	askGap(t, s, harbor, "ada", "Who?", "who")
	id := gapsOf(t, s, harbor, OpenGaps)[0].ID
	mustAdd(t, s, harbor, article(t, "First", "The port closed."))
	state := func(open, answered int) {
		t.Helper()
		if o, a := gapsOf(t, s, harbor, OpenGaps), gapsOf(t, s, harbor, AnsweredGaps); len(o) != open || len(a) != answered {
			t.Errorf("open %+v, answered %+v", o, a)
		}
	}
	if err := s.MarkGapAnswered(t.Context(), harbor, id, "first"); err != nil {
		t.Fatal(err)
	}
	state(0, 1)
	if g, err := s.Gap(t.Context(), corpus.ScopeOf(harbor), id); err != nil || g.AnsweredBy != "first" {
		t.Errorf("%+v, %v", g, err)
	}
	mustRemove(t, s, harbor, "first")
	state(1, 0)
	mustUndo(t, s, harbor, 3)
	state(0, 1)
	askGap(t, s, harbor, "ben", "Who?", "who") // it got no answer after all
	state(1, 0)
	for lib, id := range map[corpus.Library]string{harbor: "nosuch", second: id} {
		if err := s.MarkGapAnswered(t.Context(), lib, id, "first"); !errors.Is(err, ErrNotFound) {
			t.Errorf("%s in %s: %v", id, lib, err)
		}
	}
}

func gapsBounded(t *testing.T, s *Store) {
	const maxGapAskers, maxGaps = 5, 12
	s.bounds.gapAskers, s.bounds.gaps = maxGapAskers, maxGaps
	start := time.Date(2031, 5, 1, 0, 0, 0, 0, time.UTC)
	keepGaps(t, s, harbor)
	setClock(s, start)
	for n := range maxGapAskers + 5 {
		setClock(s, start.Add(time.Duration(n)*time.Second))
		askGap(t, s, harbor, fmt.Sprint("member ", n), "Who?", "who")
	}
	if got := gapsOf(t, s, harbor, OpenGaps); len(got) != 1 || got[0].Count != maxGapAskers+5 {
		t.Errorf("gaps %+v", got)
	}
	if n := rowsOf(t, s, "gap_asked"); n != maxGapAskers {
		t.Errorf("%d askers are kept", n)
	}
	for n := range maxGaps {
		setClock(s, start.Add(time.Hour+time.Duration(n)*time.Second))
		askGap(t, s, harbor, "ada", fmt.Sprint("Question ", n), fmt.Sprint(n))
	}
	got := gapsOf(t, s, harbor, OpenGaps)
	if len(got) != maxGaps || got[0].Question != fmt.Sprint("Question ", maxGaps-1) {
		t.Errorf("%d gaps, first %+v", len(got), got[0])
	}
	end := start.Add(time.Hour + GapTTL)
	setClock(s, end)
	if got := gapsOf(t, s, harbor, OpenGaps); len(got) != maxGaps-1 {
		t.Errorf("%d gaps when the first has expired", len(got))
	}
	if p, err := s.Prune(t.Context(), end); p != (Pruned{Askings: 1}) || err != nil || rowsOf(t, s, "gap") != maxGaps-1 {
		t.Errorf("pruned %+v, %v", p, err)
	}
}

func gapsOwn(t *testing.T, s *Store) {
	keepGaps(t, s, harbor, second)
	askGap(t, s, harbor, "ada", "Who?", "who")
	askGap(t, s, second, "ada", "Who is it?", "who")
	for lib, want := range map[corpus.Library]string{harbor: "Who? ×1", second: "Who is it? ×1"} {
		if diff := cmp.Diff([]string{want}, gapLines(gapsOf(t, s, lib, OpenGaps))); diff != "" {
			t.Errorf("%s:\n%s", lib, diff)
		}
	}
	id := gapsOf(t, s, harbor, OpenGaps)[0].ID
	for _, scope := range []corpus.Scope{{}, corpus.ScopeOf(second)} {
		if g, err := s.Gap(t.Context(), scope, id); !errors.Is(err, ErrNotFound) || g.Question != "" {
			t.Errorf("%v: %+v, %v", scope, g, err)
		}
	}
}

func forgets(t *testing.T, s *Store) {
	keepGaps(t, s, harbor, second)
	askGap(t, s, harbor, "ada", "Ada’s own?", "own")
	askGap(t, s, harbor, "ada", "As Ada asks?", "both")
	askGap(t, s, harbor, "ada", "As Ada asks?", "both")
	askGap(t, s, harbor, "ben", "As Ben asks?", "both")
	askGap(t, s, second, "ada", "Elsewhere?", "own")
	var ids []string
	for _, lib := range []corpus.Library{harbor, second, corpus.Base} {
		a := saveAnswer(t, s, Answer{Library: lib, Evidence: []corpus.Ref{{Document: "abc", Revision: 1}}})
		ids = append(ids, a.ID)
		for _, who := range []string{"ada", "ben"} {
			if err := s.MarkNotHelpful(t.Context(), corpus.ScopeOf(lib), a.ID, member(who)(a.ID)); err != nil {
				t.Fatal(err)
			}
		}
	}
	f, err := s.Forget(t.Context(), member("ada"))
	if f != (Forgotten{Marks: 3, Questions: 3}) || err != nil {
		t.Errorf("forgotten %+v, %v", f, err)
	}
	if diff := cmp.Diff([]string{"As Ben asks? ×1"}, gapLines(gapsOf(t, s, harbor, OpenGaps))); diff != "" {
		t.Error(diff)
	}
	if got := gapsOf(t, s, second, OpenGaps); len(got) != 0 {
		t.Errorf("elsewhere: %+v", got)
	}
	for _, id := range ids {
		if n := marks(t, s, id); n != 1 {
			t.Errorf("%d marks", n)
		}
	}
	if f, err := s.Forget(t.Context(), member("ada")); f != (Forgotten{}) || err != nil {
		t.Errorf("forgotten again %+v, %v", f, err)
	}
}
