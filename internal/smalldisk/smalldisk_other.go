//go:build !linux

package smalldisk

import "testing"

// Disk is a file system of its own.
type Disk struct{ Dir string }

// Mount skips the test: this is done on Linux only.
func Mount(t testing.TB, _, _ string) *Disk {
	t.Helper()
	t.Skip("a small disk is mounted on Linux only")
	return nil
}

// Fill does nothing here.
func (*Disk) Fill(testing.TB) {}

// Free does nothing here.
func (*Disk) Free(testing.TB) {}
