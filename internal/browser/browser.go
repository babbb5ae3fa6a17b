// Package browser drives the Chromium that is installed on this machine, for
// tests of pages and for pictures of them. It downloads nothing.
package browser

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/runtime"
	cdp "github.com/chromedp/chromedp"
)

// ErrNone says that there is no browser to drive.
var ErrNone = errors.New("no Chromium on the PATH: looked for chromium, chromium-browser and google-chrome")

// patience bounds one step, so that a page that never gets there fails the
// step with what it shows, and not the whole run. It is long, because several
// browsers may share a small machine, where only starting one takes its time.
const patience = time.Minute

// Page is a page in a browser of its own, with a profile of its own. A method's
// error says what the page showed when the step failed.
type Page struct {
	ctx   context.Context
	close func()

	mu       sync.Mutex
	problems []string
}

// Find returns the browser's path, or ErrNone.
func Find() (string, error) {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", ErrNone
}

// Open starts a browser at an address, its window so many CSS pixels wide and
// high, its clock in UTC. It returns ErrNone when there is no browser.
func Open(ctx context.Context, url string, width, height int) (*Page, error) {
	path, err := Find()
	if err != nil {
		return nil, err
	}
	profile, err := os.MkdirTemp("", "pincite-browser-")
	if err != nil {
		return nil, fmt.Errorf("making the browser's profile: %w", err)
	}
	options := append(cdp.DefaultExecAllocatorOptions[:],
		cdp.ExecPath(path), cdp.UserDataDir(profile), cdp.WindowSize(width, height), cdp.DisableGPU,
		cdp.WSURLReadTimeout(patience), cdp.Flag("disable-component-update", true), cdp.Flag("disable-quic", true))
	if os.Geteuid() == 0 {
		options = append(options, cdp.NoSandbox) // Chromium refuses its sandbox to root
	}
	p := &Page{}
	alloc, stopAlloc := cdp.NewExecAllocator(ctx, options...)
	tab, stopTab := cdp.NewContext(alloc, cdp.WithListener(p.listen))
	p.ctx = tab
	p.close = sync.OnceFunc(func() {
		_ = cdp.Cancel(tab) // waits until the browser has gone, so that its profile can go too
		stopTab()
		stopAlloc()
		_ = os.RemoveAll(profile)
	})
	if err := p.start(url, width, height); err != nil {
		p.close()
		return nil, err
	}
	return p, nil
}

func (p *Page) start(url string, width, height int) error {
	if err := cdp.Do(p.ctx, cdp.EmulateViewport(int64(width), int64(height))); err != nil {
		return fmt.Errorf("starting the browser: %w", err)
	}
	utc := emulation.SetTimezoneOverrideParams{TimezoneID: "Etc/UTC"}
	if _, err := cdp.Call(p.ctx, emulation.SetTimezoneOverride, utc); err != nil {
		return fmt.Errorf("setting the browser's clock: %w", err)
	}
	return p.Go(url)
}

// Close ends the browser. It may be called again.
func (p *Page) Close() { p.close() }

// listen notes what a person would see as errors in the browser's console.
func (p *Page) listen(ev any) {
	note := func(text string) {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.problems = append(p.problems, text)
	}
	switch e := ev.(type) {
	case *runtime.EventExceptionThrown:
		text := e.ExceptionDetails.Text
		if e.ExceptionDetails.Exception != nil {
			text += " " + e.ExceptionDetails.Exception.Description
		}
		note(text)
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError {
			for _, arg := range e.Args {
				note(arg.Description + string(arg.Value))
			}
		}
	}
}

// Problems returns the scripts' errors so far.
func (p *Page) Problems() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.problems...)
}

// do runs one step within the page's patience.
func (p *Page) do(what string, step cdp.Action[cdp.Void]) error {
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if err := cdp.Do(ctx, step); err != nil {
		return fmt.Errorf("%s: %w\nthe page shows:\n%s\nits scripts complain: %s", what, err, p.visible(), strings.Join(p.Problems(), "; "))
	}
	return nil
}

func (p *Page) visible() string {
	ctx, cancel := context.WithTimeout(p.ctx, 10*time.Second)
	defer cancel()
	text, err := cdp.Run(ctx, cdp.Evaluate[string]("document.body.innerText"))
	if err != nil {
		return err.Error()
	}
	return text
}
