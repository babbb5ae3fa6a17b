//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"sync"
	"time"

	"github.com/pincite/pincite/bot/discordtest"
	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
)

// faultsCmd breaks what can break, in an order that the seed decides.
type faultsCmd struct {
	Lasts   time.Duration `default:"5m" help:"How long things break."`
	Every   time.Duration `default:"2s" help:"How often something does."`
	Rate    int           `default:"20" help:"Interactions a second."`
	Seed    uint64        `default:"1"`
	Away    time.Duration `default:"10s" help:"How long the database is gone when it is."`
	Patient time.Duration `default:"3s" help:"How long Discord waits for a first answer."`
}

// trial is a run of the faults.
type trial struct {
	*rig
	c        *faultsCmd
	rep      *report
	pg       *postgres
	dice     *rand.Rand
	bots     []*process
	happened map[string]int
	kills    sync.WaitGroup

	mu      sync.Mutex
	outages []span // when something was down that an answer needs
	changes changes
}

// span is a stretch of time.
type span struct{ from, to time.Time }

// changes are articles that were added.
type changes struct {
	asked, told int
	titles      map[string]corpus.Library // of those that were acknowledged
}

// Run prints what happened, and whether all is there.
func (c *faultsCmd) Run(ctx context.Context, out io.Writer) error {
	t := &trial{c: c, rep: &report{out: out}, dice: rand.New(rand.NewPCG(c.Seed, 7)), happened: map[string]int{}}
	t.changes.titles = map[string]corpus.Library{}
	t.rep.row("machine", "%s", machine())
	t.rep.row("faults", "one each %v for %v, seed %d, beside %d interactions and 1 change a second; 2 processes, 2 shards, Postgres", c.Every, c.Lasts, c.Seed, c.Rate)
	if err := t.prepare(ctx); err != nil {
		return err
	}
	defer t.end()
	seats, err := t.sit(ctx)
	if err != nil {
		return err
	}
	stop := make(chan struct{})
	var beside sync.WaitGroup
	beside.Go(func() { t.watchShards(stop) })
	beside.Go(func() { t.change(ctx, stop) })
	var load *tally
	var calls []call
	beside.Go(func() { load, calls = t.ask(ctx, seats, stop) })
	begun := time.Now()
	for time.Since(begun) < c.Lasts && ctx.Err() == nil {
		if err := t.strike(ctx); err != nil {
			return err
		}
		pause(ctx, c.Every/2+rand.N(c.Every))
	}
	t.kills.Wait()
	t.discord.ClearFaults()
	pause(ctx, 15*time.Second) // for what is still on its way
	close(stop)
	beside.Wait()
	return t.judge(ctx, load, calls)
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-time.After(d):
	case <-ctx.Done():
	}
}

func (t *trial) prepare(ctx context.Context) (err error) {
	if t.rig, err = newRig(discordtest.Options{Heartbeat: 4 * time.Second, AnswerWithin: t.c.Patient}, 8); err != nil {
		return err
	}
	t.discord.Recommend(2)
	if t.pg, err = newPostgres(ctx, t.dir, "127.0.0.1"); err != nil {
		return err
	}
	t.rig.bots = 0
	for range 2 {
		p, err := t.start(ctx, startOptions{database: t.pg.address()})
		if err != nil {
			return err
		}
		t.bots = append(t.bots, p)
	}
	if err := t.ready(ctx, t.bots[0]); err != nil {
		return err
	}
	connected := func() bool { return t.discord.Gateway().Connected == 2 }
	wait, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	return t.discord.WaitFor(wait, connected)
}

func (t *trial) end() {
	for _, p := range t.bots {
		p.kill()
	}
	t.pg.kill()
	t.rig.close()
}

// down notes that something was down for a while.
func (t *trial) down(from, to time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.outages = append(t.outages, span{from, to})
}

// watchShards notes when a shard has no connection.
func (t *trial) watchShards(stop <-chan struct{}) {
	var since time.Time
	for {
		select {
		case <-stop:
			if !since.IsZero() {
				t.down(since, time.Now())
			}
			return
		case <-time.After(20 * time.Millisecond):
		}
		switch up := t.discord.Gateway().Connected >= 2; {
		case !up && since.IsZero():
			since = time.Now()
		case up && !since.IsZero():
			t.down(since, time.Now())
			since = time.Time{}
		}
	}
}

