package search_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/search"
	"github.com/pincite/pincite/search/reader"
)

var quay = []string{
	"HALVER -- The port of Halver was closed on Monday after a crane fell on the north quay.",
	"Marta Lindqvist, the harbour master, said the crane had been inspected in May.",
	"\"The crane was old, and everybody knew it,\" said Tomas Reyk, who leads the dockers' union.",
	"The labour ministry will send three engineers to Halver, in order to look at the rails.",
	"The crane cost 4.5 million crowns in 1987.",
}

func quayLibrary(t *testing.T) *library {
	t.Helper()
	parts := make([]corpus.Part, len(quay))
	for i, p := range quay {
		parts[i] = corpus.Part{Kind: corpus.Paragraph, Text: p}
	}
	d, err := corpus.Build(corpus.Metadata{Title: "Crane falls in Halver", Authors: []string{"Ida Storm"}, Publication: "The Quay Post",
		Published: corpus.Date{Year: 2021, Month: 6, Day: 1}}, parts)
	must(t, err)
	return newLibrary(t, d, article(t, "Rain in Lund", "It rained in Lund for nine days.", "The river Lunde rose by two metres."))
}

func TestAnswers(t *testing.T) {
	t.Parallel()
	lib := quayLibrary(t)
	for _, tt := range []struct {
		question, previous, want string // the beginning of the quotation; "" when it abstains
		field                    corpus.Field
		corrected                map[string]string
	}{
		{question: "What did Marta Lindqvist say about the crane?", want: "Marta Lindqvist, the harbour"},
		{question: "What did Tomas Reyk say about the crane?", want: "\"The crane was old"},
		{question: "How much did the crane cost?", want: "The crane cost"},
		{question: "How many engineers will the labor ministry send?", want: "The labour ministry"},
		{question: "How many engeneers will the ministry send?", want: "The labour ministry", corrected: map[string]string{"engeneers": "engineers"}},
		{question: "Who is Tomas Ryek?", want: "\"The crane was old", corrected: map[string]string{"ryek": "reyk"}},
		{question: "And when?", previous: "Was the port of Halver closed?", want: "The port of Halver was closed on Monday"},
		{question: "Who wrote the article about the crane in Halver?", want: "Ida Storm", field: corpus.FieldAuthors},
		{question: "When was the article about the crane published?", want: "2021-06-01", field: corpus.FieldPublished},
		{question: "Which newspaper published the article on the crane in Halver?", want: "The Quay Post", field: corpus.FieldPublication},
		{question: "What is the title of the article about rain?", want: "Rain in Lund", field: corpus.FieldTitle},
		{question: "Who wrote the article about volcanoes?"},
		{question: "What did Elsa Brandt say about the crane?"},
		{question: "How many people live in Halver?"},
		{question: "When did Napoleon die?"},
	} {
		a := lib.ask(t, search.Question{Text: tt.question, Previous: tt.previous})
		if tt.want == "" {
			if a.Verdict == search.Answered {
				t.Errorf("%s: answered %q (%.2f)", tt.question, a.Evidence[0].Quote.Text(), a.Confidence)
			}
			continue
		}
		if a.Verdict != search.Answered {
			t.Errorf("%s: %s (%.2f)", tt.question, a.Reason, a.Confidence)
			continue
		}
		q := a.Evidence[0].Quote
		if len(q.Text()) < len(tt.want) || q.Text()[:len(tt.want)] != tt.want || q.Field() != tt.field {
			t.Errorf("%s: %q (%s)", tt.question, q.Text(), q.Field())
		}
		if diff := cmp.Diff(tt.corrected, a.Corrected); diff != "" {
			t.Errorf("%s: corrected (-want +got):\n%s", tt.question, diff)
		}
	}
}

