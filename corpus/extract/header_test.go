package extract

import (
	"strings"
	"testing"

	"github.com/pincite/pincite/corpus"
)

func TestBylinesAreRead(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ line, authors, publication, published string }{
		{"By Mirrin Hask", "Mirrin Hask", "", ""},
		{"By MIRRIN HASK and Jonas Vey", "MIRRIN HASK|Jonas Vey", "", ""},
		{"By Mirrin Hask, Jonas Vey and Ana Prole", "Mirrin Hask|Jonas Vey|Ana Prole", "", ""},
		{"By Mirrin Hask, Lantern staff writer", "Mirrin Hask", "Lantern", ""},
		{"By Mirrin Hask and Jonas Vey, Lantern staff writers", "Mirrin Hask|Jonas Vey", "Lantern", ""},
		{"By Mirrin Hask, Staff Writer", "Mirrin Hask", "", ""},
		{"By Mirrin Hask in Halvermouth", "Mirrin Hask", "", ""},
		{"By Mirrin Hask for The Lantern", "Mirrin Hask", "The Lantern", ""},
		{"By Mirrin Hask | The Lantern", "Mirrin Hask", "The Lantern", ""},
		{"By Mirrin Hask | The Lantern | 4 March 2019", "Mirrin Hask", "The Lantern", "2019-03-04"},
		{"By Mirrin Hask, March 4, 2019", "Mirrin Hask", "", "2019-03-04"},
		{"By Mirrin Hask - 4 Mar 2019, 10:30", "Mirrin Hask", "", "2019-03-04"},
		{"Mirrin Hask, Tessavary Daily News", "Mirrin Hask", "Tessavary Daily News", ""},
		{"Mirrin Hask · March 4, 2019", "Mirrin Hask", "", "2019-03-04"},
		{"The Lantern | 2019-03-04 | Mirrin Hask", "Mirrin Hask", "The Lantern", "2019-03-04"},
		{"Written by Mirrin van der Hask", "Mirrin van der Hask", "", ""},
		{"Author: Mirrin O’Hask", "Mirrin O’Hask", "", ""},
		{"Words by Mirrin Hask; Jonas Vey", "Mirrin Hask|Jonas Vey", "", ""},
		{"By Tessavary Press Agency", "", "Tessavary Press Agency", ""},
		{"作者：林远", "林远", "", ""},
	} {
		b, ok := readByline(c.line)
		if !ok || strings.Join(b.authors, "|") != c.authors || b.publication != c.publication || b.published.String() != c.published {
			t.Errorf("%q: got %q of %q on %s (%v)", c.line, b.authors, b.publication, b.published, ok)
		}
	}
}

func TestOtherLinesAreNoBylines(t *testing.T) {
	t.Parallel()
	for _, line := range []string{
		"By the time the bridge was up, nobody was waiting.",
		"By noon, the harbour was empty",
		"By how much will the price rise?",
		"Nine hurt as crane falls in Halvermouth",
		"Halvermouth, March 2019",
		"The minister, the union and the port",
		"Crane No. 4, East Quay",
		"By Wednesday 612 workers had voted",
	} {
		if b, ok := readByline(line); ok {
			t.Errorf("%q is taken for a byline of %q, %q", line, b.authors, b.publication)
		}
	}
}

func TestDateLinesAreRead(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		"September 4, 2023":                         "2023-09-04",
		"Sept. 4, 2023":                             "2023-09-04",
		"Sep 4 2023":                                "2023-09-04",
		"4 September 2023":                          "2023-09-04",
		"4th of September 2023":                     "2023-09-04",
		"4 September 2023 10:30 GMT":                "2023-09-04",
		"Monday, 4 September 2023, 10.30 am BST":    "2023-09-04",
		"Mon 4 Sep 2023 10.30 BST":                  "2023-09-04",
		"2023-09-04":                                "2023-09-04",
		"2023-09-04T10:30:00Z":                      "2023-09-04",
		"2023-09-04 10:30:00 +02:00":                "2023-09-04",
		"2023/09/04":                                "2023-09-04",
		"04.09.2023":                                "2023-09-04",
		"13/9/2023":                                 "2023-09-13",
		"9/13/2023":                                 "2023-09-13",
		"4/9/2023":                                  "2023",
		"Published: September 4, 2023":              "2023-09-04",
		"Published on 4 September 2023 at 10:30":    "2023-09-04",
		"Updated 5 Sep 2023, published 4 Sep 2023":  "2023-09-04",
		"Published 4 Sep 2023 | Updated 5 Sep 2023": "2023-09-04",
		"Updated September 5, 2023 10:30 p.m. ET":   "2023-09-05",
		"September 2023":                            "2023-09",
		"4 septembre 2023":                          "2023-09-04",
		"4. September 2023":                         "2023-09-04",
		"4 de septiembre de 2023":                   "2023-09-04",
		"4 сентября 2023":                           "2023-09-04",
		"2023年9月4日":                                 "2023-09-04",
		"2023년 9월 4일":                               "2023-09-04",
		"Sept. 4, 2023 · 5 min read":                "2023-09-04",
	} {
		if d, ok := dateLine(line); !ok || d.String() != want {
			t.Errorf("%q: got %s (%v), want %s", line, d, ok, want)
		}
	}
	for _, line := range []string{
		"The report of September 4, 2023", "31 February 2023", "Maybe 2023", "2023", "Chapter 4, 2023 words", "On 4 September 2023 the crane fell.", "March 4",
	} {
		if d, ok := dateLine(line); ok {
			t.Errorf("%q is taken for the date %s", line, d)
		}
	}
}