// strike breaks one thing.
func (t *trial) strike(ctx context.Context) error {
	d := t.discord
	inject := func(times int, f discordtest.Fault) func() {
		f.Times = times
		return func() { d.Inject(f) }
	}
	list := []struct {
		name string
		do   func()
	}{
		{"connections cut", d.Cut},
		{"connections cut in mid-frame", d.Truncate},
		{"op 7", d.Reconnect},
		{"op 7 after RESUME", func() { d.ReconnectResumes(1); d.Cut() }},
		{"op 9, resumable", func() { d.InvalidateSessions(true) }},
		{"op 9", func() { d.InvalidateSessions(false) }},
		{"resumption refused", func() { d.RefuseResumes(1); d.Cut() }},
		{"close code 4009", func() { d.CloseGateway(4009, "session timed out") }},
		{"zombie", d.Hang},
		{"events delivered twice", func() { d.DuplicateEvents(true) }},
		{"429 storm", inject(40, discordtest.Fault{Status: 429, RetryAfter: 150 * time.Millisecond})},
		{"global 429", inject(1, discordtest.Fault{Status: 429, RetryAfter: 500 * time.Millisecond, Global: true})},
		{"5xx", inject(25, discordtest.Fault{Status: 502})},
		{"503", inject(25, discordtest.Fault{Status: 503})},
		{"requests cut", inject(10, discordtest.Fault{CutFirst: true})},
		{"answers cut", inject(10, discordtest.Fault{CutAfter: true})},
		{"slow answers", inject(25, discordtest.Fault{Delay: 800 * time.Millisecond})},
		{"database killed", func() { t.killDatabase(ctx) }},
		{"process killed", func() { t.killBot(ctx, t.dice.IntN(2)) }},
	}
	f := list[t.dice.IntN(len(list))]
	t.happened[f.name]++
	begun := time.Now()
	f.do()
	t.down(begun, begun.Add(200*time.Millisecond)) // what is sent in that moment may be lost with the connection
	return ctx.Err()
}

// killDatabase kills Postgres, and starts it again after a while. That is no
// excuse: whoever asks meanwhile can be told.
func (t *trial) killDatabase(ctx context.Context) {
	t.pg.kill()
	pause(ctx, t.c.Away)
	if err := t.pg.start(ctx); err != nil {
		t.rep.must(false, "database", "%v", err)
	}

}

// killBot kills a process, and starts another in its place a little later.
func (t *trial) killBot(ctx context.Context, n int) {
	t.kills.Wait() // one at a time: all of them dead would show nothing
	begun := time.Now()
	t.bots[n].kill()
	t.kills.Go(func() {
		pause(ctx, 5*time.Second)
		p, err := t.start(ctx, startOptions{database: t.pg.address()})
		if err != nil {
			t.rep.must(false, "process", "%v", err)
			return
		}
		t.bots[n] = p
		t.down(begun, time.Now())
	})
}

// call is one interaction: when it was sent, and what became of it.
type call struct {
	at, end time.Time
	in      *discordtest.Interaction
	err     error
}

// ask sends interactions until it is told to stop, and waits for their ends.
func (t *trial) ask(ctx context.Context, seats []*seat, stop <-chan struct{}) (*tally, []call) {
	load, dice := &tally{}, rand.New(rand.NewPCG(t.c.Seed, 3))
	var mu sync.Mutex
	var calls []call
	var all sync.WaitGroup
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	tick := time.NewTicker(time.Second / time.Duration(t.c.Rate))
	defer tick.Stop()
	for open := true; open; {
		select {
		case <-tick.C:
		case <-stop:
			open = false
			continue
		}
		s, own := seats[dice.IntN(len(seats))], rand.New(rand.NewPCG(dice.Uint64(), 2))
		load.sent++
		all.Go(func() {
			at := time.Now()
			in, err := s.act(ctx, own)
			load.note(in, err, time.Since(at))
			mu.Lock()
			defer mu.Unlock()
			calls = append(calls, call{at, time.Now(), in, err})
		})
	}
	ended := make(chan struct{})
	go func() { all.Wait(); close(ended) }()
	select {
	case <-ended:
	case <-time.After(20 * time.Second):
		cancel() // what has no end by now has lost its process
		<-ended
	}
	return load, calls
}

