//go:build linux

package main

import (
	"strings"
	"testing"
)

// TestReplicasFollowOneAnother strikes each of three once. How soon they follow
// depends on the machine, and is printed only.
func TestReplicasFollowOneAnother(t *testing.T) {
	t.Parallel()
	if why := cannotSeparate(); why != "" {
		t.Skip(why)
	}
	var out strings.Builder
	code := run(t.Context(), []string{"replicas", "--rounds=1", "--rate=5", "--concurrency=16", "--cut=20s"}, &out)
	t.Logf("\n%s", &out)
	if code == 2 {
		t.Fatal("the drill could not be run")
	}
	mustBeWell(t, out.String(), "lost, while their shard", "acknowledged and never answered", "answered twice", "messages without an answer otherwise")
}
