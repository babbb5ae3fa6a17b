package reader

import (
	"testing"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/search/terms"
)

func about(t *testing.T, title string, paragraphs ...string) *Text {
	t.Helper()
	var parts []corpus.Part
	for _, p := range paragraphs {
		parts = append(parts, corpus.Part{Kind: corpus.Paragraph, Text: p})
	}
	d, err := corpus.Build(corpus.Metadata{Title: title, Language: "en"}, parts)
	if err != nil {
		t.Fatal(err)
	}
	return NewText(d, nil)
}

// A document that comes back to a subject is about it more than one that names
// it once, and a word that is asked twice counts twice.
func TestADocumentIsRatedAsAWhole(t *testing.T) {
	share := func(count, length float64) float64 { return count * 2 / (count + length/10) }
	whole := func(question string, text *Text) float64 {
		q := Parse(question, "", terms.English)
		for i := range q.Terms {
			q.Terms[i].Weight = 1
		}
		return q.Whole(text, 0.25, share)
	}
	often := about(t, "Terns", "The terns came back in May.", "Nobody counted them.", "Last year the terns had left by June.")
	once := about(t, "Herons", "The herons came back in May.", "Nobody counted them.", "Last year the terns had left by June.")
	if a, b := whole("terns in May", often), whole("terns in May", once); a <= b {
		t.Errorf("three terns count %.3f, one counts %.3f", a, b)
	}
	if a, b := whole("terns in May, and terns in June", once), whole("terns in May, and in June", once); a <= b {
		t.Errorf("terns asked twice count %.3f, asked once %.3f", a, b)
	}
	if v := whole("owls", once); v != 0 {
		t.Errorf("what is not there counts %.3f", v)
	}
}

// News says first what it is about: what stands farther down counts less for a
// headline.
func TestWhatADocumentBeginsWith(t *testing.T) {
	q := Parse("Dockers walk out", "", terms.English)
	for i := range q.Terms {
		q.Terms[i].Weight = 1
	}
	first := about(t, "", "The dockers walk out.", "A.", "B.", "C.")
	later := about(t, "", "The terns came back.", "A.", "B.", "The dockers walk out.")
	if a, b := q.Lead(first), q.Lead(later); a != 1 || b != 0 {
		t.Errorf("a document that begins with the words has %v of them there, one that ends with them %v", a, b)
	}
}

func TestTopical(t *testing.T) {
	for text, want := range map[string]bool{
		"Dockers walk out in Halver":       true,
		"When did the dockers walk out?":   false,
		"Why did the dockers of the north": false,
		`What is written on the history of harbours, quays, cranes, dockers and their unions, the pay of sailors, insurance of
			cargo, customs, pilots, lighthouses, dredging, and railways that serve ports in the north?`: true,
	} {
		if q := Parse(text, "", terms.English); q.Topical() != want {
			t.Errorf("%q: topical is %v", text, !want)
		}
	}
}
