// Package eval measures answers against known ones.
//
// It reads question sets from a folder, stores each set's articles in a real
// store, asks a real engine, and counts. Nothing is computed that Engine.Ask
// did not say: a figure is about what people get in Discord.
//
// There are kinds of sets: questions over articles, sentences to choose from,
// collections of documents with queries, web pages with an article to find,
// for which extract.Document is asked in place of the engine, and articles of
// which attribute.Attributions says who says what. The table of kinds is the
// place to add another.
package eval

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"time"
)

// Options says what to measure.
type Options struct {
	Dir  string   // has the sets
	Part string   // the part of each set that is asked; "" means DefaultPart
	Sets []string // names, or beginnings of names: "xquad" for all of xquad/…; nil for all

	Sample  int // at most so many questions of a set, the same each time; 0 for all
	Workers int // that ask at the same time; 0 means as many as there are processors

	Progress func(set string, done, all int) // nil: nobody is looking; called by one goroutine at a time
	Remark   func(string)                    // one line on what was left out, or on a set that is done; nil: nobody is listening
}

// DefaultPart is the part of each set that may be looked at and tuned on.
const DefaultPart = "visible"

func (o Options) withDefaults() Options {
	if o.Part == "" {
		o.Part = DefaultPart
	}
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if o.Progress == nil {
		o.Progress = func(string, int, int) {}
	}
	if o.Remark == nil {
		o.Remark = func(string) {}
	}
	return o
}

// wants reports whether a set, or sets below a name, were asked for.
func (o Options) wants(name string) bool {
	return len(o.Sets) == 0 || slices.ContainsFunc(o.Sets, func(s string) bool {
		s = strings.Trim(s, "/")
		return name == s || strings.HasPrefix(name, s+"/")
	})
}

// Run measures. A set that is not in the folder is left out with a remark; an
// error is a folder that cannot be read, or a set that is damaged.
func Run(ctx context.Context, o Options) (*Report, error) {
	o = o.withDefaults()
	sets, err := find(o)
	if err != nil {
		return nil, err
	}
	report := &Report{Part: o.Part, Sample: o.Sample, Sets: map[string]*Result{}}
	r := &run{Options: o, outside: newOutside(o)}
	for _, s := range sets {
		begun := time.Now()
		res, err := s.measure(ctx, r)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.name, err)
		}
		report.Sets[s.name] = res
		o.Remark(res.line(s.name, time.Since(begun)))
	}
	return report, nil
}

// run is what the sets of one Run share.
type run struct {
	Options
	outside *outside
}
