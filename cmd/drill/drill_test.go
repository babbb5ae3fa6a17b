//go:build linux

package main

import (
	"context"
	"os"
	"strings"
	"testing"
)

// TestMain lets the test binary be one of the bots, as drill itself is.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "bot" {
		os.Exit(run(context.Background(), os.Args[1:], os.Stdout))
	}
	os.Exit(m.Run())
}

// TestAShortFaultRun breaks most of what can be broken. Discord waits longer than
// it does, for a machine that is busy with other tests.
func TestAShortFaultRun(t *testing.T) {
	t.Parallel()
	if _, err := tool("initdb"); err != nil {
		t.Skip(err)
	}
	var out strings.Builder
	code := run(t.Context(), []string{"faults", "--lasts=24s", "--every=900ms", "--rate=8", "--seed=3", "--away=3s", "--dead=1s", "--beat=1s", "--patient=8s"}, &out)
	t.Logf("\n%s", &out)
	if code != 0 {
		t.Errorf("the faults end with %d", code)
	}
}

// mustBeWell fails the test where a report lacks a row, or says that it is amiss.
func mustBeWell(t *testing.T, report string, rows ...string) {
	t.Helper()
	for _, row := range rows {
		found := false
		for line := range strings.Lines(report) {
			if strings.HasPrefix(line, row) {
				found = true
				if strings.Contains(line, "AMISS") {
					t.Error(line)
				}
			}
		}
		if !found {
			t.Errorf("there is no row of %s", row)
		}
	}
}

// TestAShortSoak looks whether anything grows or is answered twice. How quick it
// is depends on the machine, and is printed only.
func TestAShortSoak(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	code := run(t.Context(), []string{"soak", "--rate=20", "--lasts=2s", "--flood=40", "--floods=2s", "--day=20", "--guilds=4", "--shards=1", "--no-fair"}, &out)
	t.Logf("\n%s", &out)
	if code == 2 {
		t.Fatal("the soak could not be run")
	}
	mustBeWell(t, out.String(), "heap", "goroutines", "descriptors", "graceful stop")
	if !strings.Contains(out.String(), "doubles: 0\n") {
		t.Error("an interaction was answered twice")
	}
}
