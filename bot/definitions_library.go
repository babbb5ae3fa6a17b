package bot

import "github.com/bwmarrin/discordgo"

// libraryCommand describes /library.
func libraryCommand() *discordgo.ApplicationCommand {
	return command("library", moderators,
		sub("add", append(files("cmd.library.add.file", maxFiles),
			word("link", "cmd.library.add.link", maxLinkTyped),
			word("title", "cmd.library.add.title", maxTitleTyped),
			word("author", "cmd.library.add.author", maxTitleTyped),
			word("publication", "cmd.library.add.publisher", maxTitleTyped),
			word("date", "cmd.library.add.date", 10),
			word("url", "cmd.library.add.url", 1000),
		)...),
		sub("edit", append([]*discordgo.ApplicationCommandOption{documentOption("cmd.source.document", true)},
			append(files("cmd.library.edit.file", 1),
				word("link", "cmd.library.edit.link", maxLinkTyped),
				&discordgo.ApplicationCommandOption{Type: discordgo.ApplicationCommandOptionBoolean, Name: "text",
					Description: english["cmd.library.edit.text"]})...)...),
		sub("remove", documentOption("cmd.source.document", true)),
		sub("undo"),
		sub("history", documentOption("cmd.library.history.document", false)),
		sub("list",
			choicesOf("sort", "cmd.library.list.sort", "title", "added", "published", "quoted"),
			word("words", "cmd.library.list.words", maxListWords),
			word("language", "cmd.library.list.language", maxListLanguage),
			word("since", "cmd.library.list.since", 10),
		),
		sub("show", documentOption("cmd.source.document", true)),
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

// maxLinkTyped is the longest link that can be given; see corpus/fetch.
const maxLinkTyped = 2048

// sub describes a subcommand of /library.
func sub(name string, options ...*discordgo.ApplicationCommandOption) *discordgo.ApplicationCommandOption {
	return &discordgo.ApplicationCommandOption{Type: discordgo.ApplicationCommandOptionSubCommand, Name: name,
		Description: english[key("cmd.library."+name)], Options: options}
}

// word describes an option that takes a text.
func word(name string, description key, most int) *discordgo.ApplicationCommandOption {
	return &discordgo.ApplicationCommandOption{Type: discordgo.ApplicationCommandOptionString, Name: name,
		Description: english[description], MaxLength: most}
}

// files describes options that take files, under the names of fileOptions.
func files(description key, many int) (list []*discordgo.ApplicationCommandOption) {
	for n, name := range fileOptions()[:many] {
		if n > 0 {
			description = "cmd.library.add.file-more"
		}
		list = append(list, &discordgo.ApplicationCommandOption{Type: discordgo.ApplicationCommandOptionAttachment, Name: name,
			Description: english[description]})
	}
	return list
}

// choicesOf describes an option that takes one of some values, which are named
// in the catalogue below the description.
func choicesOf(name string, description key, values ...string) *discordgo.ApplicationCommandOption {
	o := &discordgo.ApplicationCommandOption{Type: discordgo.ApplicationCommandOptionString, Name: name, Description: english[description]}
	for _, v := range values {
		o.Choices = append(o.Choices, &discordgo.ApplicationCommandOptionChoice{Name: english[description+key("."+v)], Value: v})
	}
	return o
}
