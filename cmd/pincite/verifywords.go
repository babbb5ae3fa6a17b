package main

import (
	"fmt"
	"strings"

	"github.com/pincite/pincite/corpus/attribute"
	"github.com/pincite/pincite/corpus/verify"
	"github.com/pincite/pincite/search"
)

// checkedObject is what verify --json writes. Programs depend on it: every key
// is always there but "error", which says why a quotation could not be checked.
type checkedObject struct {
	Quote       string             `json:"quote"`
	Verdict     verify.Verdict     `json:"verdict"` // "" where there is an error
	Speaker     *speakerObject     `json:"speaker"`
	Citation    *citationObject    `json:"citation"`
	Differences []differenceObject `json:"differences"`
	Text        string             `json:"text"`  // the sentences of the article that have the words
	Cut         *cutObject         `json:"cut"`   // of what is cut
	Also        []citationObject   `json:"also"`  // the other places of what is stitched together
	Signs       []string           `json:"signs"` // what cannot be seen in the quotation
	Error       string             `json:"error,omitempty"`
}

type differenceObject struct {
	Said string      `json:"said"`
	Text string      `json:"text"`
	Kind verify.Kind `json:"kind"`
}

// cutObject says what words that matter a cut leaves out.
type cutObject struct {
	Negations  []string `json:"negations"`
	Conditions []string `json:"conditions"`
}

func newCheckedObject(quote string) *checkedObject {
	return &checkedObject{Quote: quote, Differences: []differenceObject{}, Also: []citationObject{}, Signs: []string{}}
}

func jsonChecked(quote string, found search.Checked) *checkedObject {
	o := newCheckedObject(quote)
	o.Verdict = found.Verdict
	for i, p := range found.Passages {
		c := jsonCitation(p.Quote.Citation(), p.Quote.Link(maxLink))
		if i > 0 {
			o.Also = append(o.Also, c)
			continue
		}
		o.Citation, o.Text = &c, p.Quote.Text()
		o.Speaker = jsonSpeaker(p.Speaker)
	}
	for _, d := range found.Differences {
		o.Differences = append(o.Differences, differenceObject(d))
	}
	if found.Cut != nil {
		o.Cut = &cutObject{Negations: append([]string{}, found.Cut.Negations...), Conditions: append([]string{}, found.Cut.Conditions...)}
	}
	for _, s := range found.Signs {
		o.Signs = append(o.Signs, signText(s))
	}
	return o
}

// verdictText is the sentence for each verdict.
var verdictText = map[verify.Verdict]string{
	verify.Exact:         "Exact: these articles have it word for word.",
	verify.Cut:           "Exact, but cut: the words are there, and more of the sentence than is quoted.",
	verify.Altered:       "Altered: the words differ from the article's.",
	verify.Stitched:      "Stitched: the words stand in several places, and not together.",
	verify.Misattributed: "Said by somebody else: the words are there, but not from that speaker.",
	verify.Absent:        "Not in these articles. That says nothing about whether it was said.",
	verify.Short:         "Too short to tell: fewer than three words stand in many places by chance.",
}

// checkedText writes for a person what was found.
func checkedText(found search.Checked, bold bool) string {
	var b strings.Builder
	fmt.Fprintln(&b, verdictText[found.Verdict])
	for _, d := range found.Differences {
		fmt.Fprintf(&b, "  %s\n", differenceText(d))
	}
	if found.Reordered {
		b.WriteString("  The words are in another order.\n")
	}
	if found.Cut != nil {
		b.WriteString(cutText(*found.Cut))
	}
	if found.Unheard {
		b.WriteString("  Nobody of that name is in these articles.\n")
	} else if found.Unnamed {
		b.WriteString("  The article does not say plainly whose words these are.\n")
	}
	for _, s := range found.Signs {
		fmt.Fprintf(&b, "  %s\n", signText(s))
	}
	for _, p := range found.Passages {
		fmt.Fprintf(&b, "\n%s", quotation(p.Quote, bold))
		fmt.Fprintf(&b, "    %s\n", speakerText(p.Speaker))
	}
	return b.String()
}

func speakerText(s *attribute.Speaker) string {
	if s == nil {
		return "the article's own words, as far as it says"
	}
	return fmt.Sprintf("%s (%s)", s.Name, s.Cue)
}

func differenceText(d verify.Difference) string {
	switch {
	case d.Said == "":
		return fmt.Sprintf("left out: “%s”", d.Text)
	case d.Text == "":
		return fmt.Sprintf("added: “%s”", d.Said)
	}
	return fmt.Sprintf("“%s” in the place of “%s”", d.Said, d.Text)
}

func cutText(c verify.Omission) string {
	var b strings.Builder
	if len(c.Negations) > 0 {
		fmt.Fprintf(&b, "  What is left out has a negation: “%s”.\n", strings.Join(c.Negations, "”, “"))
	}
	if len(c.Conditions) > 0 {
		fmt.Fprintf(&b, "  What is left out has a condition: “%s”.\n", strings.Join(c.Conditions, "”, “"))
	}
	return b.String()
}

func signText(s verify.Sign) string {
	if s.Kind == verify.Hidden {
		if s.N == 1 {
			return "There is 1 hidden character in the quotation."
		}
		return fmt.Sprintf("There are %d hidden characters in the quotation.", s.N)
	}
	return fmt.Sprintf("“%s” has letters of another alphabet: it only looks like “%s”.", s.Said, s.As)
}
