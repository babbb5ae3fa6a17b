package boost

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Write writes forests by name as text that a person can read and compare: a
// line for each tree, which lists its nodes from the root on. A leaf is what it
// adds; an inner node is "feature<=limit?mean", and its children stand next to
// each other further on. Lines of the remark begin with "#".
func Write(w io.Writer, remark string, forests map[string]*Forest) error {
	b := bufio.NewWriter(w)
	for line := range strings.Lines(remark) {
		fmt.Fprintf(b, "# %s", line)
	}
	for _, name := range slices.Sorted(maps.Keys(forests)) {
		f := forests[name]
		fmt.Fprintf(b, "\n%s %s\n", name, number(f.Base))
		for i := range f.Trees {
			f.Trees[i].write(b)
		}
	}
	return b.Flush()
}

func (t *Tree) write(b *bufio.Writer) {
	for n, f := range t.Feature {
		if n > 0 {
			b.WriteByte(' ')
		}
		if f >= 0 {
			fmt.Fprintf(b, "%d<=%s@%d?", f, number(t.Limit[n]), t.Left[n])
		}
		b.WriteString(number(t.Value[n]))
	}
	b.WriteByte('\n')
}

// number is short, and exact enough: four digits.
func number(x float64) string { return strconv.FormatFloat(x, 'g', 4, 64) }

// Rounded returns a forest with its numbers as Write writes them, so that what
// is learned on top of it is learned on what will be read again.
func (f *Forest) Rounded() (*Forest, error) {
	var b strings.Builder
	if err := Write(&b, "", map[string]*Forest{"f": f}); err != nil {
		return nil, err
	}
	all, err := Parse(strings.NewReader(b.String()))
	return all["f"], err
}

// Parse reads what Write writes.
func Parse(r io.Reader) (map[string]*Forest, error) {
	out := map[string]*Forest{}
	var f *Forest
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		var err error
		if line[0] >= 'a' && line[0] <= 'z' {
			name, base, _ := strings.Cut(line, " ")
			f = &Forest{}
			f.Base, err = strconv.ParseFloat(base, 64)
			out[name] = f
		} else if f == nil {
			err = fmt.Errorf("a tree before the name of its forest")
		} else {
			var t Tree
			t, err = parseTree(line)
			f.Trees = append(f.Trees, t)
		}
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
	}
	return out, lines.Err()
}

func parseTree(line string) (t Tree, err error) {
	fields := strings.Fields(line)
	for i, field := range fields {
		n := t.add()
		question, value, inner := strings.Cut(field, "?")
		if !inner {
			value = question
		} else if t.Feature[n], t.Limit[n], t.Left[n], err = parseQuestion(question); err != nil {
			return t, err
		} else if t.Left[n] <= i || t.Left[n]+1 >= len(fields) {
			return t, fmt.Errorf("node %d has its children at %d", i, t.Left[n])
		}
		if t.Value[n], err = strconv.ParseFloat(value, 64); err != nil {
			return t, err
		}
	}
	return t, nil
}

func parseQuestion(s string) (feature int, limit float64, left int, err error) {
	s, at, ok := strings.Cut(s, "@")
	name, bound, too := strings.Cut(s, "<=")
	if !ok || !too {
		return 0, 0, 0, fmt.Errorf("%q is not feature<=limit@child", s)
	}
	if feature, err = strconv.Atoi(name); err != nil || feature < 0 {
		return 0, 0, 0, fmt.Errorf("%q is not the number of a feature", name)
	}
	if left, err = strconv.Atoi(at); err != nil {
		return 0, 0, 0, err
	}
	limit, err = strconv.ParseFloat(bound, 64)
	return feature, limit, left, err
}
