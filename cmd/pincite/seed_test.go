package main

import (
	"strings"
	"testing"

	"github.com/pincite/pincite/internal/testfile"
)

func TestTheFoundingArticleIsUnderstood(t *testing.T) {
	t.Parallel()
	article := testfile.FoundingPath(t)
	dir := t.TempDir()
	got := pinciteWith(t, "", "library", "add", article, "--data", dir)
	if got.code != exitYes {
		t.Fatalf("%+v", got)
	}
	for _, want := range []string{"U.N. labor group makes low-profile visit to Xinjiang\n", "  Pak Yiu\n", "  2023-09-04\n"} {
		if !strings.Contains(got.out, want) {
			t.Errorf("%q is missing:\n%s", want, got.out)
		}
	}
	if got := pinciteWith(t, "", "library", "add", article, "--data", dir); got.code != exitYes || !strings.Contains(got.err, "it is in the library already, as “U.N. labor group") {
		t.Errorf("adding it again: %+v", got)
	}
	if got := pinciteWith(t, "", "ask", "--data", dir, "Who wrote the article about the labor group's visit?"); got.code != exitYes || !strings.HasPrefix(got.out, "Pak Yiu (authors)\n") {
		t.Errorf("asking who wrote it: %+v", got)
	}
}
