package bot

import (
	"net/http"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"github.com/pincite/pincite/bot/discordtest"
	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
)

// settle changes the settings of the guild's library.
func (w *world) settle(change func(*store.LibrarySettings)) {
	w.t.Helper()
	if _, err := w.store.ChangeSettings(w.ctx, corpus.GuildLibrary(w.guild.ID), "shell", change); err != nil {
		w.t.Fatal(err)
	}
}

// TestARoleMayLookAfterTheLibrary gives a member a role, the role the library,
// and takes it away again under a button.
func TestARoleMayLookAfterTheLibrary(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md"))
	role := w.discord.AddRole(w.guild, "Librarians", w.ada)
	w.discord.AllowCommand(w.guild, "library", role)
	k := w.talk(w.ada, w.general)
	if m := k.slash("library list"); !strings.Contains(m.text(), "Only moderators") {
		t.Errorf("a member without right sees\n%s", dump(m))
	}
	if found := k.typing("library remove", "document", opt("document", "port")); len(found) != 0 {
		t.Errorf("a member without right is told of %v", found)
	}
	w.settle(func(l *store.LibrarySettings) { l.Keepers = []string{role} })
	if m := k.slash("library list"); !strings.Contains(m.text(), "1 article") {
		t.Errorf("somebody with the role sees\n%s", dump(m))
	}
	if found := k.typing("library remove", "document", opt("document", "port")); len(found) != 1 {
		t.Errorf("somebody with the role is told of %v", found)
	}
	ask := k.slash("library remove", opt("document", "port"))
	w.settle(func(l *store.LibrarySettings) { l.Keepers = nil })
	if m := k.press(ask, "Remove it"); !strings.Contains(m.text(), "Only moderators") {
		t.Errorf("after the role lost its right, the button shows\n%s", dump(m))
	}
}

func TestEveryChangeIsToldInTheChangeLog(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("ferry.md"))
	log := w.discord.AddChannel(w.guild, "library-log")
	remove := func(title string) {
		k := w.talk(w.mona, w.general)
		k.press(k.slash("library remove", opt("document", title)), "Remove it")
	}
	w.settle(func(l *store.LibrarySettings) { l.ChangeLog = log.ID })
	remove("Night ferry")
	line, err := w.discord.As(w.mona, log).Await(w.ctx, "0")
	if err != nil {
		t.Fatal(err)
	}
	if got := read(t, line).text(); got != "**Removed** Night ferry to Ostrand is suspended · by <@"+w.mona.ID+">" || len(line.Pings) > 0 {
		t.Errorf("the log says %q and notifies %v", got, line.Pings)
	}
}

// TestAChangeLogThatCannotBeWrittenStopsNothing has the channel closed to the bot.
func TestAChangeLogThatCannotBeWrittenStopsNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md"))
	w.refusal = func(r discordtest.Request) bool { return r.Status == http.StatusForbidden }
	log := w.discord.AddChannel(w.guild, "library-log")
	w.discord.DenyBot(log, discordgo.PermissionSendMessages)
	w.settle(func(l *store.LibrarySettings) { l.ChangeLog = log.ID })
	k := w.talk(w.mona, w.general)
	if m := k.press(k.slash("library remove", opt("document", "port")), "Remove it"); !strings.Contains(m.text(), "Removed: ") {
		t.Errorf("shown:\n%s", dump(m))
	}
	if err := w.stop(); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(w.log.String(), "the change log was not written") {
		t.Errorf("the log:\n%s", w.log)
	}
}

// TestARoleOfAnotherServerIsNone has a library in which the other server's role
// is named.
func TestARoleOfAnotherServerIsNone(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md"))
	other, elsewhere := w.discord.AddGuild("Elsewhere")
	w.discord.Join(other, w.ada, 0)
	role := w.discord.AddRole(other, "Librarians", w.ada)
	w.discord.AllowCommand(other, "library", role)
	w.settle(func(l *store.LibrarySettings) { l.Keepers = []string{role} })
	if m := w.talk(w.ada, elsewhere).slash("library list"); !strings.Contains(m.text(), "Only moderators") {
		t.Errorf("elsewhere the role shows\n%s", dump(m))
	}
}
