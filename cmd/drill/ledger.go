//go:build linux

package main

import (
	"context"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"github.com/pincite/pincite/bot/discordtest"
)

// ledger is what was asked of replicas while some of them were struck, with who
// was there to answer.
type ledger struct {
	discord *discordtest.Server
	shards  int
	seats   []*seat
	guilds  []discordtest.Guild

	mu      sync.Mutex
	struck  map[string][]downtime // by host
	entries []entry
	said    []said
	tally   tally
}

// downtime is the time during which a replica was dead or cut off.
type downtime struct {
	at, end time.Time // end is zero while it lasts
}

// entry is one interaction.
type entry struct {
	at    time.Time
	hosts []string // that were alive and connected for its guild
	in    *discordtest.Interaction
	err   error
}

// said is a message to the bot.
type said struct {
	at    time.Time
	hosts []string
	id    string
	actor *discordtest.Actor
}

// down notes that a host is dead or cut off from now on.
func (l *ledger) down(host string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.struck[host] = append(l.struck[host], downtime{at: time.Now()})
}

// up notes that it is no longer.
func (l *ledger) up(host string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := l.struck[host]
	s[len(s)-1].end = time.Now()
}

// lies reports whether a host is dead or cut off. The lock is held.
func (l *ledger) lies(host string) bool {
	s := l.struck[host]
	return len(s) > 0 && s[len(s)-1].end.IsZero()
}

// alive lists by shard the hosts that are connected and not struck. What Discord
// still takes for a connection may be none.
func (l *ledger) alive() [][]string {
	list := l.discord.Connections()
	l.mu.Lock()
	defer l.mu.Unlock()
	out := make([][]string, l.shards)
	for _, c := range list {
		if c.Shards == l.shards && !l.lies(c.Host) {
			out[c.Shard] = append(out[c.Shard], c.Host)
		}
	}
	return out
}

// ask sends interactions at a rate, and a message to the bot each second, until
// it is told to stop, and waits for their ends.
func (l *ledger) ask(ctx context.Context, rate int, seed uint64, stop <-chan struct{}) {
	dice := rand.New(rand.NewPCG(seed, 3))
	var all sync.WaitGroup
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	tick := time.NewTicker(time.Second / time.Duration(rate))
	defer tick.Stop()
	for n, open := 0, true; open; n++ {
		select {
		case <-tick.C:
		case <-stop:
			open = false
			continue
		}
		at, own := dice.IntN(len(l.seats)), rand.New(rand.NewPCG(dice.Uint64(), 2))
		if n%rate == 0 {
			l.say(at)
		}
		all.Go(func() { l.act(ctx, at, own) })
	}
	ended := make(chan struct{})
	go func() { all.Wait(); close(ended) }()
	select {
	case <-ended:
	case <-time.After(30 * time.Second):
		cancel() // what was acknowledged and has no end by now will have none
		<-ended
	}
}

func (l *ledger) act(ctx context.Context, at int, dice *rand.Rand) {
	e := entry{at: time.Now(), hosts: l.alive()[discordtest.ShardOf(l.guilds[at], l.shards)]}
	e.in, e.err = l.seats[at].act(ctx, dice)
	l.tally.note(e.in, e.err, time.Since(e.at))
	l.mu.Lock()
	defer l.mu.Unlock()
	l.entries = append(l.entries, e)
}

func (l *ledger) say(at int) {
	s := said{at: time.Now(), hosts: l.alive()[discordtest.ShardOf(l.guilds[at], l.shards)], actor: l.seats[at].actor}
	m, err := s.actor.Say("<@"+l.discord.Bot().ID+"> "+questions[at%len(questions)], "")
	if err != nil {
		return // it was not said
	}
	s.id = m.ID
	l.mu.Lock()
	defer l.mu.Unlock()
	l.said = append(l.said, s)
}

// fate is why something was not answered.
type fate int

