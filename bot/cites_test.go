package bot

import (
	"regexp"
	"strings"
	"testing"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/cite"
	"github.com/pincite/pincite/corpus/store"
)

// shownID matches a citation's permanent ID in the small print.
var shownID = regexp.MustCompile("`([a-z2-7]{10})`")

func TestCitingForGood(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md", "ferry.md"))
	k := w.talk(w.ada, w.general)
	found := shownID.FindStringSubmatch(k.slash("ask", opt("question", "How much did the second crane cost?")).text())
	if found == nil {
		t.Fatal("the answer shows no ID")
	}
	id := found[1]
	first := k.slash("cite", opt("id", id))
	for _, s := range cite.Styles {
		k.choose(first, customID{verb: verbCite, citation: id}.String(), string(s.Style))
	}
	k.slash("cite", opt("id", "`"+strings.ToUpper(id)+"`"), opt("style", "apa"))

	// The article is edited, twice, and then withdrawn.
	lib := corpus.GuildLibrary(w.guild.ID)
	doc := article(t, "crane.md")
	edit := func(from, to string) {
		old, err := w.store.Document(w.ctx, corpus.ScopeOf(lib), doc.ID())
		if err != nil {
			t.Fatal(err)
		}
		var parts []corpus.Part
		for _, b := range old.Blocks() {
			parts = append(parts, corpus.Part{Kind: b.Kind, Level: b.Level, Text: strings.Replace(old.Slice(b.Span), from, to, 1)})
		}
		now, err := corpus.Build(old.Metadata(), parts)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.store.Edit(w.ctx, lib, old.ID(), old.Provenance().Revision, store.Upload{Document: now, By: "shell"}); err != nil {
			t.Fatal(err)
		}
	}
	k.note("(a line is put before it)\n")
	edit("VELMAR --", "This line is new. VELMAR --")
	k.slash("cite", opt("id", id))
	k.note("(the price is corrected)\n")
	edit("14 million", "15 million")
	k.slash("cite", opt("id", id), opt("style", "mla"))
	k.note("(the sentence is taken out)\n")
	edit("The crane cost 15 million crowns. ", "")
	k.slash("cite", opt("id", id))
	k.note("(the article is removed)\n")
	if _, err := w.store.Remove(w.ctx, lib, doc.ID(), "shell"); err != nil {
		t.Fatal(err)
	}
	k.slash("cite", opt("id", id), opt("style", "chicago"))
	k.note("(and the last article, too, so that the examples answer)\n")
	if _, err := w.store.Remove(w.ctx, lib, article(t, "ferry.md").ID(), "shell"); err != nil {
		t.Fatal(err)
	}
	k.slash("cite", opt("id", id))

	k.slash("cite", opt("id", "aaaaaaaaaa"))
	k.slash("cite", opt("id", "¶ 3 <@1>"))
	k.check("cite")

	other, elsewhere := w.discord.AddGuild("Elsewhere")
	w.discord.Join(other, w.ada, 0)
	w.keep(corpus.GuildLibrary(other.ID), article(t, "ferry.md"))
	there := w.talk(w.ada, elsewhere)
	if m := there.slash("cite", opt("id", id)); !strings.Contains(m.text(), "no citation `"+id+"` here") {
		t.Errorf("another server sees\n%s", dump(m))
	}
	in := w.did(there.actor.Forge(w.ctx, there.slash("help").ID, customID{verb: verbCite, citation: id}.String()))
	if m := shown(t, in); !strings.Contains(m.text(), "no citation") {
		t.Errorf("another server's menu shows\n%s", dump(m))
	}
}
