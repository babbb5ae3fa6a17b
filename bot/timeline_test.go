package bot

import (
	"bytes"
	"fmt"
	"image/png"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/pincite/pincite/corpus"
)

func TestATimeline(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("weir.md", "dunmore.md", "weir-again.md"))
	k := w.talk(w.ada, w.general)
	line := k.slash("timeline", opt("topic", "the weir at Dunmore"))
	next := k.press(line, "Next ▶")
	k.press(k.press(next, "◀ Previous"), "Read 2")
	k.slash("timeline", opt("topic", "weir"), opt("from", "Aug 2023"), opt("to", "3 September 2023"), opt("private", true))
	k.slash("timeline", opt("topic", "zeppelin"))
	k.slash("timeline", opt("to", "1700"))
	k.slash("timeline", opt("from", "2024"), opt("to", "12 August 2023"))
	k.slash("timeline", opt("from", "8/12/2023"))
	k.slash("timeline", opt("to", "soon @everyone"))
	k.check("timeline")
}

func TestATimelineOfAnEmptyLibrary(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if m := w.talk(w.ada, w.general).slash("timeline"); !strings.Contains(m.text(), "no articles yet") {
		t.Errorf("an empty library says:\n%s", dump(m))
	}
}

// Every page has one picture: its own, whose description has the same numbers as
// the list.
func TestATimelinesPicture(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hold("weir.md", "dunmore.md"))
	m := w.talk(w.ada, w.general).slash("timeline")
	for range 2 {
		files := w.filesIn(m)
		if len(files) != 1 {
			t.Fatalf("%d files on\n%s", len(files), dump(m))
		}
		if _, err := png.Decode(bytes.NewReader(files[0])); err != nil {
			t.Error(err)
		}
		if m.has("Next ▶") {
			m = w.talk(w.ada, w.general).press(m, "Next ▶")
		}
	}
}

func TestATimelineOfAThousandStatements(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(w *world) {
		for from := 1000; from < 2000; from += 50 {
			parts := make([]corpus.Part, 50)
			for i := range parts {
				parts[i] = corpus.Part{Kind: corpus.Paragraph, Text: fmt.Sprintf("In %d the bell of Arden was rung %d times, **as** the ring-book says.", from+i, i*i)}
			}
			d, err := corpus.Build(corpus.Metadata{Title: fmt.Sprintf("The bell from %d on", from), Published: corpus.Date{Year: 2023, Month: 9, Day: 4}}, parts)
			if err != nil {
				t.Fatal(err)
			}
			w.keep(corpus.GuildLibrary(w.guild.ID), d)
		}
	})
	k := w.talk(w.ada, w.general)
	m := k.slash("timeline", opt("topic", "bell"))
	if !strings.Contains(m.text(), "1000 dated statements") || !strings.Contains(m.text(), "Page 1 of 125") {
		t.Errorf("the first page is\n%s", dump(m))
	}
	m = k.press(m, "Next ▶")
	if !strings.Contains(m.text(), "**16** · **1015**") {
		t.Errorf("the second page is\n%s", dump(m))
	}
}

func TestPeriodsTravelInCustomIDs(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		date := rapid.Custom(func(t *rapid.T) corpus.Date {
			if rapid.Bool().Draw(t, "open") {
				return corpus.Date{}
			}
			return corpus.Date{Year: rapid.IntRange(1, 9999).Draw(t, "year"), Month: time.Month(rapid.IntRange(1, 12).Draw(t, "month")), Day: rapid.IntRange(1, 28).Draw(t, "day")}
		})
		p := period{date.Draw(t, "from"), date.Draw(t, "to")}
		if back, err := parsePeriod(p.String()); err != nil || back != p {
			t.Errorf("%s is read as %v, %v", p, back, err)
		}
	})
	for _, s := range []string{"", ".", "2023", "2023~2024~2025", "2023-13-01~", "x~y", "2023-1-1~", ":~"} {
		if p, err := parsePeriod(s); err == nil {
			t.Errorf("%q is taken for %s", s, p)
		}
	}
}
