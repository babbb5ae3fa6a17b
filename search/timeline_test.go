package search_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/search"
)

// paper is an article that came out on a day.
func paper(t testing.TB, published, title string, paragraphs ...string) *corpus.Document {
	t.Helper()
	date, err := corpus.ParseDate(published)
	must(t, err)
	parts := make([]corpus.Part, len(paragraphs))
	for i, p := range paragraphs {
		parts[i] = corpus.Part{Kind: corpus.Paragraph, Text: p}
	}
	d, err := corpus.Build(corpus.Metadata{Title: title, Published: date}, parts)
	must(t, err)
	return d
}

func millLibrary(t *testing.T) *library {
	return newLibrary(t,
		paper(t, "2023-09-04", "Mill burns", "The mill at Arden burned down last week.", "It was built in 1893.", "\"We heard a bang,\" Petra Oss said on Saturday.", "Nobody knows why."),
		paper(t, "2023-09-05", "Fire at the mill", "The mill at Arden burned down last week.", "The mill of the Oss family at Arden was built in 1893."),
		paper(t, "2023-09-20", "Who owned the mill?", "The mill of the Oss family at Arden was built in 1889, a letter shows.", "The court will sit on 3 October."),
		paper(t, "2022-01-10", "Rain", "It rained in Lund from May to July 2021."))
}

func told(t *testing.T, lib *library, p search.Period) (search.Timeline, []string) {
	t.Helper()
	line, err := lib.engine.Timeline(t.Context(), lib.scope, p)
	must(t, err)
	var out []string
	for _, e := range line.Entries {
		s := fmt.Sprintf("%s: %s", e.Date.Interval, e.Quote.Text())
		if e.Speaker != nil {
			s += " — " + e.Speaker.Name
		}
		for _, c := range e.Also {
			s += " also in " + c.Title
		}
		if e.Beside {
			s = "or " + s
		}
		out = append(out, s)
	}
	return line, out
}

func TestATimelineIsInTheOrderOfItsDates(t *testing.T) {
	t.Parallel()
	lib := millLibrary(t)
	want := []string{
		"1889: The mill of the Oss family at Arden was built in 1889, a letter shows.",
		"or 1893: The mill of the Oss family at Arden was built in 1893.",
		"1893: It was built in 1893.",
		"May – July 2021: It rained in Lund from May to July 2021.",
		"28 August – 3 September 2023: The mill at Arden burned down last week. also in Fire at the mill",
		"2 September 2023: \"We heard a bang,\" Petra Oss said on Saturday. — Petra Oss",
		"3 October 2023: The court will sit on 3 October.",
	}
	line, got := told(t, lib, search.Period{})
	if diff := cmp.Diff(want, got); diff != "" || line.Total != len(want) {
		t.Errorf("%d in all\n%s", line.Total, diff)
	}
	var paged []string
	for offset := range want {
		_, one := told(t, lib, search.Period{Offset: offset, Limit: 1})
		paged = append(paged, one...)
	}
	want[1] = strings.TrimPrefix(want[1], "or ") // it stands alone on its page
	if diff := cmp.Diff(want, paged); diff != "" {
		t.Error(diff)
	}
	_, some := told(t, lib, search.Period{From: corpus.Date{Year: 2021, Month: 7, Day: 1}, To: corpus.Date{Year: 2023, Month: 9, Day: 1}})
	if diff := cmp.Diff(want[3:5], some); diff != "" {
		t.Error(diff)
	}
	line, none := told(t, lib, search.Period{From: corpus.Date{Year: 2030}})
	if len(none) > 0 || line.Outside != len(want) {
		t.Errorf("%v, %d outside", none, line.Outside)
	}
}

func TestATimelineOfATopic(t *testing.T) {
	t.Parallel()
	lib := millLibrary(t)
	_, got := told(t, lib, search.Period{Topic: "rain in Lund"})
	if diff := cmp.Diff([]string{"May – July 2021: It rained in Lund from May to July 2021."}, got); diff != "" {
		t.Error(diff)
	}
	if line, got := told(t, lib, search.Period{Topic: "the mill at Ardan"}); len(got) != 6 || line.Corrected["ardan"] != "arden" {
		t.Errorf("%v, corrected %v", got, line.Corrected)
	}
	if line, got := told(t, lib, search.Period{Topic: "zeppelin"}); len(got) > 0 || line.Outside != 0 {
		t.Errorf("%v", got)
	}
	if _, err := lib.engine.Timeline(t.Context(), lib.scope, search.Period{From: corpus.Date{Year: 2023}, To: corpus.Date{Year: 2020}}); !errors.Is(err, search.ErrBackwards) {
		t.Error(err)
	}
	if line, err := lib.engine.Timeline(t.Context(), corpus.Scope{}, search.Period{}); err != nil || line.Total != 0 {
		t.Errorf("the scope that reads nothing sees %d statements (%v)", line.Total, err)
	}
}

