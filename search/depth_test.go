package search_test

import (
	"fmt"
	"testing"

	"github.com/pincite/pincite/search"
)

func TestDepthSaysHowManyPassagesAreConsidered(t *testing.T) {
	t.Parallel()
	var paragraphs []string
	for i := range 120 {
		paragraphs = append(paragraphs, fmt.Sprintf("The harbor of Lantern took in ship number %d, and its crew went ashore to see the town and the market. "+
			"Nobody wrote down what they carried, since the office had closed for the night and the clerk was at home with his family, as on every other night. "+
			"The crane stood still, the gulls sat on it in a row, and from the far end of the quay came the sound of a harmonica.", i))
	}
	lib := newLibrary(t, article(t, "Ships", paragraphs...))
	for depth, want := range map[int]int{0: 50, 1: 1, 80: 80, 1000: 120} {
		a := lib.ask(t, search.Question{Text: "Which ship came to the harbor of Lantern?", Depth: depth, Trace: true})
		if a.Stats.Candidates != want || len(a.Trace.Passages) != want {
			t.Errorf("depth %d: %d passages, %d of them named, want %d", depth, a.Stats.Candidates, len(a.Trace.Passages), want)
		}
	}
}
