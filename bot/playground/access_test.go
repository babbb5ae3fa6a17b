package playground_test

import (
	"testing"

	"github.com/pincite/pincite/internal/browser"
)

func TestNothingOverflowsAPhone(t *testing.T) {
	t.Parallel()
	c := open(t, setUp(t), seatAda)
	c.must(c.page.Resize(400, 800))
	c.command("show")
	c.typed(browser.Enter)
	c.wait(`document.querySelectorAll("#messages img").length === 2`)
	c.command("echo")
	c.typed("a question that is longer than the telephone is wide, as questions often are", browser.Tab)
	c.see(".popup", "How often")
	c.picture("command")
	wide, err := browser.Eval[[]string](c.page, `[...document.querySelectorAll("main, main *")].filter((e) => e.getBoundingClientRect().right > 401 && e.getBoundingClientRect().width > 0
		&& !e.closest(".grow, .above, .toolbar")).map((e) => e.outerHTML.slice(0, 80))`)
	c.must(err)
	if len(wide) > 0 {
		t.Errorf("these stick out: %q", wide)
	}
	c.typed(browser.Escape, browser.Escape)
	c.must(c.page.Click(".drawer-button"))
	c.wait(`getComputedStyle(document.querySelector("#side")).visibility === "visible"`)
	c.sit("Bo")
	c.wait(`!document.body.classList.contains("drawer-open")`)
}

func TestEveryControlHasANameAndTheFocusIsSeen(t *testing.T) {
	t.Parallel()
	c := open(t, setUp(t), seatAda)
	c.command("show")
	c.typed(browser.Enter)
	c.wait(`document.querySelectorAll("#messages img").length === 2`)
	c.typed("said", browser.Enter)
	c.see(newest, "said")
	nameless, err := browser.Eval[[]string](c.page, `[...document.querySelectorAll("button, a, input:not([tabindex='-1']), textarea, [role]")]
		.filter((e) => !["status", "alert", "presentation", "listbox", "option"].includes(e.getAttribute("role")) && !(e.getAttribute("aria-label") || e.innerText.trim() || e.title || e.labels?.length))
		.map((e) => e.outerHTML.slice(0, 120))`)
	c.must(err)
	if len(nameless) > 0 {
		t.Errorf("these have no name: %q", nameless)
	}
	// The whole page can be walked through by Tab, and it always shows where one is.
	for range 12 {
		c.typed(browser.Tab)
		shown, err := browser.Eval[string](c.page, `(() => { const e = document.activeElement; const style = getComputedStyle(e);
			return e === document.body || e.id === "scroller" || style.outlineStyle !== "none" || e.closest(".box, .pill") ? "" : e.outerHTML.slice(0, 120); })()`)
		c.must(err)
		if shown != "" {
			t.Errorf("the focus is not seen on %s", shown)
		}
	}
}

func TestWhatIsTypedAfterAButtonWasPressedGoesToTheMessageBox(t *testing.T) {
	t.Parallel()
	c := open(t, setUp(t), seatAda)
	c.command("show")
	c.typed(browser.Enter)
	c.wait(`document.querySelectorAll("#messages img").length === 2`)
	c.must(c.page.Click(`[data-custom-id=save]`))
	c.see(newest, "Saved.")
	c.wait(`document.activeElement.matches("button")`)
	c.typed("/whi")
	c.see(".popup", "Answers only you")
}

func TestScrollingBackIsNotInterrupted(t *testing.T) {
	t.Parallel()
	s := setUp(t)
	c := open(t, s, seatAda)
	actor := s.discord.As(s.ada, s.general)
	say := func(text string) {
		if _, err := actor.Say(text, ""); err != nil {
			t.Fatal(err)
		}
	}
	for range 60 {
		say("line")
	}
	say("the last line")
	c.see(newest, "the last line")
	atEnd := `(({scrollHeight, scrollTop, clientHeight}) => scrollHeight - scrollTop - clientHeight < 5)(document.querySelector("#scroller"))`
	c.wait(atEnd)
	for range 30 { // a scroll and a message may cross
		say("more\nlines\nthan\nbefore\nin\none")
	}
	say("the very last")
	c.see(newest, "the very last")
	c.wait(atEnd)
	_, err := browser.Eval[float64](c.page, `(document.querySelector("#scroller").scrollTop = 100)`)
	c.must(err)
	c.wait(`document.querySelector("#scroller").scrollTop === 100`)
	// The scroll event comes with the next frame; only then is the place known.
	_, err = browser.Eval[bool](c.page, `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))`)
	c.must(err)
	say("one more")
	c.see(newest, "one more")
	top, err := browser.Eval[float64](c.page, `document.querySelector("#scroller").scrollTop`)
	c.must(err)
	if top != 100 {
		t.Errorf("a new message moved the reader to %v", top)
	}
}
