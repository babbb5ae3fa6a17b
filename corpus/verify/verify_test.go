package verify_test

import (
	"strings"
	"testing"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/verify"
)

// report is an invented article, with quotations of every form.
func report(t testing.TB) *verify.Text {
	t.Helper()
	var parts []corpus.Part
	for p := range strings.SplitSeq(`VELMAR -- The port of Velmar will close its second crane on Aug. 12, harbour minister Tomas Reyl said on Monday, unless the dockers agree to a new contract.

“The crane did not fail because of the storm,” Reyl told the Harbour Watch. “It failed because nobody had greased its bearings for 13,500 hours.”

The dockers' union disagreed. “We have asked for grease since 2019, and if the ministry had listened, the crane would be standing,” said Orla Venn, who speaks for the union. She called the minister's words “a cheap excuse”.

U.N. inspectors will visit the well-known yard in June, although no date is fixed. The repair costs $4.2 million, or 5% of the port's budget.

“[The ministry] owes us an answer,” Venn added, “and we will not go home without it.”

Temperatures had fallen to -7 degrees. Whitewash covered the yard.`, "\n\n") {
		parts = append(parts, corpus.Part{Kind: corpus.Paragraph, Text: p})
	}
	d, err := corpus.Build(corpus.Metadata{Title: "Velmar closes its second crane", Authors: []string{"Pel Orr"}, Publication: "Harbour Watch"}, parts)
	if err != nil {
		t.Fatal(err)
	}
	return verify.NewText(d, nil)
}

// inspection is another one.
func inspection(t testing.TB) *verify.Text {
	t.Helper()
	d, err := corpus.Build(corpus.Metadata{Title: "Ferry inspected"}, []corpus.Part{
		{Kind: corpus.Paragraph, Text: "The night ferry to Ostrand was inspected on Friday, and its rudder was found to be broken in two places."},
		{Kind: corpus.Paragraph, Text: "“Nobody sails with a rudder like that,” captain Jorun Hask said."},
	})
	if err != nil {
		t.Fatal(err)
	}
	return verify.NewText(d, nil)
}

