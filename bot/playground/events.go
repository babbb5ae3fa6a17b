package playground

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/pincite/pincite/bot/discordtest"
)

// keepAlive is how often a quiet stream says that it is still there.
const keepAlive = 20 * time.Second

// event is one line of the stream to the page.
type event struct {
	Type string `json:"type"`
	Data any    `json:"data"`
}

// snapshot is the stream's first event: all that the person sees by then. What
// happens between subscribing and the snapshot comes twice, and the page keeps
// messages by their IDs, so nothing is lost or doubled. A broken stream starts
// again with a new snapshot.
type snapshot struct {
	Messages []json.RawMessage `json:"messages"`
	Commands []json.RawMessage `json:"commands"`
}

// serveEvents streams what this person's client would be told.
func (p *Playground) serveEvents(w http.ResponseWriter, r *http.Request) {
	actor, ok := p.seat(w, r)
	if !ok {
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	events := actor.Events(r.Context())
	if send(w, event{"SNAPSHOT", look(actor)}) != nil {
		return
	}
	tick := time.NewTicker(keepAlive)
	defer tick.Stop()
	for {
		var err error
		select {
		case e, open := <-events:
			if !open {
				return
			}
			err = send(w, event{e.Type, e.Data})
		case <-tick.C:
			err = send(w, event{Type: "STILL_HERE"})
		}
		if err != nil {
			return
		}
	}
}

func look(a *discordtest.Actor) snapshot {
	s := snapshot{Messages: []json.RawMessage{}, Commands: commands(a)}
	for _, m := range a.Messages() {
		s.Messages = append(s.Messages, m.Raw)
	}
	return s
}

func send(w http.ResponseWriter, e event) error {
	data, err := json.Marshal(e)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(w, "data: %s\n\n", data); err != nil {
		return err
	}
	return http.NewResponseController(w).Flush()
}
