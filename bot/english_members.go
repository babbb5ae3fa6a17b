package bot

// What the library's keepers read of what members asked and found, and what
// members read of what is kept of them.
var englishMembers = catalogue{
	"gaps.off":            "**Questions that get no answer are not kept in this server.**\nWhen they are, this shows what members ask and the articles do not say: each question with how often it was asked, never who asked. `/privacy` tells members so.",
	"gaps.none":           "**No question is without an answer.**\nThose that get none from now on appear here.",
	"gaps.head.one":       "**1 question** that the articles do not answer",
	"gaps.head.other":     "**%d questions** that the articles do not answer, those asked most often first",
	"gaps.answered.one":   "**1 question** that had no answer, and has one by now",
	"gaps.answered.other": "**%d questions** that had no answer, and have one by now",
	"gaps.after":          "-# asked after “%s”",
	"gaps.asked.one":      "asked once, on %[2]s",
	"gaps.asked.other":    "asked %[1]d times, last on %[2]s",
	"gaps.by":             "answered by now: %s",
	"gaps.gone":           "That question is no longer kept: it was asked too long ago, or whoever asked it had it forgotten.",
	"gaps.now.one":        "**1 question that had no answer has one now.** See `/library gaps`.",
	"gaps.now.other":      "**%d questions that had no answer have one now.** See `/library gaps`.",

	"feedback.none":         "**No answer is marked as not helpful.**\nMembers mark one with the button under it. What they marked is shown here for 30 days, not who did.",
	"feedback.head.one":     "**1 answer** that members marked as not helpful",
	"feedback.head.other":   "**%d answers** that members marked as not helpful, those marked most often first",
	"feedback.marked.one":   "-# Marked once, on %[2]s",
	"feedback.marked.other": "-# Marked %[1]d times, last on %[2]s",
	"feedback.gone":         "*What was quoted is no longer there: the articles were removed or changed.*",
	"feedback.long":         "*The quotation is too long to show here. Read it where it stands:*",
	"feedback.gone-answer":  "That answer is no longer kept, so there is nothing to dismiss.",

	"forget.done":            "**Forgotten.** Deleted: %[1]s and %[2]s.",
	"forget.nothing":         "**There was nothing to forget.** Nothing is kept of you: no question without an answer, no mark.",
	"forget.questions.one":   "1 question without an answer",
	"forget.questions.other": "%d questions without an answer",
	"forget.marks.one":       "1 mark “Not helpful”",
	"forget.marks.other":     "%d marks “Not helpful”",

	"button.dismiss":         "Dismiss",
	"button.answered.one":    "1 that has an answer by now",
	"button.answered.other":  "%d that have an answer by now",
	"button.open-gaps.one":   "1 without an answer",
	"button.open-gaps.other": "%d without an answer",
	"button.forget":          "Forget what I asked and marked",

	"log.gap-dismissed":       "**Dismissed** a question without an answer · by %s",
	"log.feedback-dismissed":  "**Dismissed** what was said of an answer · by %s",
	"log.gaps-answered.one":   "**1 question** that had no answer has one now · `/library gaps`",
	"log.gaps-answered.other": "**%d questions** that had no answer have one now · `/library gaps`",

	"cmd.library.gaps":     "Questions that the articles do not answer, and how often they were asked",
	"cmd.library.feedback": "Answers that members marked as not helpful",
	"cmd.library.forget":   "Delete what is kept of your own questions and marks",
}
