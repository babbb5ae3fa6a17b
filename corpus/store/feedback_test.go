package store

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/pincite/pincite/corpus"
)

func contractFeedback(t *testing.T, open func(t *testing.T) *Store) {
	runEach(t, open, map[string]func(t *testing.T, s *Store){
		"marks of the same words are one":         feedbackGrouped,
		"what was dismissed is listed when anew":  feedbackDismissed,
		"feedback goes with its answers":          feedbackExpires,
		"answers without words are not listed":    feedbackWordless,
		"a library's feedback is its own to read": feedbackOwn,
	})
}

func ref(id corpus.ID, end int) corpus.Ref {
	return corpus.Ref{Document: id, Revision: 1, Span: corpus.Span{End: end}}
}

func markedAnswer(t testing.TB, s *Store, lib corpus.Library, who string, evidence ...corpus.Ref) Answer {
	t.Helper()
	a, err := s.SaveAnswer(t.Context(), Answer{Library: lib, Question: "Private?", Evidence: evidence})
	if err == nil {
		err = s.MarkNotHelpful(t.Context(), corpus.ScopeOf(lib), a.ID, member(who)(a.ID))
	}
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func feedbackOf(t testing.TB, s *Store, lib corpus.Library) []Feedback {
	t.Helper()
	list, total, err := s.Feedback(t.Context(), corpus.ScopeOf(lib), Page{0, 100})
	if err != nil || total != len(list) {
		t.Fatal(total, err)
	}
	return list
}

func feedbackGrouped(t *testing.T, s *Store) {
	start := time.Date(2031, 5, 1, 0, 0, 0, 0, time.UTC)
	var last Answer
	for n, who := range []string{"ada", "ben", "ada"} {
		setClock(s, start.Add(time.Duration(n)*time.Minute))
		last = markedAnswer(t, s, harbor, who, ref("abc", 3), ref("abc", 9))
	}
	other := markedAnswer(t, s, harbor, "ada", ref("abc", 4))
	saveAnswer(t, s, Answer{Library: harbor, Evidence: []corpus.Ref{ref("abc", 5)}}) // nobody minds
	want := []Feedback{
		{ID: last.ID, Evidence: []corpus.Ref{ref("abc", 3), ref("abc", 9)}, Count: 3, First: start, Last: start.Add(2 * time.Minute)},
		{ID: other.ID, Evidence: []corpus.Ref{ref("abc", 4)}, Count: 1, First: start.Add(2 * time.Minute), Last: start.Add(2 * time.Minute)},
	}
	if diff := cmp.Diff(want, feedbackOf(t, s, harbor)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if list, total, err := s.Feedback(t.Context(), corpus.ScopeOf(harbor), Page{1, 1}); len(list) != 1 || total != 2 || err != nil || list[0].ID != other.ID {
		t.Errorf("a page: %+v of %d, %v", list, total, err)
	}
}

func feedbackDismissed(t *testing.T, s *Store) {
	start := time.Date(2031, 5, 1, 0, 0, 0, 0, time.UTC)
	setClock(s, start)
	markedAnswer(t, s, harbor, "ada", ref("abc", 3))
	a := markedAnswer(t, s, harbor, "ada", ref("abc", 3))
	markedAnswer(t, s, harbor, "ada", ref("abc", 4))
	setClock(s, start.Add(time.Minute))
	if err := s.DismissFeedback(t.Context(), harbor, a.ID, "discord:5"); err != nil {
		t.Fatal(err)
	}
	if got := feedbackOf(t, s, harbor); len(got) != 1 || got[0].Evidence[0] != ref("abc", 4) {
		t.Errorf("left: %+v", got)
	}
	events, _, err := s.History(t.Context(), corpus.ScopeOf(harbor), Page{0, 1})
	if err != nil || events[0].Kind != corpus.Dismissed || events[0].Feedback != a.ID || events[0].Gap != "" {
		t.Errorf("history %+v, %v", events, err)
	}
	setClock(s, start.Add(2*time.Minute))
	if err := s.MarkNotHelpful(t.Context(), corpus.ScopeOf(harbor), a.ID, "somebody else"); err != nil {
		t.Fatal(err)
	}
	if got := feedbackOf(t, s, harbor); len(got) != 2 || got[0].Count != 1 {
		t.Errorf("after a new mark: %+v", got)
	}
	if c := mustUndo(t, s, harbor, 1); c.Kind != corpus.Recalled {
		t.Errorf("change %+v", c)
	}
	if got := feedbackOf(t, s, harbor); len(got) != 2 || got[0].Count != 3 {
		t.Errorf("after undoing: %+v", got)
	}
	for lib, id := range map[corpus.Library]string{harbor: "nosuch", second: a.ID} {
		if err := s.DismissFeedback(t.Context(), lib, id, "discord:5"); !errors.Is(err, ErrNotFound) {
			t.Errorf("%s in %s: %v", id, lib, err)
		}
	}
}

func feedbackExpires(t *testing.T, s *Store) {
	start := time.Date(2031, 5, 1, 0, 0, 0, 0, time.UTC)
	setClock(s, start)
	markedAnswer(t, s, harbor, "ada", ref("abc", 3))
	setClock(s, start.Add(AnswerTTL))
	if got := feedbackOf(t, s, harbor); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

func feedbackWordless(t *testing.T, s *Store) {
	markedAnswer(t, s, harbor, "ada")
	markedAnswer(t, s, harbor, "ada", []corpus.Ref{}...)
	if got := feedbackOf(t, s, harbor); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

func feedbackOwn(t *testing.T, s *Store) {
	markedAnswer(t, s, harbor, "ada", ref("abc", 3))
	markedAnswer(t, s, second, "ada", ref("abc", 3))
	a := feedbackOf(t, s, harbor)
	b := feedbackOf(t, s, second)
	if len(a) != 1 || len(b) != 1 || a[0].Count != 1 || b[0].Count != 1 || a[0].ID == b[0].ID {
		t.Errorf("%+v and %+v", a, b)
	}
	if list, total, err := s.Feedback(t.Context(), corpus.Scope{}, Page{0, 10}); len(list) != 0 || total != 0 || err != nil {
		t.Errorf("of nothing: %+v, %d, %v", list, total, err)
	}
}
