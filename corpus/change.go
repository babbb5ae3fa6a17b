package corpus

import "time"

// Seq numbers the changes of one library in the order in which they were
// committed, from 1. 0 is the empty library that nothing has happened to.
type Seq int64

// Head is how far a library has come: the epoch, drawn when the library was
// made (a library that was deleted and made anew, or restored from elsewhere,
// has another), and the number of its latest change.
type Head struct {
	Epoch string
	Seq   Seq
}

// ChangeKind says what a change did to a document or its library.
type ChangeKind string

const (
	Added    ChangeKind = "added"
	Edited   ChangeKind = "edited"
	Removed  ChangeKind = "removed"  // the document is a tombstone until a later change
	Restored ChangeKind = "restored" // a tombstone became the document again, as it was

	// Of no document:
	Configured ChangeKind = "configured" // the library's settings, or what becomes of a feed's items
	Followed   ChangeKind = "followed"   // a feed
	Unfollowed ChangeKind = "unfollowed"
	Dismissed  ChangeKind = "dismissed" // something was taken off its list
	Recalled   ChangeKind = "recalled"  // something that was dismissed is on its list again
)

// Change is one numbered event in a library's life.
type Change struct {
	Seq      Seq
	Kind     ChangeKind
	Document ID        // "" when the change was not of a document
	Revision int       // the revision that the change made, or took away
	By       string    // who did it, as the caller named them: "discord:<user ID>", "shell"
	At       time.Time // UTC
	Undoes   Seq       // the change that this one takes back; 0 for none
}
