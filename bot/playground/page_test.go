package playground_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"github.com/pincite/pincite/internal/browser"
)

// pictures is a folder for screenshots of what the tests reach, for a person
// to look at.
var pictures = flag.String("pictures", "", "save pictures of the page in this folder")

// client is a page in a browser, at a seat. Its methods end the test when the
// page does not get there.
type client struct {
	*stage
	t    *testing.T
	page *browser.Page
}

func open(t *testing.T, s *stage, seat int) *client {
	t.Helper()
	page, err := browser.Open(t.Context(), s.page.URL()+"#"+strconv.Itoa(seat), 1280, 800)
	if errors.Is(err, browser.ErrNone) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	c := &client{s, t, page}
	t.Cleanup(func() {
		for _, problem := range page.Problems() {
			t.Errorf("a script of the page complains: %s", problem)
		}
		page.Close()
	})
	c.wait(`document.activeElement === document.querySelector("#composer textarea") && document.querySelector("#messages > li, #welcome h2")`)
	return c
}

func (c *client) must(err error) {
	c.t.Helper()
	if err != nil {
		c.picture("failed")
		c.t.Fatal(err)
	}
}

func (c *client) wait(condition string) { c.t.Helper(); c.must(c.page.Wait(condition)) }

// see waits until the element shows the text.
func (c *client) see(css, text string) {
	c.t.Helper()
	c.wait(fmt.Sprintf("[...document.querySelectorAll(%q)].some((e) => e.innerText.replace(/\\s+/g, ' ').includes(%q))", css, text))
}

func (c *client) absent(css, text string) {
	c.t.Helper()
	found, err := browser.Eval[bool](c.page, fmt.Sprintf("[...document.querySelectorAll(%q)].some((e) => e.textContent.includes(%q))", css, text))
	c.must(err)
	if found {
		c.t.Errorf("%s shows %q", css, text)
	}
}

// typed types text; keys of the browser package go in between as they are.
func (c *client) typed(parts ...string) {
	c.t.Helper()
	for _, p := range parts {
		c.must(c.page.Type(p))
	}
}

// command picks a slash command from the menu, by the keyboard.
func (c *client) command(path string) {
	c.t.Helper()
	c.typed("/" + path)
	c.wait(fmt.Sprintf(`document.querySelector(".popup [aria-selected=true] b")?.textContent.startsWith(%q)`, "/"+path))
	c.typed(browser.Enter)
	c.wait(`document.querySelector(".command-form")?.contains(document.activeElement)`)
}

// sit changes the seat by the menu, as a person does.
func (c *client) sit(name string) {
	c.t.Helper()
	c.must(c.page.Click("#persona"))
	c.see(".menu", name)
	_, err := browser.Eval[bool](c.page, fmt.Sprintf(`[...document.querySelectorAll(".menu button")].find((b) => b.innerText.includes(%q)).click() ?? true`, name))
	c.must(err)
	// On a phone the drawer closes then, and what is in it is no longer seen.
	c.wait(fmt.Sprintf(`document.querySelector("#persona").textContent.includes(%q)`, name))
}

func (c *client) picture(name string) {
	c.t.Helper()
	if *pictures == "" {
		return
	}
	file := filepath.Join(*pictures, strings.ReplaceAll(c.t.Name(), "/", "-")+"-"+name+".png")
	if err := c.page.Save(file); err != nil {
		c.t.Log(err)
	}
}

const newest = "#messages > li:last-child"

func TestASlashCommandIsFilledInByKeyboard(t *testing.T) {
	t.Parallel()
	c := open(t, setUp(t), seatAda)
	c.see("#welcome", "/echo")
	c.picture("welcome")
	c.typed("/")
	c.see(".popup", "Says what it was given")
	c.see(".popup", "/library add")
	c.picture("menu")
	c.typed(browser.Escape)
	c.wait(`document.querySelector(".popup").hidden`)
	c.typed(browser.Backspace)
	c.command("echo")
	c.typed("hi there", browser.Tab) // to the options that are left
	c.see(".popup", "How often")
	c.typed("times", browser.Tab, "9", browser.Enter)
	c.see(".form-error", "at most 5")
	c.picture("wrong")
	c.typed(browser.Backspace, "3", browser.Tab, "loud", browser.Enter)
	c.see(".popup [aria-selected=true]", "True")
	c.typed(browser.Down, browser.Enter, "col", browser.Enter, "red", browser.Tab, "title", browser.Enter)
	c.see(".popup", "Lighthouse to be sold")
	c.typed("dock")
	c.wait(`document.querySelectorAll(".popup li").length === 2`)
	c.picture("autocomplete")
	c.typed(browser.Down, browser.Enter, browser.Enter)
	c.see(newest, "Echo; words=hi there (string); times=3 (float64); loud=false (bool); colour=red (string); title=id:Docks reopen (string)")
	c.see(newest, "Ada used /echo")
	c.see(newest, "APP")
	c.picture("reply")
}

