package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"
)

const (
	discordTime  = 15 * time.Second // for one answer of Discord's
	guildsAtOnce = 200
	// Timestamps that are minutes off make Discord's signatures look stale, and
	// certificates invalid.
	clockOff, clockWrong = 30 * time.Second, 5 * time.Minute
	fewSessions          = 50 // new sessions left, below which a warning is due
	// maxAnswer is the most of an answer that is read, in bytes.
	maxAnswer = 8 << 20
)

// needed are the permissions that Pincite uses in a guild, by the names that
// Discord shows.
var needed = []struct {
	bit  int64
	name string
}{
	{discordgo.PermissionViewChannel, "View Channels"},
	{discordgo.PermissionSendMessages, "Send Messages"},
	{discordgo.PermissionSendMessagesInThreads, "Send Messages in Threads"},
	{discordgo.PermissionReadMessageHistory, "Read Message History"},
}

// privileged are the application's flags for intents that Discord gives on
// request only: presences, members, the text of messages.
const privileged = 1<<12 | 1<<13 | 1<<14 | 1<<15 | 1<<18 | 1<<19

// refusedBy is Discord's refusal of a question.
type refusedBy int

func (r refusedBy) Error() string { return "Discord answered HTTP " + strconv.Itoa(int(r)) }

// get asks Discord, and returns when it says that it answered.
func (d *doctor) get(ctx context.Context, address string, out any) (date time.Time, err error) {
	ctx, cancel := context.WithTimeout(ctx, discordTime)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return date, err
	}
	req.Header.Set("Authorization", "Bot "+strings.TrimPrefix(d.cfg.token, "Bot "))
	req.Header.Set("User-Agent", "DiscordBot (https://github.com/pincite/pincite, 1)")
	resp, err := (&http.Client{Transport: d.transport}).Do(req)
	if err != nil {
		return date, err
	}
	defer resp.Body.Close()
	date, _ = http.ParseTime(resp.Header.Get("Date")) // the zero time when it does not say
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return date, err
	}
	if resp.StatusCode != http.StatusOK {
		return date, refusedBy(resp.StatusCode)
	}
	return date, json.Unmarshal(body, out)
}

// discord looks at what Discord says of the bot.
func (d *doctor) discord(ctx context.Context) {
	if d.cfg.token == "" {
		d.find("token", levelWarning, "DISCORD_TOKEN is not set, so Discord was not asked anything.", "Set it, or DISCORD_TOKEN_FILE, as README.md says. Without Discord none is needed.")
		return
	}
	var me struct{ ID, Username string }
	date, err := d.get(ctx, discordgo.EndpointUser("@me"), &me)
	switch refused, ok := err.(refusedBy); {
	case ok && refused == http.StatusUnauthorized:
		d.find("token", levelFault, "Discord does not accept the token.", "Open https://discord.com/developers/applications, choose the application, then Bot, then Reset Token, and set DISCORD_TOKEN to the new one.")
	case ok:
		d.find("token", levelFault, refused.Error()+" when asked who the bot is.", "Look at https://discordstatus.com, and try again later.")
	case err != nil:
		d.find("token", levelFault, "Discord cannot be reached.", "See whether this machine reaches https://discord.com, and whether a firewall or a proxy stands between.")
	default:
		d.ok("token", "Discord knows the bot as %s.", me.Username)
	}
	d.clock(date)
	if err != nil {
		return
	}
	app := d.application(ctx)
	d.sessions(ctx)
	if app != "" {
		d.commands(ctx, app)
	}
	d.permissions(ctx)
}

// clock compares this machine's with Discord's.
func (d *doctor) clock(date time.Time) {
	if date.IsZero() {
		return
	}
	off := d.now().Sub(date).Abs().Round(time.Second)
	const remedy = "Have the clock set by NTP: timedatectl set-ntp true, for instance."
	switch {
	case off > clockWrong:
		d.find("clock", levelFault, fmt.Sprintf("This machine's clock is %v off Discord's.", off), remedy)
	case off > clockOff:
		d.find("clock", levelWarning, fmt.Sprintf("This machine's clock is %v off Discord's.", off), remedy)
	default:
		d.ok("clock", "This machine's clock agrees with Discord's.")
	}
}

// application looks at what is set in the Developer Portal, and returns the
// application's ID.
func (d *doctor) application(ctx context.Context) string {
	var app struct {
		ID    string
		Flags int64
		URL   string `json:"interactions_endpoint_url"`
	}
	if _, err := d.get(ctx, discordgo.EndpointApplications+"/@me", &app); err != nil {
		d.find("application", levelFault, "Discord does not tell about the application.", "Look at https://discordstatus.com, and try again later.")
		return ""
	}
	d.ok("application", "It has the ID %s.", app.ID)
	d.endpoint(app.URL)
	if app.Flags&privileged != 0 {
		d.find("intents", levelNote, "Privileged intents are switched on in the Developer Portal. Pincite needs none of them.", "")
	} else {
		d.ok("intents", "No privileged intent is on, and none is needed.")
	}
	return app.ID
}

