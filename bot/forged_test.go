package bot

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"github.com/pincite/pincite/bot/discordtest"
	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
)

// everybodys are the buttons that are for everybody who reads. A verb that is
// not among them is for moderators: one that is added without a permission
// fails TestEveryForgedCustomIDIsRefused until somebody writes it down here.
var everybodys = []verb{verbSaid, verbMore, verbContext, verbShare, verbUnhelpful, verbSearch, verbSources, verbTimeline, verbOpen, verbRead, verbForget, verbCite}

// withoutIDs are the verbs of moderators that name nothing: what they show and
// change is the library of the server in which they are pressed.
var withoutIDs = []verb{verbKeep, verbAdd, verbKeepers, verbLog, verbLanguages, verbPrivate, verbGapsKept, verbGaps, verbAnswered, verbFeedback,
	verbQuota, verbQuotaSet, verbFeeds, verbList, verbHistory, verbShow, verbUndo}

// treasure is one of each kind of thing that a custom_id can name.
type treasure struct {
	*world
	doc     corpus.ID
	refs    []corpus.Ref
	cites   []string // permanent IDs of quotations
	answers []string
	records []string // drafts, a gap, a feed, an item of it
	latest  int      // the number of the latest change
}

// secrets are words that stand in what is kept of the treasure alone, and those
// of a reply to what should not have been tried.
var secrets = []string{"crane", "crowns", "Night ferry", "penicillin", "Mole Gazette", "Gulls", "went wrong"}

func tells(said string, any []string) bool {
	return slices.ContainsFunc(any, func(word string) bool { return strings.Contains(said, word) })
}

// hoard fills the world's library with one of each.
func hoard(t *testing.T) *treasure {
	t.Helper()
	h := &treasure{world: newWorld(t, hold("crane.md"), keepGaps)}
	h.doc = article(t, "crane.md").ID()
	lib, scope := own(&request{guild: h.guild.ID})
	doc, err := h.store.Document(h.ctx, scope, h.doc)
	if err != nil {
		t.Fatal(err)
	}
	h.refs = []corpus.Ref{{Document: h.doc, Revision: 1, Span: doc.Sentences()[0].Span}}
	note := draftNote{}.String()
	for _, d := range []store.Draft{
		{Items: []store.DraftItem{{Document: article(t, "ferry.md")}}},
		{Items: []store.DraftItem{{Document: article(t, "ferry.md")}, {Document: article(t, "berths.md")}}},
		{Items: []store.DraftItem{{Document: article(t, "berths.md")}}, Revises: h.doc, Base: 1},
	} {
		d.Library, d.By, d.Note = lib, "shell", note
		saved, err := h.store.SaveDraft(h.ctx, d)
		if err != nil {
			t.Fatal(err)
		}
		h.records = append(h.records, saved.ID)
	}
	k := h.talk(h.ada, h.general)
	answer := k.slash("ask", opt("question", "How much did the second crane cost?"))
	for _, id := range shownID.FindAllStringSubmatch(answer.text(), -1) {
		h.cites = append(h.cites, id[1])
	}
	k.press(answer, "Not helpful")
	hits := k.slash("search", opt("words", "crane"))
	k.slash("ask", opt("question", "Who discovered penicillin?"))
	for _, m := range []sent{answer, hits} {
		each(m.Components, func(p part) {
			if id, err := parseCustomID(p.CustomID); err == nil && id.answer != "" && !slices.Contains(h.answers, id.answer) {
				h.answers = append(h.answers, id.answer)
			}
		})
	}
	feed, err := h.store.Follow(h.ctx, lib, store.Feed{URL: "https://gazette.example/feed", Title: "The Mole Gazette", Mode: store.FeedWaits}, "shell")
	if err != nil {
		t.Fatal(err)
	}
	item := store.FeedItem{Key: "gulls", Title: "Gulls counted", Link: "https://gazette.example/gulls", Data: []byte(`{"Link":"https://gazette.example/gulls"}`)}
	if err := h.store.SaveFeedState(h.ctx, lib, feed.ID, store.FeedLook{Items: []store.FeedItem{item}}); err != nil {
		t.Fatal(err)
	}
	gaps := h.gaps(store.OpenGaps)
	items, _, err := h.store.PendingItems(h.ctx, scope, "", page1)
	if err != nil || len(items) != 1 || len(gaps) != 1 || len(h.answers) == 0 {
		t.Fatalf("%d items, %d gaps, %d answers: %v", len(items), len(gaps), len(h.answers), err)
	}
	h.records = append(h.records, feed.ID, items[0].ID, gaps[0].ID)
	head, err := h.store.Head(h.ctx, scope)
	if err != nil {
		t.Fatal(err)
	}
	h.latest = int(head.Seq)
	return h
}

