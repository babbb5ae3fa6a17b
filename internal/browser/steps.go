package browser

import (
	"context"
	"fmt"
	"os"

	"github.com/chromedp/cdproto/input"
	cdp "github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Keys for Press.
const (
	Enter     = kb.Enter
	Tab       = kb.Tab
	Escape    = kb.Escape
	Backspace = kb.Backspace
	Down      = kb.ArrowDown
	Up        = kb.ArrowUp
)

// Go opens an address.
func (p *Page) Go(url string) error { return p.do("opening "+url, cdp.Navigate(url)) }

// Resize changes the window's size, in CSS pixels.
func (p *Page) Resize(width, height int) error {
	return p.do("resizing the window", cdp.EmulateViewport(int64(width), int64(height)))
}

// Type presses the keys of a text, into whatever has the focus.
func (p *Page) Type(text string) error { return p.do("typing "+text, cdp.KeyEvent(text)) }

// Press presses keys such as Enter, one after the other.
func (p *Page) Press(keys ...string) error {
	for _, k := range keys {
		if err := p.do(fmt.Sprintf("pressing %q", k), cdp.KeyEvent(k)); err != nil {
			return err
		}
	}
	return nil
}

// Click clicks the first element that a CSS selector finds, once it is visible
// and nothing moves: the mouse goes there first, so that what shows itself under
// it is there.
func (p *Page) Click(css string) error {
	if err := p.Settle(); err != nil {
		return err
	}
	return p.do("clicking "+css, cdp.Steps(
		cdp.ScrollIntoView(cdp.CSS(css), cdp.NodeVisible),
		func(ctx context.Context, t *cdp.Target) (cdp.Void, error) {
			middle := fmt.Sprintf("(({x, y, width, height}) => [x + width / 2, y + height / 2])(document.querySelector(%q).getBoundingClientRect())", css)
			at, err := cdp.Evaluate[[2]float64](middle)(ctx, t)
			if err != nil {
				return cdp.Void{}, err
			}
			return cdp.Steps(cdp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, at[0], at[1]), cdp.MouseClickXY(at[0], at[1]))(ctx, t)
		}))
}

// Choose gives a file input its files.
func (p *Page) Choose(css string, paths ...string) error {
	return p.do("choosing files in "+css, cdp.SetUploadFiles(cdp.CSS(css), paths, cdp.NodeReady))
}

// Wait returns once a JavaScript condition holds. It is looked at in every
// frame that the page draws.
func (p *Page) Wait(condition string) error {
	loop := fmt.Sprintf("new Promise((done) => { const look = () => ((%s) ? done(true) : requestAnimationFrame(look)); look(); })", condition)
	return p.do("waiting for "+condition, cdp.Evaluate[cdp.Void](loop, cdp.EvalAwaitPromise))
}

// Eval returns the value of a JavaScript expression; a promise's is awaited.
func Eval[T any](p *Page, expression string) (T, error) {
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	v, err := cdp.Run(ctx, cdp.Evaluate[T](expression, cdp.EvalAwaitPromise))
	if err != nil {
		return v, fmt.Errorf("evaluating %s: %w", expression, err)
	}
	return v, nil
}

// Settle waits until transitions and animations that end have ended and all
// pictures have loaded, so that a screenshot is the same every time.
func (p *Page) Settle() error {
	return p.do("settling", cdp.Evaluate[cdp.Void](`Promise.all([
		...document.getAnimations().filter((a) => a.effect.getComputedTiming().endTime !== Infinity).map((a) => a.finished.catch(() => {})),
		...[...document.images].map((i) => i.complete || new Promise((done) => { i.onload = i.onerror = done; })),
	])`, cdp.EvalAwaitPromise))
}

// Save writes a picture of the window, as PNG.
func (p *Page) Save(path string) error {
	if err := p.Settle(); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	png, err := cdp.Run(ctx, cdp.CaptureScreenshot())
	if err != nil {
		return fmt.Errorf("taking a picture: %w", err)
	}
	if err := os.WriteFile(path, png, 0o644); err != nil {
		return fmt.Errorf("saving a picture: %w", err)
	}
	return nil
}
