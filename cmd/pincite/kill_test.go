package main

import (
	"bufio"
	"bytes"
	"context"
	"flag"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
	"github.com/pincite/pincite/corpus/store/storetest"
	"github.com/pincite/pincite/search"
)

// kills is how often a process that changes a library is killed: make kills
// wants more.
var kills = flag.Int("kills", 4, "how often each engine's process is killed")

// changingCommand is what the test binary does when it is started under this
// name: it changes a library until it is killed.
const changingCommand = "pincite-changing"

var changed = corpus.GuildLibrary("1001")

// changeUntilKilled makes one change after the other, and says of each when it is
// acknowledged. The index follows all the time.
func changeUntilKilled() {
	ctx := context.Background()
	d, err := openDesk(ctx, place{dir: os.Args[1], database: os.Getenv("DATABASE_URL")}, slog.New(slog.DiscardHandler))
	if err == nil {
		go d.follow(ctx, slog.New(slog.DiscardHandler))
		err = d.changeOn(ctx)
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func (d *desk) changeOn(ctx context.Context) error {
	head, err := d.store.Head(ctx, corpus.ScopeOf(changed))
	if err != nil {
		return err
	}
	for n := int(head.Seq) + 1; ; n++ {
		if err := changeOf(n).do(ctx, d.store); err != nil {
			return err
		}
		fmt.Println(n)
		// An index that is brought up to date in small steps is merged often.
		if err := d.engine.Sync(ctx, corpus.ScopeOf(changed)); err != nil {
			return err
		}
	}
}

// change is the one with a given number. It depends on nothing but that.
type change struct {
	n    int
	kind corpus.ChangeKind
	of   int // the number of the step that added its document
}

func changeOf(n int) change {
	switch n % 5 {
	case 3:
		return change{n, corpus.Edited, n - 1}
	case 4:
		return change{n, corpus.Removed, n - 3}
	}
	return change{n, corpus.Added, n}
}

func (s change) do(ctx context.Context, to *store.Store) (err error) {
	d := changeDocument(s.of, s.n)
	u := store.Upload{Document: d, Original: bytes.Repeat([]byte(d.Text()), 100), By: shellName}
	switch s.kind {
	case corpus.Edited:
		_, err = to.Edit(ctx, changed, d.ID(), 1, u)
	case corpus.Removed:
		_, err = to.Remove(ctx, changed, d.ID(), shellName)
	default:
		_, err = to.Add(ctx, changed, u)
	}
	return err
}

// changeDocument is the document that was added in one step, as another wrote it.
func changeDocument(added, written int) *corpus.Document {
	random := rand.New(rand.NewPCG(uint64(written), 0))
	var text strings.Builder
	var blocks []corpus.Block
	for p := range 8 {
		if p > 0 {
			text.WriteString("\n\n")
		}
		at := text.Len()
		fmt.Fprintf(&text, "Paragraph %d of report %d, as change %d has it.", p, added, written)
		for range 6 {
			fmt.Fprintf(&text, " Ship %d unloaded at quay %d.", random.IntN(100_000), random.IntN(500))
		}
		blocks = append(blocks, corpus.Block{Kind: corpus.Paragraph, Number: p + 1, Span: corpus.Span{Start: at, End: text.Len()}})
	}
	d, err := corpus.Restore(corpus.ID("r"+strconv.Itoa(added)), corpus.Metadata{Title: "Report " + strconv.Itoa(added)}, corpus.Provenance{}, text.String(), blocks)
	if err != nil {
		panic(err) // the test itself is wrong
	}
	return d
}

// documentsAfter are the documents that are there after so many steps, with what
// wrote them last.
func documentsAfter(steps int) map[corpus.ID]int {
	there := map[corpus.ID]int{}
	for n := 1; n <= steps; n++ {
		s := changeOf(n)
		if id := corpus.ID("r" + strconv.Itoa(s.of)); s.kind == corpus.Removed {
			delete(there, id)
		} else {
			there[id] = n
		}
	}
	return there
}

func TestSIGKILLLeavesStoreAndIndexAgreeing(t *testing.T) {
	t.Parallel()
	for name, database := range map[string]func(t *testing.T) string{
		"SQLite":   func(*testing.T) string { return "" },
		"Postgres": func(t *testing.T) string { return storetest.Postgres(t) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			at := place{dir: t.TempDir(), database: database(t)}
			acknowledged := 0
			for round := range *kills {
				acknowledged = max(acknowledged, killWhileChanging(t, at))
				acknowledged = checkAgreement(t, at, acknowledged)
				if t.Failed() {
					t.Fatalf("in round %d", round+1)
				}
			}
			t.Logf("%d kills, %d changes", *kills, acknowledged)
		})
	}
}

// killWhileChanging starts a process that makes changes, kills it at some moment,
// and returns the number of the last change that was acknowledged.
func killWhileChanging(t *testing.T, at place) (acknowledged int) {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0])
	child.Args = []string{changingCommand, at.dir}
	child.Env = append(os.Environ(), "DATABASE_URL="+at.database)
	var stderr bytes.Buffer
	child.Stderr = &stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	after := 1 + rand.IntN(30)
	seen := 0
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if acknowledged, err = strconv.Atoi(lines.Text()); err != nil {
			t.Fatalf("the process says %q", lines.Text())
		}
		// Somewhere in what it does next, the merges in the background included.
		if seen++; seen == after {
			time.AfterFunc(time.Duration(rand.Int64N(int64(20*time.Millisecond))), func() { _ = child.Process.Kill() })
		}
	}
	if err := child.Wait(); seen < after {
		t.Fatalf("the process ended by itself after %d changes: %v\n%s", seen, err, &stderr)
	}
	return acknowledged
}

