//go:build linux

package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"time"

	"github.com/pincite/pincite/bot/discordtest"
)

// soakCmd measures what the bot takes, and whether anything grows.
type soakCmd struct {
	Rate    int           `default:"500" help:"Interactions a second at which none may be lost."`
	Lasts   time.Duration `default:"60s" help:"How long."`
	Flood   int           `default:"2000" help:"Interactions a second that are more than can be answered."`
	Floods  time.Duration `default:"20s" help:"How long."`
	Day     int           `default:"100000" help:"Interactions after which memory, goroutines and descriptors shall be what they were."`
	Guilds  int           `default:"50"`
	Shards  int           `default:"4" help:"Connections over which the guilds are spread: a bot that is asked so much has many more."`
	Delay   time.Duration `default:"100ms" help:"How long Discord takes for a request."`
	Seed    uint64        `default:"1"`
	Profile string        `help:"Write profiles of the processor's time into this folder: of the bot, and of the stand-in with whoever asks." type:"existingdir"`
	Fair    bool          `default:"true" negatable:"" help:"Also measure what a flood in one guild costs another, with and without turns."`
}

// Run prints the figures as a table.
func (c *soakCmd) Run(ctx context.Context, out io.Writer) error {
	rep := &report{out: out}
	// The stand-in shares the processors with the bot, and while it collects its
	// garbage it hardly answers: it does so between the parts, and whenever there is
	// more than this of it.
	const garbage = 2 << 30
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(garbage))
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	rep.row("machine", "%s", machine())
	rep.row("mix", "%s; on the example library, %d guilds, %v API delay", mixed(), c.Guilds, c.Delay)
	r, err := newRig(discordtest.Options{TokenLife: time.Minute, MessagesKept: 20}, c.Guilds)
	if err != nil {
		return err
	}
	defer r.close()
	var own, bots string
	if c.Profile != "" {
		own, bots = filepath.Join(c.Profile, "stand-in.pprof"), filepath.Join(c.Profile, "bot.pprof")
	}
	r.discord.Recommend(c.Shards)
	p, err := r.start(ctx, startOptions{profile: bots})
	if err != nil {
		return err
	}
	defer p.kill()
	if err := r.ready(ctx, p); err != nil {
		return err
	}
	if err := r.connected(ctx, c.Shards, time.Minute); err != nil {
		return err
	}
	seats, err := r.sit(ctx)
	if err != nil {
		return err
	}
	stop, err := profile(own)
	if err != nil {
		return err
	}
	defer stop()
	pour(ctx, seats, 100, 5*time.Second, c.Seed) // opens and warms what is used
	r.discord.Inject(discordtest.Fault{Times: -1, Delay: c.Delay})
	before, err := p.settled(ctx)
	if err != nil {
		return err
	}
	if err := c.measure(ctx, rep, r, p, seats, before); err != nil {
		return err
	}
	took, err := p.stop()
	rep.must(err == nil && took < 11*time.Second, "graceful stop", "%.1f s", took.Seconds())
	if c.Fair {
		if err := c.fairness(ctx, rep); err != nil {
			return err
		}
	}
	return rep.end()
}

