package search_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
	"github.com/pincite/pincite/search"
)

var portStory = []string{
	"The port of Halver was closed on Monday after a crane fell on the north quay.",
	"Seven dockers were hurt, said Marta Lindqvist, the harbour master.",
	"Work will begin again in March, because the rails have to be mended first.",
}

func TestAnswersSurviveTheirIndex(t *testing.T) {
	t.Parallel()
	damage := map[string]func(t *testing.T, dir string){
		"deleted": func(t *testing.T, dir string) { must(t, os.RemoveAll(dir)) },
		"root cut short": func(t *testing.T, dir string) {
			for _, f := range files(t, dir, "root.bolt") {
				must(t, os.Truncate(f, 9000))
			}
		},
		"segment damaged": func(t *testing.T, dir string) {
			for _, f := range files(t, dir, "*.zap") {
				data, err := os.ReadFile(f)
				must(t, err)
				data[len(data)/2] ^= 0xff
				must(t, os.WriteFile(f, data, 0o600))
			}
		},
		"segment gone": func(t *testing.T, dir string) {
			for _, f := range files(t, dir, "*.zap") {
				must(t, os.Remove(f))
			}
		},
		"not an index": func(t *testing.T, dir string) {
			for _, f := range files(t, dir, "root.bolt") {
				must(t, os.WriteFile(f, []byte("nothing of the sort"), 0o600))
			}
		},
	}
	for name, harm := range damage {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			lib := newLibrary(t, article(t, "Crane falls", portStory...))
			before := answers(t, lib)
			must(t, lib.engine.Close())
			harm(t, lib.dir)
			lib.engine = lib.open(t)
			if diff := cmp.Diff(before, answers(t, lib)); diff != "" {
				t.Errorf("the answers changed (-before +after):\n%s", diff)
			}
		})
	}
}

// answers asks a few questions, and returns what came in comparable form.
func answers(t testing.TB, lib *library) []string {
	t.Helper()
	var out []string
	for _, q := range []string{"How many dockers were hurt?", "When will work begin again?", "Who is the king of Norway?", "Why was the port closed?"} {
		a := lib.ask(t, search.Question{Text: q})
		out = append(out, fmt.Sprintf("%s %d %s %.9f", q, a.Verdict, a.Reason, a.Confidence))
		for _, ev := range a.Evidence {
			out = append(out, fmt.Sprintf("%s %.9f", ev.Quote.Text(), ev.Score))
		}
	}
	return out
}

func TestAnIndexOpenedAgainNeedsNoChanges(t *testing.T) {
	t.Parallel()
	lib := newLibrary(t, article(t, "Crane falls", portStory...))
	before := answers(t, lib)
	must(t, lib.engine.Close())
	counting := &countingSource{Source: lib.store}
	e, err := search.Open(t.Context(), search.Config{Dir: lib.dir, Source: counting})
	must(t, err)
	lib.engine = e
	if diff := cmp.Diff(before, answers(t, lib)); diff != "" || counting.changes != 0 {
		t.Errorf("asked for changes %d times; answers:\n%s", counting.changes, diff)
	}
}

// countingSource is a store that counts how often its changes are read.
type countingSource struct {
	search.Source
	changes int
}

func (c *countingSource) Changes(ctx context.Context, scope corpus.Scope, after corpus.Seq, limit int) ([]corpus.Change, error) {
	c.changes++
	return c.Source.Changes(ctx, scope, after, limit)
}

func TestWhatIsRemovedIsHiddenAtOnceAndWhatComesBackIsFound(t *testing.T) {
	t.Parallel()
	lib := newLibrary(t)
	q := search.Question{Text: "How many dockers were hurt?"}
	if a := lib.ask(t, q); a.Verdict != search.Abstained || a.Reason != search.EmptyLibrary {
		t.Errorf("an empty library: %v %s", a.Verdict, a.Reason)
	}
	d := article(t, "Crane falls", portStory...)
	for range 3 {
		stored := lib.add(t, d)[0]
		a := lib.ask(t, q)
		if a.Verdict != search.Answered || !a.Evidence[0].Quote.HoldsIn(stored) {
			t.Fatalf("not answered: %s", a.Reason)
		}
		if _, err := lib.store.Remove(t.Context(), lib.name, stored.ID(), "test"); err != nil {
			t.Fatal(err)
		}
		if a := lib.ask(t, q); a.Verdict != search.Abstained || len(a.Related) > 0 {
			t.Errorf("answered from a removed document: %+v", a)
		}
	}
}

