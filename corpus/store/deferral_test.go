package store

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func contractDeferrals(t *testing.T, open func(t *testing.T) *Store) {
	runEach(t, open, map[string]func(t *testing.T, s *Store){
		"what a process kept is found when it is gone":       deferralsAbandoned,
		"of many who adopt a deferral one has it":            deferralRace,
		"what was prolonged or is done is not adopted":       deferralStale,
		"what is done is gone, and others' is not":           deferralsDone,
		"what nothing can be said about is left and dropped": deferralsOver,
		"no backup has deferrals":                            deferralsNotBackedUp,
		"deferrals that make no sense are refused":           deferralRefusals,
	})
}

func mustKeep(t *testing.T, s *Store, owner string, ids ...string) {
	t.Helper()
	var add []Deferral
	for _, id := range ids {
		add = append(add, Deferral{ID: id, Sealed: []byte("sealed " + id), Lives: time.Minute})
	}
	if err := s.KeepDeferrals(t.Context(), owner, add, nil, time.Minute); err != nil {
		t.Fatal(err)
	}
}

// lapse makes deferrals such as have not been prolonged in time.
func lapse(t *testing.T, s *Store) {
	t.Helper()
	if _, err := s.write.ExecContext(t.Context(), `UPDATE deferral SET held_until = `+s.engine.now+` - 1`); err != nil {
		t.Fatal(err)
	}
}

// abandoned lists what an owner finds abandoned.
func abandoned(t *testing.T, s *Store, owner string) ([]Deferral, string) {
	t.Helper()
	list, err := s.Abandoned(t.Context(), owner)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, d := range list {
		ids = append(ids, d.ID)
	}
	return list, strings.Join(ids, " ")
}

func deferralsAbandoned(t *testing.T, s *Store) {
	mustKeep(t, s, "a", "1", "2")
	if _, ids := abandoned(t, s, "b"); s.Shared() && ids != "" {
		t.Errorf("abandoned while it is held: %s", ids)
	}
	lapse(t, s)
	if _, ids := abandoned(t, s, "a"); ids != "" {
		t.Errorf("its own: %s", ids)
	}
	list, ids := abandoned(t, s, "b")
	if ids != "1 2" {
		t.Fatalf("abandoned: %q", ids)
	}
	if d := list[0]; d.Owner != "a" || string(d.Sealed) != "sealed 1" || d.Lives <= 0 || d.Lives > time.Minute {
		t.Errorf("%+v", d)
	}
	// Its owner is back, and prolongs what it has with whatever it keeps next.
	mustKeep(t, s, "a", "3")
	if _, ids := abandoned(t, s, "b"); s.Shared() && ids != "" {
		t.Errorf("abandoned although it was prolonged: %s", ids)
	}
}

func deferralRace(t *testing.T, s *Store) {
	mustKeep(t, s, "a", "1")
	lapse(t, s)
	list, _ := abandoned(t, s, "b")
	var have atomic.Int64
	var wg sync.WaitGroup
	for _, owner := range strings.Fields("b c d e f g h i") {
		wg.Go(func() {
			if ok, err := s.Adopt(t.Context(), list[0], owner, time.Minute); err != nil {
				t.Error(err)
			} else if ok {
				have.Add(1)
			}
		})
	}
	wg.Wait()
	if have.Load() != 1 {
		t.Errorf("%d have it", have.Load())
	}
	if mine, err := s.Settle(t.Context(), "1", "a"); mine || err != nil {
		t.Errorf("its first owner has it still: %v, %v", mine, err)
	}
}

func deferralStale(t *testing.T, s *Store) {
	mustKeep(t, s, "a", "1", "2")
	lapse(t, s)
	list, _ := abandoned(t, s, "b")
	if err := s.KeepDeferrals(t.Context(), "a", nil, []string{"2"}, time.Minute); err != nil {
		t.Fatal(err)
	}
	for _, d := range list {
		if d.ID == "1" && !s.Shared() {
			continue // nobody else is there to see it lapse
		}
		if ok, err := s.Adopt(t.Context(), d, "b", time.Minute); ok || err != nil {
			t.Errorf("%s was adopted: %v", d.ID, err)
		}
	}
}

