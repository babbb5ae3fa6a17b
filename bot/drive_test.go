package bot

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/pincite/pincite/bot/discordtest"
	"github.com/pincite/pincite/corpus/store"
	"github.com/pincite/pincite/internal/testfile"
)

// driven is everything that moderators and members of a server do in a drive.
var driven = []struct {
	name   string
	weight int
	does   func(d *drive, here, there *side)
	both   bool // it changes both servers
}{
	{name: "add a file", weight: 6, does: (*drive).addsFile},
	{name: "add an archive", weight: 2, does: (*drive).addsArchive},
	{name: "add a paste", weight: 3, does: (*drive).addsPaste},
	{name: "add a link", weight: 2, does: (*drive).addsLink},
	{name: "add what a message has", weight: 2, does: (*drive).addsMessage},
	{name: "edit", weight: 6, does: (*drive).edits},
	{name: "remove", weight: 3, does: (*drive).removes},
	{name: "undo", weight: 3, does: (*drive).undoes},
	{name: "history", weight: 3, does: (*drive).looksBack},
	{name: "ask", weight: 10, does: (*drive).asks},
	{name: "ask about a message", weight: 2, does: (*drive).asksAbout},
	{name: "ask in a direct message", weight: 1, does: (*drive).asksDirectly},
	{name: "search", weight: 5, does: (*drive).searches},
	{name: "autocomplete", weight: 10, does: (*drive).types},
	{name: "list", weight: 8, does: (*drive).lists},
	{name: "export", weight: 2, does: (*drive).exports},
	{name: "settings", weight: 2, does: (*drive).sets},
	{name: "forget", weight: 1, does: (*drive).forgets},
	{name: "follow a feed", weight: 2, does: (*drive).follows},
	{name: "look at a feed", weight: 3, does: (*drive).takesItems},
	{name: "publish", weight: 2, does: (*drive).publishes, both: true},
	{name: "press an old button", weight: 10, does: (*drive).pressesOld},
	{name: "press the other's button", weight: 24, does: (*drive).pressesOthers},
	{name: "submit the other's form", weight: 6, does: (*drive).submitsOthers},
	{name: "name the other's article", weight: 4, does: (*drive).namesOthers},
}

func (d *drive) slash(here, there *side, a *discordtest.Actor, name string, opts ...discordtest.Option) sent {
	d.t.Helper()
	in, err := a.Slash(d.ctx, name, opts...)
	return d.looks(here, there, in, err)
}

// decides what becomes of a preview. Some are left as they are, with buttons
// that are pressed later.
func (d *drive) decides(here, there *side, m sent) {
	d.t.Helper()
	if d.chance(15) {
		m = d.presses(here, there, m, "Edit details", map[string]string{"publication": "The " + here.seal + " Post, 2024-0" + strconv.Itoa(1+d.rng.IntN(9))})
	}
	if m.has("New text of that article") && d.chance(30) {
		m = d.presses(here, there, d.presses(here, there, m, "New text of that article", nil), "Save", nil)
	}
	switch {
	case d.chance(75):
		m = d.presses(here, there, m, "Add", nil)
	case d.chance(50):
		m = d.presses(here, there, m, "Cancel", nil)
	}
	d.presses(here, there, m, "Show", nil)
}

func (d *drive) addsFile(here, there *side) {
	n, version := d.rng.IntN(20), d.rng.IntN(2)
	f := file("file", "report.md", []byte(here.markdown(n, version)))
	switch d.rng.IntN(6) {
	case 0:
		f = file("file", "report.docx", here.sealed(n, version).DOCX())
	case 1:
		f = file("file", "report.odt", here.sealed(n, version).ODT())
	}
	d.decides(here, there, d.slash(here, there, here.mod, "library add", f))
}

