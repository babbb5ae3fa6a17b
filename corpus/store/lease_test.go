package store

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func contractLeases(t *testing.T, open func(t *testing.T) *Store) {
	runEach(t, open, map[string]func(t *testing.T, s *Store){
		"a lease has one owner":                       leaseOneOwner,
		"a lease that ends is taken with a new token": leaseEnds,
		"of many who want a lease at once one has it": leaseRace,
		"a lease is taken over from its owner":        leaseSucceeds,
		"what is held is listed":                      leasesListed,
		"a thing is claimed once":                     claimedOnce,
		"what makes no sense is refused":              leaseRefusals,
	})
}

func mustAcquire(t *testing.T, s *Store, name, owner string, ttl time.Duration) Lease {
	t.Helper()
	l, ok, err := s.Acquire(t.Context(), name, owner, ttl)
	if !ok || err != nil {
		t.Fatalf("%s cannot have %s: %v, %v", owner, name, ok, err)
	}
	return l
}

// end makes a lease one that has not been prolonged in time.
func end(t *testing.T, s *Store, name string) {
	t.Helper()
	if _, err := s.write.ExecContext(t.Context(), `UPDATE lease SET ends_at = `+s.engine.now+` - 1 WHERE name = $1`, name); err != nil {
		t.Fatal(err)
	}
}

func leaseOneOwner(t *testing.T, s *Store) {
	ctx, before := t.Context(), time.Now()
	l := mustAcquire(t, s, "shard/0", "a", time.Minute)
	if l.Token != 1 || l.Until.Before(before.Add(time.Minute)) || l.Until.After(time.Now().Add(time.Minute)) {
		t.Errorf("%+v", l)
	}
	for _, owner := range []string{"a", "b"} {
		if got, ok, err := s.Acquire(ctx, "shard/0", owner, time.Minute); ok || err != nil {
			t.Errorf("%s has it too: %+v, %v", owner, got, err)
		}
	}
	mustAcquire(t, s, "shard/1", "b", time.Minute)
	renewed, err := s.Renew(ctx, l, 2*time.Minute)
	if err != nil || renewed.Token != 1 || !renewed.Until.After(l.Until) {
		t.Errorf("%+v, %v", renewed, err)
	}
	other := l
	other.Owner = "b"
	if _, err := s.Renew(ctx, other, time.Minute); !errors.Is(err, ErrLeaseLost) {
		t.Errorf("another renews it: %v", err)
	}
	if err := s.Release(ctx, other); err != nil {
		t.Error(err)
	}
	if _, err := s.Renew(ctx, renewed, time.Minute); err != nil {
		t.Errorf("another gave it back: %v", err)
	}
	if err := s.Release(ctx, renewed); err != nil {
		t.Error(err)
	}
	if _, err := s.Renew(ctx, renewed, time.Minute); !errors.Is(err, ErrLeaseLost) {
		t.Errorf("renewed after it was given back: %v", err)
	}
	if again := mustAcquire(t, s, "shard/0", "b", time.Minute); again.Token != 2 {
		t.Errorf("%+v", again)
	}
}

func leaseEnds(t *testing.T, s *Store) {
	l := mustAcquire(t, s, "shard/0", "a", time.Minute)
	end(t, s, "shard/0")
	if _, err := s.Renew(t.Context(), l, time.Minute); !errors.Is(err, ErrLeaseLost) {
		t.Errorf("renewed although it had ended: %v", err)
	}
	if held, err := s.Held(t.Context(), ""); len(held) != 0 || err != nil {
		t.Errorf("held: %v, %v", held, err)
	}
	taken := mustAcquire(t, s, "shard/0", "b", time.Minute)
	if taken.Token <= l.Token {
		t.Errorf("the token %d does not follow %d", taken.Token, l.Token)
	}
	if err := s.Release(t.Context(), l); err != nil {
		t.Error(err)
	}
	if _, err := s.Renew(t.Context(), taken, time.Minute); err != nil {
		t.Errorf("the former owner gave it back: %v", err)
	}
}

func leaseSucceeds(t *testing.T, s *Store) {
	ctx := t.Context()
	first := mustAcquire(t, s, "shard/0", "a", time.Minute)
	second, ok, err := s.Succeed(ctx, first, "b", 2*time.Minute)
	if !ok || err != nil || second.Owner != "b" || second.Token <= first.Token || !second.Until.After(first.Until) {
		t.Fatalf("%+v, %v, %v", second, ok, err)
	}
	if _, err := s.Renew(ctx, first, time.Minute); !errors.Is(err, ErrLeaseLost) {
		t.Errorf("the former owner renews it: %v", err)
	}
	if _, err := s.Renew(ctx, second, time.Minute); err != nil {
		t.Error(err)
	}
	for name, from := range map[string]Lease{"what was": first, "what never was": {Name: "shard/1", Owner: "a", Token: 1}} {
		if got, ok, err := s.Succeed(ctx, from, "c", time.Minute); ok || err != nil {
			t.Errorf("%s is taken over: %+v, %v", name, got, err)
		}
	}
	end(t, s, "shard/0")
	if got, ok, err := s.Succeed(ctx, second, "c", time.Minute); ok || err != nil {
		t.Errorf("what has ended is taken over: %+v, %v", got, err)
	}
	if _, ok, err := s.Succeed(ctx, second, "", time.Minute); ok || err == nil {
		t.Error("nobody takes it over")
	}
}

