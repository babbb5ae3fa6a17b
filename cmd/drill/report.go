//go:build linux

package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/pprof"
	"slices"
	"strings"
	"time"
)

// errAmiss ends a drill in which something did not come out as it should. What
// it was has been said.
var errAmiss = errors.New("something did not come out as it should")

// report writes rows of a table as they become known, and remembers whether
// anything is amiss.
type report struct {
	out   io.Writer
	amiss bool
}

func (r *report) row(name, format string, args ...any) {
	fmt.Fprintf(r.out, "%-46s %s\n", name, fmt.Sprintf(format, args...))
}

// must adds a row with a condition that has to hold.
func (r *report) must(ok bool, name, format string, args ...any) {
	verdict := ""
	if !ok {
		verdict, r.amiss = "   <-- AMISS", true
	}
	r.row(name, format+"%s", append(args, verdict)...)
}

// end returns errAmiss when something is.
func (r *report) end() error {
	if r.amiss {
		return errAmiss
	}
	return nil
}

// machine says on what a drill ran, and how busy that was with other things.
func machine() string {
	return fmt.Sprintf("%d processors, %s; load before: %s", runtime.NumCPU(), runtime.Version(), load())
}

// load says how busy the machine was in the last 1, 5 and 15 minutes.
func load() string {
	data, err := os.ReadFile("/proc/loadavg")
	fields := strings.Fields(string(data))
	if err != nil || len(fields) < 3 {
		return "not known"
	}
	return strings.Join(fields[:3], " ")
}

// profile writes a profile of the processor's time into a file until it is
// stopped; none when path is "".
func profile(path string) (stop func(), err error) {
	if path == "" {
		return func() {}, nil
	}
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return func() {
		pprof.StopCPUProfile()
		_ = f.Close() // a profile that is not whole cannot be read, which is noticed
	}, nil
}

// percentile returns the least value that so many per cent are not above.
func percentile(sorted []time.Duration, percent float64) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(len(sorted)-1, int(float64(len(sorted))*percent/100))]
}

// spread says how values are spread.
func spread(values []time.Duration) string {
	slices.Sort(values)
	ms := func(p float64) float64 { return float64(percentile(values, p).Microseconds()) / 1000 }
	return fmt.Sprintf("p50 %.0f ms, p95 %.0f ms, p99 %.0f ms, most %.0f ms", ms(50), ms(95), ms(99), ms(100))
}

// sortedList joins in an order that is the same each time.
func sortedList(parts []string) string {
	slices.Sort(parts)
	return strings.Join(parts, ", ")
}
