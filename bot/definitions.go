package bot

import "github.com/bwmarrin/discordgo"

// askAbout is the name of the command in a message's menu. Discord shows it as
// it is; there is no description.
const askAbout = "Ask about this"

// maxQuestion is how many characters a question may have. Four bytes for each
// still fit into what a search takes.
const maxQuestion = 500

// definitions returns the commands as Discord is to list them.
func definitions() []*discordgo.ApplicationCommand {
	one, document := 1, documentOption("cmd.document", false)
	list := []*discordgo.ApplicationCommand{
		command("ask", anywhere,
			&discordgo.ApplicationCommandOption{Type: discordgo.ApplicationCommandOptionString, Name: "question",
				Description: english["cmd.ask.question"], Required: true, MinLength: &one, MaxLength: maxQuestion},
			document,
			&discordgo.ApplicationCommandOption{Type: discordgo.ApplicationCommandOptionBoolean, Name: "private",
				Description: english["cmd.ask.private"]},
		),
		command("search", anywhere,
			&discordgo.ApplicationCommandOption{Type: discordgo.ApplicationCommandOptionString, Name: "words",
				Description: english["cmd.search.words"], Required: true, MinLength: &one, MaxLength: maxQuestion},
			document,
		),
		command("sources", anywhere),
		command("source", anywhere, documentOption("cmd.source.document", true)),
		command("help", anywhere),
		command("privacy", anywhere),
		libraryCommand(),
		{Type: discordgo.MessageApplicationCommand, Name: askAbout},
	}
	for _, c := range list {
		if c.Contexts == nil {
			anywhere(c)
		}
	}
	return list
}

// command describes a slash command whose description is in the catalogue.
func command(name string, where func(*discordgo.ApplicationCommand), options ...*discordgo.ApplicationCommandOption) *discordgo.ApplicationCommand {
	c := &discordgo.ApplicationCommand{
		Type: discordgo.ChatApplicationCommand, Name: name, Description: english[key("cmd."+name)], Options: options,
	}
	where(c)
	return c
}

// anywhere makes a command available in servers and direct messages, whether a
// server or a person installed the application.
func anywhere(c *discordgo.ApplicationCommand) {
	c.Contexts = &[]discordgo.InteractionContextType{
		discordgo.InteractionContextGuild, discordgo.InteractionContextBotDM, discordgo.InteractionContextPrivateChannel,
	}
	c.IntegrationTypes = &[]discordgo.ApplicationIntegrationType{
		discordgo.ApplicationIntegrationGuildInstall, discordgo.ApplicationIntegrationUserInstall,
	}
}

// moderators makes a command one of a server, shown by default to those who may
// manage messages. That they may is checked again when they use it.
func moderators(c *discordgo.ApplicationCommand) {
	permission := int64(discordgo.PermissionManageMessages)
	c.DefaultMemberPermissions = &permission
	c.Contexts = &[]discordgo.InteractionContextType{discordgo.InteractionContextGuild}
	c.IntegrationTypes = &[]discordgo.ApplicationIntegrationType{discordgo.ApplicationIntegrationGuildInstall}
}

func documentOption(description key, required bool) *discordgo.ApplicationCommandOption {
	return &discordgo.ApplicationCommandOption{
		Type: discordgo.ApplicationCommandOptionString, Name: "document", Description: english[description],
		Required: required, Autocomplete: true, MaxLength: maxTitleTyped,
	}
}

// maxTitleTyped is how much of a title may be typed into a document option.
const maxTitleTyped = 300

func libraryCommand() *discordgo.ApplicationCommand {
	sub := func(name string, options ...*discordgo.ApplicationCommandOption) *discordgo.ApplicationCommandOption {
		return &discordgo.ApplicationCommandOption{Type: discordgo.ApplicationCommandOptionSubCommand, Name: name,
			Description: english[key("cmd.library."+name)], Options: options}
	}
	word := func(name string, description key, max int) *discordgo.ApplicationCommandOption {
		return &discordgo.ApplicationCommandOption{Type: discordgo.ApplicationCommandOptionString, Name: name,
			Description: english[description], MaxLength: max}
	}
	return command("library", moderators,
		sub("add",
			&discordgo.ApplicationCommandOption{Type: discordgo.ApplicationCommandOptionAttachment, Name: "file",
				Description: english["cmd.library.add.file"]},
			word("title", "cmd.library.add.title", maxTitleTyped),
			word("author", "cmd.library.add.author", maxTitleTyped),
			word("publication", "cmd.library.add.publisher", maxTitleTyped),
			word("date", "cmd.library.add.date", 10),
			word("url", "cmd.library.add.url", 1000),
		),
		sub("list"),
		sub("remove", documentOption("cmd.source.document", true)),
		sub("settings"),
		sub("gaps"),
		sub("feedback"),
		sub("forget"),
		sub("export"),
		sub("follow",
			&discordgo.ApplicationCommandOption{Type: discordgo.ApplicationCommandOptionString, Name: "link",
				Description: english["cmd.library.follow.link"], Required: true, MaxLength: 2000},
			&discordgo.ApplicationCommandOption{Type: discordgo.ApplicationCommandOptionBoolean, Name: "auto",
				Description: english["cmd.library.follow.auto"]},
		),
		sub("unfollow", &discordgo.ApplicationCommandOption{Type: discordgo.ApplicationCommandOptionString, Name: "feed",
			Description: english["cmd.library.unfollow.feed"], Required: true, Autocomplete: true, MaxLength: maxTitleTyped}),
		sub("followed"),
	)
}
