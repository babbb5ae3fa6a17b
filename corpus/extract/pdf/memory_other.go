//go:build !unix

package pdf

import "context"

// withMemory leaves the memory of sandboxes to Go, where no better is known.
func withMemory(ctx context.Context) context.Context { return ctx }

// memory is none of ours here.
type memory struct{}

func (m *memory) release() {}