func TestAnotherPersonsWordsAreNoAnswer(t *testing.T) {
	t.Parallel()
	lib := newLibrary(t, article(t, "Rails", "\"The rotten rails of the north quay were never mended,\" Tomas Reyk told Marta Lindqvist.",
		"Marta Lindqvist said the crane would be sold.", "It rained on Monday."))
	for _, question := range []string{"What did Marta Lindqvist say about the rotten rails of the north quay?", "What did Lindqvist say was never mended on the north quay?"} {
		a := lib.ask(t, search.Question{Text: question, Limit: 5})
		for _, ev := range a.Evidence {
			if ev.Speaker != nil && ev.Speaker.Name != "Marta Lindqvist" {
				t.Errorf("%s: %q is by %s", question, ev.Quote.Text(), ev.Speaker.Name)
			}
		}
	}
}

func TestARoleStandsForWhoHoldsIt(t *testing.T) {
	t.Parallel()
	lib := newLibrary(t, article(t, "Crane", "Harbour minister Tomas Reyk said on Monday that the price of the crane was fair.",
		"Marta Lindqvist, president of the dock union, said on Monday that the price of the crane was robbery.", "It rained on Monday.",
		"\"The price will rise again,\" Reyk said."))
	for question, want := range map[string]string{
		"What did the minister say about the price of the crane?":        "Tomas Reyk",
		"What did the union president say about the price of the crane?": "Marta Lindqvist",
		"What did the harbour minister say about the price?":             "Tomas Reyk",
	} {
		a := lib.ask(t, search.Question{Text: question, Limit: 5})
		if a.Verdict != search.Answered {
			t.Errorf("%s: %s", question, a.Reason)
		}
		for _, ev := range a.Evidence {
			if ev.Speaker == nil || ev.Speaker.Name != want {
				t.Errorf("%s: %q is by %+v, want %s", question, ev.Quote.Text(), ev.Speaker, want)
			}
		}
	}
}

func TestMarksAreTheAnswerWhereItsFormIsPlain(t *testing.T) {
	t.Parallel()
	lib := quayLibrary(t)
	for question, want := range map[string]string{
		"How many engineers will the labour ministry send?": "three",
		"When was the port of Halver closed?":               "Monday",
		"When was the crane inspected?":                     "May",
	} {
		a := lib.ask(t, search.Question{Text: question})
		if a.Verdict != search.Answered {
			t.Errorf("%s: %s", question, a.Reason)
			continue
		}
		q := a.Evidence[0].Quote
		var got []string
		for _, m := range q.Marks() {
			got = append(got, q.Text()[m.Start-q.Span().Start:m.End-q.Span().Start])
		}
		if diff := cmp.Diff([]string{want}, got); diff != "" {
			t.Errorf("%s\n%s", question, diff)
		}
	}
}

func TestADocumentRestrictsTheAnswer(t *testing.T) {
	t.Parallel()
	lib := newLibrary(t)
	docs := lib.add(t, article(t, "North", "The mill at Dunn employs 40 people."), article(t, "South", "The mill at Dunn employs 60 people."))
	for i, want := range []string{"The mill at Dunn employs 40 people.", "The mill at Dunn employs 60 people."} {
		a := lib.ask(t, search.Question{Text: "How many people does the mill at Dunn employ?", Document: docs[i].ID()})
		if a.Verdict != search.Answered || len(a.Evidence) != 1 || a.Evidence[0].Quote.Text() != want {
			t.Errorf("%+v", a)
		}
	}
}

func TestTheSameSentenceIsShownOnce(t *testing.T) {
	t.Parallel()
	lib := newLibrary(t, article(t, "North", "The mill at Dunn employs 40 people.", "It rains."), article(t, "South", "The mill at Dunn employs 40 people.", "It snows."))
	if a := lib.ask(t, search.Question{Text: "How many people does the mill at Dunn employ?"}); len(a.Evidence) != 1 {
		t.Errorf("shown %d times", len(a.Evidence))
	}
}

