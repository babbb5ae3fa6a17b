package store

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/pincite/pincite/corpus"
)

func contractSettings(t *testing.T, open func(t *testing.T) *Store) {
	runEach(t, open, map[string]func(t *testing.T, s *Store){
		"settings have defaults and are a library's own":  settingsOwn,
		"settings that make no sense change nothing":      settingsRefused,
		"changes of settings are in the history":          settingsTold,
		"a change of settings is taken back":              settingsUndone,
		"two who change different settings both succeed":  settingsTogether,
		"settings without any difference are no change":   settingsSame,
		"followers are not shown what is of no document":  settingsUnseen,
		"the examples have no settings of their own":      settingsExamples,
		"settings of another version are read as they go": settingsForward,
	})
}

func configure(t testing.TB, s *Store, lib corpus.Library, change func(*LibrarySettings)) SettingsChange {
	t.Helper()
	did, err := s.ChangeSettings(t.Context(), lib, "discord:5", change)
	if err != nil {
		t.Fatal(err)
	}
	return did
}

func settingsFor(t testing.TB, s *Store, lib corpus.Library) LibrarySettings {
	t.Helper()
	l, err := s.Settings(t.Context(), corpus.ScopeOf(lib))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func settingsOwn(t *testing.T, s *Store) {
	if diff := cmp.Diff(LibrarySettings{}, settingsFor(t, s, harbor)); diff != "" {
		t.Errorf("defaults:\n%s", diff)
	}
	want := LibrarySettings{Keepers: []string{"11", "22"}, ChangeLog: "33", PrivateAnswers: true, KeepGaps: true,
		Quota: Quota{Documents: 5, Bytes: 1 << 40}, Languages: []string{"en-GB", "zh-Hant"}}
	did := configure(t, s, harbor, func(l *LibrarySettings) {
		*l = want
		l.Keepers, l.Languages = []string{"22", "11", "22"}, []string{" zh-hant", "EN-gb", "en-GB"}
	})
	if diff := cmp.Diff(SettingsChange{After: want}, did); diff != "" {
		t.Errorf("the change (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want, settingsFor(t, s, harbor)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(LibrarySettings{}, settingsFor(t, s, second)); diff != "" {
		t.Errorf("another library’s:\n%s", diff)
	}
	if l, err := s.Settings(t.Context(), corpus.Scope{}); err != nil || !cmp.Equal(l, LibrarySettings{}) {
		t.Errorf("of nothing: %+v, %v", l, err)
	}
	configure(t, s, harbor, func(l *LibrarySettings) { *l = LibrarySettings{} })
	if diff := cmp.Diff(LibrarySettings{}, settingsFor(t, s, harbor)); diff != "" {
		t.Errorf("defaults again:\n%s", diff)
	}
}

func settingsRefused(t *testing.T, s *Store) {
	configure(t, s, harbor, func(l *LibrarySettings) { l.ChangeLog = "33" })
	many := make([]string, maxListed+1)
	for i := range many {
		many[i] = strings.Repeat("1", i%20+1) + strings.Repeat("2", i/20)
	}
	_, err := s.ChangeSettings(t.Context(), harbor, "discord:5", func(l *LibrarySettings) {
		l.Keepers = []string{"1", "", "@everyone", "123456789012345678901"}
		l.ChangeLog, l.Quota.Documents, l.Languages = "#log", -1, []string{"en", "qqqqqqqqqq", "und"}
	})
	refused, ok := errors.AsType[*SettingsError](err)
	if !ok {
		t.Fatalf("err = %v", err)
	}
	want := []SettingsFault{{"Keepers", ""}, {"Keepers", "123456789012345678901"}, {"Keepers", "@everyone"}, {"ChangeLog", "#log"},
		{"Quota", "-1"}, {"Languages", "qqqqqqqqqq"}, {"Languages", "und"}}
	if diff := cmp.Diff(want, refused.Faults); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if _, err := s.ChangeSettings(t.Context(), harbor, "discord:5", func(l *LibrarySettings) { l.Keepers = many }); err == nil {
		t.Errorf("%d roles: no error", len(many))
	}
	if l := settingsFor(t, s, harbor); l.ChangeLog != "33" || l.Keepers != nil {
		t.Errorf("settings %+v", l)
	}
	if h, _ := s.Head(t.Context(), corpus.ScopeOf(harbor)); h.Seq != 1 {
		t.Errorf("head %v", h)
	}
}

func settingsTold(t *testing.T, s *Store) {
	at := time.Date(2031, 5, 1, 0, 0, 0, 0, time.UTC)
	setClock(s, at)
	mustAdd(t, s, harbor, article(t, "First", "The port closed."))
	configure(t, s, harbor, func(l *LibrarySettings) { l.ChangeLog = "33" })
	configure(t, s, harbor, func(l *LibrarySettings) { l.PrivateAnswers = true })
	got, total, err := s.History(t.Context(), corpus.ScopeOf(harbor), Page{0, 2})
	if err != nil || total != 3 {
		t.Fatal(total, err)
	}
	want := []Event{
		{Change: corpus.Change{Seq: 3, Kind: corpus.Configured, By: "discord:5", At: at}, Undoable: true,
			Settings: &SettingsChange{Before: LibrarySettings{ChangeLog: "33"}, After: LibrarySettings{ChangeLog: "33", PrivateAnswers: true}}},
		{Change: corpus.Change{Seq: 2, Kind: corpus.Configured, By: "discord:5", At: at},
			Settings: &SettingsChange{After: LibrarySettings{ChangeLog: "33"}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func settingsUndone(t *testing.T, s *Store) {
	configure(t, s, harbor, func(l *LibrarySettings) { l.ChangeLog = "33" })
	mustAdd(t, s, harbor, article(t, "First", "The port closed."))
	configure(t, s, harbor, func(l *LibrarySettings) { l.PrivateAnswers = true })
	if _, err := s.Undo(t.Context(), harbor, 1, "discord:9"); !errors.Is(err, ErrOverlaid) {
		t.Errorf("under another: %v", err)
	}
	c := mustUndo(t, s, harbor, 3)
	if c.Kind != corpus.Configured || c.Undoes != 3 || c.Seq != 4 || c.By != "discord:9" || c.Document != "" || c.At.IsZero() {
		t.Errorf("change %+v", c)
	}
	if diff := cmp.Diff(LibrarySettings{ChangeLog: "33"}, settingsFor(t, s, harbor)); diff != "" {
		t.Errorf("after undoing:\n%s", diff)
	}
	if _, err := s.Undo(t.Context(), harbor, 3, "discord:9"); !errors.Is(err, ErrUndone) {
		t.Errorf("twice: %v", err)
	}
	mustUndo(t, s, harbor, 2) // a document is not in the way, nor in that of settings
	mustUndo(t, s, harbor, 1)
	if diff := cmp.Diff(LibrarySettings{}, settingsFor(t, s, harbor)); diff != "" {
		t.Errorf("after undoing all:\n%s", diff)
	}
	mustUndo(t, s, harbor, 6)
	if diff := cmp.Diff(LibrarySettings{ChangeLog: "33"}, settingsFor(t, s, harbor)); diff != "" {
		t.Errorf("after undoing that:\n%s", diff)
	}
}

func settingsTogether(t *testing.T, s *Store) {
	ctx := t.Context()
	var wg sync.WaitGroup
	for _, change := range []func(*LibrarySettings){
		func(l *LibrarySettings) { l.ChangeLog = "33" },
		func(l *LibrarySettings) { l.PrivateAnswers = true },
		func(l *LibrarySettings) { l.Keepers = append(l.Keepers, "1") },
		func(l *LibrarySettings) { l.Keepers = append(l.Keepers, "2") },
	} {
		wg.Go(func() {
			if _, err := s.ChangeSettings(ctx, harbor, "discord:5", change); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	want := LibrarySettings{Keepers: []string{"1", "2"}, ChangeLog: "33", PrivateAnswers: true}
	if diff := cmp.Diff(want, settingsFor(t, s, harbor)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func settingsSame(t *testing.T, s *Store) {
	configure(t, s, harbor, func(l *LibrarySettings) { l.Keepers = []string{"1", "2"} })
	did := configure(t, s, harbor, func(l *LibrarySettings) { l.Keepers = []string{"2", "1", "1"} })
	if !cmp.Equal(did.Before, did.After) || len(did.After.Keepers) != 2 {
		t.Errorf("%+v", did)
	}
	if h, _ := s.Head(t.Context(), corpus.ScopeOf(harbor)); h.Seq != 1 {
		t.Errorf("head %v", h)
	}
}

func settingsUnseen(t *testing.T, s *Store) {
	scope := corpus.ScopeOf(harbor)
	configure(t, s, harbor, func(l *LibrarySettings) { l.ChangeLog = "33" })
	mustAdd(t, s, harbor, article(t, "First", "The port closed."))
	configure(t, s, harbor, func(l *LibrarySettings) { l.ChangeLog = "34" })
	changes, err := s.Changes(t.Context(), scope, 0, 10)
	if err != nil || len(changes) != 1 || changes[0].Seq != 2 {
		t.Errorf("changes %+v, %v", changes, err)
	}
	if h, _ := s.Head(t.Context(), scope); h.Seq != 3 {
		t.Errorf("head %v", h)
	}
}

func settingsExamples(t *testing.T, s *Store) {
	for _, lib := range []corpus.Library{corpus.Example, "", "guild-x"} {
		if _, err := s.ChangeSettings(t.Context(), lib, "shell", func(l *LibrarySettings) { l.KeepGaps = true }); err == nil {
			t.Errorf("of %q: no error", lib)
		}
	}
}

func settingsForward(t *testing.T, s *Store) {
	if err := s.SetSetting(t.Context(), harbor, settingsKey, `{"private":true,"something_later":[1]}`); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(LibrarySettings{PrivateAnswers: true}, settingsFor(t, s, harbor)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if err := s.SetSetting(t.Context(), harbor, settingsKey, `{`); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Settings(t.Context(), corpus.ScopeOf(harbor)); err == nil {
		t.Error("damaged settings: no error")
	}
}

func TestALibraryWelcomesItsLanguages(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		languages []string
		tag       string
		want      bool
	}{
		{nil, "de", true}, {[]string{"en"}, "", true}, {[]string{"en"}, "gibberish-", true}, {[]string{"en", "fr"}, "fr-CA", true}, {[]string{"en"}, "de", false},
		{[]string{"zh"}, "zh-Hant-TW", true}, {[]string{"no"}, "nb", true}, {[]string{"nn"}, "no", true}, {[]string{"da"}, "nb", false},
	} {
		if got := (LibrarySettings{Languages: c.languages}).Welcomes(c.tag); got != c.want {
			t.Errorf("%v welcomes %q: %v", c.languages, c.tag, got)
		}
	}
}
