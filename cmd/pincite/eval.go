package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/pincite/pincite/search/eval"
)

// evalCmd measures on question sets, and learns from them.
type evalCmd struct {
	Run   measureCmd `cmd:"" default:"withargs" hidden:"" help:"Measure answers on question sets."`
	Train trainCmd   `cmd:"" help:"Learn the reader's model from question sets."`

	TrainQuotes trainQuotesCmd `cmd:"" help:"Learn who says what from articles in which people marked it."`
}

// trainQuotesCmd learns who says what.
type trainQuotesCmd struct {
	Dir  string `arg:"" help:"The folder that has the sets."`
	Out  string `default:"corpus/attribute/weights" placeholder:"FOLDER" help:"Where the weights are written."`
	Part string `default:"${part}" placeholder:"NAME" help:"The part of each set: the name of the folder in it."`
}

// Run learns, and writes the weights when they are whole.
func (c *trainQuotesCmd) Run(std std) error {
	learned, err := eval.LearnQuotes(eval.Options{Dir: c.Dir, Part: c.Part, Sets: []string{"quotes"}, Remark: func(line string) { fmt.Fprintln(std.err, line) }})
	if err != nil {
		return err
	}
	for name, weights := range learned.Files {
		var b bytes.Buffer
		if err := weights.Write(&b); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(c.Out, name), b.Bytes(), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// trainCmd learns from question sets.
type trainCmd struct {
	Dir    string `arg:"" help:"The folder that has the question sets."`
	Out    string `default:"search/reader/model.txt" placeholder:"FILE" help:"Where the model is written."`
	Part   string `default:"${part}" placeholder:"NAME" help:"The part of each set: the name of the folder in it."`
	Sample int    `default:"2500" placeholder:"N" help:"Learn from at most so many questions of each set; 0 for all."`
}

// Run learns, and writes the model when it is whole.
func (c *trainCmd) Run(ctx context.Context, std std) error {
	bar := newProgress(std.err, "")
	defer bar.clear()
	var model bytes.Buffer
	err := eval.Learn(ctx, eval.Options{Dir: c.Dir, Part: c.Part, Sample: c.Sample,
		Progress: shown(bar), Remark: remarks(bar, std)}, &model)
	bar.clear()
	if err != nil {
		return err
	}
	return os.WriteFile(c.Out, model.Bytes(), 0o644)
}

// measureCmd measures on question sets.
type measureCmd struct {
	Dir       string   `arg:"" help:"The folder that has the question sets."`
	Sets      []string `arg:"" optional:"" name:"set" help:"The sets to measure, or beginnings of their names: xquad for xquad/ar and so on. All when none is named, but for verify/many, 100,000 quotations against the articles of all sets."`
	Part      string   `default:"${part}" placeholder:"NAME" help:"The part of each set: the name of the folder in it."`
	Sample    int      `placeholder:"N" help:"Ask at most so many questions of each set, the same each time."`
	JSON      bool     `name:"json" help:"Write one JSON object."`
	Questions bool     `help:"With --json, also what became of each question."`
	Compare   string   `type:"existingfile" placeholder:"FILE" help:"Say what changed since a report that --json wrote, question by question where it was written with --questions."`
	Plot      string   `placeholder:"FILE" help:"Draw the risk-coverage and the calibration curves into an SVG file."`
}

// Run measures, and prints a table.
func (c *measureCmd) Run(ctx context.Context, std std) error {
	old, err := c.old()
	if err != nil {
		return err
	}
	bar := newProgress(std.err, "")
	defer bar.clear()
	report, err := eval.Run(ctx, eval.Options{Dir: c.Dir, Part: c.Part, Sets: c.Sets, Sample: c.Sample, Progress: shown(bar), Remark: remarks(bar, std)})
	bar.clear()
	if err != nil {
		return err
	}
	if c.Plot != "" {
		var picture bytes.Buffer
		if err := report.Plot(&picture); err != nil {
			return err
		}
		if err := os.WriteFile(c.Plot, picture.Bytes(), 0o644); err != nil {
			return err
		}
	}
	switch {
	case c.JSON:
		if !c.Questions {
			for _, res := range report.Sets {
				res.Rows = nil
			}
		}
		return json.NewEncoder(std.out).Encode(report)
	case old != nil:
		return report.Compare(std.out, old)
	}
	return report.Table(std.out)
}

// old reads the report to compare with; nil when none is named.
func (c *measureCmd) old() (*eval.Report, error) {
	if c.Compare == "" {
		return nil, nil
	}
	data, err := os.ReadFile(c.Compare)
	if err != nil {
		return nil, err
	}
	var old eval.Report
	if err := json.Unmarshal(data, &old); err != nil {
		return nil, fmt.Errorf("%s is not a report as pincite eval --json writes it: %w", c.Compare, err)
	}
	return &old, nil
}

// shown shows how far a set has come.
func shown(bar *progress) func(string, int, int) {
	return func(set string, done, all int) {
		bar.what = set
		bar.show(done, all)
	}
}

// remarks writes what there is to say beside the figures.
func remarks(bar *progress, std std) func(string) {
	return func(remark string) {
		bar.clear()
		fmt.Fprintln(std.err, remark)
	}
}
