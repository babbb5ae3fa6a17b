//go:build linux

package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/pincite/pincite/bot/discordtest"
)

// rig is the stand-in with guilds and people in it.
type rig struct {
	discord *discordtest.Server
	dir     string // of the bots' data and logs
	places  []*discordtest.Actor
	guilds  []discordtest.Guild
	bots    int // started so far
}

// newRig makes a stand-in with guilds of one person each.
func newRig(o discordtest.Options, guilds int) (*rig, error) {
	o.BucketSize = 1_000_000_000
	o.RealIDs = true
	if o.MessagesKept == 0 {
		o.MessagesKept = 200
	}
	d, err := discordtest.New(o)
	if err != nil {
		return nil, err
	}
	r := &rig{discord: d}
	for range guilds {
		r.addGuild()
	}
	if r.dir, err = os.MkdirTemp("", "pincite-drill-"); err != nil {
		d.Close()
		return nil, err
	}
	return r, nil
}

// addGuild makes a guild of one person.
func (r *rig) addGuild() discordtest.Guild {
	const manageMessages = 1 << 13
	n := len(r.guilds)
	g, c := r.discord.AddGuild(fmt.Sprintf("Guild %d", n))
	u := r.discord.AddUser(fmt.Sprintf("Member %d", n))
	r.discord.Join(g, u, manageMessages)
	r.guilds = append(r.guilds, g)
	r.places = append(r.places, r.discord.As(u, c))
	return g
}

func (r *rig) close() {
	r.discord.Close()
	_ = os.RemoveAll(r.dir) // in a temporary folder
}

// process is a bot that runs.
type process struct {
	cmd  *exec.Cmd
	in   io.WriteCloser
	out  *bufio.Reader
	done chan struct{} // closed when it has ended
	log  string
}

// startOptions say how a bot is started.
type startOptions struct {
	data     string   // its folder; "" for a new one
	database string   // "" for a file
	discord  string   // address of the stand-in; "" for the rig's
	through  []string // a command that runs it, "ip netns exec NAME" for instance
	crowded  bool
	profile  string // a file to write one into
}

func (r *rig) start(ctx context.Context, o startOptions) (*process, error) {
	r.bots++
	if o.data == "" {
		o.data = filepath.Join(r.dir, fmt.Sprintf("bot-%d", r.bots))
	}
	if o.discord == "" {
		o.discord = r.discord.Addr()
	}
	own, err := os.Executable()
	if err != nil {
		return nil, err
	}
	args := append(o.through, own, "bot", "--discord", o.discord, "--token", r.discord.Token(), "--data", o.data, "--database", o.database)
	if o.crowded {
		args = append(args, "--crowded")
	}
	if o.profile != "" {
		args = append(args, "--profile", o.profile)
	}
	p := &process{cmd: exec.Command(args[0], args[1:]...), done: make(chan struct{}), log: filepath.Join(r.dir, fmt.Sprintf("bot-%d.log", r.bots))}
	said, err := os.Create(p.log)
	if err != nil {
		return nil, err
	}
	defer said.Close()
	p.cmd.Stderr = said
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	p.out = bufio.NewReader(out)
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	go func() {
		_ = p.cmd.Wait() // how it ended shows in what it did
		close(p.done)
	}()
	return p, nil
}

// ready waits until a bot is connected, or a process has ended.
func (r *rig) ready(ctx context.Context, p *process) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	go func() {
		select {
		case <-p.done:
			cancel()
		case <-ctx.Done():
		}
	}()
	if err := r.discord.WaitReady(ctx); err != nil {
		log, _ := os.ReadFile(p.log) // what there is
		return fmt.Errorf("the bot is not ready: %w\n%s", err, log)
	}
	return nil
}

// connected waits until so many shards are connected, for so long at most: they
// begin one after the other.
func (r *rig) connected(ctx context.Context, shards int, limit time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	return r.discord.WaitFor(ctx, func() bool { return r.discord.Gateway().Connected == shards })
}

// holds asks a process what it holds.
func (p *process) holds() (held, error) {
	var h held
	if _, err := io.WriteString(p.in, "?\n"); err != nil {
		return h, err
	}
	line, err := p.out.ReadBytes('\n')
	if err != nil {
		return h, err
	}
	return h, json.Unmarshal(line, &h)
}

// kill ends a process with SIGKILL.
func (p *process) kill() {
	_ = p.cmd.Process.Kill() // it may have ended
	<-p.done
}

// stop ends a process as a signal does, and returns how long that took.
func (p *process) stop() (time.Duration, error) {
	begun := time.Now()
	_ = p.in.Close() // asks it to end
	select {
	case <-p.done:
		return time.Since(begun), nil
	case <-time.After(20 * time.Second):
		p.kill()
		return time.Since(begun), errors.New("the bot did not end within 20 s")
	}
}
