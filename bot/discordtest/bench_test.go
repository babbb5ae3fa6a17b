package discordtest_test

import (
	"context"
	"testing"

	"github.com/bwmarrin/discordgo"
	"github.com/pincite/pincite/bot/discordtest"
)

// BenchmarkInteraction measures what the stand-in and discordgo take by
// themselves: a slash command, its dispatch, and an answer with an embed.
func BenchmarkInteraction(b *testing.B) {
	for name, path := range map[string]string{"byHand": "", "schemas": openAPI()} {
		b.Run(name, func(b *testing.B) {
			if name == "schemas" && path == "" {
				b.Skip("PINCITE_SHARED_DIR is not set, or has no discord/openapi.json")
			}
			d, err := discordtest.New(discordtest.Options{OpenAPI: path, BucketSize: 1 << 30})
			if err != nil {
				b.Fatal(err)
			}
			defer d.Close()
			guild, general := d.AddGuild("Harbour Watch")
			ada := d.AddUser("Ada")
			d.Join(guild, ada, 0)
			s, err := discordgo.New("Bot " + d.Token())
			if err != nil {
				b.Fatal(err)
			}
			s.Client.Transport = d.Transport()
			s.AddHandler(func(s *session, i *interaction) {
				s.InteractionRespond(i.Interaction, &discordgo.InteractionResponse{Type: 4, Data: &discordgo.InteractionResponseData{
					Embeds: []*discordgo.MessageEmbed{{Title: "t", Description: "d"}},
				}})
			})
			if err := s.Open(); err != nil {
				b.Fatal(err)
			}
			defer s.Close()
			if _, err := s.ApplicationCommandCreate(d.Bot().ID, "", &discordgo.ApplicationCommand{Name: "ask", Description: "d"}); err != nil {
				b.Fatal(err)
			}
			var took int64
			for b.Loop() {
				got, err := d.As(ada, general).Slash(context.Background(), "ask")
				if err != nil || got.Message == nil {
					b.Fatal(got, err)
				}
				took += got.Acknowledged.Nanoseconds()
			}
			b.ReportMetric(float64(took)/float64(b.N), "ns-acknowledged/op")
		})
	}
}
