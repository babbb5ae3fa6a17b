package store

import (
	"errors"
	"regexp"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/pincite/pincite/corpus"
)

func contractAnswers(t *testing.T, open func(t *testing.T) *Store) {
	runEach(t, open, map[string]func(t *testing.T, s *Store){
		"an answer comes back to its own library only": answerRoundTrip,
		"an answer expires":                            answerExpires,
		"one person counts once":                       notHelpfulOnce,
	})
}

func saveAnswer(t *testing.T, s *Store, a Answer) Answer {
	t.Helper()
	saved, err := s.SaveAnswer(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	return saved
}

func answerRoundTrip(t *testing.T, s *Store) {
	saved := saveAnswer(t, s, Answer{Library: harbor, Question: "who’s there?", Document: "abc", Evidence: []corpus.Ref{
		{Document: "abc", Revision: 2, Span: corpus.Span{Start: 3, End: 9}},
		{Document: "def", Revision: 1, Field: corpus.FieldAuthors},
	}})
	if !regexp.MustCompile(`^[a-z0-9]{16}$`).MatchString(saved.ID) {
		t.Errorf("ID %q", saved.ID)
	}
	got, err := s.Answer(t.Context(), corpus.ScopeOf(harbor), saved.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(saved, got); diff != "" {
		t.Errorf("(-saved +got):\n%s", diff)
	}
	for _, scope := range []corpus.Scope{{}, corpus.ScopeOf(second), corpus.ScopeOf(corpus.Base)} {
		if _, err := s.Answer(t.Context(), scope, saved.ID); !errors.Is(err, ErrNotFound) {
			t.Errorf("read by %v: %v", scope, err)
		}
		if err := s.MarkNotHelpful(t.Context(), scope, saved.ID, "somebody"); !errors.Is(err, ErrNotFound) {
			t.Errorf("marked by %v: %v", scope, err)
		}
	}
	if _, err := s.Answer(t.Context(), corpus.ScopeOf(harbor), "nosuch"); !errors.Is(err, ErrNotFound) {
		t.Errorf("an answer that never was: %v", err)
	}
	if other := saveAnswer(t, s, Answer{Library: harbor}); other.ID == saved.ID {
		t.Error("two answers have one ID")
	}
	if _, err := s.SaveAnswer(t.Context(), Answer{}); err == nil {
		t.Error("an answer of no library was kept")
	}
}

func answerExpires(t *testing.T, s *Store) {
	scope := corpus.ScopeOf(harbor)
	start := time.Date(2031, 5, 1, 0, 0, 0, 0, time.UTC)
	setClock(s, start)
	old := saveAnswer(t, s, Answer{Library: harbor})
	if err := s.MarkNotHelpful(t.Context(), scope, old.ID, "somebody"); err != nil {
		t.Fatal(err)
	}
	setClock(s, start.Add(time.Hour))
	young := saveAnswer(t, s, Answer{Library: harbor})

	end := start.Add(AnswerTTL)
	setClock(s, end.Add(-time.Second))
	if _, err := s.Answer(t.Context(), scope, old.ID); err != nil {
		t.Errorf("a second before its end: %v", err)
	}
	setClock(s, end)
	if _, err := s.Answer(t.Context(), scope, old.ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("at its end: %v", err)
	}
	if _, err := s.Answer(t.Context(), scope, young.ID); err != nil {
		t.Errorf("the younger one: %v", err)
	}
	if n, err := s.Prune(t.Context(), end); n != (Pruned{Answers: 1}) || !n.Any() || err != nil {
		t.Errorf("pruned %+v, %v", n, err)
	}
	if n, err := s.Prune(t.Context(), end); n.Any() || err != nil {
		t.Errorf("pruned again %+v, %v", n, err)
	}
	if n := marks(t, s, old.ID); n != 0 {
		t.Errorf("%d marks outlive their answer", n)
	}
}

func notHelpfulOnce(t *testing.T, s *Store) {
	a := saveAnswer(t, s, Answer{Library: harbor})
	for _, user := range []string{"ada", "ben", "ada"} {
		if err := s.MarkNotHelpful(t.Context(), corpus.ScopeOf(harbor), a.ID, user); err != nil {
			t.Fatal(err)
		}
	}
	if n := marks(t, s, a.ID); n != 2 {
		t.Errorf("%d marks from two people", n)
	}
}

func marks(t *testing.T, s *Store, answerID string) (n int) {
	t.Helper()
	err := s.read.QueryRowContext(t.Context(), `SELECT COUNT(*) FROM not_helpful WHERE answer = $1`, answerID).Scan(&n)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
