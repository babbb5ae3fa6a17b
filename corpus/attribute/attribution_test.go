package attribute_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/attribute"
	"github.com/pincite/pincite/corpus/extract"
	"github.com/pincite/pincite/internal/testfile"
)

// showAttribution writes an attribution in one line.
func showAttribution(d *corpus.Document, a attribute.Attribution) string {
	who := a.Name
	if a.Role != "" {
		who += ", " + a.Role
	}
	if a.Via != "" {
		who += " (by " + a.Via + ")"
	}
	return fmt.Sprintf("%s / %s / %s / %s: %s", who, slices(d, a.Source), slices(d, a.Cue), a.Kind, slices(d, a.Content))
}

func slices(d *corpus.Document, spans []corpus.Span) string {
	words := make([]string, len(spans))
	for i, s := range spans {
		words[i] = d.Slice(s)
	}
	return strings.Join(words, " … ")
}

func TestWhoSaysWhat(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"a quotation with its cue after it", `"The port is shut for good," said Mirrin Hask, the mayor of Lowmere.`,
			[]string{`Mirrin Hask, the mayor of Lowmere / Mirrin Hask, the mayor of Lowmere / said / direct: "The port is shut for good,"`}},
		{"a quotation in two parts, and more sentences", `"The port is shut," Mirrin Hask said. "It will stay shut. Nobody knows why."`,
			[]string{`Mirrin Hask / Mirrin Hask / said / direct: "The port is shut," … "It will stay shut. Nobody knows why."`}},
		{"a quotation that goes on in the next paragraph", "Mirrin Hask said: \"The port is shut.\n\n\"It will stay shut for years.\"",
			[]string{`Mirrin Hask / Mirrin Hask / said: / direct: "The port is shut. … "It will stay shut for years."`}},
		{"two apostrophes for a mark", `''The port is shut for good,'' said Mirrin Hask.`,
			[]string{`Mirrin Hask / Mirrin Hask / said / direct: ''The port is shut for good,''`}},
		{"indirect speech", `The crane was old, according to Mirrin Hask.`,
			[]string{`Mirrin Hask / Mirrin Hask / according to / indirect: The crane was old`}},
		{"partly quoted", `Mirrin Hask called the fall "a dark day for the port."`,
			[]string{`Mirrin Hask / Mirrin Hask / called / mixed: the fall "a dark day for the port."`}},
		{"the full name and the role from elsewhere", "Mirrin Hask, the mayor of Lowmere, came early.\n\nHask said that the port was shut.",
			[]string{`Mirrin Hask, the mayor of Lowmere / Hask / said / indirect: that the port was shut`}},
		{"reported by another", "The party chief, Lo Wenfa, was quoted by the Tessavary Record as saying \"nobody will be left behind here.\"",
			[]string{`Lo Wenfa, the party chief (by the Tessavary Record) / The party chief, Lo Wenfa / saying / direct: "nobody will be left behind here."`}},
		{"nobody speaks", `The port was shut. A crane had fallen on the quay.`, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := document(t, c.text)
			var got []string
			for _, a := range attribute.Attributions(d) {
				got = append(got, showAttribution(d, a))
			}
			if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

// founding reads the founding article, or skips.
func founding(t *testing.T) *corpus.Document {
	t.Helper()
	data := testfile.Founding(t)
	d, err := extract.Document(t.Context(), extract.File{Name: "article.txt", Data: data}, corpus.Metadata{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestTheFoundingArticleSaysWhoTheSpeakersAreAndWhoReportsThem(t *testing.T) {
	t.Parallel()
	d := founding(t)
	for i, s := range attribute.Speakers(d) {
		if s != nil {
			t.Logf("%s | %s | %s | via %s", d.Slice(d.Sentences()[i].Span), s.Name, s.Role, s.Via)
		}
	}
	for _, a := range attribute.Attributions(d) {
		t.Log(showAttribution(d, a))
	}
	for words, want := range map[string][2]string{ // → the role, and who reports it
		"reckless accusations":   {"the Communist Party chief for the region", "the Xinjiang Daily"},
		"anti-China forces":      {"the Communist Party chief for the region", "the Xinjiang Daily"},
		"[They] spread":          {"the Communist Party chief for the region", "the Xinjiang Daily"},
		"caught off guard":       {"president of the World Uyghur Congress", ""},
		"Although well-intended": {"president of the World Uyghur Congress", ""},
	} {
		found := false
		for i, s := range attribute.Speakers(d) {
			if s != nil && strings.Contains(d.Slice(d.Sentences()[i].Span), words) {
				found = true
				if s.Role != want[0] || s.Via != want[1] {
					t.Errorf("%q: the role is %q, and %q reports it; want %q", words, s.Role, s.Via, want)
				}
			}
		}
		if !found {
			t.Errorf("nobody says %q", words)
		}
	}
}
