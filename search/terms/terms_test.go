package terms

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/pincite/pincite/internal/golden"
	"github.com/pincite/pincite/internal/randdoc"
)

func TestWordsThatAreTheSame(t *testing.T) {
	t.Parallel()
	for _, same := range [][]string{
		{"labour", "labor", "Labours"}, {"organisation", "organizations", "Organization"}, {"centre", "Center"}, {"programme", "program"},
		{"defence", "defense"}, {"analysed", "analyzed"}, {"catalogue", "catalog"}, {"travelling", "traveling"}, {"Uighurs", "Uygur", "Uyghur"},
		{"Koran", "Quran"}, {"Kiev", "Kyiv"}, {"U.N.", "UN"}, {"U.S.", "US", "U.S", "USA"}, {"China's", "China", "China’s"}, {"Türk", "Turk"},
		{"1,000", "1000"}, {"seven", "7"}, {"found", "find"}, {"led", "leads"}, {"children", "child"}, {"labour-", "labor"}, {"neighbouring", "neighboring"},
		{"работы", "работа"}, {"Straße", "strasse"}, {"behaviour", "behavior"}, {"realise", "realize"},
	} {
		for _, w := range same[1:] {
			if Normal(w) != Normal(same[0]) || Normal(w) == "" {
				t.Errorf("%s is %q, %s is %q", same[0], Normal(same[0]), w, Normal(w))
			}
		}
	}
}

func TestWordsThatAreNotTheSame(t *testing.T) {
	t.Parallel()
	for _, w := range [][2]string{{"US", "us"}, {"WHO", "who"}, {"hour", "hor"}, {"four", "for"}, {"found", "founded"}, {"1", "10"}, {"कल", "काल"}} {
		a, b := Of(w[0], English)[0], Of(w[1], English)[0]
		if a.Text == b.Text && a.Stop == b.Stop {
			t.Errorf("%s and %s are both %q", w[0], w[1], a.Text)
		}
	}
}

func TestTermsOfExamples(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	for _, text := range []string{
		"The U.N.'s International Labour Organization (ILO) visited Xinjiang on Aug. 12, 2023.", "More than $13 million in 1,000 shipments",
		"联合国劳工组织访问新疆", "国連の報告", "องค์การสหประชาชาติ", "हिन्दी की किताब", "WHO WROTE THE REPORT ON XINJIANG?", "World Uyghur Congress",
		"the United Nations and the united front", "U.S.-China ties", "who's who",
	} {
		fmt.Fprintf(&out, "%s\n\t%s\n", text, shown(Of(text, English)))
	}
	golden.Check(t, "testdata/terms.golden", out.Bytes())
}

func TestTermsLieInTheirText(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := randdoc.Text(20).Draw(t, "text")
		at := 0
		for _, term := range Of(text, English) {
			if term.Text == "" || !term.Span.In(len(text)) || term.Span.Len() == 0 || !term.Initials && term.Span.Start < at {
				t.Fatalf("%+v of %q", term, text)
			}
			at = term.Span.Start
		}
	})
}

// shown is the terms of a text: stop words in parentheses, initials with a plus.
func shown(ts []Term) string {
	var out []string
	for _, term := range ts {
		s := term.Text
		if term.Stop {
			s = "(" + s + ")"
		}
		if term.Initials {
			s = "+" + s
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}
