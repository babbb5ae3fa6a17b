package search

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/attribute"
	"github.com/pincite/pincite/corpus/when"
	"github.com/pincite/pincite/search/index"
	"github.com/pincite/pincite/search/reader"
)

// Period asks what is dated, in order.
type Period struct {
	Topic    string      // words that it is about; "" for everything in the library
	From, To corpus.Date // the first and the last day wanted; the zero Date leaves that end open
	Offset   int
	Limit    int // 1 to 50; 0 means 10
}

// ErrBackwards is returned for a period that ends before it begins.
var ErrBackwards = errors.New("the period ends before it begins")

// Timeline is one page of dated statements.
type Timeline struct {
	Library   corpus.Library
	Total     int // statements in all
	Outside   int // when there are none in the period: those outside it
	Entries   []Entry
	Corrected map[string]string
	Elapsed   time.Duration
}

// Entry is a sentence that says when something was, or will be. A sentence that
// names several times is an entry for each.
type Entry struct {
	Quote   corpus.Quote // the sentence, the words of the time marked
	Speaker *attribute.Speaker
	Date    when.Date
	Also    []corpus.Citation // other documents that say the same in the same words
	// Beside says that this entry tells what the one before it tells, and gives
	// another date.
	Beside bool
}

const (
	defaultEntries = 10
	maxEntries     = 50

	// topicPassages is how many passages on a topic are looked through.
	topicPassages = 1000
	// onTopicFrom is the share of a topic that a sentence has, with those beside
	// it and what its article is about.
	onTopicFrom = 0.6
)

// Timeline returns what is dated, in the order of the dates. Errors are
// ErrLongQuestion, ErrBackwards, the context's, and the store's or the index's.
func (e *Engine) Timeline(ctx context.Context, scope corpus.Scope, p Period) (Timeline, error) {
	begun := time.Now()
	if len(p.Topic) > MaxQuestion {
		return Timeline{}, ErrLongQuestion
	}
	if !p.From.IsZero() && !p.To.IsZero() && p.To.Compare(p.From) < 0 {
		return Timeline{}, ErrBackwards
	}
	lib, _ := scope.Library()
	out := Timeline{Library: lib}
	topic := strings.TrimSpace(corpus.Canonical(p.Topic))
	var list []happening
	var err error
	if topic == "" {
		list, err = e.everything(ctx, scope)
	} else {
		list, out.Corrected, err = e.onTopic(ctx, scope, topic)
	}
	if err != nil {
		return Timeline{}, err
	}
	whole := slices.Clone(list)
	list = slices.DeleteFunc(list, func(h happening) bool { return !h.within(p.From, p.To) })
	groups := arrange(list)
	out.Total = len(groups)
	if out.Total == 0 {
		out.Outside = len(arrange(whole))
	}
	limit := p.Limit
	if limit <= 0 {
		limit = defaultEntries
	}
	from := min(max(0, p.Offset), len(groups))
	groups = groups[from:min(from+min(limit, maxEntries), len(groups))]
	if out.Entries, err = e.entries(ctx, scope, groups); err != nil {
		return Timeline{}, err
	}
	out.Elapsed = time.Since(begun)
	return out, nil
}

// everything returns all that is dated in a library.
func (e *Engine) everything(ctx context.Context, scope corpus.Scope) ([]happening, error) {
	a, err := e.almanac(scope)
	if err != nil || a == nil {
		return nil, err
	}
	return a.all(ctx, e.cfg.Source, scope)
}

// onTopic returns what is dated in the passages on a topic.
func (e *Engine) onTopic(ctx context.Context, scope corpus.Scope, topic string) ([]happening, map[string]string, error) {
	var asked reader.Question
	var found retrieved
	err := e.with(ctx, scope, func(v *index.View, head corpus.Head) (err error) {
		asked = reader.Parse(unaddressed(topic), "", v.Languages()...)
		asked.Field = ""
		found, err = retrieve(ctx, v, &asked, "", topicPassages)
		found.epoch = head.Epoch
		return err
	})
	if err != nil || len(found.hits) == 0 {
		return nil, nil, err
	}
	a, err := e.almanac(scope)
	if err != nil || a == nil {
		return nil, nil, err
	}
	texts, err := e.load(ctx, scope, found)
	if err != nil {
		return nil, nil, err
	}
	var list []happening
	var near []reader.Candidate
	reading := reader.Read(&asked)
	seen := map[place]bool{}
	for _, h := range found.hits {
		t := texts[h.Document]
		if t == nil || t.Document.Provenance().Revision != h.Revision || h.Number >= len(t.Document.Passages()) {
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		p := t.Document.Passages()[h.Number]
		for _, x := range a.of(t) {
			if x.sentence < p.Sentences[0] || x.sentence >= p.Sentences[1] || seen[x.place()] {
				continue
			}
			if reading.Near(t, x.sentence) < onTopicFrom {
				continue
			}
			seen[x.place()] = true
			list = append(list, x)
			near = append(near, reader.Candidate{Text: t, Sentence: x.sentence, Passage: p.Sentences})
		}
	}
	return list, corrections(&asked, near), nil
}

// entries quotes a page of what is dated. What has changed in the store
// meanwhile is left out.
func (e *Engine) entries(ctx context.Context, scope corpus.Scope, list []group) ([]Entry, error) {
	head, err := e.cfg.Source.Head(ctx, scope)
	if err != nil {
		return nil, err
	}
	wanted := retrieved{epoch: head.Epoch}
	for _, g := range list {
		for _, h := range append([]happening{g.happening}, g.also...) {
			wanted.hits = append(wanted.hits, index.Hit{Document: h.document, Revision: h.revision})
		}
	}
	texts, err := e.load(ctx, scope, wanted)
	if err != nil {
		return nil, err
	}
	quoted := func(h happening, marks ...corpus.Span) (corpus.Quote, bool) {
		t := texts[h.document]
		if t == nil || t.Document.Provenance().Revision != h.revision {
			return corpus.Quote{}, false
		}
		q, err := t.Document.Quote(t.Document.Sentences()[h.sentence].Span, marks...)
		return q, err == nil
	}
	var out []Entry
	for _, g := range list {
		q, ok := quoted(g.happening, g.date.Span)
		if !ok {
			continue
		}
		entry := Entry{Quote: q, Date: g.date, Speaker: texts[g.document].Speaker(g.sentence), Beside: g.beside && len(out) > 0}
		for _, o := range g.also {
			if other, ok := quoted(o); ok && len(entry.Also) < maxAlso {
				entry.Also = append(entry.Also, other.Citation())
			}
		}
		out = append(out, entry)
	}
	return out, nil
}
