package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pincite/pincite/bot/discordtest"
	"github.com/pincite/pincite/internal/testfile"
)

func standIn(t *testing.T) *discordtest.Server {
	t.Helper()
	s, err := discordtest.New(discordtest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// serveConfig is the settings of serve with a health address that is free.
func serveConfig(t *testing.T, token string) *config {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return &config{data: t.TempDir(), token: token, logFormat: "json", healthAddr: l.Addr().String()}
}

func TestServeIsWellOnceItIsConnectedAndStopsOnASignal(t *testing.T) {
	t.Parallel()
	discord := standIn(t)
	cfg := serveConfig(t, discord.Token())
	s := startPincite(t, func(ctx context.Context, std std) int {
		return conclude(std, (&serveCmd{Transport: discord.Transport()}).Run(ctx, std, cfg))
	})
	if err := discord.WaitReady(t.Context()); err != nil {
		t.Fatal(err)
	}
	for got := health(t, cfg); got.out != "ok\n"; got = health(t, cfg) {
		if got.code != exitNo {
			t.Fatalf("%+v", got)
		}
	}
	s.stop(t)
	for line := range strings.Lines(s.err.String()) {
		if !json.Valid([]byte(line)) {
			t.Errorf("the log has a line that is not JSON: %s", line)
		}
		if strings.Contains(line, discord.Token()) {
			t.Errorf("the log has the token: %s", line)
		}
	}
	if got := health(t, cfg); got.code != exitNo || !strings.Contains(got.err, "is pincite serve running?") {
		t.Errorf("after its end: %+v", got)
	}
}

func TestHealthSaysWhyTheBotIsNotWell(t *testing.T) {
	t.Parallel()
	cfg := serveConfig(t, "")
	h, err := serveHealth(cfg.healthAddr, window{alive: func() error { return errors.New("the connection to Discord is down") }})
	if err != nil {
		t.Fatal(err)
	}
	if got := health(t, cfg); got.code != exitNo || got.err != "Not well: the connection to Discord is down\n" || got.out != "" {
		t.Errorf("%+v", got)
	}
	if err := h.close(); err != nil {
		t.Error(err)
	}
}

func TestReadySaysWhichPartIsNot(t *testing.T) {
	t.Parallel()
	cfg := serveConfig(t, "")
	d, err := openDesk(t.Context(), cfg.place(), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	parts := []part{{"gateway", func() error { return nil }}, {"store", d.storeAnswers}, {"index", d.indexReady}}
	h, err := serveHealth(cfg.healthAddr, window{parts: parts})
	if err != nil {
		t.Fatal(err)
	}
	want := "Not ready:\ngateway: ok\nstore: ok\nindex: the index of the base library is being brought up to date\n"
	if got := ask(t, cfg, healthCmd{Ready: true}); got.code != exitNo || got.err != want {
		t.Errorf("before the index is warm: %+v", got)
	}
	d.warm(t.Context(), slog.New(slog.DiscardHandler))
	if got := ask(t, cfg, healthCmd{Ready: true}); got.code != exitYes || got.out != "gateway: ok\nstore: ok\nindex: ok\n" {
		t.Errorf("afterwards: %+v", got)
	}
	if err := d.close(); err != nil {
		t.Fatal(err)
	}
	if got := ask(t, cfg, healthCmd{Ready: true}); got.code != exitNo || !strings.Contains(got.err, "store: the database cannot be read") {
		t.Errorf("with the database closed: %+v", got)
	}
	if err := h.close(); err != nil {
		t.Error(err)
	}
}

func TestHealthFindsABotThatListensEverywhere(t *testing.T) {
	t.Parallel()
	for addr, want := range map[string]string{
		"0.0.0.0:8086": "localhost:8086", "[::]:8086": "localhost:8086", ":8086": "localhost:8086",
		"127.0.0.1:8086": "127.0.0.1:8086", "bot.internal:80": "bot.internal:80",
	} {
		if got := dialable(addr); got != want {
			t.Errorf("%s: %s, want %s", addr, got, want)
		}
	}
}

func health(t *testing.T, cfg *config) outcome {
	t.Helper()
	return ask(t, cfg, healthCmd{})
}

func ask(t *testing.T, cfg *config, cmd healthCmd) outcome {
	t.Helper()
	var out, err strings.Builder
	code := conclude(std{nil, &out, &err}, cmd.Run(t.Context(), std{nil, &out, &err}, cfg))
	return outcome{code, out.String(), err.String()}
}

func TestAWrongTokenEndsServeWithTheRemedy(t *testing.T) {
	t.Parallel()
	discord := standIn(t)
	var log strings.Builder
	err := (&serveCmd{Transport: discord.Transport()}).Run(t.Context(), std{nil, io.Discard, &log}, serveConfig(t, "not-the-token"))
	if err == nil || !strings.Contains(err.Error(), "token") || !strings.Contains(err.Error(), "DISCORD_TOKEN") {
		t.Errorf("err = %v", err)
	}
	if strings.Contains(log.String(), "not-the-token") || strings.Contains(err.Error(), "not-the-token") {
		t.Errorf("the token shows: %v\n%s", err, &log)
	}
}

func TestAHealthAddressThatIsTakenEndsServeWithTheRemedy(t *testing.T) {
	t.Parallel()
	discord := standIn(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	cfg := serveConfig(t, discord.Token())
	cfg.healthAddr = l.Addr().String()
	err = (&serveCmd{Transport: discord.Transport()}).Run(t.Context(), std{nil, io.Discard, io.Discard}, cfg)
	if err == nil || !strings.Contains(err.Error(), "PINCITE_HEALTH_ADDR") {
		t.Errorf("err = %v", err)
	}
}

func TestPlayShowsItsPageAndKeepsNothing(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	s := startPlay(t)
	url := s.address(t)
	page := get(t, url)
	if !strings.Contains(page, "<html") {
		t.Errorf("the page is %.200q", page)
	}
	world := get(t, url+"api/world")
	for _, want := range []string{"Ada", "Ben", "Mona", "Harbor Newsroom", "Second Server"} {
		if !strings.Contains(world, want) {
			t.Errorf("nobody finds %s on the page: %.500s", want, world)
		}
	}
	s.stop(t)
	if left, err := os.ReadDir(os.TempDir()); err != nil || len(left) > 0 {
		t.Errorf("it left %v, %v", left, err)
	}
}

func TestPlayWithADataFolderKeepsIt(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := startPlay(t, "--data", dir)
	s.address(t)
	s.stop(t)
	if got := pinciteWith(t, "", "library", "list", "--library", "example", "--data", dir); got.code != exitYes || got.out == "" {
		t.Errorf("%+v", got)
	}
}

func TestPlayListensNowhereElse(t *testing.T) {
	t.Parallel()
	got := pinciteWith(t, "", "play", "--addr", "0.0.0.0:0")
	if got.code != exitError || !strings.Contains(got.err, "only listens on this machine") {
		t.Errorf("%+v", got)
	}
}

func TestPlayOnAPortThatIsTakenSaysWhichFlagToUse(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	got := pinciteWith(t, "", "play", "--addr", l.Addr().String())
	if got.code != exitError || !strings.Contains(got.err, "--addr") || !strings.Contains(got.err, "in use") {
		t.Errorf("%+v", got)
	}
}

func startPlay(t *testing.T, args ...string) *started {
	t.Helper()
	return startPincite(t, func(ctx context.Context, std std) int {
		return run(ctx, slices.Concat([]string{"play", "--addr", "127.0.0.1:0"}, args), map[string]string{"PINCITE_CACHE_DIR": testfile.CodeFolder()}, std)
	})
}

// address reads the page's address from the line that play prints.
func (s *started) address(t *testing.T) string {
	t.Helper()
	line, err := s.out.ReadString('\n')
	if err != nil {
		t.Fatalf("no address: %v\n%s", err, s.err)
	}
	url := regexp.MustCompile(`http://127\.0\.0\.1:[0-9]+/`).FindString(line)
	if url == "" {
		t.Fatalf("there is no address in %q", line)
	}
	return url
}

func get(t *testing.T, url string) string {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
