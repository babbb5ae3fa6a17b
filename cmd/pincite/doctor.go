package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// doctorCmd looks for what is wrong, and says what to do about it.
type doctorCmd struct {
	JSON bool `help:"Write one JSON object instead of text."`

	Transport http.RoundTripper `kong:"-"` // nil for the real Discord
}

// level says how bad a finding is.
type level string

const (
	levelOK      level = "ok"
	levelNote    level = "note"    // worth knowing; nothing has to be done
	levelWarning level = "warning" // will be a fault, or is one for somebody
	levelFault   level = "fault"   // Pincite does not work as it should
)

// finding is what one look at one thing came to.
type finding struct {
	Check   string `json:"check"`
	Level   level  `json:"level"`
	Finding string `json:"finding"`
	Remedy  string `json:"remedy,omitempty"` // what to do, with a warning or a fault
}

// doctor collects findings.
type doctor struct {
	cfg       *config
	transport http.RoundTripper
	now       func() time.Time
	findings  []finding
}

func (d *doctor) ok(check, format string, args ...any) {
	d.findings = append(d.findings, finding{Check: check, Level: levelOK, Finding: fmt.Sprintf(format, args...)})
}

func (d *doctor) find(check string, l level, what, remedy string) {
	d.findings = append(d.findings, finding{check, l, what, remedy})
}

// Run looks at everything, prints what it found, and ends with 0 when nothing is
// wrong, 1 with warnings, and 2 with faults.
func (c *doctorCmd) Run(ctx context.Context, std std, cfg *config) error {
	d := &doctor{cfg: cfg, transport: c.Transport, now: time.Now}
	d.discord(ctx)
	d.disk()
	d.database(ctx, std)
	if err := ctx.Err(); err != nil {
		return err
	}
	write := d.text
	if c.JSON {
		write = d.json
	}
	if err := write(std.out); err != nil {
		return err
	}
	switch {
	case d.count(levelFault) > 0:
		return errFaults
	case d.count(levelWarning) > 0:
		return errNo
	}
	return nil
}

func (d *doctor) count(l level) (n int) {
	for _, f := range d.findings {
		if f.Level == l {
			n++
		}
	}
	return n
}

func (d *doctor) json(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(map[string]any{"findings": d.findings, "warnings": d.count(levelWarning), "faults": d.count(levelFault)})
}

// text writes a line for each finding, with the remedy under it, and a line that
// sums up.
func (d *doctor) text(w io.Writer) error {
	var b strings.Builder
	for _, f := range d.findings {
		fmt.Fprintf(&b, "%-8s %-12s %s\n", f.Level, f.Check, f.Finding)
		if f.Remedy != "" {
			fmt.Fprintf(&b, "%21s %s\n", "→", f.Remedy)
		}
	}
	if w, f := d.count(levelWarning), d.count(levelFault); w+f == 0 {
		b.WriteString("\nNothing is wrong.\n")
	} else {
		fmt.Fprintf(&b, "\n%s, %s.\n", count(f, "fault"), count(w, "warning"))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

const (
	littleRoom = 1 << 30   // bytes free, below which a warning is due
	noRoom     = 100 << 20 // below which changes may fail any moment
)

// disk looks at the room in the data folder.
func (d *doctor) disk() {
	free, err := freeBytes(d.cfg.data)
	mb := free >> 20
	const remedy = "Delete what is not needed on that disk, or move the data folder to another and set PINCITE_DATA_DIR."
	switch {
	case err != nil:
		d.find("disk", levelNote, fmt.Sprintf("The data folder %s is not there yet.", d.cfg.data), "")
	case free < noRoom:
		d.find("disk", levelFault, fmt.Sprintf("The disk with the data folder has %d MB left.", mb), remedy)
	case free < littleRoom:
		d.find("disk", levelWarning, fmt.Sprintf("The disk with the data folder has %d MB left.", mb), remedy)
	default:
		d.ok("disk", "The disk with the data folder has %d GB left.", free>>30)
	}
	if err == nil && !mayWrite(d.cfg.data) {
		d.find("disk", levelFault, fmt.Sprintf("This user may not write in the data folder %s.", d.cfg.data), "Give the user that Pincite runs as the right to write there, or set PINCITE_DATA_DIR.")
	}
}

// capital makes a sentence begin with a capital letter.
func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

// few is the first of a list, for a sentence.
func few(list []string) string {
	const most = 5
	if len(list) <= most {
		return strings.Join(list, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(slices.Clone(list[:most]), ", "), len(list)-most)
}
