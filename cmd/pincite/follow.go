package main

import (
	"context"
	"log/slog"
	"slices"
	"time"

	"github.com/pincite/pincite/corpus"
)

// watchAgain is how long to wait before a watch that broke is begun again.
const watchAgain = 2 * time.Second

// follow keeps the indexes that are open up to date with what is changed, here
// or by another process, so that whoever asks next need not wait for it.
func (d *desk) follow(ctx context.Context, log *slog.Logger) {
	moved := make(chan corpus.Library, 1)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for lib := range moved {
			d.catchUp(ctx, lib, log)
		}
	}()
	for ctx.Err() == nil {
		err := d.store.Watch(ctx, func(lib corpus.Library) {
			select {
			case moved <- lib:
			case <-ctx.Done():
			}
		})
		if err != nil && ctx.Err() == nil {
			log.Warn("news of changes are late, because the database cannot be watched", "error", err)
		}
		select {
		case <-time.After(watchAgain):
		case <-ctx.Done():
		}
	}
	close(moved)
	<-done
}

// catchUp brings a library's index up to date if it is open; "" stands for all.
// An index that fails here is reported again to whoever asks.
func (d *desk) catchUp(ctx context.Context, lib corpus.Library, log *slog.Logger) {
	open := d.engine.OpenLibraries()
	if lib != "" {
		open = slices.DeleteFunc(open, func(l corpus.Library) bool { return l != lib })
	}
	for _, lib := range open {
		if err := d.engine.Sync(ctx, corpus.ScopeOf(lib)); err != nil && ctx.Err() == nil {
			log.Warn("an index could not be brought up to date", "library", lib, "error", err)
		}
	}
}
