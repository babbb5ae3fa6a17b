package main

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/internal/smalldisk"
	"github.com/pincite/pincite/search"
)

func TestAFullDiskUnderTheIndexLosesNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	disk := smalldisk.Mount(t, filepath.Join(dir, indexFolder), "8m")
	d, err := openDesk(t.Context(), place{dir: dir}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := d.close(); err != nil {
			t.Error(err)
		}
	}()
	scope := corpus.ScopeOf(changed)
	step := 0
	change := func(steps int) {
		t.Helper()
		for range steps {
			step++
			if err := changeOf(step).do(t.Context(), d.store); err != nil {
				t.Fatal(err)
			}
		}
	}
	change(3)
	if err := d.engine.Sync(t.Context(), scope); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		disk.Fill(t)
		change(20)
		err := d.engine.Sync(t.Context(), scope)
		if err == nil || !strings.Contains(err.Error(), "the disk with the search index is full: make room, then ask again") {
			t.Errorf("the index was written on a full disk: %v", err)
		}
		disk.Free(t)
		if err := d.engine.Sync(t.Context(), scope); err != nil {
			t.Errorf("it does not work with room: %v", err)
		}
	}
	if err := d.engine.Close(); err != nil {
		t.Error(err)
	}
	var ids []corpus.ID
	for id := range documentsAfter(step) {
		ids = append(ids, id)
	}
	c, err := search.Compare(t.Context(), search.Config{Dir: filepath.Join(dir, indexFolder), Source: d.store}, scope, ids)
	if err != nil || c.Missing+c.Besides > 0 || c.Behind || c.State != "" || c.Passages == 0 {
		t.Errorf("the index: %+v, %v", c, err)
	}
}

func TestABackupThatFindsNoRoomLeavesNothing(t *testing.T) {
	t.Parallel()
	dir, _ := harborArticles(t)
	disk := smalldisk.Mount(t, filepath.Join(t.TempDir(), "small"), "1m")
	file := filepath.Join(disk.Dir, "all.zip")
	disk.Fill(t)
	got := pinciteWith(t, "", "backup", file, "--data", dir)
	if got.code != exitError || !strings.Contains(got.err, "the backup was not made") || !strings.Contains(got.err, "no space left on device") {
		t.Errorf("%+v", got)
	}
	entries, err := os.ReadDir(disk.Dir)
	if err != nil || len(entries) != 1 { // what fills it
		t.Errorf("there is %v, %v", entries, err)
	}
	disk.Free(t)
	if got := pinciteWith(t, "", "backup", file, "--data", dir); got.code != exitYes {
		t.Errorf("%+v", got)
	}
	disk.Fill(t)
	if got := pinciteWith(t, "", "restore", file, "--data", filepath.Join(disk.Dir, "data")); got.code != exitError {
		t.Errorf("%+v", got)
	}
	disk.Free(t)
	if got := pinciteWith(t, "", "restore", file, "--data", filepath.Join(t.TempDir(), "data")); got.code != exitYes || !strings.Contains(got.out, "2 articles") {
		t.Errorf("%+v", got)
	}
}