// ids are all custom_ids of a verb that name something of the treasure.
func (h *treasure) ids(v verb) []customID {
	list := []customID{{verb: v}}
	for _, f := range fieldsOf[v] {
		var next []customID
		add := func(c customID, set func(*customID)) { set(&c); next = append(next, c) }
		for _, c := range list {
			switch f {
			case fieldAnswer:
				for _, a := range h.answers {
					add(c, func(c *customID) { c.answer = a })
				}
			case fieldRecord:
				for _, r := range h.records {
					add(c, func(c *customID) { c.record = r })
				}
			case fieldCitation:
				for _, id := range h.cites {
					add(c, func(c *customID) { c.citation = id })
				}
			case fieldRef:
				for _, r := range h.refs {
					add(c, func(c *customID) { c.ref = r })
				}
			case fieldDocument:
				add(c, func(c *customID) { c.doc = h.doc })
			case fieldPage:
				add(c, func(c *customID) { c.page = 1 })
				if len(fieldsOf[v]) == 1 || v == verbRead {
					add(c, func(c *customID) { c.page = 0 })
				}
			case fieldNumber:
				add(c, func(c *customID) { c.number = 1 })
				if v == verbUndo {
					add(c, func(c *customID) { c.number = h.latest })
				}
			case fieldMany:
				add(c, func(c *customID) { c.many = 1 })
				add(c, func(c *customID) { c.many = h.latest })
			case fieldRest:
				rest := listing{sort: "title"}.String()
				if c.verb == verbTimeline {
					rest = period{}.String()
				}
				add(c, func(c *customID) { c.rest = rest })
			}
		}
		list = next
	}
	return list
}

// state is everything in the library that a press could change.
func (h *treasure) state() string {
	h.t.Helper()
	_, scope := own(&request{guild: h.guild.ID})
	head, err := h.store.Head(h.ctx, scope)
	if err != nil {
		h.t.Fatal(err)
	}
	all := fmt.Sprint(head, h.gaps(store.OpenGaps))
	for _, id := range h.records {
		d, err := h.store.Draft(h.ctx, scope, id)
		all += fmt.Sprint(d.Base, d.Revises, len(d.Items), err)
		for _, item := range d.Items {
			all += fmt.Sprint(item.Document.Metadata(), item.LeftOut)
		}
	}
	feedback, n, err := h.store.Feedback(h.ctx, scope, page1)
	items, m, err2 := h.store.PendingItems(h.ctx, scope, "", page1)
	return all + fmt.Sprint(len(feedback), n, err, len(items), m, err2)
}

// forge presses or submits a custom_id, and returns all that is shown.
func (h *treasure) forge(a *discordtest.Actor, holder string, c customID, asForm bool) (said string, m sent) {
	h.t.Helper()
	press := func() (*discordtest.Interaction, error) {
		return a.Forge(h.ctx, holder, c.String(), h.chosen(c.verb)...)
	}
	if asForm {
		press = func() (*discordtest.Interaction, error) {
			return a.ForgeSubmit(h.ctx, c.String(), map[string]string{"title": "Smuggled", "text": "A text that is smuggled in."})
		}
	}
	in := h.did(press())
	if in.Message != nil || in.Updated != nil {
		m = shown(h.t, in)
	}
	return string(in.Modal) + dump(m) + m.text(), m
}

// chosen is what a menu with the verb would offer of the treasure.
func (h *treasure) chosen(v verb) []string {
	switch v {
	case verbOpen, verbShow:
		return []string{string(h.doc)}
	case verbPick, verbLeave:
		return []string{"1"}
	case verbKeepers, verbLog:
		return []string{"77"}
	case verbLanguages:
		return []string{"fr"}
	}
	return nil
}

