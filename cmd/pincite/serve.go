package main

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"github.com/pincite/pincite/bot"
	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/extract/pdf"
)

// serveCmd runs the bot.
type serveCmd struct {
	Transport http.RoundTripper `kong:"-"` // nil for the real Discord
}

var errNoToken = errors.New("DISCORD_TOKEN is not set. Get the bot's token at https://discord.com/developers/applications " +
	"(your application, Bot, Reset Token), and set it in the environment, in the file .env, or by DISCORD_TOKEN_FILE. " +
	"To try Pincite without Discord: pincite play")

// Run serves until a signal comes or Discord refuses the bot for good.
func (c *serveCmd) Run(ctx context.Context, std std, cfg *config) (err error) {
	if cfg.token == "" {
		return errNoToken
	}
	log := cfg.logger(std.err)
	begun := time.Now()
	d, err := openDesk(ctx, cfg.place(), log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.close()) }()
	links, err := cfg.fetcher()
	if err != nil {
		return err
	}
	defer links.Close()
	counted := newMetrics()
	b, err := bot.New(bot.Config{Token: cfg.token, Store: d.store, Engine: d.engine, Log: log, DevGuild: cfg.devGuild,
		Transport: c.Transport, Fetch: links, Rate: cfg.rate, Observer: counted,
		Shards: cfg.shards, WithoutGateway: cfg.withoutGateway})
	if err != nil {
		return err
	}
	if cfg.healthAddr != "" {
		parts := d.parts(b)
		counted.watch(parts, d.engine.Indexes, cfg.data)
		h, err := serveHealth(cfg.healthAddr, window{alive: wellness(b), parts: parts, metrics: counted.handler(), profile: cfg.profile})
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, h.close()) }()
	}
	if cfg.interactions != "" {
		in, err := openDoor(cfg, b)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, in.close()) }()
	}
	go prepare(ctx, log)
	log.Info("starting", "version", versionName(), "data", cfg.data, "health", cfg.healthAddr)
	return d.serve(ctx, b, log, begun)
}

// prepare has the PDF reader ready before the first moderator needs it. The
// first start of a version compiles it; nothing waits for that, not even the
// end of the process.
func prepare(ctx context.Context, log *slog.Logger) {
	if err := pdf.Prepare(ctx); err != nil && ctx.Err() == nil {
		log.Error("PDFs cannot be read", "error", err)
	}
}

// serve runs a bot at the desk, and beside it what the desk needs done.
func (d *desk) serve(ctx context.Context, b *bot.Bot, log *slog.Logger, begun time.Time) error {
	ctx, stop := context.WithCancel(ctx)
	work := make(chan struct{}, 4)
	start := func(f func()) {
		go func() { f(); work <- struct{}{} }()
	}
	start(func() { d.warm(ctx, log) })
	start(func() { d.prune(ctx, log) })
	start(func() { d.follow(ctx, log) })
	start(func() {
		select {
		case <-b.Ready():
			log.Info("ready", "after", time.Since(begun).Round(time.Millisecond))
		case <-ctx.Done():
		}
	})
	err := b.Run(ctx)
	stop()
	for range cap(work) {
		<-work
	}
	if err == nil {
		log.Info("stopped")
	}
	return err
}

// warm brings the index that most will ask up to date, so that nobody waits for
// it. An index that fails here is reported again to whoever asks.
func (d *desk) warm(ctx context.Context, log *slog.Logger) {
	scope, err := d.store.ReadScope(ctx, corpus.Base)
	if err == nil {
		err = d.engine.Sync(ctx, scope)
	}
	if err == nil {
		d.warmed.Store(true)
		log.Info("index is up to date", "library", scope.String())
	} else if ctx.Err() == nil {
		log.Error("the index is not ready", "library", scope.String(), "error", err)
	}
}

// pruneEvery is how often what has expired is deleted.
const pruneEvery = time.Hour

// prune deletes expired answers, drafts and the like now and then.
func (d *desk) prune(ctx context.Context, log *slog.Logger) {
	tick := time.NewTicker(pruneEvery)
	defer tick.Stop()
	for {
		gone, err := d.store.Prune(ctx, time.Now())
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			log.Error("what has expired could not be deleted", "error", err)
		case gone.Any():
			log.Info("deleted what has expired", "answers", gone.Answers, "drafts", gone.Drafts, "unanswered", gone.Askings, "feeds", gone.Feeds)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}
