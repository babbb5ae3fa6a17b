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
	commands = map[string]action{
		"ask":       {run: b.ask, question: true, private: b.asWanted},
		askAbout:    {run: b.askAbout, question: true, private: b.asWanted},
		"search":    {run: b.search, question: true},
		"timeline":  {run: b.timeline, question: true, limit: readingTime, private: b.asWanted},
		"verify":    {run: b.verify, question: true, private: b.asWanted},
		checkQuotes: {run: b.checkMessage, question: true, private: b.asWanted},
		"cite":      {run: b.cite},
		"sources":   {run: b.sources},
		"source":    {run: b.source},
		"help":      {run: b.help},
		"privacy":   {run: b.privacy},
		"said":      {run: b.said, question: true},
	}
	components = map[verb]action{
		verbMore:      {run: b.more},
		verbContext:   {run: b.around},
		verbShare:     {run: b.share, private: together},
		verbUnhelpful: {run: b.unhelpful},
		verbSearch:    {run: b.searchPage, update: true},
		verbTimeline:  {run: b.timelinePage, limit: readingTime, update: true},
		verbSaid:      {run: b.saidPage, update: true},
		verbSources:   {run: b.sourcesPage, update: true},
		verbOpen:      {run: b.open},
		verbRead:      {run: b.read, update: true},
		verbCite:      {run: b.citeStyle, update: true},
	}
	completions = map[string]handler{
		"ask":    b.completeDocument,
		"search": b.completeDocument,
		"verify": b.completeQuotation,
		"said":   b.completeSpeaker,
		"source": b.completeDocument,
	}
	b.libraryActions(commands, components, completions)
	b.addSurroundings(commands, components, completions)
	for name, act := range commands {
		commands[name] = b.watched(act)
	}
	for v, act := range components {
		components[v] = b.watched(act)
	}
	return commands, components, completions
}

// libraryActions adds what those can do who look after a guild's articles.
func (b *Bot) libraryActions(commands map[string]action, components map[verb]action, completions map[string]handler) {
	keeper := func(a action) action {
		a.permission, a.keeper = discordgo.PermissionManageMessages, true
		return a
	}
	for name, a := range map[string]action{
		"library add":     {run: b.add, limit: readingTime},
		addToLibrary:      {run: b.addMessage, limit: readingTime},
		"library edit":    {run: b.edit, limit: readingTime},
		"library remove":  {run: b.remove},
		"library undo":    {run: b.undo},
		"library history": {run: b.history},
		"library list":    {run: b.list},
		"library show":    {run: b.show},
	} {
		commands[name] = keeper(a)
	}
	for v, a := range map[verb]action{
		verbAdd:      {run: b.addForm, form: true, limit: readingTime},
		verbPut:      {run: b.put, update: true, limit: readingTime},
		verbDrop:     {run: b.drop, update: true},
		verbBatch:    {run: b.batch, update: true},
		verbPick:     {run: b.item, update: true},
		verbLeave:    {run: b.leaveOut, update: true},
		verbOmit:     {run: b.omit, update: true},
		verbSucceed:  {run: b.succeed, update: true},
		verbPart:     {run: b.succeed},
		verbDetails:  {run: b.details},
		verbDetailed: {run: b.detailsTaken, form: true, update: true},
		verbRebase:   {run: b.rebase, update: true},
		verbAmend:    {run: b.amend},
		verbAmended:  {run: b.amended, form: true, update: true},
		verbRewrite:  {run: b.rewrite},
		verbRewrote:  {run: b.rewrote, form: true, update: true, limit: readingTime},
		verbList:     {run: b.listPage, update: true},
		verbShow:     {run: b.showChosen},
		verbCard:     {run: b.showNamed},
		verbStrike:   {run: b.strike, update: true},
		verbRemove:   {run: b.removeConfirmed, update: true},
		verbKeep:     {run: b.removeKept, update: true},
		verbUndo:     {run: b.undone, update: true, limit: undoTime},
		verbHistory:  {run: b.historyPage, update: true},
		verbPast:     {run: b.pastPage, update: true},
	} {
		components[v] = keeper(a)
	}
	for _, name := range []string{"library edit", "library remove", "library history", "library show"} {
		completions[name] = b.completeOwn
	}
}
