package eval

import (
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// Table writes the figures for a person: sets with the same figures together,
// one a line.
func (r *Report) Table(w io.Writer) error {
	var b strings.Builder
	for i, g := range r.groups() {
		if i > 0 {
			b.WriteString("\n")
		}
		t := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
		for _, row := range g {
			fmt.Fprintln(t, strings.Join(row, "\t")+"\t")
		}
		if err := t.Flush(); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// columns is the most figures that are shown beside each other.
const columns = 9

// groups arranges the sets into tables of cells.
func (r *Report) groups() [][][]string {
	var out [][][]string
	byNames := map[string][]string{} // names of figures → sets
	var order []string
	for _, set := range slices.Sorted(maps.Keys(r.Sets)) {
		key := strings.Join(r.Sets[set].names(), " ")
		if byNames[key] == nil {
			order = append(order, key)
		}
		byNames[key] = append(byNames[key], set)
	}
	for _, key := range order {
		for names := range slices.Chunk(strings.Fields(key), columns) {
			table := [][]string{append([]string{"", r.Sets[byNames[key][0]].asks()}, names...)}
			for _, set := range byNames[key] {
				res := r.Sets[set]
				row := []string{set, res.counted()}
				for _, name := range names {
					f, _ := res.Figure(name)
					row = append(row, f.String())
				}
				table = append(table, row)
			}
			out = append(out, table)
		}
	}
	return out
}

func (r *Result) names() []string {
	out := make([]string, len(r.Figures))
	for i, f := range r.Figures {
		out[i] = f.Name
	}
	return out
}

// line is a set in one line, for who waits for the table: how many questions
// there were, how long they took, and all figures.
func (r *Result) line(set string, took time.Duration) string {
	out := []string{fmt.Sprintf("%s: %s %s, %.0f s", set, r.counted(), r.asks(), took.Seconds())}
	for _, f := range r.Figures {
		out = append(out, f.Name+" "+f.String())
	}
	return strings.Join(out, ", ")
}

// asks names what the figures are about.
func (r *Result) asks() string {
	switch {
	case r.Counts[Page] > 0:
		return "pages"
	case r.Counts[Article] > 0:
		return "articles"
	case r.Counts[Quoted] > 0:
		return "quotations"
	}
	return "questions"
}

// counted says how many questions of each kind there were.
func (r *Result) counted() string {
	var out []string
	for _, k := range []Kind{Answerable, Unanswerable, Outside, Page, Article, Quoted} {
		if n := r.Counts[k]; n > 0 {
			out = append(out, fmt.Sprint(n))
		}
	}
	return strings.Join(out, "+")
}

// String writes a figure with its standard error, ".812±.011", and one that is
// no share as it is.
func (f Figure) String() string {
	if math.IsNaN(f.SE) {
		return fmt.Sprintf("%.1f", f.Value)
	}
	return short(f.Value) + "±" + short(f.SE)
}

func short(v float64) string { return strings.TrimPrefix(fmt.Sprintf("%.3f", v), "0") }
