package reader

import (
	"fmt"
	"strings"
	"testing"
)

// The model knows values by their numbers: it fits only while these stand for
// what they stood for when it was learned.
func TestTheModelWasLearnedOfTheValuesThatThereAre(t *testing.T) {
	for i := range Decisions {
		if Name(i) == "" {
			t.Errorf("value %d has no name", i)
		}
		if line := fmt.Sprintf("# %d %s\n", i, Name(i)); !strings.Contains(model, line) {
			t.Errorf("search/reader/model.txt was learned of other values, it lacks %q: learn it anew with pincite eval train", line)
		}
	}
	for name, f := range map[string]int{"choose": len(learned.Choose.Trees), "find": len(learned.Find.Trees), "trust": len(learned.Trust.Trees)} {
		if f == 0 {
			t.Errorf("search/reader/model.txt has no trees for %q", name)
		}
	}
}