func TestACommandCanBeLeft(t *testing.T) {
	t.Parallel()
	c := open(t, setUp(t), seatAda)
	c.command("echo")
	c.typed(browser.Enter)
	c.see(".form-error", "“words” is required.")
	c.typed(browser.Escape, browser.Escape)
	c.wait(`document.activeElement.matches("textarea") && document.activeElement.value === ""`)
	c.command("echo")
	c.typed(browser.Backspace)
	c.wait(`document.activeElement.value === "/echo"`)
}

func TestAFileGoesWithACommandAndWithAMessage(t *testing.T) {
	t.Parallel()
	c := open(t, setUp(t), seatAda)
	file := filepath.Join(t.TempDir(), "notes.txt")
	if err := os.WriteFile(file, []byte("four"), 0o600); err != nil {
		t.Fatal(err)
	}
	c.command("echo")
	c.typed("x", browser.Tab, "file", browser.Enter)
	c.must(c.page.Choose(`[data-option=file] input[type=file]`, file))
	c.see(".pill-file", "notes.txt")
	c.picture("pill")
	c.must(c.page.Click(".command-form > .send"))
	c.see(newest, "file=notes.txt of 4 bytes")

	c.must(c.page.Choose("#composer > input[type=file]", file))
	c.see(".file-bar", "4 bytes")
	c.typed("with a file", browser.Enter)
	c.see(newest+" .file", "notes.txt")
	got, err := browser.Eval[string](c.page, `fetch(document.querySelector("#messages .file a").href).then((r) => r.text())`)
	c.must(err)
	if got != "four" {
		t.Errorf("the attachment holds %q", got)
	}
}

func TestComponentsWork(t *testing.T) {
	t.Parallel()
	c := open(t, setUp(t), seatAda)
	show := func() {
		c.command("show")
		c.typed(browser.Enter)
		c.see(newest, "Every component")
		c.wait(`[...document.querySelectorAll("#messages > li:last-child img")].filter((i) => i.complete && i.naturalWidth === 240).length === 2`)
	}
	show()
	c.picture("wide")
	c.see(newest+" .container .file", "notes.txt")
	state, err := browser.Eval[string](c.page, `(() => { const row = document.querySelector("#messages > li:last-child"); const link = row.querySelector("a.button");
		return [link.href, link.target, link.rel, row.querySelector("button:disabled").innerText, getComputedStyle(row.querySelector(".container"), "::before").backgroundColor].join(" "); })()`)
	c.must(err)
	if want := "https://example.org/ _blank noopener noreferrer Off rgb(47, 143, 131)"; state != want {
		t.Errorf("the components are %q, want %q", state, want)
	}
	c.must(c.page.Click(newest + ` [data-custom-id=go]`))
	c.see(newest, "You pressed go.")
	show()
	c.must(c.page.Settle())
	c.must(c.page.Click(newest + ` [data-custom-id=save]`))
	c.see(newest, "Saved.")
	c.see(newest, "Only you can see this · Dismiss message")
	c.must(c.page.Click(newest + " .plain-link"))
	c.wait(`![...document.querySelectorAll("#messages > li")].some((m) => m.innerText.includes("Saved."))`)
	c.must(c.page.Click(newest + " .select-toggle"))
	c.see(".select-list", "From spring")
	c.picture("select")
	c.typed(browser.Down, browser.Enter)
	c.see(newest, "You picked second.")
	c.must(c.page.Resize(400, 800))
	c.picture("narrow")
}

func TestSilenceAndThoughtAreShown(t *testing.T) {
	t.Parallel()
	s := setUp(t)
	c := open(t, s, seatAda)
	c.command("silent")
	c.typed(browser.Enter)
	c.see(newest, "Sending command…")
	s.silence()
	c.see(newest, "The application did not respond")
	c.picture("failed")
	c.command("slow")
	c.typed(browser.Enter)
	c.see("#messages", "is thinking…")
	c.picture("thinking")
	answer := "Thought about it."
	if _, err := s.bot.InteractionResponseEdit(<-s.thought, &discordgo.WebhookEdit{Content: &answer}); err != nil {
		t.Fatal(err)
	}
	c.see("#messages", answer)
	c.absent("#messages", "is thinking…")
	c.command("show")
	c.typed(browser.Enter)
	c.wait(`document.querySelectorAll("#messages img").length === 2`)
	c.must(c.page.Settle())
	c.must(c.page.Click(`[data-custom-id=drop]`))
	c.wait(`document.querySelector("[data-custom-id=drop].waiting[aria-busy=true]") && document.querySelector("[data-custom-id=go]").disabled`)
	c.picture("waiting")
	s.silence()
	c.see("#messages .trouble", "This interaction failed")
	c.wait(`!document.querySelector("[data-custom-id=go]").disabled`)
}