func TestEveryVerbIsDeclared(t *testing.T) {
	t.Parallel()
	b := &Bot{}
	_, components, _ := b.actions()
	if got, want := slices.Sorted(maps.Keys(components)), slices.Sorted(maps.Keys(fieldsOf)); !slices.Equal(got, want) {
		t.Errorf("the table has the verbs %v, custom_ids %v", got, want)
	}
	for v, act := range components {
		if free := act.permission == 0; free != slices.Contains(everybodys, v) {
			t.Errorf("%s: that everybody may press it is %v in the table, and not here", v, free)
		}
		names := slices.ContainsFunc(fieldsOf[v], func(f field) bool {
			return f == fieldAnswer || f == fieldRecord || f == fieldRef || f == fieldCitation || f == fieldDocument
		})
		if !slices.Contains(everybodys, v) && names == slices.Contains(withoutIDs, v) {
			t.Errorf("%s: that it names something is %v", v, names)
		}
	}
}

// TestEveryForgedCustomIDIsRefused presses and submits every verb of the table
// with all that a library has: as a member who may not, as a moderator of another
// server, and in a direct message.
func TestEveryForgedCustomIDIsRefused(t *testing.T) {
	t.Parallel()
	h := hoard(t)
	other, elsewhere := h.discord.AddGuild("Elsewhere")
	h.discord.Join(other, h.mona, discordgo.PermissionManageMessages)
	direct := h.discord.DirectMessage(h.mona)
	h.refusal = func(r discordtest.Request) bool { return strings.Contains(r.Path, "/channels/77/") } // there is no such channel
	home, foreign, dm := h.as(h.ada), h.discord.As(h.mona, elsewhere), h.discord.As(h.mona, direct)
	holders := map[*discordtest.Actor]string{}
	for _, a := range []*discordtest.Actor{home, foreign, dm} {
		holders[a] = shown(t, h.did(a.Slash(h.ctx, "help"))).ID
	}
	before := h.state()
	for _, v := range slices.Sorted(maps.Keys(h.bot.components)) {
		act := h.bot.components[v]
		for _, c := range h.ids(v) {
			said, m := h.forge(foreign, holders[foreign], c, act.form)
			if tells(said, secrets) {
				t.Errorf("a moderator elsewhere who forges %s is shown\n%s", c, said)
			}
			named := !slices.Contains(withoutIDs, v) && v != verbForget && v != verbSources && v != verbOpen
			if named && v != verbDrop && v != verbPast && (len(m.Components) != 1 || m.Components[0].AccentColor == nil || *m.Components[0].AccentColor != colourProblem) {
				t.Errorf("a moderator elsewhere who forges %s is not refused:\n%s", c, said)
			}
			if act.permission == 0 {
				if said, _ := h.forge(dm, holders[dm], c, act.form); tells(said, secrets) {
					t.Errorf("a direct message with %s shows\n%s", c, said)
				}
				continue
			}
			if said, _ := h.forge(home, holders[home], c, act.form); !strings.Contains(said, "Only moderators") {
				t.Errorf("a member who forges %s is shown\n%s", c, said)
			}
			if said, _ := h.forge(dm, holders[dm], c, act.form); !strings.Contains(said, "in a server only") {
				t.Errorf("a direct message with %s shows\n%s", c, said)
			}
		}
		// What takes a form is not reached by a button, and the other way round.
		if said, _ := h.forge(home, holders[home], h.ids(v)[0], !act.form); !strings.Contains(said, "not one of Pincite's") {
			t.Errorf("%s, sent in the other way, shows\n%s", v, said)
		}
		if after := h.state(); after != before {
			t.Fatalf("after %s the library went from\n%s\nto\n%s", v, before, after)
		}
	}
}

