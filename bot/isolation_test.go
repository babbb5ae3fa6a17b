package bot

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"github.com/pincite/pincite/bot/discordtest"
	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
	"github.com/pincite/pincite/internal/testfile"
)

// side is one of the two servers of a drive. Its articles, questions and feed
// are the other's word for word, but for its seal, which stands in every sentence
// and every title. Nobody ever types a seal where it is not at home, so that
// one which is shown there has leaked.
type side struct {
	name, seal string
	guild      discordtest.Guild
	channel    discordtest.Channel
	log        discordtest.Channel
	mod, ada   *discordtest.Actor // a moderator and a member, who are in both servers
	holder     string             // a message of the bot's, for the buttons that are forged
	public     string             // a message of a member's with a file
	seen       []part             // buttons and menus that were shown, the latest last
}

// memory is how many of the buttons that it was shown a side remembers.
const memory = 300

// drive is two servers that do whatever they like, in one world.
type drive struct {
	*world
	rng   *rand.Rand
	sides [2]*side
	site  *paper
	acts  int // interactions so far
}

// chance is true so many times out of a hundred.
func (d *drive) chance(percent int) bool { return d.rng.IntN(100) < percent }

func pick[T any](d *drive, of ...T) T { return of[d.rng.IntN(len(of))] }

// sealed is an article, the same in every server but for the seal.
func (s *side) sealed(n, version int) testfile.Office {
	return testfile.Office{Title: s.title(n), Author: "Ilse Marn", Paras: []testfile.Para{
		{Style: "Title", Text: s.title(n)},
		{Text: "By Ilse Marn of the " + s.seal + " desk"},
		{Text: fmt.Sprintf("The harbour of the %s bought %d cranes for %d million crowns in March, the council said.", s.seal, n+2, 14+version)},
		{Style: "Heading 1", Text: "What the " + s.seal + " paid"},
		{Text: fmt.Sprintf("The ministry paid for half of the %s cranes, and dockers on quay %d welcomed that.", s.seal, n)},
		{Style: "Quote", Text: fmt.Sprintf("Nobody on the %s quay %d was asked, the harbour master said.", s.seal, n)},
	}}
}

func (s *side) title(n int) string { return fmt.Sprintf("Report %d of the %s harbour", n, s.seal) }

// markdown writes the article as a person would.
func (s *side) markdown(n, version int) string {
	var b strings.Builder
	for i, p := range s.sealed(n, version).Paras {
		switch {
		case i == 0:
			fmt.Fprintf(&b, "# %s\n\n", p.Text)
		case p.Style == "Heading 1":
			fmt.Fprintf(&b, "## %s\n\n", p.Text)
		case p.Style == "Quote":
			fmt.Fprintf(&b, "> %s\n\n", p.Text)
		default:
			fmt.Fprintf(&b, "%s\n\n", p.Text)
		}
	}
	return b.String()
}

// newDrive makes the world, with a feed for each server on one site.
func newDrive(t *testing.T, seed uint64) *drive {
	d := &drive{rng: rand.New(rand.NewPCG(seed, 4)), site: &paper{}}
	d.world = newWorld(t, d.site.reads, func(w *world) { w.config.Rate.Burst = 1_000_000 })
	for i, name := range []string{"Velmar", "Ostrand"} {
		s := &side{name: name, seal: [2]string{"amberline", "cobaltmark"}[i]}
		s.guild, s.channel = d.discord.AddGuild(name)
		s.log = d.discord.AddChannel(s.guild, "library-log")
		d.discord.Join(s.guild, d.mona, discordgo.PermissionManageMessages)
		d.discord.Join(s.guild, d.ada, 0)
		s.mod, s.ada = d.discord.As(d.mona, s.channel), d.discord.As(d.ada, s.channel)
		_, err := d.store.ChangeSettings(d.ctx, s.library(), "shell", func(l *store.LibrarySettings) { l.KeepGaps, l.ChangeLog = true, s.log.ID })
		if err != nil {
			t.Fatal(err)
		}
		d.sides[i] = s
		d.site.prints(s.page(0), s.title(90), s.news(90, 0))
		help := shown(t, d.did(s.mod.Slash(d.ctx, "help")))
		said, err := s.ada.Say("Is this of use? <"+d.site.url+"/"+s.page(0)+">", "", discordtest.Attachment{Name: "said.md", Data: []byte(s.markdown(80, 0))})
		if err != nil {
			t.Fatal(err)
		}
		s.holder, s.public = help.ID, said.ID
	}
	return d
}

func (s *side) library() corpus.Library { return corpus.GuildLibrary(s.guild.ID) }
func (s *side) scope() corpus.Scope     { return corpus.ScopeOf(s.library()) }

// page names an article on the site, feed the server's feed of those.
func (s *side) page(n int) string { return fmt.Sprintf("%s/%d", s.name, n) }
func (s *side) feed() string      { return s.name + "/feed.xml" }

// news is what the site prints of an article.
func (s *side) news(n, version int) string {
	return fmt.Sprintf("Quay %d of the %s harbour has been closed %d times this year, its master says.", n, s.seal, version)
}

