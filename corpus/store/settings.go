package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/pincite/pincite/corpus"
	"golang.org/x/text/language"
)

// LibrarySettings is what a library's keepers decide about it. The zero value
// has the defaults.
type LibrarySettings struct {
	Keepers        []string `json:"keepers,omitempty"`    // IDs of the roles that may change the library, besides those who manage the server; at most 25
	ChangeLog      string   `json:"change_log,omitempty"` // ID of the channel that gets a line on every change; "" for none
	PrivateAnswers bool     `json:"private,omitempty"`    // answers are shown to the asker alone unless they say otherwise
	KeepGaps       bool     `json:"keep_gaps,omitempty"`  // questions that get no answer are kept, see RecordGap
	Quota          Quota    `json:"quota,omitzero"`       // the library's own, below what the maintainer allows
	Languages      []string `json:"languages,omitempty"`  // BCP 47, of the documents that belong here; none means all; at most 25
}

// Quota is how much a library may hold. A field that is 0 sets no limit.
type Quota struct {
	Documents int   `json:"documents,omitempty"`
	Bytes     int64 `json:"bytes,omitempty"` // of text and files of the documents that are there
}

// Welcomes reports whether documents in a language, as BCP 47 writes it, belong
// in the library. One whose language is not known belongs everywhere, and what
// differs in script or region alone is one language.
func (l LibrarySettings) Welcomes(tag string) bool {
	stated, err := language.Parse(tag)
	if err != nil || stated == language.Und || len(l.Languages) == 0 {
		return true
	}
	return slices.ContainsFunc(l.Languages, func(wanted string) bool { return baseOf(language.Make(wanted)) == baseOf(stated) })
}

// baseOf is a language without script and region. Norwegian has three tags.
func baseOf(t language.Tag) string {
	base, _ := t.Base()
	if slices.Contains([]string{"nb", "nn"}, base.String()) {
		return "no"
	}
	return base.String()
}

// SettingsChange is what a change of settings did.
type SettingsChange struct {
	Before LibrarySettings `json:"before"`
	After  LibrarySettings `json:"after"`
}

const (
	settingsKey     = "library"  // the setting under which the JSON is kept
	settingsSubject = "settings" // of their changes
	maxListed       = 25         // roles, or languages
)

// SettingsError says which settings cannot be as they are given.
type SettingsError struct{ Faults []SettingsFault }

// SettingsFault is one setting that cannot have its value.
type SettingsFault struct {
	Setting string // the field's name: "Keepers", "ChangeLog", "Quota", "Languages"
	Value   string // the part of it that is at fault
}

func (e *SettingsError) Error() string {
	var all []string
	for _, f := range e.Faults {
		all = append(all, fmt.Sprintf("%s cannot be %q", f.Setting, f.Value))
	}
	return strings.Join(all, "; ")
}

// canonical returns the settings with lists sorted, without repetitions, and
// languages as BCP 47 writes them; a *SettingsError when some make no sense.
func (l LibrarySettings) canonical() (LibrarySettings, error) {
	var faults []SettingsFault
	fault := func(setting string, value any) {
		faults = append(faults, SettingsFault{setting, fmt.Sprint(value)})
	}
	l.Keepers = sorted(l.Keepers)
	for _, id := range l.Keepers {
		if !snowflake(id) {
			fault("Keepers", id)
		}
	}
	if len(l.Keepers) > maxListed {
		fault("Keepers", fmt.Sprint(len(l.Keepers), " roles"))
	}
	if l.ChangeLog != "" && !snowflake(l.ChangeLog) {
		fault("ChangeLog", l.ChangeLog)
	}
	if l.Quota.Documents < 0 || l.Quota.Bytes < 0 {
		fault("Quota", min(int64(l.Quota.Documents), l.Quota.Bytes))
	}
	languages := slices.Clone(l.Languages)
	for i, name := range languages {
		tag, err := language.Parse(strings.TrimSpace(name))
		if err != nil || tag == language.Und {
			fault("Languages", name)
			continue
		}
		languages[i] = tag.String()
	}
	if l.Languages = sorted(languages); len(l.Languages) > maxListed {
		fault("Languages", fmt.Sprint(len(l.Languages), " languages"))
	}
	if len(faults) > 0 {
		return l, &SettingsError{faults}
	}
	return l, nil
}

