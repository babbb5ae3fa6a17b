package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
)

// Lease is the right of one process to do something that only one may do at a
// time, such as to hold a shard of the gateway, for a time that has to be
// prolonged. When its owner dies it ends by itself, and another can take it.
type Lease struct {
	Name  string
	Owner string // see NewOwner
	// Token grows each time the lease is taken, never by Renew: of two who
	// believe that they own it, the one with the greater Token does.
	Token int64
	// Until is when the lease ends at the latest by this process's own clock,
	// reckoned from before it was asked for: whoever stops by then, never owns
	// it together with another, unless that other calls Succeed.
	Until time.Time
}

// ErrLeaseLost is returned by Renew for a lease that has ended.
var ErrLeaseLost = errors.New("the lease has ended")

// Limits of leases.
const (
	MaxLease    = time.Hour
	maxLeaseKey = 200 // bytes of a name or an owner
)

// NewOwner draws the name under which one process takes leases: 26 characters,
// different each time.
func NewOwner() string { return strings.ToLower(rand.Text()) }

// Acquire takes a lease for a time of at most MaxLease, when nobody has it, and
// reports whether it did. Whoever has it already, and prolongs it, calls Renew.
// How late it is, the database's clock says.
func (s *Store) Acquire(ctx context.Context, name, owner string, ttl time.Duration) (Lease, bool, error) {
	if name == "" || owner == "" || len(name) > maxLeaseKey || len(owner) > maxLeaseKey || ttl <= 0 || ttl > MaxLease {
		return Lease{}, false, fmt.Errorf("a lease %q of %q for %v cannot be taken", name, owner, ttl)
	}
	l := Lease{Name: name, Owner: owner, Until: time.Now().Add(ttl)}
	err := s.write.QueryRowContext(ctx, `
		INSERT INTO lease (name, owner, token, ends_at) VALUES ($1, $2, 1, `+s.engine.now+` + $3)
		ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, token = lease.token + 1, ends_at = excluded.ends_at
		WHERE lease.ends_at <= `+s.engine.now+`
		RETURNING token`, name, owner, ttl.Microseconds()).Scan(&l.Token)
	if errors.Is(err, sql.ErrNoRows) {
		return Lease{}, false, nil
	}
	if err != nil {
		return Lease{}, false, explain(err)
	}
	return l, true, nil
}

// Renew prolongs a lease to so much time from now, and returns it with the new
// end. ErrLeaseLost when it has ended, whether or not another has it by now.
func (s *Store) Renew(ctx context.Context, l Lease, ttl time.Duration) (Lease, error) {
	if ttl <= 0 || ttl > MaxLease {
		return l, fmt.Errorf("the lease %q cannot be prolonged for %v", l.Name, ttl)
	}
	until := time.Now().Add(ttl)
	r, err := s.write.ExecContext(ctx, `
		UPDATE lease SET ends_at = `+s.engine.now+` + $4
		WHERE name = $1 AND owner = $2 AND token = $3 AND ends_at > `+s.engine.now, l.Name, l.Owner, l.Token, ttl.Microseconds())
	if err != nil {
		return l, explain(err)
	}
	n, err := r.RowsAffected()
	if err != nil {
		return l, err
	}
	if n == 0 {
		return l, fmt.Errorf("%s: %w", l.Name, ErrLeaseLost)
	}
	l.Until = until
	return l, nil
}

// Release gives a lease back before it ends. It is no error when it has ended.
func (s *Store) Release(ctx context.Context, l Lease) error {
	_, err := s.write.ExecContext(ctx, `
		UPDATE lease SET ends_at = 0 WHERE name = $1 AND owner = $2 AND token = $3`, l.Name, l.Owner, l.Token)
	return explain(err)
}

// Succeed takes a lease over from its owner, who finds it lost at the next Renew
// and may believe until then that it still is the owner: it is for what two can
// do for a moment. It reports false when the lease is no longer what it was.
func (s *Store) Succeed(ctx context.Context, l Lease, owner string, ttl time.Duration) (Lease, bool, error) {
	if owner == "" || len(owner) > maxLeaseKey || ttl <= 0 || ttl > MaxLease {
		return l, false, fmt.Errorf("the lease %q cannot be taken over by %q for %v", l.Name, owner, ttl)
	}
	next := Lease{Name: l.Name, Owner: owner, Until: time.Now().Add(ttl)}
	err := s.write.QueryRowContext(ctx, `
		UPDATE lease SET owner = $4, token = token + 1, ends_at = `+s.engine.now+` + $5
		WHERE name = $1 AND owner = $2 AND token = $3 AND ends_at > `+s.engine.now+`
		RETURNING token`, l.Name, l.Owner, l.Token, owner, ttl.Microseconds()).Scan(&next.Token)
	if errors.Is(err, sql.ErrNoRows) {
		return l, false, nil
	}
	if err != nil {
		return l, false, explain(err)
	}
	return next, true, nil
}

// Held returns the leases that somebody has now, by name: those whose names
// begin with a prefix. Their Until is only as exact as the answer was quick.
func (s *Store) Held(ctx context.Context, prefix string) ([]Lease, error) {
	asked := time.Now()
	rows, err := s.read.QueryContext(ctx, `
		SELECT name, owner, token, ends_at - `+s.engine.now+` FROM lease
		WHERE name LIKE $1 ESCAPE '\' AND ends_at > `+s.engine.now+` ORDER BY name`, literal(prefix)+"%")
	return collect(rows, err, func(rows *sql.Rows) (l Lease, err error) {
		var left int64
		err = rows.Scan(&l.Name, &l.Owner, &l.Token, &left)
		l.Until = asked.Add(time.Duration(left) * time.Microsecond)
		return l, err
	})
}

const (
	// claimTTL is how long a claim is kept. Discord takes answers to an
	// interaction for a quarter of an hour.
	claimTTL = time.Hour
	// claimsKept is how many claims are kept where one process has the database.
	claimsKept = 1 << 16
	maxClaim   = 200 // bytes
)

// Claim reports whether a thing is the owner's to do, by its ID, such as an
// interaction that more than one process may have been given: whether the owner
// is the first to claim it. Who asks again after an error, because the claim may
// or may not have been made, is told the same. It is remembered for an hour.
// Where one process has the database to itself, that process remembers it, and
// only while it runs, and each asks once.
func (s *Store) Claim(ctx context.Context, id, owner string) (first bool, err error) {
	if id == "" || len(id) > maxClaim || owner == "" || len(owner) > maxLeaseKey {
		return false, fmt.Errorf("an ID of %d bytes cannot be claimed by %q", len(id), owner)
	}
	if !s.engine.shared {
		there, _ := s.claims.ContainsOrAdd(id, struct{}{})
		return !there, nil
	}
	return one(s.write.ExecContext(ctx, `
		INSERT INTO claim (id, owner, claimed_at) VALUES ($1, $2, `+s.engine.now+`)
		ON CONFLICT (id) DO UPDATE SET claimed_at = claim.claimed_at WHERE claim.owner = excluded.owner`, id, owner))
}

// dropClaims deletes claims that are older than they need to be.
func (s *Store) dropClaims(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, `DELETE FROM claim WHERE claimed_at <= `+s.engine.now+` - $1`, claimTTL.Microseconds())
	return err
}
