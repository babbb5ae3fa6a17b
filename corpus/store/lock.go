package store

import (
	"errors"
	"io"
	"os"
	"strconv"
	"strings"
)

// lock is the claim of one process on a data folder. The file stays when the
// claim is given up: deleting it would let two processes lock two files of the
// same name.
type lock struct {
	file *os.File
	pid  int // who has it, as far as the file says; 0 when it says nothing
}

// acquire claims the file without waiting. When another process has it, the
// error is ErrInUse and the lock returned says only who that is.
func acquire(path string) (*lock, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := tryLock(f); err != nil {
		pid := holder(f)
		return &lock{pid: pid}, errors.Join(err, f.Close())
	}
	// The number is only for the sentence that the next one sees, so failing
	// to write it is no reason not to start.
	if f.Truncate(0) == nil {
		_, _ = f.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
	}
	return &lock{file: f, pid: os.Getpid()}, nil
}

func holder(f *os.File) int {
	b, err := io.ReadAll(io.LimitReader(f, 32))
	if err != nil {
		return 0
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(b)))
	if err != nil {
		return 0
	}
	return pid
}

// release gives the claim up. Closing the file alone would not: a child that was
// forked and has not yet become another program holds it open a moment longer.
func (l *lock) release() error { return errors.Join(unlock(l.file), l.file.Close()) }
