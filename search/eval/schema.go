package eval

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// The lines of the public sets, as far as they are used. Offsets count
// Unicode code points.

type articleLine struct {
	ID         string   `json:"article_id"`
	Title      string   `json:"title"`
	Lang       string   `json:"lang"`
	URL        string   `json:"url"`
	Date       string   `json:"date"`
	Authors    []string `json:"authors"`
	Paragraphs []struct {
		ID   string `json:"pid"`
		Text string `json:"text"`
	} `json:"paragraphs"`
}

type questionLine struct {
	ID         string `json:"id"`
	Question   string `json:"question"`
	Article    string `json:"article_id"`
	Gold       string `json:"gold_pid"`
	Answerable *bool  `json:"answerable"`
	Answers    []struct {
		Text string `json:"text"`
	} `json:"answers"`
	Sentences [][2]int `json:"gold_sentences"` // of the gold paragraph

	InEvidence   *bool    `json:"answer_in_evidence"` // false: the paragraph does not hold the answer after all
	WeakArticles []string `json:"gold_articles_weak"` // in place of a gold paragraph
	Weak         *bool    `json:"answerable_weak"`
}

// answerable reports whether the set's articles answer, as far as the set says.
func (q *questionLine) answerable() bool {
	return q.Answerable != nil && *q.Answerable || q.Weak != nil && *q.Weak
}

// readLines reads a file of JSON lines, compressed when its name ends in .gz.
func readLines[T any](file string) ([]T, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var in io.Reader = f
	if strings.HasSuffix(file, ".gz") {
		z, err := gzip.NewReader(f)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		in = z
	}
	data, err := io.ReadAll(in)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	var out []T
	dec := json.NewDecoder(bytes.NewReader(data))
	for {
		var v T
		err := dec.Decode(&v)
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			line := 1 + bytes.Count(data[:dec.InputOffset()], []byte("\n"))
			return nil, fmt.Errorf("%s, at line %d: %w", file, line, err)
		}
		out = append(out, v)
	}
}
