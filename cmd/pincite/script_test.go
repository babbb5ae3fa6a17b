package main

import (
	"bytes"
	"compress/gzip"
	"errors"
	"flag"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/pincite/pincite/corpus/extract/pdf"
	"github.com/pincite/pincite/internal/testfile"
)

func TestMain(m *testing.M) {
	pdf.KeepCode(testfile.CodeFolder())
	testscript.Main(m, map[string]func(){"pincite": main})
}

func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       flag.Lookup("update").Value.String() == "true", // the flag of internal/golden
		Setup: func(env *testscript.Env) error {
			env.Setenv("PINCITE_CACHE_DIR", testfile.CodeFolder())
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"exits":    exits,
			"binary":   binary,
			"unescape": unescape,
			"large":    large,
			"compress": compress,
			"site":     site,
		},
	})
}

// exits runs a command and expects an exit code, or one of several where how
// well a question is understood is not the point: exits 0,1 pincite ask …
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND…")
	}
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if want := strings.Split(args[0], ","); !slices.Contains(want, strconv.Itoa(got)) {
		ts.Fatalf("exit code %d, want %v\nstdout: %s\nstderr: %s", got, want, ts.ReadFile("stdout"), ts.ReadFile("stderr"))
	}
}

// unescape replaces escapes in a file by the characters that they stand for:
// unescape FILE
func unescape(ts *testscript.TestScript, _ bool, args []string) {
	text := ts.ReadFile(args[0])
	for _, escape := range []string{`\u202e`, `\u2066`, `\u001b`, `\u200b`} {
		char, err := strconv.Unquote(`"` + escape + `"`)
		ts.Check(err)
		text = strings.ReplaceAll(text, escape, char)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o600))
}

// binary makes a file of bytes that are no text: binary FILE
func binary(ts *testscript.TestScript, _ bool, args []string) {
	data := make([]byte, 4096)
	for i := range data {
		data[i] = byte(i * 7)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o600))
}

// large makes a file of so many bytes that takes no room: large FILE BYTES
func large(ts *testscript.TestScript, _ bool, args []string) {
	size, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), nil, 0o600))
	ts.Check(os.Truncate(ts.MkAbs(args[0]), size))
}

// site serves a folder on this machine, and lets links lead there: $SITE is its
// address. A file NAME.to holds where NAME leads. site FOLDER
func site(ts *testscript.TestScript, _ bool, args []string) {
	dir := ts.MkAbs(args[0])
	kinds := map[string]string{".txt": "text/plain", ".md": "text/markdown", ".html": "text/html", ".xml": "application/rss+xml", ".png": "image/png"}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := filepath.Join(dir, filepath.FromSlash(path.Clean("/"+r.URL.Path)))
		if to, err := os.ReadFile(name + ".to"); err == nil {
			http.Redirect(w, r, strings.TrimSpace(string(to)), http.StatusFound)
			return
		}
		data, err := os.ReadFile(name)
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", kinds[path.Ext(r.URL.Path)])
		w.Write(data)
	}))
	ts.Defer(server.Close)
	ts.Setenv("SITE", server.URL)
	ts.Setenv("PINCITE_FETCH_ALLOW", strings.TrimPrefix(server.URL, "http://"))
}

// compress writes each file once more as FILE.gz: compress FILE…
func compress(ts *testscript.TestScript, _ bool, args []string) {
	for _, file := range args {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, err := z.Write([]byte(ts.ReadFile(file)))
		ts.Check(err)
		ts.Check(z.Close())
		ts.Check(os.WriteFile(ts.MkAbs(file+".gz"), b.Bytes(), 0o600))
	}
}
