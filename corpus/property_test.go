package corpus_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/internal/randdoc"
)

func TestSentencesCoverTheirBlocks(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := randdoc.Document().Draw(t, "document")
		text, covered := d.Text(), make([]bool, len(d.Text()))
		edges := map[int]bool{0: true, len(text): true}
		for it := graphemes.FromString(text); it.Next(); {
			edges[it.End()] = true
		}
		last := 0
		for _, s := range d.Sentences() {
			words := d.Slice(s.Span)
			switch {
			case s.Span.Start < last || s.Span.Len() == 0:
				t.Fatalf("sentence %v begins before %d or is empty", s.Span, last)
			case !d.Blocks()[s.Block].Span.Contains(s.Span):
				t.Fatalf("sentence %v is not in its block", s.Span)
			case !edges[s.Span.Start] || !edges[s.Span.End]:
				t.Fatalf("sentence %q cuts a character in two", words)
			case strings.TrimRightFunc(words, unicode.IsSpace) != words:
				t.Fatalf("sentence %q has white space at its end", words)
			}
			last = s.Span.End
			for i := s.Span.Start; i < s.Span.End; i++ {
				covered[i] = true
			}
		}
		for i, b := range d.Blocks() {
			from := b.Span.Start
			if b.Number > 0 && b.Number <= 2 && b.Kind == corpus.Paragraph {
				_, n := corpus.Dateline(d.Slice(b.Span))
				from += n
			}
			for at, r := range text[from:b.Span.End] {
				if !covered[from+at] && !unicode.IsSpace(r) {
					t.Fatalf("block %d: %q at %d is in no sentence", i, r, from+at)
				}
			}
		}
	})
}

func TestPassagesAreMadeOfWholeSentences(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := randdoc.Document().Draw(t, "document")
		next := 0
		for i, p := range d.Passages() {
			switch {
			case p.Number != i || p.Sentences[0] < next || p.Sentences[1] < p.Sentences[0]:
				t.Fatalf("passage %d is out of order: %+v", i, p)
			case !d.Blocks()[p.Block].Span.Contains(p.Span) || !p.Window.Contains(p.Span):
				t.Fatalf("passage %d is not within its block and its window: %+v", i, p)
			}
			next = p.Sentences[1]
			for _, s := range d.Sentences()[p.Sentences[0]:p.Sentences[1]] {
				if s.Block != p.Block || !p.Span.Contains(s.Span) {
					t.Fatalf("passage %d does not hold its sentence %v", i, s.Span)
				}
			}
			for _, span := range []corpus.Span{p.Span, p.Window} {
				if _, err := d.Quote(span); err != nil {
					t.Fatalf("passage %d cannot be quoted: %v", i, err)
				}
			}
		}
	})
}

func TestEveryQuoteIsTheTextAtItsSpan(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := randdoc.Document().Draw(t, "document")
		sents := d.Sentences()
		from := rapid.IntRange(0, len(sents)-1).Draw(t, "from")
		to := rapid.IntRange(from, min(len(sents)-1, from+3)).Draw(t, "to")
		span := corpus.Span{Start: sents[from].Span.Start, End: sents[to].Span.End}
		q, err := d.Quote(span, sents[from].Span)
		if err != nil {
			t.Fatal(err)
		}
		ref, err := corpus.ParseRef(q.Citation().Ref.String())
		if err != nil || ref.Span != span || ref.Document != d.ID() {
			t.Fatalf("the citation's ID %q reads as %+v, %v", q.Citation().ID, ref, err)
		}
		if q.Text() != d.Text()[span.Start:span.End] || !q.HoldsIn(d) {
			t.Fatalf("%q is not at %v", q.Text(), span)
		}
		link := q.Link(512)
		if len(link) > 512 || link != "" && !strings.HasPrefix(link, "http") {
			t.Fatalf("bad link %q", link)
		}
	})
}

