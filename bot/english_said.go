package bot

// englishSaid is about who is quoted, and as saying what.
var englishSaid = catalogue{
	"cmd.said":         "What somebody is quoted as saying, newest first",
	"cmd.said.speaker": "A person or a body that the articles quote",
	"cmd.said.about":   "Words that it should be about",

	"differ.number": "**These articles give different numbers:** %[1]s, but %[2]s",
	"differ.name":   "**These articles give different names:** %[1]s, but %[2]s",
	"differ.side":   "“%[1]s” in %[2]s",
	"sources.one":   "-# %d articles say this. They rest on one source.",
	"sources.each":  "-# %d articles say this, each from a source of its own.",
	"sources.some":  "-# %[1]d articles say this, from %[2]d independent sources.",

	"said.empty":       "Write whose words you want to read.",
	"said.head.one":    "%[2]s is quoted **once**",
	"said.head.other":  "%[2]s is quoted **%[1]d times**, newest first",
	"said.about.one":   "%[2]s is quoted **once** about “%[3]s”",
	"said.about.other": "%[2]s is quoted **%[1]d times** about “%[3]s”, newest first",
	"said.times.one":   "quoted once",
	"said.times.other": "quoted %d times",
	"said.not-about":   "**%[1]s is not quoted about “%[2]s” in this library.**\nWithout the topic: %[3]s. Leave `about` empty to read it.",
	"said.nobody":      "**Nobody called “%s” is quoted in this library.**\nThat says nothing about whether they spoke. Type a few letters of a name to see who is quoted.",
	"said.near":        "**Nobody called “%s” is quoted in this library.** The nearest names are:",
	"said.several":     "**Several who are quoted fit “%s”.** Choose one by the full name:",
}
