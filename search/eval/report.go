package eval

import (
	"bytes"
	"encoding/json"
	"math"
	"slices"
)

// Report is what was measured, by set.
type Report struct {
	Part   string             `json:"part"`
	Sample int                `json:"sample,omitempty"` // at most so many questions of a set; 0 for all
	Sets   map[string]*Result `json:"sets"`
}

// Result is what was measured on one set. In JSON it is an object with the
// figures by name, their standard errors by the same names in "se", how many
// questions there were of each kind in "questions" and, when kept, what became
// of each in "rows".
type Result struct {
	Figures []Figure // in the order in which they are shown
	Counts  map[Kind]int
	Rows    []Row
}

// Figure is one number. SE is its standard error, NaN where there is none.
type Figure struct {
	Name  string
	Value float64
	SE    float64
}

// Figure returns a figure by its name.
func (r *Result) Figure(name string) (Figure, bool) {
	i := slices.IndexFunc(r.Figures, func(f Figure) bool { return f.Name == name })
	if i < 0 {
		return Figure{}, false
	}
	return r.Figures[i], true
}

// MarshalJSON writes figures to six decimal places: more would be noise.
func (r *Result) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	se := map[string]float64{}
	for _, f := range r.Figures {
		if err := member(&b, f.Name, rounded(f.Value)); err != nil {
			return nil, err
		}
		b.WriteByte(',')
		if !math.IsNaN(f.SE) {
			se[f.Name] = rounded(f.SE)
		}
	}
	if err := member(&b, "se", se); err != nil {
		return nil, err
	}
	b.WriteByte(',')
	if err := member(&b, "questions", r.Counts); err != nil {
		return nil, err
	}
	if r.Rows != nil {
		b.WriteByte(',')
		if err := member(&b, "rows", r.Rows); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func member(b *bytes.Buffer, name string, value any) error {
	key, err := json.Marshal(name)
	if err != nil {
		return err
	}
	v, err := json.Marshal(value)
	b.Write(key)
	b.WriteByte(':')
	b.Write(v)
	return err
}

func rounded(v float64) float64 { return math.Round(v*1e6) / 1e6 }

// UnmarshalJSON reads what MarshalJSON wrote. The figures come in the order of
// their names in the file.
func (r *Result) UnmarshalJSON(data []byte) error {
	var fixed struct {
		SE        map[string]float64 `json:"se"`
		Questions map[Kind]int       `json:"questions"`
		Rows      []Row              `json:"rows"`
	}
	if err := json.Unmarshal(data, &fixed); err != nil {
		return err
	}
	*r = Result{Counts: fixed.Questions, Rows: fixed.Rows}
	dec := json.NewDecoder(bytes.NewReader(data))
	if _, err := dec.Token(); err != nil {
		return err
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return err
		}
		name, _ := key.(string)
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return err
		}
		if name == "se" || name == "questions" || name == "rows" {
			continue
		}
		f := Figure{Name: name, SE: math.NaN()}
		if err := json.Unmarshal(value, &f.Value); err != nil {
			return err
		}
		if se, ok := fixed.SE[name]; ok {
			f.SE = se
		}
		r.Figures = append(r.Figures, f)
	}
	return nil
}
