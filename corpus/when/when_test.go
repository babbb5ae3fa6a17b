package when_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/when"
)

// line is a sentence of a table, and what its words mean.
type line struct {
	number   int
	ref      when.Reference
	sentence string
	want     []string // "words = interval"; a doubtful one ends in " ?"
}

func readTable(t testing.TB, file string) []line {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out []line
	var ref when.Reference
	number := 0
	for text := range strings.Lines(string(data)) {
		number++
		text = strings.TrimSpace(text)
		if about, ok := strings.CutPrefix(text, "@ "); ok {
			date, lang, _ := strings.Cut(about, " ")
			ref = when.Reference{Language: lang}
			if ref.Published, err = corpus.ParseDate(strings.Trim(date, "-")); err != nil {
				t.Fatalf("%s:%d: %v", file, number, err)
			}
			continue
		}
		if text == "" || text[0] == '#' {
			continue
		}
		sentence, dates, ok := strings.Cut(text, " | ")
		if !ok {
			t.Fatalf("%s:%d: no dates in %q", file, number, text)
		}
		l := line{number: number, ref: ref, sentence: sentence}
		if dates != "none" {
			l.want = strings.Split(dates, " ; ")
		}
		out = append(out, l)
	}
	return out
}

// written writes a date as the tables do.
func written(text string, d when.Date) string {
	s := text[d.Span.Start:d.Span.End] + " = "
	if d.Bound != when.Within {
		s += string(d.Bound) + " "
	}
	if d.About {
		s += "about "
	}
	return s + fmt.Sprintf("%s %s..%s", d.Precision, d.From, d.To)
}

// right says whether a line's dates are found, and counts those that are wrong
// though they are called sure.
func (l line) right() (right bool, sureWrong int, got []string) {
	right = true
	wanted := map[string]bool{}
	for _, w := range l.want {
		wanted[strings.TrimSuffix(w, " ?")] = true
	}
	found := when.Find(l.sentence, l.ref)
	for _, d := range found {
		s := written(l.sentence, d)
		if !wanted[s] {
			right = false
			if d.Sure {
				sureWrong++
			}
		}
		if !d.Sure {
			s += " ?"
		}
		got = append(got, s)
	}
	return right && len(found) == len(l.want), sureWrong, got
}

// What the words mean is right in 95 of 100 sentences, and no date that is
// called sure is another than the table's.
func TestSentences(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"testdata/dates.txt", "testdata/heldback.txt", "testdata/languages.txt"} {
		lines := readTable(t, file)
		good := 0
		for _, l := range lines {
			ok, wrong, got := l.right()
			if wrong > 0 {
				t.Errorf("%s:%d: a wrong date is called sure", file, l.number)
			}
			if s := strings.Join(got, " ; "); !ok || s != strings.Join(l.want, " ; ") {
				t.Logf("%s:%d: %s\n\tgot  %s\n\twant %s", file, l.number, l.sentence, s, strings.Join(l.want, " ; "))
			}
			if ok {
				good++
			}
		}
		share := 100 * float64(good) / float64(len(lines))
		t.Logf("%s: %d of %d sentences right (%.1f %%)", file, good, len(lines), share)
		if share < 95 {
			t.Errorf("%s: only %.1f %% of the sentences are right", file, share)
		}
	}
}

func TestIntervalsInWords(t *testing.T) {
	t.Parallel()
	for sentence, want := range map[string]string{
		"It rained last week.":                               "28 August – 3 September 2023",
		"It rained on 12 August 2013.":                       "12 August 2013",
		"It rained from 3 to 5 May 2020.":                    "3–5 May 2020",
		"It rained from 30 December 2019 to 2 January 2020.": "30 December 2019 – 2 January 2020",
		"It rained in August 2013.":                          "August 2013",
		"It rained from May to July 2021.":                   "May – July 2021",
		"It rained from December 2020 to March 2021.":        "December 2020 – March 2021",
		"It rained in spring 2020.":                          "March – May 2020",
		"It rained in Q3 2022.":                              "July – September 2022",
		"It rained in 1989.":                                 "1989",
		"It rained from 1997 to 2003.":                       "1997–2003",
		"It rained in the 1990s.":                            "1990s",
		"It rained from the 1950s to the 1970s.":             "1950s–1970s",
		"It rained in the 19th century.":                     "19th century",
		"It has rained since 2017.":                          "since 2017",
		"It has rained since June 2021.":                     "since June 2021",
		"It will rain until 12 October.":                     "until 12 October 2023",
		"It rained before 1840.":                             "before 1840",
		"It rained after 1945.":                              "after 1945",
		"It rained after June 1945.":                         "after June 1945",
		"It rained earlier this year.":                       "1 January – 4 September 2023",
		"It rained in early 2020.":                           "about January – April 2020",
		"It will have dried by the end of 2024.":             "until about December 2024",
	} {
		found := when.Find(sentence, when.Reference{Published: corpus.Date{Year: 2023, Month: 9, Day: 4}})
		if len(found) != 1 || found[0].String() != want {
			t.Errorf("%s: %v, want %s", sentence, found, want)
		}
	}
}

