package discordtest_test

import (
	"context"
	"fmt"
	"log"

	"github.com/bwmarrin/discordgo"
	"github.com/pincite/pincite/bot/discordtest"
)

// A bot that answers /echo, and a person who uses it.
func Example() {
	discord, err := discordtest.New(discordtest.Options{})
	if err != nil {
		log.Fatal(err)
	}
	defer discord.Close()
	guild, general := discord.AddGuild("Harbour Watch")
	ada := discord.AddUser("Ada")
	discord.Join(guild, ada, 0)

	// The bot knows nothing of the stand-in except its transport.
	bot, err := discordgo.New("Bot " + discord.Token())
	if err != nil {
		log.Fatal(err)
	}
	bot.Client.Transport = discord.Transport()
	bot.AddHandler(func(s *discordgo.Session, i *discordgo.InteractionCreate) {
		words := i.ApplicationCommandData().Options[0].StringValue()
		err := s.InteractionRespond(i.Interaction, &discordgo.InteractionResponse{
			Type: discordgo.InteractionResponseChannelMessageWithSource,
			Data: &discordgo.InteractionResponseData{
				Content:         words + " @everyone",
				AllowedMentions: &discordgo.MessageAllowedMentions{},
				Components: []discordgo.MessageComponent{discordgo.ActionsRow{Components: []discordgo.MessageComponent{
					discordgo.Button{Label: "More", CustomID: "more:1", Style: discordgo.PrimaryButton},
				}}},
			},
		})
		if err != nil {
			log.Print(err)
		}
	})
	if err := bot.Open(); err != nil {
		log.Fatal(err)
	}
	defer bot.Close()
	_, err = bot.ApplicationCommandBulkOverwrite(discord.Bot().ID, "", []*discordgo.ApplicationCommand{{
		Name: "echo", Description: "Says it again",
		Options: []*discordgo.ApplicationCommandOption{{
			Type: discordgo.ApplicationCommandOptionString, Name: "words", Description: "What to say", Required: true,
		}},
	}})
	if err != nil {
		log.Fatal(err)
	}

	ctx := context.Background()
	if err := discord.WaitReady(ctx); err != nil {
		log.Fatal(err)
	}
	reply, err := discord.As(ada, general).Slash(ctx, "echo", discordtest.Option{Name: "words", Value: "hello"})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(reply.Message.Text())
	fmt.Println("pings:", reply.Message.Pings)
	fmt.Println("button:", reply.Message.Buttons()[0].CustomID)
	fmt.Println("refused:", len(discord.Refused()))
	// Output:
	// hello @everyone
	// pings: []
	// button: more:1
	// refused: 0
}
