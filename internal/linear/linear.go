// Package linear learns linear models of named features, and applies them: one
// that says how likely something is (logistic regression), and one that labels
// the places of a sequence (a linear-chain conditional random field).
//
// A feature is a name that is made of what is seen, and known by its hash, so
// that a model is read as a list of names with weights, and applied without
// making a string. Learning is the same every time from the same lessons.
package linear

// Feature is the hash of a feature's name.
type Feature uint64

// The parameters of FNV-1a in 64 bits.
const (
	offset = 14695981039346656037
	prime  = 1099511628211
)

// Hash returns the feature that a name stands for.
func Hash(name []byte) Feature {
	h := uint64(offset)
	for _, c := range name {
		h = (h ^ uint64(c)) * prime
	}
	return Feature(h)
}

// Model is weights by feature: rows of the same width. They are found by the
// hash itself in a table that is at most half full, since nearly all of the time
// goes into finding that a feature has no weight.
type Model struct {
	width int
	slots []slot
	flat  []float32
}

type slot struct {
	feature Feature
	at      int32 // of the row's first weight, plus one; 0 for an empty slot
}

func newModel(width, rows int) *Model {
	n := 16
	for n < 2*rows {
		n *= 2
	}
	return &Model{width: width, slots: make([]slot, n), flat: make([]float32, 0, rows*width)}
}

// put keeps a row. A feature of the same hash as one before it takes its place.
func (m *Model) put(f Feature, row []float32) {
	i := int(f) & (len(m.slots) - 1)
	for m.slots[i].at != 0 && m.slots[i].feature != f {
		i = (i + 1) & (len(m.slots) - 1)
	}
	m.slots[i] = slot{f, int32(len(m.flat)) + 1}
	m.flat = append(m.flat, row...)
}

// Row returns the weights of a feature, nil when it has none. The caller must
// not change them.
func (m *Model) Row(f Feature) []float32 {
	i := int(f) & (len(m.slots) - 1)
	for m.slots[i].at != 0 {
		if m.slots[i].feature == f {
			at := int(m.slots[i].at) - 1
			return m.flat[at : at+m.width]
		}
		i = (i + 1) & (len(m.slots) - 1)
	}
	return nil
}

// Score sums the weights of some features in a model of width 1.
func (m *Model) Score(features []Feature) float64 {
	s := 0.0
	for _, f := range features {
		if row := m.Row(f); row != nil {
			s += float64(row[0])
		}
	}
	return s
}
