package discordtest

import (
	"context"
	"encoding/json"
	"time"
)

// Actor is a person at their client, in one channel.
type Actor struct{}

// As returns the person at their client in the channel.
func (s *Server) As(u User, c Channel) *Actor { panic("discordtest helper") }

// Commands returns the application commands that the person can see here:
// permissions, contexts and installation considered. Raw Discord objects.
func (a *Actor) Commands() []json.RawMessage { panic("discordtest helper") }

// Option is one option of a slash command as the person fills it in.
type Option struct {
	Name  string
	Value any         // string, int, int64, float64, bool, User or Channel
	File  *Attachment // for an attachment option, in place of Value
}

// Attachment is a file that a person sends.
type Attachment struct {
	Name string
	Data []byte
}

// Interaction is what became of something the person did.
type Interaction struct {
	ID string
	// exactly one of these once it is answered:
	Message *Message        // the reply (after a deferral: as edited in time)
	Updated *Message        // the message under the pressed button, as updated
	Modal   json.RawMessage // a form to fill in: {"custom_id", "title", "components"}
	Choices []Choice        // of an autocomplete; empty, not nil, when there are none
	Deleted bool            // the reply was acknowledged and then deleted
	// Failed is what the person's client says when nothing came in 3 s: "The
	// application did not respond", of a component "This interaction failed",
	// of a form "Something went wrong. Try again.", of an autocomplete "Loading options failed".
	Failed       string
	Deferred     bool          // an acknowledgement came first
	Acknowledged time.Duration // from sending to the callback
}

// Choice is one autocomplete suggestion.
type Choice struct {
	Name  string
	Value any // string or float64
}

// The Actor's methods send an interaction and wait until it is answered, with
// a deferral followed to its end. They return an error for what the person's
// client would not let them do (no such command, a missing option, a button
// that is not there or disabled) and when ctx ends.

// Slash uses a slash command. name is the whole path: "ask", "library add".
func (a *Actor) Slash(ctx context.Context, name string, opts ...Option) (*Interaction, error) {
	panic("discordtest helper")
}

// Autocomplete asks for suggestions while the person types in the focused option.
func (a *Actor) Autocomplete(ctx context.Context, name, focused string, opts ...Option) (*Interaction, error) {
	panic("discordtest helper")
}

// MessageCommand uses a command of a message's menu.
func (a *Actor) MessageCommand(ctx context.Context, name, messageID string) (*Interaction, error) {
	panic("discordtest helper")
}

// UserCommand uses a command of a user's menu.
func (a *Actor) UserCommand(ctx context.Context, name, userID string) (*Interaction, error) {
	panic("discordtest helper")
}

// Press presses a button.
func (a *Actor) Press(ctx context.Context, messageID, customID string) (*Interaction, error) {
	panic("discordtest helper")
}

// Select chooses in a select menu.
func (a *Actor) Select(ctx context.Context, messageID, customID string, values ...string) (*Interaction, error) {
	panic("discordtest helper")
}

// Forge sends a component interaction that an honest client would not send:
// any custom_id, on any message, from this person and channel. Values make it
// a select menu's.
func (a *Actor) Forge(ctx context.Context, messageID, customID string, values ...string) (*Interaction, error) {
	panic("discordtest helper")
}

// Submit sends a form; fields by custom_id of its inputs (of a select menu in a
// form: its values, one a line). modalInteractionID is the ID of the
// Interaction whose Modal it is.
func (a *Actor) Submit(ctx context.Context, modalInteractionID string, fields map[string]string, files map[string][]Attachment) (*Interaction, error) {
	panic("discordtest helper")
}

// ForgeSubmit sends a form that the bot never showed.
func (a *Actor) ForgeSubmit(ctx context.Context, customID string, fields map[string]string) (*Interaction, error) {
	panic("discordtest helper")
}

// Say posts a message; replyTo may be "". It does not wait for the bot.
func (a *Actor) Say(content, replyTo string, files ...Attachment) (Message, error) {
	panic("discordtest helper")
}

// Delete deletes one of the person's own messages, or dismisses an ephemeral one.
func (a *Actor) Delete(messageID string) error { panic("discordtest helper") }

// Await returns the next message of the bot's that this person sees after the
// message with the given ID; "" means from now on.
func (a *Actor) Await(ctx context.Context, afterID string) (Message, error) {
	panic("discordtest helper")
}

// Message returns one message as this person sees it now.
func (a *Actor) Message(id string) (Message, bool) { panic("discordtest helper") }

// Messages returns what the person sees in the channel, oldest first, ephemeral replies to them included.
func (a *Actor) Messages() []Message { panic("discordtest helper") }

// Event tells a client what changed, as Discord's gateway tells its own. Type
// is MESSAGE_CREATE, MESSAGE_UPDATE or MESSAGE_DELETE (Data is the message, or
// its id), TYPING_START, or of the person's own interactions
// INTERACTION_CREATE, INTERACTION_SUCCESS, INTERACTION_FAILURE (Data has id)
// and INTERACTION_MODAL_CREATE (Data has id, custom_id, title, components).
type Event struct {
	Type string
	Data json.RawMessage
}

// Events delivers what this person's client would be told about the channel,
// from now until ctx ends or the server closes; then the channel is closed.
func (a *Actor) Events(ctx context.Context) <-chan Event { panic("discordtest helper") }