func TestFormsAreCheckedAndSent(t *testing.T) {
	t.Parallel()
	c := open(t, setUp(t), seatAda)
	file := filepath.Join(t.TempDir(), "article.md")
	if err := os.WriteFile(file, []byte("# Hello"), 0o600); err != nil {
		t.Fatal(err)
	}
	c.command("library add")
	c.typed(browser.Enter)
	c.see("dialog", "As the paper prints it")
	c.typed(browser.Enter)
	c.see("dialog", "This field is required.")
	c.typed("Dockers walk out", browser.Tab, "One.", browser.Tab, browser.Down, browser.Down, browser.Enter)
	c.must(c.page.Choose("dialog input[type=file]", file))
	c.see("dialog .drop", "article.md (7 bytes)")
	c.picture("form")
	c.must(c.page.Click("dialog button[type=submit]"))
	c.see(newest, "Form: title=Dockers walk out; text=One.; kind=opinion; file=article.md of 7 bytes")
	c.wait(`!document.querySelector("dialog")`)

	c.command("library old")
	c.typed(browser.Enter)
	c.see("dialog", "One line")
	c.typed("ab", browser.Enter)
	c.see("dialog", "Write at least 3 characters.")
	c.typed("c", browser.Enter)
	c.see(newest, "Form: line=abc")
	c.wait(`!document.querySelector("dialog")`)
	c.command("library old")
	c.typed(browser.Enter)
	c.see("dialog", "One line")
	c.typed(browser.Escape)
	c.wait(`!document.querySelector("dialog")`)
}

func TestAnEphemeralReplyIsOnePersonsOnly(t *testing.T) {
	t.Parallel()
	c := open(t, setUp(t), seatAda)
	c.command("whisper")
	c.typed("between us", browser.Enter)
	c.see(newest, "between us")
	c.see(newest, "Only you can see this")
	c.typed("for everybody", browser.Enter)
	c.see(newest, "for everybody")
	c.sit("Bo")
	c.see(newest, "for everybody")
	c.absent("#messages", "between us")
	c.sit("Ada")
	c.see("#messages", "between us")
	c.picture("ephemeral")
}

func TestMessagesHaveAMenuAndReplies(t *testing.T) {
	t.Parallel()
	s := setUp(t)
	c := open(t, s, seatAda)
	c.typed("a quiet word", browser.Enter)
	c.see(newest, "a quiet word")
	c.must(c.page.Click(newest + " .toolbar [aria-label=More]"))
	c.see(".menu", "Apps")
	c.picture("menu")
	c.typed(browser.Down, browser.Down, browser.Enter)
	c.see(newest, "A QUIET WORD")
	c.see(newest, "Ada used Shout this")

	c.must(c.page.Click(`[data-id] .toolbar [aria-label=Reply]`))
	c.see(".reply-bar", "Replying to Ada")
	c.typed("hello @" + strings.ToLower(s.discord.Bot().Name[:2]))
	c.see(".popup", s.discord.Bot().Name)
	c.typed(browser.Tab, "you", browser.Enter)
	c.see(newest, "You said: hello @"+s.discord.Bot().Name+" you")
	c.see("#messages .above .excerpt", "a quiet word")
	c.picture("replies")
	if _, err := s.bot.ChannelMessageSend(s.general.ID, "Look, <@"+s.ada.ID+"> in <#"+s.general.ID+">"); err != nil {
		t.Fatal(err)
	}
	c.see(newest+".mentioned .mention", "@Ada")
	c.see(newest+" .mention", "#general")
}

func TestEmbedsAndOldRowsAreDrawn(t *testing.T) {
	t.Parallel()
	s := setUp(t)
	c := open(t, s, seatDirect)
	direct := s.discord.DirectMessage(s.ada)
	if err := s.bot.ChannelTyping(direct.ID); err != nil {
		t.Fatal(err)
	}
	c.see("#typing", "is typing…")
	_, err := s.bot.ChannelMessageSendComplex(direct.ID, &discordgo.MessageSend{
		Embeds: []*discordgo.MessageEmbed{{Title: "An embed", URL: "https://example.org/", Description: "With **bold** text", Color: 0xe8b847,
			Fields: []*discordgo.MessageEmbedField{{Name: "One", Value: "1", Inline: true}}, Footer: &discordgo.MessageEmbedFooter{Text: "The foot"}}},
		Components: []discordgo.MessageComponent{discordgo.ActionsRow{Components: []discordgo.MessageComponent{
			discordgo.Button{Label: "Row", Style: discordgo.SuccessButton, CustomID: "row"}}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	c.see(newest+" .embed", "The foot")
	c.absent("#typing", "typing")
	c.see(newest+" .embed strong", "bold")
	c.see(newest+" .row", "Row")
	c.picture("embed")
}
