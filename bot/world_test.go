package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"github.com/pincite/pincite/bot/discordtest"
	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/extract"
	"github.com/pincite/pincite/corpus/sample"
	"github.com/pincite/pincite/corpus/store"
	"github.com/pincite/pincite/corpus/store/storetest"
	"github.com/pincite/pincite/search"
)

// page1 asks for the beginning of a list.
var page1 = store.Page{Limit: 10}

// world is everything that a test of the bot needs: the stand-in Discord with
// two people in a server, a real store and a real index, and the bot itself,
// connected by discordgo.
type world struct {
	t       testing.TB
	ctx     context.Context
	discord *discordtest.Server
	store   *store.Store
	engine  *search.Engine
	log     *journal
	config  Config
	bot     *Bot
	stop    func() error // ends Run and returns what it returned
	ended   func() error // waits until Run ends by itself

	tamper  func(*Bot)                     // changes a bot before it runs
	refusal func(discordtest.Request) bool // a refusal that the test expects

	guild     discordtest.Guild
	general   discordtest.Channel
	ada, mona discordtest.User // a member, and a moderator
}

// journal is a log that can be read while it is written.
type journal struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.String()
}

// patience lasts as long as "go test" lets the tests run, but for what it takes
// to say where one of them hangs.
func patience(t testing.TB) (context.Context, context.CancelFunc) {
	if t, ok := t.(*testing.T); ok {
		if end, ok := t.Deadline(); ok {
			return context.WithDeadline(context.Background(), end.Add(-30*time.Second))
		}
	}
	return context.WithCancel(context.Background())
}

// prepare makes a world in which the bot does not run yet.
func prepare(t testing.TB, o discordtest.Options) *world {
	t.Helper()
	ctx, cancel := patience(t)
	t.Cleanup(cancel)
	w := &world{t: t, ctx: ctx, log: &journal{}}
	w.refusal = func(discordtest.Request) bool { return false }
	var err error
	if w.discord, err = discordtest.New(o); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.discord.Close)
	if address := storetest.Chosen(t); address != "" {
		w.store, err = store.OpenPostgres(ctx, address)
	} else {
		w.store, err = store.Open(ctx, t.TempDir())
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.store.Close() })
	if w.engine, err = search.Open(ctx, search.Config{Dir: filepath.Join(t.TempDir(), "index"), Source: w.store}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.engine.Close() })
	w.guild, w.general = w.discord.AddGuild("Harbour Watch")
	w.ada, w.mona = w.discord.AddUser("Ada"), w.discord.AddUser("Mona")
	w.discord.Join(w.guild, w.ada, 0)
	w.discord.Join(w.guild, w.mona, discordgo.PermissionManageMessages)
	w.config = Config{
		Token: w.discord.Token(), Store: w.store, Engine: w.engine, Transport: w.discord.Transport(),
		Log: slog.New(slog.NewTextHandler(w.log, nil)), Rate: Rate{Burst: 1000, Every: time.Millisecond},
	}
	return w
}

// newWorld makes a world in which the bot runs, after change had a look at its
// settings. What a test is about is shown however busy the machine is: nothing
// is acknowledged or given up because it took long, unless a test wants that.
func newWorld(t testing.TB, change ...func(*world)) *world {
	t.Helper()
	w := prepare(t, discordtest.Options{BucketSize: 10_000, OpenAPI: openAPI(), AnswerWithin: time.Minute})
	t.Cleanup(w.wellFormed)
	for _, c := range change {
		c(w)
	}
	if w.config.AckAfter == 0 {
		w.config.AckAfter = time.Minute
	}
	w.run()
	return w
}

// openAPI returns the path of Discord's published schemas, "" where they are
// not at hand; the stand-in's own rules hold all the same.
func openAPI() string {
	path := filepath.Join(os.Getenv("PINCITE_SHARED_DIR"), "discord", "openapi.json")
	if _, err := os.Stat(path); err != nil {
		return ""
	}
	return path
}

// wellFormed fails the test when Discord refused anything that the bot sent, or
// anything that it sent notified somebody.
func (w *world) wellFormed() {
	for _, r := range w.discord.Refused() {
		if !w.refusal(r) {
			w.t.Errorf("Discord refused %s %s: %d %s", r.Method, r.Path, r.Status, r.Answer)
		}
	}
	for _, u := range []discordtest.User{w.ada, w.mona} {
		for _, c := range []discordtest.Channel{w.general, w.discord.DirectMessage(u)} {
			for _, m := range w.discord.As(u, c).Messages() {
				if m.AuthorID == w.discord.Bot().ID && len(m.Pings) > 0 {
					w.t.Errorf("a message of the bot's notified %v:\n%s", m.Pings, dump(read(w.t, m)))
				}
			}
		}
	}
}

