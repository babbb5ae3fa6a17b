//go:build linux

package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/pincite/pincite/bot/discordtest"
	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
)

// changes are what was changed, by whether the moderator was told that it was.
// What they were not told may have been done or not.
type changes struct {
	asked, told int
	added       map[int]bool // reports, by number
	removed     map[int]bool
	doubtful    map[int]bool // reports that may have been removed
	gaps        map[int]bool // what the setting is, by guild; none where that is not known
}

func newChanges() changes {
	return changes{added: map[int]bool{}, removed: map[int]bool{}, doubtful: map[int]bool{}, gaps: map[int]bool{}}
}

// change makes a change a second: most add an article, some remove one that was
// added, some switch a setting.
func (t *trial) change(ctx context.Context, stop <-chan struct{}) {
	for n := 0; ; n++ {
		select {
		case <-stop:
			return
		case <-time.After(time.Second):
		}
		c := &t.changes
		c.asked++
		within, cancel := context.WithTimeout(ctx, 30*time.Second)
		told := false
		switch old, there := c.oldest(); {
		case n%5 == 4 && there:
			told = t.remove(within, old)
			c.removed[old], c.doubtful[old] = told, !told
		case n%7 == 6:
			at := n % changers
			var on bool
			if on, told = t.toggle(within, at); told {
				c.gaps[at] = on
			} else {
				delete(c.gaps, at)
			}
		default:
			told = t.add(within, n)
			c.added[n] = told
		}
		cancel()
		if told {
			c.told++
		}
	}
}

// oldest returns the first report that is there for sure.
func (c *changes) oldest() (int, bool) {
	first, found := 0, false
	for n, told := range c.added {
		if told && !c.removed[n] && !c.doubtful[n] && (!found || n < first) {
			first, found = n, true
		}
	}
	return first, found
}

// changer is the moderator of the guild in which a report is.
func (t *trial) changer(n int) *discordtest.Actor { return t.places[askers+n%changers] }

func (t *trial) library(n int) corpus.Library {
	return corpus.GuildLibrary(t.guilds[askers+n%changers].ID)
}

func reportTitle(n int) string { return fmt.Sprintf("Report %d of the harbor office", n) }

// shipOf is a name that no other report has.
func shipOf(n int) string {
	var b strings.Builder
	for range 4 {
		b.WriteString([]string{"ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zu"}[n%10])
		n /= 10
	}
	return "q" + b.String() + "x"
}

// add adds a report as a moderator does, and reports whether they were told that
// it is there.
func (t *trial) add(ctx context.Context, n int) bool {
	text := fmt.Sprintf("# %s\n\nThe ship %s called at the harbor that day. Its clerk wrote down %d crates.\n", reportTitle(n), shipOf(n), n)
	a := t.changer(n)
	in, err := a.Slash(ctx, "library add", discordtest.Option{Name: "file", File: &discordtest.Attachment{Name: "report.md", Data: []byte(text)}})
	return err == nil && pressed(ctx, a, in, "Add", "Added")
}

func (t *trial) remove(ctx context.Context, n int) bool {
	a := t.changer(n)
	in, err := a.Slash(ctx, "library remove", discordtest.Option{Name: "document", Value: reportTitle(n)})
	return err == nil && pressed(ctx, a, in, "Remove it", "Removed: ")
}

// toggle switches whether questions without an answer are kept, and returns what
// the moderator was told that it is now.
func (t *trial) toggle(ctx context.Context, n int) (on, told bool) {
	a := t.changer(n)
	in, err := a.Slash(ctx, "library settings")
	if err != nil || in.Message == nil {
		return false, false
	}
	for _, b := range buttonsOf(in.Message.Raw) {
		switch b.Label {
		case keepGaps:
			return true, pressed(ctx, a, in, keepGaps, keepNoGaps)
		case keepNoGaps:
			return false, pressed(ctx, a, in, keepNoGaps, keepGaps)
		}
	}
	return false, false
}

// The buttons of the setting: there is the one that would change it.
const keepGaps, keepNoGaps = "Keep them", "Delete them, keep none"

// pressed presses a button of a reply, and reports whether what comes says so.
func pressed(ctx context.Context, a *discordtest.Actor, in *discordtest.Interaction, label, says string) bool {
	if in.Message == nil {
		return false
	}
	for _, b := range buttonsOf(in.Message.Raw) {
		if b.Label != label {
			continue
		}
		put, err := a.Press(ctx, in.Message.ID, b.CustomID)
		if err != nil {
			return false
		}
		return slices.ContainsFunc([]*discordtest.Message{put.Updated, put.Message}, func(m *discordtest.Message) bool {
			return m != nil && strings.Contains(string(m.Raw), says)
		})
	}
	return false
}

// compare looks for what was acknowledged in the store itself, and asks the bot
// for it, whose index has to have it.
func (t *trial) compare(ctx context.Context) error {
	s, err := store.OpenPostgres(ctx, t.pg.address())
	if err != nil {
		return err
	}
	defer s.Close()
	missing, twice, back, settings := 0, 0, 0, 0
	there := map[string]int{}
	for n := range changers {
		scope := corpus.ScopeOf(t.library(n))
		list, _, err := s.Select(ctx, scope, store.Filter{}, store.Page{Limit: 1000})
		if err != nil {
			return err
		}
		for _, d := range list {
			there[d.Metadata.Title]++
		}
		is, err := s.Settings(ctx, scope)
		if err != nil {
			return err
		}
		if want, known := t.changes.gaps[n]; known && is.KeepGaps != want {
			settings++
		}
	}
	c := &t.changes
	for n, told := range c.added {
		switch found := there[reportTitle(n)]; {
		case found > 1:
			twice++
		case c.removed[n] && found > 0:
			back++
		case told && !c.removed[n] && !c.doubtful[n] && found == 0:
			missing++
		}
	}
	t.rep.must(missing+twice+back+settings == 0, "changes", "%d tried, %d acknowledged; in the store %d added missing, %d double, %d removed still there, %d settings other",
		c.asked, c.told, missing, twice, back, settings)
	unfound, stale := t.search(ctx)
	t.rep.must(unfound+stale == 0, "the same in the index", "%d not found, %d removed found", unfound, stale)
	return nil
}

// search asks for every report by the name of its ship.
func (t *trial) search(ctx context.Context) (unfound, stale int) {
	var mu sync.Mutex
	var all sync.WaitGroup
	turns := make(chan struct{}, 8)
	c := &t.changes
	for n, told := range c.added {
		if !told || c.doubtful[n] {
			continue
		}
		all.Go(func() {
			turns <- struct{}{}
			defer func() { <-turns }()
			in, err := t.changer(n).Slash(ctx, "search", discordtest.Option{Name: "words", Value: shipOf(n)})
			found := err == nil && in.Message != nil && strings.Contains(string(in.Message.Raw), reportTitle(n))
			mu.Lock()
			defer mu.Unlock()
			if found && c.removed[n] {
				stale++
			} else if !found && !c.removed[n] {
				unfound++
			}
		})
	}
	all.Wait()
	return unfound, stale
}
