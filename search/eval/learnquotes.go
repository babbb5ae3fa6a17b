package eval

import (
	"errors"
	"fmt"

	"github.com/pincite/pincite/corpus/attribute"
)

// LearnQuotes learns who says what from the sets of articles in which people
// marked it.
func LearnQuotes(o Options) (*attribute.Learned, error) {
	o = o.withDefaults()
	sets, err := find(o)
	if err != nil {
		return nil, err
	}
	var articles []quoted
	for _, s := range sets {
		if s.quotes != nil {
			some, err := s.quotes.read()
			if err != nil {
				return nil, fmt.Errorf("%s: %w", s.name, err)
			}
			articles = append(articles, pick(some, o.Sample)...)
		}
	}
	if len(articles) == 0 {
		return nil, errors.New("there are no articles with marked attributions: quotes/polnear is such a set")
	}
	lessons := make([]attribute.Lesson, len(articles))
	for i, a := range articles {
		lessons[i] = attribute.Lesson{Document: a.doc, Marked: a.marked}
	}
	learned := attribute.Learn(lessons, func(lesson int, claimed []attribute.Attribution) []bool {
		return compareQuotes(articles[lesson].marked, claimed).rights
	}, o.Remark)
	for half := range 2 {
		var counts []quoteCounts
		for i := half; i < len(articles); i += 2 {
			counts = append(counts, compareQuotes(articles[i].marked, learned.Apart[i]))
		}
		res := Result{Figures: quoteFigures(counts), Counts: map[Kind]int{Article: len(counts)}}
		o.Remark(res.line(fmt.Sprintf("half %d, by what was learned from the other", half+1), 0))
	}
	return learned, nil
}
