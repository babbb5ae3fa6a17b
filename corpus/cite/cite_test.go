package cite_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/cite"
)

// crane is an invented article.
func crane() cite.Work {
	return cite.Work{
		Citation: corpus.Citation{
			ID: "k3m7qa2bcd", Title: "Port of Velmar buys a second crane", Authors: []string{"Ilse Anna Marn"}, Publication: "The Velmar Courier",
			Published: corpus.Date{Year: 2024, Month: 3, Day: 11}, URL: "https://courier.example/2024/03/second-crane",
			Locator: corpus.Locator{Paragraph: 3},
		},
		Accessed: corpus.Date{Year: 2024, Month: 4, Day: 2},
	}
}

// written is a reference with its in-text form below it, italics between asterisks.
func written(w cite.Work, s cite.Style) string {
	e := cite.Of(w, s)
	mark := func(parts []cite.Text) string {
		var b strings.Builder
		for _, p := range parts {
			if p.Italic {
				b.WriteString("*" + p.Words + "*")
			} else {
				b.WriteString(p.Words)
			}
		}
		return b.String()
	}
	if e.InText == nil {
		return mark(e.Reference)
	}
	return mark(e.Reference) + "\n" + mark(e.InText)
}

// The expected strings follow the patterns of the manuals' own examples, which the
// comments name, for the invented article.
func TestStyles(t *testing.T) {
	t.Parallel()
	two := func(w *cite.Work) { w.Citation.Authors = []string{"Ilse Marn", "Pel van der Orr"} }
	four := func(w *cite.Work) { w.Citation.Authors = []string{"Ilse Marn", "Pel Orr", "Wim Astra", "Ana Virtel"} }
	nobody := func(w *cite.Work) { w.Citation.Authors = nil }
	undated := func(w *cite.Work) { w.Citation.Published = corpus.Date{} }
	printed := func(w *cite.Work) { w.Citation.URL, w.Citation.Locator = "", corpus.Locator{Page: 12} }
	question := func(w *cite.Work) { w.Citation.Title = `Who bought the "second" crane?` }
	for _, c := range []struct {
		style cite.Style
		with  func(*cite.Work)
		want  string
	}{
		{cite.Plain, nil, "Ilse Anna Marn, “Port of Velmar buys a second crane”, The Velmar Courier, 11 March 2024, ¶ 3, https://courier.example/2024/03/second-crane"},
		{cite.Markdown, nil, "Ilse Anna Marn, [“Port of Velmar buys a second crane”](https://courier.example/2024/03/second-crane), *The Velmar Courier*, 11 March 2024, ¶ 3"},

		// APA 7, 10.1, example 16 (online newspaper article): "Carey, B. (2019, March 22). Can we … ? The New York Times. https://…";
		// 8.28 for "(Chamberlin, 2014, para. 1)".
		{cite.APA, nil, "Marn, I. A. (2024, March 11). Port of Velmar buys a second crane. *The Velmar Courier*. https://courier.example/2024/03/second-crane\n(Marn, 2024, para. 3)"},
		// 9.8: an ampersand before the last name, and a comma before it, of two too.
		{cite.APA, two, "Marn, I., & van der Orr, P. (2024, March 11). Port of Velmar buys a second crane. *The Velmar Courier*. https://courier.example/2024/03/second-crane\n(Marn & van der Orr, 2024, para. 3)"},
		// 8.17: of three and more the first, in the text; all of them, up to twenty, in the list.
		{cite.APA, four, "Marn, I., Orr, P., Astra, W., & Virtel, A. (2024, March 11). Port of Velmar buys a second crane. *The Velmar Courier*. https://courier.example/2024/03/second-crane\n(Marn et al., 2024, para. 3)"},
		// 9.12 and 8.14: the title in the place of the author.
		{cite.APA, nobody, "Port of Velmar buys a second crane. (2024, March 11). *The Velmar Courier*. https://courier.example/2024/03/second-crane\n(“Port of Velmar buys a second crane,” 2024, para. 3)"},
		// 9.17: n.d.
		{cite.APA, undated, "Marn, I. A. (n.d.). Port of Velmar buys a second crane. *The Velmar Courier*. https://courier.example/2024/03/second-crane\n(Marn, n.d., para. 3)"},
		{cite.APA, question, "Marn, I. A. (2024, March 11). Who bought the \"second\" crane? *The Velmar Courier*. https://courier.example/2024/03/second-crane\n(Marn, 2024, para. 3)"},

		// MLA 9, 5.2 with 5.84 ("www.nytimes.com/…" without its scheme); months as in Appendix 1; 6.29 for "(Chan, par. 41)".
		{cite.MLA, nil, "Marn, Ilse Anna. “Port of Velmar buys a second crane.” *The Velmar Courier*, 11 Mar. 2024, courier.example/2024/03/second-crane.\n(Marn, par. 3)"},
		// 5.7: the second name in its usual order; 5.8: et al. of three and more.
		{cite.MLA, two, "Marn, Ilse, and Pel van der Orr. “Port of Velmar buys a second crane.” *The Velmar Courier*, 11 Mar. 2024, courier.example/2024/03/second-crane.\n(Marn and van der Orr, par. 3)"},
		{cite.MLA, four, "Marn, Ilse, et al. “Port of Velmar buys a second crane.” *The Velmar Courier*, 11 Mar. 2024, courier.example/2024/03/second-crane.\n(Marn et al., par. 3)"},
		{cite.MLA, nobody, "“Port of Velmar buys a second crane.” *The Velmar Courier*, 11 Mar. 2024, courier.example/2024/03/second-crane.\n(“Port of Velmar buys a second crane,” par. 3)"},
		// 5.111: when it was read, where it has no date.
		{cite.MLA, undated, "Marn, Ilse Anna. “Port of Velmar buys a second crane.” *The Velmar Courier*, courier.example/2024/03/second-crane. Accessed 2 Apr. 2024.\n(Marn, par. 3)"},
		// 6.1: a page without a comma; quotation marks within a title are single.
		{cite.MLA, printed, "Marn, Ilse Anna. “Port of Velmar buys a second crane.” *The Velmar Courier*, 11 Mar. 2024, p. 12.\n(Marn 12)"},
		{cite.MLA, question, "Marn, Ilse Anna. “Who bought the ‘second’ crane?” *The Velmar Courier*, 11 Mar. 2024, courier.example/2024/03/second-crane.\n(Marn, par. 3)"},

		// Chicago 17, 14.191: "Manjoo, Farhad. “Snap Makes a Bet ….” New York Times, March 8, 2017. https://…." and its note; 14.193 drops "The".
		{cite.Chicago, nil, "Marn, Ilse Anna. “Port of Velmar buys a second crane.” *Velmar Courier*, March 11, 2024. https://courier.example/2024/03/second-crane.\nIlse Anna Marn, “Port of Velmar buys a second crane,” *Velmar Courier*, March 11, 2024, para. 3, https://courier.example/2024/03/second-crane."},
		{cite.Chicago, two, "Marn, Ilse, and Pel van der Orr. “Port of Velmar buys a second crane.” *Velmar Courier*, March 11, 2024. https://courier.example/2024/03/second-crane.\nIlse Marn and Pel van der Orr, “Port of Velmar buys a second crane,” *Velmar Courier*, March 11, 2024, para. 3, https://courier.example/2024/03/second-crane."},
		// 14.76: of four and more, et al. in the note.
		{cite.Chicago, four, "Marn, Ilse, Pel Orr, Wim Astra, and Ana Virtel. “Port of Velmar buys a second crane.” *Velmar Courier*, March 11, 2024. https://courier.example/2024/03/second-crane.\nIlse Marn et al., “Port of Velmar buys a second crane,” *Velmar Courier*, March 11, 2024, para. 3, https://courier.example/2024/03/second-crane."},
		// 14.199: the newspaper in the place of the author.
		{cite.Chicago, nobody, "*Velmar Courier*. “Port of Velmar buys a second crane.” March 11, 2024. https://courier.example/2024/03/second-crane.\n“Port of Velmar buys a second crane,” *Velmar Courier*, March 11, 2024, para. 3, https://courier.example/2024/03/second-crane."},
		{cite.Chicago, question, "Marn, Ilse Anna. “Who bought the ‘second’ crane?” *Velmar Courier*, March 11, 2024. https://courier.example/2024/03/second-crane.\nIlse Anna Marn, “Who bought the ‘second’ crane?,” *Velmar Courier*, March 11, 2024, para. 3, https://courier.example/2024/03/second-crane."},

		// Cite Them Right 12, newspaper articles online: "Author (Year) ‘Title’, Newspaper, Day Month. Available at: URL (Accessed: date)."
		{cite.Harvard, nil, "Marn, I. A. (2024) ‘Port of Velmar buys a second crane’, *The Velmar Courier*, 11 March. Available at: https://courier.example/2024/03/second-crane (Accessed: 2 April 2024).\n(Marn, 2024, para. 3)"},
		{cite.Harvard, two, "Marn, I. and van der Orr, P. (2024) ‘Port of Velmar buys a second crane’, *The Velmar Courier*, 11 March. Available at: https://courier.example/2024/03/second-crane (Accessed: 2 April 2024).\n(Marn and van der Orr, 2024, para. 3)"},
		// Four and more: the first and et al., in italics.
		{cite.Harvard, four, "Marn, I. *et al.* (2024) ‘Port of Velmar buys a second crane’, *The Velmar Courier*, 11 March. Available at: https://courier.example/2024/03/second-crane (Accessed: 2 April 2024).\n(Marn *et al.*, 2024, para. 3)"},
		{cite.Harvard, nobody, "*The Velmar Courier* (2024) ‘Port of Velmar buys a second crane’, 11 March. Available at: https://courier.example/2024/03/second-crane (Accessed: 2 April 2024).\n(*The Velmar Courier*, 2024, para. 3)"},
		{cite.Harvard, undated, "Marn, I. A. (no date) ‘Port of Velmar buys a second crane’, *The Velmar Courier*. Available at: https://courier.example/2024/03/second-crane (Accessed: 2 April 2024).\n(Marn, no date, para. 3)"},
	} {
		w := crane()
		if c.with != nil {
			c.with(&w)
		}
		if got := written(w, c.style); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.style, got, c.want)
		}
	}
}

