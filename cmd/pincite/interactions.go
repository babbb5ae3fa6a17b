package main

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/pincite/pincite/bot"
)

// maxShards is more than the largest bots of Discord have.
const maxShards = 16_384

// checkArrival reads how interactions come: over how many connections of the
// gateway, or over HTTP.
func (s *Settings) checkArrival(cfg *config, wrong *faults) {
	cfg.interactions = strings.TrimSpace(s.Interactions)
	if cfg.interactions != "" && !validAddress(cfg.interactions) {
		wrong.add("INTERACTIONS_ADDR is %q: write host:port, 127.0.0.1:8087 for instance, or nothing.", s.Interactions)
	}
	key := strings.TrimSpace(s.PublicKey)
	var err error
	switch {
	case key != "":
		if cfg.publicKey, err = bot.ParsePublicKey(key); err != nil {
			wrong.add("DISCORD_PUBLIC_KEY cannot be used: %v.", err)
		}
	case cfg.interactions != "":
		wrong.add("INTERACTIONS_ADDR is set and DISCORD_PUBLIC_KEY is not: nobody could tell Discord's interactions from forged ones. Copy the key from https://discord.com/developers/applications: your application, General Information, Public Key.")
	}
	switch n, err := strconv.Atoi(s.Shards); {
	case s.Shards == "auto":
		cfg.withoutGateway = cfg.interactions != ""
	case s.Shards == "none":
		cfg.withoutGateway = true
		if cfg.interactions == "" {
			wrong.add("PINCITE_SHARDS is none and INTERACTIONS_ADDR is not set, so nothing would reach the bot: set one of them.")
		}
	case err != nil || n < 1 || n > maxShards:
		wrong.add("PINCITE_SHARDS is %q: write auto, none, or a number from 1 to %d.", s.Shards, maxShards)
	default:
		cfg.shards = n
	}
}

// door takes interactions that come over HTTP.
type door struct {
	server *http.Server
	done   chan struct{}
}

// openDoor listens for interactions.
func openDoor(cfg *config, b *bot.Bot) (*door, error) {
	h, err := b.Interactions(cfg.publicKey)
	if err != nil {
		return nil, err
	}
	l, err := net.Listen("tcp", cfg.interactions)
	if err != nil {
		return nil, fmt.Errorf("interactions cannot be taken at %s (%w): set INTERACTIONS_ADDR to another address", cfg.interactions, err)
	}
	d := &door{
		// Discord's bodies are small and come at once, and it waits for 3 s.
		server: &http.Server{Handler: h, ReadHeaderTimeout: 3 * time.Second, ReadTimeout: 5 * time.Second, WriteTimeout: 15 * time.Second,
			IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 1 << 14},
		done: make(chan struct{}),
	}
	go func() {
		defer close(d.done)
		_ = d.server.Serve(l) // always ErrServerClosed, or the listener is gone, and Discord says so
	}()
	return d, nil
}

// close stops listening; what is in hand has been answered when the bot ended.
func (d *door) close() error {
	err := d.server.Close()
	<-d.done
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}
