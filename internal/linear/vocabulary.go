package linear

// Vocabulary gives features numbers while lessons are gathered, and remembers
// their names.
type Vocabulary struct {
	numbers map[Feature]int32
	names   []string
	counts  []int32
}

// NewVocabulary returns an empty one.
func NewVocabulary() *Vocabulary { return &Vocabulary{numbers: map[Feature]int32{}} }

// Add counts a feature.
func (v *Vocabulary) Add(name []byte) Feature {
	f := Hash(name)
	n, ok := v.numbers[f]
	if !ok {
		n = int32(len(v.names))
		v.numbers[f] = n
		v.names = append(v.names, string(name))
		v.counts = append(v.counts, 0)
	}
	v.counts[n]++
	return f
}

// often maps features that were seen at least so often to numbers from 0.
func (v *Vocabulary) often(least int) (numbers map[Feature]int32, names []string) {
	numbers = map[Feature]int32{}
	for i, name := range v.names {
		if v.counts[i] >= int32(least) {
			numbers[Hash([]byte(name))] = int32(len(names))
			names = append(names, name)
		}
	}
	return numbers, names
}