func TestSearchFindsPassagesByTheirWords(t *testing.T) {
	t.Parallel()
	lib := quayLibrary(t)
	ask := func(w search.Words) search.Results {
		r, err := lib.engine.Search(t.Context(), lib.scope, w)
		must(t, err)
		return r
	}
	all := ask(search.Words{Text: "harbor crane"})
	if all.Total != 4 || len(all.Hits) != 4 || all.Hits[0].Quote.Text() != quay[1] || len(all.Hits[0].Quote.Marks()) != 2 {
		t.Errorf("%d in all: %+v", all.Total, all.Hits)
	}
	var paged []search.Hit
	for offset := range 4 {
		r := ask(search.Words{Text: "harbor crane", Offset: offset, Limit: 1})
		paged = append(paged, r.Hits...)
	}
	for i := range paged {
		if paged[i].Quote.Text() != all.Hits[i].Quote.Text() || paged[i].Score != all.Hits[i].Score {
			t.Errorf("page %d is %q", i, paged[i].Quote.Text())
		}
	}
	if r := ask(search.Words{Text: "harbor crane", Offset: 9}); r.Total != 4 || len(r.Hits) != 0 {
		t.Errorf("past the end: %+v", r)
	}
	if r := ask(search.Words{Text: "crrane"}); r.Total != 4 || r.Corrected["crrane"] != "crane" {
		t.Errorf("misspelt: %d, %v", r.Total, r.Corrected)
	}
	if r := ask(search.Words{Text: "the of"}); r.Total != 0 {
		t.Errorf("stop words found %d", r.Total)
	}
}

func TestTheSameWordsInAnotherArticleAreShownOnceWithBothPlaces(t *testing.T) {
	t.Parallel()
	const words = "The harbour pilots of Port Ansel ended their strike on 4 May after nineteen days."
	lib := newLibrary(t,
		article(t, "Pilots go back to work", words, "Ships had waited outside the bay."),
		article(t, "Strike over at the port", "Port Ansel has its pilots back.", words),
		article(t, "A new bridge for the valley", "The bridge opens in autumn."))
	a := lib.ask(t, search.Question{Text: "When did the harbour pilots of Port Ansel end their strike?"})
	if a.Verdict != search.Answered {
		t.Fatalf("%v (%s), confidence %.2f", a.Verdict, a.Reason, a.Confidence)
	}
	first := a.Evidence[0]
	if len(first.Also) != 1 || first.Also[0].Document == first.Quote.Citation().Document {
		t.Errorf("the first quotation is also in %v", first.Also)
	}
	for _, e := range a.Evidence[1:] {
		if e.Quote.Text() == first.Quote.Text() {
			t.Errorf("the same words are shown twice, from %s", e.Quote.Citation().Title)
		}
	}
}

// The account of a decision adds up to the odds that the confidence is made of.
// probability adds the points of an account of odds up.
func probability(account []search.Point) float64 {
	odds := 0.0
	for _, p := range account {
		odds += p.Points
	}
	return 1 / (1 + math.Exp(-odds))
}

func TestTheAccountOfADecisionAddsUp(t *testing.T) {
	t.Parallel()
	lib := sampleLibrary(t)
	for _, q := range readLines[sampleQuestion](t, "../corpus/sample/testdata/questions.jsonl") {
		a := lib.ask(t, search.Question{Text: q.Question, Explain: true, Trace: true})
		if len(a.Account) == 0 {
			continue
		}
		p := probability(a.Account)
		if covered := probability(a.Coverage); math.Abs(covered-a.Covered) > 1e-9 {
			t.Errorf("%s: the account of what is covered adds up to %.6f, which is said to be %.6f", q.Question, covered, a.Covered)
		}
		if other := a.Trace.Candidates[0].Values[reader.SaidByOther]+a.Trace.Candidates[0].Values[reader.Pointless] > 0; math.Abs(p-a.Confidence) > 1e-9 && (!other || a.Confidence > p) {
			t.Errorf("%s: the account adds up to %.6f, the confidence is %.6f", q.Question, p, a.Confidence)
		}
	}
}
