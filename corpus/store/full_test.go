package store

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store/storetest"
	"github.com/pincite/pincite/internal/smalldisk"
)

// noise is a file that cannot be made smaller.
func noise(name string, bytes int) []byte {
	random := rand.NewChaCha8([32]byte([]byte(fmt.Sprintf("%32s", name))))
	data := make([]byte, bytes)
	_, _ = random.Read(data) // never fails
	return data
}

// writes is each kind of write, with a size for those that have one.
func writes(t *testing.T, s *Store, size int) map[string]func(ctx context.Context) error {
	t.Helper()
	answer, err := s.SaveAnswer(t.Context(), Answer{Library: harbor, Question: "Who?"})
	if err != nil {
		t.Fatal(err)
	}
	draft := draftIDs(t, s)[0]
	feeds, err := s.Followed(t.Context(), corpus.ScopeOf(harbor))
	if err != nil {
		t.Fatal(err)
	}
	up := func(title, text string) Upload {
		return Upload{Document: article(t, title, text), Original: noise(title, size), By: "shell"}
	}
	return map[string]func(ctx context.Context) error{
		"add": func(ctx context.Context) error { _, err := s.Add(ctx, harbor, up("New", "New text.")); return err },
		"edit": func(ctx context.Context) error {
			_, err := s.Edit(ctx, harbor, "b", 2, up("B", "Other text."))
			return err
		},
		"draft":    func(ctx context.Context) error { return bringDraft(ctx, s, up("F", "Text F.")) },
		"remove":   func(ctx context.Context) error { _, err := s.Remove(ctx, harbor, "c", "shell"); return err },
		"undo":     func(ctx context.Context) error { _, err := s.Undo(ctx, second, 2, "shell"); return err },
		"addDraft": func(ctx context.Context) error { _, err := s.AddDraft(ctx, harbor, draft, "shell"); return err },
		"replace": func(ctx context.Context) error {
			return s.Replace(ctx, corpus.Example, []*corpus.Document{article(t, "X", "Text X.")}, "pincite")
		},
		"settings": func(ctx context.Context) error {
			_, err := s.ChangeSettings(ctx, harbor, "shell", func(l *LibrarySettings) { l.PrivateAnswers = true })
			return err
		},
		"setting": func(ctx context.Context) error { return s.SetSetting(ctx, harbor, "other", "value") },
		"answer": func(ctx context.Context) error {
			_, err := s.SaveAnswer(ctx, Answer{Library: harbor, Question: "What?"})
			return err
		},
		"mark": func(ctx context.Context) error { return s.MarkNotHelpful(ctx, corpus.ScopeOf(harbor), answer.ID, "k2") },
		"gap": func(ctx context.Context) error {
			_, err := s.RecordGap(ctx, harbor, "Where?", "where", member("ben"))
			return err
		},
		"checked": func(ctx context.Context) error { return s.MarkChecked(ctx, harbor, "b", time.UnixMicro(5)) },
		"feed":    func(ctx context.Context) error { return s.SetFeedMode(ctx, harbor, feeds[0].ID, FeedAuto, "shell") },
		"look": func(ctx context.Context) error {
			return s.SaveFeedState(ctx, harbor, feeds[0].ID, FeedLook{Items: []FeedItem{{Key: "2", Title: "Two", Data: []byte(`{}`)}}})
		},
		"citation": func(ctx context.Context) error {
			return s.KeepCitations(ctx, harbor, []corpus.Anchor{{ID: "new", Ref: corpus.Ref{Document: "b", Revision: 1}}})
		},
		"lease":  func(ctx context.Context) error { _, _, err := s.Acquire(ctx, "shard/0", "a", time.Minute); return err },
		"forget": func(ctx context.Context) error { _, err := s.Forget(ctx, member("ada")); return err },
		"prune":  func(ctx context.Context) error { _, err := s.Prune(ctx, time.Now().Add(2*AnswerTTL)); return err },
	}
}

func bringDraft(ctx context.Context, s *Store, u Upload) error {
	_, err := s.SaveDraft(ctx, Draft{Library: harbor, By: "shell", Items: []DraftItem{{Document: u.Document, Original: u.Original}}})
	return err
}

