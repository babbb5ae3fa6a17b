package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
	"github.com/pincite/pincite/internal/testfile"
)

// pages writes a report on three pages, with a headline and a running head:
// pages FILE
func pages(ts *testscript.TestScript, _ bool, args []string) {
	var all []testfile.Page
	for i, text := range []string{"The quays were closed for three days, and nobody at Port Ellan could say who had decided that.",
		"On the second day two ships left the bay. Their owners lost some 400 crowns an hour each.",
		"The pilots came back on the third day. Nobody had told them that the quays were open again."} {
		words, _ := testfile.Column(72, 150, 400, text, strings.Replace(text, "the", "all the", 1))
		if i == 0 {
			words = append([]testfile.Words{{X: 72, Y: 90, Size: 20, Bold: true, Text: "The quays are closed"}, {X: 72, Y: 120, Text: "By Orla Venn"}}, words...)
		}
		all = append(all, testfile.Page{Words: words})
	}
	data := testfile.PDF{Pages: all, Info: map[string]string{"Title": "The quays are closed", "CreationDate": "D:20310904"}}.Bytes()
	ts.Check(os.MkdirAll(filepath.Dir(ts.MkAbs(args[0])), 0o700))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o600))
}

// office writes minutes with headings, a caption, lists, a table and a quotation,
// in the format that the file's ending names: office FILE
func office(ts *testscript.TestScript, _ bool, args []string) {
	ext := filepath.Ext(args[0])
	o := testfile.Office{Title: "Minutes", Author: "Mirrin Hask", Created: "2031-09-04T08:00:00Z", Language: "en-GB", Paras: []testfile.Para{
		{Style: "Title", Text: "Minutes of the harbour board" + ext},
		{Style: "Subtitle", Text: "Fourth meeting"},
		{Text: "By Mirrin Hask"},
		{Style: "Caption", Text: "The board in session. Photo: Orla Venn"},
		{Text: "The board met on Monday and heard the pilots. Nobody spoke against them" + ext + "."},
		{Style: "Heading 1", Text: "What was decided"},
		{Item: true, Text: "to dredge berth 4"},
		{Item: true, Text: "to ask the ministry – again – for money"},
		{Style: "Heading 2", Text: "What it costs"},
		{Rows: [][]string{{"Berth", "Crowns"}, {"4", "1,200"}, {"5 | 6", "900"}}},
		{Style: "Quote", Text: "We were told nothing at all."},
		{Text: "*Starred*, _underlined_ and # marked words stay as they were typed."},
	}}
	data := o.DOCX()
	if ext == ".odt" {
		data = o.ODT()
	}
	ts.Check(os.MkdirAll(filepath.Dir(ts.MkAbs(args[0])), 0o700))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o600))
}

// zipped packs the files of a folder: zipped FILE FOLDER
func zipped(ts *testscript.TestScript, _ bool, args []string) {
	entries, err := os.ReadDir(ts.MkAbs(args[1]))
	ts.Check(err)
	var members []testfile.Member
	for _, e := range entries {
		members = append(members, testfile.Member{Name: e.Name(), Data: []byte(ts.ReadFile(filepath.Join(args[1], e.Name())))})
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), testfile.Zip(members...), 0o600))
}

// told is all that a document says, for comparing.
type told struct {
	Metadata  corpus.Metadata
	Text      string
	Blocks    []corpus.Block
	Sentences []corpus.Sentence
	Quotes    []string // of every sentence, with its citation
}

// sameLibrary compares the base libraries of two data folders, which have so
// many documents: same-library FOLDER FOLDER N
func sameLibrary(ts *testscript.TestScript, _ bool, args []string) {
	first, second := documentsIn(ts, args[0]), documentsIn(ts, args[1])
	if n, err := strconv.Atoi(args[2]); err != nil || len(first) != n {
		ts.Fatalf("%s has %d documents, want %s", args[0], len(first), args[2])
	}
	kinds, paged := map[corpus.BlockKind]bool{}, false
	for _, d := range first {
		for _, b := range d.Blocks {
			kinds[b.Kind], paged = true, paged || b.Page > 1
		}
	}
	for _, k := range []corpus.BlockKind{corpus.Heading, corpus.Paragraph, corpus.Item, corpus.Row, corpus.Quotation, corpus.Caption, corpus.Code} {
		if !kinds[k] || !paged {
			ts.Fatalf("%s has no %s, or no pages", args[0], k)
		}
	}
	if diff := cmp.Diff(first, second); diff != "" {
		ts.Fatalf("%s and %s differ:\n%s", args[0], args[1], diff)
	}
}

func documentsIn(ts *testscript.TestScript, folder string) map[corpus.ID]told {
	ctx, scope := context.Background(), corpus.ScopeOf(corpus.Base)
	s, err := store.Open(ctx, ts.MkAbs(folder))
	ts.Check(err)
	defer s.Close()
	list, _, err := s.List(ctx, scope, store.Page{Limit: 1000})
	ts.Check(err)
	all := map[corpus.ID]told{}
	for _, sum := range list {
		d, err := s.Document(ctx, scope, sum.ID)
		ts.Check(err)
		t := told{Metadata: d.Metadata(), Text: d.Text(), Blocks: d.Blocks(), Sentences: d.Sentences()}
		for _, sentence := range t.Sentences {
			q, err := d.Quote(sentence.Span)
			ts.Check(err)
			c := q.Citation()
			t.Quotes = append(t.Quotes, fmt.Sprint(q.Text(), " – ", c.Title, c.Locator))
		}
		all[d.ID()] = t
	}
	return all
}

// welcome makes a library one of articles in some languages: welcome FOLDER
// LIBRARY LANGUAGE…
func welcome(ts *testscript.TestScript, _ bool, args []string) {
	ctx := context.Background()
	s, err := store.Open(ctx, ts.MkAbs(args[0]))
	ts.Check(err)
	defer s.Close()
	_, err = s.ChangeSettings(ctx, corpus.Library(args[1]), "shell", func(l *store.LibrarySettings) { l.Languages = args[2:] })
	ts.Check(err)
}
