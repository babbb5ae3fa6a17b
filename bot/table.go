package bot

import (
	"context"
	"time"

	"github.com/bwmarrin/discordgo"
)

// handler answers a request. It never talks to Discord.
type handler func(ctx context.Context, r *request) (reply, error)

// action is one thing that a person can do.
type action struct {
	run        handler
	permission int64         // one of these is needed; 0 for everybody
	keeper     bool          // whoever has a role that may change the library may do it too
	question   bool          // it asks the library something, and counts as a question
	form       bool          // it takes a form; what does not is reached by components alone
	limit      time.Duration // how long it may take; 0 is handlerTime
	// private says whether an acknowledgement on the handler's behalf is seen
	// by the person only; nil says that it is. It cannot be changed afterwards.
	private func(context.Context, *request) (bool, error)
	// update says that the reply, unless it is an error, takes the place of the
	// message under the pressed component.
	update bool
}

func together(context.Context, *request) (bool, error) { return false, nil }

func (a action) seenAlone(ctx context.Context, r *request) (bool, error) {
	if a.private == nil {
		return true, nil
	}
	return a.private(ctx, r)
}

// The actions by what Discord names them with: a command's path, a custom_id's
// verb. Definitions of the commands are in definitions.go.
func (b *Bot) actions() (commands map[string]action, components map[verb]action, completions map[string]handler) {
	const moderator = discordgo.PermissionManageMessages
	commands = map[string]action{
		"ask":            {run: b.ask, question: true, private: b.asWanted},
		askAbout:         {run: b.askAbout, question: true, private: b.asWanted},
		"search":         {run: b.search, question: true},
		"sources":        {run: b.sources},
		"source":         {run: b.source},
		"help":           {run: b.help},
		"privacy":        {run: b.privacy},
		"library add":    {run: b.add, permission: moderator, keeper: true},
		"library list":   {run: b.list, permission: moderator, keeper: true},
		"library remove": {run: b.remove, permission: moderator, keeper: true},
	}
	components = map[verb]action{
		verbMore:      {run: b.more},
		verbContext:   {run: b.around},
		verbShare:     {run: b.share, private: together},
		verbUnhelpful: {run: b.unhelpful},
		verbSearch:    {run: b.searchPage, update: true},
		verbSources:   {run: b.sourcesPage, update: true},
		verbOpen:      {run: b.open},
		verbRead:      {run: b.read, update: true},
		verbList:      {run: b.listPage, permission: moderator, keeper: true, update: true},
		verbRemove:    {run: b.removeConfirmed, permission: moderator, keeper: true, update: true},
		verbKeep:      {run: b.removeKept, permission: moderator, keeper: true, update: true},
		verbAdd:       {run: b.addForm, permission: moderator, keeper: true, form: true},
	}
	completions = map[string]handler{
		"ask":            b.completeDocument,
		"search":         b.completeDocument,
		"source":         b.completeDocument,
		"library remove": b.completeOwn,
	}
	b.addSurroundings(commands, components, completions)
	for name, act := range commands {
		commands[name] = b.watched(act)
	}
	for v, act := range components {
		components[v] = b.watched(act)
	}
	return commands, components, completions
}
