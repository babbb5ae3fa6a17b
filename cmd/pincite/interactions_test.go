package main

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"io"
	"net"
	"strings"
	"testing"
)

func TestServeTakesInteractionsOverHTTPWithoutAGateway(t *testing.T) {
	t.Parallel()
	discord := standIn(t)
	cfg := serveConfig(t, discord.Token())
	key := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{3}, ed25519.SeedSize))
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	cfg.interactions, cfg.publicKey, cfg.withoutGateway = l.Addr().String(), key.Public().(ed25519.PublicKey), true
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	s := startPincite(t, func(ctx context.Context, std std) int {
		return conclude(std, (&serveCmd{Transport: discord.Transport()}).Run(ctx, std, cfg))
	})
	for got := health(t, cfg); got.out != "ok\n"; got = health(t, cfg) {
		if got.code != exitNo {
			t.Fatalf("%+v", got)
		}
	}
	if err := discord.UseEndpoint(t.Context(), "http://"+cfg.interactions, key); err != nil {
		t.Fatal(err)
	}
	guild, general := discord.AddGuild("Harbor")
	ada := discord.AddUser("Ada")
	discord.Join(guild, ada, 0)
	in, err := discord.As(ada, general).Slash(t.Context(), "help")
	if err != nil || in.Message == nil {
		t.Fatalf("%+v, %v", in, err)
	}
	if g := discord.Gateway(); g.Identified != 0 {
		t.Errorf("the gateway was used: %+v", g)
	}
	s.stop(t)
}

func TestAnAddressForInteractionsThatIsTakenEndsServeWithTheRemedy(t *testing.T) {
	t.Parallel()
	discord := standIn(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	cfg := serveConfig(t, discord.Token())
	cfg.interactions, cfg.withoutGateway = l.Addr().String(), true
	cfg.publicKey = make(ed25519.PublicKey, ed25519.PublicKeySize)
	err = (&serveCmd{Transport: discord.Transport()}).Run(t.Context(), std{nil, io.Discard, io.Discard}, cfg)
	if err == nil || !strings.Contains(err.Error(), "INTERACTIONS_ADDR") {
		t.Errorf("err = %v", err)
	}
}
