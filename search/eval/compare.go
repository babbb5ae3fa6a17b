package eval

import (
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strings"
	"text/tabwriter"
)

// Compare writes what has changed since an earlier report: each figure that
// did, and, where both reports have what became of each question, the
// questions. A change of a figure that is more than two of its standard errors
// is marked.
func (r *Report) Compare(w io.Writer, old *Report) error {
	var b strings.Builder
	if old.Part != r.Part || old.Sample != r.Sample {
		b.WriteString("The two did not ask the same questions: see part and sample.\n\n")
	}
	for _, name := range slices.Sorted(maps.Keys(r.Sets)) {
		before, ok := old.Sets[name]
		if !ok {
			fmt.Fprintf(&b, "%s: new\n", name)
			continue
		}
		now := r.Sets[name]
		figures := compareFigures(before, now)
		rows := compareRows(before.Rows, now.Rows)
		if len(figures)+len(rows) == 0 {
			fmt.Fprintf(&b, "%s: the same\n", name)
			continue
		}
		fmt.Fprintf(&b, "%s:\n", name)
		t := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
		for _, line := range figures {
			fmt.Fprintln(t, line)
		}
		if err := t.Flush(); err != nil {
			return err
		}
		for _, line := range rows {
			fmt.Fprintln(&b, line)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// compareFigures returns a line for each figure that changed, but for the
// times, which always do.
func compareFigures(before, now *Result) []string {
	var out []string
	for _, f := range now.Figures {
		g, ok := before.Figure(f.Name)
		if !ok || math.IsNaN(f.SE) || rounded(f.Value) == rounded(g.Value) {
			continue
		}
		mark := ""
		if math.Abs(f.Value-g.Value) > 2*f.SE {
			mark = "  !"
		}
		out = append(out, fmt.Sprintf("  %s\t%s → %s\t%+.3f%s\t%s", f.Name, short(g.Value), short(f.Value), f.Value-g.Value, mark, gained(f.Name, before.Rows, now.Rows)))
	}
	return out
}

// aspects are the figures that are shares of questions, by what they ask of a
// row.
var aspects = map[string]func(Row) bool{
	"r@1":             func(r Row) bool { return within(r.Rank, 1) },
	"r@5":             func(r Row) bool { return within(r.Rank, 5) },
	"r@20":            func(r Row) bool { return within(r.Rank, 20) },
	"sentence@1":      func(r Row) bool { return within(r.Sentence, 1) },
	"alone@1":         func(r Row) bool { return within(r.Alone, 1) },
	"sentence@3":      func(r Row) bool { return within(r.Sentence, 3) },
	"gold_sentence@1": func(r Row) bool { return within(r.GoldSentence, 1) },
	"gold_sentence@3": func(r Row) bool { return within(r.GoldSentence, 3) },
	"oracle":          func(r Row) bool { return r.Oracle },
	"answered":        Row.answered,
}

func within(rank, k int) bool { return rank > 0 && rank <= k }

// gained says how many questions a change won and how many it lost: a small
// change of a figure may be a large one of answers.
func gained(figure string, before, now []Row) string {
	is := aspects[figure]
	if is == nil || before == nil || now == nil {
		return ""
	}
	won, lost := 0, 0
	for _, p := range paired(before, now) {
		switch was, has := is(p.before), is(p.now); {
		case p.now.Kind != Answerable || was == has:
		case has:
			won++
		default:
			lost++
		}
	}
	return fmt.Sprintf("%d won, %d lost", won, lost)
}

type pair struct{ before, now Row }

// paired returns the questions that both reports have.
func paired(before, now []Row) []pair {
	type key struct {
		kind     Kind
		id, text string
	}
	was := make(map[key]Row, len(before))
	for _, r := range before {
		was[key{r.Kind, r.ID, r.Question}] = r
	}
	var out []pair
	for _, r := range now {
		if b, ok := was[key{r.Kind, r.ID, r.Question}]; ok {
			out = append(out, pair{b, r})
		}
	}
	return out
}

// compareRows returns a line for each question whose rank, sentence or verdict
// changed: lost ones first, then won ones.
func compareRows(before, now []Row) []string {
	var lost, won []string
	for _, p := range paired(before, now) {
		line := p.String()
		switch {
		case line == "":
		case p.worse():
			lost = append(lost, "  - "+line)
		default:
			won = append(won, "  + "+line)
		}
	}
	return append(lost, won...)
}

// String says what changed of a question; "" when nothing did that a person
// would see.
func (p pair) String() string {
	var changes []string
	add := func(what string, before, now int) {
		if before != now {
			changes = append(changes, fmt.Sprintf("%s %s → %s", what, ordinal(before), ordinal(now)))
		}
	}
	add("paragraph", p.before.Rank, p.now.Rank)
	add("sentence", p.before.Sentence, p.now.Sentence)
	if p.before.Verdict != p.now.Verdict {
		changes = append(changes, fmt.Sprintf("%s %.2f → %s %.2f", p.before.Verdict, p.before.Confidence, p.now.Verdict, p.now.Confidence))
	}
	if rounded(p.before.Score) != rounded(p.now.Score) {
		changes = append(changes, fmt.Sprintf("score %s → %s", short(p.before.Score), short(p.now.Score)))
	}
	if len(changes) == 0 {
		return ""
	}
	return fmt.Sprintf("%s  [%s %s] %s", strings.Join(changes, ", "), p.now.Kind, p.now.ID, p.now.Question)
}

func ordinal(rank int) string {
	if rank == 0 {
		return "none"
	}
	return fmt.Sprint(rank)
}

// worse reports whether a change was for the worse: an answer where there
// should be none, a right sentence that is further down or, with that the
// same, a score, an answer or a paragraph that is; of a page a lower score.
func (p pair) worse() bool {
	switch p.now.Kind {
	case Page:
		return p.now.Score < p.before.Score
	case Unanswerable, Outside:
		return p.now.answered() && !p.before.answered()
	}
	down := func(before, now int) bool { return now == 0 && before != 0 || before != 0 && now > before }
	switch {
	case p.before.Sentence != p.now.Sentence:
		return down(p.before.Sentence, p.now.Sentence)
	case p.before.Score != p.now.Score:
		return p.now.Score < p.before.Score
	case p.before.answered() != p.now.answered():
		return p.now.answered() != p.now.Right
	}
	return down(p.before.Rank, p.now.Rank)
}
