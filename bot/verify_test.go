package bot

import (
	"strings"
	"testing"

	"github.com/pincite/pincite/bot/discordtest"
	"github.com/pincite/pincite/search"
)

func TestVerifyingAQuotation(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md", "ferry.md"))
	k := w.talk(w.ada, w.general)
	for _, q := range [][]discordtest.Option{
		{opt("quote", "“We paid what a crane costs”")},
		{opt("quote", "we paid what a crane costs"), opt("speaker", "Ana Virtel")},
		{opt("quote", "The ship would sail before the rudder was replaced")},
		{opt("quote", "the ministry showed the contract to the union"), opt("speaker", "Ana Virtel")},
		{opt("quote", "The crane cost 15 million crowns.")},
		{opt("quote", "The night ferry between Velmar and Ostrand is suspended … , the shipping line said on Thursday.")},
		{opt("quote", "the ship would not sail")},
		{opt("quote", "About 300 people take the ferry each night [and] about 40 dockers will be trained on it before that day")},
		{opt("quote", "The mayor has never set foot on the pier"), opt("speaker", "Pel Orr")},
		{opt("quote", "crane")},
		{opt("quote", "It w\u200bas built in Оstrand **and** can lift 60 tonnes"), opt("document", "Port of Velmar buys a second crane")},
	} {
		k.slash("verify", q...)
	}
	k.typing("verify", "speaker", opt("quote", "It costs"), opt("speaker", "rey"))
	k.typing("verify", "document", opt("quote", "It costs"), opt("document", "ferr"))
	k.check("verify")
}

func TestCheckingTheQuotationsOfAMessage(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md", "ferry.md"))
	k := w.talk(w.ada, w.general)
	for _, message := range []string{
		"“We paid what a crane costs,” Tomas Reyl said. But the paper also has \"The crane cost 15 million crowns\" in it. “The ship would not sail before the rudder was replaced,” said Ana Virtel.\n> The contract was not shown to anybody outside the ministry.\nAnd a “crane”.",
		"“The mayor has never set foot on the pier.”",
		"Nothing is quoted here, <@123>.",
	} {
		mona := k.also(w.mona, w.general)
		m, err := mona.actor.Say(message, "")
		if err != nil {
			t.Fatal(err)
		}
		mona.note("Mona: %s\n", message)
		k.note("%s: Apps ▸ %s\n", k.name, checkQuotes)
		shown(t, k.saw(w.did(k.actor.MessageCommand(w.ctx, checkQuotes, m.ID))))
	}
	k.check("check-quotes")
}

func TestQuotationsThatAreHardToCheck(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md", "ferry.md", "awkward.md"))
	k := w.talk(w.ada, w.general)
	for quote, want := range map[string]string{
		strings.Repeat("The crane cost 14 million. ", 148): "",
		strings.Repeat("価", 4000):                          "Not in this library",
		"<@123> https://courier.example/ \u200b":           "no words",
		"…":                                                "Too short",
		"**We** ~~paid~~ `what` a ||crane|| [costs](https://courier.example/x) <@42> <:crane:99>": "✓ **Exact",
		"@everyone we paid what a crane costs":                                                    "✓ **Exact",
		"Der Kran hat vierzehn Millionen Kronen gekostet":                                         "Not in this library",
	} {
		m := k.slash("verify", opt("quote", quote), opt("speaker", "**x** @everyone"))
		if strings.Contains(m.text(), "went wrong") || !strings.Contains(m.text(), want) && !strings.Contains(m.text(), "somebody else") {
			t.Errorf("%.40q shows\n%s", quote, dump(m))
		}
	}
	m, err := k.actor.Say(strings.Repeat("“The crane cost 14 million crowns.” “It was built in Ostrand %d.” ", 30), "")
	if err != nil {
		t.Fatal(err)
	}
	in := w.did(k.actor.MessageCommand(w.ctx, checkQuotes, m.ID))
	if got := shown(t, in).text(); !strings.Contains(got, "2 quotations") {
		t.Errorf("many times the same two quotations show\n%s", got)
	}
}

func TestQuotationsAreFoundInMessages(t *testing.T) {
	t.Parallel()
	for message, want := range map[string][]search.Quotation{
		"He said “we paid it” and \"we did\".":     {{Text: "we paid it"}, {Text: "we did"}},
		"It's Ana's „Kran“ «grue» 「起重机」":           {{Text: "Kran"}, {Text: "grue"}, {Text: "起重机"}},
		"> one line\n> and another\nand “a third”": {{Text: "one line\nand another"}, {Text: "a third"}},
		">>> “all of it is quoted here”":           {{Text: "all of it is quoted here"}},
		"“the same words” and “the same words”":    {{Text: "the same words"}},
		"a 6\" pipe and 7\" one":                   nil,
		"nothing":                                  nil,
		"“left open":                               nil,
		"“The crane was never greased in all of that time,” said Ana Virtel.":    {{Text: "The crane was never greased in all of that time,", Speaker: "Ana Virtel"}},
		"[“We paid what it costs”](https://x.example/y) <@77> “<@77> we did it”": {{Text: "We paid what it costs"}, {Text: "we did it"}},
	} {
		got := quotationsIn(message)
		same := len(got) == len(want)
		for i := range got {
			same = same && got[i] == want[i]
		}
		if !same {
			t.Errorf("%q has %+v, want %+v", message, got, want)
		}
	}
}