func TestVerdicts(t *testing.T) {
	t.Parallel()
	texts := []*verify.Text{report(t), inspection(t)}
	const crane = "The crane did not fail because of the storm"
	for _, c := range []struct {
		why, quote, speaker string
		want                verify.Verdict
		differences         string // said>text;…
	}{
		{why: "as it stands", quote: crane, want: verify.Exact},
		{why: "a whole sentence", quote: "Temperatures had fallen to -7 degrees.", want: verify.Exact},
		{why: "capitals", quote: strings.ToUpper(crane), want: verify.Exact},
		{why: "straight and typographic marks", quote: `"We have asked for grease since 2019, and if the ministry had listened, the crane would be standing"`, want: verify.Exact},
		{why: "no punctuation", quote: "We have asked for grease since 2019 and if the ministry had listened the crane would be standing", want: verify.Exact},
		{why: "spacing", quote: "The  crane did\nnot   fail because of the storm", want: verify.Exact},
		{why: "words set apart otherwise", quote: "White wash covered the yard", want: verify.Exact},
		{why: "hidden characters", quote: "The cr\u200bane did\u00ad not fail because of the storm", want: verify.Exact},
		{why: "look-alike letters", quote: "The crаne did not fаil because of the storm", want: verify.Exact},
		{why: "other separators of thousands", quote: "It failed because nobody had greased its bearings for 13\u202f500 hours", want: verify.Exact},
		{why: "abbreviations without dots", quote: "UN inspectors will visit the well known yard in June, although no date is fixed.", want: verify.Exact},
		{why: "an insertion", quote: "The crane [of Velmar] did not fail because of the storm", want: verify.Exact},
		{why: "an insertion in place of words", quote: "It failed because nobody had greased [the] bearings for 13,500 hours", want: verify.Exact},
		{why: "a letter in brackets", quote: "[t]he crane did not fail because of the storm", want: verify.Exact},
		{why: "a tag left out", quote: "The crane did not fail because of the storm. It failed because nobody had greased its bearings for 13,500 hours.", want: verify.Exact},
		{why: "the end is cut", quote: "We have asked for grease since 2019, and if the ministry had listened", want: verify.Cut},
		{why: "the middle is cut", quote: "We have asked for grease … the crane would be standing", want: verify.Cut},
		{why: "dots in brackets", quote: "The crane did not fail [...] of the storm", want: verify.Cut},
		{why: "a lost not", quote: "The crane did fail because of the storm", want: verify.Altered, differences: ">not"},
		{why: "a not behind brackets", quote: "The crane [did] fail because of the storm", want: verify.Altered, differences: ">not"},
		{why: "a not in brackets", quote: "The crane did [not] fail because of the [not so heavy] storm", want: verify.Altered},
		{why: "another number", quote: "It failed because nobody had greased its bearings for 13,600 hours", want: verify.Altered, differences: "13,600>13,500"},
		{why: "another currency", quote: "The repair costs €4.2 million, or 5% of the port's budget", want: verify.Altered, differences: "€>$"},
		{why: "a lost decimal point", quote: "The repair costs $42 million, or 5% of the port's budget", want: verify.Altered, differences: "42>4.2"},
		{why: "a lost minus", quote: "Temperatures had fallen to 7 degrees.", want: verify.Altered, differences: ">-"},
		{why: "another name", quote: "harbour minister Tomas Venn said on Monday", want: verify.Altered, differences: "Venn>Reyl"},
		{why: "more in brackets than beside them", quote: "[The old crane] did not fail [in that winter]", want: verify.Short},
		{why: "much in brackets, and enough beside them", quote: crane + " [as all of those at the ministry have said]", want: verify.Cut},
		{why: "a name in the text's own brackets", quote: "[The union] owes us an answer", want: verify.Altered},
		{why: "words in another order", quote: "because of the storm the crane did not fail", want: verify.Altered},
		{why: "two places of one article", quote: "The crane did not fail because of the storm, unless the dockers agree to a new contract", want: verify.Stitched},
		{why: "two articles", quote: "nobody had greased its bearings and its rudder was found to be broken", want: verify.Stitched},
		{why: "two articles, with an ellipsis", quote: "nobody had greased its bearings ... its rudder was found to be broken", want: verify.Stitched},
		{why: "its speaker", quote: crane, speaker: "Tomas Reyl", want: verify.Exact},
		{why: "its speaker by the role", quote: crane, speaker: "the harbour minister", want: verify.Exact},
		{why: "another speaker", quote: crane, speaker: "Orla Venn", want: verify.Misattributed},
		{why: "somebody who is nowhere", quote: crane, speaker: "Ada Moss", want: verify.Misattributed},
		{why: "something else", quote: "The mayor has never been to the harbour in her life", want: verify.Absent},
		{why: "another language", quote: "Der Kran ist nicht wegen des Sturms umgefallen", want: verify.Absent},
		{why: "one word", quote: "crane", want: verify.Short},
		{why: "two words", quote: "cheap excuse", want: verify.Short},
		{why: "no words", quote: "“…”", want: verify.Short},
	} {
		r := verify.Check(verify.Quotation{Text: c.quote, Speaker: c.speaker}, texts)
		if r.Verdict != c.want {
			t.Errorf("%s: %q is %s, want %s; %+v", c.why, c.quote, r.Verdict, c.want, r.Differences)
		}
		var all []string
		for _, d := range r.Differences {
			all = append(all, d.Said+">"+d.Text)
		}
		if got := strings.Join(all, ";"); c.differences != "" && got != c.differences {
			t.Errorf("%s: %q differs in %q, want %q", c.why, c.quote, got, c.differences)
		}
	}
}

