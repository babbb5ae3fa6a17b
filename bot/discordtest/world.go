package discordtest

// User is a person; Guild a server; Channel a text channel or a direct
// message (its GuildID is empty). IDs are snowflakes, drawn in order from a
// fixed start so that golden files are stable.
type User struct{ ID, Name string }

// Guild is a server.
type Guild struct{ ID, Name string }

// Channel is a text channel of a guild, or a direct message.
type Channel struct{ ID, Name, GuildID string }

// AddUser makes a person.
func (s *Server) AddUser(name string) User { panic("discordtest helper") }

// AddGuild makes a guild with the bot in it and one channel, #general.
func (s *Server) AddGuild(name string) (Guild, Channel) { panic("discordtest helper") }

// AddForeignGuild makes a guild without the bot, where only its user-installed
// commands can be used.
func (s *Server) AddForeignGuild(name string) (Guild, Channel) { panic("discordtest helper") }

// AddChannel makes another text channel.
func (s *Server) AddChannel(g Guild, name string) Channel { panic("discordtest helper") }

// RemoveGuild takes the bot out of a guild, which tells it GUILD_DELETE.
func (s *Server) RemoveGuild(id string) { panic("discordtest helper") }

// Join makes a user a member with permissions beyond everyone's: 0, or for
// instance discordgo.PermissionManageMessages. Joining again sets them anew.
func (s *Server) Join(g Guild, u User, permissions int64) { panic("discordtest helper") }

// Install adds the bot to the user's own apps.
func (s *Server) Install(u User) { panic("discordtest helper") }

// SetLocale sets a user's language, "en-US" before; SetGuildLocale a guild's.
func (s *Server) SetLocale(u User, locale string) { panic("discordtest helper") }

// SetGuildLocale sets a guild's preferred language, "en-US" before.
func (s *Server) SetGuildLocale(g Guild, locale string) { panic("discordtest helper") }

// DenyBot takes permissions away from the bot in a channel.
func (s *Server) DenyBot(c Channel, permissions int64) { panic("discordtest helper") }

// DirectMessage returns the channel between a user and the bot.
func (s *Server) DirectMessage(u User) Channel { panic("discordtest helper") }
