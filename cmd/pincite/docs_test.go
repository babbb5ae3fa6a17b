package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pincite/pincite/internal/testfile"
)

// needsMore are the programs that a block of commands may begin its lines with
// that is shown only, since it needs Docker, systemd, Postgres or a bot that
// runs. Whatever else is in the pages is run.
var needsMore = []string{"docker", "sudo", "createdb", "curl", "cp", "mkdir", "printf", "openssl", "chmod", "pincite"}

// TestTheDocumentationRunsAsItIsWritten runs every command of the pages in docs
// that begins with "$ ", each page from the top in an empty folder, and compares
// the exit codes: the pages show commands that work.
func TestTheDocumentationRunsAsItIsWritten(t *testing.T) {
	t.Parallel()
	for page, atLeast := range map[string]int{"run-small": 8, "run-big": 2, "upgrade": 8, "backup": 10, "trouble": 8} {
		t.Run(page, func(t *testing.T) {
			t.Parallel()
			data, err := os.ReadFile("../../docs/" + page + ".md")
			if err != nil {
				t.Fatal(err)
			}
			run, shown := commandsOf(t, string(data))
			for _, line := range shown {
				if first, _, _ := strings.Cut(line, " "); !slices.Contains(needsMore, first) {
					t.Errorf("%q is shown and not run: write it as a console block, with \"$ \" before it", line)
				}
			}
			if len(run) < atLeast {
				t.Errorf("only %d commands are run", len(run))
			}
			runAll(t, run)
		})
	}
}

var (
	codeBlock = regexp.MustCompile("(?ms)^ *```([a-z]*)\n(.*?)^ *```$")
	linkTo    = regexp.MustCompile(`\]\(([^)#:]+)(?:#[^)]*)?\)`)
)

// commandsOf returns the commands of a page that are run, and those that are
// only shown.
func commandsOf(t *testing.T, page string) (run, shown []string) {
	t.Helper()
	for _, block := range codeBlock.FindAllStringSubmatch(page, -1) {
		for line := range strings.SplitSeq(strings.ReplaceAll(block[2], "\\\n", " "), "\n") {
			line = strings.TrimSpace(line)
			switch {
			case line == "" || strings.HasPrefix(line, "#"):
			case block[1] == "sh":
				shown = append(shown, line)
			case block[1] == "console":
				command, ok := strings.CutPrefix(line, "$ ")
				if !ok {
					t.Errorf("%q stands among commands, and is none", line)
				}
				run = append(run, command)
			}
		}
	}
	return run, shown
}

// mayEnd are the exit codes of commands that say something by them, in a folder
// without a token and without a bot that runs.
var mayEnd = map[string][]int{"pincite doctor": {exitYes, exitNo}, "pincite health": {exitNo}}

func runAll(t *testing.T, commands []string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir, bin := t.TempDir(), t.TempDir()
	if err := os.Symlink(self, filepath.Join(bin, "pincite")); err != nil {
		t.Fatal(err)
	}
	for _, command := range commands {
		cmd := exec.Command("sh", "-c", command)
		cmd.Dir = dir
		// An address at which nobody listens: another Pincite may run here.
		cmd.Env = []string{"PATH=" + bin + ":" + os.Getenv("PATH"), "HOME=" + dir, "PINCITE_CACHE_DIR=" + testfile.CodeFolder(), "PINCITE_HEALTH_ADDR=127.0.0.1:1"}
		said, err := cmd.CombinedOutput()
		code := 0
		if exit, ok := errors.AsType[*exec.ExitError](err); ok {
			code, err = exit.ExitCode(), nil
		}
		words := strings.Fields(command)
		want := mayEnd[strings.Join(words[:min(2, len(words))], " ")]
		if want == nil {
			want = []int{exitYes}
		}
		if err != nil || !slices.Contains(want, code) {
			t.Fatalf("$ %s\n%s(ended with %d, %v)", command, said, code, err)
		}
	}
}

// TestTheDocumentationLeadsSomewhere follows the links from page to page.
func TestTheDocumentationLeadsSomewhere(t *testing.T) {
	t.Parallel()
	pages, err := filepath.Glob("../../docs/*.md")
	if err != nil || len(pages) == 0 {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range append(pages, "../../README.md") {
		data, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range linkTo.FindAllStringSubmatch(string(data), -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(page), m[1])); err != nil {
				t.Errorf("%s leads to %s: %v", page, m[1], err)
			}
		}
		if name := filepath.Base(page); name != "README.md" && !strings.Contains(string(readme), fmt.Sprintf("(docs/%s)", name)) {
			t.Errorf("README.md does not lead to docs/%s", name)
		}
	}
}
