package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Deferral is a reply that somebody was told to wait for. Its process keeps it
// until the reply is sent; when the process ends before that, another finds here
// what it takes to say so.
type Deferral struct {
	ID     string // of what is to be answered, at most 200 bytes
	Owner  string // the process that works on it; see NewOwner
	Sealed []byte // what it takes to say something, which the store cannot read; at most 4 KiB
	// Lives is how long from now something can still be said: more than nothing,
	// and at most MaxLease.
	Lives time.Duration
	// Held changes each time that its owner prolongs it.
	Held int64
}

// Bounds of deferrals.
const (
	maxSealed    = 4 << 10 // bytes
	maxAbandoned = 500     // that are listed at once
)

func (d Deferral) check() error {
	if d.ID == "" || len(d.ID) > maxClaim || len(d.Sealed) > maxSealed || d.Lives <= 0 || d.Lives > MaxLease {
		return fmt.Errorf("a deferral with an ID of %d and %d bytes for %v cannot be kept", len(d.ID), len(d.Sealed), d.Lives)
	}
	return nil
}

// KeepDeferrals keeps those of one owner: it adds some, deletes those that are
// done, by ID, and prolongs all others, so that nobody takes them for abandoned
// for a time of at most MaxLease from now. It may be called again after an error,
// whatever came of it. Where one process has the database to itself, there is
// nothing to prolong.
func (s *Store) KeepDeferrals(ctx context.Context, owner string, add []Deferral, done []string, hold time.Duration) error {
	if owner == "" || len(owner) > maxLeaseKey || hold <= 0 || hold > MaxLease {
		return fmt.Errorf("%q cannot hold deferrals for %v", owner, hold)
	}
	for _, d := range add {
		if err := d.check(); err != nil {
			return err
		}
	}
	return s.transact(ctx, func(tx *sql.Tx) error {
		for _, id := range done {
			if _, err := tx.ExecContext(ctx, `DELETE FROM deferral WHERE id = $1 AND owner = $2`, id, owner); err != nil {
				return err
			}
		}
		for _, d := range add {
			_, err := tx.ExecContext(ctx, `
				INSERT INTO deferral (id, owner, sealed, held_until, ends_at) VALUES ($1, $2, $3, `+s.engine.now+` + $4, `+s.engine.now+` + $5)
				ON CONFLICT (id) DO NOTHING`, d.ID, owner, d.Sealed, hold.Microseconds(), d.Lives.Microseconds())
			if err != nil {
				return err
			}
		}
		if !s.engine.shared {
			return nil
		}
		_, err := tx.ExecContext(ctx, `UPDATE deferral SET held_until = `+s.engine.now+` + $2 WHERE owner = $1`, owner, hold.Microseconds())
		return err
	})
}

// Abandoned lists deferrals of other owners that these do not hold any more, and
// about which something can still be said: at most 500, by ID. An owner that
// could not reach the database may still be there; it prolongs them as soon as it
// can. Where one process has the database to itself, all other owners are gone.
func (s *Store) Abandoned(ctx context.Context, owner string) ([]Deferral, error) {
	lapsed := ""
	if s.engine.shared {
		lapsed = ` AND held_until <= ` + s.engine.now
	}
	rows, err := s.read.QueryContext(ctx, `
		SELECT id, owner, sealed, held_until, ends_at - `+s.engine.now+` FROM deferral
		WHERE owner <> $1 AND ends_at > `+s.engine.now+lapsed+` ORDER BY id LIMIT $2`, owner, maxAbandoned)
	return collect(rows, err, func(rows *sql.Rows) (d Deferral, err error) {
		var left int64
		err = rows.Scan(&d.ID, &d.Owner, &d.Sealed, &d.Held, &left)
		d.Lives = time.Duration(left) * time.Microsecond
		return d, err
	})
}

// Adopt makes a deferral that is as Abandoned returned it another owner's, and
// reports whether it did: of several who try, one does, and none when its owner
// has prolonged it or is done.
func (s *Store) Adopt(ctx context.Context, d Deferral, owner string, hold time.Duration) (bool, error) {
	if owner == "" || len(owner) > maxLeaseKey || hold <= 0 || hold > MaxLease {
		return false, fmt.Errorf("%q cannot hold a deferral for %v", owner, hold)
	}
	return one(s.write.ExecContext(ctx, `
		UPDATE deferral SET owner = $2, held_until = `+s.engine.now+` + $3 WHERE id = $1 AND owner = $4 AND held_until = $5`,
		d.ID, owner, hold.Microseconds(), d.Owner, d.Held))
}

// Settle deletes a deferral, and reports whether it was still the owner's.
func (s *Store) Settle(ctx context.Context, id, owner string) (bool, error) {
	return one(s.write.ExecContext(ctx, `DELETE FROM deferral WHERE id = $1 AND owner = $2`, id, owner))
}

// one reports whether a statement was about one row.
func one(r sql.Result, err error) (bool, error) {
	if err != nil {
		return false, explain(err)
	}
	n, err := r.RowsAffected()
	return n == 1, err
}

// dropDeferrals deletes those about which nothing can be said any more.
func (s *Store) dropDeferrals(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, `DELETE FROM deferral WHERE ends_at <= `+s.engine.now)
	return err
}
