package discordtest_test

import (
	"bytes"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
	"github.com/pincite/pincite/bot/discordtest"
)

func TestContentIsBlankWithoutTheIntent(t *testing.T) {
	for name, o := range map[string]discordtest.Options{
		"without": {}, "with": {Privileged: int(discordgo.IntentMessageContent)},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, o)
			r.bot.Identify.Intents |= discordgo.Intent(o.Privileged)
			got := make(chan string, 8)
			r.bot.AddHandler(func(_ *session, m *discordgo.MessageCreate) { got <- m.Content })
			r.must(r.bot.Open())
			defer r.bot.Close()
			expect := func(what, want string) {
				t.Helper()
				if text := <-got; text != want {
					t.Errorf("%s the bot reads %q, want %q", what, text, want)
				}
			}
			plain := ""
			if o.Privileged != 0 {
				plain = "secret"
			}
			ada := r.as(r.ada)
			_, err := ada.Say("secret", "")
			r.must(err)
			expect("of others", plain)
			mention := "<@" + r.discord.Bot().ID + "> hello"
			_, err = ada.Say(mention, "")
			r.must(err)
			expect("where it is mentioned", mention)
			own, err := r.bot.ChannelMessageSend(r.general.ID, "mine")
			r.must(err)
			expect("of its own", "mine")
			_, err = ada.Say("and when?", own.ID)
			r.must(err)
			expect("in a reply to it", "and when?")
			_, err = r.discord.As(r.ada, r.discord.DirectMessage(r.ada)).Say("psst", "")
			r.must(err)
			expect("in a direct message", "psst")
		})
	}
}

func TestAReplyCarriesWhatItAnswers(t *testing.T) {
	r := connect(t, discordtest.Options{}, nil)
	r.bot.AddHandler(func(s *session, m *discordgo.MessageCreate) {
		if m.Author.Bot {
			return
		}
		if m.MessageReference == nil || m.ReferencedMessage == nil || m.ReferencedMessage.Content != "first" {
			t.Errorf("the reply refers to %+v", m.ReferencedMessage)
		}
		if _, err := s.ChannelMessageSendComplex(m.ChannelID, &discordgo.MessageSend{
			Content: "second", Reference: m.Reference(), AllowedMentions: &discordgo.MessageAllowedMentions{},
		}); err != nil {
			t.Error(err)
		}
	})
	first, err := r.bot.ChannelMessageSend(r.general.ID, "first")
	r.must(err)
	asked, err := r.as(r.ada).Say("and?", first.ID)
	r.must(err)
	if !slices.Equal(asked.Pings, []string{r.discord.Bot().ID}) {
		t.Errorf("a reply pings %v", asked.Pings)
	}
	got, err := r.as(r.ada).Await(r.ctx, asked.ID)
	r.must(err)
	if got.Text() != "second" || len(got.Pings) != 0 {
		t.Errorf("got %q, which pings %v", got.Text(), got.Pings)
	}
}

func TestAllowedMentionsDecideWhoIsPinged(t *testing.T) {
	r := newRig(t, discordtest.Options{})
	role := r.moderatorRole()
	content := "<@" + r.ada.ID + "> <@!" + r.mona.ID + "> <@&" + role + "> @everyone"
	for _, c := range []struct {
		name    string
		allowed any
		want    []string
	}{
		{"everybody without it", nil, []string{r.ada.ID, r.mona.ID, role}},
		{"nobody when it is empty", object{}, nil},
		{"nobody when nothing is parsed", object{"parse": list{}}, nil},
		{"users", object{"parse": list{"users"}}, []string{r.ada.ID, r.mona.ID}},
		{"one user", object{"users": list{r.mona.ID}}, []string{r.mona.ID}},
		{"roles", object{"parse": list{"roles"}}, []string{role}},
	} {
		m, err := r.call("POST", "channels/"+r.general.ID+"/messages", object{"content": content, "allowed_mentions": c.allowed})
		r.must(err)
		got, _ := r.as(r.ada).Message(m["id"].(string))
		if !slices.Equal(got.Pings, c.want) {
			t.Errorf("%s: pings %v, want %v", c.name, got.Pings, c.want)
		}
	}
	_, err := r.call("POST", "channels/"+r.general.ID+"/messages", object{
		"content": "x", "allowed_mentions": object{"parse": list{"users"}, "users": list{r.ada.ID}},
	})
	r.refusedWith(err, 400, 50035)
}

