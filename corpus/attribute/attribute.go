// Package attribute says whose words a sentence is: the reporter's own, or
// those of somebody whom the report quotes or paraphrases.
//
// It is pure: a document goes in, one Speaker (or none) for each of its
// sentences comes out. The rules prefer no speaker to a wrong one: a claim
// needs a cue ("said", "according to") with a subject that is a name, a role or a
// pronoun whose person is plain, or a quotation that goes on from one.
package attribute

import (
	"crypto/sha256"
	"fmt"
	"io"

	lru "github.com/hashicorp/golang-lru/v2"

	"github.com/pincite/pincite/corpus"
)

// Speaker is the person or body to whom a sentence is attributed by its own
// document.
type Speaker struct {
	Name string // as full as the document gives it: "Ma Xingrui", not "Ma"
	Role string // what else the document calls them: "the Communist Party chief for the region"; "" where it does not
	Cue  string // the words that attribute: "was quoted as saying", "according to"
	Via  string // who reports the words to the document: "Xinjiang Daily"; "" where it has them itself
	Kind Kind
	// NameSpan is where the document names the speaker for this sentence,
	// CueSpan where the cue stands.
	NameSpan, CueSpan corpus.Span
}

// Kind says how the words are reported.
type Kind string

const (
	Direct   Kind = "direct"   // the speaker's own words, in quotation marks
	Mixed    Kind = "mixed"    // partly in quotation marks
	Indirect Kind = "indirect" // as the reporter puts them
)

// claim is what a cue says: who speaks, and what sort of speaker that is.
type claim struct {
	speaker Speaker
	person  bool
	plural  bool
	block   int
}

// Speakers returns, for each of the document's sentences in order, the speaker
// to whom the sentence is attributed, or nil where it is the reporter's own.
func Speakers(d *corpus.Document) []*Speaker { return Read(d).Speakers }

// Version changes when documents get other speakers than before.
const Version = "2"

// Reading is what was found in a document.
type Reading struct {
	Speakers     []*Speaker    // of each sentence in order; nil where it is the reporter's own
	Attributions []Attribution // in the order of the text
}

// Read finds who speaks in a document. The rules say whose a sentence is as a
// whole; the learned models find what is said within sentences, and whose a
// sentence is where the rules know no speaker. What was read last is remembered,
// since the same document is asked for by whoever searches, shows and checks it:
// the caller must not change what it is given.
func Read(d *corpus.Document) Reading {
	k := keyOf(d)
	if r, ok := latest.Get(k); ok {
		return r
	}
	r := read(d)
	latest.Add(k, r)
	return r
}

// remembered is how many readings are kept.
const remembered = 256

// latest has the readings that were asked for last. A reading depends on
// nothing but the key, so that it is no state.
var latest = func() *lru.Cache[readingKey, Reading] {
	c, err := lru.New[readingKey, Reading](remembered)
	if err != nil {
		panic(err) // the number is positive
	}
	return c
}()

// readingKey is all of a document that its reading depends on.
type readingKey [sha256.Size]byte

func keyOf(d *corpus.Document) readingKey {
	h := sha256.New()
	for _, b := range d.Blocks() {
		fmt.Fprintf(h, "%s %d ", b.Kind, b.Span.Len())
	}
	_, _ = io.WriteString(h, d.Text())
	return readingKey(h.Sum(nil))
}

func read(d *corpus.Document) Reading {
	r := newReader(d)
	r.run()
	out := Reading{Speakers: r.speakers()}
	found := r.choose(learned(), r.candidates(learned()))
	for i := range found {
		out.Attributions = append(out.Attributions, r.named(&found[i]))
	}
	r.fillIn(out.Speakers, found)
	return out
}

func newAttributor(d *corpus.Document) *attributor {
	a := &attributor{
		doc: d, sentences: d.Sentences(), quotes: quotations(d), names: namesOf(d),
		tokens: make([][]token, len(d.Sentences())), claims: make([]*claim, len(d.Sentences())),
		vias: make([]string, len(d.Sentences())), roles: map[string]string{},
	}
	for i, s := range a.sentences {
		a.tokens[i] = tokenize(d, s.Span, a.quotes)
	}
	return a
}

// run finds whose each sentence is, by rules.
func (a *attributor) run() {
	for i := range a.sentences {
		if kind := a.doc.Blocks()[a.sentences[i].Block].Kind; kind != corpus.Heading && kind != corpus.Code {
			a.byCue(i)
		}
	}
	a.carryOn()
}

func (a *attributor) speakers() []*Speaker {
	speakers := make([]*Speaker, len(a.sentences))
	for i, c := range a.claims {
		if c != nil {
			s := c.speaker
			s.Kind = a.kindOf(i)
			s.Role = a.roleOf(s.Name)
			a.vias[i] = a.via(i, c)
			s.Via = a.vias[i]
			speakers[i] = &s
		}
	}
	return speakers
}

