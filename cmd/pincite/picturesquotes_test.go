package main

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/pincite/pincite/internal/browser"
)

// TestPicturesOfQuotationsThatAreChecked drives the checking of quotations, what
// somebody said, and citing it for good.
func TestPicturesOfQuotationsThatAreChecked(t *testing.T) {
	if _, err := browser.Find(); err != nil {
		t.Skip(err)
	}
	v := &visitor{t: t, url: play(t)}
	const ada, mona = 0, 2
	v.sit(ada, 1280, 720)
	for name, c := range map[string]struct{ quote, seen string }{
		"verify-exact":    {"No such letter ever reached my desk", "Exact."},
		"verify-cut":      {"I thought of the men … nobody could have heard me", "Exact, but cut."},
		"verify-altered":  {"Every inspection that the law asks for was not carried out in time", "Altered."},
		"verify-stitched": {"We have nothing to hide ... It will make bread dearer", "Stitched together."},
		"verify-absent":   {"The harbour will be closed for good in the coming year", "Not in this library."},
	} {
		v.command("verify")
		v.keys(c.quote, browser.Enter)
		v.answered("verify")
		v.see(newest, c.seen)
		v.fit()
		v.save(name)
	}
	v.keys("“We wrote it down. We signed it. We handed it in,” Tolvaray said. And “a strike will make one bolt tighter,” said Ankersmede. ",
		"“They are decent people who had stopped hearing each other,” said Hollis Bramwick. And who says “the letter was burnt in the yard of the ministry”?", browser.Enter)
	v.see(newest, "burnt in the yard")
	v.messageCommand("Check quotes")
	v.see(newest, "4 quotations checked")
	v.fit()
	v.save("check-quotes")
	v.command("ask")
	v.keys("What did Joss Pettiwarn say?", browser.Enter)
	v.answered("ask")
	text, err := browser.Eval[string](v.page, fmt.Sprintf("document.querySelector(%q).innerText", newest))
	v.must(err)
	id := regexp.MustCompile(`· ([a-z2-7]{10})\b`).FindStringSubmatch(text)
	if id == nil {
		t.Fatalf("the answer shows no citation ID:\n%s", text)
	}
	v.sit(mona, 1280, 720)
	v.command("cite")
	v.keys(id[1], browser.Enter)
	v.answered("cite")
	v.see(newest, "Unchanged.")
	v.fit()
	v.save("cite")
	v.command("said")
	v.keys("renna")
	v.see(".popup", "Renna Tolvaray")
	v.keys(browser.Enter, browser.Enter)
	v.answered("said")
	v.fit()
	v.save("said")
}

// messageCommand uses a command of the newest message's menu.
func (v *visitor) messageCommand(name string) {
	v.t.Helper()
	v.must(v.page.Click(newest + " .toolbar [aria-label=More]"))
	v.see(".menu", name)
	_, err := browser.Eval[bool](v.page, fmt.Sprintf("[...document.querySelectorAll('.menu [role=menuitem]')].find((e) => e.innerText.includes(%q)).click() ?? true", name))
	v.must(err)
}
