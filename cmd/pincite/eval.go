package main

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/pincite/pincite/search/eval"
)

// evalCmd measures on question sets.
type evalCmd struct {
	Dir    string   `arg:"" help:"The folder that has the question sets."`
	Sets   []string `arg:"" optional:"" name:"set" help:"The sets to measure, or beginnings of their names: xquad for xquad/ar and so on. All when none is named."`
	Part   string   `default:"${part}" placeholder:"NAME" help:"The part of each set: the name of the folder in it."`
	Sample int      `placeholder:"N" help:"Ask at most so many questions of each set, the same each time."`
	JSON   bool     `name:"json" help:"Write one JSON object."`
}

// Run measures, and prints a table.
func (c *evalCmd) Run(ctx context.Context, std std) error {
	bar := newProgress(std.err, "")
	defer bar.clear()
	report, err := eval.Run(ctx, eval.Options{Dir: c.Dir, Part: c.Part, Sets: c.Sets, Sample: c.Sample,
		Progress: func(set string, done, all int) {
			bar.what = set
			bar.show(done, all)
		},
		Remark: func(remark string) {
			bar.clear()
			fmt.Fprintln(std.err, remark)
		}})
	bar.clear()
	if err != nil {
		return err
	}
	if c.JSON {
		for _, res := range report.Sets {
			res.Rows = nil
		}
		return json.NewEncoder(std.out).Encode(report)
	}
	return report.Table(std.out)
}
