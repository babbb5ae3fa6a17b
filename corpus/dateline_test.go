package corpus_test

import (
	"strings"
	"testing"

	"github.com/pincite/pincite/corpus"
)

func TestDateline(t *testing.T) {
	t.Parallel()
	tests := []struct{ paragraph, place string }{
		{"HONG KONG -- |The council met.", "HONG KONG"},
		{"HONG KONG — |The council met.", "HONG KONG"},
		{"HONG KONG—|The council met.", "HONG KONG"},
		{"LONDON, Sept 4 (Agency) - |The council met.", "LONDON"},
		{"LONDON (Agency) — |“It is over,” she said.", "LONDON"},
		{"PORT SEL, 3 March 2024 – |Twelve ships left.", "PORT SEL"},
		{"Port Sel, 3 March – |The council met.", "Port Sel"},
		{"Port Sel, March 3, 2024 -- |The council met.", "Port Sel"},
		{"WASHINGTON, D.C. -- |The Senate met.", "WASHINGTON, D.C."},
		{"ST. PETERSBURG, Russia (AP) -- |The port closed.", "ST. PETERSBURG, Russia"},
		{"BEIJING/TAIPEI -- |12 ships left.", "BEIJING/TAIPEI"},
		{"SÃO PAULO, 3 de março – |O porto fechou.", "SÃO PAULO"},
		{"МОСКВА, 4 сентября – |Порт закрыт.", "МОСКВА"},
		{"China – the largest producer – said no.", ""},
		{"China – The largest producer said no.", ""},
		{"NATO — the alliance — met.", ""},
		{"NOTE -- The council met.", ""},
		{"WELL-KNOWN people met.", ""},
		{"The council met on Monday -- It was late.", ""},
		{"-- The council met.", ""},
		{"HONG KONG --", ""},
		{"HONG KONG -- ", ""},
		{"", ""},
		{strings.Repeat("LONG ", 30) + "-- The council met.", ""},
	}
	for _, tt := range tests {
		before, _, found := strings.Cut(tt.paragraph, "|")
		length := len(before)
		if !found {
			length = 0
		}
		place, n := corpus.Dateline(strings.Replace(tt.paragraph, "|", "", 1))
		if place != tt.place || n != length {
			t.Errorf("%q: place %q and %d bytes, want %q and %d", tt.paragraph, place, n, tt.place, length)
		}
	}
}

func TestASentenceBeginsAfterTheDateline(t *testing.T) {
	t.Parallel()
	const opening = "HONG KONG -- The council met. It was late."
	d, err := corpus.Build(corpus.Metadata{}, []corpus.Part{
		{Kind: corpus.Paragraph, Text: opening},
		{Kind: corpus.Paragraph, Text: "Nobody came."},
		{Kind: corpus.Paragraph, Text: opening},
	})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range d.Sentences() {
		got = append(got, d.Slice(s.Span))
	}
	want := "The council met.|It was late.|Nobody came.|HONG KONG -- The council met.|It was late."
	if strings.Join(got, "|") != want {
		t.Errorf("got %q", got)
	}
	if q, err := d.Quote(d.Blocks()[0].Span); err != nil || q.Text() != opening {
		t.Errorf("the whole paragraph with its dateline: %q, %v", q.Text(), err)
	}
	if s := d.Passages()[0].Span; d.Slice(s) != opening {
		t.Errorf("the passage lost its dateline: %q", d.Slice(s))
	}
}