func TestDatesAsPeopleTypeThem(t *testing.T) {
	t.Parallel()
	today := corpus.Date{Year: 2023, Month: 9, Day: 4}
	for typed, want := range map[string]string{
		"2023": "2023-01-01..2023-12-31", "Aug 2023": "2023-08-01..2023-08-31", "august 2023": "2023-08-01..2023-08-31", "12 August 2023": "2023-08-12..2023-08-12",
		"12 aug 2023": "2023-08-12..2023-08-12", "Aug. 12, 2023": "2023-08-12..2023-08-12", "2023-08-12": "2023-08-12..2023-08-12", "2023-08": "2023-08-01..2023-08-31",
		"last week": "2023-08-28..2023-09-03", "yesterday": "2023-09-03..2023-09-03", "may": "2023-05-01..2023-05-31", "1990s": "1990-01-01..1999-12-31",
		"the 1990s": "1990-01-01..1999-12-31", "25/12/2022": "2022-12-25..2022-12-25", "tuesday": "2023-08-29..2023-08-29", "last year": "2022-01-01..2022-12-31",
		" 2023 ": "2023-01-01..2023-12-31", "today": "2023-09-04..2023-09-04", "spring 2020": "2020-03-01..2020-05-31",
	} {
		v, err := when.Parse(typed, today)
		if got := v.From.String() + ".." + v.To.String(); err != nil || got != want {
			t.Errorf("%q: %s, %v, want %s", typed, got, err, want)
		}
	}
	for _, typed := range []string{"", "soon", "30 February 2023", "2023 and then", strings.Repeat("2023 ", 40), "@everyone", "12", "\x00", "99999"} {
		if v, err := when.Parse(typed, today); !errors.Is(err, when.ErrTyped) {
			t.Errorf("%q is read as %v (%v)", typed, v, err)
		}
	}
	if v, err := when.Parse("8/12/2023", today); !errors.Is(err, when.ErrTwoWays) {
		t.Errorf("8/12/2023 is read as %v (%v)", v, err)
	}
}

func TestDocumentsDatesAreCountedFromOneAnother(t *testing.T) {
	t.Parallel()
	d, err := corpus.Build(corpus.Metadata{Title: "Lock", Published: corpus.Date{Year: 2023, Month: 9, Day: 4}}, []corpus.Part{
		{Kind: corpus.Paragraph, Text: "The lock broke on 14 August. Two days later it was mended."},
		{Kind: corpus.Code, Text: "on 3 May 2020"},
		{Kind: corpus.Paragraph, Text: "Prime Minister May said nothing. In May, nobody asked."},
	})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, dates := range when.Of(d, "en") {
		for _, x := range dates {
			got = append(got, d.Slice(x.Span)+" = "+x.String())
		}
	}
	want := []string{"14 August = 14 August 2023", "Two days later = 16 August 2023", "May = May 2023"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// FuzzFind states that whatever the text, the dates found are in order and
// whole characters of it, and each is of days in order, one of them known.
func FuzzFind(f *testing.F) {
	for _, file := range []string{"testdata/dates.txt", "testdata/languages.txt"} {
		for _, l := range readTable(f, file) {
			f.Add(l.sentence, l.ref.Published.Year, int(l.ref.Published.Month), l.ref.Published.Day, l.ref.Language)
		}
	}
	f.Fuzz(func(t *testing.T, text string, year, month, day int, language string) {
		ref := when.Reference{Language: language}
		if d, err := corpus.ParseDate(corpus.Date{Year: year, Month: time.Month(month), Day: day}.String()); err == nil {
			ref.Published = d
		}
		end := 0
		for _, d := range when.Find(text, ref) {
			if d.Span.Start < end || d.Span.End <= d.Span.Start || d.Span.End > len(text) {
				t.Fatalf("span %v after %d in %d bytes", d.Span, end, len(text))
			}
			end = d.Span.End
			words := text[d.Span.Start:d.Span.End]
			if utf8.ValidString(text) && !utf8.ValidString(words) {
				t.Fatalf("%q cuts a character", words)
			}
			if d.IsZero() || !d.From.IsZero() && !d.To.IsZero() && d.From.Compare(d.To) > 0 || d.String() == "" {
				t.Fatalf("%q is %s..%s (%s)", words, d.From, d.To, d.String())
			}
			if ref.Published.IsZero() && d.Relative && d.Precision == when.Week {
				t.Fatalf("%q is %s, and the article has no date", words, d.String())
			}
			for _, x := range []corpus.Date{d.From, d.To} {
				if again, err := corpus.ParseDate(x.String()); err != nil || again != x {
					t.Fatalf("%q is %s, which is no date", words, x)
				}
			}
		}
		if v, err := when.Parse(text, ref.Published); err == nil && v.IsZero() {
			t.Fatalf("%q is read, and is no time", text)
		}
	})
}

func BenchmarkFind(b *testing.B) {
	lines := readTable(b, "testdata/dates.txt")
	n := 0
	for _, l := range lines {
		n += len(l.sentence)
	}
	b.SetBytes(int64(n))
	for b.Loop() {
		for _, l := range lines {
			when.Find(l.sentence, l.ref)
		}
	}
}
