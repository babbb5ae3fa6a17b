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
		timelineCommand(),
		command("verify", anywhere,
			&discordgo.ApplicationCommandOption{Type: discordgo.ApplicationCommandOptionString, Name: "quote",
				Description: english["cmd.verify.quote"], Required: true, MinLength: &one, MaxLength: maxQuotation},
			&discordgo.ApplicationCommandOption{Type: discordgo.ApplicationCommandOptionString, Name: "speaker",
				Description: english["cmd.verify.speaker"], Autocomplete: true, MaxLength: maxTitleTyped},
			document,
			&discordgo.ApplicationCommandOption{Type: discordgo.ApplicationCommandOptionBoolean, Name: "private",
				Description: english["cmd.ask.private"]},
		),
		command("cite", anywhere,
			&discordgo.ApplicationCommandOption{Type: discordgo.ApplicationCommandOptionString, Name: "id",
				Description: english["cmd.cite.id"], Required: true, MinLength: &one, MaxLength: maxTitleTyped},
			&discordgo.ApplicationCommandOption{Type: discordgo.ApplicationCommandOptionString, Name: "style",
				Description: english["cmd.cite.style"], Choices: styleChoices()},
		),
		command("said", anywhere,
			&discordgo.ApplicationCommandOption{Type: discordgo.ApplicationCommandOptionString, Name: "speaker",
				Description: english["cmd.said.speaker"], Required: true, Autocomplete: true, MinLength: &one, MaxLength: maxSpeakerTyped},
			&discordgo.ApplicationCommandOption{Type: discordgo.ApplicationCommandOptionString, Name: "about",
				Description: english["cmd.said.about"], MaxLength: maxQuestion},
		),
		command("sources", anywhere),
		command("source", anywhere, documentOption("cmd.source.document", true)),
		command("help", anywhere),
		command("privacy", anywhere),
		libraryCommand(),
		{Type: discordgo.MessageApplicationCommand, Name: askAbout},
		{Type: discordgo.MessageApplicationCommand, Name: checkQuotes},
		messageCommand(addToLibrary, moderators),
	}
	for _, c := range list {
		if c.Contexts == nil {
			anywhere(c)
		}
	}
	return list
}

// maxTypedDate is how many characters of a date may be typed.
const maxTypedDate = 40

func timelineCommand() *discordgo.ApplicationCommand {
	typed := func(name string, most int) *discordgo.ApplicationCommandOption {
		return &discordgo.ApplicationCommandOption{Type: discordgo.ApplicationCommandOptionString, Name: name,
			Description: english[key("cmd.timeline."+name)], MaxLength: most}
	}
	return command("timeline", anywhere, typed("topic", maxQuestion), typed("from", maxTypedDate), typed("to", maxTypedDate),
		&discordgo.ApplicationCommandOption{Type: discordgo.ApplicationCommandOptionBoolean, Name: "private", Description: english["cmd.timeline.private"]})
}

// command describes a slash command whose description is in the catalogue.
func command(name string, where func(*discordgo.ApplicationCommand), options ...*discordgo.ApplicationCommandOption) *discordgo.ApplicationCommand {
	c := &discordgo.ApplicationCommand{
		Type: discordgo.ChatApplicationCommand, Name: name, Description: english[key("cmd."+name)], Options: options,
	}
	where(c)
	return c
}

// messageCommand describes a command in a message's menu.
func messageCommand(name string, where func(*discordgo.ApplicationCommand)) *discordgo.ApplicationCommand {
	c := &discordgo.ApplicationCommand{Type: discordgo.MessageApplicationCommand, Name: name}
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