func TestNoCutIsQuotedThatIsNotASentencesOrBlocksEdge(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := randdoc.Document().Draw(t, "document")
		span := corpus.Span{Start: rapid.IntRange(-1, len(d.Text())+1).Draw(t, "start")}
		span.End = rapid.IntRange(span.Start-1, len(d.Text())+1).Draw(t, "end")
		var starts, ends []int
		for _, s := range d.Sentences() {
			starts, ends = append(starts, s.Span.Start), append(ends, s.Span.End)
		}
		for _, b := range d.Blocks() {
			starts, ends = append(starts, b.Span.Start), append(ends, b.Span.End)
		}
		whole := slices.Contains(starts, span.Start) && slices.Contains(ends, span.End) && span.Start < span.End
		if _, err := d.Quote(span); whole != (err == nil) || err != nil && !errors.Is(err, corpus.ErrSpan) {
			t.Fatalf("%v: whole sentences: %v, error: %v", span, whole, err)
		}
	})
}

func TestADocumentComesBackFromItsParts(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := randdoc.Document().Draw(t, "document")
		kept, err := json.Marshal(d.Blocks())
		if err != nil {
			t.Fatal(err)
		}
		var blocks []corpus.Block
		if err := json.Unmarshal(kept, &blocks); err != nil {
			t.Fatal(err)
		}
		meta, err := json.Marshal(d.Metadata())
		if err != nil {
			t.Fatal(err)
		}
		var m corpus.Metadata
		if err := json.Unmarshal(meta, &m); err != nil {
			t.Fatal(err)
		}
		back, err := corpus.Restore(d.ID(), m, d.Provenance(), d.Text(), blocks)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(d.Metadata(), back.Metadata()) + cmp.Diff(d.Blocks(), back.Blocks()) +
			cmp.Diff(d.Sentences(), back.Sentences()) + cmp.Diff(d.Passages(), back.Passages()); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestADocumentsTextIsCanonical(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := randdoc.Document().Draw(t, "document")
		checkCanonical(t, d.Text())
		for _, b := range d.Blocks() {
			if words := d.Slice(b.Span); b.Kind != corpus.Code && strings.Contains(words, "\n") {
				t.Fatalf("a %s of several lines: %q", b.Kind, words)
			}
		}
	})
}

type failer interface{ Fatalf(string, ...any) }

// checkCanonical fails when a text is not in canonical form.
func checkCanonical(t failer, text string) {
	if again := corpus.Canonical(text); again != text {
		t.Fatalf("canonical form of %q is another: %q", text, again)
	}
	if !utf8.ValidString(text) || !norm.NFC.IsNormalString(text) {
		t.Fatalf("%q is not valid or not in NFC", text)
	}
	for _, r := range text {
		switch {
		case r < ' ' && r != '\n', 0x7F <= r && r < 0xA0, r == 0xAD, r == 0x61C, r == 0x200B, r == 0x200E, r == 0x200F,
			0x2028 <= r && r <= 0x202E, 0x2060 <= r && r <= 0x206F, r == 0xFEFF, 0xE0000 <= r && r <= 0xE007F:
			t.Fatalf("%q has the forbidden character %U", text, r)
		}
	}
}

func FuzzCanonical(f *testing.F) {
	for _, s := range []string{"a\u0301\r\n\tb\x00", "هیچ\u200cکس", "👩\u200d👩\u200d👧🏳️\u200d🌈1️⃣", "\u202eabc\xff\xfe", "a\u00ad\u200b\u0301", strings.Repeat("\u0301", 70), "\u212b\u037e\u0344"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkCanonical(t, corpus.Canonical(s)) })
}

func FuzzParseRef(f *testing.F) {
	for _, s := range []string{"abcdefgh2345.1.0.zz", "abcdefgh2345.1.title", "abcdefgh2345.01.0.1", "..", "abcdefgh2345.1.2.1", "ABCDEFGH2345.1.0.1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r, err := corpus.ParseRef(s)
		switch {
		case err != nil && !errors.Is(err, corpus.ErrRef):
			t.Fatalf("%q: error is not ErrRef: %v", s, err)
		case err == nil && (r.String() != s || len(s) > 48):
			t.Fatalf("%q reads as %+v, which writes %q", s, r, r.String())
		}
	})
}
