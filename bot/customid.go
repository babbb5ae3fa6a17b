package bot

import (
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

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
	verbSaid      verb = "said"      // another page of what somebody said
	verbSources   verb = "sources"   // another page of the list of articles
	verbOpen      verb = "open"      // the article chosen in the select menu
	verbRead      verb = "read"      // a page of an article's text
	verbTimeline  verb = "timeline"  // another page of what is dated
	verbCite      verb = "cite"      // a citation in another style, chosen in the menu
	verbList      verb = "list"      // another page of the moderators' list
	verbRemove    verb = "remove"    // take the article away, confirmed
	verbKeep      verb = "keep"      // do not take it away
	verbAdd       verb = "add"       // the form with a pasted article

	verbKeepers   verb = "keepers"   // the roles that may change the library
	verbLog       verb = "log"       // the channel for a line on every change
	verbLanguages verb = "languages" // of the articles that belong in the library
	verbPrivate   verb = "private"   // whether answers are shown to the asker alone: page 1, or not: 0
	verbGapsKept  verb = "keep-gaps" // whether questions without an answer are kept, in the same way
	verbQuota     verb = "quota"     // opens the form with how much the library may hold
	verbQuotaSet  verb = "quota-set" // that form
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

	verbPut      verb = "put"      // what was previewed, into the library
	verbDrop     verb = "drop"     // forget what was previewed
	verbBatch    verb = "batch"    // a page of a preview of several articles
	verbPick     verb = "pick"     // the preview of the one chosen there
	verbLeave    verb = "leave"    // the articles on a page of that preview that are not wanted
	verbOmit     verb = "omit"     // whether the one that is shown is wanted: page 0, or not: 1
	verbSucceed  verb = "succeed"  // what was previewed is a new text of an article that is here
	verbPart     verb = "part"     // the same of one of several, which stay in their preview
	verbDetails  verb = "details"  // opens the form with the details of a previewed article
	verbDetailed verb = "detailed" // that form
	verbRebase   verb = "rebase"   // carry an edit on from what somebody else has made of the article
	verbAmend    verb = "amend"    // opens the form with the details of an article
	verbAmended  verb = "amended"  // that form
	verbRewrite  verb = "rewrite"  // opens the form with the text of an article
	verbRewrote  verb = "rewrote"  // that form
	verbShow     verb = "show"     // an article's card for moderators, chosen in a list
	verbCard     verb = "card"     // the same, of the article that it names
	verbStrike   verb = "strike"   // asks whether to take an article away
	verbUndo     verb = "undo"     // take changes back
	verbHistory  verb = "history"  // a page of the library's changes
	verbPast     verb = "past"     // a page of an article's changes
)

// customID is the state of a component, written into its custom_id. What comes
// back from Discord was sent by a client and may be anything: whoever acts on a
// customID reads through the scope of the place where it was pressed.
type customID struct {
	verb   verb
	answer string     // verbMore, verbShare, verbUnhelpful, verbSearch, verbSaid, verbSettle
	record string     // of the store: a question, a feed, an item of one
	ref    corpus.Ref // verbContext

	citation string    // verbCite: its permanent ID
	doc      corpus.ID // verbRead, verbRemove
	page     int       // from 0; the offset of the first quotation for verbMore and verbShare, a state for some
	number   int       // of a revision, a change or a draft's article
	many     int       // changes from that one on
	rest     string    // verbList: see listing
}

// errForged is returned for a custom_id that Pincite did not write.
var errForged = errors.New("the custom_id is not one of ours")

const (
	maxCustomID = 100 // characters
	maxPage     = 1_000_000
	maxTogether = 10_000 // changes that are taken back by one press
	documentID  = 12
	answerID    = 16
)

// String writes the custom_id, at most 100 characters.
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
		case fieldCitation:
			parts = append(parts, c.citation)
		case fieldDocument:
			parts = append(parts, string(c.doc))
		case fieldPage:
			parts = append(parts, strconv.Itoa(c.page))
		case fieldNumber:
			parts = append(parts, strconv.Itoa(c.number))
		case fieldMany:
			parts = append(parts, strconv.Itoa(c.many))
		case fieldRest:
			parts = append(parts, c.rest)
		}
	}
	return strings.Join(parts, ":")
}

type field int

const (
	fieldAnswer field = iota
	fieldRef
	fieldCitation
	fieldDocument
	fieldPage
	fieldRecord
	fieldNumber
	fieldMany
	fieldRest // one line of any characters; comes last
)