// sorted returns a list in order and without repetitions, nil when it is empty.
func sorted(list []string) []string {
	if len(list) == 0 {
		return nil
	}
	return slices.Compact(slices.Sorted(slices.Values(list)))
}

// snowflake reports whether a text has the form of an ID of Discord's.
func snowflake(id string) bool {
	return len(id) > 0 && len(id) <= 20 && strings.Trim(id, "0123456789") == ""
}

// Settings returns a library's settings, the defaults where none were made.
func (s *Store) Settings(ctx context.Context, scope corpus.Scope) (LibrarySettings, error) {
	lib, ok := scope.Library()
	if !ok {
		return LibrarySettings{}, nil
	}
	l, err := settingsOf(ctx, s.read, lib)
	return l, explain(err)
}

func settingsOf(ctx context.Context, q querier, lib corpus.Library) (l LibrarySettings, err error) {
	var value []byte
	err = q.QueryRowContext(ctx, `SELECT value FROM setting WHERE library = $1 AND key = $2`, lib, settingsKey).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return l, nil
	}
	if err != nil {
		return l, err
	}
	if err := json.Unmarshal(value, &l); err != nil {
		return l, fmt.Errorf("the settings of the library %s are damaged: %w", lib, err)
	}
	return l, nil
}

// ChangeSettings lets change alter a library's settings as they are at that
// moment, so that two who alter different settings at once both succeed, and
// returns what that did. It is a numbered change, which History tells and Undo
// takes back, unless nothing differs. A *SettingsError changes nothing. change
// must not use the store.
//
// Settings that no longer keep questions delete those that were kept, for good.
func (s *Store) ChangeSettings(ctx context.Context, lib corpus.Library, by string, change func(*LibrarySettings)) (did SettingsChange, err error) {
	if err := writable(lib); err != nil {
		return did, err
	}
	err = s.transact(ctx, func(tx *sql.Tx) error {
		seq, err := s.advance(ctx, tx, lib, 1)
		if err != nil {
			return err
		}
		if did.Before, err = settingsOf(ctx, tx, lib); err != nil {
			return err
		}
		did.After = did.Before
		did.After.Keepers, did.After.Languages = slices.Clone(did.Before.Keepers), slices.Clone(did.Before.Languages)
		change(&did.After)
		if did.After, err = did.After.canonical(); err != nil {
			return err
		}
		if reflect.DeepEqual(did.Before, did.After) {
			return errNothingToDo
		}
		c := corpus.Change{Seq: seq, By: by}
		return s.putSettings(ctx, tx, lib, did, &c)
	})
	if err != nil && !errors.Is(err, errNothingToDo) {
		return SettingsChange{}, err
	}
	return did, nil
}

// putSettings writes settings, with the change that this is.
func (s *Store) putSettings(ctx context.Context, tx *sql.Tx, lib corpus.Library, did SettingsChange, c *corpus.Change) error {
	value, err := json.Marshal(did.After)
	if err != nil {
		return fmt.Errorf("settings: %w", err)
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO setting (library, key, value) VALUES ($1, $2, $3)
		ON CONFLICT (library, key) DO UPDATE SET value = excluded.value`, lib, settingsKey, string(value))
	if err != nil {
		return err
	}
	if !did.After.KeepGaps {
		if _, err := tx.ExecContext(ctx, `DELETE FROM gap WHERE library = $1`, lib); err != nil {
			return err
		}
	}
	c.Kind, c.At = corpus.Configured, s.clock()
	return note(ctx, tx, lib, *c, settingsSubject, did)
}

// reconfigure takes a change of settings back.
func (s *Store) reconfigure(ctx context.Context, tx *sql.Tx, lib corpus.Library, undone kept, c *corpus.Change) error {
	var did SettingsChange
	if err := json.Unmarshal([]byte(undone.detail), &did); err != nil {
		return fmt.Errorf("change %d: what it did is damaged: %w", undone.Seq, err)
	}
	return s.putSettings(ctx, tx, lib, SettingsChange{Before: did.After, After: did.Before}, c)
}
