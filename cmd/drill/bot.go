//go:build linux

package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"github.com/pincite/pincite/bot"
	"github.com/pincite/pincite/bot/discordtest"
	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/sample"
	"github.com/pincite/pincite/corpus/store"
	"github.com/pincite/pincite/search"
)

// botCmd is one bot in a process of its own. It reads lines from its input: for
// each it writes what it holds as JSON. When its input ends, so does it.
type botCmd struct {
	Discord  string `required:"" help:"Host and port of the stand-in."`
	Token    string `required:""`
	Data     string `required:""`
	Database string `help:"Address of Postgres; none for a file in the data folder."`
	Profile  string `help:"Write a profile of the processor's time into this file."`
	Crowded  bool   `help:"Take guilds' interactions as they come, without turns."`
}

// held is what a process holds.
type held struct {
	HeapMB      float64 // after a garbage collection
	Goroutines  int
	Descriptors int
	Shards      int // connected
}

// Run is the bot.
func (c *botCmd) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	stop, err := profile(c.Profile)
	if err != nil {
		return err
	}
	defer stop()
	s, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	engine, err := search.Open(ctx, search.Config{Dir: filepath.Join(c.Data, "index"), Source: s})
	if err != nil {
		return err
	}
	defer engine.Close()
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	const any = 1_000_000 // people's and guilds' own limits are tested elsewhere
	rate := bot.Rate{Burst: any, Every: time.Microsecond}
	b, err := bot.New(bot.Config{Token: c.Token, Store: s, Engine: engine, Log: log, Transport: discordtest.TransportTo(c.Discord),
		Rate: rate, GuildRate: rate, WithoutTurns: c.Crowded})
	if err != nil {
		return err
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		c.answer(os.Stdin, os.Stdout, b)
		cancel()
	}()
	err = b.Run(ctx)
	if errors.Is(err, context.Canceled) {
		err = nil
	}
	return err
}

func (c *botCmd) open(ctx context.Context) (s *store.Store, err error) {
	if c.Database != "" {
		s, err = store.OpenPostgres(ctx, c.Database)
	} else {
		s, err = store.Open(ctx, c.Data)
	}
	if err != nil {
		return nil, err
	}
	if n, err := s.Setting(ctx, corpus.Example, "drill"); err != nil || n != "" {
		return s, err
	}
	docs, err := sample.Documents()
	if err == nil {
		err = s.Replace(ctx, corpus.Example, docs, "pincite")
	}
	if err == nil {
		err = s.SetSetting(ctx, corpus.Example, "drill", "there")
	}
	return s, err
}

// answer says what the process holds as often as it is asked.
func (c *botCmd) answer(in io.Reader, out io.Writer, b *bot.Bot) {
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		debug.FreeOSMemory()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		_, up := b.Shards()
		h := held{HeapMB: float64(m.HeapAlloc) / (1 << 20), Goroutines: runtime.NumGoroutine(), Descriptors: descriptors(), Shards: up}
		line, err := json.Marshal(h)
		if err != nil {
			return
		}
		fmt.Fprintln(out, string(line))
	}
}

// descriptors counts open files and sockets; -1 where that is not known.
func descriptors() int {
	list, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return -1
	}
	return len(list)
}

// busySentence is what the bot says when it sheds load; drill recognizes it.
const busySentence = "Too many are asking at once"

// awaySentence is what it says when it cannot reach its store.
const awaySentence = "cannot reach its library"

// inWords reports whether a reply refuses in words.
func inWords(text string) bool {
	for _, s := range []string{busySentence, awaySentence, "Something went wrong", "took too long", "is restarting", "was restarted", "could not be reached"} {
		if strings.Contains(text, s) {
			return true
		}
	}
	return false
}