func (c *soakCmd) measure(ctx context.Context, rep *report, r *rig, p *process, seats []*seat, before held) error {
	steady := pour(ctx, seats, c.Rate, c.Lasts, c.Seed)
	name := fmt.Sprintf("%d/s for %v", c.Rate, c.Lasts)
	steady.report(rep, name)
	slices.Sort(steady.acks)
	rep.must(steady.lost == 0 && r.discord.Counts().Further == 0, name+": lost, doubles", "%d, %d", steady.lost, r.discord.Counts().Further)
	rep.must(percentile(steady.acks, 99) <= ackGoal, name+": acknowledged", "%s", spread(steady.acks))

	runtime.GC() // of the stand-in's
	flooded := send(ctx, seats, c.Flood, c.Floods, c.Seed+1)
	begun := time.Now()
	after := pour(ctx, seats, c.Rate/5, c.Floods/2, c.Seed+2)
	flood := flooded()
	name = fmt.Sprintf("%d/s for %v", c.Flood, c.Floods)
	flood.report(rep, name)
	rep.row(name+": acknowledged", "%s", spread(flood.acks))
	recovery := max(0, after.trouble.Sub(begun))
	rep.must(recovery <= 5*time.Second, "recovery", "%.1f s from the end of the flood until nothing is lost, refused or slow", recovery.Seconds())

	r.discord.ClearFaults()
	for done := 0; done < c.Day && ctx.Err() == nil; {
		lasts := min(10*time.Second, time.Duration(float64(c.Day-done)/float64(c.Rate)*float64(time.Second))+10*time.Millisecond)
		t := pour(ctx, seats, c.Rate, lasts, c.Seed+3+uint64(done))
		done += t.sent
	}
	end, err := p.settled(ctx)
	if err != nil {
		return err
	}
	sent := r.discord.Counts().Sent
	rep.row("interactions in all", "%d, a day's worth at %.1f/s; doubles: %d", sent, float64(sent)/86400, r.discord.Counts().Further)
	rep.must(end.HeapMB < before.HeapMB*1.5+16, "heap before, after", "%.1f MB, %.1f MB", before.HeapMB, end.HeapMB)
	rep.must(end.Goroutines <= before.Goroutines+10, "goroutines before, after", "%d, %d", before.Goroutines, end.Goroutines)
	rep.must(end.Descriptors <= before.Descriptors+20, "descriptors before, after", "%d, %d", before.Descriptors, end.Descriptors)
	return nil
}

// report adds what became of interactions.
func (t *tally) report(rep *report, name string) {
	rep.row(name, "%d sent, %d answered, %d refused in words (%.1f%%), %d lost", t.sent, t.answered, t.shed, 100*float64(t.shed)/float64(max(1, t.sent)), t.lost)
	rep.row(name+": answered", "%s", spread(t.took))
	for why, n := range t.why {
		rep.row(name+": lost", "%d: %s", n, why)
	}
}

// settled returns what a process holds once it is at rest: connections that are
// not used any more close after a while.
func (p *process) settled(ctx context.Context) (h held, err error) {
	for range 3 {
		select {
		case <-time.After(2 * time.Second):
		case <-ctx.Done():
			return h, ctx.Err()
		}
		if h, err = p.holds(); err != nil {
			return h, err
		}
	}
	return h, nil
}

// fairness measures a quiet guild while another floods, with and without turns.
func (c *soakCmd) fairness(ctx context.Context, rep *report) error {
	for _, crowded := range []bool{false, true} {
		quiet, err := c.besideAFlood(ctx, crowded)
		if err != nil {
			return err
		}
		name := "a quiet guild beside one that floods"
		if crowded {
			name += ", without turns"
		}
		rep.row(name, "%d asked, %d refused, %d lost; answered: %s", quiet.sent, quiet.shed, quiet.lost, spread(quiet.took))
	}
	return nil
}

func (c *soakCmd) besideAFlood(ctx context.Context, crowded bool) (*tally, error) {
	r, err := newRig(discordtest.Options{}, 2)
	if err != nil {
		return nil, err
	}
	defer r.close()
	p, err := r.start(ctx, startOptions{crowded: crowded})
	if err != nil {
		return nil, err
	}
	defer p.kill()
	if err := r.ready(ctx, p); err != nil {
		return nil, err
	}
	seats, err := r.sit(ctx)
	if err != nil {
		return nil, err
	}
	lasts := c.Floods
	flooded := make(chan struct{})
	go func() {
		defer close(flooded)
		pour(ctx, seats[:1], c.Flood/2, lasts, c.Seed)
	}()
	quiet := pour(ctx, seats[1:], 5, lasts, c.Seed+9)
	<-flooded
	return quiet, nil
}
