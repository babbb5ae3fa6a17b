package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"github.com/pincite/pincite/bot/discordtest"
	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
	"github.com/pincite/pincite/search"
)

// How large what is measured here is. The usual numbers are for every run of the
// tests; make bench-start and make bench-guilds take those of the promises.
var (
	scaleDocuments = flag.Int("scale.documents", 20, "articles of the library that a start is measured with")
	scaleGuilds    = flag.Int("scale.guilds", 6, "libraries that are asked")
	scaleDir       = flag.String("scale.dir", "", "a data folder that is kept, so that measuring again needs not make it again")
	scaleOpen      = flag.Int("scale.open", 3, "indexes that stay open")
)

// The names under which this test program is a process that is measured.
const (
	starterName = "pincite-starter"
	hostName    = "pincite-host"
)

// TestStart measures the time from the start of a process until it is ready:
// connected, the database open, the index of the library up to date.
func TestStart(t *testing.T) {
	t.Parallel()
	dir := cmp.Or(*scaleDir, t.TempDir())
	begun := time.Now()
	fill(t, dir, *scaleDocuments, corpus.Base)
	t.Logf("%d articles were added in %v", *scaleDocuments, time.Since(begun).Round(time.Millisecond))
	for _, what := range []string{"the first time, when the index is built", "again", "once more"} {
		begun := time.Now()
		line, end := measure(t, starterName, dir)
		t.Logf("ready after %v %s", time.Since(begun).Round(time.Millisecond), what)
		if line != "ready\n" {
			t.Fatalf("it says %q", line)
		}
		end()
	}
}

// TestGuilds measures how much memory a process takes that has answered
// questions in many libraries.
func TestGuilds(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	begun := time.Now()
	libraries := make([]corpus.Library, *scaleGuilds)
	for i := range libraries {
		libraries[i] = guildLibrary(i)
	}
	fill(t, dir, 10, libraries...)
	t.Logf("%d libraries of 10 articles were made in %v", len(libraries), time.Since(begun).Round(time.Millisecond))
	for range 2 { // the first builds the indexes
		line, end := measure(t, hostName, dir, fmt.Sprint(*scaleGuilds), fmt.Sprint(*scaleOpen))
		var got hosted
		if err := json.Unmarshal([]byte(line), &got); err != nil || got.Answered != *scaleGuilds || got.Open > *scaleOpen {
			t.Fatalf("%+v of %q, %v", got, line, err)
		}
		t.Logf("%d libraries asked, %d indexes open: %d MB resident, %d MB at most, %d goroutines; an answer took %v on average", got.Answered, got.Open, got.Resident>>20, got.Most>>20, got.Goroutines, got.Took)
		end()
	}
}

// measure starts this program under another name and reads one line of it. end
// ends it.
func measure(t *testing.T, name string, args ...string) (line string, end func()) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := &exec.Cmd{Path: self, Args: append([]string{name}, args...), Dir: t.TempDir()}
	var said bytes.Buffer
	cmd.Stderr = &said
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err = bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, &said)
	}
	return line, func() {
		if err := errors.Join(in.Close(), cmd.Wait()); err != nil {
			t.Errorf("%s: %v\n%s", name, err, &said)
		}
	}
}

func guildLibrary(i int) corpus.Library { return corpus.Library(fmt.Sprintf("guild-%018d", 1e17+i)) }

