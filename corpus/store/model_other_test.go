package store

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pincite/pincite/corpus"
	"pgregory.net/rapid"
)

// modelGap is a question without an answer.
type modelGap struct {
	key       string
	asked     map[string]int // by member: how often
	dismissed bool
}

// modelSaid is an answer, and who found it not helpful.
type modelSaid struct {
	id    corpus.ID // of the document that it quotes
	marks map[string]bool
}

// modelFeed is a feed, followed or left.
type modelFeed struct {
	url      string
	followed bool
	items    map[string]string // key to standing
}

// models are the libraries that the actions draw from.
type models struct {
	t   *testing.T
	s   *Store
	all []*model
}

func (w *models) pick(r *rapid.T) *model { return rapid.SampledFrom(w.all).Draw(r, "library") }

// either draws an ID of either library.
func either[V any](r *rapid.T, w *models, of func(*model) map[string]V) string {
	ids := []string{"nosuch"}
	for _, m := range w.all {
		ids = append(ids, slices.Sorted(maps.Keys(of(m)))...)
	}
	return rapid.SampledFrom(ids).Draw(r, "ID")
}

var members = rapid.SampledFrom([]string{"ada", "ben"})

// undoOther takes a move back that was not of a document.
func (m *model) undoOther(v move, n int) error {
	kind := v.kind
	switch what, id, _ := strings.Cut(v.thing, " "); what {
	case "settings":
		m.configure(v.from)
	case "gap":
		g := m.gaps[id]
		if g == nil {
			return ErrNotFound
		}
		g.dismissed = v.from == "dismissed"
		kind = map[bool]corpus.ChangeKind{true: corpus.Dismissed, false: corpus.Recalled}[g.dismissed]
	case "feed":
		m.feeds[id].followed = v.from == "followed"
		kind = map[bool]corpus.ChangeKind{true: corpus.Followed, false: corpus.Unfollowed}[m.feeds[id].followed]
	}
	m.push(move{kind: kind, thing: v.thing, undoes: n, from: v.to, to: v.from}, v.before)
	return nil
}

// configure makes the settings what a text says.
func (m *model) configure(to string) {
	m.settings = LibrarySettings{KeepGaps: strings.Contains(to, "gaps"), PrivateAnswers: strings.Contains(to, "private")}
	if !m.settings.KeepGaps {
		clear(m.gaps)
	}
}

func (m *model) configured() string {
	return fmt.Sprint(map[bool]string{true: "gaps "}[m.settings.KeepGaps], map[bool]string{true: "private"}[m.settings.PrivateAnswers])
}

