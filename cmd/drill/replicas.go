//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"path/filepath"
	"slices"
	"time"

	"github.com/pincite/pincite/bot/discordtest"
)

// replicasCmd strikes replicas that share a database, each in a network
// namespace of its own.
type replicasCmd struct {
	Replicas    int           `default:"3"`
	Shards      int           `default:"6" help:"That Discord recommends."`
	Concurrency int           `default:"1" help:"New sessions that Discord lets begin in the same 5 s."`
	Rounds      int           `default:"3" help:"In each, one replica is cut off and comes back, and one is killed and started again."`
	Rate        int           `default:"30" help:"Interactions a second."`
	Cut         time.Duration `default:"30s" help:"How long a replica is cut off, give or take a half."`
	Heartbeat   time.Duration `default:"10s" help:"That Discord asks for; it takes two that are missing for an end."`
	Seed        uint64        `default:"1"`
	Keep        bool          `help:"Keep what the processes logged, and say where."`
}

const (
	takeoverGoal = 15 * time.Second
	// patience is how long a drill waits for what shall come about.
	patience = 3 * time.Minute
)

// theatre is where replicas are struck.
type theatre struct {
	*rig
	c       *replicasCmd
	rep     *report
	net     *network
	pg      *postgres
	dice    *rand.Rand
	bots    []*process
	ledger  *ledger
	took    []time.Duration // until every shard was connected again
	settled []time.Duration // until each had its part again
}

// Run prints how soon others took over, and what became of what was asked.
func (c *replicasCmd) Run(ctx context.Context, out io.Writer) error {
	if why := cannotSeparate(); why != "" {
		return errors.New(why)
	}
	t := &theatre{c: c, rep: &report{out: out}, dice: rand.New(rand.NewPCG(c.Seed, 11))}
	t.rep.row("machine", "%s", machine())
	t.rep.row("replicas", "%d, each in a network of its own, one Postgres, %d shards; %d interactions and a message a second; seed %d",
		c.Replicas, c.Shards, c.Rate, c.Seed)
	defer t.end()
	if err := t.prepare(ctx); err != nil {
		return err
	}
	seats, err := t.sit(ctx)
	if err != nil {
		return err
	}
	t.ledger.seats, t.ledger.guilds = seats, t.guilds
	stop, asked := make(chan struct{}), make(chan struct{})
	go func() { defer close(asked); t.ledger.ask(ctx, c.Rate, c.Seed, stop) }()
	for range c.Rounds {
		if err = t.round(ctx); err != nil {
			break
		}
	}
	close(stop)
	<-asked
	if err != nil {
		return err
	}
	return t.judge()
}

func (t *theatre) prepare(ctx context.Context) (err error) {
	if t.net, err = newNetwork(t.c.Replicas); err != nil {
		return err
	}
	here := t.net.host.String()
	o := discordtest.Options{Heartbeat: t.c.Heartbeat, Addr: net.JoinHostPort(here, "0"), MessagesKept: 1 << 16}
	if t.rig, err = newRig(o, 0); err != nil {
		return err
	}
	t.discord.Recommend(t.c.Shards)
	t.discord.LimitSessions(1000, 24*time.Hour, t.c.Concurrency)
	t.populate(4)
	t.ledger = &ledger{discord: t.discord, shards: t.c.Shards, struck: map[string][]downtime{}}
	if t.pg, err = newPostgres(ctx, t.dir, here); err != nil {
		return err
	}
	t.bots = make([]*process, t.c.Replicas)
	for k := range t.bots {
		if err := t.run(ctx, k); err != nil {
			return err
		}
	}
	begun := time.Now()
	if err := t.until(ctx, "each replica has its part", t.even); err != nil {
		return err
	}
	t.rep.row("connected", "%.1f s after the start", time.Since(begun).Seconds())
	return t.ready(ctx, t.bots[0])
}

// populate makes guilds until each shard has so many.
func (t *theatre) populate(each int) {
	of := make([]int, t.c.Shards)
	for slices.Min(of) < each {
		of[discordtest.ShardOf(t.addGuild(), t.c.Shards)]++
		time.Sleep(time.Millisecond) // IDs carry the time, by which guilds are split
	}
}

// run starts a replica in its place.
func (t *theatre) run(ctx context.Context, k int) (err error) {
	t.bots[k], err = t.start(ctx, startOptions{
		data: filepath.Join(t.dir, fmt.Sprintf("replica-%d", k)), database: t.pg.address(), through: t.net.places[k].inside,
	})
	return err
}

