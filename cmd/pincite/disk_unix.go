//go:build unix

package main

import "golang.org/x/sys/unix"

// freeBytes is how much room there is for this process on the disk that a folder
// is on.
func freeBytes(folder string) (uint64, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(folder, &s); err != nil {
		return 0, err
	}
	return uint64(s.Bavail) * uint64(s.Bsize), nil
}

// mayWrite reports whether this process may write in a folder.
func mayWrite(folder string) bool { return unix.Access(folder, unix.W_OK) == nil }