// keeping are the actions on settings, gaps, drafts and answers.
func (w *models) keeping() map[string]func(*rapid.T) {
	t, s := w.t, w.s
	return map[string]func(*rapid.T){
		"configure": func(r *rapid.T) {
			m := w.pick(r)
			to := LibrarySettings{KeepGaps: rapid.IntRange(0, 3).Draw(r, "gaps") > 0, PrivateAnswers: rapid.Bool().Draw(r, "private")}
			_, err := s.ChangeSettings(t.Context(), m.name, "shell", func(l *LibrarySettings) { *l = to })
			expect(r, m, err, nil)
			from := m.configured()
			next := &model{settings: to}
			if next.configured() != from {
				m.configure(next.configured())
				m.push(move{kind: corpus.Configured, thing: "settings", from: from, to: m.configured()}, 0)
			}
		},
		"ask": func(r *rapid.T) {
			m, who, key := w.pick(r), members.Draw(r, "member"), rapid.SampledFrom([]string{"x", "y"}).Draw(r, "key")
			var id string
			kept, err := s.RecordGap(t.Context(), m.name, key+" of "+string(m.name), key, func(record string) string {
				id = record
				return member(who)(record)
			})
			expect(r, m, err, nil)
			if kept != m.settings.KeepGaps {
				r.Fatalf("%s keeps gaps: %v, but kept one: %v", m.name, m.settings.KeepGaps, kept)
			}
			if !kept {
				return
			}
			if m.gaps[id] == nil {
				m.gaps[id] = &modelGap{key: key, asked: map[string]int{}}
			}
			m.gaps[id].asked[who]++
		},
		"dismiss a gap": func(r *rapid.T) {
			m := w.pick(r)
			id := either(r, w, func(m *model) map[string]*modelGap { return m.gaps })
			err := s.DismissGap(t.Context(), m.name, id, "shell")
			g := m.gaps[id]
			if g == nil {
				expect(r, m, err, ErrNotFound)
				return
			}
			expect(r, m, err, nil)
			if !g.dismissed {
				g.dismissed = true
				m.push(move{kind: corpus.Dismissed, thing: "gap " + id, from: "open", to: "dismissed"}, 0)
			}
		},
		"forget": func(r *rapid.T) {
			who := members.Draw(r, "member")
			if _, err := s.Forget(t.Context(), member(who)); err != nil {
				r.Fatal(err)
			}
			for _, m := range w.all {
				for id, g := range m.gaps {
					if delete(g.asked, who); len(g.asked) == 0 {
						delete(m.gaps, id)
					}
				}
				for _, a := range m.answers {
					delete(a.marks, who)
				}
			}
		},
		"save a draft": func(r *rapid.T) {
			m, title := w.pick(r), rapid.SampledFrom([]string{"A", "B", "D"}).Draw(r, "title")
			is := said{title: title, text: "The text of " + title + "."}
			if len(m.drafts) == 3 { // far from where the oldest go
				return
			}
			d, err := s.SaveDraft(t.Context(), Draft{Library: m.name, Items: items(article(t, is.title, is.text))})
			expect(r, m, err, nil)
			m.drafts[d.ID] = is
		},
		"add a draft": func(r *rapid.T) {
			m := w.pick(r)
			id := either(r, w, func(m *model) map[string]said { return m.drafts })
			outcomes, err := s.AddDraft(t.Context(), m.name, id, "shell")
			is, there := m.drafts[id]
			if !there {
				expect(r, m, err, ErrNotFound)
				return
			}
			expect(r, m, err, nil)
			delete(m.drafts, id)
			if taken := m.taken("", is.text); taken != (outcomes[0].Existing != nil) {
				r.Fatalf("%s: %+v of a draft that is there: %v", m.name, outcomes, taken)
			} else if !taken {
				d := outcomes[0].Document
				is.revision = m.latest[d.ID()] + 1
				m.do(corpus.Added, d.ID(), is, 0, 0)
			}
		},
		"drop a draft": func(r *rapid.T) {
			m := w.pick(r)
			id := either(r, w, func(m *model) map[string]said { return m.drafts })
			expect(r, m, s.DropDraft(t.Context(), m.name, id), nil)
			delete(m.drafts, id)
		},
		"answer": func(r *rapid.T) {
			m := w.pick(r)
			id := rapid.SampledFrom(append(slices.Sorted(maps.Keys(m.latest)), "nosuch")).Draw(r, "document")
			a, err := s.SaveAnswer(t.Context(), Answer{Library: m.name, Evidence: []corpus.Ref{ref(id, 3)}, Shown: 1})
			expect(r, m, err, nil)
			m.answers[a.ID] = &modelSaid{id: id, marks: map[string]bool{}}
			if m.latest[id] > 0 {
				m.quoted[id]++
			}
		},
		"mark": func(r *rapid.T) {
			m, who := w.pick(r), members.Draw(r, "member")
			id := either(r, w, func(m *model) map[string]*modelSaid { return m.answers })
			err := s.MarkNotHelpful(t.Context(), corpus.ScopeOf(m.name), id, member(who)(id))
			if m.answers[id] == nil {
				expect(r, m, err, ErrNotFound)
				return
			}
			expect(r, m, err, nil)
			m.answers[id].marks[who] = true
		},
	}
}