func TestChangesOfOtherThingsThanDocumentsMoveNothing(t *testing.T) {
	t.Parallel()
	lib := newLibrary(t, article(t, "Crane falls", portStory...))
	before := answers(t, lib)
	for n := range 3 {
		_, err := lib.store.ChangeSettings(t.Context(), lib.name, "test", func(l *store.LibrarySettings) { l.PrivateAnswers = n%2 == 0 })
		must(t, err)
		if diff := cmp.Diff(before, answers(t, lib)); diff != "" {
			t.Errorf("settings moved something:\n%s", diff)
		}
	}
	lib.add(t, article(t, "Ferry", "The ferry to Lund carries 300 people."))
	if a := lib.ask(t, search.Question{Text: "How many people does the ferry to Lund carry?"}); a.Verdict != search.Answered {
		t.Errorf("what was added after them is not found: %s", a.Reason)
	}
}

func TestALibraryMadeAnewIsIndexedAnew(t *testing.T) {
	t.Parallel()
	lib := newLibrary(t, article(t, "Crane falls", portStory...), article(t, "Weather", "It rained in Halver for nine days in April."))
	lib.ask(t, search.Question{Text: "How many dockers were hurt?"})
	other, err := store.Open(t.Context(), t.TempDir())
	must(t, err)
	defer other.Close()
	_, err = other.Add(t.Context(), lib.name, store.Upload{Document: article(t, "Ferry", "The ferry to Lund carries 300 people."), By: "test"})
	must(t, err)
	must(t, lib.engine.Close())
	lib.engine, err = search.Open(t.Context(), search.Config{Dir: lib.dir, Source: other})
	must(t, err)
	if a := lib.ask(t, search.Question{Text: "How many dockers were hurt?"}); a.Verdict == search.Answered || len(a.Related) > 0 {
		t.Errorf("answered from the library that was: %+v", a)
	}
	if a := lib.ask(t, search.Question{Text: "How many people does the ferry to Lund carry?"}); a.Verdict != search.Answered {
		t.Errorf("not answered: %s", a.Reason)
	}
}

func TestAnotherLibrarysWordsMoveNoScore(t *testing.T) {
	t.Parallel()
	lib := newLibrary(t, article(t, "Crane falls", portStory...))
	before := answers(t, lib)
	near := slices.Clone(portStory)
	near[1] = "Nine dockers were hurt, said Marta Lindqvist, the harbour master."
	guild := corpus.GuildLibrary("42")
	_, err := lib.store.Add(t.Context(), guild, store.Upload{Document: article(t, "Crane falls", near...), By: "test"})
	must(t, err)
	a, err := lib.engine.Ask(t.Context(), corpus.ScopeOf(guild), search.Question{Text: "How many dockers were hurt?"})
	must(t, err)
	if a.Library != guild || a.Evidence[0].Quote.Text() != near[1] {
		t.Errorf("got %q from %s", a.Evidence[0].Quote.Text(), a.Library)
	}
	if diff := cmp.Diff(before, answers(t, lib)); diff != "" {
		t.Errorf("the neighbour moved something:\n%s", diff)
	}
}

func TestReindexChangesNoAnswer(t *testing.T) {
	t.Parallel()
	lib := newLibrary(t, article(t, "Crane falls", portStory...), article(t, "Weather", "It rained for nine days in April."))
	before := answers(t, lib)
	var steps []string
	must(t, lib.engine.Reindex(t.Context(), lib.scope, func(done, total int) { steps = append(steps, fmt.Sprint(done, "/", total)) }))
	if diff := cmp.Diff(before, answers(t, lib)); diff != "" {
		t.Error(diff)
	}
	if len(steps) == 0 || steps[len(steps)-1] != "2/2" {
		t.Errorf("progress was %q", steps)
	}
}

func TestManyAskWhileTheLibraryChanges(t *testing.T) {
	t.Parallel()
	lib := newLibrary(t, article(t, "Crane falls", portStory...))
	var wg sync.WaitGroup
	for n := range 4 {
		wg.Go(func() {
			for i := range 8 {
				if n == 0 {
					lib.add(t, article(t, fmt.Sprint("Note ", i), fmt.Sprintf("Note %d says that the tide was %d feet high.", i, i+20)))
				}
				if n == 1 && i == 4 {
					if err := lib.engine.Reindex(t.Context(), lib.scope, nil); err != nil {
						t.Error(err)
					}
				}
				a, err := lib.engine.Ask(t.Context(), lib.scope, search.Question{Text: "How many dockers were hurt?"})
				if err != nil || a.Verdict != search.Answered {
					t.Errorf("%v %s", err, a.Reason)
				}
			}
		})
	}
	wg.Wait()
	must(t, lib.engine.Close())
	if _, err := lib.engine.Ask(t.Context(), lib.scope, search.Question{Text: "Who?"}); !errors.Is(err, search.ErrClosed) {
		t.Errorf("asking a closed engine: %v", err)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// files returns the files of a name below a folder; there must be some.
func files(t testing.TB, dir, pattern string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "*", "*", pattern))
	must(t, err)
	if len(found) == 0 {
		t.Fatalf("no %s below %s", pattern, dir)
	}
	return found
}