// checkAgreement opens everything again, and returns the number of the last
// change that was made.
func checkAgreement(t *testing.T, at place, acknowledged int) int {
	t.Helper()
	ctx, scope := t.Context(), corpus.ScopeOf(changed)
	d, err := openDesk(ctx, at, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := d.close(); err != nil {
			t.Error(err)
		}
	}()
	head, err := d.store.Head(ctx, scope)
	if err != nil || int(head.Seq) < acknowledged || int(head.Seq) > acknowledged+1 {
		t.Fatalf("%d changes were acknowledged, %d were made, %v", acknowledged, head.Seq, err)
	}
	want := documentsAfter(int(head.Seq))
	got := map[corpus.ID]int{}
	sources, err := d.store.Sources(ctx, scope)
	if err != nil {
		t.Fatal(err)
	}
	var ids []corpus.ID
	for _, s := range sources {
		if s.Removed {
			continue
		}
		ids = append(ids, s.ID)
		if n := want[s.ID]; s.TextHash == textOf(s.ID, n) {
			got[s.ID] = n
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("documents (-want +got):\n%s", diff)
	}
	if audit, err := d.store.Audit(ctx, scope); err != nil || audit.Flaws != 0 {
		t.Errorf("%+v, %v", audit, err)
	}
	if err := d.engine.Sync(ctx, scope); err != nil {
		t.Fatal(err)
	}
	if err := d.engine.Close(); err != nil {
		t.Fatal(err)
	}
	c, err := search.Compare(ctx, search.Config{Dir: filepath.Join(at.dir, indexFolder), Source: d.store}, scope, ids)
	if err != nil || c.Missing+c.Besides > 0 || c.Behind || c.State != "" || c.Passages == 0 {
		t.Errorf("the index: %+v, %v", c, err)
	}
	return int(head.Seq)
}

// textOf is the hash of what a document says after a step.
func textOf(id corpus.ID, written int) string {
	added, err := strconv.Atoi(strings.TrimPrefix(string(id), "r"))
	if err != nil {
		return ""
	}
	return changeDocument(added, written).TextHash()
}
