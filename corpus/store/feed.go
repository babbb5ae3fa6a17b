package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/pincite/pincite/corpus"
)

// Feed is a feed that a library follows.
type Feed struct {
	ID         string // drawn by the store: 16 characters of [a-z0-9]
	Library    corpus.Library
	URL        string
	Title      string
	Mode       FeedMode
	FollowedBy string
	FollowedAt time.Time // UTC
	FeedState
}

// FeedState is what a look at a feed left behind.
type FeedState struct {
	State    json.RawMessage // the follower's own: what it has seen, ETag and so on; at most maxFeedState bytes
	Next     time.Time       // when to look again
	Checked  time.Time       // when it was last looked at; zero for never
	Failures int             // looks in a row that brought nothing
	Problem  string          // what was wrong at the last one, in the follower's words; "" for nothing
}

// FeedMode says what becomes of a feed's new items.
type FeedMode string

const (
	FeedWaits FeedMode = "wait" // they wait until somebody approves
	FeedAuto  FeedMode = "auto" // they go in by themselves
)

// Limits of feeds.
const (
	MaxFeeds     = 50      // of one library
	maxFeedState = 1 << 20 // bytes
	maxFeedURL   = 4000    // bytes; also of a title
	feedLeftTTL  = 90 * 24 * time.Hour
	feedLease    = 15 * time.Minute // how long DueFeeds leaves a feed to who asked
)

// Errors of Follow that callers tell apart with errors.Is.
var (
	ErrFollowed     = errors.New("followed already") // see FollowedError
	ErrTooManyFeeds = errors.New("too many feeds")   // MaxFeeds are followed
)

// FollowedError is returned when a library follows a feed already.
// errors.Is(err, ErrFollowed) holds.
type FollowedError struct{ Existing Feed }

func (e *FollowedError) Error() string { return "followed already as feed " + e.Existing.ID }
func (e *FollowedError) Unwrap() error { return ErrFollowed }

// feedTold is what a change of a feed says in the history.
type feedTold struct {
	URL    string   `json:"url"`
	Title  string   `json:"title"`
	Before FeedMode `json:"before,omitempty"` // of a change of the mode
	After  FeedMode `json:"after,omitempty"`
}

const feedSubject = "feed" // with the ID of the feed, see note

// Follow makes a library follow the feed at an address from now on, with what
// a first look at it left behind, and returns it with its ID. One that was
// followed before knows what it has seen then, unless a state is given. It is a
// numbered change. *FollowedError when the library follows it already,
// ErrTooManyFeeds when it follows MaxFeeds.
func (s *Store) Follow(ctx context.Context, lib corpus.Library, f Feed, by string) (Feed, error) {
	if err := writable(lib); err != nil {
		return Feed{}, err
	}
	if f.URL == "" || len(f.URL) > maxFeedURL || len(f.Title) > maxFeedURL || f.Mode != FeedWaits && f.Mode != FeedAuto || len(f.State) > maxFeedState {
		return Feed{}, fmt.Errorf("a feed in the mode %q with an address of %d bytes cannot be followed", f.Mode, len(f.URL))
	}
	err := s.transact(ctx, func(tx *sql.Tx) error {
		c := corpus.Change{Kind: corpus.Followed, By: by, At: s.clock()}
		var err error
		if c.Seq, err = s.advance(ctx, tx, lib, 1); err != nil {
			return err
		}
		var id string
		var left bool
		err = tx.QueryRowContext(ctx, `SELECT id, left_at <> 0 FROM feed WHERE library = $1 AND url = $2`, lib, f.URL).Scan(&id, &left)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			id = strings.ToLower(rand.Text()[:16])
			if err := roomForFeed(ctx, tx, lib); err != nil {
				return err
			}
			err = insertFeed(ctx, tx, lib, id, f, c)
		case err == nil && !left:
			return followed(ctx, tx, lib, id)
		case err == nil:
			err = resumeFeed(ctx, tx, lib, id, f, c)
		}
		if err != nil {
			return err
		}
		if f, err = feedAt(ctx, tx, lib, id); err != nil {
			return err
		}
		return note(ctx, tx, lib, c, feedSubject+":"+id, feedTold{URL: f.URL, Title: f.Title, After: f.Mode})
	})
	if err != nil {
		return Feed{}, err
	}
	return f, nil
}

func followed(ctx context.Context, tx *sql.Tx, lib corpus.Library, id string) error {
	existing, err := feedAt(ctx, tx, lib, id)
	if err != nil {
		return err
	}
	return &FollowedError{existing}
}

func roomForFeed(ctx context.Context, tx *sql.Tx, lib corpus.Library) error {
	n := 0
	err := tx.QueryRowContext(ctx, `SELECT COUNT(*) FROM feed WHERE library = $1 AND left_at = 0`, lib).Scan(&n)
	if err == nil && n >= MaxFeeds {
		return fmt.Errorf("%d are followed: %w", n, ErrTooManyFeeds)
	}
	return err
}

