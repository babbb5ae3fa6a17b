package search_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/search"
)

// dated is an article of a day.
func dated(t *testing.T, title, day string, paragraphs ...string) *corpus.Document {
	t.Helper()
	d := article(t, title, paragraphs...)
	meta := d.Metadata()
	date, err := corpus.ParseDate(day)
	if err != nil {
		t.Fatal(err)
	}
	meta.Published = date
	return d.WithMetadata(meta)
}

// says returns what somebody is quoted as saying, a line each.
func (l *library) says(t *testing.T, scope corpus.Scope, q search.SaidQuestion) []string {
	t.Helper()
	found, err := l.engine.Said(t.Context(), scope, q)
	if err != nil {
		t.Fatal(err)
	}
	out := []string{fmt.Sprintf("%s %d", found.Speaker, found.Total)}
	for _, s := range found.Statements {
		out = append(out, s.Quote.Citation().Published.String()+" "+s.Quote.Text())
	}
	for _, q := range found.Nearest {
		out = append(out, "near: "+q.Name)
	}
	for _, q := range found.Several {
		out = append(out, "several: "+q.Name)
	}
	return out
}

func TestWhatSomebodyIsQuotedAsSaying(t *testing.T) {
	t.Parallel()
	lib := newLibrary(t)
	first := lib.add(t,
		dated(t, "The port", "2024-03-01", "Mirrin Hask, the mayor of Lowmere, said that the port was shut. Jonas Vey said the crane was old.", `"The bridge is safe," Vey said.`),
		dated(t, "The bridge", "2024-05-02", `"The bridge will open in June," Mr. Hask said.`, "Mirrin Hask denied that the crane was old."),
		dated(t, "Another Vey", "2024-04-01", "Tamsin Vey said that the market was open."))[0].ID()
	for _, c := range []struct {
		name string
		q    search.SaidQuestion
		want []string
	}{
		{"newest first, under one name", search.SaidQuestion{Speaker: "hask"},
			[]string{"Mirrin Hask 3", `2024-05-02 "The bridge will open in June," Mr. Hask said.`, "2024-05-02 Mirrin Hask denied that the crane was old.",
				"2024-03-01 Mirrin Hask, the mayor of Lowmere, said that the port was shut."}},
		{"about", search.SaidQuestion{Speaker: "Mirrin Hask", About: "the crane"}, []string{"Mirrin Hask 1", "2024-05-02 Mirrin Hask denied that the crane was old."}},
		{"not about", search.SaidQuestion{Speaker: "Mirrin Hask", About: "cotton"}, []string{"Mirrin Hask 0"}},
		{"a page", search.SaidQuestion{Speaker: "Mirrin Hask", Offset: 2, Limit: 1},
			[]string{"Mirrin Hask 3", "2024-03-01 Mirrin Hask, the mayor of Lowmere, said that the port was shut."}},
		{"by the role", search.SaidQuestion{Speaker: "mayor of Lowmere", Limit: 1}, []string{"Mirrin Hask 3", `2024-05-02 "The bridge will open in June," Mr. Hask said.`}},
		{"two of one surname", search.SaidQuestion{Speaker: "Vey"}, []string{" 0", "several: Jonas Vey", "several: Tamsin Vey"}},
		{"a slip of the pen", search.SaidQuestion{Speaker: "Mirin Hesk"}, []string{" 0", "near: Mirrin Hask"}},
		{"unknown", search.SaidQuestion{Speaker: "Zebulon"}, []string{" 0"}},
	} {
		if got := lib.says(t, lib.scope, c.q); !slices.Equal(got, c.want) {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
	if got, err := lib.engine.Speakers(t.Context(), lib.scope, "has", 5); err != nil || len(got) != 1 || got[0] != (search.Quoted{Name: "Mirrin Hask", Role: "the mayor of Lowmere", Count: 3}) {
		t.Errorf("speakers: %v, %v", got, err)
	}
	if _, err := lib.store.Remove(t.Context(), corpus.Base, first, "test"); err != nil {
		t.Fatal(err)
	}
	if got := lib.says(t, lib.scope, search.SaidQuestion{Speaker: "Vey"}); got[0] != "Tamsin Vey 1" {
		t.Errorf("after the removal: %v", got)
	}
	if got := lib.says(t, corpus.Scope{}, search.SaidQuestion{Speaker: "Vey"}); got[0] != " 0" {
		t.Errorf("the empty scope reads %v", got)
	}
}

// TestAskedWhatSomebodySaidNobodyElseAnswers asks the example library and the
// founding article what people said, and wants nobody else's words.
func TestAskedWhatSomebodySaidNobodyElseAnswers(t *testing.T) {
	t.Parallel()
	t.Run("examples", func(t *testing.T) {
		t.Parallel()
		lib := sampleLibrary(t)
		for _, name := range []string{"Renna Tolvaray", "Tovin Ankersmede", "Ansa Thornquay", "Ilsabet Quarne"} {
			for _, about := range []string{"the crane", "the strike", "the port", "the letter", "the ministry"} {
				onlyBy(t, lib, name, about)
			}
		}
	})
	t.Run("the founding article", func(t *testing.T) {
		t.Parallel()
		lib := seedLibrary(t)
		for _, name := range []string{"Ma Xingrui", "Dolkun Isa", "Xi Jinping", "Volker Turk"} {
			for _, about := range []string{"Xinjiang", "forced labor", "the visit", "the mission", "the ILO delegation", "sanctions"} {
				onlyBy(t, lib, name, about)
			}
		}
	})
}

// onlyBy asks what somebody said about something. Whatever is quoted has to be
// theirs.
func onlyBy(t *testing.T, lib *library, name, about string) {
	t.Helper()
	a := lib.ask(t, search.Question{Text: "What did " + name + " say about " + about + "?"})
	for _, ev := range a.Evidence {
		if ev.Speaker == nil || ev.Speaker.Name != name {
			t.Errorf("what did %s say about %s? %q is quoted, by %v", name, about, ev.Quote.Text(), ev.Speaker)
		}
	}
}
