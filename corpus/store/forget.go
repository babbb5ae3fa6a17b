package store

import (
	"context"
	"database/sql"
)

// Forgotten is how much there was of a member.
type Forgotten struct {
	Marks     int // answers marked as not helpful
	Questions int // that got no answer, however often the member asked each
}

// Forget deletes, in all libraries, what is kept of a member: that they found
// answers not helpful, and the questions without an answer that they asked, in
// their own wording. Where others asked the same, theirs stays.
func (s *Store) Forget(ctx context.Context, user UserKey) (f Forgotten, err error) {
	err = s.transact(ctx, func(tx *sql.Tx) error {
		f = Forgotten{}
		for _, of := range []struct {
			read, forget string
			count        *int
		}{
			{`SELECT answer, user_key FROM not_helpful`, `DELETE FROM not_helpful WHERE answer = $1 AND user_key = $2`, &f.Marks},
			{`SELECT gap, user_key FROM gap_asked`, `DELETE FROM gap_asked WHERE gap = $1 AND user_key = $2`, &f.Questions},
		} {
			theirs, err := recordsOf(ctx, tx, user, of.read)
			if err != nil {
				return err
			}
			for _, record := range theirs {
				if _, err := tx.ExecContext(ctx, of.forget, record, user(record)); err != nil {
					return err
				}
			}
			*of.count = len(theirs)
		}
		return dropUnasked(ctx, tx)
	})
	return f, err
}

// recordsOf returns those of the records that a query reads, each with a key,
// which have the member's.
func recordsOf(ctx context.Context, tx *sql.Tx, user UserKey, query string) (theirs []string, err error) {
	rows, err := tx.QueryContext(ctx, query)
	_, err = collect(rows, err, func(rows *sql.Rows) (record string, err error) {
		var key string
		if err = rows.Scan(&record, &key); err == nil && key == user(record) {
			theirs = append(theirs, record)
		}
		return "", err
	})
	return theirs, err
}