func (d *drive) addsArchive(here, there *side) {
	var members []testfile.Member
	for n := range 3 {
		members = append(members, testfile.Member{Name: fmt.Sprintf("%d.md", n), Data: []byte(here.markdown(20+4*d.rng.IntN(3)+n, 0))})
	}
	m := d.slash(here, there, here.mod, "library add", file("file", "reports.zip", testfile.Zip(members...)))
	leave := ""
	each(m.Components, func(p part) {
		if strings.HasPrefix(p.CustomID, string(verbLeave)+":") {
			leave = p.CustomID
		}
	})
	if leave != "" && d.chance(50) {
		in, err := here.mod.Select(d.ctx, m.ID, leave, pick(d, "0", "1", "2"))
		m = d.looks(here, there, in, err)
	}
	for n := 3; n > 0; n-- {
		if label := fmt.Sprintf("Add all %d", n); m.has(label) {
			m = d.presses(here, there, m, label, nil)
		}
	}
	if d.chance(50) {
		d.presses(here, there, m, "Undo all", nil)
	}
}

func (d *drive) addsPaste(here, there *side) {
	in, err := here.mod.Slash(d.ctx, "library add")
	d.looks(here, there, in, err)
	n := 40 + d.rng.IntN(6)
	in, err = here.mod.Submit(d.ctx, in.ID, map[string]string{"title": here.title(n), "text": here.markdown(n, 0)}, nil)
	d.decides(here, there, d.looks(here, there, in, err))
}

func (d *drive) addsLink(here, there *side) {
	d.decides(here, there, d.slash(here, there, here.mod, "library add", opt("link", d.site.url+"/"+here.page(0))))
}

func (d *drive) addsMessage(here, there *side) {
	in, err := here.mod.MessageCommand(d.ctx, addToLibrary, here.public)
	m := d.looks(here, there, in, err)
	d.presses(here, there, m, pick(d, "Add all 2", "Add it", "Cancel"), nil)
}

// own is one of the articles of a server, as its moderators name it; false when
// it has none.
func (d *drive) own(s *side) (discordtest.Option, bool) {
	d.t.Helper()
	list, total, err := d.store.List(d.ctx, s.scope(), store.Page{Limit: 100})
	if err != nil {
		d.t.Fatal(err)
	}
	if total == 0 {
		return discordtest.Option{}, false
	}
	return opt("document", string(list[d.rng.IntN(len(list))].ID)), true
}

func (d *drive) edits(here, there *side) {
	doc, ok := d.own(here)
	if !ok {
		return
	}
	switch d.rng.IntN(3) {
	case 0:
		in, err := here.mod.Slash(d.ctx, "library edit", doc)
		d.looks(here, there, in, err)
		in, err = here.mod.Submit(d.ctx, in.ID, map[string]string{"authors": pick(d, "Ilse Marn", "Pel Orr", "Pel Orr, Wim Astra")}, nil)
		d.looks(here, there, in, err)
	case 1:
		in, err := here.mod.Slash(d.ctx, "library edit", doc, opt("text", true))
		d.looks(here, there, in, err)
		in, err = here.mod.Submit(d.ctx, in.ID, map[string]string{"text": here.markdown(50+d.rng.IntN(8), d.rng.IntN(3))}, nil)
		d.presses(here, there, d.looks(here, there, in, err), "Save", nil)
	default:
		f := file("file", "later.md", []byte(here.markdown(50+d.rng.IntN(8), d.rng.IntN(3))))
		m := d.slash(here, there, here.mod, "library edit", doc, f)
		d.presses(here, there, d.presses(here, there, m, "Save", nil), pick(d, "Undo", "Show", "Read"), nil)
	}
}

func (d *drive) removes(here, there *side) {
	if doc, ok := d.own(here); ok {
		m := d.presses(here, there, d.slash(here, there, here.mod, "library remove", doc), "Remove it", nil)
		if d.chance(30) {
			d.presses(here, there, m, "Undo", nil)
		}
	}
}

func (d *drive) undoes(here, there *side) {
	m := d.presses(here, there, d.slash(here, there, here.mod, "library undo"), "Take it back", nil)
	if d.chance(60) {
		d.presses(here, there, m, "Redo", nil)
	}
}

