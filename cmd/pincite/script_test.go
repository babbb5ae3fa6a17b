package main

import (
	"bytes"
	"compress/gzip"
	"errors"
	"flag"
	"fmt"
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
	testscript.Main(m, map[string]func(){"pincite": main, captainName: captain, starterName: starter, hostName: host, changingCommand: changeUntilKilled})
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
			"document": document,
			"archive":  archive,
			"shorten":  shorten,

			"lengthen":      lengthen,
			"welcome":       welcome,
			"remove-titled": removeTitled,
			"retitle":       retitle,
			"site":          site,

			"pages":        pages,
			"office":       office,
			"zipped":       zipped,
			"same-library": sameLibrary,
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

// document writes an article in a format, which the file's ending names, with a
// title and a word that is in no other: document FILE TITLE WORD
func document(ts *testscript.TestScript, _ bool, args []string) {
	title, text := args[1], fmt.Sprintf("The harbor master wrote about %s on Thursday. Nobody at Port Ellan had heard of it before, and few have since.", args[2])
	office := testfile.Office{Paras: []testfile.Para{{Style: "Title", Text: title}, {Text: "By Orla Venn"}, {Text: text}, {Text: text}}}
	var data []byte
	switch ext := filepath.Ext(args[0]); ext {
	case ".pdf":
		words, _ := testfile.Column(72, 150, 400, text, text)
		data = testfile.PDF{Pages: []testfile.Page{{Words: append([]testfile.Words{{X: 72, Y: 90, Size: 20, Text: title}}, words...)}}}.Bytes()
	case ".docx":
		data = office.DOCX()
	case ".odt":
		data = office.ODT()
	case ".rtf":
		data = office.RTF()
	case ".epub":
		data = testfile.Book{Title: title, Authors: []string{"Orla Venn"}, Chapters: []string{"<p>" + text + "</p>"}}.Bytes()
	case ".eml":
		data = testfile.Mail{From: "Orla Venn <o@courier.example>", Subject: title, Date: "Thu, 2 May 2031 08:00:00 +0000", HTML: "<p>" + text + "</p>"}.Bytes()
	default:
		ts.Fatalf("no format has the ending %q", ext)
	}
	ts.Check(os.MkdirAll(filepath.Dir(ts.MkAbs(args[0])), 0o700))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o600))
}

// archive packs files: archive FILE FILE…
func archive(ts *testscript.TestScript, _ bool, args []string) {
	var members []testfile.Member
	for _, name := range args[1:] {
		members = append(members, testfile.Member{Name: name, Data: []byte(ts.ReadFile(name))})
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), testfile.Zip(members...), 0o600))
}

// lengthen adds lines of words to a file, up to so many bytes: lengthen FILE BYTES
func lengthen(ts *testscript.TestScript, _ bool, args []string) {
	size, err := strconv.Atoi(args[1])
	ts.Check(err)
	var b strings.Builder
	b.WriteString(ts.ReadFile(args[0]))
	for n := 0; b.Len() < size; n++ {
		fmt.Fprintf(&b, "Ship number %d came in on a Monday and left on the Friday after.\n\n", n)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(b.String()), 0o600))
}

// removeTitled removes the article of a title, which the last command listed:
// remove-titled TITLE
func removeTitled(ts *testscript.TestScript, _ bool, args []string) {
	for line := range strings.Lines(ts.ReadFile("stdout")) {
		if id, rest, _ := strings.Cut(line, " "); strings.HasPrefix(strings.TrimSpace(rest), args[0]+" ") {
			ts.Check(ts.Exec("pincite", "library", "remove", id))
			return
		}
	}
	ts.Fatalf("no article has the title %q", args[0])
}

// shorten cuts a file off after so many bytes: shorten FILE BYTES
func shorten(ts *testscript.TestScript, _ bool, args []string) {
	size, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	ts.Check(os.Truncate(ts.MkAbs(args[0]), size))
}

// retitle gives the exported article of a title another one: retitle FOLDER TITLE
// TITLE
func retitle(ts *testscript.TestScript, _ bool, args []string) {
	files, err := filepath.Glob(filepath.Join(ts.MkAbs(args[0]), "*.md"))
	ts.Check(err)
	for _, file := range files {
		text := ts.ReadFile(file)
		if strings.Contains(text, fmt.Sprintf("title: %q\n", args[1])) {
			ts.Check(os.WriteFile(file, []byte(strings.ReplaceAll(text, args[1], args[2])), 0o600))
			return
		}
	}
	ts.Fatalf("no article has the title %q", args[1])
}
