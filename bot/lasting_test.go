package bot

import (
	"errors"
	"strings"
	"testing"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
)

func TestButtonsWorkAfterARestart(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md"))
	k := w.talk(w.ada, w.general)
	answer := k.slash("ask", opt("question", "How much did the second crane cost?"), opt("private", true))
	hits := k.slash("search", opt("words", "crane"))
	if err := w.stop(); err != nil {
		t.Fatal(err)
	}
	w.run()
	for _, label := range []string{"Context", "Share"} {
		if m := k.press(answer, label); !strings.Contains(m.text(), "14 million crowns") {
			t.Errorf("%s shows\n%s", label, dump(m))
		}
	}
	if m := k.press(hits, "Read 1"); !strings.Contains(m.text(), "¶") {
		t.Errorf("Read 1 shows\n%s", dump(m))
	}
}

func TestARemovedArticleIsNeverQuotedAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md", "ferry.md"))
	k := w.talk(w.ada, w.general)
	answer := k.slash("ask", opt("question", "How much did the second crane cost?"), opt("private", true))
	if _, err := w.store.Remove(w.ctx, corpus.GuildLibrary(w.guild.ID), article(t, "crane.md").ID(), "shell"); err != nil {
		t.Fatal(err)
	}
	for label, want := range map[string]string{"Context": "no longer in the article", "Share": "any more"} {
		m := k.press(answer, label)
		if !strings.Contains(m.text(), want) || strings.Contains(m.text(), "crowns") || !m.Ephemeral {
			t.Errorf("%s shows\n%s", label, dump(m))
		}
	}
	if m := k.slash("source", opt("document", string(article(t, "crane.md").ID()))); !strings.Contains(m.text(), "There is no article") {
		t.Errorf("/source shows\n%s", dump(m))
	}
}

func TestWhatAnAnswerShowsIsCounted(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md", "ferry.md"))
	k := w.talk(w.ada, w.general)
	k.slash("ask", opt("question", "How much did the second crane cost?"))
	k.slash("ask", opt("question", "How much did the third opera house cost?"))
	for name, want := range map[string]int{"crane.md": 1, "ferry.md": 0} {
		c, err := w.store.Card(w.ctx, corpus.ScopeOf(corpus.GuildLibrary(w.guild.ID)), article(t, name).ID())
		if err != nil || c.Quoted != want {
			t.Errorf("%s was quoted %d times, %v; want %d", name, c.Quoted, err, want)
		}
	}
}

func TestAnArticleThatComesBackIsQuotedAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md", "ferry.md"))
	k := w.talk(w.ada, w.general)
	answer := k.slash("ask", opt("question", "How much did the second crane cost?"), opt("private", true))
	lib := corpus.GuildLibrary(w.guild.ID)
	if _, err := w.store.Remove(w.ctx, lib, article(t, "crane.md").ID(), "shell"); err != nil {
		t.Fatal(err)
	}
	if again := w.keep(lib, article(t, "crane.md")); again.Provenance().Revision < 2 {
		t.Fatalf("it came back as revision %d", again.Provenance().Revision)
	}
	if m := k.press(answer, "Share"); !strings.Contains(m.text(), "14 million crowns") {
		t.Errorf("Share shows\n%s", dump(m))
	}
}

// TestWordsThatALaterRevisionLacksAreNotQuoted takes a later revision that has
// other words in the place.
func TestWordsThatALaterRevisionLacksAreNotQuoted(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	lib := corpus.GuildLibrary(w.guild.ID)
	first := w.keep(lib, article(t, "crane.md"))
	q, err := first.Quote(first.Sentences()[0].Span)
	if err != nil {
		t.Fatal(err)
	}
	ref, ok := refOf(q)
	if !ok {
		t.Fatal("the quotation has no name")
	}
	revision := func(text string) *corpus.Document {
		d, err := corpus.Restore(first.ID(), first.Metadata(), corpus.Provenance{Revision: 2}, text, first.Blocks())
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	same, other := revision(first.Text()), revision(strings.Replace(first.Text(), "second", "fourth", 1))
	if got, err := w.bot.quoteAgain(w.ctx, corpus.ScopeOf(lib), same, ref); err != nil || got.Text() != q.Text() {
		t.Errorf("from a revision with the same words: %q, %v", got.Text(), err)
	}
	if got, err := w.bot.quoteAgain(w.ctx, corpus.ScopeOf(lib), other, ref); !errors.Is(err, errChanged) {
		t.Errorf("from a revision with other words: %q, %v", got.Text(), err)
	}
	if _, err := w.bot.quoteAgain(w.ctx, corpus.Scope{}, same, ref); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("without permission: %v", err)
	}
}

// TestAMessageThatOthersSeeIsNotTurnedIntoAPage presses a button under a public
// answer that leads to a page.
func TestAMessageThatOthersSeeIsNotTurnedIntoAPage(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md"))
	k := w.talk(w.ada, w.general)
	answer := k.slash("ask", opt("question", "Who wrote the article about the crane?"))
	in := w.did(k.actor.Press(w.ctx, answer.ID, answer.button(t, "Read")))
	if in.Updated != nil || in.Message == nil || !in.Message.Ephemeral {
		t.Errorf("Read led to %+v", in)
	}
}
