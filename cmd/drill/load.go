//go:build linux

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/pincite/pincite/bot/discordtest"
)

// mix is what people do, and how often of a hundred times.
var mix = []struct {
	name  string
	share int
}{{"button", 40}, {"suggestion", 25}, {"/cite", 12}, {"/sources", 8}, {"/search", 8}, {"/ask", 7}}

// mixed says the mix in words.
func mixed() string {
	var parts []string
	for _, m := range mix {
		parts = append(parts, fmt.Sprintf("%d%% %s", m.share, m.name))
	}
	return strings.Join(parts, ", ")
}

var questions = []string{
	"What does the International Labour Organization do?", "How is an import ban applied at the border?",
	"Who denied the claim about the port?", "What is a fundamental convention?", "Who discovered penicillin?",
}

// seat is a person with an answer on the screen.
type seat struct {
	actor    *discordtest.Actor
	message  string // an answer with buttons
	buttons  []string
	citation string
}

// sit has each person of the rig ask something, and keeps what is shown.
func (r *rig) sit(ctx context.Context) ([]*seat, error) {
	var seats []*seat
	for _, a := range r.places {
		in, err := a.Slash(ctx, "ask", discordtest.Option{Name: "question", Value: questions[0]})
		if err != nil {
			return nil, err
		}
		if in.Message == nil {
			return nil, fmt.Errorf("the first question is not answered: %q", in.Failed)
		}
		s := &seat{actor: a, message: in.Message.ID}
		if found := shownID.FindStringSubmatch(string(in.Message.Raw)); found != nil {
			s.citation = found[1]
		}
		for _, b := range buttonsOf(in.Message.Raw) {
			if b.Label == "Context" || b.Label == "More" || b.Label == "Read" {
				s.buttons = append(s.buttons, b.CustomID)
			}
		}
		if len(s.buttons) == 0 || s.citation == "" {
			return nil, fmt.Errorf("the first answer has no buttons or no ID: %s", in.Message.Raw)
		}
		seats = append(seats, s)
	}
	return seats, nil
}

// shownID matches the permanent ID of a citation.
var shownID = regexp.MustCompile("`([a-z2-7]{10})`")

type component struct {
	Label      string      `json:"label"`
	CustomID   string      `json:"custom_id"`
	Components []component `json:"components"`
	Accessory  *component  `json:"accessory"`
}

// buttonsOf lists what can be pressed on a message.
func buttonsOf(raw []byte) []component {
	var m struct {
		Components []component `json:"components"`
	}
	if json.Unmarshal(raw, &m) != nil {
		return nil
	}
	var out []component
	var visit func([]component)
	visit = func(list []component) {
		for _, c := range list {
			if c.CustomID != "" {
				out = append(out, c)
			}
			visit(c.Components)
			if c.Accessory != nil {
				visit([]component{*c.Accessory})
			}
		}
	}
	visit(m.Components)
	return out
}

// act does one thing of the mix.
func (s *seat) act(ctx context.Context, dice *rand.Rand) (*discordtest.Interaction, error) {
	opt := func(name string, value any) discordtest.Option {
		return discordtest.Option{Name: name, Value: value}
	}
	n, at := dice.IntN(100), 0
	for _, m := range mix {
		if n -= m.share; n < 0 {
			break
		}
		at++
	}
	switch mix[min(at, len(mix)-1)].name {
	case "button":
		return s.actor.Press(ctx, s.message, s.buttons[dice.IntN(len(s.buttons))])
	case "suggestion":
		return s.actor.Autocomplete(ctx, "source", "document", opt("document", string(rune('a'+dice.IntN(26)))))
	case "/cite":
		return s.actor.Slash(ctx, "cite", opt("id", s.citation))
	case "/sources":
		return s.actor.Slash(ctx, "sources")
	case "/search":
		return s.actor.Slash(ctx, "search", opt("words", []string{"port", "convention", "import ban", "union"}[dice.IntN(4)]))
	}
	return s.actor.Slash(ctx, "ask", opt("question", questions[dice.IntN(len(questions))]), opt("private", true))
}

// tally is what became of interactions.
type tally struct {
	mu       sync.Mutex
	sent     int
	answered int
	shed     int // refused in words
	lost     int // no answer
	why      map[string]int
	acks     []time.Duration
	took     []time.Duration // until the answer stood there
	trouble  time.Time       // when the last one was sent that was lost, refused, or acknowledged late
}

func (t *tally) note(in *discordtest.Interaction, err error, took time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	fine := false
	defer func() {
		if sent := time.Now().Add(-took); !fine && sent.After(t.trouble) {
			t.trouble = sent
		}
	}()
	if err != nil || in.Failed != "" {
		t.lost++
		if t.why == nil {
			t.why = map[string]int{}
		}
		if err != nil {
			t.why[err.Error()]++
		} else {
			t.why[in.Failed]++
		}
		return
	}
	t.acks, t.took = append(t.acks, in.Acknowledged), append(t.took, took)
	text := ""
	for _, m := range []*discordtest.Message{in.Message, in.Updated} {
		if m != nil {
			text += string(m.Raw)
		}
	}
	if inWords(text) {
		t.shed++
		return
	}
	t.answered++
	fine = in.Acknowledged <= ackGoal
}

// ackGoal is how soon 99 of 100 interactions shall be acknowledged.
const ackGoal = 250 * time.Millisecond

// pour sends interactions at a rate, and returns once all have ended.
func pour(ctx context.Context, seats []*seat, rate int, lasts time.Duration, seed uint64) *tally {
	return send(ctx, seats, rate, lasts, seed)()
}

// send sends interactions at a rate, whether or not those before are answered.
// ended waits until all have ended, or have had a minute for it.
func send(ctx context.Context, seats []*seat, rate int, lasts time.Duration, seed uint64) (ended func() *tally) {
	t := &tally{}
	ctx, cancel := context.WithCancel(ctx)
	var all sync.WaitGroup
	dice := rand.New(rand.NewPCG(seed, 1))
	begun := time.Now()
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	for time.Since(begun) < lasts && ctx.Err() == nil {
		due := int(time.Since(begun).Seconds() * float64(rate))
		for ; t.sent < due; t.sent++ {
			s, own := seats[dice.IntN(len(seats))], rand.New(rand.NewPCG(dice.Uint64(), 2))
			all.Go(func() {
				at := time.Now()
				in, err := s.act(ctx, own)
				t.note(in, err, time.Since(at))
			})
		}
		<-tick.C
	}
	time.AfterFunc(time.Minute, cancel)
	return func() *tally {
		defer cancel()
		all.Wait()
		return t
	}
}
