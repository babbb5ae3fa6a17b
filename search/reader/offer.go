package reader

import (
	"strings"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/search/terms"
)

// offers returns the words of a sentence that could answer a question of a
// kind: dates for "when", names for "who". Words of the question itself are no
// answer to it.
func offers(kind Kind, text string, s *Sentence, q *Question) []corpus.Span {
	if !english(s.Language) {
		return offersIn(kind, text, s, q)
	}
	switch kind {
	case When:
		return dates(s, q)
	case Quantity:
		return figures(text, s, q)
	case Who:
		return namesIn(s, q, 0)
	case Where:
		return placesIn(s, q)
	case Why:
		return reasons(s)
	}
	return nil
}

// expects reports whether the answer to a question of the kind can be told by
// its form.
func expects(kind Kind) bool {
	switch kind {
	case When, Quantity, Who, Where, Why:
		return true
	}
	return false
}

func (q *Question) asks(term string) bool {
	for i := range q.Terms {
		if q.Terms[i].Text == term {
			return true
		}
	}
	return false
}

func dates(s *Sentence, q *Question) []corpus.Span {
	var out []corpus.Span
	for i := 0; i < len(s.Terms); i++ {
		t := s.Terms[i]
		if !datelike(s.Terms, i) || q.asks(t.Text) && t.Digit {
			continue
		}
		span := t.Span
		for i+1 < len(s.Terms) && (datelike(s.Terms, i+1) || dayOf(s.Terms, i+1)) && s.Terms[i+1].Span.Start-span.End <= 3 {
			i++
			span.End = s.Terms[i].Span.End
		}
		out = append(out, span)
	}
	return out
}

// datelike reports whether a word is a piece of a date.
func datelike(ts []terms.Term, i int) bool {
	t := ts[i]
	switch {
	case year(t.Text):
		return true
	case monthNames[t.Word]:
		return t.Name // "may" and "march" are other words too
	case dayNames[t.Word], relativeTimes[t.Word]:
		return true
	case shifted[t.Word]:
		return i+1 < len(ts) && (units[ts[i+1].Word] || monthNames[ts[i+1].Word] || dayNames[ts[i+1].Word])
	case units[t.Word] && i > 0:
		return shifted[ts[i-1].Word] || ts[i-1].Digit && wordAt(ts, i+1) == "ago"
	case t.Digit:
		return i+1 < len(ts) && monthNames[ts[i+1].Word] && ts[i+1].Name || clock(ts, i)
	}
	return false
}

// clock reports whether a figure is a time of day: "6:40", "7 p.m.".
func clock(ts []terms.Term, i int) bool {
	next := strings.ReplaceAll(wordAt(ts, i+1), ".", "")
	return strings.Contains(ts[i].Word, ":") || next == "am" || next == "pm" || next == "o'clock"
}

// dayOf reports whether a figure stands behind a month.
func dayOf(ts []terms.Term, i int) bool {
	return i > 0 && ts[i].Digit && (monthNames[ts[i-1].Word] || datelike(ts, i-1))
}

func year(word string) bool {
	word = strings.TrimSuffix(word, "s")
	return len(word) == 4 && (word[0] == '1' || word[0] == '2' && word[1] <= '1') && strings.Trim(word, "0123456789") == ""
}

func figures(text string, s *Sentence, q *Question) []corpus.Span {
	var out []corpus.Span
	for i := 0; i < len(s.Terms); i++ {
		t := s.Terms[i]
		if t.Initials || !(t.Digit || magnitudes[t.Word] || fractions[t.Word]) || q.asks(t.Text) || year(t.Text) && t.Digit && !strings.Contains(t.Word, ",") {
			continue
		}
		if i > 0 && monthNames[s.Terms[i-1].Word] && len(t.Text) <= 2 { // a day
			continue
		}
		span := t.Span
		if at := span.Start - s.Span.Start; at > 0 && text[at-1] == '$' {
			span.Start--
		}
		for i+1 < len(s.Terms) && (s.Terms[i+1].Digit || magnitudes[s.Terms[i+1].Word]) && s.Terms[i+1].Span.Start-span.End <= 2 {
			i++
			span.End = s.Terms[i].Span.End
		}
		out = append(out, span)
	}
	return out
}