// run starts the bot and waits until it is ready.
func (w *world) run() {
	w.t.Helper()
	b, err := New(w.config)
	if err != nil {
		w.t.Fatal(err)
	}
	w.bot = b
	b.completeTime, b.answerTime = time.Minute, time.Minute
	b.identifyPause, b.invalidPause = time.Millisecond, time.Millisecond
	if w.tamper != nil {
		w.tamper(b)
	}
	ctx, cancel := context.WithCancel(w.ctx)
	done := make(chan struct{})
	var result error
	go func() {
		defer close(done)
		result = b.Run(ctx)
	}()
	ended := func() error { <-done; return result }
	stop := func() error { cancel(); return ended() }
	w.ended, w.stop = ended, stop
	w.t.Cleanup(func() { stop() })
	select {
	case <-b.Ready():
	case <-done:
		w.t.Fatalf("the bot ended: %v", result)
	case <-w.ctx.Done():
		w.t.Fatalf("the bot is not ready; its log:\n%s", w.log)
	}
}

// article reads a file of testdata.
func article(t testing.TB, name string) *corpus.Document {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "articles", name))
	if err != nil {
		t.Fatal(err)
	}
	d, err := extract.Document(t.Context(), extract.File{Name: name, Data: data}, corpus.Metadata{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// hold puts articles of testdata into the guild's library.
func hold(names ...string) func(*world) {
	return func(w *world) {
		w.t.Helper()
		for _, name := range names {
			w.keep(corpus.GuildLibrary(w.guild.ID), article(w.t, name))
		}
	}
}

func (w *world) keep(lib corpus.Library, d *corpus.Document) *corpus.Document {
	w.t.Helper()
	kept, err := w.store.Add(w.ctx, lib, store.Upload{Document: d, By: "shell"})
	if err != nil {
		w.t.Fatal(err)
	}
	return kept
}

// examples puts the embedded examples where they belong.
func examples(w *world) {
	w.t.Helper()
	docs, err := sample.Documents()
	if err != nil {
		w.t.Fatal(err)
	}
	if err := w.store.Replace(w.ctx, corpus.Example, docs, "pincite"); err != nil {
		w.t.Fatal(err)
	}
}

// as is a person at their client in the guild's channel.
func (w *world) as(u discordtest.User) *discordtest.Actor { return w.discord.As(u, w.general) }

// did fails the test when a person could not do something, or was told that it
// failed.
func (w *world) did(in *discordtest.Interaction, err error) *discordtest.Interaction {
	w.t.Helper()
	if err != nil {
		w.t.Fatalf("%v\nlog:\n%s", err, w.log)
	}
	if in.Failed != "" {
		w.t.Fatalf("the client says %q\nlog:\n%s", in.Failed, w.log)
	}
	return in
}

// shown returns the message that an interaction led to.
func shown(t testing.TB, in *discordtest.Interaction) sent {
	t.Helper()
	m := in.Message
	if m == nil {
		m = in.Updated
	}
	if m == nil {
		t.Fatalf("there is no message in %+v", in)
	}
	return read(t, *m)
}

// sent is a message as Discord has it.
type sent struct {
	discordtest.Message
	Components []part   `json:"components"`
	Mentions   []user   `json:"mentions"`
	Content    string   `json:"content"`
	Embeds     []string `json:"embeds"`

	Attachments []attachment `json:"attachments"`
}

// part is a component as Discord has it.
type part struct {
	Type        int           `json:"type"`
	Content     string        `json:"content"`
	Label       string        `json:"label"`
	Style       int           `json:"style"`
	URL         string        `json:"url"`
	CustomID    string        `json:"custom_id"`
	Placeholder string        `json:"placeholder"`
	Description string        `json:"description"`
	Value       string        `json:"value"`
	Required    *bool         `json:"required"`
	MaxLength   int           `json:"max_length"`
	AccentColor *int          `json:"accent_color"`
	Options     []selection   `json:"options"`
	Components  []part        `json:"components"`
	Component   *part         `json:"component"`
	Accessory   *part         `json:"accessory"`
	File        *media        `json:"file"`
	Items       []pictureItem `json:"items"`

	Preselected []preselected `json:"default_values"`
}

func read(t testing.TB, m discordtest.Message) sent {
	t.Helper()
	s := sent{}
	if err := json.Unmarshal(m.Raw, &s); err != nil {
		t.Fatalf("%v in %s", err, m.Raw)
	}
	s.Message = m
	return s
}

// each calls visit for every component of a message.
func each(parts []part, visit func(part)) {
	for _, p := range parts {
		visit(p)
		each(p.Components, visit)
		if p.Component != nil {
			each([]part{*p.Component}, visit)
		}
		if p.Accessory != nil {
			each([]part{*p.Accessory}, visit)
		}
	}
}

// text is everything that a message says.
func (s sent) text() string {
	var all []string
	each(s.Components, func(p part) {
		if p.Type == typeText {
			all = append(all, p.Content)
		}
	})
	return strings.Join(all, "\n")
}

// button returns the custom_id of the first button with a label.
func (s sent) button(t testing.TB, label string) string {
	t.Helper()
	id := ""
	each(s.Components, func(p part) {
		if p.Type == typeButton && p.Label == label && id == "" {
			id = p.CustomID
		}
	})
	if id == "" {
		t.Fatalf("there is no button %q in\n%s", label, dump(s))
	}
	return id
}

// has reports whether a message has a button with a label.
func (s sent) has(label string) bool {
	found := false
	each(s.Components, func(p part) { found = found || p.Label == label })
	return found
}
