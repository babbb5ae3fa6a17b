package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime/debug"
	"sync"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

const (
	// Slots is how many files are read at once; further ones wait. Each may
	// take memoryPages of memory, and one processor.
	Slots = 2

	// memoryPages is the most memory that one file may take, in WebAssembly's
	// pages of 64 KiB: 192 MiB. PDFium needs the file and the page that it is
	// at; pictures are not opened.
	memoryPages = 192 << 20 >> 16
)

// engine is PDFium, compiled once for the process when it is first needed.
var engine struct {
	sync.Mutex
	folder string    // where the compiled code is kept; "" for nowhere
	start  *starting // nil until it is first needed, and after it failed
}

// starting is an engine on its way.
type starting struct {
	done chan struct{} // closed when the rest is set
	pool pdfium.Pool
	err  error
}

// KeepCode names a folder where compiled code is kept from one start of the
// process to the next. Compiling takes some seconds of both processors and
// about 300 MB; with the folder it happens once for each version of PDFium and
// kind of processor. It is to be called before the first file is read, and is
// of no effect afterwards. A folder that cannot be written to is as none.
func KeepCode(folder string) {
	engine.Lock()
	defer engine.Unlock()
	engine.folder = folder
}

// Prepare makes the engine ready, or waits until somebody else has. Read does
// so itself; who calls Prepare before spares the first file the wait.
func Prepare(ctx context.Context) error {
	_, err := ready(ctx)
	return err
}

// ready returns the engine. It goes on being made when the context ends, for
// whoever comes next.
func ready(ctx context.Context) (pdfium.Pool, error) {
	engine.Lock()
	s := engine.start
	if s == nil {
		s = &starting{done: make(chan struct{})}
		engine.start = s
		go s.run(engine.folder)
	}
	engine.Unlock()
	select {
	case <-s.done:
		return s.pool, s.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (s *starting) run(folder string) {
	defer close(s.done)
	if s.pool, s.err = makePool(folder); s.err != nil {
		s.err = fmt.Errorf("start PDFium: %w", s.err)
		engine.Lock()
		engine.start = nil
		engine.Unlock()
	}
}

// makePool compiles PDFium. Its code looks whether it has been closed, so that
// a file which keeps it busy for ever can be given up.
func makePool(folder string) (pdfium.Pool, error) {
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithCloseOnContextDone(true).
		WithMemoryLimitPages(memoryPages).
		WithDebugInfoEnabled(false)
	if folder != "" {
		if cache, err := wazero.NewCompilationCacheWithDir(filepath.Join(folder, "pdfium")); err == nil {
			config = config.WithCompilationCache(cache)
		}
	}
	pool, err := webassembly.Init(webassembly.Config{
		Context:       withMemory(context.Background()),
		MaxTotal:      Slots,
		RuntimeConfig: config,
		FSConfig:      wazero.NewFSConfig(), // without one it is given the whole disk
		Stdout:        io.Discard,
		Stderr:        io.Discard,
	})
	// Compiling leaves some hundred megabytes that are not needed again.
	debug.FreeOSMemory()
	return pool, err
}

// slots has room for as many sandboxes as there may be at once.
var slots = make(chan struct{}, Slots)

// making is held while a sandbox is made, and guards the memory that it takes.
var (
	making sync.Mutex
	taken  []*memory
)

// newSandbox makes a sandbox, and returns with it what gives its memory back.
func newSandbox(ctx context.Context, pool pdfium.Pool) (instance pdfium.Pdfium, release func(), err error) {
	making.Lock()
	defer making.Unlock()
	defer func() {
		if r := recover(); r != nil { // what wazero does when it gets no memory
			err = fmt.Errorf("make a sandbox: %v", r)
		}
	}()
	taken = nil
	instance, err = pool.GetInstanceWithContext(ctx)
	mine := taken
	return instance, func() {
		for _, m := range mine {
			m.release()
		}
	}, err
}

// within runs PDFium on one file in a sandbox of its own, and ends it with the
// context.
func within(ctx context.Context, do func(pdfium.Pdfium) error) error {
	pool, err := ready(ctx)
	if err != nil {
		return err
	}
	select {
	case slots <- struct{}{}:
		defer func() { <-slots }()
	case <-ctx.Done():
		return ctx.Err()
	}
	instance, release, err := newSandbox(ctx, pool)
	if err != nil {
		return errors.Join(ctx.Err(), err)
	}
	defer release()
	killed := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(killed)
		_ = instance.Kill()
	})
	defer func() {
		if !stop() {
			<-killed
			return
		}
		_ = instance.Close()
	}()
	err = do(instance)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}