const (
	fateLost   fate = iota // although somebody was there who could
	fateNobody             // nobody was connected who was alive
	fateInHand             // one who had it was struck before it could answer
)

// why tells the fate of what was sent and not answered.
func (l *ledger) why(at time.Time, hosts []string) fate {
	if len(hosts) == 0 {
		return fateNobody
	}
	struck := func(h string) bool {
		return slices.ContainsFunc(l.struck[h], func(s downtime) bool { return !s.at.Before(at) && s.at.Before(at.Add(answerWithin)) })
	}
	if slices.ContainsFunc(hosts, struck) { // of two that were told, one claimed it
		return fateInHand
	}
	return fateLost
}

// answerWithin is how long Discord waits for an answer or an acknowledgement.
const answerWithin = 3 * time.Second

// report adds what became of everything.
func (l *ledger) report(rep *report) {
	l.mu.Lock()
	defer l.mu.Unlock()
	t := &l.tally
	fates, unfinished := [3]int{}, 0
	for _, e := range l.entries {
		switch {
		case e.err == nil && e.in.Failed == "":
		case errors.Is(e.err, context.Canceled):
			unfinished++ // where its replica died, another says so in its place
		default:
			fates[l.why(e.at, e.hosts)]++
		}
	}
	rep.row("interactions", "%d sent, %d answered, %d refused in words, %d without an answer", len(l.entries), t.answered, t.shed, t.lost)
	rep.row("answered in", "%s", spread(t.took))
	rep.row("nobody alive was connected", "%d without an answer: Discord had no one to give them to, or gave them to a connection that is dead", fates[fateNobody])
	rep.row("in the hands of a replica that was struck", "%d without an answer, sent within 3 s before", fates[fateInHand])
	rep.must(fates[fateLost] == 0, "lost, while their shard was connected", "%d", fates[fateLost])
	l.describe(rep)
	rep.must(unfinished == 0, "acknowledged and never answered", "%d", unfinished)
	c := l.discord.Counts()
	rep.must(c.Further == 0, "answered twice", "%d (%d second answers were refused by Discord)", c.Further, c.Second)
	l.reportSaid(rep)
}

// describe adds the first of what was lost, for whoever looks for the cause.
func (l *ledger) describe(rep *report) {
	shown := 0
	for _, e := range l.entries {
		if e.err == nil && e.in.Failed == "" || errors.Is(e.err, context.Canceled) || l.why(e.at, e.hosts) != fateLost {
			continue
		}
		if shown++; shown > 40 {
			return
		}
		what := ""
		if e.err != nil {
			what = e.err.Error()
		} else {
			what = e.in.Failed
		}
		rep.row("  lost", "sent %s, to %v: %s", e.at.Format("15:04:05.000"), e.hosts, what)
	}
}

// reportSaid adds what became of messages. One that was sent while nobody was
// there is answered late, when the replica that was cut off comes back to it, or
// never: nobody is told that it failed.
func (l *ledger) reportSaid(rep *report) {
	silent, twice := [3]int{}, 0
	for _, s := range l.said {
		switch n := answers(s); {
		case n == 0:
			silent[l.why(s.at, s.hosts)]++
		case n > 1:
			twice++
		}
	}
	rep.row("messages to the bot", "%d sent; %d without an answer when nobody was connected, %d in hand", len(l.said), silent[fateNobody], silent[fateInHand])
	rep.must(silent[fateLost] == 0 && twice == 0, "messages without an answer otherwise, doubles", "%d, %d", silent[fateLost], twice)
}

// answers counts the replies to a message.
func answers(s said) int {
	n := 0
	for _, m := range s.actor.Messages() {
		var raw struct {
			Reference struct {
				ID string `json:"message_id"`
			} `json:"message_reference"`
		}
		if json.Unmarshal(m.Raw, &raw) == nil && raw.Reference.ID == s.id {
			n++
		}
	}
	return n
}
