// Command pincite answers questions from a community's own articles, in the
// articles' own words: as a bot in Discord, on a page for trying it out, and
// in the shell.
//
// This package reads the settings, puts the others together, and turns what
// they return into words, exit codes and log lines. Nothing else in Pincite
// reads the environment or ends the process.
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

	"github.com/pincite/pincite/corpus/extract/pdf"
	"github.com/pincite/pincite/search/eval"
)

// Exit codes, as grep has them.
const (
	exitYes   = 0 // done; answered; found
	exitNo    = 1 // not answered; nothing found; some files refused; not healthy
	exitError = 2 // could not be done
)

// errNo ends a command that worked with exitNo. What there is to say has been
// said.
var errNo = errors.New("no")

// errFaults ends a command that found faults with exitError. What there is to
// say has been said.
var errFaults = errors.New("faults")

// std is what a command reads from and writes to. Results go to out; remarks,
// progress and errors to err.
type std struct {
	in       io.Reader
	out, err io.Writer
}

// commandLine is all that can be typed.
type commandLine struct {
	Settings

	Serve    serveCmd    `cmd:"" group:"run" help:"Run the bot in Discord."`
	Play     playCmd     `cmd:"" group:"run" help:"Try the bot in your browser, without Discord. Keeps nothing unless --data is typed."`
	Ask      askCmd      `cmd:"" group:"use" help:"Ask the articles a question. Exits with 0 when it is answered, 1 when not, 2 on an error."`
	Search   searchCmd   `cmd:"" group:"use" help:"Find the passages that have certain words. Exits with 0 when there are some, 1 when not, 2 on an error."`
	Verify   verifyCmd   `cmd:"" group:"use" help:"Check a quotation: is it there, word for word? Exits with 0 when it is, 1 when not, 2 on an error."`
	Timeline timelineCmd `cmd:"" group:"use" help:"List what is dated, in order. Exits with 0 when there is something, 1 when not, 2 on an error."`
	Cite     citeCmd     `cmd:"" group:"use" help:"Cite a quotation that was shown, in a style, and say whether the article has it still."`
	Said     saidCmd     `cmd:"" group:"use" help:"Show what somebody is quoted as saying, newest first. Exits with 0 when there is something, 1 when not, 2 on an error."`
	Library  libraryCmd  `cmd:"" group:"use" help:"Add, list, show, remove and export articles."`
	Eval     evalCmd     `cmd:"" group:"care" help:"Measure answers on question sets whose answers are known."`
	Backup   backupCmd   `cmd:"" group:"care" help:"Write everything to a file, also while the bot is running."`
	Restore  restoreCmd  `cmd:"" group:"care" help:"Bring a backup into an empty data folder or database."`
	Store    storeCmd    `cmd:"" group:"care" help:"Move everything between SQLite and Postgres."`
	Reindex  reindexCmd  `cmd:"" group:"care" help:"Build the search index anew."`
	Config   configCmd   `cmd:"" group:"care" help:"Show the settings and where each comes from."`
	Doctor   doctorCmd   `cmd:"" group:"care" help:"Look for what is wrong, and say what to do about it. Changes nothing. Exits with 0 when all is well, 1 with warnings, 2 with faults."`
	Health   healthCmd   `cmd:"" group:"care" help:"Ask the running bot whether it is well. Exits with 0 when it is."`
	Version  versionCmd  `cmd:"" group:"care" help:"Show the version."`
}

var groups = kong.Groups{"run": "Run", "use": "Use", "care": "Take care", "settings": "Settings:"}

func main() { os.Exit(pincite()) }

func pincite() int {
	// Bleve writes to the standard logger when a segment is missing. The search
	// engine finds that out itself, and says what it does about it.
	log.SetOutput(io.Discard)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// A second signal ends the process at once: somebody is impatient.
	context.AfterFunc(ctx, stop)
	return run(ctx, os.Args[1:], environment(os.Environ()), std{os.Stdin, os.Stdout, os.Stderr})
}

// run is the whole program for given arguments and surroundings, and returns
// the exit code.
func run(ctx context.Context, args []string, env map[string]string, std std) int {
	from := readSources(env, dotEnvFile)
	var cl commandLine
	code := -1
	parser, err := kong.New(&cl,
		kong.Name("pincite"),
		kong.Description("Answers questions from your articles, in the articles' own words.\n\nTo see it: pincite play"),
		kong.Writers(std.out, std.err), groups,
		kong.Exit(func(c int) { code = c }), // --help wants to end here
		kong.Resolvers(from),
		kong.ValueFormatter(helpWithVariable),
		kong.Vars{"part": eval.DefaultPart},
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, FlagsLast: true, NoExpandSubcommands: true}),
		kong.Bind(std), kong.BindTo(ctx, (*context.Context)(nil)))
	if err != nil {
		return fail(std, err)
	}
	parsed, err := parser.Parse(args)
	if code >= 0 {
		return code
	}
	if err != nil {
		fmt.Fprintf(std.err, "pincite: %v\nSee: pincite --help\n", err)
		return exitError
	}
	cfg, faults := cl.Settings.check(from, parsed)
	switch parsed.Selected().Name {
	case "config", "version": // of use when something is wrong
	default:
		if len(faults) > 0 {
			return fail(std, faults)
		}
		pdf.KeepCode(cfg.cache)
	}
	return conclude(std, parsed.Run(cfg, faults))
}

// conclude turns what a command returned into an exit code.
func conclude(std std, err error) int {
	switch {
	case err == nil:
		return exitYes
	case errors.Is(err, errNo):
		return exitNo
	case errors.Is(err, errFaults):
		return exitError
	}
	return fail(std, err)
}

func fail(std std, err error) int {
	fmt.Fprintf(std.err, "pincite: %s\n", sentence(err))
	return exitError
}
