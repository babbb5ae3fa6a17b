package bot

import (
	"time"

	"github.com/bwmarrin/discordgo"
)

// How long handlers may take that ask sites or read a whole library.
const (
	fetchingTime = 60 * time.Second
	exportTime   = 2 * time.Minute
)

// addSurroundings adds to the table of actions what surrounds a library's
// articles: its settings, what members asked and found, its feeds. What members
// asked is for everybody who keeps the library; who keeps it is not.
func (b *Bot) addSurroundings(commands map[string]action, components map[verb]action, completions map[string]handler) {
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
	components[verbQuota] = settings(b.quotaForm)
	quota := inPlace(settings(b.setQuota))
	quota.form = true
	components[verbQuotaSet] = quota

	commands["library gaps"] = keeper(b.gaps)
	components[verbGaps] = inPlace(keeper(b.gapsPage))
	components[verbAnswered] = inPlace(keeper(b.answeredPage))
	components[verbDismiss] = inPlace(keeper(b.dismissGap))
	commands["library feedback"] = keeper(b.feedback)
	components[verbFeedback] = inPlace(keeper(b.feedbackPage))
	components[verbSettle] = inPlace(keeper(b.settleFeedback))
	commands["library forget"] = action{run: b.forget}
	components[verbForget] = action{run: b.forget}

	fetching := func(act action) action { act.limit = fetchingTime; return act }
	commands["library follow"] = fetching(keeper(b.follow))
	commands["library unfollow"] = keeper(b.unfollow)
	commands["library followed"] = keeper(b.followed)
	components[verbFeeds] = inPlace(keeper(b.followedPage))
	components[verbMode] = inPlace(keeper(b.setFeedMode))
	components[verbUnfollow] = inPlace(keeper(b.unfollowPressed))
	components[verbItems] = inPlace(keeper(b.items))
	components[verbTake] = fetching(inPlace(keeper(b.take)))
	components[verbSkip] = inPlace(keeper(b.skip))
	completions["library unfollow"] = b.completeFeed

	export := keeper(b.export)
	export.limit = exportTime
	commands["library export"] = export
}