// TestEveryMalformedCustomIDIsRefused sends each verb with a field too many, one
// too few, and each of its fields spoilt, by somebody who may do everything.
func TestEveryMalformedCustomIDIsRefused(t *testing.T) {
	t.Parallel()
	h := hoard(t)
	mona := h.as(h.mona)
	holder := shown(t, h.did(mona.Slash(h.ctx, "help"))).ID
	before := h.state()
	for _, v := range slices.Sorted(maps.Keys(fieldsOf)) {
		whole := h.ids(v)[0].String()
		forged := []string{string(v) + "x", strings.ToUpper(whole)}
		if !slices.Contains(fieldsOf[v], fieldRest) {
			forged = append(forged, whole+":0", whole+":")
		}
		parts := strings.Split(whole, ":")
		for i := 1; i <= len(fieldsOf[v]); i++ {
			forged = append(forged, strings.Join(parts[:i], ":"))
			for _, spoilt := range []string{"", "-1", "x", "..", "' OR 1=1 --", "99999999999999999999", parts[i] + "\x00"} {
				p := slices.Clone(parts)
				p[i] = spoilt
				forged = append(forged, strings.Join(p, ":"))
			}
		}
		for i, id := range forged {
			if _, err := parseCustomID(id); err == nil && !slices.Contains(fieldsOf[v], fieldRest) {
				t.Errorf("%q is taken for a custom_id", id)
			}
			if i%4 != 0 { // all are refused by the one function above
				continue
			}
			press := func() (*discordtest.Interaction, error) { return mona.Forge(h.ctx, holder, id) }
			if h.bot.components[v].form {
				press = func() (*discordtest.Interaction, error) {
					return mona.ForgeSubmit(h.ctx, id, map[string]string{"text": "A text that is smuggled in."})
				}
			}
			if m := shown(t, h.did(press())); !strings.Contains(m.text(), "not one of Pincite's") {
				t.Errorf("%q shows\n%s", id, dump(m))
			}
		}
	}
	if after := h.state(); after != before {
		t.Errorf("the library went from\n%s\nto\n%s", before, after)
	}
}

// TestEveryCommandOfModeratorsIsRefusedToOthers uses each command of the table
// as a member to whom a role of the server's shows them all.
func TestEveryCommandOfModeratorsIsRefusedToOthers(t *testing.T) {
	t.Parallel()
	h := hoard(t)
	role := h.discord.AddRole(h.guild, "Curious", h.ada)
	h.discord.AllowCommand(h.guild, "library", role)
	h.discord.AllowCommand(h.guild, addToLibrary, role)
	k := h.talk(h.ada, h.general)
	said, err := k.actor.Say("https://news.example/article", "")
	if err != nil {
		t.Fatal(err)
	}
	before := h.state()
	for name, act := range h.bot.commands {
		if act.permission == 0 {
			if strings.HasPrefix(name, "library ") && name != "library forget" {
				t.Errorf("/%s is for everybody", name)
			}
			continue
		}
		var in *discordtest.Interaction
		if name == addToLibrary {
			in, err = k.actor.MessageCommand(h.ctx, name, said.ID)
		} else {
			in, err = k.actor.Slash(h.ctx, name, required(t, name)...)
		}
		if m := shown(t, h.did(in, err)); !strings.Contains(m.text(), "Only moderators") {
			t.Errorf("/%s shows\n%s", name, dump(m))
		}
	}
	for name := range h.bot.completions {
		if !strings.HasPrefix(name, "library ") {
			continue
		}
		option := "document"
		if name == "library unfollow" {
			option = "feed"
		}
		if in := h.did(k.actor.Autocomplete(h.ctx, name, option, opt(option, ""))); len(in.Choices) != 0 {
			t.Errorf("completing /%s suggests %v", name, in.Choices)
		}
	}
	if after := h.state(); after != before {
		t.Errorf("the library went from\n%s\nto\n%s", before, after)
	}
}

// required fills in the options that a command of /library cannot do without.
func required(t *testing.T, name string) (opts []discordtest.Option) {
	t.Helper()
	for _, c := range definitions() {
		for _, s := range c.Options {
			if c.Name+" "+s.Name != name {
				continue
			}
			for _, o := range s.Options {
				if o.Required {
					opts = append(opts, opt(o.Name, "Port of Velmar"))
				}
			}
			return opts
		}
	}
	t.Fatalf("no command is called %s", name)
	return nil
}
