package attribute

import (
	"embed"
	"math"
	"strconv"
	"sync"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/internal/linear"
)

// models say what is an attribution. They are learned: see Learn.
type models struct {
	cue   *linear.Model // whether a word is what a cue turns on
	chain *linear.Chain // which words are the source and the content of a cue
	trust *linear.Model // whether all of it is right
}

//go:embed weights
var weights embed.FS

// learned returns the models that were learned, which are read once.
var learned = sync.OnceValue(func() *models {
	read := func(name string, width int) *linear.Model {
		data, err := weights.ReadFile("weights/" + name)
		if err != nil {
			panic(err)
		}
		w, err := linear.Read(string(data), width)
		if err != nil {
			panic(err) // the file is part of the program
		}
		return w.Model()
	}
	return &models{
		cue:   read("cue.txt", 1),
		chain: linear.NewChain(labels, read("role.txt", labels), read("pair.txt", labels*labels)),
		trust: read("trust.txt", 1),
	}
})

func chance(logit float64) float64 { return 1 / (1 + math.Exp(-logit)) }

// leasts is the least trust that a candidate needs, by kind. Direct quotations
// are seldom wrong, and then gravely.
var leasts = map[Kind]float64{Direct: 0, Mixed: 0.15, Indirect: 0.15}

func (m *models) least(k Kind) float64 { return leasts[k] }

// bin names a chance, finer towards certainty.
func bin(p float64) string {
	p = min(max(p, 1e-4), 1-1e-4)
	return strconv.Itoa(int(math.Floor(1.5 * math.Log(p/(1-p)))))
}

// trustFeatures says what there is to see of a candidate as a whole.
func (c *candidate) trustFeatures(r *reader, n *namer) []linear.Feature {
	v := r.sights[c.sentence]
	kind := string(c.Kind)
	cue, source, content := bin(c.cueOdds), bin(c.sourceOdds), bin(c.contentOdds)
	n.add("bias", kind)
	n.add("cue", cue)
	n.add("cue", cue, kind)
	n.add("source", source)
	n.add("source", source, kind)
	n.add("content", content)
	n.add("content", content, kind)
	n.add("all", bin(c.cueOdds*c.sourceOdds*c.contentOdds))
	n.add("all", bin(c.cueOdds*c.sourceOdds*c.contentOdds), kind)
	n.add("sort", v.sorts[c.token])
	n.add("from", c.from, kind)
	n.add("from,sign", c.from, v.signs[c.token])
	n.add("next", at(v.sorts, c.last), kind)
	n.add("where", side(int(c.Content[0].Start), int(c.Cue[0].Start)), side(int(c.Source[0].Start), int(c.Cue[0].Start)), kind)
	n.add("sign", v.signs[c.token], kind)
	n.add("size", bin(float64(corpus.TotalBytes(c.Content))/400), kind)
	n.add("pieces", steps(len(c.Content)), kind)
	return n.take()
}