// attributor goes through one document.
type attributor struct {
	doc       *corpus.Document
	sentences []corpus.Sentence
	quotes    []quotation
	names     gazetteer
	tokens    [][]token          // of each sentence
	claims    []*claim           // of each sentence
	vias      []string           // who reports each sentence to the document
	roles     map[string]string  // of those who were asked for, by name
	places    map[string][]place // of each word; see placesOf
}

// byCue looks for a cue outside quotation marks and lets it claim the
// sentence and the quotations that the sentence has a part in.
func (a *attributor) byCue(i int) {
	best, rank := (*claim)(nil), 1<<30
	var earlier *claim // whom a cue before this one names
	tokens := a.tokens[i]
	for k := range tokens {
		f, ok := cueAt(tokens, k)
		if !ok || !f.proves(tokens) {
			continue
		}
		p := subject(tokens, f)
		c := a.resolve(i, p, f, earlier)
		if c != nil && c.person && p.kind == name && f.strength != source {
			earlier = c
		}
		if r := rankOf(tokens, f); c != nil && r < rank {
			best, rank = c, r
		}
	}
	if best == nil {
		return
	}
	a.claims[i] = best
	for _, t := range tokens {
		if t.quote >= 0 && a.quotes[t.quote].claim == nil {
			a.quotes[t.quote].claim = best
		}
	}
}

// rankOf orders the cues of one sentence: the nearest to a quotation first,
// then the first; a source only when nobody else speaks.
func rankOf(tokens []token, f found) int {
	rank := f.first
	for k, t := range tokens {
		if t.quote >= 0 {
			distance := max(f.first-k, k-f.last, 0)
			rank = min(rank, distance)
		}
	}
	if f.strength == source {
		rank += 1 << 20
	}
	return rank
}

// carryOn gives the sentences that are quoted from end to end the speaker of
// the quotation they belong to, or of the one that they go on from.
func (a *attributor) carryOn() {
	for i := range a.sentences {
		if a.claims[i] != nil || !a.quotedThroughout(i) {
			continue
		}
		q := &a.quotes[a.tokens[i][0].quote]
		if q.claim == nil {
			q.claim = a.before(i, q)
		}
		a.claims[i] = q.claim
	}
}

// quotedThroughout reports whether every word of a sentence is in quotation
// marks.
func (a *attributor) quotedThroughout(i int) bool {
	some := false
	for _, t := range a.tokens[i] {
		if t.quote >= 0 {
			some = some || a.quotes[t.quote].sentence
		} else if t.word() {
			return false
		}
	}
	return some && a.tokens[i][0].quote >= 0
}

// before finds the claim that a wholly quoted sentence goes on from: the
// sentence before it in the same paragraph, or a paragraph before it that
// ends in a quotation or in a colon.
func (a *attributor) before(i int, q *quotation) *claim {
	if i == 0 || a.claims[i-1] == nil {
		return nil
	}
	same := a.sentences[i-1].Block == a.sentences[i].Block
	adjacent := a.sentences[i-1].Block == a.sentences[i].Block-1
	last := a.tokens[i-1][len(a.tokens[i-1])-1]
	switch {
	case same, adjacent && q.goesOn, adjacent && last.is(":"):
		return a.claims[i-1]
	case adjacent && a.hasQuote(i-1) && a.wholeBlock(i):
		return a.claims[i-1]
	}
	return nil
}

func (a *attributor) hasQuote(i int) bool {
	for _, t := range a.tokens[i] {
		if t.quote >= 0 && a.quotes[t.quote].sentence {
			return true
		}
	}
	return false
}

// wholeBlock reports whether the paragraph of a sentence is quoted from end
// to end.
func (a *attributor) wholeBlock(i int) bool {
	for k := i; k < len(a.sentences) && a.sentences[k].Block == a.sentences[i].Block; k++ {
		if !a.quotedThroughout(k) {
			return false
		}
	}
	return true
}

// kindOf says how much of a claimed sentence is in quotation marks.
func (a *attributor) kindOf(i int) Kind {
	quoted, whole := 0, false
	for k, t := range a.tokens[i] {
		if t.quote >= 0 {
			quoted += t.span.Len()
			whole = whole || a.quotes[t.quote].sentence && (k == 0 || a.tokens[i][k-1].is(":"))
		}
	}
	switch {
	case quoted == 0:
		return Indirect
	case whole && 4*quoted >= a.sentences[i].Span.Len() || 4*quoted >= 3*a.sentences[i].Span.Len():
		return Direct
	}
	return Mixed
}