// change adds articles, one a second.
func (t *trial) change(ctx context.Context, stop <-chan struct{}) {
	for n := 0; ; n++ {
		select {
		case <-stop:
			return
		case <-time.After(time.Second):
		}
		title := fmt.Sprintf("Report %d of the harbor office", n)
		at := n % len(t.places)
		done, cancel := context.WithTimeout(ctx, 30*time.Second)
		told := t.add(done, t.places[at], title)
		cancel()
		t.mu.Lock()
		t.changes.asked++
		if told {
			t.changes.told++
			t.changes.titles[title] = corpus.GuildLibrary(t.guilds[at].ID)
		}
		t.mu.Unlock()
	}
}

// add adds an article as a moderator does, and reports whether it was told that
// it is there.
func (t *trial) add(ctx context.Context, a *discordtest.Actor, title string) bool {
	text := fmt.Sprintf("# %s\n\nThe office counted %d ships that day. Its clerk, %s, wrote them down.\n", title, len(title), title)
	in, err := a.Slash(ctx, "library add", discordtest.Option{Name: "file", File: &discordtest.Attachment{Name: "report.md", Data: []byte(text)}})
	if err != nil || in.Message == nil {
		return false
	}
	for _, b := range buttonsOf(in.Message.Raw) {
		if b.Label != "Add" {
			continue
		}
		put, err := a.Press(ctx, in.Message.ID, b.CustomID)
		if err != nil {
			return false
		}
		for _, m := range []*discordtest.Message{put.Updated, put.Message} {
			if m != nil && strings.Contains(string(m.Raw), "Added") {
				return true
			}
		}
	}
	return false
}

// judge says what came of it all.
func (t *trial) judge(ctx context.Context, load *tally, calls []call) error {
	var what []string
	for name, n := range t.happened {
		what = append(what, fmt.Sprintf("%s %d", name, n))
	}
	t.rep.row("happened", "%s", sortedList(what))
	t.rep.row("interactions", "%d sent, %d answered, %d refused in words, %d without an answer", load.sent, load.answered, load.shed, load.lost)
	excused, lost, unfinished := 0, 0, 0
	for _, c := range calls {
		failed := c.err != nil || c.in.Failed != ""
		switch {
		case !failed:
		case t.outage(c.at, c.end):
			excused++
		case errors.Is(c.err, context.Canceled):
			unfinished++
		default:
			lost++
		}
	}
	t.rep.row("without an answer, while something was down", "%d", excused)
	t.rep.must(lost == 0 && unfinished == 0, "without an answer, while nothing was down", "%d, and %d that were acknowledged", lost, unfinished)
	t.rep.must(t.discord.Counts().Further == 0, "answered twice", "%d (%d second answers were refused by Discord)", t.discord.Counts().Further, t.discord.Counts().Second)
	missing, twice, err := t.compare(ctx)
	if err != nil {
		return err
	}
	t.rep.must(missing == 0 && twice == 0, "changes", "%d tried, %d acknowledged; of these %d missing, %d double", t.changes.asked, t.changes.told, missing, twice)
	return t.rep.end()
}

// outage reports whether something was down in a stretch of time.
func (t *trial) outage(from, to time.Time) bool {
	for _, o := range t.outages {
		if from.Before(o.to) && to.After(o.from) {
			return true
		}
	}
	return false
}

// compare looks for what was acknowledged in the store itself.
func (t *trial) compare(ctx context.Context) (missing, twice int, err error) {
	s, err := store.OpenPostgres(ctx, t.pg.address())
	if err != nil {
		return 0, 0, err
	}
	defer s.Close()
	there := map[string]int{}
	for _, g := range t.guilds {
		scope := corpus.ScopeOf(corpus.GuildLibrary(g.ID))
		list, _, err := s.Select(ctx, scope, store.Filter{}, store.Page{Limit: 1000})
		if err != nil {
			return 0, 0, err
		}
		for _, d := range list {
			there[d.Metadata.Title]++
		}
	}
	for title := range t.changes.titles {
		switch n := there[title]; {
		case n == 0:
			missing++
		case n > 1:
			twice++
		}
	}
	return missing, twice, nil
}
