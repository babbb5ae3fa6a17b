package index

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"hash/fnv"
	"io"
	"os"
	"path/filepath"
)

// check looks for damage that opening would not notice, or would notice by
// crashing: a root.bolt shorter than it says, and segments whose checksum is
// wrong. A folder without an index is fine.
func check(dir string) error {
	err := checkRoot(filepath.Join(dir, "root.bolt"))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	segments, err := filepath.Glob(filepath.Join(dir, "*.zap"))
	if err != nil {
		return err
	}
	for _, s := range segments {
		if err := checkSegment(s); err != nil {
			return err
		}
	}
	return nil
}

// The head of a bolt file is two pages, each with a header of 16 bytes and
// then a description of the file, of which the later valid one counts.
const (
	boltPageHeader = 16
	boltMeta       = 64
	boltMagic      = 0xED0CDAED
)

func checkRoot(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if info.Size() == 0 {
		return nil // bolt begins an empty file anew
	}
	var pages, last, page uint64 = 0, 0, uint64(os.Getpagesize())
	for i := range uint64(2) {
		b := make([]byte, boltMeta)
		if _, err := f.ReadAt(b, int64(i*page+boltPageHeader)); err != nil {
			return fmt.Errorf("%w: %s is cut short", ErrDamaged, filepath.Base(path))
		}
		sum := fnv.New64a()
		_, _ = sum.Write(b[:boltMeta-8])
		tx := binary.NativeEndian.Uint64(b[48:])
		if binary.NativeEndian.Uint32(b) != boltMagic || sum.Sum64() != binary.NativeEndian.Uint64(b[56:]) || tx < last {
			continue
		}
		last, pages = tx, binary.NativeEndian.Uint64(b[40:])
		page = uint64(binary.NativeEndian.Uint32(b[8:]))
	}
	if pages == 0 || uint64(info.Size()) < pages*page {
		return fmt.Errorf("%w: %s is cut short", ErrDamaged, filepath.Base(path))
	}
	return nil
}

// checkSegment compares the checksum that a segment ends with.
func checkSegment(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	damaged := fmt.Errorf("%w: %s does not have the checksum that it should", ErrDamaged, filepath.Base(path))
	if info.Size() < 4 {
		return damaged
	}
	sum := crc32.NewIEEE()
	if _, err := io.Copy(sum, io.LimitReader(f, info.Size()-4)); err != nil {
		return err
	}
	var want [4]byte
	if _, err := io.ReadFull(f, want[:]); err != nil {
		return err
	}
	if binary.BigEndian.Uint32(want[:]) != sum.Sum32() {
		return damaged
	}
	return nil
}
