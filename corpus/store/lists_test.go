package store

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/pincite/pincite/corpus"
)

func contractLists(t *testing.T, open func(t *testing.T) *Store) {
	runEach(t, open, map[string]func(t *testing.T, s *Store){
		"a list is by title, page by page":                   listPages,
		"a list is sorted and filtered":                      listSelects,
		"titles complete by the words' starts":               completes,
		"completion follows changes":                         completionFollows,
		"a member reads their own, or base, or the examples": readScope,
		"settings are a library's own":                       settings,
	})
}

func titlesIn(list []Summary) []string {
	got := []string{}
	for _, s := range list {
		got = append(got, s.Metadata.Title)
	}
	return got
}

func listPages(t *testing.T, s *Store) {
	scope := corpus.ScopeOf(harbor)
	for _, title := range []string{"delta", "Bravo", "Ähre", "alpha", "charlie"} {
		mustAdd(t, s, harbor, article(t, title, "Text of "+title+".", "More."))
	}
	mustRemove(t, s, harbor, "charlie")
	for _, test := range []struct {
		page Page
		want []string
	}{
		{Page{0, 10}, []string{"Ähre", "alpha", "Bravo", "delta"}},
		{Page{1, 2}, []string{"alpha", "Bravo"}},
		{Page{9, 2}, []string{}},
	} {
		list, total, err := s.List(t.Context(), scope, test.page)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(test.want, titlesIn(list)); diff != "" || total != 4 {
			t.Errorf("%v: of %d:\n%s", test.page, total, diff)
		}
	}
	for _, p := range []Page{{0, 0}, {0, 1001}, {-1, 1}} {
		if _, _, err := s.List(t.Context(), scope, p); err == nil {
			t.Errorf("%v: no error", p)
		}
	}
	list, _, _ := s.List(t.Context(), scope, Page{0, 1})
	if got := list[0]; got.Paragraphs != 2 || got.Bytes != len("Text of Ähre.\n\nMore.") || got.Revision != 1 || got.AddedBy != "shell" || got.AddedAt.IsZero() {
		t.Errorf("summary = %+v", got)
	}
}