func TestATimelineFollowsTheLibrary(t *testing.T) {
	t.Parallel()
	lib := newLibrary(t)
	if _, got := told(t, lib, search.Period{}); len(got) > 0 {
		t.Errorf("%v", got)
	}
	docs := lib.add(t, paper(t, "2023-09-04", "Bell", "The bell cracked on Friday."), paper(t, "2023-09-04", "Gate", "The gate fell on Sunday."))
	if _, got := told(t, lib, search.Period{}); len(got) != 2 {
		t.Errorf("%v", got)
	}
	_, err := lib.store.Remove(t.Context(), lib.name, docs[0].ID(), "shell")
	must(t, err)
	if _, got := told(t, lib, search.Period{}); len(got) != 1 || got[0] != "3 September 2023: The gate fell on Sunday." {
		t.Errorf("%v", got)
	}
}

func TestAThousandStatementsAreTurnedThrough(t *testing.T) {
	t.Parallel()
	const years = 1000
	paragraphs := make([]string, years)
	for i := range paragraphs {
		paragraphs[i] = fmt.Sprintf("In %d the bell of Arden was rung by keeper %d.", 1100+i*7%years, i)
	}
	lib := newLibrary(t, paper(t, "2120-09-04", "The bell", paragraphs...))
	for _, topic := range []string{"", "bell of Arden"} {
		last := ""
		seen := 0
		for offset := 0; ; offset += 50 {
			line, got := told(t, lib, search.Period{Topic: topic, Offset: offset, Limit: 50})
			if line.Total != years {
				t.Fatalf("%d statements", line.Total)
			}
			if len(got) == 0 {
				break
			}
			for _, s := range got {
				if s <= last {
					t.Errorf("%q comes after %q", s, last)
				}
				last = s
				seen++
			}
		}
		if seen != years {
			t.Errorf("%d statements on all pages", seen)
		}
	}
}

// Sentences that share no more than names, or tell each its own day's news, are
// not two dates of one event.
func TestOtherEventsAreNoOtherDates(t *testing.T) {
	t.Parallel()
	lib := newLibrary(t,
		paper(t, "2025-02-18", "Crane falls", "Crane No. 4 lies across the rails of the East Quay since Monday.", "The council of Arden met on Monday to hear the engineers."),
		paper(t, "2025-03-24", "Crane No. 4", "Crane No. 4 was put up on the East Quay in June 1988.", "The council of Arden met on Friday to hear the engineers."))
	line, got := told(t, lib, search.Period{})
	for _, e := range line.Entries {
		if e.Beside {
			t.Errorf("%q is another date for what is before it in %v", e.Quote.Text(), got)
		}
	}
}

// Whoever asks when something was, and is told otherwise by another article,
// sees both.
func TestArticlesThatDisagreeOnADateAreBothShown(t *testing.T) {
	t.Parallel()
	lib := millLibrary(t)
	a := lib.ask(t, search.Question{Text: "When was the mill of the Oss family at Arden built?", Limit: 1})
	if len(a.Evidence) != 2 || len(a.Disagree) != 1 {
		t.Fatalf("%d quotations, %d disagreements", len(a.Evidence), len(a.Disagree))
	}
	d := a.Disagree[0]
	got := []string{d.Dates[0].String(), d.Dates[1].String()}
	slices.Sort(got)
	if diff := cmp.Diff([]string{"1889", "1893"}, got); diff != "" || d.First != 0 || d.Second != 1 {
		t.Errorf("%+v\n%s", d, diff)
	}
	if a := lib.ask(t, search.Question{Text: "When did the mill at Arden burn down?"}); len(a.Disagree) > 0 {
		t.Errorf("%+v", a.Disagree)
	}
	if a := lib.ask(t, search.Question{Text: "Who owned the mill at Arden?"}); len(a.Disagree) > 0 {
		t.Errorf("%+v", a.Disagree)
	}
}
