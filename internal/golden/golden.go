// Package golden compares what a test got with a file in testdata that a
// person can read and judge. Run the tests with -update to write the files.
package golden

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files instead of comparing with them")

// Check fails the test when got differs from the file, and shows where.
func Check(t testing.TB, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v (run the test with -update to write it, then read what it wrote)", err)
	}
	if !bytes.Equal(want, got) {
		t.Errorf("%s differs (-want +got); if the new one is right, run the test with -update:\n%s",
			file, cmp.Diff(string(want), string(got)))
	}
}

// Updating reports whether golden files are being written, for a test that
// compares with a file in a way of its own.
func Updating() bool { return *update }