// fieldsOf says what follows a verb, in order.
var fieldsOf = map[verb][]field{
	verbMore:      {fieldAnswer, fieldPage},
	verbContext:   {fieldRef},
	verbShare:     {fieldAnswer, fieldPage},
	verbUnhelpful: {fieldAnswer},
	verbSearch:    {fieldAnswer, fieldPage},
	verbSaid:      {fieldAnswer, fieldPage},
	verbSources:   {fieldPage},
	verbOpen:      {},
	verbRead:      {fieldDocument, fieldPage},
	verbTimeline:  {fieldAnswer, fieldPage, fieldRest},
	verbCite:      {fieldCitation},
	verbList:      {fieldPage, fieldRest},
	verbRemove:    {fieldDocument},
	verbKeep:      {},
	verbAdd:       {},

	verbKeepers:   {},
	verbLog:       {},
	verbLanguages: {},
	verbPrivate:   {fieldPage},
	verbGapsKept:  {fieldPage},
	verbQuota:     {},
	verbQuotaSet:  {},
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

	verbPut:      {fieldRecord},
	verbDrop:     {fieldRecord},
	verbBatch:    {fieldRecord, fieldPage},
	verbPick:     {fieldRecord, fieldPage},
	verbLeave:    {fieldRecord, fieldPage},
	verbOmit:     {fieldRecord, fieldNumber, fieldPage},
	verbSucceed:  {fieldRecord, fieldNumber, fieldDocument},
	verbPart:     {fieldRecord, fieldNumber, fieldDocument},
	verbDetails:  {fieldRecord, fieldNumber},
	verbDetailed: {fieldRecord, fieldNumber},
	verbRebase:   {fieldRecord, fieldNumber},
	verbAmend:    {fieldDocument, fieldNumber},
	verbAmended:  {fieldDocument, fieldNumber},
	verbRewrite:  {fieldDocument, fieldNumber},
	verbRewrote:  {fieldDocument, fieldNumber},
	verbShow:     {},
	verbCard:     {fieldDocument},
	verbStrike:   {fieldDocument},
	verbUndo:     {fieldNumber, fieldMany},
	verbHistory:  {fieldPage},
	verbPast:     {fieldDocument, fieldPage},
}

// parseCustomID reads what String wrote, and refuses everything else.
func parseCustomID(s string) (customID, error) {
	if units(s) > maxCustomID {
		return customID{}, errForged
	}
	name, _, _ := strings.Cut(s, ":")
	c := customID{verb: verb(name)}
	fields, ok := fieldsOf[c.verb]
	if !ok {
		return customID{}, errForged
	}
	most := -1
	if slices.Contains(fields, fieldRest) {
		most = 1 + len(fields)
	}
	parts := strings.SplitN(s, ":", most)
	if len(parts) != 1+len(fields) {
		return customID{}, errForged
	}
	for i, f := range fields {
		if !c.read(f, parts[1+i]) {
			return customID{}, errForged
		}
	}
	return c, nil
}

func (c *customID) read(f field, s string) (ok bool) {
	switch f {
	case fieldAnswer:
		c.answer = s
		return isWord(s, answerID)
	case fieldRecord:
		c.record = s
		return isWord(s, answerID)
	case fieldCitation:
		c.citation = s
		return corpus.ValidCitationID(s)
	case fieldDocument:
		c.doc = corpus.ID(s)
		return isWord(s, documentID)
	case fieldRef:
		ref, err := corpus.ParseRef(s)
		c.ref = ref
		return err == nil
	case fieldPage:
		c.page, ok = natural(s, maxPage)
	case fieldNumber:
		c.number, ok = natural(s, math.MaxInt32)
	case fieldMany:
		c.many, ok = natural(s, maxTogether)
	case fieldRest:
		c.rest = s
		return utf8.ValidString(s) && !strings.ContainsFunc(s, unicode.IsControl)
	}
	return ok
}

// natural reads a number from 0 to most, in the form in which it is written.
func natural(s string, most int) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && 0 <= n && n <= most && strconv.Itoa(n) == s
}

// units counts characters as Discord does: in UTF-16 code units.
func units(s string) (n int) {
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

// isWord reports whether s is n characters of [a-z0-9].
func isWord(s string, n int) bool {
	return len(s) == n && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789") == ""
}