func TestCaptionsAreRecognized(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]bool{
		"Cotton is moved at a plant in Lowmere in April 2021. (portphoto via Reuters)": true,
		"The East Quay. (AP Photo/Mirrin Hask)":                                        true,
		"Dockhands wait outside the hall. Photo: Mirrin Hask":                          true,
		"Dockhands wait outside the hall. Photograph by Mirrin Hask/The Lantern":       true,
		"The East Quay at dawn. Mirrin Hask/AFP":                                       true,
		"FILE PHOTO: The East Quay at dawn.":                                           true,
		"Renna Tolvaray (left) speaks to dockhands.":                                   true,
		"Dockhands march through Halvermouth on March 4, 2019.":                        true,
		"Dockhands marched through Halvermouth on March 4, 2019.":                      false,
		"The port was closed for three days, the ministry said.":                       false,
		"He said that the photo was false.":                                            false,
	} {
		if got := isCaption(line, true); got != want {
			t.Errorf("%q: got %v", line, got)
		}
	}
}

func TestFurnitureIsToldFromText(t *testing.T) {
	t.Parallel()
	for _, line := range []string{
		"top of page", "Bottom of page", "Advertisement", "- ADVERTISEMENT -", "Skip to content", "Skip to main content", "Share this article", "Share on Facebook",
		"Read more: The crane that nobody wanted", "Subscribe now", "Sign up for our newsletter", "We use cookies to improve your visit.", "Accept all cookies", "Related articles",
		"© 2019 The Lantern", "All rights reserved.", "3 min read", "12 comments", "Story continues below advertisement", "Most read", "Home > World > Asia", "Copy link", "Back to top", "Print",
	} {
		if !isFurniture(line) {
			t.Errorf("%q is not taken for furniture", line)
		}
	}
	for _, line := range []string{
		"The top of the page was torn.", "Cookies were handed out to the dockhands at noon.", "Share prices fell by a tenth on Monday.", "He asked them to subscribe to nothing.",
		"Comments by the minister were brief.", "The newspaper's readers wrote more letters than ever.", "Search parties went out at dawn.",
		"Follow the money, she told the court, and you will find the crane.", "Related work has shown that cranes rust.", "Subscribers to the fund were repaid.", "Live cattle were on board when the ship sank in the bay.",
	} {
		if isFurniture(line) {
			t.Errorf("%q is taken for furniture", line)
		}
	}
}

func TestDatelinesAreFound(t *testing.T) {
	t.Parallel()
	const note = "Editor's note, March 8: An earlier version named another quay."
	for text, want := range map[string]string{
		"HALVERMOUTH -- The port":                 "HALVERMOUTH",
		"LOW FERRY — The port":                    "LOW FERRY",
		"HALVERMOUTH, Tessavary -- The port":      "HALVERMOUTH, Tessavary",
		"HALVERMOUTH, March 4 (TW) - The port":    "HALVERMOUTH",
		"HALVERMOUTH (TW) – The port":             "HALVERMOUTH",
		"Halvermouth, 4 March – The port":         "Halvermouth",
		"The port -- said to be old -- was shut.": "",
		"ILO - the body - is old":                 "",
		"Halvermouth - The port":                  "",
		note + "\n\nHALVERMOUTH -- The port":      "HALVERMOUTH",
		"Crane No. 4 on Monday. (Yeva Sund/The Lantern)\n\n" + note + "\n\nLOW FERRY -- The port": "LOW FERRY",
		"One.\n\nTwo.\n\nHALVERMOUTH -- The port":                                                 "",
	} {
		var parts []corpus.Part
		for p := range strings.SplitSeq(text, "\n\n") {
			parts = append(parts, corpus.Part{Kind: corpus.Paragraph, Text: p})
		}
		if got := firstDateline(parts); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestTheTextNamesItsPaperInFull(t *testing.T) {
	t.Parallel()
	paragraphs := []string{"He read the Lantern Weekend every day.", "“No,” she told Lantern Islands on Friday."}
	if got := fullerName("Lantern", paragraphs); got != "Lantern Islands" {
		t.Errorf("got %q", got)
	}
	if got := fullerName("Record", paragraphs); got != "Record" {
		t.Errorf("got %q", got)
	}
}

func TestGivenMetadataTakesPrecedenceAndNothingIsLost(t *testing.T) {
	t.Parallel()
	text := "A title of its own\n\nBy Mirrin Hask\n\nMarch 4, 2019\n\nThe port was closed for three days, the harbour master said, and nobody knew why it was."
	d, err := Document(t.Context(), File{Name: `C:\Users\me\x.txt`, Data: []byte(text)}, corpus.Metadata{Title: "Another", Authors: []string{"Jonas Vey"}, Published: corpus.Date{Year: 2020}})
	if err != nil {
		t.Fatal(err)
	}
	m := d.Metadata()
	if m.Title != "Another" || len(m.Authors) != 1 || m.Authors[0] != "Jonas Vey" || m.Published.Year != 2020 || m.SourceFile != "x.txt" {
		t.Errorf("got %+v", m)
	}
	if !strings.HasPrefix(d.Text(), "A title of its own") {
		t.Errorf("the line that is not the title is lost: %q", d.Text())
	}
}