func leaseRace(t *testing.T, s *Store) {
	const owners, rounds = 8, 5
	for round := range rounds {
		var have atomic.Int64
		var wg sync.WaitGroup
		for n := range owners {
			wg.Go(func() {
				if _, ok, err := s.Acquire(t.Context(), "shard/0", fmt.Sprint("owner", n), time.Minute); err != nil {
					t.Error(err)
				} else if ok {
					have.Add(1)
				}
			})
		}
		wg.Wait()
		if have.Load() != 1 {
			t.Errorf("round %d: %d have it", round, have.Load())
		}
		end(t, s, "shard/0")
	}
}

func leasesListed(t *testing.T, s *Store) {
	want := mustAcquire(t, s, "shard_1/0", "a", time.Minute)
	mustAcquire(t, s, "shardx1/0", "b", time.Minute)
	gone := mustAcquire(t, s, "shard_1/1", "b", time.Minute)
	if err := s.Release(t.Context(), gone); err != nil {
		t.Fatal(err)
	}
	got, err := s.Held(t.Context(), "shard_")
	if err != nil || len(got) != 1 {
		t.Fatalf("%+v, %v", got, err)
	}
	if got[0].Name != want.Name || got[0].Owner != "a" || got[0].Token != 1 || got[0].Until.Before(time.Now()) {
		t.Errorf("%+v", got[0])
	}
}

func claimedOnce(t *testing.T, s *Store) {
	var first atomic.Int64
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if ok, err := s.Claim(t.Context(), "interaction/1", NewOwner()); err != nil {
				t.Error(err)
			} else if ok {
				first.Add(1)
			}
		})
	}
	wg.Wait()
	if first.Load() != 1 {
		t.Errorf("%d were first", first.Load())
	}
	if ok, err := s.Claim(t.Context(), "interaction/2", "a"); !ok || err != nil {
		t.Errorf("another: %v, %v", ok, err)
	}
	if _, err := s.Prune(t.Context(), time.Now()); err != nil {
		t.Fatal(err)
	}
	if ok, err := s.Claim(t.Context(), "interaction/1", "a"); ok || err != nil {
		t.Errorf("forgotten too early: %v, %v", ok, err)
	}
}

func leaseRefusals(t *testing.T, s *Store) {
	for _, bad := range []struct {
		name, owner string
		ttl         time.Duration
	}{{"", "a", time.Minute}, {"n", "", time.Minute}, {"n", "a", 0}, {"n", "a", MaxLease + 1}} {
		if _, ok, err := s.Acquire(t.Context(), bad.name, bad.owner, bad.ttl); ok || err == nil {
			t.Errorf("%+v was taken", bad)
		}
	}
	if ok, err := s.Claim(t.Context(), "", "a"); ok || err == nil {
		t.Error("nothing was claimed")
	}
	if ok, err := s.Claim(t.Context(), "interaction/1", ""); ok || err == nil {
		t.Error("nobody has claimed it")
	}
}

func TestWhoClaimsAgainAfterAnErrorIsStillTheFirst(t *testing.T) {
	t.Parallel()
	s := openPostgres(t)
	for range 2 {
		if ok, err := s.Claim(t.Context(), "interaction/1", "a"); !ok || err != nil {
			t.Fatal(ok, err)
		}
	}
	if ok, err := s.Claim(t.Context(), "interaction/1", "b"); ok || err != nil {
		t.Errorf("another has it too: %v, %v", ok, err)
	}
}

func TestPostgresForgetsClaimsInTime(t *testing.T) {
	t.Parallel()
	s := openPostgres(t)
	if ok, err := s.Claim(t.Context(), "interaction/1", "a"); !ok || err != nil {
		t.Fatal(ok, err)
	}
	if _, err := s.write.ExecContext(t.Context(), `UPDATE claim SET claimed_at = claimed_at - $1`, claimTTL.Microseconds()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Prune(t.Context(), time.Now()); err != nil {
		t.Fatal(err)
	}
	if ok, err := s.Claim(t.Context(), "interaction/1", "b"); !ok || err != nil {
		t.Errorf("it is still kept: %v, %v", ok, err)
	}
}
