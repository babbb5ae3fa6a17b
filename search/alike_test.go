package search_test

import (
	"strings"
	"testing"

	"github.com/pincite/pincite/search"
)

func TestQuestionsThatAreAlikeHaveOneKey(t *testing.T) {
	t.Parallel()
	for _, alike := range [][]search.Question{
		{{Text: "How much did the second crane cost?"}, {Text: "what did the second crane cost"}, {Text: "<@12> HOW MUCH does the second crane cost??"}},
		{{Text: "Who built the crane of Velmar?"}, {Text: "who built Velmar's crane"}},
		{{Text: "when did the ferry sink"}, {Text: "When did the ferries sink?"}},
		{{Text: "and how much did it cost?", Previous: "When does the second crane start work?"}, {Text: "And how much did it cost", Previous: "when does the second crane start work"}},
	} {
		for _, q := range alike[1:] {
			if got, want := q.Key(), alike[0].Key(); got != want || got == "" {
				t.Errorf("%q has the key %q, %q has %q", q.Text, got, alike[0].Text, want)
			}
		}
	}
	seen := map[string]string{}
	for _, text := range []string{"Who built the crane?", "When was the crane built?", "Where was the crane built?", "Was the crane built?", "Who built the ferry?", "Wer hat den Kran gebaut?", "谁建造了起重机?"} {
		key := search.Question{Text: text}.Key()
		if other, ok := seen[key]; ok || key == "" {
			t.Errorf("%q and %q have the key %q", text, other, key)
		}
		seen[key] = text
	}
}

func TestKeysAreShort(t *testing.T) {
	t.Parallel()
	for text, empty := range map[string]bool{"": true, "?!": true, "what is it?": true, strings.Repeat("crane ferry harbour dockers ", 60): false,
		strings.Repeat("x", 2000): false, "\xff\xfe": true, "<@123>": true} {
		key := search.Question{Text: text}.Key()
		if (key == "") != empty || len(key) > 400 {
			t.Errorf("%.20q has a key of %d bytes", text, len(key))
		}
	}
}
