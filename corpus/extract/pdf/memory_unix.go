//go:build unix

package pdf

import (
	"context"

	"github.com/tetratelabs/wazero/experimental"
	"golang.org/x/sys/unix"
)

// withMemory has sandboxes take their memory from the system, page by page as
// they need it, and give it back at once. On Go's heap a sandbox that grows
// would be copied again and again, and leave several times its limit to be
// collected.
func withMemory(ctx context.Context) context.Context {
	return experimental.WithMemoryAllocator(ctx, experimental.MemoryAllocatorFunc(func(_, most uint64) experimental.LinearMemory {
		reserved, err := unix.Mmap(-1, 0, int(most), unix.PROT_NONE, unix.MAP_ANON|unix.MAP_PRIVATE)
		if err != nil {
			reserved = nil // it cannot grow then, and making the sandbox fails
		}
		m := &memory{reserved: reserved}
		taken = append(taken, m)
		return m
	}))
}

// memory is a sandbox's memory: a range of addresses of which the beginning is
// in use.
type memory struct {
	reserved []byte
	used     uint64 // bytes, of whole pages
}

// Reallocate implements experimental.LinearMemory.
func (m *memory) Reallocate(size uint64) []byte {
	if size > uint64(len(m.reserved)) {
		return nil
	}
	const page = 64 << 10 // WebAssembly's, of which every system's page is a part
	if end := min((size+page-1)/page*page, uint64(len(m.reserved))); end > m.used {
		if err := unix.Mprotect(m.reserved[m.used:end], unix.PROT_READ|unix.PROT_WRITE); err != nil {
			return nil
		}
		m.used = end
	}
	return m.reserved[:size:size]
}

// Free implements experimental.LinearMemory. It does nothing: a sandbox that is
// ended from outside may still be running. Release follows when it is not.
func (m *memory) Free() {}

// release gives the memory back to the system.
func (m *memory) release() {
	if m.reserved != nil {
		_ = unix.Munmap(m.reserved)
		m.reserved = nil
	}
}
