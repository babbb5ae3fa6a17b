package bot

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/pincite/pincite/bot/discordtest"
	"github.com/pincite/pincite/corpus"
)

func TestAForgedButtonIsAnsweredWithASentence(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md"))
	k := w.talk(w.ada, w.general)
	m := k.slash("help")
	for _, id := range []string{
		"nonsense", "more:aaaaaaaaaaaaaaaa:-1", "context:../../etc/passwd", "read:zzzzzzzzzzzz:0", "more:aaaaaaaaaaaaaaaa:0",
		"unhelpful:aaaaaaaaaaaaaaaa", "share:aaaaaaaaaaaaaaaa:0", "search:aaaaaaaaaaaaaaaa:9", "add", "open", "sources:1000000",
		"read:" + string(article(t, "crane.md").ID()) + ":999999", "' OR 1=1 --", "remove:zzzzzzzzzzzz", "list:0:title:::", "keep",
	} {
		in, err := k.actor.Forge(w.ctx, m.ID, id)
		if err != nil {
			t.Fatalf("%s: %v", id, err)
		}
		if in.Message == nil && in.Updated == nil {
			t.Errorf("%q: no answer: %+v", id, in)
			continue
		}
		got := shown(t, in)
		if strings.Contains(got.text(), "Something went wrong") || in.Message != nil && !got.Ephemeral {
			t.Errorf("%q shows\n%s", id, dump(got))
		}
	}
}

func TestAPageThatAnAnswerDoesNotHaveIsToldOf(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md", "ferry.md"))
	k := w.talk(w.ada, w.general)
	answer := k.slash("ask", opt("question", "Who wrote the article about the crane?"))
	id, err := parseCustomID(answer.button(t, "Not helpful"))
	if err != nil {
		t.Fatal(err)
	}
	hits := k.slash("search", opt("words", "crane Velmar"))
	found, err := parseCustomID(hits.button(t, "Next ▶"))
	if err != nil {
		t.Fatal(err)
	}
	found.page = 999
	if m := shown(t, w.did(k.actor.Forge(w.ctx, hits.ID, found.String()))); !strings.Contains(m.text(), "Page 2 of 2") || !strings.Contains(m.text(), "> ") {
		t.Errorf("a page of hits after the last shows\n%s", dump(m))
	}
	for _, v := range []verb{verbMore, verbShare, verbSearch} {
		in := w.did(k.actor.Forge(w.ctx, answer.ID, customID{verb: v, answer: id.answer, page: 999}.String()))
		if m := shown(t, in); strings.Contains(m.text(), "went wrong") || !m.Ephemeral {
			t.Errorf("%s shows\n%s", v, dump(m))
		}
	}
}

// Discord keeps about ten kilobytes of a message. In Chinese that is fewer
// characters than it lets a message have.
func TestLongArticlesInChineseFitIntoMessages(t *testing.T) {
	t.Parallel()
	parts := []corpus.Part{{Kind: corpus.Paragraph, Text: strings.Repeat("港口关闭", 810) + "。"}, {Kind: corpus.Paragraph, Text: "港口在星期一关闭，因为起重机倒塌。"}}
	d, err := corpus.Build(corpus.Metadata{Title: "港口关闭", Language: "zh"}, parts)
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t, func(w *world) { w.keep(corpus.GuildLibrary(w.guild.ID), d) })
	k := w.talk(w.ada, w.general)
	page := k.press(k.slash("source", opt("document", string(d.ID()))), "Read")
	size := 0
	each(page.Components, func(p part) { size += len(p.Content) })
	if size == 0 || size > maxBytes {
		t.Errorf("a page of %d bytes is sent", size)
	}
}

func TestAForgedFormIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ada := w.as(w.ada)
	in := w.did(ada.ForgeSubmit(w.ctx, customID{verb: verbAdd}.String(), map[string]string{"text": "An article that a member smuggles in."}))
	if m := shown(t, in); !strings.Contains(m.text(), "Only moderators") {
		t.Errorf("shown:\n%s", dump(m))
	}
	if _, total, err := w.store.List(w.ctx, corpus.ScopeOf(corpus.GuildLibrary(w.guild.ID)), page1); err != nil || total != 0 {
		t.Errorf("%d articles, %v", total, err)
	}
}

func TestWhatIsLeftOutIsToldOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.talk(w.mona, w.general)
	m := k.submits(k.opens("library add"), map[string]string{
		"text": "Rudder mended\n\n" + strings.Repeat("The rudder was mended. ", 20), "authors": "Pel Orr", "publication": "The Star, 2024-02-31", "url": "star.example/rudder",
	})
	if n := strings.Count(m.text(), "⚠"); n != 2 || !strings.Contains(m.text(), "2024-02-31") || !strings.Contains(m.text(), "web address was left out") {
		t.Errorf("%d warnings of a date and an address that were left out:\n%s", n, dump(m))
	}
}

func TestFilesThatDiscordDoesNotHandOver(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.talk(w.mona, w.general)
	file := discordtest.Option{Name: "file", File: &discordtest.Attachment{Name: "rudder.txt", Data: []byte("Rudder mended\n\nThe rudder was mended on Monday.")}}
	for _, step := range []struct {
		fault discordtest.Fault
		want  string
	}{
		{discordtest.Fault{Path: "attachments/", CutHalf: true, Times: -1}, "broke off in the middle of the file"},
		{discordtest.Fault{Path: "attachments/", CutFirst: true, Times: -1}, "did not hand the file over"},
		{discordtest.Fault{Path: "attachments/", Status: 503, Times: -1}, "did not hand the file over"},
		{discordtest.Fault{Path: "attachments/", Status: 404}, "no longer has that file"},
		{discordtest.Fault{Path: "attachments/", CutHalf: true}, "### Rudder mended"}, // the second try brings it
	} {
		_, before, err := w.store.List(w.ctx, corpus.ScopeOf(corpus.GuildLibrary(w.guild.ID)), page1)
		if err != nil || before != 0 {
			t.Errorf("%d articles, %v", before, err)
		}
		w.discord.Inject(step.fault)
		if m := k.slash("library add", file); !strings.Contains(m.text(), step.want) {
			t.Errorf("%+v shows\n%s", step.fault, dump(m))
		}
		w.discord.ClearFaults()
	}
}

func TestModeratorsAreCheckedOnEveryPress(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md"))
	mona := w.talk(w.mona, w.general)
	ask := mona.slash("library remove", opt("document", "Port of Velmar"))
	w.discord.Join(w.guild, w.mona, 0)
	if m := mona.press(ask, "Remove it"); !strings.Contains(m.text(), "Only moderators") {
		t.Errorf("shown:\n%s", dump(m))
	}
	id := customID{verb: verbRemove, doc: article(t, "crane.md").ID()}.String()
	in := w.did(w.as(w.ada).Forge(w.ctx, w.talk(w.ada, w.general).slash("help").ID, id))
	if m := shown(t, in); !strings.Contains(m.text(), "Only moderators") {
		t.Errorf("shown:\n%s", dump(m))
	}
	if _, total, err := w.store.List(w.ctx, corpus.ScopeOf(corpus.GuildLibrary(w.guild.ID)), page1); err != nil || total != 1 {
		t.Errorf("%d articles, %v", total, err)
	}
}

func TestMembersDoNotSeeTheModeratorsCommands(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	names := func(a *discordtest.Actor) string {
		var all []string
		for _, raw := range a.Commands() {
			var c struct{ Name string }
			if err := json.Unmarshal(raw, &c); err != nil {
				t.Fatal(err)
			}
			all = append(all, c.Name)
		}
		return strings.Join(all, " ")
	}
	if got := names(w.as(w.ada)); strings.Contains(got, "library") || !strings.Contains(got, "ask") {
		t.Errorf("a member sees %s", got)
	}
	if got := names(w.as(w.mona)); !strings.Contains(got, "library") {
		t.Errorf("a moderator sees %s", got)
	}
	if got := names(w.discord.As(w.mona, w.discord.DirectMessage(w.mona))); strings.Contains(got, "library") || !strings.Contains(got, "ask") {
		t.Errorf("in a direct message there are %s", got)
	}
}

func TestAButtonPressedInAnotherServerTellsNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md"))
	other, elsewhere := w.discord.AddGuild("Elsewhere")
	w.discord.Join(other, w.ada, 0)
	w.keep(corpus.GuildLibrary(other.ID), article(t, "ferry.md"))
	k := w.talk(w.ada, w.general)
	answer := k.slash("ask", opt("question", "How much did the second crane cost?"), opt("private", true))
	there := w.talk(w.ada, elsewhere)
	holder := there.slash("help")
	for _, label := range []string{"Context", "Share", "Not helpful"} {
		in := w.did(there.actor.Forge(w.ctx, holder.ID, answer.button(t, label)))
		if m := shown(t, in); strings.Contains(m.text(), "crowns") || strings.Contains(m.text(), "went wrong") || !m.Ephemeral {
			t.Errorf("%s shows elsewhere\n%s", label, dump(m))
		}
	}
}

func TestQuestionsThatAreNone(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("crane.md"))
	k := w.talk(w.ada, w.general)
	for question, want := range map[string]string{
		"   ":                            "no question",
		"the of and":                     "nothing to look for",
		"?!?!":                           "nothing to look for",
		"\u202egnp.exe\u202c":            "",
		"<@123> @everyone **what** `is`": "",
		strings.Repeat("crane ", 80):     "",
		strings.Repeat("価", 500):         "",
	} {
		m := k.slash("ask", opt("question", question))
		if strings.Contains(m.text(), "Something went wrong") || !strings.Contains(m.text(), want) {
			t.Errorf("%q shows\n%s", question, dump(m))
		}
		for line := range strings.SplitSeq(m.text(), "\n") {
			if asked, ok := strings.CutPrefix(line, "-# “"); ok {
				if _, followed := displayed(strings.TrimSuffix(asked, "”")); len(followed) > 0 {
					t.Errorf("Discord would read %v in the question %q", followed, asked)
				}
			}
		}
	}
	long := "<@" + w.discord.Bot().ID + "> " + strings.Repeat("crane? ", 280)
	if m := k.says(long, ""); strings.Contains(m.text(), "went wrong") {
		t.Errorf("a long message shows\n%s", dump(m))
	}
}

func TestComponentsOfUnknownTypesDoNoHarm(t *testing.T) {
	t.Parallel()
	raw := `{"id":"1","application_id":"2","type":5,"token":"t","guild_id":"3","locale":"en-US",
		"member":{"user":{"id":"4"},"permissions":"8192"},"message":{"id":"9","flags":64,"components":[{"type":999,"weird":{"a":[1]}}]},
		"data":{"custom_id":"add","components":[{"type":999,"component":{"type":998,"custom_id":"text","value":"words"}},
		{"type":18,"component":{"type":23,"custom_id":"box","value":true}}]}}`
	var in interaction
	if err := json.Unmarshal([]byte(raw), &in); err != nil {
		t.Fatal(err)
	}
	r, _ := newRequest(&in)
	if r.fields["text"] != "words" || r.fields["box"] != "true" || !r.may(8192) || r.may(4096) || !r.onPrivate {
		t.Errorf("read as %+v", r)
	}
}

func FuzzInteractionsNeverPanic(f *testing.F) {
	f.Add([]byte(`{"type":2,"data":{"name":"ask","options":[{"name":"question","type":3,"value":"x"}]}}`))
	f.Add([]byte(`{"type":3,"data":{"custom_id":"more:aaaaaaaaaaaaaaaa:0","values":["x"]}}`))
	f.Add([]byte(`{"type":4,"data":{"name":"library","options":[{"name":"remove","type":1,"options":[{"name":"document","focused":true,"value":7}]}]}}`))
	f.Add([]byte(`{"type":5,"member":{"permissions":"x"},"data":{"custom_id":"add","components":[{"component":{}}]}}`))
	b := &Bot{}
	b.commands, b.components, b.completions = b.actions()
	f.Fuzz(func(t *testing.T, raw []byte) {
		var in interaction
		if json.Unmarshal(raw, &in) != nil {
			return
		}
		r, path := newRequest(&in)
		if act, _, err := b.find(&in, r, path); err == nil && act.run == nil {
			t.Fatalf("%s leads to an action that does nothing", raw)
		}
	})
}
