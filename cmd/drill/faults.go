//go:build linux

package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/pincite/pincite/bot/discordtest"
)

// faultsCmd breaks what can break, in an order that the seed decides.
type faultsCmd struct {
	Lasts   time.Duration `default:"10m" help:"How long things break."`
	Every   time.Duration `default:"2s" help:"How often something does."`
	Rate    int           `default:"20" help:"Interactions a second."`
	Seed    uint64        `default:"1"`
	Away    time.Duration `default:"10s" help:"How long the database is gone when it is."`
	Dead    time.Duration `default:"5s" help:"How long a process is gone when it was killed."`
	Patient time.Duration `default:"3s" help:"How long Discord waits for a first answer."`
	Beat    time.Duration `default:"4s" help:"How often Discord wants heartbeats."`
	Told    int           `default:"20" help:"How many of those that were lost are described."`
}

const (
	processes = 2
	shards    = 2
	askers    = 8  // guilds in which people ask
	changers  = 4  // guilds in which articles come and go
	lastWords = 45 // seconds that what was acknowledged may take to end when all is well again

	storm = 1500 * time.Millisecond // that refusals and cuts go on
)

// trial is a run of the faults.
type trial struct {
	*rig
	c       *faultsCmd
	rep     *report
	pg      *postgres
	dice    *rand.Rand
	changes changes
	running sync.WaitGroup // of processes
	begun   time.Time

	mu     sync.Mutex
	bots   [processes]*process
	broken []error     // why the trial itself does not work
	struck []strike    // what happened so far
	kills  []time.Time // of processes
	order  []int       // of faults that come next
}

// strike is something that was broken, and when.
type strike struct {
	name string
	at   time.Time
}

// Run prints what happened, and whether all is there.
func (c *faultsCmd) Run(ctx context.Context, out io.Writer) error {
	t := &trial{c: c, rep: &report{out: out}, dice: rand.New(rand.NewPCG(c.Seed, 7)), changes: newChanges()}
	t.rep.row("machine", "%s", machine())
	t.rep.row("faults", "one each %v for %v, seed %d, beside %d interactions and 1 change a second; %d processes, %d shards, Postgres",
		c.Every, c.Lasts, c.Seed, c.Rate, processes, shards)
	running, stop := context.WithCancel(ctx)
	defer stop()
	if err := t.prepare(running); err != nil {
		t.end(stop)
		return err
	}
	defer t.end(stop)
	seats, err := t.sit(ctx)
	if err != nil {
		return err
	}
	quiet := make(chan struct{})
	var beside sync.WaitGroup
	beside.Go(func() { t.change(ctx, quiet) })
	var load *tally
	var calls []call
	beside.Go(func() { load, calls = t.ask(ctx, seats[:askers], quiet) })
	for t.begun = time.Now(); time.Since(t.begun) < c.Lasts && ctx.Err() == nil; {
		t.strike(ctx)
		pause(ctx, c.Every/2+time.Duration(t.dice.Int64N(int64(c.Every))))
		if t.dice.IntN(2) == 0 { // half of the faults meet what those before have left
			_ = t.connected(ctx, shards, 20*time.Second) // if it does not come about, the next fault comes all the same
		}
	}
	t.discord.ClearFaults()
	close(quiet)
	beside.Wait()
	if err := t.well(ctx); err != nil {
		return err
	}
	return t.judge(ctx, load, calls)
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-time.After(d):
	case <-ctx.Done():
	}
}

func (t *trial) prepare(ctx context.Context) (err error) {
	if t.rig, err = newRig(discordtest.Options{Heartbeat: t.c.Beat, AnswerWithin: t.c.Patient}, askers+changers); err != nil {
		return err
	}
	t.discord.Recommend(shards)
	t.discord.LimitSessions(1000, 24*time.Hour, shards) // time is short here: shards need not wait for one another
	if t.pg, err = newPostgres(ctx, t.dir, "127.0.0.1"); err != nil {
		return err
	}
	for n := range processes {
		t.running.Go(func() { t.keep(ctx, n) })
	}
	return t.well(ctx)
}

// well waits until every shard is connected and there are commands.
func (t *trial) well(ctx context.Context) error {
	within, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	if err := t.discord.WaitReady(within); err != nil {
		return fmt.Errorf("the bots are not ready: %w", err)
	}
	if err := t.connected(ctx, shards, time.Minute); err != nil {
		return fmt.Errorf("the shards are not connected: %w", err)
	}
	return nil
}

