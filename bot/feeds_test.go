package bot

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/fetch"
	"github.com/pincite/pincite/corpus/store"
)

// paper is a news site on this machine with a feed of its articles, and one for
// each folder of them.
type paper struct {
	url string

	mu       sync.Mutex
	articles []story
	now      time.Time
	asked    int // how often the feed was asked for
}

type story struct{ name, title, text string }

// reads gives a world a news site, and a clock that the test moves.
func (p *paper) reads(w *world) {
	server := httptest.NewServer(p)
	w.t.Cleanup(server.Close)
	p.url = server.URL
	p.now = time.Date(2025, 3, 10, 9, 0, 0, 0, time.UTC)
	links, err := fetch.New(fetch.Options{Allow: []string{strings.TrimPrefix(server.URL, "http://")}, Gap: time.Nanosecond, Time: time.Minute})
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(links.Close)
	w.config.Fetch = links
	w.tamper = func(b *Bot) {
		b.feedPause, b.gapWait = time.Hour, time.Minute
		b.now = func() time.Time {
			p.mu.Lock()
			defer p.mu.Unlock()
			return p.now
		}
	}
}

// prints adds an article, or prints another version of it.
func (p *paper) prints(name, title, text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i := range p.articles {
		if p.articles[i].name == name {
			p.articles[i] = story{name, title, text}
			return
		}
	}
	p.articles = append(p.articles, story{name, title, text})
}

// later moves the clock, and has the bot look at the feeds that are due then.
func (p *paper) later(w *world, d time.Duration) {
	p.mu.Lock()
	p.now = p.now.Add(d)
	p.mu.Unlock()
	w.bot.feedsDue(w.ctx)
}

func (p *paper) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if folder, ok := strings.CutSuffix(r.URL.Path, "feed.xml"); ok {
		p.asked++
		rw.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprint(rw, `<?xml version="1.0"?><rss version="2.0"><channel><title>The Mole Gazette</title><link>`+p.url+`/</link>`)
		for i, s := range p.articles {
			if !strings.HasPrefix("/"+s.name, folder) {
				continue
			}
			fmt.Fprintf(rw, `<item><guid>%s</guid><title>%s</title><link>%s/%s</link><description>%s</description><pubDate>%s</pubDate></item>`,
				s.name, s.title, p.url, s.name, s.text, time.Date(2025, 3, 1+i, 8, 0, 0, 0, time.UTC).Format(time.RFC1123Z))
		}
		fmt.Fprint(rw, `</channel></rss>`)
		return
	}
	for _, s := range p.articles {
		if r.URL.Path == "/"+s.name && s.text != "" {
			rw.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprintf(rw, `<!DOCTYPE html><html lang="en"><head><title>%[1]s</title></head><body><article><h1>%[1]s</h1><p>%[2]s</p>
				<p>The harbour office of Ostrand said so in a report of nine pages, which it sent to all skippers and to this paper on Friday.</p>
				<p>The report can be read in the office between eight and twelve o'clock, and a copy of it hangs on the mole.</p></article></body></html>`, s.title, s.text)
			return
		}
	}
	http.NotFound(rw, r)
}

// anywhere takes the address of the site out of a record.
func (p *paper) anywhere(k *talk) *talk {
	text := strings.ReplaceAll(k.record.String(), p.url, "http://gazette.test")
	k.record.Reset()
	k.record.WriteString(text)
	return k
}

func TestALibraryFollowsAFeed(t *testing.T) {
	t.Parallel()
	p := &paper{}
	p.prints("gulls", "Gulls counted on the mole", "Forty-one pairs of gulls nest on the mole of Ostrand this year, four more than last year.")
	p.prints("lamp", "Lamp of the lighthouse replaced", "The lamp of the lighthouse was replaced on Monday by a smaller one that needs less power.")
	w := newWorld(t, p.reads, keepGaps)
	k := w.talk(w.mona, w.general)
	k.slash("library followed")
	m := k.slash("library follow", opt("link", p.url+"/feed.xml"))
	m = k.press(m, "Add")
	k.press(m, "Skip")
	k.slash("library follow", opt("link", p.url+"/feed.xml"))
	p.prints("lamp", "Lamp of the lighthouse replaced", "The lamp of the lighthouse was replaced on Monday by a smaller one that needs a third of the power.")
	p.prints("gulls", "Gulls counted on the mole", "Forty-two pairs of gulls nest on the mole of Ostrand this year.")
	p.prints("ice", "Ice closes the inner harbour", "Ice has closed the inner harbour of Ostrand since Sunday, and no ship has left it.")
	p.prints("torn", "A page that is not there", "")
	p.later(w, 25*time.Hour)
	list := k.slash("library followed")
	m = k.press(list, "Show the 3 that wait")
	m = k.press(m, "Add")
	m = k.press(m, "Update")
	_, scope := own(&request{guild: w.guild.ID})
	found, _, err := w.store.List(w.ctx, scope, page1)
	if err != nil || len(found) != 2 || found[0].Revision != 2 {
		t.Errorf("an article that changed became %+v, %v", found, err)
	}
	list = k.press(m, "All feeds")
	k.press(list, "Let new ones in by themselves")
	k.slash("ask", opt("question", "How many herring barrels were sold?"))
	p.prints("herring", "Herring sells well", "The fishermen of Ostrand sold 900 herring barrels in February.")
	p.later(w, 25*time.Hour)
	k.slash("library list")
	for typed, want := range map[string]int{"mole": 1, "": 1, "zz": 0} {
		if in := w.did(k.actor.Autocomplete(w.ctx, "library unfollow", "feed", opt("feed", typed))); len(in.Choices) != want {
			t.Errorf("typing %q suggests %v", typed, in.Choices)
		}
	}
	k.slash("library unfollow", opt("feed", "The Mole Gazette"))
	k.slash("library followed")
	p.anywhere(k).check("feeds")
	before := p.asked
	p.later(w, 50*time.Hour)
	if p.asked != before {
		t.Error("a feed that was left is looked at")
	}
}

