package playground_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"github.com/pincite/pincite/bot/discordtest"
	"github.com/pincite/pincite/bot/playground"
)

// stage is a stand-in with a bot, and a page on it.
type stage struct {
	discord *discordtest.Server
	page    *playground.Playground
	general discordtest.Channel
	ada     discordtest.User
	bot     *discordgo.Session
	thought chan *discordgo.Interaction // what /slow acknowledged and the test is to answer
	ignored chan struct{}               // a token for each interaction that the bot will never answer
}

// answerWithin is how long the bot may take to answer: longer than Discord lets
// it, because a machine with much else to do is no reason to fail. Where silence
// is meant, the clock is moved past it.
const answerWithin = time.Minute

// silence lets the time pass in which the bot could have answered what it ignores.
func (s *stage) silence() {
	<-s.ignored
	s.discord.Advance(answerWithin)
}

// The seats of the stage's page.
const (
	seatAda    = 0
	seatBo     = 1
	seatMona   = 2
	seatDirect = 3
)

// setUp starts everything. The bot shows one of each thing that the page can draw.
func setUp(t *testing.T) *stage {
	t.Helper()
	discord, err := discordtest.New(discordtest.Options{AnswerWithin: answerWithin})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(discord.Close)
	guild, general := discord.AddGuild("Harbour Watch")
	ada, bo, mona := discord.AddUser("Ada"), discord.AddUser("Bo"), discord.AddUser("Mona")
	discord.Join(guild, ada, 0)
	discord.Join(guild, bo, 0)
	discord.Join(guild, mona, discordgo.PermissionManageMessages)
	s := &stage{discord: discord, general: general, ada: ada, thought: make(chan *discordgo.Interaction, 1), ignored: make(chan struct{}, 1)}
	s.bot = s.startBot(t)
	s.page, err = playground.Start(t.Context(), playground.Config{
		Addr:    "127.0.0.1:0",
		Discord: discord,
		People: []playground.Persona{
			seatAda:    {Label: "Ada, member", User: ada, Channel: general, Guild: guild.Name},
			seatBo:     {Label: "Bo, member", User: bo, Channel: general, Guild: guild.Name},
			seatMona:   {Label: "Mona, moderator", User: mona, Channel: general, Guild: guild.Name},
			seatDirect: {Label: "Ada, member", User: ada, Channel: discord.DirectMessage(ada)},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.page.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func (st *stage) startBot(t *testing.T) *discordgo.Session {
	t.Helper()
	discord := st.discord
	bot, err := discordgo.New("Bot " + discord.Token())
	if err != nil {
		t.Fatal(err)
	}
	bot.Client.Transport = discord.Transport()
	bot.LogLevel = -1 // it complains of every form with labels
	bot.AddHandler(func(s *discordgo.Session, i *discordgo.InteractionCreate) {
		if err := respond(s, i); err != nil {
			t.Errorf("the bot's reply to %v was refused: %v", i.Type, err)
		}
		switch {
		case i.Type == discordgo.InteractionApplicationCommand && i.ApplicationCommandData().Name == "slow":
			st.thought <- i.Interaction
		case i.Type == discordgo.InteractionApplicationCommand && i.ApplicationCommandData().Name == "silent",
			i.Type == discordgo.InteractionMessageComponent && i.MessageComponentData().CustomID == "drop":
			st.ignored <- struct{}{}
		}
	})
	bot.AddHandler(func(s *discordgo.Session, e *discordgo.Event) {
		if e.Type != "INTERACTION_CREATE" {
			return
		}
		if err := receiveForm(s, e); err != nil {
			t.Errorf("the bot's reply to a form was refused: %v", err)
		}
	})
	bot.AddHandler(func(s *discordgo.Session, m *discordgo.MessageCreate) {
		if m.Author.Bot || !strings.Contains(m.Content, s.State.User.ID) {
			return
		}
		said := &discordgo.MessageSend{Content: "You said: " + m.Content, Reference: m.Reference(), AllowedMentions: &discordgo.MessageAllowedMentions{}}
		if _, err := s.ChannelMessageSendComplex(m.ChannelID, said); err != nil {
			t.Error(err)
		}
	})
	if err := bot.Open(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = bot.Close() })
	if _, err := bot.ApplicationCommandBulkOverwrite(discord.Bot().ID, "", definitions()); err != nil {
		t.Fatal(err)
	}
	if err := discord.WaitReady(t.Context()); err != nil {
		t.Fatal(err)
	}
	return bot
}

func definitions() []*discordgo.ApplicationCommand {
	type option = discordgo.ApplicationCommandOption
	least := 1.0
	return []*discordgo.ApplicationCommand{
		{Name: "echo", Description: "Says what it was given", Options: []*option{
			{Type: discordgo.ApplicationCommandOptionString, Name: "words", Description: "What to say", Required: true},
			{Type: discordgo.ApplicationCommandOptionInteger, Name: "times", Description: "How often", MinValue: &least, MaxValue: 5},
			{Type: discordgo.ApplicationCommandOptionNumber, Name: "ratio", Description: "A number"},
			{Type: discordgo.ApplicationCommandOptionBoolean, Name: "loud", Description: "In capitals"},
			{Type: discordgo.ApplicationCommandOptionString, Name: "colour", Description: "One of these", Choices: []*discordgo.ApplicationCommandOptionChoice{
				{Name: "Sea green", Value: "green"}, {Name: "Brick red", Value: "red"}}},
			{Type: discordgo.ApplicationCommandOptionString, Name: "title", Description: "A title that the bot knows", Autocomplete: true},
			{Type: discordgo.ApplicationCommandOptionAttachment, Name: "file", Description: "A file"},
		}},
		{Name: "show", Description: "Shows every component"},
		{Name: "whisper", Description: "Answers only you", Options: []*option{
			{Type: discordgo.ApplicationCommandOptionString, Name: "words", Description: "What to whisper", Required: true}}},
		{Name: "slow", Description: "Thinks first"},
		{Name: "silent", Description: "Never answers"},
		{Name: "library", Description: "Keeps articles", Options: []*option{
			{Type: discordgo.ApplicationCommandOptionSubCommand, Name: "add", Description: "Adds an article with a form"},
			{Type: discordgo.ApplicationCommandOptionSubCommand, Name: "old", Description: "Shows a form of the old kind"}}},
		{Name: "Shout this", Type: discordgo.MessageApplicationCommand},
	}
}

// picture is a small image that the bot uploads.
func picture() *bytes.Buffer {
	img := image.NewRGBA(image.Rect(0, 0, 240, 120))
	for x := range 240 {
		for y := range 120 {
			img.Set(x, y, color.RGBA{uint8(40 + x/3), uint8(90 + y), 130, 255})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(fmt.Sprint("a picture in memory cannot be encoded: ", err))
	}
	return &b
}