func insertFeed(ctx context.Context, tx *sql.Tx, lib corpus.Library, id string, f Feed, c corpus.Change) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO feed (id, library, url, title, mode, followed_by, followed_at, left_at, next_check, checked_at, failures, problem, state)
		VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9, $10, $11, $12)`,
		id, lib, f.URL, f.Title, f.Mode, c.By, c.At.UnixMicro(), stamp(f.Next), stamp(f.Checked), f.Failures, f.Problem, string(f.State))
	return err
}

// resumeFeed follows again what a library had left.
func resumeFeed(ctx context.Context, tx *sql.Tx, lib corpus.Library, id string, f Feed, c corpus.Change) error {
	if err := roomForFeed(ctx, tx, lib); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `
		UPDATE feed SET left_at = 0, title = $3, mode = $4, followed_by = $5, followed_at = $6, next_check = $7
		WHERE library = $1 AND id = $2`, lib, id, f.Title, f.Mode, c.By, c.At.UnixMicro(), stamp(f.Next))
	if err != nil || len(f.State) == 0 {
		return err
	}
	return putFeedState(ctx, tx, id, f.FeedState)
}

// Unfollow makes a library leave a feed. Its items that wait are gone with it.
// It is a numbered change; when that is taken back the feed is followed again
// as before, and the items are there. ErrNotFound when the library does not
// follow it.
func (s *Store) Unfollow(ctx context.Context, lib corpus.Library, id, by string) error {
	return s.changeFeed(ctx, lib, id, func(tx *sql.Tx, f Feed, seq corpus.Seq) error {
		c := corpus.Change{Seq: seq, Kind: corpus.Unfollowed, By: by, At: s.clock()}
		return leaveFeed(ctx, tx, lib, f, c)
	})
}

// SetFeedMode decides what becomes of a feed's new items. It is a numbered
// change, unless it is so already. ErrNotFound as for Unfollow.
func (s *Store) SetFeedMode(ctx context.Context, lib corpus.Library, id string, mode FeedMode, by string) error {
	if mode != FeedWaits && mode != FeedAuto {
		return fmt.Errorf("a feed has no mode %q", mode)
	}
	return s.changeFeed(ctx, lib, id, func(tx *sql.Tx, f Feed, seq corpus.Seq) error {
		if f.Mode == mode {
			return errNothingToDo
		}
		c := corpus.Change{Seq: seq, Kind: corpus.Configured, By: by, At: s.clock()}
		return putFeedMode(ctx, tx, lib, f, mode, c)
	})
}

// changeFeed runs f on a feed that the library follows, with the number of the
// change.
func (s *Store) changeFeed(ctx context.Context, lib corpus.Library, id string, change func(tx *sql.Tx, f Feed, seq corpus.Seq) error) error {
	if err := writable(lib); err != nil {
		return err
	}
	err := s.transact(ctx, func(tx *sql.Tx) error {
		seq, err := s.advance(ctx, tx, lib, 1)
		if err != nil {
			return err
		}
		f, err := feedAt(ctx, tx, lib, id)
		if err != nil {
			return err
		}
		return change(tx, f, seq)
	})
	if errors.Is(err, errNothingToDo) {
		return nil
	}
	return err
}

func leaveFeed(ctx context.Context, tx *sql.Tx, lib corpus.Library, f Feed, c corpus.Change) error {
	_, err := tx.ExecContext(ctx, `UPDATE feed SET left_at = $2 WHERE id = $1`, f.ID, c.At.UnixMicro())
	if err != nil {
		return err
	}
	return note(ctx, tx, lib, c, feedSubject+":"+f.ID, feedTold{URL: f.URL, Title: f.Title})
}

func putFeedMode(ctx context.Context, tx *sql.Tx, lib corpus.Library, f Feed, mode FeedMode, c corpus.Change) error {
	if _, err := tx.ExecContext(ctx, `UPDATE feed SET mode = $2 WHERE id = $1`, f.ID, mode); err != nil {
		return err
	}
	return note(ctx, tx, lib, c, feedSubject+":"+f.ID, feedTold{URL: f.URL, Title: f.Title, Before: f.Mode, After: mode})
}

// refollow takes a change of a feed back.
func (s *Store) refollow(ctx context.Context, tx *sql.Tx, lib corpus.Library, undone kept, c *corpus.Change) error {
	_, id, _ := strings.Cut(undone.subject, ":")
	c.At = s.clock()
	if undone.Kind == corpus.Unfollowed {
		c.Kind = corpus.Followed
		if err := roomForFeed(ctx, tx, lib); err != nil {
			return err
		}
		r, err := tx.ExecContext(ctx, `UPDATE feed SET left_at = 0 WHERE library = $1 AND id = $2`, lib, id)
		if err != nil {
			return err
		}
		if n, err := r.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, errNoFeed)
		}
		f, err := feedAt(ctx, tx, lib, id)
		if err != nil {
			return err
		}
		return note(ctx, tx, lib, *c, undone.subject, feedTold{URL: f.URL, Title: f.Title, After: f.Mode})
	}
	f, err := feedAt(ctx, tx, lib, id)
	if err != nil {
		return err
	}
	if undone.Kind == corpus.Followed {
		c.Kind = corpus.Unfollowed
		return leaveFeed(ctx, tx, lib, f, *c)
	}
	var told feedTold
	if err := json.Unmarshal([]byte(undone.detail), &told); err != nil {
		return fmt.Errorf("change %d: what it did is damaged: %w", undone.Seq, err)
	}
	c.Kind = corpus.Configured
	return putFeedMode(ctx, tx, lib, f, told.Before, *c)
}
