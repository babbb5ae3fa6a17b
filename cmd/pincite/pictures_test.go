package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/pincite/pincite/internal/browser"
	"github.com/pincite/pincite/internal/testfile"
)

// pictures is where the README's pictures are written:
// go test -count=1 -run Pictures ./cmd/pincite -pictures "$PWD/docs"
var pictures = flag.String("pictures", "", "save pictures of the playground in this folder")

// article is what the moderator adds: a fictional report in its own words.
const article = `---
title: Ferry to Odd Island runs again
authors: [Petra Quillon]
publication: The Halvermouth Lantern
published: 2025-06-02
url: https://example.org/lantern/2025/06/02/ferry
---

HALVERMOUTH, Tessavary -- The ferry to Odd Island runs again from Tuesday, the harbour office said.

“We have waited eleven weeks for a gearbox,” said Lorn Abbesk, who has kept the island's only shop since 1997.

The ferry carries 40 people and two cars. It had stood in the yard since the middle of March.
`

// TestPicturesOfThePlaygroundShowTheBotAtWork drives "pincite play" in a real
// browser through what the README promises.
func TestPicturesOfThePlaygroundShowTheBotAtWork(t *testing.T) {
	if _, err := browser.Find(); err != nil {
		t.Skip(err)
	}
	v := &visitor{t: t, url: play(t)}
	const ada, mona, adaElsewhere = 0, 2, 3
	v.sit(ada, 1280, 720)
	v.see("#welcome", "/ask")
	v.save("welcome")
	v.command("ask")
	v.keys("What did Renna Tolvaray say about the strike?")
	v.save("ask-typing")
	v.keys(browser.Enter)
	v.answered("ask")
	v.fit()
	v.save("ask")
	v.command("ask")
	v.keys("Who was driving the neighbouring crane?", browser.Enter)
	v.see(newest+" blockquote", "said Joss Pettiwarn, who was driving the neighbouring crane")
	v.must(v.click(newest, "Context"))
	v.see(newest, "Only you can see this")
	v.see(newest+" blockquote", "It was lifting a container of machine parts")
	v.fit()
	v.save("context")

	v.sit(adaElsewhere, 400, 860)
	v.command("ask")
	v.keys("When was the ILO founded?", browser.Enter)
	v.see(newest+" blockquote", "was founded in 1919")
	v.save("phone")

	v.sit(mona, 1280, 720)
	v.command("ask")
	v.keys("Who discovered penicillin?", browser.Enter)
	v.answered("ask")
	v.save("abstention")
	v.command("search")
	v.keys("crane inspection", browser.Enter)
	v.answered("search")
	v.fit()
	v.save("search")
	v.command("sources")
	v.keys(browser.Enter)
	v.answered("sources")
	v.fit()
	v.save("sources")
	v.add("ferry.md")
	v.see(newest, "Not stored yet")
	v.fit()
	v.save("preview")
	v.must(v.click(newest, "Add"))
	v.see(newest, "Added: Ferry to Odd Island runs again")
	v.fit()
	v.save("add")
	v.must(v.click(newest, "Show"))
	v.see(newest, "Not quoted yet")
	v.fit()
	v.save("card")
	v.must(v.click(newest, "Read"))
	v.see(newest+" blockquote", "We have waited eleven weeks for a gearbox")
	v.fit()
	v.save("read")
	v.command("library list")
	v.keys(browser.Enter)
	v.answered("library list")
	v.fit()
	v.save("list")
	v.command("library add")
	v.keys(browser.Enter)
	v.see("dialog", "Add an article")
	v.must(v.page.Settle())
	v.save("form")
	v.keys(browser.Escape)
	v.add("ferry.md")
	v.see(newest, "here already")
	v.fit()
	v.save("duplicate")
	v.command("library edit")
	v.keys("ferry")
	v.see(".popup", "Ferry to Odd Island runs again")
	v.keys(browser.Enter, browser.Enter)
	v.see("dialog", "Details of the article")
	v.must(v.page.Settle())
	v.save("details")
	v.keys(browser.Escape)
	v.command("library remove")
	v.keys("ferry")
	v.see(".popup", "Ferry to Odd Island runs again")
	v.keys(browser.Enter, browser.Enter)
	v.see(newest, "Remove this article?")
	v.must(v.click(newest, "Remove it"))
	v.see(newest, "Removed: Ferry to Odd Island runs again")
	v.fit()
	v.save("remove")
	v.command("library history")
	v.keys(browser.Enter)
	v.answered("library history")
	v.fit()
	v.save("history")
	v.must(v.click(newest, "Undo"))
	v.see(newest, "Taken back")
	v.fit()
	v.save("undo")
}

// TestPicturesOfWhatSurroundsTheArticles drives the moderators' settings, and
// what they learn from what members asked.
func TestPicturesOfWhatSurroundsTheArticles(t *testing.T) {
	if _, err := browser.Find(); err != nil {
		t.Skip(err)
	}
	v := &visitor{t: t, url: play(t)}
	const ada, mona = 0, 2
	v.sit(mona, 1280, 720)
	v.use("library settings")
	v.must(v.click(newest, "Keep them"))
	v.see(newest, "are kept for 90 days")
	v.fit()
	v.save("settings")
	v.add("ferry.md")
	v.see(newest, "Not stored yet")
	v.must(v.click(newest, "Add"))
	v.see(newest, "Added: Ferry to Odd Island runs again")
	v.sit(ada, 1280, 720)
	for _, question := range []string{"Who discovered penicillin?", "who has discovered penicillin", "How tall is the lighthouse?"} {
		v.command("ask")
		v.keys(question, browser.Enter)
		v.answered("ask")
	}
	v.command("ask")
	v.keys("How many people does the ferry carry?", browser.Enter)
	v.answered("ask")
	v.must(v.click(newest, "Not helpful"))
	v.see(newest, "Thank you")
	v.use("privacy")
	v.fit()
	v.save("privacy")
	v.sit(mona, 1280, 720)
	v.use("library gaps")
	v.see(newest, "asked 2 times")
	v.fit()
	v.save("gaps")
	v.use("library feedback")
	v.fit()
	v.save("feedback")
	v.use("library export")
	v.fit()
	v.save("export")
	v.use("library followed")
	v.save("followed")
}

