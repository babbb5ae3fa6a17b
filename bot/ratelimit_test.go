package bot

import (
	"testing"
	"time"
)

func TestEachPersonHasALimitOfTheirOwn(t *testing.T) {
	t.Parallel()
	l, err := newLimits(2, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Unix(1_700_000_000, 0)
	for i := range 2 {
		if wait := l.take("ada", now); wait != 0 {
			t.Fatalf("act %d has to wait %v", i+1, wait)
		}
	}
	if wait := l.take("ada", now); wait != time.Minute {
		t.Errorf("the third act waits %v, want a minute", wait)
	}
	if wait := l.take("ada", now); wait != time.Minute {
		t.Errorf("a refused act made the wait %v", wait)
	}
	if wait := l.take("ben", now); wait != 0 {
		t.Errorf("somebody else has to wait %v", wait)
	}
	if wait := l.take("ada", now.Add(time.Minute)); wait != 0 {
		t.Errorf("after the wait there is another of %v", wait)
	}
}

func TestLimitsForgetThoseWhoWereHereLongestAgo(t *testing.T) {
	t.Parallel()
	l, err := newLimits(1, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Unix(1_700_000_000, 0)
	for i := range limitedUsers + 10 {
		l.take(time.Duration(i).String(), now)
	}
	if n := l.users.Len(); n != limitedUsers {
		t.Errorf("%d people are remembered, want %d", n, limitedUsers)
	}
}