func TestAFullDiskLosesNothing(t *testing.T) {
	t.Parallel()
	disk := smalldisk.Mount(t, filepath.Join(t.TempDir(), "small"), "12m")
	s := openAt(t, filepath.Join(disk.Dir, "data"))
	furnish(t, s)
	for name, write := range writes(t, s, 100_000) {
		// What is in the log already would leave room in it.
		if _, err := s.write.ExecContext(t.Context(), `PRAGMA wal_checkpoint(TRUNCATE)`); err != nil {
			t.Fatal(err)
		}
		before := dump(t, s)
		disk.Fill(t)
		err := write(t.Context())
		if err == nil || !strings.Contains(err.Error(), "the disk with the data folder is full, nothing was changed") {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(before, dump(t, s)); diff != "" {
			t.Errorf("%s: what there is has changed:\n%s", name, diff)
		}
		disk.Free(t)
		if name == "prune" { // takes away what the others need
			continue
		}
		if err := write(t.Context()); err != nil {
			t.Errorf("%s does not work with room: %v", name, err)
		}
	}
}

func TestADiskThatIsFullWhenItStartsIsNamed(t *testing.T) {
	t.Parallel()
	disk := smalldisk.Mount(t, filepath.Join(t.TempDir(), "small"), "12m")
	disk.Fill(t)
	dir := filepath.Join(disk.Dir, "data")
	if _, err := Open(t.Context(), dir); err == nil || !strings.Contains(err.Error(), "full") && !strings.Contains(err.Error(), "no space left") {
		t.Errorf("%v", err)
	}
	disk.Free(t)
	furnish(t, openAt(t, dir))
}

func TestADiskThatFillsUpWhileABackupIsRestoredIsLeftEmpty(t *testing.T) {
	t.Parallel()
	disk := smalldisk.Mount(t, filepath.Join(t.TempDir(), "small"), "3m")
	from := openTemp(t)
	furnish(t, from)
	if _, err := from.Add(t.Context(), harbor, Upload{Document: article(t, "Large", "Large."), Original: noise("large", 4<<20), By: "shell"}); err != nil {
		t.Fatal(err)
	}
	data := backupOf(t, from)
	to := openAt(t, filepath.Join(disk.Dir, "data"))
	before := dump(t, to)
	a, err := openArchive(data)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := to.Restore(t.Context(), a, nil); err == nil || !strings.Contains(err.Error(), "full, nothing was changed") {
		t.Errorf("%v", err)
	}
	if diff := cmp.Diff(before, dump(t, to)); diff != "" {
		t.Error(diff)
	}
	small := openTemp(t)
	furnish(t, small)
	restoreInto(t, to, backupOf(t, small))
}

// onSmallDisk returns the address of a schema of which all is on a small disk.
func onSmallDisk(t *testing.T) (string, *smalldisk.Disk) {
	t.Helper()
	server := storetest.Server(t)
	parent, err := os.MkdirTemp("", "pincite-full")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(parent) })
	if err := os.Chmod(parent, 0o755); err != nil {
		t.Fatal(err)
	}
	disk := smalldisk.Mount(t, filepath.Join(parent, "small"), "12m")
	home := filepath.Join(disk.Dir, "space")
	if err := os.Mkdir(home, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := storetest.GiveToServer(server, home); err != nil {
		t.Skipf("the Postgres server cannot have a small disk: it has to run on this machine, and its user here to be a superuser: %v", err)
	}
	space := filepath.Base(parent)
	if err := storetest.Exec(server, fmt.Sprintf(`CREATE TABLESPACE "%s" LOCATION '%s'`, space, home)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := storetest.Exec(server, fmt.Sprintf(`DROP TABLESPACE "%s"`, space)); err != nil {
			t.Error(err)
		}
	})
	u, err := url.Parse(storetest.Postgres(t))
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Set("default_tablespace", space)
	u.RawQuery = q.Encode()
	return u.String(), disk
}

// Postgres puts small rows where there is room in its files, so that it is those
// with files that find none.
func TestAFullDiskOfPostgresLosesNothing(t *testing.T) {
	t.Parallel()
	address, disk := onSmallDisk(t)
	s := openAddress(t, address)
	furnish(t, s)
	all := writes(t, s, 300_000)
	for _, name := range []string{"add", "edit", "draft"} {
		before := dump(t, s)
		disk.Fill(t)
		err := all[name](t.Context())
		if err == nil || !strings.Contains(err.Error(), "the database server has no room left, nothing was changed") {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(before, dump(t, s)); diff != "" {
			t.Errorf("%s: what there is has changed:\n%s", name, diff)
		}
		disk.Free(t)
		if err := all[name](t.Context()); err != nil {
			t.Errorf("%s does not work with room: %v", name, err)
		}
	}
	disk.Fill(t)
	var b bytes.Buffer
	if _, err := snapshotOf(t, s).Backup(t.Context(), &b, "v1", nil); err != nil || b.Len() == 0 {
		t.Errorf("a backup needs no room in the database: %v", err)
	}
	disk.Free(t)
}
