package bot

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pincite/pincite/bot/discordtest"
	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
)

// patient makes replies wait until it is known which questions are answered now.
func patient(w *world) { w.tamper = func(b *Bot) { b.gapWait = time.Minute } }

func (w *world) gaps(state store.GapState) []store.Gap {
	w.t.Helper()
	list, _, err := w.store.Gaps(w.ctx, corpus.ScopeOf(corpus.GuildLibrary(w.guild.ID)), state, page1)
	if err != nil {
		w.t.Fatal(err)
	}
	return list
}

func TestQuestionsWithoutAnAnswerAreListed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md", "ferry.md"), patient)
	mona, ada := w.talk(w.mona, w.general), w.talk(w.ada, w.general)
	ada.record = mona.record
	question := opt("question", "Who discovered penicillin?")
	ada.slash("ask", question)
	mona.press(mona.slash("library gaps"), "Keep them")
	ada.slash("privacy")
	ada.slash("ask", question)
	ada.slash("ask", opt("question", "who has discovered the penicillin"))
	mona.slash("ask", opt("question", "How tall is the lighthouse?"))
	ada.slash("ask", opt("question", "?!"))
	ada.slash("ask", opt("question", "Who discovered penicillin?"), opt("document", "Night ferry to Ostrand is suspended"))
	mona.press(mona.slash("library gaps"), "Dismiss")
	ada.slash("ask", question)
	mona.slash("library gaps")
	form := mona.opens("library add")
	mona.press(mona.submits(form, map[string]string{"title": "Lighthouse is painted", "text": "The lighthouse on the mole is 41 metres tall, the harbour office said on Monday.\n\nIts paint is renewed every seven years."}), "Add")
	mona.press(mona.slash("library gaps"), "1 that has an answer by now")
	mona.check("gaps")
}

func TestGapsAreTheServersOwn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, keepGaps, func(w *world) { w.keep(corpus.Base, article(t, "ferry.md")) })
	k := w.talk(w.ada, w.general)
	k.slash("ask", opt("question", "Who discovered penicillin?")) // asks the base
	w.keep(corpus.GuildLibrary(w.guild.ID), article(t, "crane.md"))
	dm := w.talk(w.ada, w.discord.DirectMessage(w.ada))
	dm.slash("ask", opt("question", "Who discovered penicillin?"))
	dm.says("Who discovered penicillin?", "")
	if list := w.gaps(store.OpenGaps); len(list) != 0 {
		t.Errorf("kept: %+v", list)
	}
	answer := k.says("<@"+w.discord.Bot().ID+"> how tall is the lighthouse?", "")
	k.says("and which birds nest on it?", answer.ID)
	list := w.gaps(store.OpenGaps)
	if len(list) != 2 || !strings.Contains(list[0].Question+list[1].Question, "how tall is the lighthouse?\nand which birds") {
		t.Errorf("kept: %+v", list)
	}
	if m := w.talk(w.mona, w.general).slash("library gaps"); !strings.Contains(m.text(), "asked after “how tall") {
		t.Errorf("a question that follows up another is shown as\n%s", dump(m))
	}
}

func TestALateFindIsToldInTheChannelForChanges(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md"), keepGaps, func(w *world) { w.tamper = func(b *Bot) { b.gapWait = -1 } })
	mona := w.talk(w.mona, w.general)
	changes := w.discord.AddChannel(w.guild, "library-changes")
	mona.choose(mona.slash("library settings"), customID{verb: verbLog}.String(), changes.ID)
	mona.slash("ask", opt("question", "How tall is the lighthouse?"))
	w.bot.gapTurn.Lock()
	added := mona.press(mona.submits(mona.opens("library add"), map[string]string{"title": "Lighthouse is painted", "text": "The lighthouse on the mole is 41 metres tall, the harbour office said on Monday.\n\nIts paint is renewed every seven years."}), "Add")
	w.bot.gapTurn.Unlock()
	if strings.Contains(added.text(), "has one now") {
		t.Errorf("the reply knows already:\n%s", dump(added))
	}
	there := w.discord.As(w.ada, changes)
	if err := w.discord.WaitFor(w.ctx, func() bool {
		return slices.ContainsFunc(there.Messages(), func(m discordtest.Message) bool {
			return strings.Contains(dump(read(t, m)), "**1 question** that had no answer has one now")
		})
	}); err != nil {
		t.Fatalf("%v\nlog:\n%s", err, w.log)
	}
}

func TestAGapThatIsGoneIsToldOf(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md"), keepGaps)
	mona, ada := w.talk(w.mona, w.general), w.talk(w.ada, w.general)
	ada.slash("ask", opt("question", "Who discovered penicillin?"))
	list := mona.slash("library gaps")
	w.discord.Join(w.guild, w.ada, 0)
	m := ada.press(ada.slash("privacy"), "Forget what I asked and marked")
	if !strings.Contains(m.text(), "1 question without an answer") {
		t.Errorf("forgetting shows\n%s", dump(m))
	}
	if m := mona.press(list, "Dismiss"); !strings.Contains(m.text(), "no longer kept") {
		t.Errorf("a gap that is gone shows\n%s", dump(m))
	}
}

func TestAnswersThatDidNotHelpAreListed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md", "ferry.md"))
	mona, ada := w.talk(w.mona, w.general), w.talk(w.ada, w.general)
	mona.slash("library feedback")
	cost := opt("question", "How much did the second crane cost?")
	for _, k := range []*talk{ada, mona} {
		m := shown(t, w.did(k.actor.Slash(w.ctx, "ask", cost)))
		w.did(k.actor.Press(w.ctx, m.ID, m.button(t, "Not helpful")))
	}
	m := shown(t, w.did(ada.actor.Slash(w.ctx, "ask", opt("question", "How many people take the ferry each night?"))))
	w.did(ada.actor.Press(w.ctx, m.ID, m.button(t, "Not helpful")))
	list := mona.slash("library feedback")
	mona.press(list, "Dismiss")
	if _, err := w.store.Remove(w.ctx, corpus.GuildLibrary(w.guild.ID), article(t, "ferry.md").ID(), "shell"); err != nil {
		t.Fatal(err)
	}
	mona.slash("library feedback")
	mona.check("feedback")
}

func TestMembersHaveTheirPartForgotten(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md"), keepGaps)
	ada := w.talk(w.ada, w.general)
	m := ada.slash("ask", opt("question", "Who discovered penicillin?"))
	ada.press(m, "Not helpful")
	mona := shown(t, w.did(w.as(w.mona).Slash(w.ctx, "ask", opt("question", "Who discovered penicillin?"))))
	_ = mona
	dm := ada.also(w.ada, w.discord.DirectMessage(w.ada))
	dm.press(dm.slash("privacy"), "Forget what I asked and marked")
	dm.press(dm.slash("privacy"), "Forget what I asked and marked")
	ada.check("forget")
	if list := w.gaps(store.OpenGaps); len(list) != 1 || list[0].Count != 1 {
		t.Errorf("what others asked is gone: %+v", list)
	}
}