// endpoint looks at whether Discord sends what members do to where this Pincite
// takes it.
func (d *doctor) endpoint(url string) {
	const where = "In the Developer Portal, under General Information, "
	switch {
	case url != "" && d.cfg.interactions == "":
		d.find("application", levelFault, "Discord sends what members do to an Interactions Endpoint URL, and this Pincite listens at the gateway.",
			where+"clear Interactions Endpoint URL, or set INTERACTIONS_ADDR.")
	case url == "" && d.cfg.interactions != "":
		d.find("application", levelFault, "INTERACTIONS_ADDR is set, and the application has no Interactions Endpoint URL, so that nothing arrives there.",
			where+"set Interactions Endpoint URL to the address at which Discord reaches this Pincite.")
	case url != "":
		d.ok("application", "It has an Interactions Endpoint URL, and this Pincite takes interactions over HTTP.")
	}
}

// sessions looks at how often the bot may still connect anew.
func (d *doctor) sessions(ctx context.Context) {
	var gateway struct {
		Shards int
		Limit  struct {
			Total, Remaining int
			ResetAfter       int64 `json:"reset_after"` // milliseconds
		} `json:"session_start_limit"`
	}
	if _, err := d.get(ctx, discordgo.EndpointGatewayBot, &gateway); err != nil {
		d.find("gateway", levelFault, "Discord does not tell where its gateway is.", "Look at https://discordstatus.com, and try again later.")
		return
	}
	if left := gateway.Limit; left.Remaining < fewSessions {
		d.find("gateway", levelWarning, fmt.Sprintf("The bot may connect anew %d times in the next %v; of %d.", left.Remaining, (time.Duration(left.ResetAfter)*time.Millisecond).Round(time.Minute), left.Total),
			"Something starts it again and again: look at its log. Discord resets the token of a bot that uses up all.")
		return
	}
	d.ok("gateway", "The bot may connect anew %d times today; %s recommended.", gateway.Limit.Remaining, counted(gateway.Shards, "shard is", "shards are"))
}

// commands looks at whether Discord has the bot's commands.
func (d *doctor) commands(ctx context.Context, app string) {
	address := discordgo.EndpointApplicationGlobalCommands(app)
	if d.cfg.devGuild != "" {
		address = discordgo.EndpointApplicationGuildCommands(app, d.cfg.devGuild)
	}
	var list []struct{ Name string }
	switch _, err := d.get(ctx, address, &list); {
	case err != nil:
		d.find("commands", levelWarning, "Discord does not tell the bot's commands.", "Invite the bot anew with the scope applications.commands; see README.md.")
	case len(list) == 0:
		d.find("commands", levelWarning, "Discord has no commands of the bot's.", "Start it once: pincite serve registers them.")
	default:
		d.ok("commands", "Discord has %s of the bot's.", count(len(list), "command"))
	}
}

// permissions looks at what the bot may do in each of its guilds.
func (d *doctor) permissions(ctx context.Context) {
	lacks := map[string][]string{} // a permission's name: the guilds where it is missing
	after, all := "", 0
	for {
		var page []struct{ ID, Permissions string }
		address := discordgo.EndpointUserGuilds("@me") + "?limit=" + strconv.Itoa(guildsAtOnce)
		if after != "" {
			address += "&after=" + after
		}
		if _, err := d.get(ctx, address, &page); err != nil {
			d.find("permissions", levelWarning, "Discord does not tell in which servers the bot is.", "Try again later.")
			return
		}
		for _, g := range page {
			has, err := strconv.ParseInt(g.Permissions, 10, 64)
			if err == nil && has&discordgo.PermissionAdministrator == 0 {
				for _, p := range needed {
					if has&p.bit == 0 {
						lacks[p.name] = append(lacks[p.name], g.ID)
					}
				}
			}
			after = g.ID
		}
		if all += len(page); len(page) < guildsAtOnce {
			break
		}
	}
	d.tellPermissions(all, lacks)
}

func (d *doctor) tellPermissions(all int, lacks map[string][]string) {
	if all == 0 {
		d.find("permissions", levelWarning, "The bot is in no server.", "Invite it with the link that README.md shows.")
		return
	}
	for _, p := range needed {
		if in := lacks[p.name]; len(in) > 0 {
			d.find("permissions", levelWarning, fmt.Sprintf("In %s the bot has not the permission %s: %s.", count(len(in), "server"), p.name, few(in)),
				"Give it to the bot's role in Server Settings, Roles. Commands work without; mentions of the bot are not answered.")
		}
	}
	if len(lacks) == 0 {
		d.ok("permissions", "In %s the bot has all that it uses.", count(all, "server"))
	}
}