func listSelects(t *testing.T, s *Store) {
	start := time.Date(2031, 5, 1, 0, 0, 0, 0, time.UTC)
	for n, m := range []corpus.Metadata{
		{Title: "Strike at the port", Authors: []string{"Ada Môss", "Ben Low"}, Publication: "Harbor Courier", Published: corpus.Date{Year: 2031, Month: 3, Day: 4}, Language: "en"},
		{Title: "Grève au port", Authors: []string{"Chloé Rû"}, Publication: "Le Quai", Published: corpus.Date{Year: 2031, Month: 3}, Language: "fr-CA"},
		{Title: "100% of_it", Publication: "Harbor Courier", Published: corpus.Date{Year: 2031}, Language: "en-GB"},
		{Title: "港口关闭", Authors: []string{"劳工"}, Published: corpus.Date{Year: 2030, Month: 12, Day: 31}, Language: "zh-Hant"},
		{Title: "No date"},
	} {
		setClock(s, start.Add(time.Duration(n)*time.Hour))
		mustAdd(t, s, harbor, articleOf(t, m, fmt.Sprint("Text ", n)))
	}
	mustAdd(t, s, second, articleOf(t, corpus.Metadata{Title: "Strike elsewhere", Language: "en"}, "Text."))
	const port, greve, hundred, gang, undated = "Strike at the port", "Grève au port", "100% of_it", "港口关闭", "No date"
	for _, test := range []struct {
		filter Filter
		want   []string
	}{
		{Filter{}, []string{hundred, greve, undated, port, gang}},
		{Filter{Sort: ByAdded}, []string{undated, gang, hundred, greve, port}},
		{Filter{Sort: ByPublished}, []string{port, greve, hundred, gang, undated}},
		{Filter{Sort: ByQuoted}, []string{hundred, greve, undated, port, gang}},
		{Filter{Text: "PORT"}, []string{greve, port}},
		{Filter{Text: "courier moss"}, []string{port}},
		{Filter{Text: "chloe"}, []string{greve}},
		{Filter{Text: "劳"}, []string{gang}},
		{Filter{Text: "口关"}, []string{gang}},
		{Filter{Text: "0% of_"}, []string{hundred}},
		{Filter{Text: "f_i"}, []string{hundred}},
		{Filter{Text: "f%t"}, []string{}},
		{Filter{Text: "o_t"}, []string{}},
		{Filter{Text: `\`}, []string{}},
		{Filter{Text: "  "}, []string{hundred, greve, undated, port, gang}},
		{Filter{Language: "en"}, []string{hundred, port}},
		{Filter{Language: "EN-gb"}, []string{hundred}},
		{Filter{Language: "e"}, []string{}},
		{Filter{Language: "%"}, []string{}},
		{Filter{Since: corpus.Date{Year: 2031, Month: 3, Day: 4}}, []string{hundred, greve, port}},
		{Filter{Since: corpus.Date{Year: 2031, Month: 3, Day: 5}}, []string{hundred, greve}},
		{Filter{Since: corpus.Date{Year: 2031, Month: 4}}, []string{hundred}},
		{Filter{Since: corpus.Date{Year: 2031}}, []string{hundred, greve, port}},
		{Filter{Since: corpus.Date{Year: 2030}, Sort: ByPublished, Text: "港"}, []string{gang}},
	} {
		list, total, err := s.Select(t.Context(), corpus.ScopeOf(harbor), test.filter, Page{0, 10})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(test.want, titlesIn(list)); diff != "" || total != len(test.want) {
			t.Errorf("%+v: of %d (-want +got):\n%s", test.filter, total, diff)
		}
	}
	list, total, err := s.Select(t.Context(), corpus.ScopeOf(harbor), Filter{Sort: ByAdded}, Page{1, 1})
	if diff := cmp.Diff([]string{gang}, titlesIn(list)); diff != "" || total != 5 || err != nil {
		t.Errorf("a page: of %d, %v\n%s", total, err, diff)
	}
	if list, total, err := s.Select(t.Context(), corpus.Scope{}, Filter{Text: "port"}, Page{0, 10}); len(list) != 0 || total != 0 || err != nil {
		t.Errorf("of nothing: %v, %d, %v", list, total, err)
	}
}

func completes(t *testing.T, s *Store) {
	for _, title := range []string{"Visit to Xinjiang", "Labour in Xīnjiāng: a report", "Report on ports", "L’été au port", "新疆 劳工报告", "STRASSE closed"} {
		mustAdd(t, s, harbor, article(t, title, "Text of "+title+"."))
	}
	for typed, want := range map[string][]string{
		"":            {"Labour in Xīnjiāng: a report", "L’été au port", "Report on ports", "STRASSE closed", "Visit to Xinjiang", "新疆 劳工报告"},
		"xin":         {"Labour in Xīnjiāng: a report", "Visit to Xinjiang"},
		"REPORT":      {"Report on ports", "Labour in Xīnjiāng: a report"}, // begins with what was typed
		"rep xin":     {"Labour in Xīnjiāng: a report"},
		"port":        {"L’été au port", "Report on ports"},
		"ete":         {},
		"l’ete":       {"L’été au port"},
		"straße":      {"STRASSE closed"},
		"劳":           {"新疆 劳工报告"},
		"injiang":     {},
		"visit xin z": {},
		"?!":          {"Labour in Xīnjiāng: a report", "L’été au port", "Report on ports", "STRASSE closed", "Visit to Xinjiang", "新疆 劳工报告"},
	} {
		list, err := s.Complete(t.Context(), corpus.ScopeOf(harbor), typed, 25)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, titlesIn(list)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", typed, diff)
		}
	}
	for limit, want := range map[int]int{-1: 0, 0: 0, 1: 1, 3: 3} {
		if list, err := s.Complete(t.Context(), corpus.ScopeOf(harbor), "", limit); err != nil || len(list) != want {
			t.Errorf("limit %d: %d titles, %v", limit, len(list), err)
		}
	}
}

func completionFollows(t *testing.T, s *Store) {
	complete := func() []string {
		list, err := s.Complete(t.Context(), corpus.ScopeOf(harbor), "por", 25)
		if err != nil {
			t.Fatal(err)
		}
		return titlesIn(list)
	}
	if got := complete(); len(got) != 0 {
		t.Errorf("before: %v", got)
	}
	d := mustAdd(t, s, harbor, article(t, "Port", "Text."))
	if got := complete(); len(got) != 1 {
		t.Errorf("after adding: %v", got)
	}
	mustRemove(t, s, harbor, d.ID())
	if got := complete(); len(got) != 0 {
		t.Errorf("after removing: %v", got)
	}
}

func readScope(t *testing.T, s *Store) {
	expect := func(lib, want corpus.Library) {
		t.Helper()
		got, err := s.ReadScope(t.Context(), lib)
		if err != nil || got != corpus.ScopeOf(want) {
			t.Errorf("%s reads %v, %v; want %s", lib, got, err, want)
		}
	}
	expect(harbor, corpus.Example)
	expect(corpus.Base, corpus.Example)
	b := mustAdd(t, s, corpus.Base, article(t, "B", "Base text."))
	expect(harbor, corpus.Base)
	g := mustAdd(t, s, harbor, article(t, "G", "Guild text."))
	expect(harbor, harbor)
	expect(second, corpus.Base)
	mustRemove(t, s, harbor, g.ID())
	expect(harbor, corpus.Base)
	mustRemove(t, s, corpus.Base, b.ID())
	expect(harbor, corpus.Example)
	expect("", corpus.Example)
}

func settings(t *testing.T, s *Store) {
	get := func(lib corpus.Library) string {
		t.Helper()
		v, err := s.Setting(t.Context(), lib, "key")
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	set := func(lib corpus.Library, v string) {
		t.Helper()
		if err := s.SetSetting(t.Context(), lib, "key", v); err != nil {
			t.Fatal(err)
		}
	}
	if v := get(harbor); v != "" {
		t.Errorf("unset: %q", v)
	}
	set(harbor, "one")
	set(second, "two")
	set(harbor, "three")
	if a, b := get(harbor), get(second); a != "three" || b != "two" {
		t.Errorf("%q, %q", a, b)
	}
	set(harbor, "")
	if a, b := get(harbor), get(second); a != "" || b != "two" {
		t.Errorf("after unsetting: %q, %q", a, b)
	}
}
