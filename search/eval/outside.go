package eval

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// outsideSize is how many questions from outside each set is asked.
const outsideSize = 1000

// outside is questions that were made for other articles. Half are from a
// collection that has no articles at all, the rest in equal shares from the
// other sets.
type outside struct {
	o    Options
	once sync.Once
	err  error
	from map[string][]stranger
}

type stranger struct {
	Question
	title string // of the article that it was made for, folded
}

// onlyQuestions is the collection without articles: people's questions on news.
const onlyQuestions = "news/newsquizqa"

// sources are the sets whose questions are asked elsewhere: English questions
// that say what they are about.
var sources = []string{"squad-open", "squadshifts/new_wiki", "clapnq", "covidqa", "news/rtqa-evidence"}

func newOutside(o Options) *outside { return &outside{o: o, from: map[string][]stranger{}} }

// load reads the questions of the sources that are there.
func (x *outside) load() error {
	x.once.Do(func() {
		for _, name := range append([]string{onlyQuestions}, sources...) {
			lines, err := readLines[questionLine](x.file(name))
			if os.IsNotExist(err) {
				continue
			}
			if err != nil {
				x.err = err
				return
			}
			for i := range lines {
				l := &lines[i]
				if name != onlyQuestions && !l.answerable() {
					continue
				}
				x.from[name] = append(x.from[name], stranger{
					Question: Question{ID: name + "#" + l.ID, Text: l.Question, Kind: Outside}, title: fold(titleOf(l.Article))})
			}
			shuffle(x.from[name])
		}
	})
	return x.err
}

// file returns where the questions of a set are, whose name may have the
// beginning of a file's name as its end.
func (x *outside) file(name string) string {
	file := filepath.Join(x.o.Dir, filepath.FromSlash(name), x.o.Part, "questions.jsonl.gz")
	if _, err := os.Stat(file); err == nil {
		return file
	}
	dir, stem := filepath.Split(filepath.FromSlash(name))
	return filepath.Join(x.o.Dir, dir, x.o.Part, stem+".questions.jsonl.gz")
}

// of returns questions from outside a set: none that the set asks itself, and
// none that was made for an article of the same title.
func (x *outside) of(a *Asked, news bool) ([]Question, error) {
	if err := x.load(); err != nil {
		return nil, err
	}
	size := outsideSize
	if x.o.Sample > 0 {
		size = min(size, x.o.Sample)
	}
	own := map[string]bool{}
	for i := range a.Questions {
		own[fold(a.Questions[i].Text)] = true
	}
	take := func(from []stranger, n int) (out []Question) {
		for _, s := range from {
			if len(out) == n {
				break
			}
			if !own[fold(s.Text)] && (s.title == "" || !a.titles[s.title]) {
				out = append(out, s.Question)
			}
		}
		return out
	}
	if news {
		return take(x.from[onlyQuestions], size), nil
	}
	out := take(x.from[onlyQuestions], size/2)
	for _, name := range sources {
		out = append(out, take(x.from[name], size/2/len(sources))...)
	}
	return out, nil
}

// titleOf returns a title as an article has it: sets write them as Wikipedia's
// addresses do.
func titleOf(name string) string { return strings.ReplaceAll(name, "_", " ") }

// shuffle brings a list into an order that has nothing to do with the one it
// was in, the same each time.
func shuffle[T any](list []T) {
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
}

// pick takes n of a list, the same each time; all of it when n is 0.
func pick[T any](list []T, n int) []T {
	if n <= 0 || n >= len(list) {
		return list
	}
	list = slices.Clone(list)
	shuffle(list)
	return list[:n]
}