func TestRecords(t *testing.T) {
	t.Parallel()
	w := crane()
	w.Citation.Authors = []string{"Ilse Anna Marn", "Velmar News Agency"}
	w.Citation.Title = "Cranes & cables: 50% more_{cost}"
	for style, want := range map[cite.Style]string{
		cite.BibTeX: `@article{marn2024cranes,
  author = {Marn, Ilse Anna and {Velmar News Agency}},
  title = {{Cranes \& cables: 50\% more\_\{cost\}}},
  journal = {The Velmar Courier},
  year = {2024},
  month = mar,
  day = {11},
  url = {https://courier.example/2024/03/second-crane},
  urldate = {2024-04-02},
  note = {paragraph 3},
}`,
		cite.RIS: `TY  - NEWS
AU  - Marn, Ilse Anna
AU  - Velmar News Agency
TI  - Cranes & cables: 50% more_{cost}
T2  - The Velmar Courier
PY  - 2024
DA  - 2024/03/11
UR  - https://courier.example/2024/03/second-crane
Y2  - 2024/04/02
N1  - paragraph 3
ID  - k3m7qa2bcd
ER  - `,
	} {
		if e := cite.Of(w, style); cite.Words(e.Reference) != want || !e.Code {
			t.Errorf("%s:\n got %s\nwant %s", style, cite.Words(e.Reference), want)
		}
	}
	var items []map[string]any
	if err := json.Unmarshal([]byte(cite.Words(cite.Of(w, cite.CSLJSON).Reference)), &items); err != nil || len(items) != 1 {
		t.Fatalf("CSL-JSON: %v", err)
	}
	if got, _ := json.Marshal(items[0]["author"]); string(got) != `[{"family":"Marn","given":"Ilse Anna"},{"literal":"Velmar News Agency"}]` {
		t.Errorf("the authors are %s", got)
	}
	if got, _ := json.Marshal(items[0]["issued"]); string(got) != `{"date-parts":[[2024,3,11]]}` || items[0]["type"] != "article-newspaper" {
		t.Errorf("issued %s, %v", got, items[0])
	}
}

// FuzzOf: whatever an article's details are, every style has one line of words, or
// a record that can be read.
func FuzzOf(f *testing.F) {
	f.Add("A \"title\"?", "Ilse Marn", "The Courier", "https://x.example/a", 2024, 3, 11)
	f.Add("", "", "", "", 0, 0, 0)
	f.Add("{\\}", "de la, Jr.", "the and", "x", 1, 0, 0)
	f.Fuzz(func(t *testing.T, title, author, publication, url string, year, month, day int) {
		c := corpus.Citation{ID: "k3m7qa2bcd", Title: title, Authors: []string{author, author}, Publication: publication, URL: url}
		if year > 0 && year < 3000 && 0 <= month && month <= 12 && 0 <= day && day <= 31 {
			c.Published = corpus.Date{Year: year}
		}
		for _, s := range cite.Styles {
			e := cite.Of(cite.Work{Citation: c}, s.Style)
			if strings.TrimSpace(cite.Words(e.Reference)) == "" {
				t.Errorf("%s has nothing", s.Name)
			}
			if s.Style == cite.CSLJSON && !json.Valid([]byte(cite.Words(e.Reference))) {
				t.Errorf("%s is no JSON: %s", s.Name, cite.Words(e.Reference))
			}
		}
	})
}