// following are the actions on feeds and their items.
func (w *models) following() map[string]func(*rapid.T) {
	t, s := w.t, w.s
	feeds := func(m *model) map[string]*modelFeed { return m.feeds }
	return map[string]func(*rapid.T){
		"follow": func(r *rapid.T) {
			m, url := w.pick(r), rapid.SampledFrom([]string{"https://a.example", "https://b.example"}).Draw(r, "address")
			f, err := s.Follow(t.Context(), m.name, Feed{URL: url, Title: "Of " + string(m.name), Mode: FeedWaits}, "shell")
			for _, known := range m.feeds {
				if known.url == url && known.followed {
					expect(r, m, err, ErrFollowed)
					return
				}
			}
			expect(r, m, err, nil)
			if m.feeds[f.ID] == nil {
				m.feeds[f.ID] = &modelFeed{url: url, items: map[string]string{}}
			}
			m.feeds[f.ID].followed = true
			m.push(move{kind: corpus.Followed, thing: "feed " + f.ID, from: "left", to: "followed"}, 0)
		},
		"unfollow": func(r *rapid.T) {
			m, id := w.pick(r), either(r, w, feeds)
			err := s.Unfollow(t.Context(), m.name, id, "shell")
			if f := m.feeds[id]; f == nil || !f.followed {
				expect(r, m, err, ErrNotFound)
				return
			}
			expect(r, m, err, nil)
			m.feeds[id].followed = false
			m.push(move{kind: corpus.Unfollowed, thing: "feed " + id, from: "followed", to: "left"}, 0)
		},
		"look": func(r *rapid.T) {
			m, id, key := w.pick(r), either(r, w, feeds), rapid.SampledFrom([]string{"1", "2"}).Draw(r, "item")
			err := s.SaveFeedState(t.Context(), m.name, id, FeedLook{Items: []FeedItem{{Key: key}}})
			f := m.feeds[id]
			if f == nil || !f.followed {
				expect(r, m, err, ErrNotFound)
				return
			}
			expect(r, m, err, nil)
			if f.items[key] == "" {
				f.items[key] = itemPending
			}
		},
		"accept an item": func(r *rapid.T) {
			m, from := w.pick(r), w.pick(r)
			list, _, err := s.PendingItems(t.Context(), corpus.ScopeOf(from.name), "", Page{0, 10})
			expect(r, from, err, nil)
			if len(list) == 0 {
				return
			}
			err = s.AcceptItem(t.Context(), m.name, list[0].ID, "nosuch", article(t, "First", "The port closed."))
			if m != from {
				expect(r, m, err, ErrNotFound)
				return
			}
			expect(r, m, err, nil)
			// Its document is not there, so that it counts as declined when it changes.
			m.feeds[list[0].Feed].items[list[0].Key] = itemAccepted
		},
	}
}

// compareOther compares with its model what a library shows besides documents.
func compareOther(t *testing.T, r *rapid.T, s *Store, m *model) {
	want := map[string]string{"settings": m.configured()}
	got := map[string]string{"settings": (&model{settings: settingsFor(t, s, m.name)}).configured()}
	for id, g := range m.gaps {
		times := 0
		for _, n := range g.asked {
			times += n
		}
		want["gap "+id] = fmt.Sprint(g.key, " of ", m.name, " ×", times, " dismissed: ", g.dismissed)
	}
	for _, state := range []GapState{OpenGaps, DismissedGaps, AnsweredGaps} {
		for _, g := range gapsOf(t, s, m.name, state) {
			got["gap "+g.ID] = fmt.Sprint(g.Question, " ×", g.Count, " dismissed: ", g.Dismissed)
		}
	}
	for id, is := range m.drafts {
		want["draft "+id] = is.title
		if d, err := s.Draft(t.Context(), corpus.ScopeOf(m.name), id); err == nil {
			got["draft "+id] = d.Items[0].Document.Metadata().Title
		}
	}
	marks := map[corpus.ID]int{}
	for _, a := range m.answers {
		if marks[a.id] += len(a.marks); marks[a.id] > 0 {
			want["feedback on "+string(a.id)] = fmt.Sprint(marks[a.id])
		}
	}
	for _, f := range feedbackOf(t, s, m.name) {
		got["feedback on "+string(f.Evidence[0].Document)] = fmt.Sprint(f.Count)
	}
	for id := range m.now {
		want["quoted "+string(id)] = fmt.Sprint(m.quoted[id])
		if c, err := s.Card(t.Context(), corpus.ScopeOf(m.name), id); err == nil {
			got["quoted "+string(id)] = fmt.Sprint(c.Quoted)
		}
	}
	for id, f := range m.feeds {
		if !f.followed {
			continue
		}
		want["feed "+id] = f.url + " Of " + string(m.name)
		for key, standing := range f.items {
			if standing == itemPending {
				want["item "+key+" of "+id] = ""
			}
		}
	}
	feeds, err := s.Followed(t.Context(), corpus.ScopeOf(m.name))
	if err != nil {
		r.Fatal(err)
	}
	for _, f := range feeds {
		got["feed "+f.ID] = f.URL + " " + f.Title
	}
	for _, i := range pendingIn(t, s, m.name, "") {
		got["item "+i.Key+" of "+i.Feed] = ""
	}
	if diff := cmp.Diff(want, got); diff != "" {
		r.Fatalf("%s shows (-want +got):\n%s", m.name, diff)
	}
}
