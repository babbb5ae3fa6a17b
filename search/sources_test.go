package search_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/pincite/pincite/search"
)

func TestSourcesAreCountedOnce(t *testing.T) {
	t.Parallel()
	filler := "The harbour of Velmar lies at the mouth of the Tess, and ships from Ostrand call there twice a week. In the winter of that year nobody came because of the ice, and the mills stood still for a month."
	for _, c := range []struct {
		name              string
		texts             []string
		articles, sources int
		differ            string
	}{
		{name: "two that do not know of each other", texts: []string{"The second crane of Velmar cost 14 million crowns.", "For the second crane Velmar paid, at a cost of 14 million crowns, in gold."}, articles: 2, sources: 2},
		{name: "the same words", texts: []string{"The second crane of Velmar cost 14 million crowns.", "The second crane of Velmar cost 14 million crowns."}, articles: 2, sources: 1},
		{name: "the same story with another beginning", texts: []string{"The second crane of Velmar cost 14 million crowns. " + filler, "The second crane of the port of Velmar cost 14 million crowns. " + filler}, articles: 2, sources: 1},
		{name: "both have it from one", texts: []string{"The second crane of Velmar cost 14 million crowns, Jonas Vey said.", "Jonas Vey said the cost of the second crane of Velmar was 14 million crowns."}, articles: 2, sources: 1},
		{name: "another number", texts: []string{"The second crane of Velmar cost 14 million crowns.", "The second crane cost Velmar some 19 million crowns."}, articles: 1, sources: 1,
			differ: "number: 14 million crowns / 19 million crowns"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			lib := newLibrary(t)
			for i, text := range c.texts {
				lib.add(t, article(t, fmt.Sprintf("Report %c", 'A'+i), text, []string{"The sea was calm that day.", "Gulls sat on every roof of the town."}[i]))
			}
			a := lib.ask(t, search.Question{Text: "How much did the second crane of Velmar cost?"})
			differ := ""
			for _, d := range a.Differences {
				words := []string{d.Sides[0].Words, d.Sides[1].Words}
				slices.Sort(words)
				differ += fmt.Sprintf("%s: %s", d.On, strings.Join(words, " / "))
			}
			if a.Articles != c.articles || a.Sources != c.sources || differ != c.differ {
				t.Errorf("%d articles, %d sources, %q; want %d, %d, %q; %d quotations", a.Articles, a.Sources, differ, c.articles, c.sources, c.differ, len(a.Evidence))
			}
		})
	}
}

func TestArticlesThatDisagreeAreToldApart(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		question, one, other string
		on                   search.Matter
	}{
		{"Who opened the bridge of Lowmere?", "The bridge of Lowmere was opened by Mirrin Hask.", "The Lowmere bridge was opened with a feast by Jonas Vey.", search.OnName},
	} {
		t.Run(c.question, func(t *testing.T) {
			t.Parallel()
			lib := newLibrary(t, article(t, "One", c.one, "The sea was calm."), article(t, "Two", c.other, "The wind was high."))
			a := lib.ask(t, search.Question{Text: c.question})
			if len(a.Differences) != 1 || a.Differences[0].On != c.on {
				t.Fatalf("disagreements: %+v", a.Differences)
			}
			if s := a.Differences[0].Sides; s[0].Citation.Document == s[1].Citation.Document || s[0].Words == s[1].Words {
				t.Errorf("the sides are %+v", s)
			}
		})
	}
}
