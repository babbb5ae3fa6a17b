package eval

import (
	"math"
	"strings"
	"testing"
)

// asks is how many questions of each set TestPublicSets asks.
const asks = 120

// worse reports whether a figure is worse than it was by more than two standard
// errors, where it has one. Milliseconds are the machine's.
func worse(now, was Figure) bool {
	if strings.HasPrefix(was.Name, "ms_") || math.IsNaN(was.SE) {
		return false
	}
	loss := was.Value - now.Value
	if strings.HasPrefix(was.Name, "false_") || was.Name == "ece" {
		loss = -loss
	}
	return loss > 2*max(was.SE, 1/float64(asks))
}

func TestWorseKnowsWhichWayIsBad(t *testing.T) {
	for _, c := range []struct {
		name     string
		was, now float64
		se       float64
		want     bool
	}{
		{"r@1", 0.8, 0.72, 0.03, true},
		{"r@1", 0.8, 0.75, 0.03, false},
		{"r@1", 0.8, 0.95, 0.03, false},
		{"false_out", 0.02, 0.09, 0.03, true},
		{"false_out", 0.09, 0.02, 0.03, false},
		{"ece", 0.02, 0.05, 0.01, true},
		{"r@20", 1, 0.99, 0, false}, // one question of a hundred and twenty is chance
		{"r@20", 1, 0.98, 0, true},
		{"ms_p50", 5, 50, math.NaN(), false},
	} {
		if got := worse(Figure{c.name, c.now, c.se}, Figure{c.name, c.was, c.se}); got != c.want {
			t.Errorf("%s from %v to %v (%v): worse is %v", c.name, c.was, c.now, c.se, got)
		}
	}
}
