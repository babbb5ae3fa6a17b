package reader

import (
	"testing"

	"github.com/pincite/pincite/search/terms"
)

// A neighbour is quoted with a sentence when it is nearly as likely to answer,
// stands in the same block, and does not tell another's words.
func TestWhatIsQuotedWithASentence(t *testing.T) {
	text := about(t, "Halver", "The crane fell at noon. It hit a shed. Two men ran.", "The port closed. It opened again in June.")
	all := text.Document.Sentences()
	for _, tt := range []struct {
		name   string
		scores []float64
		best   int
		other  int // whose words another's are; -1
		want   string
	}{
		{"far behind", []float64{3, 1.9, 0, 0, 0}, 0, -1, "The crane fell at noon."},
		{"nearly as likely", []float64{3, 2.1, 0, 0, 0}, 0, -1, "The crane fell at noon. It hit a shed."},
		{"on both sides", []float64{2.5, 3, 2.5, 0, 0}, 1, -1, "The crane fell at noon. It hit a shed. Two men ran."},
		{"not the next but one", []float64{3, 0, 2.9, 0, 0}, 0, -1, "The crane fell at noon."},
		{"not across blocks", []float64{0, 0, 3, 2.9, 0}, 2, -1, "Two men ran."},
		{"not another's words", []float64{3, 2.9, 0, 0, 0}, 0, 1, "The crane fell at noon."},
	} {
		q := Parse("What fell?", "", terms.English)
		cs := make([]Candidate, len(all))
		for i := range cs {
			cs[i] = Candidate{Text: text, Sentence: i, Score: tt.scores[i]}
			if i == tt.other {
				cs[i].Values[SaidByOther] = 1
			}
		}
		if got := text.Document.Slice(Extent(&q, cs, tt.best)); got != tt.want {
			t.Errorf("%s: %q is quoted, want %q", tt.name, got, tt.want)
		}
	}
}
