package discordtest

import (
	"context"
	"encoding/json"
	"sync"
)

// Event tells a client what changed, as Discord's gateway tells its own. Type
// is MESSAGE_CREATE, MESSAGE_UPDATE or MESSAGE_DELETE (Data is the message, or
// its id), TYPING_START, or of the person's own interactions
// INTERACTION_CREATE, INTERACTION_SUCCESS, INTERACTION_FAILURE (Data has id)
// and INTERACTION_MODAL_CREATE (Data has id, custom_id, title, components).
type Event struct {
	Type string
	Data json.RawMessage
}

// subscriber is a client that listens. Its queue has no end: a slow page must
// not hold up the stand-in.
type subscriber struct {
	user    string
	channel *channel

	mu    sync.Mutex
	queue []Event
	more  chan struct{} // holds one token while there is something in the queue
	end   chan struct{} // closed when the server closes
}

func (b *subscriber) push(e Event) {
	b.mu.Lock()
	b.queue = append(b.queue, e)
	b.mu.Unlock()
	select {
	case b.more <- struct{}{}:
	default:
	}
}

func (b *subscriber) take() []Event {
	b.mu.Lock()
	defer b.mu.Unlock()
	q := b.queue
	b.queue = nil
	return q
}

// notify tells the clients in a channel: one person's, or with "" everybody's. data
// is asked for when there are any. The lock is held.
func (s *Server) notify(c *channel, user, kind string, data func() obj) {
	var encoded json.RawMessage
	for b := range s.clients {
		if b.channel == c && (user == "" || b.user == user) {
			if encoded == nil {
				encoded = encode(data())
			}
			b.push(Event{Type: kind, Data: encoded})
		}
	}
}

// Events delivers what this person's client would be told about the channel,
// from now until ctx ends or the server closes; then the channel is closed.
func (a *Actor) Events(ctx context.Context) <-chan Event {
	out := make(chan Event)
	s := a.s
	s.mu.Lock()
	defer s.mu.Unlock()
	b := &subscriber{user: a.user.ID, channel: a.channel(), more: make(chan struct{}, 1), end: make(chan struct{})}
	if s.closed || b.channel == nil {
		close(out)
		return out
	}
	s.clients[b] = struct{}{}
	s.running.Go(func() {
		defer close(out)
		defer func() {
			s.mu.Lock()
			delete(s.clients, b)
			s.mu.Unlock()
		}()
		b.pump(ctx, out)
	})
	return out
}

// pump moves events from the queue to the channel.
func (b *subscriber) pump(ctx context.Context, out chan<- Event) {
	for {
		select {
		case <-b.more:
		case <-b.end:
			return
		case <-ctx.Done():
			return
		}
		for _, e := range b.take() {
			select {
			case out <- e:
			case <-b.end:
				return
			case <-ctx.Done():
				return
			}
		}
	}
}