func (t *theatre) end() {
	for _, p := range t.bots {
		if p != nil {
			p.kill()
		}
	}
	if t.pg != nil {
		t.pg.kill()
	}
	switch {
	case t.rig == nil:
	case t.c.Keep:
		t.discord.Close()
		t.rep.row("kept", "%s", t.dir)
	default:
		t.rig.close()
	}
	if t.net != nil {
		t.net.close()
	}
}

// until waits for something; it is looked at after everything that happens.
func (t *theatre) until(ctx context.Context, what string, is func() bool) error {
	wait, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	err := t.discord.WaitFor(wait, is)
	if err != nil && ctx.Err() == nil {
		return fmt.Errorf("after %v it is still not so that %s: connected are %v", patience, what, t.ledger.alive())
	}
	return err
}

// covered reports whether every shard is connected by a replica that is alive.
func (t *theatre) covered() bool {
	return !slices.ContainsFunc(t.ledger.alive(), func(hosts []string) bool { return len(hosts) == 0 })
}

// even reports whether every shard has one connection, and each replica its part
// of them.
func (t *theatre) even() bool {
	count := map[string]int{}
	for _, hosts := range t.ledger.alive() {
		if len(hosts) != 1 {
			return false
		}
		count[hosts[0]]++
	}
	for _, p := range t.net.places {
		if n := count[p.host.String()]; n < t.c.Shards/t.c.Replicas || n > (t.c.Shards+t.c.Replicas-1)/t.c.Replicas {
			return false
		}
	}
	return true
}

// round cuts one replica off and lets it come back, and kills one and starts it
// again.
func (t *theatre) round(ctx context.Context) error {
	k := t.dice.IntN(t.c.Replicas)
	begun := time.Now()
	t.ledger.down(t.host(k))
	if err := t.net.cut(k); err != nil {
		return err
	}
	if err := t.takenOver(ctx, fmt.Sprintf("replica %d is cut off", k), begun); err != nil {
		return err
	}
	pause(ctx, time.Until(begun.Add(t.c.Cut/2+time.Duration(t.dice.Int64N(int64(t.c.Cut))))))
	cut := time.Since(begun)
	back := time.Now()
	if err := t.net.join(k); err != nil {
		return err
	}
	t.ledger.up(t.host(k))
	if err := t.evened(ctx, fmt.Sprintf("replica %d is back after %.1f s", k, cut.Seconds()), back); err != nil {
		return err
	}

	k = t.dice.IntN(t.c.Replicas)
	begun = time.Now()
	t.ledger.down(t.host(k))
	t.bots[k].kill()
	if err := t.takenOver(ctx, fmt.Sprintf("replica %d is killed", k), begun); err != nil {
		return err
	}
	back = time.Now()
	if err := t.run(ctx, k); err != nil {
		return err
	}
	t.ledger.up(t.host(k))
	return t.evened(ctx, fmt.Sprintf("replica %d is started again", k), back)
}

func (t *theatre) host(k int) string { return t.net.places[k].host.String() }

// takenOver waits until every shard is connected by others.
func (t *theatre) takenOver(ctx context.Context, what string, begun time.Time) error {
	if err := t.until(ctx, "every shard is connected", t.covered); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	took := time.Since(begun)
	t.took = append(t.took, took)
	t.rep.must(took <= takeoverGoal, begun.Format(time.TimeOnly)+" "+what, "every shard connected after %.1f s", took.Seconds())
	return nil
}

// evened waits until each replica has its part of the shards.
func (t *theatre) evened(ctx context.Context, what string, begun time.Time) error {
	if err := t.until(ctx, "each replica has its part", t.even); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	took := time.Since(begun)
	t.settled = append(t.settled, took)
	own := 0
	for _, p := range t.bots {
		h, err := p.holds()
		if err != nil {
			return err
		}
		own += h.Shards
	}
	if own != t.c.Shards {
		t.rep.must(false, what, "the replicas believe that they hold %d shards together", own)
	}
	t.rep.row(begun.Format(time.TimeOnly)+" "+what, "each has its part of the shards after %.1f s", took.Seconds())
	return nil
}

// judge says what came of it all.
func (t *theatre) judge() error {
	t.rep.row("taken over", "%s", spread(t.took))
	t.rep.row("each had its part again", "%s", spread(t.settled))
	t.rep.row("sessions", "%d made, %d of them at the start, %d resumed", t.discord.Gateway().Identified, t.c.Shards, t.discord.Gateway().Resumed)
	t.ledger.report(t.rep)
	t.rep.row("load after", "%s", load())
	return t.rep.end()
}
