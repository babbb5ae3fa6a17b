//go:build linux

// Command drill puts the bot under load and faults in the stand-in Discord, and
// prints what came of it. It is for whoever works on Pincite: the figures that
// the documents name come from it. The bots run in processes of their own, which
// can be killed.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

// commandLine is all that can be typed.
type commandLine struct {
	Soak     soakCmd     `cmd:"" help:"Send interactions at a steady rate, then more than can be answered, then a day's worth, and say what became of them."`
	Faults   faultsCmd   `cmd:"" help:"Break connections, requests, processes and the database, and say whether every change and answer is there."`
	Replicas replicasCmd `cmd:"" help:"Cut replicas off from the network and kill them, and say how soon others take over, and what is lost."`
	Bot      botCmd      `cmd:"" hidden:"" help:"Be one of the bots."`
}

func main() {
	log.SetOutput(io.Discard) // Bleve writes there
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout))
}

// run is the whole program, and returns the exit code: 0 when everything came
// out as it should, 1 when it did not, 2 when it could not be tried.
func run(ctx context.Context, args []string, out io.Writer) int {
	var cl commandLine
	parser, err := kong.New(&cl, kong.Name("drill"), kong.Description("Puts the bot under load and faults."),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.BindTo(out, (*io.Writer)(nil)))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	parsed, err := parser.Parse(args)
	if err == nil {
		err = parsed.Run()
	}
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errAmiss):
		return 1
	}
	fmt.Fprintf(os.Stderr, "drill: %v\n", err)
	return 2
}
