package corpus_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pincite/pincite/corpus"
)

// strike is a document with a block of every sort that a locator tells apart.
func strike(t testing.TB) *corpus.Document {
	t.Helper()
	d, err := corpus.Build(corpus.Metadata{
		Title: "Strike", Authors: []string{"Ana Ness", " ", "Bo Lind"},
		Published: corpus.Date{Year: 2023, Month: time.September},
	}, []corpus.Part{
		{Kind: corpus.Paragraph, Page: 1, Text: "The port closed. No é was left."},
		{Kind: corpus.Heading, Level: 2, Page: 2, Text: "Talks"},
		{Kind: corpus.Caption, Page: 2, Text: "A ship."},
		{Kind: corpus.Paragraph, Page: 2, Text: "Nobody came.\nIt was late."},
		{Kind: corpus.Item, Page: 3, Text: "One. Two."},
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestQuoteRefusesWhatIsNotWhole(t *testing.T) {
	t.Parallel()
	d := strike(t)
	first, second := d.Sentences()[0].Span, d.Sentences()[1].Span
	both := corpus.Span{Start: first.Start, End: second.End}
	tests := []struct {
		name  string
		span  corpus.Span
		marks []corpus.Span
		want  error
	}{
		{"a sentence", first, []corpus.Span{first}, nil},
		{"two sentences", both, []corpus.Span{first, second}, nil},
		{"part of a word marked", first, []corpus.Span{{Start: 1, End: 2}}, nil},
		{"empty", corpus.Span{}, nil, corpus.ErrSpan},
		{"a cut at the start", corpus.Span{Start: first.Start + 4, End: first.End}, nil, corpus.ErrSpan},
		{"a cut at the end", corpus.Span{Start: first.Start, End: first.End - 1}, nil, corpus.ErrSpan},
		{"outside the text", corpus.Span{Start: 0, End: len(d.Text()) + 1}, nil, corpus.ErrSpan},
		{"backwards", corpus.Span{Start: first.End, End: first.Start}, nil, corpus.ErrSpan},
		{"a mark outside", first, []corpus.Span{second}, corpus.ErrMark},
		{"an empty mark", first, []corpus.Span{{Start: 3, End: 3}}, corpus.ErrMark},
		{"marks out of order", both, []corpus.Span{second, first}, corpus.ErrMark},
		{"marks that overlap", first, []corpus.Span{{Start: 0, End: 5}, {Start: 4, End: 6}}, corpus.ErrMark},
		{"a mark that cuts a letter", both, []corpus.Span{{Start: second.Start, End: second.Start + 4}}, corpus.ErrMark},
	}
	for _, tt := range tests {
		if _, err := d.Quote(tt.span, tt.marks...); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
	}
}

func TestLocatorPinsTheFirstBlock(t *testing.T) {
	t.Parallel()
	d := strike(t)
	want := []corpus.Locator{
		{Paragraph: 1, Page: 1, Kind: corpus.Paragraph},
		{Page: 2, Kind: corpus.Heading},
		{Page: 2, Heading: "Talks", Kind: corpus.Caption},
		{Paragraph: 2, Page: 2, Heading: "Talks", Kind: corpus.Paragraph},
		{Paragraph: 3, Page: 3, Heading: "Talks", Kind: corpus.Item},
	}
	for i, b := range d.Blocks() {
		q, err := d.Quote(corpus.Span{Start: b.Span.Start, End: len(d.Text())})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want[i], q.Citation().Locator); diff != "" {
			t.Errorf("block %d (-want +got):\n%s", i, diff)
		}
	}
}

func TestMetadataIsQuoted(t *testing.T) {
	t.Parallel()
	d := strike(t)
	want := map[corpus.Field]string{
		corpus.FieldTitle: "Strike", corpus.FieldAuthors: "Ana Ness, Bo Lind", corpus.FieldPublished: "2023-09",
		corpus.FieldSubtitle: "", corpus.FieldPublication: "", corpus.FieldURL: "", corpus.FieldDateline: "", "other": "",
	}
	for f, text := range want {
		q, err := d.QuoteField(f)
		if text == "" {
			if !errors.Is(err, corpus.ErrNoField) {
				t.Errorf("%s: got %v, want ErrNoField", f, err)
			}
			continue
		}
		if err != nil || q.Text() != text || q.Kind() != corpus.FromMetadata || q.Field() != f || !q.HoldsIn(d) {
			t.Errorf("%s: got %q, %v", f, q.Text(), err)
		}
		ref, err := corpus.ParseRef(q.Citation().Ref.String())
		if err != nil || ref != (corpus.Ref{Document: d.ID(), Field: f}) {
			t.Errorf("%s: the citation's ID %s reads as %+v, %v", f, q.Citation().ID, ref, err)
		}
	}
}

func TestQuoteHoldsOnlyWhereItsWordsStand(t *testing.T) {
	t.Parallel()
	d := strike(t)
	words, err := d.Quote(d.Sentences()[0].Span)
	if err != nil {
		t.Fatal(err)
	}
	title, err := d.QuoteField(corpus.FieldTitle)
	if err != nil {
		t.Fatal(err)
	}
	restore := func(id corpus.ID, title, text string) *corpus.Document {
		t.Helper()
		blocks := []corpus.Block{{Kind: corpus.Paragraph, Number: 1, Span: corpus.Span{End: len(text)}}}
		back, err := corpus.Restore(id, corpus.Metadata{Title: title}, corpus.Provenance{Revision: 2}, text, blocks)
		if err != nil {
			t.Fatal(err)
		}
		return back
	}
	tests := []struct {
		name         string
		document     *corpus.Document
		words, title bool
	}{
		{"the same", d, true, true},
		{"a later revision", restore(d.ID(), "Strike", "The port closed. It opened."), true, true},
		{"other words", restore(d.ID(), "Strike", "The port closes. It opens."), false, true},
		{"another title", restore(d.ID(), "Stroke", "The port closed."), true, false},
		{"a shorter text", restore(d.ID(), "Strike", "The port."), false, true},
		{"another document", restore("aaaaaaaaaaaa", "Strike", "The port closed."), false, false},
		{"none", nil, false, false},
	}
	for _, tt := range tests {
		if words.HoldsIn(tt.document) != tt.words || title.HoldsIn(tt.document) != tt.title {
			t.Errorf("%s: words %v, title %v", tt.name, words.HoldsIn(tt.document), title.HoldsIn(tt.document))
		}
	}
	if (corpus.Quote{}).HoldsIn(d) {
		t.Error("the zero Quote holds")
	}
}

func TestContextIsWholeBlocks(t *testing.T) {
	t.Parallel()
	d := strike(t)
	blocks := d.Blocks()
	for _, tt := range []struct{ block, before, after, first, last int }{
		{3, 0, 0, 3, 3}, {3, 1, 0, 0, 3}, {3, 0, 1, 3, 4}, {3, 9, 9, 0, 4}, {0, 1, 1, 0, 3}, {2, 0, 1, 2, 3},
	} {
		got := d.Context(blocks[tt.block].Span, tt.before, tt.after)
		want := corpus.Span{Start: blocks[tt.first].Span.Start, End: blocks[tt.last].Span.End}
		if got != want {
			t.Errorf("%+v: got %v, want %v", tt, got, want)
		}
	}
}

func TestPlacesOfBytes(t *testing.T) {
	t.Parallel()
	d := strike(t)
	first := d.Sentences()[0].Span
	between := d.Blocks()[0].Span.End
	for _, tt := range []struct{ offset, sentence, block int }{
		{0, 0, 0}, {first.End - 1, 0, 0}, {first.End, -1, 0}, {first.End + 1, 1, 0}, {between, -1, -1}, {-1, -1, -1}, {len(d.Text()), -1, -1},
	} {
		if s, b := d.SentenceAt(tt.offset), d.BlockAt(tt.offset); s != tt.sentence || b != tt.block {
			t.Errorf("byte %d: sentence %d of block %d, want %d of %d", tt.offset, s, b, tt.sentence, tt.block)
		}
	}
}
