package attribute

import (
	"embed"
	"math"
	"sync"

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
