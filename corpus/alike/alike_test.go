package alike

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/internal/randdoc"
	"pgregory.net/rapid"
)

func document(t testing.TB, paragraphs ...string) *corpus.Document {
	t.Helper()
	parts := make([]corpus.Part, len(paragraphs))
	for i, p := range paragraphs {
		parts[i] = corpus.Part{Kind: corpus.Paragraph, Text: p}
	}
	d, err := corpus.Build(corpus.Metadata{Title: "A title that plays no part"}, parts)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// common returns how many members two sketches share.
func common(a, b Sketch) (n int) {
	for _, hash := range a {
		if slices.Contains(b, hash) {
			n++
		}
	}
	return n
}

// press writes articles: words drawn as often as they are in a language, some
// in turns of phrase that many articles have.
type press struct {
	*rand.Rand
	words   *rand.Zipf
	phrases []string
	spell   func(n uint64) string
	between string
}

// newPress writes in a script of the given letters, words of at least so many;
// with between "" as one that does not set words apart.
func newPress(seed uint64, letters, between string, least int) *press {
	p := &press{Rand: rand.New(rand.NewPCG(seed, 7)), between: between}
	p.words = rand.NewZipf(p.Rand, 1.2, 8, 20_000)
	alphabet := []rune(letters)
	p.spell = func(n uint64) string {
		var w []rune
		for ; n > 0 || len(w) < least; n /= uint64(len(alphabet)) {
			w = append(w, alphabet[n%uint64(len(alphabet))])
		}
		return string(w)
	}
	for range 40 {
		p.phrases = append(p.phrases, strings.Join(p.some(2+p.IntN(3)), between))
	}
	return p
}

func (p *press) some(n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = p.spell(p.words.Uint64())
	}
	return list
}

// article returns the words of an article.
func (p *press) article(n int) []string {
	var list []string
	for len(list) < n {
		if p.IntN(6) == 0 {
			list = append(list, p.phrases[p.IntN(len(p.phrases))])
			continue
		}
		list = append(list, p.some(1+p.IntN(8))...)
	}
	return list
}

// edit changes, leaves out or puts in words.
func (p *press) edit(list []string, share float64) (out []string) {
	for _, w := range list {
		if p.Float64() >= share {
			out = append(out, w)
			continue
		}
		switch p.IntN(3) {
		case 0:
			out = append(out, p.some(1)...)
		case 1:
			out = append(out, w, p.some(1)[0])
		}
	}
	return out
}

// text sets words as sentences in paragraphs.
func (p *press) text(t testing.TB, list []string) *corpus.Document {
	var paragraphs []string
	for part := range slices.Chunk(list, 60) {
		paragraphs = append(paragraphs, strings.Join(part, p.between)+".")
	}
	return document(t, paragraphs...)
}

func TestWhatIsAlikeHasMembersOfTheSketchInCommon(t *testing.T) {
	t.Parallel()
	for script, s := range map[string]struct {
		letters, between string
		least            int
	}{
		"Latin":      {"etaoinshrdluc", " ", 2},
		"Cyrillic":   {"оеаинтсрвлк", " ", 2},
		"Devanagari": {"कखगघचजटडतदनपबमयरलवसह", " ", 2},
		"Han":        {"港口工人罷關閉市場船隻日夜北風雨城門路橋水", "", 1},
		"Kana":       {"あいうえおかきくけこさしすせそたちつてと", "", 2},
		"Thai":       {"กขคงจชซดตทนบปพมยรลวสหอ", "", 3},
	} {
		t.Run(script, func(t *testing.T) {
			t.Parallel()
			findsAlike(t, newPress(1, s.letters, s.between, s.least))
		})
	}
}

func findsAlike(t *testing.T, p *press) {
	const articles = 25
	for _, v := range []struct {
		name   string
		change func([]string) []string
		share  float64 // of the changed text that is at least found in the first
	}{
		{"1 % changed", func(w []string) []string { return p.edit(w, .01) }, .9},
		{"10 % changed", func(w []string) []string { return p.edit(w, .10) }, .65},
		{"30 % changed", func(w []string) []string { return p.edit(w, .30) }, .25},
		{"the first half", func(w []string) []string { return w[:len(w)/2] }, .95},
		{"the second half", func(w []string) []string { return w[len(w)/2:] }, .95},
		{"half, 10 %", func(w []string) []string { return p.edit(w[:len(w)/2], .10) }, .65},
		{"another headline", func(w []string) []string { return append(p.some(8), w...) }, .9},
		{"in a longer one", func(w []string) []string { return append(p.article(len(w)), w...) }, .4},
	} {
		found := 0
		for range articles {
			list := p.article(150 + p.IntN(500))
			a, b := p.text(t, list), p.text(t, v.change(list))
			if common(Of(a), Of(b)) >= 2 {
				found++
			}
			if ofB, ofA := Share(b, a); ofB < v.share || max(ofA, ofB) > 1 {
				t.Errorf("%s: %.2f of it is found in the first", v.name, ofB)
			}
		}
		if found < articles-2 {
			t.Errorf("%s: %d of %d are found", v.name, found, articles)
		}
	}
}