func TestACutSaysWhatItLeavesOut(t *testing.T) {
	t.Parallel()
	r := verify.Check(verify.Quotation{Text: "The port of Velmar will close its second crane on Aug. 12"}, []*verify.Text{report(t)})
	if r.Verdict != verify.Cut || r.Cut == nil || strings.Join(r.Cut.Conditions, " ") != "unless" || r.Cut.Inside {
		t.Errorf("found %s, %+v", r.Verdict, r.Cut)
	}
	r = verify.Check(verify.Quotation{Text: "The crane did … fail because of the storm"}, []*verify.Text{report(t)})
	if r.Verdict != verify.Cut || r.Cut == nil || strings.Join(r.Cut.Negations, " ") != "not" || !r.Cut.Inside {
		t.Errorf("found %s, %+v", r.Verdict, r.Cut)
	}
}

func TestWhatCannotBeSeenIsTold(t *testing.T) {
	t.Parallel()
	r := verify.Check(verify.Quotation{Text: "The cr\u200ban\u200be did nоt fail because of the storm"}, []*verify.Text{report(t)})
	if r.Verdict != verify.Exact || len(r.Signs) != 2 || r.Signs[0] != (verify.Sign{Kind: verify.Hidden, N: 2}) ||
		r.Signs[1] != (verify.Sign{Kind: verify.LookAlike, Said: "nоt", As: "not"}) {
		t.Errorf("found %s, %+v", r.Verdict, r.Signs)
	}
	for _, plain := range []string{"Ganz gewöhnlich – “naïve” and 100 %", "Обычный текст на русском", "میخواهم", "👨‍👩‍👧 family", "ελληνικά"} {
		if r := verify.Check(verify.Quotation{Text: plain}, nil); len(r.Signs) > 0 {
			t.Errorf("%q has %+v", plain, r.Signs)
		}
	}
}

func TestScriptsWithoutSpaces(t *testing.T) {
	t.Parallel()
	d, err := corpus.Build(corpus.Metadata{Title: "港口", Language: "zh"}, []corpus.Part{{Kind: corpus.Paragraph, Text: "港口在星期一没有关闭。起重机有13,500小时没有上油。"}})
	if err != nil {
		t.Fatal(err)
	}
	texts := []*verify.Text{verify.NewText(d, nil)}
	for quote, want := range map[string]verify.Verdict{"港口在星期一没有关闭": verify.Exact, "港口在星期一关闭": verify.Altered, "港口": verify.Short, "船长说舵坏了两处": verify.Absent} {
		if r := verify.Check(verify.Quotation{Text: quote}, texts); r.Verdict != want {
			t.Errorf("%q is %s, want %s", quote, r.Verdict, want)
		}
	}
}

// FuzzCheck: what is exact has the same words where it stands, and nothing that
// is given leads to a panic or to differences that are not there.
func FuzzCheck(f *testing.F) {
	for _, s := range []string{"The crane did not fail because of the storm", "…[...]. . .", "[[x]] [", "U.N..", "13,5 00 -7%", "a\u200bb c d", "“We … it", "\xff\xfe crane", "The crane [did] not fail … home without it"} {
		f.Add(s, "Reyl")
	}
	text, other := report(f), inspection(f)
	f.Fuzz(func(t *testing.T, quote, speaker string) {
		if len(quote) > verify.MaxQuotation {
			return
		}
		r := verify.Check(verify.Quotation{Text: quote, Speaker: speaker}, []*verify.Text{text, other})
		switch r.Verdict {
		case verify.Absent, verify.Short:
			if len(r.Passages)+len(r.Differences) > 0 {
				t.Errorf("%q is %s and has %+v", quote, r.Verdict, r)
			}
		case verify.Altered:
			if len(r.Differences) == 0 {
				t.Errorf("%q is altered and differs in nothing", quote)
			}
		case verify.Exact:
			p := r.Passages[0]
			stands := p.Quote.Text()[p.Words.Start-p.Quote.Span().Start : p.Words.End-p.Quote.Span().Start]
			if !strings.ContainsAny(quote, "[].…⋯") && len(r.Passages) == 1 && !verify.Same(quote, stands) &&
				verify.Words(quote) >= verify.Words(stands) && !strings.Contains(stands, "”") {
				t.Errorf("%q is exact, and there stands %q", quote, stands)
			}
		}
	})
}