func (d *drive) looksBack(here, there *side) {
	m := d.slash(here, there, here.mod, "library history")
	if doc, ok := d.own(here); ok && d.chance(30) {
		m = d.slash(here, there, here.mod, "library history", doc)
	}
	if d.chance(30) {
		d.presses(here, there, m, pick(d, "Undo", "Redo", "Next ▶"), nil)
	}
}

// questions are asked everywhere; some name the other server, and one misspells
// a word that stands in the other's articles alone.
func (s *side) questions(there *side) []string {
	wrong := strings.Replace(there.seal, there.seal[2:4], there.seal[3:4]+there.seal[2:3], 1)
	return []string{"How many cranes did the harbour buy?", "Who paid for half of the cranes?", "Who was asked on the quay?", "How often was the quay closed?",
		"What did the harbour of " + there.name + " buy?", "cranes of the " + wrong, "How tall is the lighthouse?", "Who discovered penicillin?",
		"Report 3 of the " + s.seal + " harbour", "How many cranes did the " + s.seal + " buy, and who wrote that?"}
}

func (d *drive) asks(here, there *side) {
	who := pick(d, here.mod, here.ada)
	m := d.slash(here, there, who, "ask", opt("question", pick(d, here.questions(there)...)), opt("private", d.chance(50)))
	for _, label := range []string{"More", "Context", "Share", "Not helpful"} {
		if m.has(label) && d.chance(25) {
			in, err := who.Press(d.ctx, m.ID, m.button(d.t, label))
			d.looks(here, there, in, err)
		}
	}
}

func (d *drive) asksAbout(here, there *side) {
	in, err := here.ada.MessageCommand(d.ctx, askAbout, here.public)
	d.looks(here, there, in, err)
}

// asksDirectly asks the base library, in which neither server's articles are.
func (d *drive) asksDirectly(here, there *side) {
	dm := d.discord.As(d.mona, d.discord.DirectMessage(d.mona))
	for _, s := range []*side{here, there} {
		in, err := dm.Slash(d.ctx, "ask", opt("question", here.questions(there)[d.rng.IntN(8)]))
		nobody := &side{name: "A direct message"}
		d.looks(nobody, s, in, err)
		in, err = dm.Autocomplete(d.ctx, "source", "document", opt("document", "Report"))
		d.looks(nobody, s, in, err)
	}
}

func (d *drive) searches(here, there *side) {
	m := d.slash(here, there, here.mod, "search", opt("words", pick(d, "harbour cranes", "quay", "Report", "Ilse Marn", there.name+" harbour", "ministry "+here.seal)))
	d.presses(here, there, m, "Next ▶", nil)
}

func (d *drive) types(here, there *side) {
	typed := pick(d, "", "Re", "Report 1", "harbour", there.name, "zz", here.seal, there.seal[:3])
	for _, c := range [][2]string{{"source", "document"}, {"search", "document"}, {"ask", "document"}, {"library edit", "document"}, {"library remove", "document"},
		{"library show", "document"}, {"library history", "document"}, {"library unfollow", "feed"}} {
		if d.chance(30) {
			in, err := here.mod.Autocomplete(d.ctx, c[0], c[1], opt(c[1], typed))
			d.looks(here, there, in, err)
		}
	}
}

func (d *drive) lists(here, there *side) {
	name := pick(d, "library gaps", "library feedback", "library list", "library list", "library followed", "sources", "privacy", "library settings")
	m := d.slash(here, there, here.mod, name)
	d.presses(here, there, m, pick(d, "Next ▶", "Dismiss"), nil)
	if doc, ok := d.own(here); ok && d.chance(50) {
		m = d.slash(here, there, here.mod, pick(d, "source", "library show"), doc)
		d.presses(here, there, m, pick(d, "Read", "History", "Remove", "Edit details", "Edit text"), map[string]string{})
	}
}

func (d *drive) exports(here, there *side) {
	if m := d.slash(here, there, here.mod, "library export"); len(d.filesIn(m)) == 0 {
		if _, ok := d.own(here); ok {
			d.t.Fatalf("%s exports nothing:\n%s", here.name, dump(m))
		}
	}
}