// The picture of a timeline is readable in the dark and in the light theme.
func TestPicturesOfATimeline(t *testing.T) {
	if _, err := browser.Find(); err != nil {
		t.Skip(err)
	}
	v := &visitor{t: t, url: play(t)}
	const ada = 0
	v.sit(ada, 1280, 720)
	v.command("timeline")
	v.keys("topic", browser.Enter, "crane", browser.Enter)
	v.answered("timeline")
	v.wait(`[...document.querySelectorAll("` + newest + ` img.picture")].some((i) => i.complete && i.naturalWidth > 1000 && i.alt.startsWith("A timeline of the statements below: 1: "))`)
	v.fit()
	v.save("timeline")
	v.use("timeline")
	v.see(newest, "Page 1 of")
	v.must(v.click(newest, "Next ▶"))
	v.see(newest, "Page 2 of")
	v.fit()
	v.save("timeline-page")
}

// use sends a command that needs nothing further.
func (v *visitor) use(command string) {
	v.t.Helper()
	v.command(command)
	v.keys(browser.Enter)
	v.answered(command)
}

// add gives the bot the article as a file.
func (v *visitor) add(name string) {
	v.t.Helper()
	v.file(name, []byte(article))
}

// play runs "pincite play" until the test ends, and returns its address.
func play(t *testing.T, options ...string) string {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	out, in := io.Pipe()
	done := make(chan int, 1)
	go func() {
		defer in.Close()
		done <- run(ctx, append([]string{"play", "--addr", "127.0.0.1:0"}, options...), map[string]string{"PINCITE_CACHE_DIR": testfile.CodeFolder()}, std{in: nil, out: in, err: t.Output()})
	}()
	t.Cleanup(func() {
		cancel()
		go func() { _, _ = io.Copy(io.Discard, out) }()
		if code := <-done; code != exitYes {
			t.Errorf("pincite play ended with %d", code)
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("pincite play said nothing: %v", err)
	}
	return regexp.MustCompile(`http://\S+/`).FindString(line)
}

// visitor is a person at the playground.
type visitor struct {
	t    *testing.T
	url  string
	page *browser.Page
}

const newest = "#messages > li:last-child"

func (v *visitor) must(err error) {
	v.t.Helper()
	if err != nil {
		v.t.Fatal(err)
	}
}

// sit opens the page at a seat, in a window of its own.
func (v *visitor) sit(seat, width, height int) {
	v.t.Helper()
	if v.page != nil {
		v.page.Close()
	}
	page, err := browser.Open(v.t.Context(), fmt.Sprintf("%s#%d", v.url, seat), width, height)
	if errors.Is(err, browser.ErrNone) {
		v.t.Skip(err)
	}
	v.must(err)
	v.page = page
	v.t.Cleanup(page.Close)
	v.wait(`document.activeElement === document.querySelector("#composer textarea") && document.querySelector("#messages > li, #welcome h2")`)
}

// fit makes the window as high as the newest message needs, within reason.
func (v *visitor) fit() {
	v.t.Helper()
	v.must(v.page.Settle())
	high, err := browser.Eval[float64](v.page, fmt.Sprintf(`document.querySelector(%q).offsetHeight`, newest))
	v.must(err)
	v.must(v.page.Resize(1280, min(max(int(high)+190, 620), 1400)))
}

func (v *visitor) wait(condition string) { v.t.Helper(); v.must(v.page.Wait(condition)) }
func (v *visitor) keys(keys ...string)   { v.t.Helper(); v.each(keys, v.page.Type) }

func (v *visitor) each(list []string, do func(string) error) {
	v.t.Helper()
	for _, s := range list {
		v.must(do(s))
	}
}

// click presses the button with a label, once it can be pressed.
func (v *visitor) click(in, button string) error {
	find := fmt.Sprintf("[...document.querySelectorAll(%q)].find((b) => !b.disabled && b.innerText.trim() === %q)", in+" .button", button)
	v.wait(find)
	_, err := browser.Eval[bool](v.page, find+".click() ?? true")
	return err
}

func (v *visitor) see(css, text string) {
	v.t.Helper()
	v.wait(fmt.Sprintf("[...document.querySelectorAll(%q)].some((e) => e.innerText.includes(%q))", css, text))
}

// answered waits until the bot has answered the newest use of a command.
func (v *visitor) answered(command string) {
	v.t.Helper()
	v.see(newest+":not(.pending) .used", "/"+command)
	v.wait(`!document.querySelector(".thinking") && document.querySelector("` + newest + ` .md")`)
}

// command picks a slash command from the menu.
func (v *visitor) command(path string) {
	v.t.Helper()
	v.keys("/" + path)
	v.wait(fmt.Sprintf(`document.querySelector(".popup [aria-selected=true] b")?.textContent.startsWith(%q)`, "/"+path))
	v.keys(browser.Enter)
	v.wait(`document.querySelector(".command-form")?.contains(document.activeElement)`)
}

func (v *visitor) save(name string) {
	v.t.Helper()
	if *pictures != "" {
		v.must(v.page.Save(filepath.Join(*pictures, name+".png")))
	}
}
