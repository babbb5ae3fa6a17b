package search_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/verify"
	"github.com/pincite/pincite/search"
)

func TestQuotationsAreFoundInALibrary(t *testing.T) {
	t.Parallel()
	ferry := article(t, "Ferry inspected", "The rudder of the night ferry was found to be broken in two places.", "It is what it is, the captain said.")
	lib := newLibrary(t, article(t, "Crane falls", portStory...), ferry)
	for _, c := range []struct {
		quote, speaker string
		document       corpus.ID
		want           verify.Verdict
		unheard        bool
	}{
		{quote: "Seven dockers were hurt", want: verify.Exact},
		{quote: "It is what it is", want: verify.Exact}, // stop words only
		{quote: "seven dockers were hurt", speaker: "Marta Lindqvist", want: verify.Exact},
		{quote: "seven dockers were hurt", speaker: "Ada Moss", want: verify.Misattributed, unheard: true},
		{quote: "Work will not begin again in March, because the rails have to be mended first.", want: verify.Altered},
		{quote: "The port closed Halver Monday after crane fell north quay", want: verify.Altered}, // no three words in a row
		{quote: "The port of Halver was closed on Monday ... found to be broken in two places", want: verify.Stitched},
		{quote: "Work will begin again in March, because the rails have to be mended first.", document: ferry.ID(), want: verify.Absent},
		{quote: "The king of Norway has never been seen at the harbour", want: verify.Absent},
		{quote: "crane", want: verify.Short},
	} {
		got, err := lib.engine.Verify(t.Context(), lib.scope, search.Quotation{Text: c.quote, Speaker: c.speaker, Document: c.document})
		must(t, err)
		if got.Verdict != c.want || got.Unheard != c.unheard {
			t.Errorf("%q by %q is %s, unheard %v; want %s, %v", c.quote, c.speaker, got.Verdict, got.Unheard, c.want, c.unheard)
		}
	}
}

func TestQuotationsOfOtherLibrariesAreNotThere(t *testing.T) {
	t.Parallel()
	lib := newLibrary(t, article(t, "Crane falls", portStory...))
	for _, scope := range []corpus.Scope{{}, corpus.ScopeOf(corpus.GuildLibrary("1"))} {
		got, err := lib.engine.Verify(t.Context(), scope, search.Quotation{Text: portStory[0]})
		must(t, err)
		if got.Verdict != verify.Absent || len(got.Passages) > 0 {
			t.Errorf("in %s the quotation is %s", scope, got.Verdict)
		}
	}
}

func TestWhatIsNoQuotation(t *testing.T) {
	t.Parallel()
	lib := newLibrary(t, article(t, "Crane falls", portStory...))
	for quote, want := range map[string]error{"": search.ErrEmptyQuotation, " \u200b\n": search.ErrEmptyQuotation, strings.Repeat("a ", 9000): search.ErrLongQuotation} {
		if _, err := lib.engine.Verify(t.Context(), lib.scope, search.Quotation{Text: quote}); !errors.Is(err, want) {
			t.Errorf("%.10q: %v, want %v", quote, err, want)
		}
	}
	long := strings.Repeat("The crane of Halver fell. ", 154)
	got, err := lib.engine.Verify(t.Context(), lib.scope, search.Quotation{Text: long})
	must(t, err)
	if got.Verdict == verify.Exact {
		t.Errorf("%d characters are %s", len(long), got.Verdict)
	}
}
