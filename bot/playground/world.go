package playground

import (
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/pincite/pincite/bot/discordtest"
)

// world is what the page needs to know before it shows a seat.
type world struct {
	Bot    person               `json:"bot"`
	Seats  []seatInfo           `json:"seats"`
	Guilds map[string]guildInfo `json:"guilds"` // by ID
}

// guildInfo is what select menus offer in a guild.
type guildInfo struct {
	Roles    []person `json:"roles"`
	Channels []person `json:"channels"`
}

type person struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

type seatInfo struct {
	Label     string `json:"label"`
	User      person `json:"user"`
	Guild     string `json:"guild"`
	GuildID   string `json:"guild_id"`
	Channel   string `json:"channel"`
	ChannelID string `json:"channel_id"`
}

func (p *Playground) serveWorld(w http.ResponseWriter, _ *http.Request) {
	bot := p.discord.Bot()
	out := world{Bot: person{bot.ID, bot.Name}, Guilds: map[string]guildInfo{}}
	for _, s := range p.seats {
		out.Seats = append(out.Seats, seatInfo{
			Label:     s.Label,
			User:      person{s.User.ID, s.User.Name},
			Guild:     s.Guild,
			GuildID:   s.Channel.GuildID,
			Channel:   s.Channel.Name,
			ChannelID: s.Channel.ID,
		})
		if id := s.Channel.GuildID; id != "" {
			roles, channels := p.discord.Rooms(id)
			out.Guilds[id] = guildInfo{Roles: persons(roles), Channels: persons(channels)}
		}
	}
	answer(w, http.StatusOK, out)
}

// persons never returns nil: the page wants a list.
func persons(named [][2]string) []person {
	out := []person{}
	for _, n := range named {
		out = append(out, person{n[0], n[1]})
	}
	return out
}

// seat returns the seat that the request is made from; when there is none it
// answers the request itself.
func (p *Playground) seat(w http.ResponseWriter, r *http.Request) (*discordtest.Actor, bool) {
	n, err := strconv.Atoi(r.URL.Query().Get("seat"))
	if err != nil || n < 0 || n >= len(p.seats) {
		refuse(w, http.StatusNotFound, "There is nobody at this seat. Reload the page.")
		return nil, false
	}
	return p.seats[n].actor, true
}

func (p *Playground) serveCommands(w http.ResponseWriter, r *http.Request) {
	if actor, ok := p.seat(w, r); ok {
		answer(w, http.StatusOK, commands(actor))
	}
}

// commands never returns nil: the page wants a list.
func commands(a *discordtest.Actor) []json.RawMessage {
	return append([]json.RawMessage{}, a.Commands()...)
}
