package bot

// What is said of a timeline.
var englishTimeline = catalogue{
	"timeline.head.one":      "**1 dated statement**%[2]s",
	"timeline.head.other":    "**%[1]d dated statements**%[2]s, in the order of their dates",
	"timeline.on":            " on “%s”",
	"timeline.from":          " from %s",
	"timeline.to":            " to %s",
	"timeline.entry":         "**%[1]d** · **%[2]s**",
	"timeline.words":         " · “%s”",
	"timeline.probably":      " · probably",
	"timeline.beside":        " · another date for what %d tells",
	"timeline.picture":       "A timeline of the statements below: %s.",
	"timeline.none":          "**Nothing in this library is dated.**\nNo sentence of its articles names a time.",
	"timeline.none-on":       "**No passage on “%s” names a time.**\nTry other words, or leave the topic out to see everything that is dated.",
	"timeline.outside.one":   "**Nothing is dated in that time.**\n1 statement is outside it: leave **from** or **to** out to see it.",
	"timeline.outside.other": "**Nothing is dated in that time.**\n%d statements are outside it: leave **from** or **to** out to see them.",
	"timeline.backwards":     "That time ends before it begins: **from** is “%[1]s” and **to** is “%[2]s”. The other way round there may be something.",
	"timeline.no-date":       "“%s” cannot be read as a date. Write a year, a month or a day, such as 2023, Aug 2023 or 12 August 2023.",
	"timeline.two-ways":      "“%s” is one day in America and another elsewhere. Write it as 12 August 2023, or as 2023-08-12.",

	"cmd.timeline":         "What is dated, in order, with the words and their place",
	"cmd.timeline.topic":   "What it is about; everything when you leave it out",
	"cmd.timeline.from":    "The first time wanted: 2023, Aug 2023, 12 August 2023",
	"cmd.timeline.to":      "The last time wanted, all of it",
	"cmd.timeline.private": "Show it to you only",
}
