package reader

import "testing"

func TestSlipsOfTheHandAreToldFromOtherWords(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		typed, word string
		slip        bool
	}{
		{"vist", "visit", true},
		{"crnae", "crane", true},
		{"harrbor", "harbor", true},
		{"part", "party", false},
		{"plan", "plane", false},
		{"summit", "submit", false},
		{"moon", "morn", false},
		{"rane", "crane", false},
		{"crane", "crane", false},
		{"", "a", false},
	} {
		if got := slip(c.typed, c.word); got != c.slip {
			t.Errorf("%q for %q: %v, want %v", c.typed, c.word, got, c.slip)
		}
	}
}
