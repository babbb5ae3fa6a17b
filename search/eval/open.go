package eval

import (
	"path/filepath"

	"github.com/pincite/pincite/corpus"
)

// findOpen finds sets of questions over articles: corpus.jsonl.gz with
// questions.jsonl.gz, or several pairs whose names have a beginning of their own.
func findOpen(dir, part, name string) ([]set, error) { return findPairs(dir, part, name, false) }

// findNews finds the same about the news: what is asked of them from outside is
// about the news, too.
func findNews(dir, part, name string) ([]set, error) { return findPairs(dir, part, name, true) }

func findPairs(dir, part, name string, news bool) ([]set, error) {
	dir = filepath.Join(dir, part)
	stems, err := parts(dir, "corpus.jsonl.gz")
	if err != nil {
		return nil, err
	}
	var out []set
	for _, stem := range stems {
		s := openSet{name: name, corpus: filepath.Join(dir, "corpus.jsonl.gz"), questions: filepath.Join(dir, "questions.jsonl.gz"), news: news}
		if stem != "" {
			s.name = name + "/" + stem
			s.corpus, s.questions = filepath.Join(dir, stem+".corpus.jsonl.gz"), filepath.Join(dir, stem+".questions.jsonl.gz")
		}
		out = append(out, set{name: s.name, measure: s.measure, open: &s, documents: s.documents})
	}
	return out, nil
}

// openSet is questions over articles.
type openSet struct {
	name              string
	corpus, questions string // files
	news              bool
}

// Asked is a set of questions with the articles that they are asked of.
type Asked struct {
	Documents []*corpus.Document
	Questions []Question
	titles    map[string]bool // folded
}

// read reads the set. A question whose place is not among the articles is left
// out, as is one of which the set itself says that its paragraph does not hold
// the answer.
func (s openSet) read() (*Asked, error) {
	articles, err := readLines[articleLine](s.corpus)
	if err != nil {
		return nil, err
	}
	lines, err := readLines[questionLine](s.questions)
	if err != nil {
		return nil, err
	}
	out := &Asked{titles: map[string]bool{}}
	where, err := out.store(articles)
	if err != nil {
		return nil, err
	}
	for i := range lines {
		if q, ok := lines[i].question(where); ok {
			out.Questions = append(out.Questions, q)
		}
	}
	return out, nil
}

// documents are the set's articles.
func (s openSet) documents() ([]*corpus.Document, error) {
	articles, err := readLines[articleLine](s.corpus)
	if err != nil {
		return nil, err
	}
	out := &Asked{titles: map[string]bool{}}
	_, err = out.store(articles)
	return out.Documents, err
}

// places says where a set's articles and paragraphs came to lie.
type places struct {
	articles   map[string]Gold
	paragraphs map[string]Gold
	texts      map[string]string // of the paragraphs, as the set has them
}

// store builds the documents: one for each article, a block for each paragraph.
func (a *Asked) store(articles []articleLine) (places, error) {
	where := places{map[string]Gold{}, map[string]Gold{}, map[string]string{}}
	var shelf shelf
	for i := range articles {
		line := &articles[i]
		parts := make([]corpus.Part, len(line.Paragraphs))
		for j, p := range line.Paragraphs {
			parts[j] = corpus.Part{Kind: corpus.Paragraph, Text: p.Text}
		}
		built, err := corpus.Build(line.metadata(), parts)
		if err != nil {
			continue // no words in it
		}
		d := shelf.add(built)
		a.titles[fold(d.Metadata().Title)] = true
		where.articles[line.ID] = Gold{Document: d.ID(), Block: -1}
		for j, block := range blocksOf(d, parts) {
			if block >= 0 {
				p := line.Paragraphs[j]
				where.paragraphs[p.ID] = Gold{Document: d.ID(), Block: block, Text: d.Slice(d.Blocks()[block].Span)}
				where.texts[p.ID] = p.Text
			}
		}
	}
	a.Documents = shelf.docs
	return where, nil
}

func (l *articleLine) metadata() corpus.Metadata {
	m := corpus.Metadata{Title: titleOf(l.Title), Language: l.Lang, URL: l.URL, Authors: l.Authors}
	if date, err := corpus.ParseDate(l.Date); err == nil {
		m.Published = date
	}
	return m
}

// question turns a line into a question; false when it cannot be judged.
func (l *questionLine) question(where places) (Question, bool) {
	q := Question{ID: l.ID, Text: l.Question, Kind: Unanswerable}
	if !l.answerable() {
		return q, l.Answerable != nil || l.Weak != nil
	}
	if l.InEvidence != nil && !*l.InEvidence {
		return q, false
	}
	q.Kind = Answerable
	for _, a := range l.Answers {
		if a := fold(a.Text); a != "" {
			q.Answers = append(q.Answers, a)
		}
	}
	gold, known := where.paragraphs[l.Gold]
	switch {
	case len(l.WeakArticles) > 0:
		for _, id := range l.WeakArticles {
			if g, ok := where.articles[id]; ok {
				q.Gold = append(q.Gold, g)
			}
		}
	case len(l.Answers) == 0 && len(l.Sentences) == 0:
		// No words are wanted, but the article.
		if g, ok := where.articles[l.Article]; ok {
			q.Gold = []Gold{g}
		}
	case known:
		for _, s := range l.Sentences {
			gold.Sentences = append(gold.Sentences, bytesOf(where.texts[l.Gold], gold.Text, s[0], s[1]))
		}
		q.Gold = []Gold{gold}
	}
	return q, len(q.Gold) > 0
}
