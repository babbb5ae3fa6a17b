package bot

import "maps"

// english is the catalogue that has every message. Messages are Markdown;
// arguments that come from people or articles are escaped by the caller.
var english = joined(englishForAll, englishLibrary, englishSettings, englishMembers, englishFeeds, englishTimeline, englishVerify, englishSaid)

// joined makes one catalogue of several, each with its own matter.
func joined(parts ...catalogue) catalogue {
	all := catalogue{}
	for _, p := range parts {
		maps.Copy(all, p)
	}
	return all
}

// englishForAll is what everybody comes to see.
var englishForAll = catalogue{
	"months":     "January February March April May June July August September October November December",
	"date.day":   "%[1]d %[2]s %[3]d",
	"date.month": "%[1]s %[2]d",
	"date.year":  "%[1]d",

	// An answer.
	"answer.asked":        "-# “%s”",
	"answer.corrected":    "-# Showing results for “%[1]s” in place of “%[2]s”.",
	"answer.example":      "-# From Pincite's example articles. They answer until this library has an article of its own.",
	"answer.metadata":     "-# From the article's details, not from its text.",
	"answer.gone":         "-# Some of this answer's quotations are left out: their articles were removed or changed.",
	"answer.too-long":     "*The sentence that answers is too long for one Discord message. Read it where it stands:*",
	"answer.no-more":      "There are no more quotations for this question.",
	"speaker.direct":      "— %[1]s, “%[2]s”",
	"speaker.mixed":       "— %[1]s, “%[2]s”, partly in their own words",
	"speaker.indirect":    "— %[1]s, “%[2]s”, in the article's words",
	"speaker.nocue":       "— %[1]s",
	"speaker.via":         ", quoted by %s",
	"speaker.reported":    "-# — reported by %s",
	"speaker.article":     "-# — the article's own words",
	"when.differ":         "**These articles give different dates:** %[1]s in %[2]s",
	"when.differ-too":     ", %[1]s in %[2]s",
	"when.means":          "“%[1]s”: %[2]s",
	"when.probably":       "“%[1]s”: probably %[2]s",
	"cite.paragraph":      "¶ %d",
	"cite.also":           "also in %s",
	"cite.page":           "p. %d",
	"cite.heading":        "under “%s”",
	"cite.headline":       "heading",
	"cite.caption":        "caption",
	"cite.untitled":       "Untitled",
	"field.title":         "Title",
	"field.subtitle":      "Subtitle",
	"field.authors":       "Author",
	"field.publication":   "Publication",
	"field.published":     "Published",
	"field.url":           "Web address",
	"field.dateline":      "Dateline",
	"field.language":      "Language",
	"button.more":         "More",
	"button.context":      "Context",
	"button.source":       "Source",
	"button.share":        "Share",
	"button.unhelpful":    "Not helpful",
	"button.read":         "Read on",
	"button.read-article": "Read",
	"button.previous":     "◀ Previous",
	"button.next":         "Next ▶",
	"button.place":        "Read %d",
	"button.remove":       "Remove it",
	"button.keep":         "Keep it",

	// An abstention.
	"abstain.nothing":   "**Nothing in this library comes close to that.**\nTry other words, or look through what there is with `/sources`.",
	"abstain.close":     "**No sentence in this library answers that.**\nThese places are the closest. They may help, but they do not say it:",
	"abstain.close-few": "**No sentence in this library answers that.**\nTry `/search` with the words you expect in the article.",
	"abstain.empty":     "**This library has no articles yet.**\nA moderator can add one with `/library add`.",
	"abstain.no-terms":  "**There is nothing to look for in that question.**\nName a person, a place, a thing or an event.",

	// Search.
	"search.head.one":   "**1 passage** for “%[2]s”",
	"search.head.other": "**%[1]d passages** for “%[2]s”, those with all the words first",
	"search.none":       "**No passage has “%s”.**\nTry fewer or other words, or ask a whole question with `/ask`.",
	"search.long":       "*This passage is too long to show here. Press the number to read it in its place.*",
	"page.of":           "-# Page %[1]d of %[2]d",

	// The list of articles, and one article.
	"sources.head.one":    "**1 article** in this library",
	"sources.head.other":  "**%[1]d articles** in this library",
	"sources.none":        "**This library has no articles yet.**\nA moderator can add one with `/library add`.",
	"sources.choose":      "Open an article",
	"paragraphs.one":      "%d paragraph",
	"paragraphs.other":    "%d paragraphs",
	"source.added":        "-# Added %s",
	"source.page":         "-# %[1]s · page %[2]d of %[3]d",
	"source.too-long":     "*A sentence of %d characters stands here. It is too long for a Discord message.*",
	"source.no-page":      "The article has no such page.",
	"context.head":        "-# Around the quotation, in **%s**",
	"context.gone":        "These words are no longer in the article: it was changed or removed.",
	"shared.gone":         "None of the quotations are there any more: their articles were removed or changed.",
	"unhelpful.thanks":    "Thank you. It is noted that this question was not answered well, and not who said so.",
	"answer.expired":      "This answer is no longer kept, or belongs to another server. Ask again with `/ask`.",
	"document.unknown":    "There is no article “%s” here. Choose one from the list that appears while you type, or see `/sources`.",
	"document.gone":       "That article is no longer in this library. See `/sources` for those that are.",
	"document.ambiguous":  "Several articles here have that title or one that begins with it. Choose one from the list that appears while you type.",
	"ask.empty":           "There is no question in that. Write one in words.",
	"ask.too-long":        "That question is too long. Ask it in at most %d characters.",
	"ask.no-text":         "That message has no text to ask about.",
	"message.help":        "Write your question after my name, for example: *who wrote the report?* Or use `/ask`. `/help` says more.",
	"search.empty":        "There are no words in that. Write the words to look for.",
	"error.limited.one":   "That was quick. You can go on in 1 second.",
	"error.limited.other": "That was quick. You can go on in %d seconds.",
	"error.busy":          "Too many are asking at once, so this was not looked at. Try again in a few seconds.",
	"error.crowd.one":     "A great deal is being asked in this server. You can go on in 1 second.",
	"error.crowd.other":   "A great deal is being asked in this server. You can go on in %d seconds.",
	"error.away":          "Pincite cannot reach its library at the moment, so nothing was changed. Try again in a minute.",
	"error.unconfirmed":   "Pincite's library could not be reached before it said whether the change was made. Look in `/library history` before you try again.",
	"error.timeout":       "That took too long, so it was stopped. Try again in a moment, or ask something narrower.",
	"error.closing":       "Pincite is restarting. Try again in a moment.",
	"error.gone":          "Pincite was restarted while it worked on this. Ask again.",
	"error.gone.change":   "Pincite was restarted while it worked on this. Look in `/library history` whether it was done before you try again.",
	"error.forged":        "That button is not one of Pincite's, or is from an older version. Run the command again.",
	"error.unknown":       "Pincite no longer has that command. Press Ctrl+R (or restart the app) so that Discord shows the present ones.",
	"error.moderator":     "Only moderators can do that: it takes the permission **Manage Messages** in this channel.",
	"error.guild-only":    "That works in a server only, because it changes the server's own library.",
	"error.read-only":     "This library cannot be changed.",
	"error.other":         "Something went wrong, and it is not your fault. If it happens again, tell whoever runs Pincite this reference: `%s`",

	"help": `**Pincite answers from articles, in the articles' own words.**
Every sentence it shows is quoted from an article in this server's library, with the paragraph it stands in and, where the article says so, who said it. When the articles do not answer, it says so. It writes no sentences of its own.

` + "`/ask`" + ` a question: up to three quotations, the best first
` + "`/search`" + ` words: the passages that have them
` + "`/timeline`" + ` a topic: what is dated, in order, with the days that “last week” means
` + "`/said`" + ` a person or a body: what they are quoted as saying
` + "`/verify`" + ` a quotation: is it in an article, word for word, and who said it
` + "`/cite`" + ` an ID from the small print under a quotation: APA, BibTeX and others, and whether the article still has the words
` + "`/sources`" + ` and ` + "`/source`" + `: what the library holds, and reading it
Right-click a message, **Apps**, **Ask about this**: takes the message as the question
The same with **Check quotes**: checks every quotation in the message
Mention Pincite, or write to it: the same. Reply to an answer to ask on (“and when?”)

**Moderators:** ` + "`/library add`" + ` brings articles from files, a link or a paste, and shows them before they are stored; so does right-clicking a message, **Apps**, **Add to library**. ` + "`/library`" + ` also lists, shows, edits and removes them, and ` + "`/library history`" + ` takes anything back.
-# ¶ 4 is the fourth paragraph of the article; headings and captions are not counted.
-# “Who said it” is what the article says. A quotation is not a verdict on what is true.`,

	"privacy": `**What Pincite keeps**
· The articles that moderators add, with the Discord ID of who added or changed each, until the maintainer deletes them. A removed article is no longer shown, but is kept so that it can be brought back.
· Which sentences were ever quoted, under the ID in the small print, so that ` + "`/cite`" + ` finds them. Not who saw them.
· For an hour, what a moderator was shown and has not added.
· For 30 days, each question with the places that answered it, so that the buttons go on working. Not who asked.
· For a quarter of an hour at most, what it takes to tell you that it was restarted while it worked on something for you.
· For 30 days too, that an answer was not helpful. Moderators see what was quoted and how often it did not help.
· %s

Who marked an answer or asked a question is kept only as a scrambled number, another one each time, so that it counts once and can be forgotten. Nobody is shown it.

**What it does not keep**
· Messages. It reads only those that mention it, reply to it or are written to it directly, and those you use **Ask about this**, **Check quotes** or **Add to library** on.
· Questions, quotations or names in its logs.

Nothing is sent to another service. When a moderator gives a link or follows a feed, Pincite asks that site for the page.`,
	"privacy.gaps":    "**This server keeps questions that get no answer,** for 90 days after they were last asked, so that moderators see what its articles lack. They see the question and how often it was asked, not who asked.",
	"privacy.no-gaps": "Questions that get no answer are not kept for moderators. A moderator of this server can switch that on; it says so here then.",
	"privacy.direct":  "Questions that get no answer here, in direct messages, are never kept for anybody to see. In a server its moderators can switch that on; `/privacy` says so there.",

	// Descriptions of commands and options.
	"cmd.ask":             "Ask a question; the articles answer in their own words",
	"cmd.ask.question":    "What you want to know, as a whole question",
	"cmd.document":        "Only in this article",
	"cmd.ask.private":     "Show the answer to you only",
	"cmd.search":          "Find the passages that have certain words",
	"cmd.search.words":    "The words to look for",
	"cmd.sources":         "What articles there are",
	"cmd.source":          "One article: its details, and its text to read",
	"cmd.source.document": "Which article",
	"cmd.help":            "What Pincite does and how to use it",
	"cmd.privacy":         "What Pincite keeps and what it does not",
}