// fill makes libraries of so many articles of some 500 words each.
func fill(t *testing.T, dir string, articles int, libraries ...corpus.Library) {
	t.Helper()
	s, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	r := rand.New(rand.NewPCG(3, 5))
	for _, lib := range libraries {
		if scope, err := s.ReadScope(t.Context(), lib); err == nil && scope == corpus.ScopeOf(lib) {
			continue // it was filled before
		}
		docs := make([]*corpus.Document, articles)
		for i := range docs {
			if docs[i], err = scaleArticle(r, i); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.Replace(t.Context(), lib, docs, "test"); err != nil {
			t.Fatal(err)
		}
	}
}

func scaleArticle(r *rand.Rand, n int) (*corpus.Document, error) {
	parts := []corpus.Part{{Kind: corpus.Paragraph, Text: fmt.Sprintf("The keeper of lighthouse number %d is called Keeper%d.", n, n)}}
	for range 8 {
		var b strings.Builder
		for sentence := range 4 {
			for word := range 15 {
				if sentence+word > 0 {
					b.WriteByte(' ')
				}
				w := benchWord(r)
				if word == 0 {
					w = strings.ToUpper(w[:1]) + w[1:]
				}
				b.WriteString(w)
			}
			b.WriteByte('.')
		}
		parts = append(parts, corpus.Part{Kind: corpus.Paragraph, Text: b.String()})
	}
	return corpus.Build(corpus.Metadata{Title: fmt.Sprintf("Lighthouse %d", n), Language: "en"}, parts)
}

// starter serves until its input ends, and says when it is ready.
func starter() {
	exit(func(ctx context.Context, args []string) error {
		discord, err := discordtest.New(discordtest.Options{})
		if err != nil {
			return err
		}
		defer discord.Close()
		ctx, stop := context.WithCancel(ctx)
		var log lineFinder
		log.found = func() {
			fmt.Println("ready")
			_, _ = io.Copy(io.Discard, os.Stdin) // until the test has enough
			stop()
		}
		cfg := &config{data: args[0], token: discord.Token(), cache: filepath.Join(args[0], "cache"), logFormat: "text", healthAddr: ""}
		return (&serveCmd{Transport: discord.Transport()}).Run(ctx, std{nil, io.Discard, &log}, cfg)
	})
}

// lineFinder waits in a log for both words that a service is ready by.
type lineFinder struct {
	seen  int
	found func()
}

func (l *lineFinder) Write(p []byte) (int, error) {
	if bytes.Contains(p, []byte("msg=ready")) || bytes.Contains(p, []byte(`msg="index is up to date"`)) {
		if l.seen++; l.seen == 2 {
			go l.found()
		}
	}
	return len(p), nil
}

// hosted is what a process came to that has asked many libraries.
type hosted struct {
	Answered, Open, Goroutines int
	Resident, Most             int64 // bytes of memory
	Took                       time.Duration
}

// host asks each of many libraries, and says what that takes.
func host() {
	exit(func(ctx context.Context, args []string) error {
		var guilds, open int
		if _, err := fmt.Sscan(args[1]+" "+args[2], &guilds, &open); err != nil {
			return err
		}
		d, err := openDesk(ctx, place{dir: args[0], openIndexes: open}, slog.New(slog.DiscardHandler))
		if err != nil {
			return err
		}
		var got hosted
		begun := time.Now()
		for i := range guilds {
			a, err := d.engine.Ask(ctx, corpus.ScopeOf(guildLibrary(i)), search.Question{Text: "Who is the keeper of lighthouse number 7?"})
			if err != nil {
				return err
			}
			if a.Verdict == search.Answered && strings.Contains(a.Evidence[0].Quote.Text(), "Keeper7.") {
				got.Answered++
			}
		}
		got.Took = (time.Since(begun) / time.Duration(guilds)).Round(time.Microsecond)
		for d.engine.Indexes().Open > open {
			runtime.Gosched()
		}
		debug.FreeOSMemory()
		got.Open, got.Goroutines = d.engine.Indexes().Open, runtime.NumGoroutine()
		got.Resident, got.Most = memory("VmRSS"), memory("VmHWM")
		if err := json.NewEncoder(os.Stdout).Encode(got); err != nil {
			return err
		}
		_, _ = io.Copy(io.Discard, os.Stdin)
		return d.close()
	})
}

// memory is what the kernel says that this process takes; 0 where it does not
// say it in Linux's way.
func memory(of string) (bytes int64) {
	data, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(data), of+":")
	var kb int64
	_, _ = fmt.Sscan(rest, &kb) // 0 when it is not there
	return kb << 10
}

// exit runs a process that is measured.
func exit(run func(ctx context.Context, args []string) error) {
	if err := run(context.Background(), os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