func (r *rig) moderatorRole() string {
	m, err := r.bot.GuildMember(r.guild.ID, r.mona.ID)
	r.must(err)
	return m.Roles[0]
}

func TestFilesGoUpAndComeDown(t *testing.T) {
	r := connect(t, discordtest.Options{}, func(s *session, i *interaction) {
		d := i.ApplicationCommandData()
		a := d.Resolved.Attachments[d.GetOption("file").Value.(string)]
		resp, err := s.Client.Get(a.URL)
		if err != nil {
			t.Error(err)
			return
		}
		defer resp.Body.Close()
		b, _ := io.ReadAll(resp.Body)
		if a.Filename != "my_note.txt" || a.Size != len(b) || a.ContentType != "text/plain; charset=utf-8" {
			t.Errorf("the attachment is %+v", a)
		}
		if err := s.InteractionRespond(i.Interaction, &discordgo.InteractionResponse{Type: 4, Data: &discordgo.InteractionResponseData{
			Content: "back", Files: []*discordgo.File{{Name: "copy.txt", Reader: bytes.NewReader(b)}},
		}}); err != nil {
			t.Error(err)
		}
	}, echo)
	text := []byte("a port, a ministry, a union\n")
	got, err := r.as(r.ada).Slash(r.ctx, "echo", words("x"),
		discordtest.Option{Name: "file", File: &discordtest.Attachment{Name: "my note.txt", Data: text}})
	r.must(err)
	files := got.Message.Files()
	if len(files) != 1 || files[0].Name != "copy.txt" {
		t.Fatalf("the answer carries %+v", files)
	}
	if status, b := r.get(files[0].URL); status != 200 || !bytes.Equal(b, text) {
		t.Errorf("the CDN answers %d %q", status, b)
	}
	bare, mark, _ := strings.Cut(files[0].URL, "?")
	for _, url := range []string{bare, bare + "?hm=0", "https://cdn.discordapp.com/attachments/1/2/copy.txt?" + mark} {
		if status, _ := r.get(url); status != 404 {
			t.Errorf("%s is answered with %d", url, status)
		}
	}
	said, err := r.as(r.ada).Say("", "", discordtest.Attachment{Name: "x.md", Data: text})
	r.must(err)
	if f := said.Files(); len(f) != 1 || f[0].ContentType != "text/markdown; charset=utf-8" {
		t.Errorf("a message carries %+v", f)
	}
}

func (r *rig) get(url string) (int, []byte) {
	resp, err := (&http.Client{Transport: r.discord.Transport()}).Get(url)
	r.must(err)
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	r.must(err)
	return resp.StatusCode, b
}

func TestMessagesAreEditedAndDeletedByTheirAuthors(t *testing.T) {
	r := newRig(t, discordtest.Options{})
	theirs, err := r.as(r.ada).Say("hello", "")
	r.must(err)
	_, err = r.bot.ChannelMessageEdit(r.general.ID, theirs.ID, "changed")
	r.refusedWith(err, 403, 50005)
	r.refusedWith(r.bot.ChannelMessageDelete(r.general.ID, theirs.ID), 403, 50013)
	mine, err := r.bot.ChannelMessageSend(r.general.ID, "one")
	r.must(err)
	edited, err := r.bot.ChannelMessageEdit(r.general.ID, mine.ID, "two")
	r.must(err)
	if edited.Content != "two" || edited.EditedTimestamp == nil {
		t.Errorf("the edited message is %+v", edited)
	}
	ms, err := r.bot.ChannelMessages(r.general.ID, 10, "", "", "")
	r.must(err)
	if len(ms) != 2 || ms[0].ID != mine.ID {
		t.Errorf("the channel holds %+v", ms)
	}
	r.must(r.bot.ChannelMessageDelete(r.general.ID, mine.ID))
	_, err = r.bot.ChannelMessage(r.general.ID, mine.ID)
	r.refusedWith(err, 404, 10008)
	r.discord.DenyBot(r.general, discordgo.PermissionSendMessages)
	_, err = r.bot.ChannelMessageSend(r.general.ID, "three")
	r.refusedWith(err, 403, 50013)
}

