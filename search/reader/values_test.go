package reader

import (
	"fmt"
	"strings"
	"testing"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/internal/golden"
	"github.com/pincite/pincite/search/terms"
)

// measured measures every sentence of a text, as one library would for which
// all its passages were found in their order and every term weighs the same.
func measured(t *testing.T, q *Question, paragraphs ...string) []Candidate {
	t.Helper()
	var parts []corpus.Part
	for _, p := range paragraphs {
		parts = append(parts, corpus.Part{Kind: corpus.Paragraph, Text: p})
	}
	d, err := corpus.Build(corpus.Metadata{Title: "A strike at Port Ellan", Language: "en"}, parts)
	if err != nil {
		t.Fatal(err)
	}
	for i := range q.Terms {
		q.Terms[i].Weight, q.Terms[i].Found = 1, true
	}
	r, text := Read(q), NewText(d, nil)
	var out []Candidate
	for n, p := range d.Passages() {
		for s := p.Sentences[0]; s < p.Sentences[1]; s++ {
			c := Candidate{Text: text, Sentence: s, Passage: p.Sentences, Hit: Hit{Score: 1 / float64(n+1), Place: n}}
			r.Measure(&c)
			out = append(out, c)
		}
	}
	r.Compare(out)
	for i := range out {
		r.Examine(&out[i])
	}
	return out
}

// TestValues shows what is found out about a few sentences, for people to judge.
func TestValues(t *testing.T) {
	var b strings.Builder
	for _, question := range []string{
		"When did the dockers of Port Ellan walk out?",
		"How many dockers did not work on Monday?",
		"What did Orla Venn say about the night shifts?",
	} {
		q := Parse(question, "", terms.English)
		fmt.Fprintf(&b, "%s (%s)\n", question, q.Kind)
		for _, c := range measured(t, &q,
			"The dockers of Port Ellan walked out on 2 May over night shifts. Some 340 dockers stayed at home on Monday.",
			"“Nobody asked us about the night shifts,” said Orla Venn, who speaks for the union.",
			"It was never agreed, Ben Low said.") {
			fmt.Fprintf(&b, "  %s\n", c.Text.Document.Slice(c.Text.Sentence(c.Sentence).Span))
			for i, v := range c.Values {
				if v != 0 {
					fmt.Fprintf(&b, "    %7.3f  %s\n", v, Name(i))
				}
			}
		}
	}
	golden.Check(t, "testdata/values.golden", []byte(b.String()))
}

func TestRemainingCandidatesAreBehindNobodyWhoIsGone(t *testing.T) {
	q := Parse("When did the dockers of Port Ellan walk out?", "", terms.English)
	all := measured(t, &q, "The dockers of Port Ellan walked out on 2 May.", "The dockers met again.", "Nothing else happened on that day.")
	rest := all[1:]
	Remain(rest)
	for _, value := range []int{ownBehind, aroundBehind, pairsBehind, localBehind, rankGap, rankPlace} {
		least := rest[0].Values[value]
		for _, c := range rest {
			least = min(least, c.Values[value])
		}
		if least != 0 {
			t.Errorf("of those that remain the first is %v behind in %q", least, Name(value))
		}
	}
	if rest[0].Values[rankShare] != 1 {
		t.Errorf("the best passage that remains has %v of the best", rest[0].Values[rankShare])
	}
}
