package bot

// What moderators read of a library's settings, and of what is kept for them.
var englishSettings = catalogue{
	"settings.head":           "### Settings of this server's library",
	"settings.keepers":        "**Who may change the library**\nBesides everybody with the permission **Manage Messages**, members with these roles. Let them see `/library`, too: Server Settings ▸ Integrations ▸ Pincite.",
	"settings.keepers.none":   "No further roles",
	"settings.log":            "**Where every change is told**, a line for each",
	"settings.log.none":       "Nowhere",
	"settings.languages":      "**Languages of the articles that belong here**\nAn article in another language gets a warning, and one from a feed waits.",
	"settings.languages.none": "All languages",
	"settings.private":        "**Answers are shown to the asker alone,** unless they say otherwise. When Pincite is mentioned in a message, everybody sees the answer.",
	"settings.public":         "**Answers are shown to everybody in the channel,** unless the asker says otherwise.",
	"settings.gaps":           "**Questions that get no answer are kept** for 90 days, for `/library gaps`. Who asked is not shown to anybody.",
	"settings.no-gaps":        "**Questions that get no answer are not kept,** so `/library gaps` has nothing to show. `/privacy` tells members when they are.",
	"settings.quota":          "-# The library holds %[1]s and %[2]s.",
	"settings.holds.one":      "1 article",
	"settings.holds.other":    "%d articles",
	"settings.holds-of.one":   "%[2]d of 1 article",
	"settings.holds-of.other": "%[2]d of %[1]d articles",
	"settings.size-of":        "%[1]s of %[2]s",
	"settings.no-quota":       "No limit is set.",
	"settings.everyone":       "@everyone cannot be chosen: then anybody could change the library. Choose a role that only some members have.",
	"settings.log.refused":    "Pincite cannot write in %s, so nothing was changed. Give it the permissions **View Channel** and **Send Messages** there, or choose another channel.",
	"size.kb":                 "%d KB",
	"size.mb":                 "%.1f MB",

	"button.make-private": "Show to the asker alone",
	"button.make-public":  "Show to everybody",
	"button.keep-gaps":    "Keep them",
	"button.keep-no-gaps": "Delete them, keep none",

	// Lines in the channel for changes.
	"log.begins":        "**Changes of this server's library are told here** from now on · by %s",
	"log.settings":      "**Settings changed:** %[2]s · by %[1]s",
	"log.no-keepers":    "no further roles may change the library",
	"log.keepers":       "the roles %s may change the library",
	"log.all-languages": "articles in all languages belong here",
	"log.languages":     "the languages of its articles are %s",
	"log.private":       "answers are shown to the asker alone",
	"log.public":        "answers are shown to everybody",
	"log.gaps":          "questions that get no answer are kept",
	"log.no-gaps":       "questions that get no answer are not kept any more, and those that were are deleted",
	"log.log":           "changes are told in this channel",
	"log.no-log":        "changes are told nowhere",

	"cmd.library.settings": "Who may change the library, where changes are told, and what is kept",
}
