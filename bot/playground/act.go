package playground

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/pincite/pincite/bot/discordtest"
)

const (
	// maxBody bounds a request: files travel in it as base64.
	maxBody = 128 << 20
	// patience is how long a request waits for the bot. Discord gives up after
	// 3 s when nothing came, so whatever takes much longer was acknowledged, and
	// its end reaches the page as an event; a browser has few connections to spare.
	patience = 10 * time.Second
)

// outcome is what the page must know beyond the events it gets.
type outcome struct {
	ID      string          `json:"id,omitempty"`
	Modal   json.RawMessage `json:"modal,omitempty"`
	Choices []choiceInfo    `json:"choices,omitempty"`
	Failed  string          `json:"failed,omitempty"`
	Waiting bool            `json:"waiting,omitempty"` // acknowledged, and not yet answered
}

type choiceInfo struct {
	Name  string `json:"name"`
	Value any    `json:"value"`
}

// act makes a handler of something that a person does: T is the request's body.
func act[T any](p *Playground, do func(context.Context, *discordtest.Actor, T) (*discordtest.Interaction, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		actor, ok := p.seat(w, r)
		if !ok {
			return
		}
		var body T
		if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody)).Decode(&body); err != nil {
			refuseBody(w, err)
			return
		}
		ctx, cancel := context.WithTimeout(r.Context(), patience)
		defer cancel()
		done, err := do(ctx, actor, body)
		switch {
		case errors.Is(err, context.DeadlineExceeded):
			answer(w, http.StatusOK, outcome{Waiting: true})
		case err != nil:
			refuse(w, http.StatusUnprocessableEntity, "Discord would not let you do this: "+strings.TrimPrefix(err.Error(), "discordtest: "))
		default:
			answer(w, http.StatusOK, told(done))
		}
	}
}

func refuseBody(w http.ResponseWriter, err error) {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		refuse(w, http.StatusRequestEntityTooLarge, "This is too large: files may have 95 MB together.")
		return
	}
	refuse(w, http.StatusBadRequest, "The request cannot be read: "+err.Error())
}

func told(i *discordtest.Interaction) outcome {
	if i == nil {
		return outcome{}
	}
	out := outcome{ID: i.ID, Modal: i.Modal, Failed: i.Failed}
	for _, c := range i.Choices {
		out.Choices = append(out.Choices, choiceInfo(c))
	}
	return out
}

// file is an uploaded file; encoding/json takes the data from base64.
type file struct {
	Name string `json:"name"`
	Data []byte `json:"data"`
}

func attachments(files []file) []discordtest.Attachment {
	var out []discordtest.Attachment
	for _, f := range files {
		out = append(out, discordtest.Attachment(f))
	}
	return out
}

type option struct {
	Name  string `json:"name"`
	Type  int    `json:"type"` // Discord's option type: 3 string, 4 integer, 5 boolean, 10 number, 11 attachment
	Value any    `json:"value"`
	File  *file  `json:"file"`
}

// options turns JSON's numbers into the types that the stand-in wants.
func options(in []option) ([]discordtest.Option, error) {
	const integer = 4
	var out []discordtest.Option
	for _, o := range in {
		opt := discordtest.Option{Name: o.Name, Value: o.Value}
		switch v := o.Value.(type) {
		case float64:
			if o.Type == integer {
				opt.Value = int64(v)
			}
		case nil, string, bool:
		default:
			return nil, fmt.Errorf("the value of option %q is neither text, a number nor true or false", o.Name)
		}
		if o.File != nil {
			opt.File = &discordtest.Attachment{Name: o.File.Name, Data: o.File.Data}
		}
		out = append(out, opt)
	}
	return out, nil
}

type commandBody struct {
	Command string   `json:"command"` // the whole path: "library add"
	Focused string   `json:"focused"` // the option being typed, for autocomplete
	Options []option `json:"options"`
	Message string   `json:"message"` // the message acted on, for a message command
}

func slash(ctx context.Context, a *discordtest.Actor, b commandBody) (*discordtest.Interaction, error) {
	opts, err := options(b.Options)
	if err != nil {
		return nil, err
	}
	return a.Slash(ctx, b.Command, opts...)
}

func autocomplete(ctx context.Context, a *discordtest.Actor, b commandBody) (*discordtest.Interaction, error) {
	opts, err := options(b.Options)
	if err != nil {
		return nil, err
	}
	return a.Autocomplete(ctx, b.Command, b.Focused, opts...)
}

func messageCommand(ctx context.Context, a *discordtest.Actor, b commandBody) (*discordtest.Interaction, error) {
	return a.MessageCommand(ctx, b.Command, b.Message)
}

type componentBody struct {
	Message  string   `json:"message"`
	CustomID string   `json:"custom_id"`
	Values   []string `json:"values"`
}

func press(ctx context.Context, a *discordtest.Actor, b componentBody) (*discordtest.Interaction, error) {
	return a.Press(ctx, b.Message, b.CustomID)
}

func choose(ctx context.Context, a *discordtest.Actor, b componentBody) (*discordtest.Interaction, error) {
	return a.Select(ctx, b.Message, b.CustomID, b.Values...)
}

type submitBody struct {
	Interaction string            `json:"interaction"` // the one that was answered with the form
	Fields      map[string]string `json:"fields"`
	Files       map[string][]file `json:"files"`
}

func submit(ctx context.Context, a *discordtest.Actor, b submitBody) (*discordtest.Interaction, error) {
	files := map[string][]discordtest.Attachment{}
	for id, list := range b.Files {
		files[id] = attachments(list)
	}
	return a.Submit(ctx, b.Interaction, b.Fields, files)
}

type sayBody struct {
	Content string `json:"content"`
	ReplyTo string `json:"reply_to"`
	Files   []file `json:"files"`
}

func say(_ context.Context, a *discordtest.Actor, b sayBody) (*discordtest.Interaction, error) {
	_, err := a.Say(b.Content, b.ReplyTo, attachments(b.Files)...)
	return nil, err
}

type dismissBody struct {
	Message string `json:"message"`
}

// dismiss takes away an ephemeral message, for this person.
func dismiss(_ context.Context, a *discordtest.Actor, b dismissBody) (*discordtest.Interaction, error) {
	return nil, a.Delete(b.Message)
}