// namesIn returns the runs of capitalized words that the question does not
// have itself. Before from nothing counts.
func namesIn(s *Sentence, q *Question, from int) []corpus.Span {
	var out []corpus.Span
	for i := from; i < len(s.Terms); i++ {
		if !nameWord(s, i) {
			continue
		}
		span, fresh := s.Terms[i].Span, false
		start := i
		for ; i < len(s.Terms); i++ {
			if s.Terms[i].Initials {
				continue
			}
			if i > start && (!s.Terms[i].Name || s.Terms[i].Span.Start-span.End > 2) {
				break
			}
			fresh = fresh || !q.asks(s.Terms[i].Text) && !titles[s.Terms[i].Word]
			span.End = s.Terms[i].Span.End
		}
		i--
		if fresh {
			out = append(out, span)
		}
	}
	return out
}

// nameWord reports whether a capital means a name here.
func nameWord(s *Sentence, i int) bool {
	t := s.Terms[i]
	if !t.Name || t.Initials || t.Stop || monthNames[t.Word] || dayNames[t.Word] {
		return false
	}
	// The first word of a sentence has a capital anyway: it is a name when
	// the next word has one too.
	return i > 0 || len(s.Terms) > 1 && s.Terms[1].Name || len(s.Terms) > 2 && s.Terms[1].Initials
}

func placesIn(s *Sentence, q *Question) []corpus.Span {
	var out []corpus.Span
	for i, t := range s.Terms {
		if !prepositions[t.Word] || t.Name && i > 0 {
			continue
		}
		j := i + 1
		for j < len(s.Terms) && (s.Terms[j].Word == "the" || s.Terms[j].Word == "a" || compass[s.Terms[j].Word] && !s.Terms[j].Name) {
			j++
		}
		if j >= len(s.Terms) || !nameWord(s, j) {
			continue
		}
		if ns := namesIn(&Sentence{Span: s.Span, Terms: s.Terms[:runEnd(s, j)]}, q, j); len(ns) > 0 {
			out = append(out, ns[0])
		}
	}
	return out
}

// runEnd returns where the run of names that begins at i ends.
func runEnd(s *Sentence, i int) int {
	for i < len(s.Terms) && (s.Terms[i].Name || s.Terms[i].Initials) {
		i++
	}
	return i
}

// reasons returns the words that give a reason away.
func reasons(s *Sentence) []corpus.Span {
	var out []corpus.Span
	for i, t := range s.Terms {
		next := wordAt(s.Terms, i+1)
		switch {
		case causes[t.Word],
			t.Word == "due" && next == "to", t.Word == "so" && next == "that", t.Word == "in" && next == "order",
			t.Word == "as" && next == "a" && wordAt(s.Terms, i+2) == "result":
			out = append(out, t.Span)
		case t.Word == "to" && i+1 < len(s.Terms) && !s.Terms[i+1].Stop && !s.Terms[i+1].Name && !s.Terms[i+1].Digit:
			out = append(out, t.Span)
		}
	}
	return out
}

var (
	monthNames = set(`january february march april may june july august september october november december
		jan feb mar apr jun jul aug sept sep oct nov dec`)
	dayNames      = set(`monday tuesday wednesday thursday friday saturday sunday`)
	relativeTimes = set(`yesterday today tomorrow tonight midnight noon century decade ago overnight christmas easter`)
	shifted       = set(`last next this previous following past early late mid every each`)
	units         = set(`week month year night morning evening afternoon summer winter spring autumn fall weekend century decade quarter weeks months years days day spring`)
	magnitudes    = set(`hundred thousand million billion trillion hundreds thousands millions billions percent per cent dozen dozens bn`)
	fractions     = set(`half third quarter twice once majority several one none`)
	prepositions  = set(`in at near from to on outside across inside around into`)
	compass       = set(`northern southern eastern western northwestern northeastern southwestern southeastern central north south east west city town village
		capital province region state county district island port`)
	causes = set(`because since therefore thus hence reason reasons cause caused causes causing aimed prompted owing purpose`)
	titles = set(`mr mrs ms dr prof president minister`)
)