// keep has a process run in a place: one that ends, or is killed, is followed by
// another a while later, as by whatever starts processes elsewhere.
func (t *trial) keep(ctx context.Context, n int) {
	for ctx.Err() == nil {
		t.mu.Lock()
		p, err := t.start(ctx, startOptions{database: t.pg.address()})
		if err != nil {
			t.broken = append(t.broken, err)
			t.mu.Unlock()
			return
		}
		t.bots[n] = p
		t.mu.Unlock()
		select {
		case <-p.done:
		case <-ctx.Done():
			p.kill()
			return
		}
		pause(ctx, t.c.Dead)
	}
}

// end ends what runs; stop has no process started anew.
func (t *trial) end(stop func()) {
	stop()
	t.running.Wait()
	if t.pg != nil {
		t.pg.kill()
	}
	if t.rig != nil {
		t.rig.close()
	}
}

// strike breaks one thing, and everything once before anything again.
func (t *trial) strike(ctx context.Context) {
	list := t.faults(ctx)
	if len(t.order) == 0 {
		t.order = t.dice.Perm(len(list))
	}
	f := list[t.order[0]]
	t.order = t.order[1:]
	t.mu.Lock()
	t.struck = append(t.struck, strike{f.name, time.Now()})
	t.mu.Unlock()
	f.do()
}

// fault is a thing that can be broken.
type fault struct {
	name string
	do   func()
}

func (t *trial) faults(ctx context.Context) []fault {
	d := t.discord
	inject := func(times int, f discordtest.Fault) func() {
		f.Times, f.Lasts = times, storm // those that nobody is there to meet do not wait for them
		return func() { d.Inject(f) }
	}
	return []fault{
		{"connections cut", d.Cut},
		{"connections cut in mid-frame", d.Truncate},
		{"op 7", d.Reconnect},
		{"op 7 after RESUME", func() { d.ReconnectResumes(1); d.Cut() }},
		{"op 9, resumable", func() { d.InvalidateSessions(true) }},
		{"op 9", func() { d.InvalidateSessions(false) }},
		{"resumption refused", func() { d.RefuseResumes(1); d.Cut() }},
		{"close code 4009", func() { d.CloseGateway(4009, "session timed out") }},
		{"zombie", d.Hang},
		{"events delivered twice from now on", func() { d.DuplicateEvents(true) }},
		{"429 storm", inject(40, discordtest.Fault{Status: 429, RetryAfter: 150 * time.Millisecond})},
		{"429 without Retry-After", inject(3, discordtest.Fault{Status: 429})},
		{"global 429", inject(1, discordtest.Fault{Status: 429, RetryAfter: 500 * time.Millisecond, Global: true})},
		{"502", inject(25, discordtest.Fault{Status: 502})},
		{"503", inject(25, discordtest.Fault{Status: 503})},
		{"requests cut", inject(10, discordtest.Fault{CutFirst: true})},
		{"answers cut", inject(10, discordtest.Fault{CutAfter: true})},
		{"slow answers", inject(25, discordtest.Fault{Delay: 800 * time.Millisecond})},
		{"database killed", func() { t.killDatabase(ctx) }},
		{"process killed", func() { t.killBot(t.dice.IntN(processes)) }},
		{"process stopped", func() { t.stopBot(t.dice.IntN(processes)) }},
	}
}

// killDatabase kills Postgres, and starts it again after a while. That is no
// excuse: whoever asks meanwhile can be told.
func (t *trial) killDatabase(ctx context.Context) {
	t.pg.kill()
	pause(ctx, t.c.Away)
	if err := t.pg.start(ctx); err != nil {
		t.mu.Lock()
		t.broken = append(t.broken, err)
		t.mu.Unlock()
	}
}

// killBot ends a process with SIGKILL.
func (t *trial) killBot(n int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if p := t.bots[n]; p != nil {
		t.kills = append(t.kills, time.Now())
		p.kill()
	}
}

// stopBot asks a process to end, as whoever brings a new version does.
func (t *trial) stopBot(n int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if p := t.bots[n]; p != nil {
		_ = p.in.Close() // it may have ended
	}
}
