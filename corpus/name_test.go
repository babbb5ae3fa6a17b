package corpus_test

import (
	"slices"
	"testing"
	"time"

	"github.com/pincite/pincite/corpus"
)

func TestDatesKeepTheirPrecision(t *testing.T) {
	t.Parallel()
	ordered := []string{"", "2022-12-31", "2023", "2023-09", "2023-09-04", "2023-09-05", "2023-10"}
	var dates []corpus.Date
	for _, s := range ordered {
		d, err := corpus.ParseDate(s)
		if err != nil || d.String() != s || d.IsZero() != (s == "") {
			t.Errorf("%q reads as %+v and writes %q: %v", s, d, d.String(), err)
		}
		dates = append(dates, d)
	}
	if !slices.IsSortedFunc(dates, corpus.Date.Compare) || dates[2].Compare(dates[1]) != 1 || dates[2].Compare(dates[2]) != 0 {
		t.Error("dates do not compare in order")
	}
	if d := dates[4]; d != (corpus.Date{Year: 2023, Month: time.September, Day: 4}) {
		t.Errorf("got %+v", d)
	}
	for _, bad := range []string{"yesterday", "2023-9-4", "2023-02-30", "2023-13", " 2023"} {
		if d, err := corpus.ParseDate(bad); err == nil {
			t.Errorf("%q reads as %v", bad, d)
		}
	}
}

func TestLibrariesAreNamed(t *testing.T) {
	t.Parallel()
	for name, guild := range map[string]string{"base": "", " example ": "", "guild-123": "123"} {
		lib, err := corpus.ParseLibrary(name)
		if err != nil || lib.Guild() != guild {
			t.Errorf("%q reads as %q of guild %q: %v", name, lib, lib.Guild(), err)
		}
	}
	for _, bad := range []string{"", "guild-", "guild-12a", "guild-123456789012345678901", "Base", "../base", "guild-1/2"} {
		if lib, err := corpus.ParseLibrary(bad); err == nil {
			t.Errorf("%q reads as %q", bad, lib)
		}
	}
}

func TestTheZeroScopeReadsNothing(t *testing.T) {
	t.Parallel()
	if lib, ok := (corpus.Scope{}).Library(); ok || (corpus.Scope{}).String() != "nothing" {
		t.Errorf("reads %q", lib)
	}
	scope := corpus.ScopeOf(corpus.GuildLibrary("123"))
	if lib, ok := scope.Library(); !ok || lib != "guild-123" || scope.String() != "guild-123" {
		t.Errorf("reads %q, %v", lib, ok)
	}
}