func deferralsDone(t *testing.T, s *Store) {
	mustKeep(t, s, "a", "1", "2")
	mustKeep(t, s, "b", "3")
	for range 2 { // as after an error that came late
		if err := s.KeepDeferrals(t.Context(), "a", []Deferral{{ID: "4", Sealed: []byte("s"), Lives: time.Minute}}, []string{"1", "3"}, time.Minute); err != nil {
			t.Fatal(err)
		}
	}
	if mine, err := s.Settle(t.Context(), "2", "a"); !mine || err != nil {
		t.Errorf("%v, %v", mine, err)
	}
	if mine, err := s.Settle(t.Context(), "2", "a"); mine || err != nil {
		t.Errorf("settled twice: %v, %v", mine, err)
	}
	lapse(t, s)
	if _, ids := abandoned(t, s, "c"); ids != "3 4" {
		t.Errorf("there are %q", ids)
	}
}

func deferralsOver(t *testing.T, s *Store) {
	mustKeep(t, s, "a", "1", "2")
	lapse(t, s)
	if _, err := s.write.ExecContext(t.Context(), `UPDATE deferral SET ends_at = `+s.engine.now+` WHERE id = '1'`); err != nil {
		t.Fatal(err)
	}
	if _, ids := abandoned(t, s, "b"); ids != "2" {
		t.Errorf("there are %q", ids)
	}
	if _, err := s.Prune(t.Context(), time.Now()); err != nil {
		t.Fatal(err)
	}
	var n int
	if err := s.read.QueryRowContext(t.Context(), `SELECT COUNT(*) FROM deferral`).Scan(&n); n != 1 || err != nil {
		t.Errorf("%d are kept, %v", n, err)
	}
}

func deferralsNotBackedUp(t *testing.T, s *Store) {
	mustAdd(t, s, harbor, article(t, "A", "Text A."))
	const secret = "0123456789abcdef of an interaction"
	if err := s.KeepDeferrals(t.Context(), "the owner", []Deferral{{ID: "1", Sealed: []byte(secret), Lives: time.Minute}}, nil, time.Minute); err != nil {
		t.Fatal(err)
	}
	data := backupOf(t, s)
	a, err := openArchive(data)
	if err != nil {
		t.Fatal(err)
	}
	for _, member := range a.has() {
		if strings.Contains(member.name, "deferral") {
			t.Errorf("the backup has %s", member.name)
		}
	}
	if bytes.Contains(data, []byte("deferral")) {
		t.Error("the backup knows of deferrals")
	}
	to := openTemp(t)
	if _, err := to.CopyFrom(t.Context(), snapshotOf(t, s), nil); err != nil {
		t.Fatal(err)
	}
	lapse(t, to)
	if _, ids := abandoned(t, to, "b"); ids != "" {
		t.Errorf("they were copied: %s", ids)
	}
}

func deferralRefusals(t *testing.T, s *Store) {
	good := Deferral{ID: "1", Sealed: []byte("s"), Lives: time.Minute}
	for name, spoil := range map[string]func(*Deferral){
		"no ID":    func(d *Deferral) { d.ID = "" },
		"too long": func(d *Deferral) { d.Sealed = make([]byte, maxSealed+1) },
		"over":     func(d *Deferral) { d.Lives = 0 },
		"for ever": func(d *Deferral) { d.Lives = MaxLease + 1 },
	} {
		d := good
		spoil(&d)
		if err := s.KeepDeferrals(t.Context(), "a", []Deferral{d}, nil, time.Minute); err == nil {
			t.Errorf("%s: it is kept", name)
		}
	}
	if err := s.KeepDeferrals(t.Context(), "", []Deferral{good}, nil, time.Minute); err == nil {
		t.Error("nobody keeps one")
	}
	if ok, err := s.Adopt(t.Context(), good, "a", 0); ok || err == nil {
		t.Error("one is held for no time")
	}
}

func TestOnlyTheDatabaseIsAway(t *testing.T) {
	t.Parallel()
	network := &net.OpError{Op: "dial", Err: errors.New("refused")}
	for _, c := range []struct {
		name              string
		err               error
		away, unconfirmed bool
	}{
		{"the database", fmt.Errorf("read: %w", explain(network)), true, false},
		{"something else in the network", network, false, false},
		{"a change that was not confirmed", explain(unconfirmed(network)), false, true},
		{"nothing", nil, false, false},
	} {
		if Away(c.err) != c.away || Unconfirmed(c.err) != c.unconfirmed {
			t.Errorf("%s: away %v, unconfirmed %v", c.name, Away(c.err), Unconfirmed(c.err))
		}
	}
}