func TestPeopleEditAndDeleteToo(t *testing.T) {
	r := newRig(t, discordtest.Options{})
	r.bot.SyncEvents = true // discordgo otherwise mixes them up
	told := make(chan string, 4)
	r.bot.AddHandler(func(_ *session, m *discordgo.MessageUpdate) { told <- "edited" })
	r.bot.AddHandler(func(_ *session, m *discordgo.MessageDelete) { told <- "deleted " + m.ID })
	r.must(r.bot.Open())
	defer r.bot.Close()
	m, err := r.as(r.ada).Say("hello", "")
	r.must(err)
	if _, err := r.as(r.mona).Edit(m.ID, "mine"); err == nil {
		t.Error("somebody else can edit it")
	}
	if _, err = r.as(r.ada).Edit(m.ID, "hullo"); err != nil {
		t.Error(err)
	}
	r.must(r.as(r.ada).Delete(m.ID))
	for _, want := range []string{"edited", "deleted " + m.ID} {
		if got := <-told; got != want {
			t.Errorf("the bot is told %s, want %s", got, want)
		}
	}
	if _, err := r.as(r.ada).Say("  ", ""); err == nil {
		t.Error("an empty message can be sent")
	}
}

func TestEditsKeepTheFilesTheyName(t *testing.T) {
	r := newRig(t, discordtest.Options{})
	m, err := r.bot.ChannelMessageSendComplex(r.general.ID, &discordgo.MessageSend{Files: []*discordgo.File{
		{Name: "a.txt", Reader: bytes.NewReader([]byte("a"))}, {Name: "b.txt", Reader: bytes.NewReader([]byte("b"))},
	}})
	r.must(err)
	edit := func(files ...*discordgo.MessageAttachment) []discordtest.File {
		_, err := r.bot.ChannelMessageEditComplex(&discordgo.MessageEdit{ID: m.ID, Channel: r.general.ID, Attachments: &files,
			Files: []*discordgo.File{{Name: "c.txt", Reader: bytes.NewReader([]byte("c"))}}})
		r.must(err)
		now, _ := r.as(r.ada).Message(m.ID)
		return now.Files()
	}
	if fs := edit(m.Attachments[1]); len(fs) != 2 || fs[0].Name != "b.txt" || fs[1].Name != "c.txt" {
		t.Errorf("after the edit there are %+v", fs)
	}
	big := bytes.NewReader(make([]byte, 10<<20+1))
	_, err = r.bot.ChannelFileSend(r.general.ID, "big.bin", big)
	r.refusedWith(err, 413, 40005)
}

func TestDiscordgosOwnComponentsAreAccepted(t *testing.T) {
	r := newRig(t, discordtest.Options{})
	accent, divider, spacing := 0x336699, true, discordgo.SeparatorSpacingSizeLarge
	m, err := r.bot.ChannelMessageSendComplex(r.general.ID, &discordgo.MessageSend{
		Flags: discordgo.MessageFlagsIsComponentsV2,
		Files: []*discordgo.File{{Name: "a.txt", Reader: bytes.NewReader([]byte("a"))}},
		Components: []discordgo.MessageComponent{
			discordgo.TextDisplay{Content: "hello"},
			discordgo.Container{AccentColor: &accent, Components: []discordgo.MessageComponent{
				discordgo.Section{
					Components: []discordgo.MessageComponent{discordgo.TextDisplay{Content: "inside"}},
					Accessory:  discordgo.Button{Label: "Source", Style: discordgo.LinkButton, URL: "https://x.example"},
				},
				discordgo.Separator{Divider: &divider, Spacing: &spacing},
				discordgo.MediaGallery{Items: []discordgo.MediaGalleryItem{{Media: discordgo.UnfurledMediaItem{URL: "https://x.example/a.png"}}}},
				discordgo.FileComponent{File: discordgo.UnfurledMediaItem{URL: "attachment://a.txt"}},
				discordgo.ActionsRow{Components: []discordgo.MessageComponent{
					discordgo.SelectMenu{MenuType: discordgo.StringSelectMenu, CustomID: "a", Options: []discordgo.SelectMenuOption{{Label: "L", Value: "v"}}},
				}},
				discordgo.ActionsRow{Components: []discordgo.MessageComponent{discordgo.SelectMenu{MenuType: discordgo.UserSelectMenu, CustomID: "b"}}},
			}},
		},
	})
	r.must(err)
	seen, _ := r.as(r.ada).Message(m.ID)
	if seen.Text() != "hello\ninside" || len(seen.Buttons()) != 1 || len(seen.Selects()) != 2 {
		t.Errorf("people see %s", seen.Raw)
	}
	contains(t, string(seen.Raw), "https://cdn.discordapp.com/attachments/"+r.general.ID)
}
