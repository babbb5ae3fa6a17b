package bot

import "github.com/bwmarrin/discordgo"

// addSurroundings adds to the table of actions what surrounds a library's
// articles: its settings, what members asked and found, its feeds. What members
// asked is for everybody who keeps the library; who keeps it is not.
func (b *Bot) addSurroundings(commands map[string]action, components map[verb]action, _ map[string]handler) {
	const moderator = discordgo.PermissionManageMessages
	keeper := func(run handler) action { return action{run: run, permission: moderator, keeper: true} }
	inPlace := func(act action) action { act.update = true; return act }
	settings := func(run handler) action { return action{run: run, permission: moderator} }

	commands["library settings"] = settings(b.settings)
	components[verbKeepers] = inPlace(settings(b.setKeepers))
	components[verbLog] = inPlace(settings(b.setLog))
	components[verbLanguages] = inPlace(settings(b.setLanguages))
	components[verbPrivate] = inPlace(settings(b.setPrivate))
	components[verbGapsKept] = inPlace(settings(b.setGapsKept))

	commands["library gaps"] = keeper(b.gaps)
	components[verbGaps] = inPlace(keeper(b.gapsPage))
	components[verbAnswered] = inPlace(keeper(b.answeredPage))
	components[verbDismiss] = inPlace(keeper(b.dismissGap))
	commands["library feedback"] = keeper(b.feedback)
	components[verbFeedback] = inPlace(keeper(b.feedbackPage))
	components[verbSettle] = inPlace(keeper(b.settleFeedback))
	commands["library forget"] = action{run: b.forget}
	components[verbForget] = action{run: b.forget}
}