func (d *drive) sets(here, there *side) {
	m := d.slash(here, there, here.mod, "library settings")
	in, err := here.mod.Select(d.ctx, m.ID, customID{verb: verbLanguages}.String(), "en", pick(d, "fr", "de"))
	d.looks(here, there, in, err)
	d.presses(here, there, m, pick(d, "Show to the asker alone", "Show to everybody"), nil)
}

// forgets has a new member ask something and have that forgotten.
func (d *drive) forgets(here, there *side) {
	own := d.discord.AddUser("Nils")
	d.discord.Join(here.guild, own, 0)
	nils := d.discord.As(own, here.channel)
	d.slash(here, there, nils, "ask", opt("question", "Who discovered penicillin?"))
	m := d.slash(here, there, nils, "privacy")
	in, err := nils.Press(d.ctx, m.ID, m.button(d.t, "Forget what I asked and marked"))
	d.looks(here, there, in, err)
}

func (d *drive) follows(here, there *side) {
	if d.chance(70) {
		d.slash(here, there, here.mod, "library follow", opt("link", d.site.url+"/"+here.feed()))
		return
	}
	d.presses(here, there, d.slash(here, there, here.mod, "library followed"), pick(d, "Unfollow", "Let new ones in by themselves", "Let new ones wait"), nil)
}

func (d *drive) takesItems(here, there *side) {
	m := d.slash(here, there, here.mod, "library followed")
	for _, p := range here.seen[max(0, len(here.seen)-8):] {
		if strings.HasPrefix(p.Label, "Show the ") {
			m = d.presses(here, there, m, p.Label, nil)
			break
		}
	}
	for range 2 {
		m = d.presses(here, there, m, pick(d, "Add", "Update", "Skip"), nil)
	}
}

// publishes prints something in both servers' feeds, and has the bot look.
func (d *drive) publishes(here, there *side) {
	n := d.rng.IntN(6)
	for _, s := range []*side{here, there} {
		d.site.prints(s.page(n), s.title(90+n), s.news(90+n, d.rng.IntN(9)))
	}
	d.moves()
}

// values are what is chosen in a menu, nil for a button.
func (d *drive) values(p part) []string {
	if p.Type == typeButton {
		return nil
	}
	var values []string
	for _, o := range p.Options {
		values = append(values, o.Value)
	}
	return values[:min(len(values), 1)]
}

func (d *drive) pressesOld(here, there *side) {
	if len(here.seen) > 0 {
		p := pick(d, here.seen...)
		in, err := here.mod.Forge(d.ctx, here.holder, p.CustomID, d.values(p)...)
		d.looks(here, there, in, err)
	}
}

func (d *drive) pressesOthers(here, there *side) {
	if len(there.seen) > 0 {
		p := pick(d, there.seen...)
		in, err := pick(d, here.mod, here.mod, here.ada).Forge(d.ctx, here.holder, p.CustomID, d.values(p)...)
		d.looks(here, there, in, err)
	}
}

// submitsOthers submits the forms that the other's buttons would open.
func (d *drive) submitsOthers(here, there *side) {
	opens := map[verb]verb{verbDetails: verbDetailed, verbAmend: verbAmended, verbRewrite: verbRewrote}
	for _, p := range slices.Backward(there.seen) {
		id, err := parseCustomID(p.CustomID)
		if err != nil {
			d.t.Fatal(err)
		}
		if id.verb = opens[id.verb]; id.verb == "" || d.chance(50) {
			continue
		}
		in, err := here.mod.ForgeSubmit(d.ctx, id.String(), map[string]string{"title": "Smuggled", "text": "A text that is smuggled in from " + here.name + "."})
		d.looks(here, there, in, err)
		return
	}
}

func (d *drive) namesOthers(here, there *side) {
	if doc, ok := d.own(there); ok {
		d.slash(here, there, here.mod, pick(d, "source", "library show", "library remove", "library history"), doc)
		d.slash(here, there, here.mod, "ask", opt("question", "How many cranes did the harbour buy?"), doc)
		d.slash(here, there, here.mod, "search", opt("words", "harbour"), doc)
	}
}
