package linear

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Weights are a model that is learned, by the names of its features.
type Weights struct {
	Width int
	Rows  map[string][]float32
}

// Model makes what is applied of what was learned.
func (w Weights) Model() *Model {
	m := newModel(w.Width, len(w.Rows))
	for name, row := range w.Rows {
		m.put(Hash([]byte(name)), row)
	}
	return m
}

// Write writes one line for each feature, in the order of the names: the name,
// a tab, and the weights in hundredths.
func (w Weights) Write(out io.Writer) error {
	names := make([]string, 0, len(w.Rows))
	for name := range w.Rows {
		names = append(names, name)
	}
	slices.Sort(names)
	var b strings.Builder
	for _, name := range names {
		b.WriteString(name)
		for i, v := range w.Rows[name] {
			b.WriteByte("\t,"[min(i, 1)])
			if n := int(math.Round(float64(v) * scale)); n != 0 {
				b.WriteString(strconv.Itoa(n))
			}
		}
		b.WriteByte('\n')
	}
	_, err := io.WriteString(out, b.String())
	return err
}

// scale is how many steps there are to a weight of 1 in a file.
const scale = 100

// Read reads what Write wrote.
func Read(text string, width int) (Weights, error) {
	w := Weights{width, map[string][]float32{}}
	for line := range strings.Lines(text) {
		name, values, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		parts := strings.Split(values, ",")
		if !ok || len(parts) != width {
			return w, fmt.Errorf("weights: %q has not %d weights", line, width)
		}
		row := make([]float32, width)
		for i, p := range parts {
			if p == "" {
				continue
			}
			n, err := strconv.Atoi(p)
			if err != nil {
				return w, fmt.Errorf("weights: %q: %w", line, err)
			}
			row[i] = float32(n) / scale
		}
		w.Rows[name] = row
	}
	return w, nil
}
