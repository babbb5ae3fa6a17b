package bot

import (
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"github.com/pincite/pincite/bot/discordtest"
	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
)

func (w *world) settings() store.LibrarySettings {
	w.t.Helper()
	s, err := w.store.Settings(w.ctx, corpus.ScopeOf(corpus.GuildLibrary(w.guild.ID)))
	if err != nil {
		w.t.Fatal(err)
	}
	return s
}

// keepGaps switches on that questions without an answer are kept.
func keepGaps(w *world) { w.settle(func(s *store.LibrarySettings) { s.KeepGaps = true }) }

func TestModeratorsSetTheirLibraryUp(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md"))
	changes := w.discord.AddChannel(w.guild, "library-changes")
	k := w.talk(w.mona, w.general)
	told := w.discord.As(w.ada, changes)
	n := 0
	step := func(m sent) sent { // lines come after the answer
		n++
		if err := w.discord.WaitFor(w.ctx, func() bool { return len(told.Messages()) >= n }); err != nil {
			t.Fatal(err)
		}
		k.note("in #%s:\n%s\n", changes.Name, dump(read(t, told.Messages()[n-1])))
		return m
	}
	m := k.slash("library settings")
	m = step(k.choose(m, customID{verb: verbLog}.String(), changes.ID))
	m = step(k.choose(m, customID{verb: verbLanguages}.String(), "en", "fr"))
	m = step(k.press(m, "Show to the asker alone"))
	m = step(k.press(m, "Keep them"))
	m = step(k.press(m, "Delete them, keep none"))
	step(k.choose(m, customID{verb: verbLanguages}.String()))
	k.check("settings")
	if s := w.settings(); !s.PrivateAnswers || s.KeepGaps || s.ChangeLog != changes.ID || s.Languages != nil {
		t.Errorf("set: %+v", s)
	}
}

func TestAnswersArePrivateWhereTheSettingsSaySo(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md", "ferry.md"), func(w *world) { w.config.AckAfter = 1 })
	mona, ada := w.talk(w.mona, w.general), w.talk(w.ada, w.general)
	question := opt("question", "How much did the second crane cost?")
	if m := ada.slash("ask", question); m.Ephemeral {
		t.Error("an answer is private before anybody said so")
	}
	mona.press(mona.slash("library settings"), "Show to the asker alone")
	if m := ada.slash("ask", question); !m.Ephemeral || !m.has("Share") {
		t.Errorf("an answer is not private, or cannot be shared:\n%s", dump(m))
	}
	if m := ada.slash("ask", question, opt("private", false)); m.Ephemeral {
		t.Error("an answer that is to be seen by everybody is private")
	}
	said, err := mona.actor.Say("How much did the second crane cost?", "")
	if err != nil {
		t.Fatal(err)
	}
	if m := ada.asks(said.ID); !m.Ephemeral {
		t.Error("the answer to Ask about this is not private")
	}
	if m := ada.says("<@"+w.discord.Bot().ID+"> how much did the second crane cost?", ""); m.Ephemeral || !strings.Contains(m.text(), "> ") {
		t.Errorf("a message is answered with\n%s", dump(m))
	}
}

func TestSettingsThatAreRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	closed := w.discord.AddChannel(w.guild, "closed")
	w.discord.DenyBot(closed, discordgo.PermissionViewChannel)
	w.refusal = func(r discordtest.Request) bool { return strings.HasSuffix(r.Path, "/channels/"+closed.ID+"/messages") }
	k := w.talk(w.mona, w.general)
	m := k.slash("library settings")
	if m := k.choose(m, customID{verb: verbLog}.String(), closed.ID); !strings.Contains(m.text(), "cannot write in") {
		t.Errorf("a channel that is closed to the bot shows\n%s", dump(m))
	}
	forge := func(k *talk, id string, values ...string) sent {
		return shown(t, w.did(k.actor.Forge(w.ctx, m.ID, id, values...)))
	}
	for id, values := range map[string][]string{
		"keepers": {w.guild.ID}, "log": {"no channel"}, "languages": {"tlh"}, "private:2": nil, "keep-gaps:7": nil, "private": nil, "keepers:1": nil,
	} {
		if m := forge(k, id, values...); !m.Ephemeral || strings.Contains(m.text(), "went wrong") || strings.Contains(m.text(), "Settings of") {
			t.Errorf("%s %v shows\n%s", id, values, dump(m))
		}
	}
	ada := w.talk(w.ada, w.general)
	for _, id := range []string{"keepers", "log", "languages", "private:1", "keep-gaps:1", "gaps:0", "answered:0", "feedback:0",
		"dismiss:aaaaaaaaaaaaaaaa:0", "settle:aaaaaaaaaaaaaaaa:0"} {
		if m := forge(ada, id); !strings.Contains(m.text(), "Only moderators") {
			t.Errorf("a member who forges %s is shown\n%s", id, dump(m))
		}
	}
	if s := w.settings(); s.PrivateAnswers || s.KeepGaps || s.ChangeLog != "" || s.Languages != nil || s.Keepers != nil {
		t.Errorf("set: %+v", s)
	}
}

func TestRolesThatMayChangeTheLibrary(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.talk(w.mona, w.general)
	role := w.discord.AddRole(w.guild, "Librarians")
	m := k.choose(k.slash("library settings"), customID{verb: verbKeepers}.String(), role)
	if s := w.settings(); len(s.Keepers) != 1 || s.Keepers[0] != role || !strings.Contains(dump(m), "✓ role "+role) {
		t.Errorf("set: %+v, shown\n%s", s, dump(m))
	}
	k.choose(m, customID{verb: verbKeepers}.String())
	if s := w.settings(); len(s.Keepers) != 0 {
		t.Errorf("set: %+v", s)
	}
}

// TestALibraryHasALimit sets one, meets it, and takes it away.
func TestALibraryHasALimit(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md"))
	k := w.talk(w.mona, w.general)
	set := func(articles, mb string) sent {
		return k.fills(k.slash("library settings"), "Set a limit", map[string]string{"articles": articles, "mb": mb})
	}
	set("1", "20")
	if s := w.settings(); s.Quota != (store.Quota{Documents: 1, Bytes: 20 << 20}) {
		t.Errorf("set: %+v", s.Quota)
	}
	k.press(k.slash("library add", file("file", "ferry.md", articleFile(t, "ferry.md"))), "Add")
	for _, wrong := range []string{"-1", "many", "1.5", "99999999"} {
		if m := set(wrong, ""); !strings.Contains(m.text(), "is not a number") {
			t.Errorf("%q shows\n%s", wrong, dump(m))
		}
	}
	set("", "")
	k.press(k.slash("library add", file("file", "ferry.md", articleFile(t, "ferry.md"))), "Add")
	k.check("limit")
	if s := w.settings(); s.Quota != (store.Quota{}) || w.total() != 2 {
		t.Errorf("set: %+v; %d articles", s.Quota, w.total())
	}
}