func TestAFeedThatGoesInByItself(t *testing.T) {
	t.Parallel()
	p := &paper{}
	p.prints("gulls", "Gulls counted on the mole", "Forty-one pairs of gulls nest on the mole of Ostrand this year, four more than last year.")
	w := newWorld(t, p.reads)
	log := w.discord.AddChannel(w.guild, "library-log")
	w.settle(func(s *store.LibrarySettings) { s.ChangeLog, s.KeepGaps = log.ID, true })
	there := func(words string) {
		t.Helper()
		if err := w.discord.WaitFor(w.ctx, func() bool {
			for _, m := range w.discord.As(w.ada, log).Messages() {
				if strings.Contains(dump(read(t, m)), words) {
					return true
				}
			}
			return false
		}); err != nil {
			t.Fatalf("%q was not told: %v\nlog:\n%s", words, err, w.log)
		}
	}
	k := w.talk(w.mona, w.general)
	k.slash("library follow", opt("link", p.url+"/feed.xml"), opt("auto", true))
	there("**Followed** the feed The Mole Gazette")
	there("**Added** Gulls counted on the mole · from the feed The Mole Gazette")
	w.settle(func(s *store.LibrarySettings) { s.Languages = []string{"de"} })
	p.prints("ice", "Ice closes the inner harbour", "Ice has closed the inner harbour of Ostrand since Sunday, and no ship has left it.")
	p.prints("gulls", "Gulls counted on the mole", "Forty-two pairs of gulls nest on the mole of Ostrand this year, five more than last year.")
	w.settle(func(s *store.LibrarySettings) { s.Languages = []string{"en"} })
	p.later(w, 25*time.Hour)
	there("**Updated** Gulls counted on the mole")
	there("**Added** Ice closes the inner harbour")
	w.settle(func(s *store.LibrarySettings) { s.Languages = []string{"de"} })
	p.prints("herring", "Herring sells well", "The fishermen of Ostrand sold 900 herring barrels in February.")
	p.later(w, 25*time.Hour)
	there("**1 new article** waits from the feed The Mole Gazette")
}

func TestFeedsThatCannotBeFollowed(t *testing.T) {
	t.Parallel()
	p := &paper{}
	p.prints("gulls", "Gulls counted on the mole", "Forty-one pairs of gulls nest on the mole.")
	w := newWorld(t, p.reads)
	k := w.talk(w.mona, w.general)
	for link, want := range map[string]string{
		p.url + "/gulls": "not to a feed", p.url + "/nothing": "no page", "nonsense": "not a web address", "http://10.0.0.1/feed": "private or reserved",
		"file:///etc/passwd": "begin with https",
	} {
		m := k.slash("library follow", opt("link", link))
		if !strings.Contains(strings.ReplaceAll(m.text(), "\\", ""), want) {
			t.Errorf("%s shows\n%s", link, dump(m))
		}
	}
	if list, err := w.store.Followed(w.ctx, corpus.ScopeOf(corpus.GuildLibrary(w.guild.ID))); err != nil || len(list) != 0 {
		t.Errorf("followed: %+v, %v", list, err)
	}
	m := k.slash("library unfollow", opt("feed", "No such feed"))
	if !strings.Contains(m.text(), "No feed") {
		t.Errorf("shown:\n%s", dump(m))
	}
	for _, id := range []string{"items:aaaaaaaaaaaaaaaa:0", "take:aaaaaaaaaaaaaaaa:0", "skip:aaaaaaaaaaaaaaaa:0", "mode:aaaaaaaaaaaaaaaa:1", "mode:aaaaaaaaaaaaaaaa:9", "unfollow:aaaaaaaaaaaaaaaa", "feeds:9"} {
		for u, want := range map[*talk]string{k: "", w.talk(w.ada, w.general): "Only moderators"} {
			got := shown(t, w.did(u.actor.Forge(w.ctx, m.ID, id)))
			if strings.Contains(got.text(), "went wrong") || !strings.Contains(got.text(), want) {
				t.Errorf("%s forged %s: shown\n%s", u.name, id, dump(got))
			}
		}
	}
}

func TestTheFeederEndsWithTheBot(t *testing.T) {
	t.Parallel()
	b := &Bot{feedPause: time.Hour}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); b.feeder(ctx) }()
	cancel()
	<-done
}
