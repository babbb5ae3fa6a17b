package main

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/pincite/pincite/internal/browser"
)

// TestPicturesOfQuotationsThatAreChecked drives the checking of quotations, what
// somebody said, and citing it for good.
func TestPicturesOfQuotationsThatAreChecked(t *testing.T) {
	if _, err := browser.Find(); err != nil {
		t.Skip(err)
	}
	v := &visitor{t: t, url: play(t, "--rate-burst", "100")} // nobody types as fast
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
	id := v.citationID()
	v.command("verify")
	v.keys("We have nothing to hide", browser.Tab, "speaker", browser.Enter, "renna")
	v.see(".popup", "Renna Tolvaray")
	v.keys(browser.Enter, browser.Enter)
	v.answered("verify")
	v.see(newest, "Said by somebody else.")
	v.fit()
	v.save("verify-misattributed")
	v.command("verify")
	v.keys("hide", browser.Enter)
	v.see(newest, "Too short to tell.")
	v.save("verify-short")
	v.command("verify")
	v.keys("N\u043e such letter ever re\u200bached my desk", browser.Enter)
	v.see(newest, "Exact.")
	v.fit()
	v.save("verify-look-alike")
	v.sit(mona, 1280, 720)
	v.citeAs("cite", id, "Unchanged.")
	v.command("said")
	v.keys("renna")
	v.see(".popup", "Renna Tolvaray")
	v.keys(browser.Enter, browser.Enter)
	v.answered("said")
	v.fit()
	v.save("said")
}

// TestPicturesOfCitationsForGood drives /cite in each style, and after the article
// was edited and removed.
func TestPicturesOfCitationsForGood(t *testing.T) {
	if _, err := browser.Find(); err != nil {
		t.Skip(err)
	}
	v := &visitor{t: t, url: play(t, "--rate-burst", "100")} // nobody types as fast
	const mona = 2
	v.sit(mona, 1280, 720)
	v.add("ferry.md")
	v.see(newest, "Not stored yet")
	v.must(v.click(newest, "Add"))
	v.see(newest, "Added: Ferry to Odd Island runs again")
	v.command("ask")
	v.keys("Who has kept the only shop on the island?", browser.Enter)
	v.answered("ask")
	id := v.citationID()
	for _, style := range []string{"Plain", "Markdown", "APA", "MLA", "Chicago", "Harvard", "BibTeX", "RIS", "CSL-JSON"} {
		v.command("cite")
		v.keys(id, browser.Tab, "style", browser.Enter, style, browser.Enter, browser.Enter)
		v.answered("cite")
		v.see(newest, "Unchanged.")
		v.fit()
		v.save("cite-" + strings.ToLower(style))
	}
	v.file("ferry.md", []byte(strings.ReplaceAll(article, "eleven weeks", "twelve weeks")))
	v.see(newest, "Not stored yet")
	v.must(v.click(newest, "New text of that article"))
	v.see(newest, "This is what would change")
	v.must(v.click(newest, "Save"))
	v.see(newest, "Changed: Ferry to Odd Island runs again")
	v.citeAs("cite-edited", id, "Edited since it was cited.")
	v.command("library remove")
	v.keys("ferry")
	v.see(".popup", "Ferry to Odd Island runs again")
	v.keys(browser.Enter, browser.Enter)
	v.must(v.click(newest, "Remove it"))
	v.see(newest, "Removed: Ferry to Odd Island runs again")
	v.citeAs("cite-withdrawn", id, "Withdrawn")
}

// citeAs cites what has changed, and takes a picture.
func (v *visitor) citeAs(picture, id, seen string) {
	v.t.Helper()
	v.command("cite")
	v.keys(id, browser.Enter)
	v.answered("cite")
	v.see(newest, seen)
	v.fit()
	v.save(picture)
}

// citationID is that of the newest message's first quotation.
func (v *visitor) citationID() string {
	v.t.Helper()
	text, err := browser.Eval[string](v.page, fmt.Sprintf("document.querySelector(%q).innerText", newest))
	v.must(err)
	id := regexp.MustCompile(`· ([a-z2-7]{10})\b`).FindStringSubmatch(text)
	if id == nil {
		v.t.Fatalf("the answer shows no citation ID:\n%s", text)
	}
	return id[1]
}

// messageCommand uses a command of the newest message's menu.
func (v *visitor) messageCommand(name string) {
	v.t.Helper()
	v.must(v.page.Click(newest + " .toolbar [aria-label=More]"))
	v.see(".menu", name)
	_, err := browser.Eval[bool](v.page, fmt.Sprintf("[...document.querySelectorAll('.menu [role=menuitem]')].find((e) => e.innerText.includes(%q)).click() ?? true", name))
	v.must(err)
}
