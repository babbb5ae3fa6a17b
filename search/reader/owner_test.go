package reader

import (
	"testing"

	"github.com/pincite/pincite/search/terms"
)

func TestAscribes(t *testing.T) {
	for _, c := range []struct {
		question, sentence string
		want               float64
	}{
		{"What is the capital of Ostrava Land?", "The capital of Ostrava Land is Halver.", 1},
		{"What is the capital of Ostrava Land?", "He stopped in Merrow's capital, Urm, after a meeting in Ostrava Land.", -1},
		{"What is the capital of Ostrava Land?", "He stopped in Ostrava Land's busy capital.", 1},
		{"What is the capital of Ostrava Land?", "He stopped in the capital after a meeting in Ostrava Land.", 0},
		{"What is Merrow’s capital?", "The capital of the Merrow Isles is Urm.", 1},
		{"What is Merrow’s capital?", "The capital of Ostrava is Urm, and its capital was Orn.", 0},
		{"What is a capital?", "The capital of Ostrava is Urm.", 0},
		{"Who leads the union of the ILO?", "The union of the International Labour Organization (ILO) is led by Ann Low.", 1},
	} {
		q := Parse(c.question, "", terms.English)
		text := about(t, "A report", c.sentence)
		if got := Read(&q).ascribes(&Candidate{Text: text}, text.Sentence(0)); got != c.want {
			t.Errorf("%q and %q: %v, want %v", c.question, c.sentence, got, c.want)
		}
	}
}
