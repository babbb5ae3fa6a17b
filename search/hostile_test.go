package search_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/search"
)

func TestQuestionsThatAskNothing(t *testing.T) {
	t.Parallel()
	lib := newLibrary(t, article(t, "Crane falls", portStory...))
	for question, want := range map[string]error{
		"": search.ErrEmptyQuestion, " \n\t": search.ErrEmptyQuestion, "\x00": search.ErrEmptyQuestion, "\u202e\u2066": search.ErrEmptyQuestion,
		strings.Repeat("x", search.MaxQuestion+1): search.ErrLongQuestion,
		strings.Repeat("x", search.MaxQuestion):   nil,
	} {
		_, err := lib.engine.Ask(t.Context(), lib.scope, search.Question{Text: question})
		if !errors.Is(err, want) {
			t.Errorf("%.20q: %v, want %v", question, err, want)
		}
		if _, err := lib.engine.Search(t.Context(), lib.scope, search.Words{Text: question}); !errors.Is(err, want) {
			t.Errorf("searching %.20q: %v, want %v", question, err, want)
		}
	}
	for _, question := range []string{"?", "what is the", "... !!!", "who was it", "**", "💥"} {
		if a := lib.ask(t, search.Question{Text: question}); a.Verdict != search.Abstained || a.Reason != search.NoTerms {
			t.Errorf("%q: %v %s", question, a.Verdict, a.Reason)
		}
	}
}

func TestQuestionsInDisguiseFindWhatTheyAskFor(t *testing.T) {
	t.Parallel()
	lib := newLibrary(t, article(t, "Crane falls", portStory...))
	for _, question := range []string{
		"How many dockers\x00 were hurt?", "\u202eHow many dockers were hurt?\u202c", "**How many** dockers were __hurt__?",
		"<@123456789012345678> how many dockers were hurt", "@everyone how many dockers were hurt?", "HOW MANY DOCKERS WERE HURT",
		"How many dockkers were hurt?",
	} {
		a := lib.ask(t, search.Question{Text: question})
		if a.Verdict != search.Answered || a.Evidence[0].Quote.Text() != portStory[1] {
			t.Errorf("%q: %v %s (%.2f)", question, a.Verdict, a.Reason, a.Confidence)
		}
	}
}

func TestNothingTypedIsAQueryLanguage(t *testing.T) {
	t.Parallel()
	lib := newLibrary(t, article(t, "Crane falls", portStory...))
	for _, question := range []string{`title:"x"~2 OR *`, "*", "body:[* TO *]", "/.*/", "owner:x", "a AND (b", `"unclosed`, "^5 ~2"} {
		a := lib.ask(t, search.Question{Text: question})
		if a.Verdict == search.Answered {
			t.Errorf("%q was answered", question)
		}
	}
}

func TestAScopeThatReadsNothingFindsNothing(t *testing.T) {
	t.Parallel()
	lib := newLibrary(t, article(t, "Crane falls", portStory...))
	a, err := lib.engine.Ask(t.Context(), corpus.Scope{}, search.Question{Text: "How many dockers were hurt?"})
	if err != nil || a.Verdict != search.Abstained || a.Reason != search.EmptyLibrary {
		t.Errorf("%+v, %v", a, err)
	}
}

// FuzzAsk asks anything: nothing panics, and every quotation is, byte for byte,
// what the stored document has there.
func FuzzAsk(f *testing.F) {
	lib := sampleLibrary(f)
	for _, q := range []string{"When was the ILO founded?", "who\x00", "\xff\xfe", "U.N. 1,000 $13 million", "¿Qué?", "国连 何", "ที่ไหน", "and when?", "'s", "…"} {
		f.Add(q, "What is the ILO?")
	}
	f.Fuzz(func(t *testing.T, text, previous string) {
		a, err := lib.engine.Ask(t.Context(), lib.scope, search.Question{Text: text, Previous: previous, Explain: true})
		if err != nil {
			if !errors.Is(err, search.ErrEmptyQuestion) && !errors.Is(err, search.ErrLongQuestion) {
				t.Fatal(err)
			}
			return
		}
		if (a.Verdict == search.Answered) != (len(a.Evidence) > 0) || (a.Verdict == search.Answered) != (a.Reason == "") {
			t.Fatalf("verdict %v, reason %q, %d pieces of evidence", a.Verdict, a.Reason, len(a.Evidence))
		}
		for _, ev := range a.Evidence {
			checkQuote(t, lib, ev)
		}
		if _, err := lib.engine.Search(t.Context(), lib.scope, search.Words{Text: text}); err != nil {
			t.Fatal(err)
		}
	})
}

// checkQuote compares a quotation with the stored document, and its account
// with its score.
func checkQuote(t *testing.T, lib *library, ev search.Evidence) {
	t.Helper()
	d, err := lib.store.Document(t.Context(), lib.scope, ev.Quote.Citation().Document)
	if err != nil {
		t.Fatal(err)
	}
	span := ev.Quote.Span()
	if ev.Quote.Kind() == corpus.FromText && d.Text()[span.Start:span.End] != ev.Quote.Text() {
		t.Fatalf("%q is not what stands at %v", ev.Quote.Text(), span)
	}
	if !ev.Quote.HoldsIn(d) || ev.Confidence < 0 || ev.Confidence > 1 {
		t.Fatalf("%+v", ev)
	}
	sum := 0.0
	for _, p := range ev.Account {
		sum += p.Points
	}
	if len(ev.Account) > 0 && (sum-ev.Score > 1e-6 || ev.Score-sum > 1e-6) {
		t.Fatalf("the account adds up to %f, the score is %f", sum, ev.Score)
	}
}
