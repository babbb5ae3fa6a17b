package bot

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/pincite/pincite/bot/discordtest"
	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/extract"
	"github.com/pincite/pincite/corpus/store"
	"github.com/pincite/pincite/search"
)

// server is one of the servers of TestServersNeverSeeEachOther. Its articles and
// questions have its mark in them, and are otherwise those of the others.
type server struct {
	mark  string
	guild discordtest.Guild
	actor *discordtest.Actor
	ids   []string // custom_ids that it was shown
}

// nearly is an article that differs from another server's in the mark alone.
func nearly(n int, mark string) *corpus.Document {
	d, err := corpus.Build(corpus.Metadata{Title: fmt.Sprintf("Report %d of the %s harbour", n, mark)}, []corpus.Part{
		{Kind: corpus.Paragraph, Text: fmt.Sprintf("The %s harbour bought %d cranes for 14 million crowns in March.", mark, n+2)},
		{Kind: corpus.Paragraph, Text: "The ministry paid for half of them, and the dockers welcomed that."},
	})
	if err != nil {
		panic(err)
	}
	return d
}

// TestServersNeverSeeEachOther lets two servers with articles that are nearly
// the same do things in any order, and looks for the other's mark in whatever
// each is shown. Buttons of one are pressed in the other, too.
func TestServersNeverSeeEachOther(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(w *world) { w.tamper = func(b *Bot) { b.gapWait = time.Minute } })
	rapid.Check(t, func(t *rapid.T) {
		var both []*server
		for _, mark := range []string{"Velmar", "Ostrand"} {
			guild, channel := w.discord.AddGuild(mark)
			w.discord.Join(guild, w.mona, 8192)
			both = append(both, &server{mark: mark, guild: guild, actor: w.discord.As(w.mona, channel)})
			w.guild = guild
			keepGaps(w)
			w.keep(corpus.GuildLibrary(guild.ID), nearly(0, mark))
		}
		for range rapid.IntRange(4, 12).Draw(t, "steps") {
			i := rapid.IntRange(0, 1).Draw(t, "server")
			here, there := both[i], both[1-i]
			m, ok := here.acts(t, w, there)
			if !ok {
				continue
			}
			if strings.Contains(dump(m), there.mark) {
				t.Fatalf("%s is shown\n%s", here.mark, dump(m))
			}
			for _, data := range w.filesIn(m) {
				for member := range extract.Documents(w.ctx, extract.File{Name: "x.zip", Data: data}, corpus.Metadata{}) {
					if member.Err != nil || strings.Contains(string(member.Data), there.mark) {
						t.Fatalf("%s exports %s (%v)", here.mark, member.Data, member.Err)
					}
				}
			}
			each(m.Components, func(p part) {
				if p.Type == typeButton && p.CustomID != "" {
					here.ids = append(here.ids, p.CustomID)
				}
			})
		}
	})
}

// acts does one thing, and returns what was shown; false when there was nothing
// to do.
func (s *server) acts(t *rapid.T, w *world, other *server) (sent, bool) {
	slash := func(name string, opts ...discordtest.Option) (sent, bool) {
		return shown(w.t, w.did(s.actor.Slash(w.ctx, name, opts...))), true
	}
	switch rapid.IntRange(0, 9).Draw(t, "act") {
	case 0:
		d := nearly(rapid.IntRange(1, 3).Draw(t, "n"), s.mark)
		_, err := w.store.Add(w.ctx, corpus.GuildLibrary(s.guild.ID), store.Upload{Document: d, By: "shell"})
		_ = err // it may be there already
		return sent{}, false
	case 1:
		return slash("ask", opt("question", "How many cranes did the harbour buy?"))
	case 2:
		return slash("ask", opt("question", rapid.SampledFrom([]string{"How tall is the lighthouse?", "Who discovered penicillin?"}).Draw(t, "gap")+" "+s.mark))
	case 3:
		return slash("search", opt("words", "harbour cranes"))
	case 4:
		return slash(rapid.SampledFrom([]string{"library gaps", "library feedback", "library list", "library followed", "sources"}).Draw(t, "list"))
	case 5:
		return slash("library export")
	case 6:
		in := w.did(s.actor.Autocomplete(w.ctx, "source", "document", opt("document", "Report")))
		if strings.Contains(dumpChoices(in.Choices), other.mark) {
			t.Fatalf("%s is suggested %v", s.mark, in.Choices)
		}
		return sent{}, false
	}
	ids := s.ids
	if rapid.Bool().Draw(t, "forged") {
		ids = other.ids
	}
	if len(ids) == 0 {
		return sent{}, false
	}
	return shown(w.t, w.did(s.actor.Forge(w.ctx, "1", rapid.SampledFrom(ids).Draw(t, "id")))), true
}

// TestScoresAreTheSameWithANeighbour asks a server's library before and after
// another server has articles that are nearly the same.
func TestScoresAreTheSameWithANeighbour(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	lib := corpus.GuildLibrary(w.guild.ID)
	for n := range 4 {
		w.keep(lib, nearly(n, "Velmar"))
	}
	ask := func() search.Answer {
		a, err := w.engine.Ask(w.ctx, corpus.ScopeOf(lib), search.Question{Text: "How many cranes did the Velmar harbour buy?", Limit: 9})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	before := ask()
	other, _ := w.discord.AddGuild("Elsewhere")
	for n := range 40 {
		w.keep(corpus.GuildLibrary(other.ID), nearly(n, "Ostrand"))
	}
	if _, err := w.engine.Ask(w.ctx, corpus.ScopeOf(corpus.GuildLibrary(other.ID)), search.Question{Text: "How many cranes?"}); err != nil {
		t.Fatal(err)
	}
	after := ask()
	if len(before.Evidence) == 0 || len(before.Evidence) != len(after.Evidence) || before.Confidence != after.Confidence {
		t.Fatalf("%d quotations of confidence %v, then %d of %v", len(before.Evidence), before.Confidence, len(after.Evidence), after.Confidence)
	}
	for i, e := range before.Evidence {
		if got := after.Evidence[i]; got.Score != e.Score || got.Quote.Text() != e.Quote.Text() {
			t.Errorf("quotation %d had the score %v, and has %v", i, e.Score, got.Score)
		}
	}
}
