package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/attribute"
	"github.com/pincite/pincite/corpus/when"
	"github.com/pincite/pincite/search"
)

// print writes an answer for a person.
func (a *asking) print(answer search.Answer) error {
	var b strings.Builder
	b.WriteString(corrections(answer.Corrected))
	if answer.Verdict != search.Answered {
		b.WriteString(notAnswered(answer))
		for _, c := range answer.Related {
			fmt.Fprintf(&b, "  %s\n", citation(c))
		}
	}
	b.WriteString(otherDates(answer))
	for i, e := range answer.Evidence {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString(a.evidence(e))
	}
	b.WriteString(sourceNotes(answer))
	if a.c.Why {
		fmt.Fprintf(&b, "\nThe decision: %s, confidence %.2f\n%s", verdictName(answer.Verdict), answer.Confidence, account(answer.Account))
		fmt.Fprintf(&b, "\nThat the articles have the answer: %.2f\n%s", answer.Covered, account(answer.Coverage))
		fmt.Fprintf(&b, "%d passages, %d sentences, %.1f ms\n", answer.Stats.Candidates, answer.Stats.Sentences,
			float64(answer.Stats.Elapsed.Microseconds())/1000)
	}
	_, err := fmt.Fprint(a.std.out, b.String())
	return err
}

func (a *asking) evidence(e search.Evidence) string {
	var b strings.Builder
	b.WriteString(quotation(e.Quote, isTerminal(a.std.out)))
	b.WriteString(speaker(e.Speaker))
	for _, d := range e.Dates {
		fmt.Fprintf(&b, "    %s\n", meaning(e.Quote, d))
	}
	for _, c := range e.Also {
		fmt.Fprintf(&b, "    also in %s\n", citation(c))
	}
	if a.c.Why {
		fmt.Fprintf(&b, "    score %.3f, confidence %.2f\n%s", e.Score, e.Confidence, account(e.Account))
	}
	return b.String()
}

// otherDates says that the quotations date the same event otherwise, "" when they
// do not.
func otherDates(answer search.Answer) string {
	if len(answer.Disagree) == 0 {
		return ""
	}
	title := func(i int) string { return answer.Evidence[i].Quote.Citation().Title }
	first := answer.Disagree[0]
	said := fmt.Sprintf("These articles give different dates: %s in “%s”", first.Dates[0].Interval, title(first.First))
	for _, d := range answer.Disagree {
		said += fmt.Sprintf(", %s in “%s”", d.Dates[1].Interval, title(d.Second))
	}
	return said + ".\n"
}

// sourceNotes says in how many articles an answer stands, how many of these are
// independent, and where articles disagree.
func sourceNotes(answer search.Answer) string {
	var b strings.Builder
	for _, d := range answer.Differences {
		fmt.Fprintf(&b, "\nThese articles give different %ss: “%s” in %s, but “%s” in %s.\n", d.On,
			d.Sides[0].Words, citation(d.Sides[0].Citation), d.Sides[1].Words, citation(d.Sides[1].Citation))
	}
	switch {
	case answer.Articles < 2:
	case answer.Sources == 1:
		fmt.Fprintf(&b, "\n%d articles say this. They rest on one source.\n", answer.Articles)
	case answer.Sources == answer.Articles:
		fmt.Fprintf(&b, "\n%d articles say this, each from a source of its own.\n", answer.Articles)
	default:
		fmt.Fprintf(&b, "\n%d articles say this, from %d independent sources.\n", answer.Articles, answer.Sources)
	}
	return b.String()
}

// speaker names whose words they are, in one line; "" where they are the
// article's own.
func speaker(s *attribute.Speaker) string {
	if s == nil {
		return ""
	}
	line := "    — " + s.Name
	if s.Role != "" {
		line += ", " + s.Role
	}
	if s.Cue != "" {
		line += " (" + s.Cue + ")"
	}
	if s.Via != "" && !strings.Contains(s.Cue, s.Via) {
		line += ", quoted by " + s.Via
	}
	return line + "\n"
}

// meaning says which days some words of a quotation mean.
func meaning(q corpus.Quote, d when.Date) string {
	words := q.Text()[d.Span.Start-q.Span().Start : d.Span.End-q.Span().Start]
	if d.Sure {
		return fmt.Sprintf("“%s”: %s", words, d.Interval)
	}
	return fmt.Sprintf("“%s”: probably %s", words, d.Interval)
}

// quotation writes the words, marked in bold where there is bold, and below
// them the place.
func quotation(q corpus.Quote, bold bool) string {
	words := q.Text()
	if bold {
		words = emphasized(words, q)
	}
	var b strings.Builder
	if q.Kind() == corpus.FromMetadata {
		fmt.Fprintf(&b, "%s (%s)\n", words, q.Field())
	} else {
		fmt.Fprintf(&b, "%s\n", words)
	}
	fmt.Fprintf(&b, "    %s, cite as %s\n", citation(q.Citation()), q.Citation().ID)
	if link := q.Link(maxLink); link != "" {
		fmt.Fprintf(&b, "    %s\n", link)
	}
	return b.String()
}

// emphasized puts a terminal's signs for bold around the marks.
func emphasized(words string, q corpus.Quote) string {
	var b strings.Builder
	at := 0
	for _, m := range q.Marks() {
		start, end := m.Start-q.Span().Start, m.End-q.Span().Start
		b.WriteString(words[at:start] + "\x1b[1m" + words[start:end] + "\x1b[0m")
		at = end
	}
	return b.String() + words[at:]
}

// citation names the place in one line, after the manner of a footnote.
func citation(c corpus.Citation) string {
	parts := []string{"“" + c.Title + "”"}
	if by := byline(c.Authors, c.Publication, c.Published); by != "" {
		parts = append(parts, by)
	}
	if c.Locator.Page > 0 {
		parts = append(parts, fmt.Sprintf("p. %d", c.Locator.Page))
	}
	if c.Locator.Paragraph > 0 {
		parts = append(parts, fmt.Sprintf("¶ %d", c.Locator.Paragraph))
	}
	return strings.Join(parts, ", ") + " [" + string(c.Document) + "]"
}

// byline joins what is known of who, where and when.
func byline(authors []string, publication string, published corpus.Date) string {
	var parts []string
	for _, p := range []string{series(authors), publication, published.String()} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, ", ")
}

// series writes names as a sentence does: Ada, Ben and Mona.
func series(names []string) string {
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return strings.Join(names, "")
}

func corrections(corrected map[string]string) string {
	var b strings.Builder
	for _, typed := range slices.Sorted(maps.Keys(corrected)) {
		fmt.Fprintf(&b, "Read %q as %q.\n", typed, corrected[typed])
	}
	return b.String()
}

func notAnswered(answer search.Answer) string {
	switch answer.Reason {
	case search.NothingClose:
		return "Not in these articles: nothing in them is close to that question.\n"
	case search.EmptyLibrary:
		return "There are no articles to answer from. Add one with: pincite library add FILE\n"
	case search.NoTerms:
		return "There is nothing to look for in that question. Name a person, a place or a thing.\n"
	}
	if len(answer.Related) == 0 {
		return "These articles do not answer that.\n"
	}
	return "These articles do not answer that. Closest to it:\n"
}

// account lists what a score or a decision is made of.
func account(points []search.Point) string {
	var b strings.Builder
	for _, p := range points {
		fmt.Fprintf(&b, "      %-52s %8.3f  %+8.3f\n", p.Name, p.Value, p.Points)
	}
	return b.String()
}
