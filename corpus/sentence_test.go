package corpus

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/pincite/pincite/internal/golden"
)

// TestSentencesOfExamples divides every line of the examples; the golden file
// shows each with a bar where a sentence ends.
func TestSentencesOfExamples(t *testing.T) {
	t.Parallel()
	in, err := os.ReadFile("testdata/sentences.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	for line := range strings.Lines(string(in)) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			fmt.Fprintln(&out, line)
			continue
		}
		var parts []string
		for _, s := range sentences(Canonical(line)) {
			parts = append(parts, Canonical(line)[s.Start:s.End])
		}
		fmt.Fprintln(&out, strings.Join(parts, " ⏐ "))
	}
	golden.Check(t, "testdata/sentences.golden", out.Bytes())
}

func TestNoSentenceBeginsWithAMarkOfTheCharacterBefore(t *testing.T) {
	t.Parallel()
	thai := strings.Repeat("ท่าเรือปิด", 12)
	for _, text := range []string{"One. \u0301Two.", "One? \u0301Two.", "真的吗。\u3099他说。", thai + " \u0e48" + thai} {
		for _, s := range sentences(text) {
			if words := text[s.Start:s.End]; extends(first(words)) {
				t.Errorf("%+q was divided before %+q", text, words)
			}
		}
	}
}

func TestHostileTextIsDividedInLinearTime(t *testing.T) {
	t.Parallel()
	// Some took minutes when every candidate looked at the whole text.
	for _, piece := range []string{". ", "U.S. ", ".[", ".) ", "...", "「。", "\n", "!\" Ana ", "\" "} {
		text := strings.Repeat(piece, 50_000)
		if got := sentences(text); len(got) > 50_000 {
			t.Errorf("%q: %d sentences", piece, len(got))
		}
	}
}