func TestWhatIsNotAlikeHasNot(t *testing.T) {
	t.Parallel()
	p := newPress(8, "etaoinshrdluc", " ", 2)
	var docs []*corpus.Document
	var sketches []Sketch
	for range 300 {
		d := p.text(t, p.article(150+p.IntN(500)))
		docs, sketches = append(docs, d), append(sketches, Of(d))
	}
	pairs, alike := 0, 0
	for i, s := range sketches {
		for j := range i {
			pairs++
			if common(s, sketches[j]) >= 2 {
				alike++
			}
		}
		if ofA, ofB := Share(docs[i], docs[(i+1)%len(docs)]); max(ofA, ofB) > .3 {
			t.Errorf("article %d shares %.2f and %.2f with the next", i, ofA, ofB)
		}
	}
	if alike > pairs/100 {
		t.Errorf("%d of %d pairs are taken for alike", alike, pairs)
	}
}

func TestWordsAloneMatter(t *testing.T) {
	t.Parallel()
	a := document(t, "The harbor’s office said: “Nine cranes fell in May.”", "Nobody knew why the gates were open at night.")
	b := document(t, "THE HARBOR'S OFFICE SAID NINE CRANES — FELL, IN MAY; NOBODY KNEW WHY THE GATES (WERE) OPEN AT NIGHT")
	if diff := cmp.Diff(Of(a), Of(b)); diff != "" {
		t.Errorf("sketches:\n%s", diff)
	}
	if ofA, ofB := Share(a, b); ofA != 1 || ofB != 1 {
		t.Errorf("shares %v and %v", ofA, ofB)
	}
}

func TestShare(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		a, b     string
		ofA, ofB float64
	}{
		{"one two three four five six", "one two three four five six", 1, 1},
		{"one two three", "zero one two three four five", 1, .5},
		{"one two three four", "four three two one", 0, 0},
		{"one two", "one two", 1, 1},
		{"one two", "one two three", 0, 0},
		{"one two three one two three", "one two three", 1, 1},
		{"a b c d x e f g h", "a b c d y e f g h", 8. / 9, 8. / 9},
		{"港口工人罷工", "港口工人罷工", 1, 1},
		{"港口工人罷工", "港口工人罷市", 5. / 6, 5. / 6},
	} {
		ofA, ofB := Share(document(t, test.a), document(t, test.b))
		if diff := cmp.Diff([2]float64{test.ofA, test.ofB}, [2]float64{ofA, ofB}); diff != "" {
			t.Errorf("%q and %q (-want +got):\n%s", test.a, test.b, diff)
		}
	}
}

// The numbers are kept in databases: another program must draw the same, or
// raise Version.
func TestSketchesStayAsTheyAre(t *testing.T) {
	t.Parallel()
	got := Of(document(t, "The port closed in May. 港口关闭了三天。 ท่าเรือปิดสามวัน", "Nobody said why."))
	want := "v1 [4681393545822a9c"
	if s := fmt.Sprintf("v%d [%016x", Version, got[0]); s != want || !slices.IsSorted(got) {
		t.Errorf("the sketch begins %s, want %s", s, want)
	}
}

func TestSketchesOfAnyText(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		a, b := randdoc.Document().Draw(r, "a"), randdoc.Document().Draw(r, "b")
		s := Of(a)
		if len(s) == 0 || len(s) > SketchSize || !slices.IsSorted(s) || len(slices.Compact(slices.Clone(s))) != len(s) {
			r.Fatalf("sketch %v", s)
		}
		if x, y := Share(a, a); x != 1 || y != 1 {
			r.Fatalf("a text shares %v and %v with itself", x, y)
		}
		x, y := Share(a, b)
		v, w := Share(b, a)
		if x != w || y != v || min(x, y) < 0 || max(x, y) > 1 || (x == 0) != (y == 0) {
			r.Fatalf("shares %v, %v and the other way %v, %v", x, y, v, w)
		}
	})
}

func BenchmarkOf(b *testing.B) {
	p := newPress(9, "etaoinshrdluc", " ", 2)
	d := p.text(b, p.article(1000))
	b.SetBytes(int64(len(d.Text())))
	b.ReportAllocs()
	for b.Loop() {
		Of(d)
	}
}

func BenchmarkShare(b *testing.B) {
	p := newPress(9, "etaoinshrdluc", " ", 2)
	list := p.article(1000)
	x, y := p.text(b, list), p.text(b, p.edit(list, .1))
	for b.Loop() {
		Share(x, y)
	}
}
