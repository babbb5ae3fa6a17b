package bot

import (
	"errors"
	"strconv"
	"strings"

	"github.com/pincite/pincite/corpus"
)

// verb says what a button, a select menu or a form asks for.
type verb string

const (
	verbMore      verb = "more"      // the next quotations of an answer
	verbContext   verb = "context"   // the paragraphs around a quotation
	verbShare     verb = "share"     // a private answer, for everybody in the channel
	verbUnhelpful verb = "unhelpful" // the answer did not help
	verbSearch    verb = "search"    // another page of hits
	verbSources   verb = "sources"   // another page of the list of articles
	verbOpen      verb = "open"      // the article chosen in the select menu
	verbRead      verb = "read"      // a page of an article's text
	verbList      verb = "list"      // another page of the moderators' list
	verbRemove    verb = "remove"    // take the article away, confirmed
	verbKeep      verb = "keep"      // do not take it away
	verbAdd       verb = "add"       // the form with a pasted article

	verbKeepers   verb = "keepers"   // the roles that may change the library
	verbLog       verb = "log"       // the channel for a line on every change
	verbLanguages verb = "languages" // of the articles that belong in the library
	verbPrivate   verb = "private"   // whether answers are shown to the asker alone: page 1, or not: 0
	verbGapsKept  verb = "keep-gaps" // whether questions without an answer are kept, in the same way
	verbGaps      verb = "gaps"      // another page of the questions without an answer
	verbAnswered  verb = "answered"  // and of those that an article answers by now
	verbDismiss   verb = "dismiss"   // take a question off that list
	verbFeedback  verb = "feedback"  // another page of the answers that did not help
	verbSettle    verb = "settle"    // take an answer off that list
	verbForget    verb = "forget"    // what is kept of whoever presses it
	verbFeeds     verb = "feeds"     // another page of the feeds that are followed
	verbMode      verb = "mode"      // whether a feed's articles go in by themselves: page 1, or wait: 0
	verbUnfollow  verb = "unfollow"  // leave a feed
	verbItems     verb = "items"     // a page of a feed's articles that wait
	verbTake      verb = "take"      // add one of them
	verbSkip      verb = "skip"      // take it off the list
)

// customID is the state of a component, written into its custom_id. What comes
// back from Discord was sent by a client and may be anything: whoever acts on a
// customID reads through the scope of the place where it was pressed.
type customID struct {
	verb   verb
	answer string     // verbMore, verbShare, verbUnhelpful, verbSearch, verbSettle
	record string     // of the store: a question, a feed, an item of one
	ref    corpus.Ref // verbContext
	doc    corpus.ID  // verbRead, verbRemove
	page   int        // from 0; the offset of the first quotation for verbMore and verbShare, a state for some
}

// errForged is returned for a custom_id that Pincite did not write.
var errForged = errors.New("the custom_id is not one of ours")

const (
	maxCustomID = 100
	maxPage     = 1_000_000
	documentID  = 12
	answerID    = 16
)

// String writes the custom_id, at most 100 bytes.
func (c customID) String() string {
	parts := []string{string(c.verb)}
	for _, f := range fieldsOf[c.verb] {
		switch f {
		case fieldAnswer:
			parts = append(parts, c.answer)
		case fieldRecord:
			parts = append(parts, c.record)
		case fieldRef:
			parts = append(parts, c.ref.String())
		case fieldDocument:
			parts = append(parts, string(c.doc))
		case fieldPage:
			parts = append(parts, strconv.Itoa(c.page))
		}
	}
	return strings.Join(parts, ":")
}

type field int

const (
	fieldAnswer field = iota
	fieldRef
	fieldDocument
	fieldPage
	fieldRecord
)

// fieldsOf says what follows a verb, in order.
var fieldsOf = map[verb][]field{
	verbMore:      {fieldAnswer, fieldPage},
	verbContext:   {fieldRef},
	verbShare:     {fieldAnswer, fieldPage},
	verbUnhelpful: {fieldAnswer},
	verbSearch:    {fieldAnswer, fieldPage},
	verbSources:   {fieldPage},
	verbOpen:      {},
	verbRead:      {fieldDocument, fieldPage},
	verbList:      {fieldPage},
	verbRemove:    {fieldDocument},
	verbKeep:      {},
	verbAdd:       {},

	verbKeepers:   {},
	verbLog:       {},
	verbLanguages: {},
	verbPrivate:   {fieldPage},
	verbGapsKept:  {fieldPage},
	verbGaps:      {fieldPage},
	verbAnswered:  {fieldPage},
	verbDismiss:   {fieldRecord, fieldPage},
	verbFeedback:  {fieldPage},
	verbSettle:    {fieldAnswer, fieldPage},
	verbForget:    {},
	verbFeeds:     {fieldPage},
	verbMode:      {fieldRecord, fieldPage},
	verbUnfollow:  {fieldRecord},
	verbItems:     {fieldRecord, fieldPage},
	verbTake:      {fieldRecord, fieldPage},
	verbSkip:      {fieldRecord, fieldPage},
}

// parseCustomID reads what String wrote, and refuses everything else.
func parseCustomID(s string) (customID, error) {
	if len(s) > maxCustomID {
		return customID{}, errForged
	}
	parts := strings.Split(s, ":")
	c := customID{verb: verb(parts[0])}
	fields, ok := fieldsOf[c.verb]
	if !ok || len(parts) != 1+len(fields) {
		return customID{}, errForged
	}
	for i, f := range fields {
		if !c.read(f, parts[1+i]) {
			return customID{}, errForged
		}
	}
	return c, nil
}

func (c *customID) read(f field, s string) bool {
	switch f {
	case fieldAnswer:
		c.answer = s
		return isWord(s, answerID)
	case fieldRecord:
		c.record = s
		return isWord(s, answerID)
	case fieldDocument:
		c.doc = corpus.ID(s)
		return isWord(s, documentID)
	case fieldRef:
		ref, err := corpus.ParseRef(s)
		c.ref = ref
		return err == nil
	case fieldPage:
		n, err := strconv.Atoi(s)
		c.page = n
		return err == nil && 0 <= n && n <= maxPage && strconv.Itoa(n) == s
	}
	return false
}

// isWord reports whether s is n characters of [a-z0-9].
func isWord(s string, n int) bool {
	return len(s) == n && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789") == ""
}
