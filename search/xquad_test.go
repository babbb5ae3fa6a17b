package search_test

import "testing"

// TestXQuAD measures how often the paragraph that answers comes first, in
// twelve languages. The floors are a little under what was reached.
func TestXQuAD(t *testing.T) {
	for lang, floor := range map[string]float64{
		"en": 0.95, "es": 0.97, "de": 0.95, "el": 0.96, "ru": 0.94, "tr": 0.93, "ar": 0.94, "vi": 0.94, "th": 0.94, "zh": 0.96, "hi": 0.93, "ro": 0.96,
	} {
		t.Run(lang, func(t *testing.T) {
			lib, where := publicLibrary(t, readPublic[publicArticle](t, "xquad", "visible", lang+".corpus.jsonl.gz"))
			m := measure(t, lib, where, pick(readPublic[publicQuestion](t, "xquad", "visible", lang+".questions.jsonl.gz"), 200))
			t.Log(m)
			if m.share(m.passage1) < floor {
				t.Errorf("R@1 fell under %.2f", floor)
			}
		})
	}
}