// looks fails the test when something that is shown in a server has the other's
// seal, or is no answer, and remembers what can be pressed.
func (d *drive) looks(here, there *side, in *discordtest.Interaction, err error) sent {
	d.t.Helper()
	d.acts++
	d.did(in, err)
	seen := string(in.Modal) + dumpChoices(in.Choices)
	m := in.Message
	if m == nil {
		m = in.Updated
	}
	var s sent
	if m != nil {
		s = read(d.t, *m)
		seen += string(m.Raw)
	}
	for _, data := range d.filesIn(s) {
		seen += unpacked(d.t, data)
	}
	if strings.Contains(seen, there.seal) {
		d.t.Fatalf("after %d interactions %s is shown of %s:\n%s", d.acts, here.name, there.name, seen)
	}
	if strings.Contains(seen, "went wrong") {
		d.t.Fatalf("after %d interactions %s is shown:\n%s\nlog:\n%s", d.acts, here.name, dump(s), d.log)
	}
	each(s.Components, func(p part) {
		// What a person has asked is forgotten in all servers at once.
		if p.CustomID != "" && p.CustomID != string(verbForget) {
			here.seen = append(here.seen, p)
		}
	})
	here.seen = here.seen[max(0, len(here.seen)-memory):]
	return s
}

// unpacked returns all that stands in an archive, with the names.
func unpacked(t testing.TB, data []byte) string {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b.WriteString(f.Name)
		if _, err := io.Copy(&b, r); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

// presses presses a button by its label, when there is one. A form that opens
// is submitted with the fields.
func (d *drive) presses(here, there *side, m sent, label string, fields map[string]string) sent {
	d.t.Helper()
	id := ""
	each(m.Components, func(p part) {
		if p.Label == label && p.CustomID != "" && id == "" {
			id = p.CustomID
		}
	})
	if id == "" {
		return m
	}
	in, err := here.mod.Press(d.ctx, m.ID, id)
	next := d.looks(here, there, in, err)
	if in.Modal == nil {
		return next
	}
	in, err = here.mod.Submit(d.ctx, in.ID, fields, nil)
	return d.looks(here, there, in, err)
}

// state is what a server has, as far as anything that is done elsewhere could
// change it: the number of its latest change and, when one looks closely, what
// stands in its lists that has no number.
func (d *drive) state(s *side, closely bool) string {
	d.t.Helper()
	head, err := d.store.Head(d.ctx, s.scope())
	if err != nil {
		d.t.Fatal(err)
	}
	if !closely {
		return fmt.Sprint(head.Epoch, head.Seq)
	}
	_, open, err := d.store.Gaps(d.ctx, s.scope(), store.OpenGaps, page1)
	_, answered, err2 := d.store.Gaps(d.ctx, s.scope(), store.AnsweredGaps, page1)
	_, marked, err3 := d.store.Feedback(d.ctx, s.scope(), page1)
	_, waiting, err4 := d.store.PendingItems(d.ctx, s.scope(), "", page1)
	if err := errors.Join(err, err2, err3, err4); err != nil {
		d.t.Fatal(err)
	}
	return fmt.Sprint(head.Epoch, head.Seq, open, answered, marked, waiting)
}

// TestServersNeverSeeEachOther lets two servers with articles that are nearly
// the same do thousands of things of every kind in any order, with forged
// buttons and forms of each other's, and looks for the other's seal in whatever
// either is shown. Nothing that is done in one changes the other, or the base. In
// the middle and at the end, each answers as it would if there were no other.
func TestServersNeverSeeEachOther(t *testing.T) {
	t.Parallel()
	d := newDrive(t, 1)
	total := 0
	for _, a := range driven {
		total += a.weight
	}
	done := map[string]int{}
	base, err := d.store.Head(d.ctx, corpus.ScopeOf(corpus.Base))
	if err != nil {
		t.Fatal(err)
	}
	middle := false
	for d.acts < interactions {
		i := d.rng.IntN(2)
		here, there := d.sides[i], d.sides[1-i]
		n := d.rng.IntN(total)
		for _, a := range driven {
			if n -= a.weight; n >= 0 {
				continue
			}
			closely := done[a.name]%10 == 0
			before := d.state(there, closely)
			a.does(d, here, there)
			done[a.name]++
			if after := d.state(there, closely); after != before && !a.both {
				t.Fatalf("%s in %s changes %s from %s to %s", a.name, here.name, there.name, before, after)
			}
			break
		}
		if !middle && d.acts >= interactions/2 {
			middle = true
			d.answersAlone()
		}
	}
	d.answersAlone()
	d.readsLogs()
	for _, a := range driven {
		if done[a.name] == 0 && interactions > 2000 {
			t.Errorf("in %d interactions nobody did this: %s", d.acts, a.name)
		}
	}
	if after, err := d.store.Head(d.ctx, corpus.ScopeOf(corpus.Base)); err != nil || after != base {
		t.Errorf("the base went from %v to %v, %v", base, after, err)
	}
	for _, s := range d.sides {
		if u, err := d.store.Usage(d.ctx, s.scope()); err != nil || u.Documents < 3 {
			t.Errorf("%s has %d articles at the end, which proves little: %v", s.name, u.Documents, err)
		}
	}
	t.Logf("%d interactions: %v", d.acts, done)
}

// readsLogs looks through what each server's channel for changes was told.
func (d *drive) readsLogs() {
	d.t.Helper()
	for i, s := range d.sides {
		for _, m := range d.discord.As(d.mona, s.log).Messages() {
			if strings.Contains(string(m.Raw), d.sides[1-i].seal) {
				d.t.Fatalf("the log of %s says\n%s", s.name, m.Raw)
			}
		}
	}
}

// moves moves the clock by a day, and has the bot look at the feeds.
func (d *drive) moves() { d.site.later(d.world, 25*time.Hour) }
