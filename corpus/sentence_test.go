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
