package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"time"

	"github.com/bwmarrin/discordgo"

	"github.com/pincite/pincite/bot"
	"github.com/pincite/pincite/bot/discordtest"
	"github.com/pincite/pincite/bot/playground"
)

// playCmd runs the bot in a stand-in Discord with a page to use it on.
type playCmd struct {
	Addr string `placeholder:"HOST:PORT" help:"Where the page is, on this machine only. Port 0 takes a free one; so does no address when the usual port, 8085, is taken."`
}

// playAddr is where the page is unless another place is named.
const playAddr = "127.0.0.1:8085"

// Run plays until a signal comes. It keeps nothing, unless --data names a
// folder: what is tried out must not end up among the articles of a real bot,
// so the folder from the environment and from .env is left alone.
func (c *playCmd) Run(ctx context.Context, std std, cfg *config) (err error) {
	dir, kept := cfg.data, cfg.given["data"]
	if !kept {
		if dir, err = os.MkdirTemp("", "pincite-play-"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	}
	log := cfg.shellLogger(std.err)
	at := cfg.place()
	at.dir, at.database = dir, "" // a playground has a database of its own
	d, err := openDesk(ctx, at, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.close()) }()
	discord, err := discordtest.New(discordtest.Options{})
	if err != nil {
		return err
	}
	defer discord.Close()
	people := peopleOf(discord)
	links, err := cfg.fetcher()
	if err != nil {
		return err
	}
	defer links.Close()
	b, err := bot.New(bot.Config{Token: discord.Token(), Store: d.store, Engine: d.engine, Log: log,
		Transport: discord.Transport(), Fetch: links, Rate: cfg.rate})
	if err != nil {
		return err
	}
	page, err := c.page(ctx, playground.Config{Discord: discord, People: people})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, page.Close()) }()
	return d.play(ctx, b, log, func() { announce(std.out, page.URL(), cfg.data, kept) })
}

// play runs the bot until ctx ends, and calls ready once it can be used.
func (d *desk) play(ctx context.Context, b *bot.Bot, log *slog.Logger, ready func()) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	announced := make(chan struct{})
	go func() {
		defer close(announced)
		select {
		case <-b.Ready():
			ready()
		case <-ctx.Done():
		}
	}()
	err := d.serve(ctx, b, log, time.Now())
	stop()
	<-announced
	return err
}

// page starts the page, at the usual port or a free one when none is named.
func (c *playCmd) page(ctx context.Context, cfg playground.Config) (*playground.Playground, error) {
	if c.Addr != "" {
		cfg.Addr = c.Addr
		return playground.Start(ctx, cfg)
	}
	cfg.Addr = playAddr
	if p, err := playground.Start(ctx, cfg); err == nil {
		return p, nil
	}
	cfg.Addr = "127.0.0.1:0"
	return playground.Start(ctx, cfg)
}

func announce(w io.Writer, url, dir string, kept bool) {
	what := "Nothing is kept: name a folder with --data to keep it."
	if kept {
		what = "The articles are kept in " + dir + "."
	}
	fmt.Fprintf(w, "Open %s in your browser. Ctrl-C stops. %s\n", url, what)
}

// peopleOf makes two servers, and the people whose places can be taken there.
func peopleOf(discord *discordtest.Server) []playground.Persona {
	ada, ben, mona := discord.AddUser("Ada"), discord.AddUser("Ben"), discord.AddUser("Mona")
	var people, watching []playground.Persona
	for _, name := range []string{"Harbor Newsroom", "Second Server"} {
		guild, general := discord.AddGuild(name)
		discord.Join(guild, ada, 0)
		discord.Join(guild, ben, 0)
		discord.Join(guild, mona, discordgo.PermissionManageMessages)
		discord.AddRole(guild, "Librarians", ada)
		changes := discord.AddChannel(guild, "library-changes")
		watching = append(watching, playground.Persona{Label: "Mona, in #library-changes", User: mona, Channel: changes, Guild: name})
		people = append(people,
			playground.Persona{Label: "Ada, member", User: ada, Channel: general, Guild: name},
			playground.Persona{Label: "Ben, member", User: ben, Channel: general, Guild: name},
			playground.Persona{Label: "Mona, moderator", User: mona, Channel: general, Guild: name})
	}
	for _, user := range []discordtest.User{ada, mona} {
		people = append(people, playground.Persona{Label: user.Name, User: user, Channel: discord.DirectMessage(user)})
	}
	return append(people, watching...)
}
