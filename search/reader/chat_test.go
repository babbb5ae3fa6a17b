package reader

import "testing"

func TestWordsTypedInAHurryAreUnderstood(t *testing.T) {
	t.Parallel()
	for question, want := range map[string]struct {
		kind  Kind
		terms int
	}{
		"wat did the ministry say":  {Said, 2},
		"whos the minister":         {Who, 1},
		"wen did the bridge fall":   {When, 2},
		"wheres the bridge pls":     {Where, 1},
		"y did ppl leave the port":  {Why, 3},
		"whats the price of bread?": {Quantity, 2},
	} {
		q := Parse(question, "")
		if q.Kind != want.kind || len(q.Terms) != want.terms {
			t.Errorf("%q: %s with %d terms, want %s with %d: %+v", question, q.Kind, len(q.Terms), want.kind, want.terms, q.Terms)
		}
	}
}
