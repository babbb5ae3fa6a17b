package eval

import (
	"fmt"
	"html"
	"io"
	"maps"
	"math"
	"slices"
	"strings"
)

// Plot draws the risk–coverage and the calibration curve of each set as an
// SVG picture. It needs the rows of the report. A set of which it is not known
// what answers has none.
func (r *Report) Plot(w io.Writer) error {
	var sets []string
	for _, name := range slices.Sorted(maps.Keys(r.Sets)) {
		if len(riskCoverage(r.Sets[name].Rows)) > 0 {
			sets = append(sets, name)
		}
	}
	height := max(560, 92+float64(len(sets))*legendLine)
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1240 %.0f" width="1240" height="%.0f" font-family="Helvetica, Arial, sans-serif" font-size="13" fill="#222">`+"\n", height, height)
	fmt.Fprintf(&b, `<rect width="1240" height="%.0f" fill="#fff"/>`+"\n", height)
	risk := panel{x: 70, y: 60, size: 430, top: r.worst(sets),
		title: "What answering more costs", below: "share of the answerable questions that are answered", beside: "share of the answers that are wrong"}
	said := panel{x: 590, y: 60, size: 430, top: 1,
		title: "What came of what was said", below: "confidence", beside: "share that was right"}
	risk.frame(&b)
	said.frame(&b)
	fmt.Fprintf(&b, `<path d="M%.1f %.1fL%.1f %.1f" stroke="#888" stroke-dasharray="2 4"/>`+"\n", said.left(0), said.down(0), said.left(1), said.down(1))
	for i, name := range sets {
		rows, pen := r.Sets[name].Rows, penFor(i)
		risk.line(&b, riskCoverage(rows), pen)
		if p, ok := shipped(rows); ok {
			risk.dot(&b, p, pen)
		}
		curve := calibration(rows)
		said.line(&b, curve, pen)
		for _, p := range curve {
			said.dot(&b, p, pen)
		}
		y := 72 + float64(i)*legendLine
		fmt.Fprintf(&b, `<path d="M1050 %.1fh32" %s/><text x="1090" y="%.1f">%s</text>`+"\n", y, pen, y+4, html.EscapeString(name))
	}
	fmt.Fprintf(&b, `<text x="%.0f" y="548" font-size="12" fill="#555">A dot on the left is where answers are given today. Questions from outside weigh as much as the answerable ones.</text>`+"\n", risk.x)
	b.WriteString("</svg>\n")
	_, err := io.WriteString(w, b.String())
	return err
}

const legendLine = 20

// worst returns the end of the axis of wrong answers: a little above all curves.
func (r *Report) worst(sets []string) float64 {
	top := 0.1
	for _, name := range sets {
		for _, p := range riskCoverage(r.Sets[name].Rows) {
			if p.x <= 1 {
				top = max(top, p.y)
			}
		}
	}
	return min(1, math.Ceil(top*10)/10)
}

// pen is how a curve is drawn: a colour that is told from its neighbours by
// people who see few colours too, and a dash once the colours are used up.
type pen struct{ colour, dash string }

func (p pen) String() string {
	return fmt.Sprintf(`fill="none" stroke="%s" stroke-width="2" stroke-linejoin="round" stroke-dasharray="%s"`, p.colour, p.dash)
}

var (
	colours = []string{"#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#222222", "#8a6d3b"}
	dashes  = []string{"none", "7 3", "2 3", "9 3 2 3"}
)

func penFor(i int) pen {
	return pen{colours[i%len(colours)], dashes[i/len(colours)%len(dashes)]}
}

// panel is one diagram: x goes from 0 to 1, y from 0 to top.
type panel struct {
	x, y, size           float64 // its upper left corner, and its sides
	top                  float64
	title, below, beside string
}

func (p panel) left(x float64) float64 { return p.x + x*p.size }
func (p panel) down(y float64) float64 { return p.y + p.size - y/p.top*p.size }

// frame draws axes with their names, and a line at every tenth.
func (p panel) frame(b *strings.Builder) {
	fmt.Fprintf(b, `<text x="%.1f" y="%.1f" font-size="16" font-weight="bold">%s</text>`+"\n", p.x, p.y-18, p.title)
	for i := 0; i <= 10; i++ {
		v := float64(i) / 10
		if i%2 == 0 {
			fmt.Fprintf(b, `<path d="M%.1f %.1fv%.1f" stroke="#e4e4e4"/><text x="%.1f" y="%.1f" text-anchor="middle">%d %%</text>`+"\n",
				p.left(v), p.y, p.size, p.left(v), p.y+p.size+18, 10*i)
		}
		if v <= p.top+1e-9 && (i%2 == 0 || p.top <= 0.5) {
			fmt.Fprintf(b, `<path d="M%.1f %.1fh%.1f" stroke="#e4e4e4"/><text x="%.1f" y="%.1f" text-anchor="end">%d %%</text>`+"\n",
				p.x, p.down(v), p.size, p.x-8, p.down(v)+4, 10*i)
		}
	}
	fmt.Fprintf(b, `<path d="M%.1f %.1fv%.1fh%.1f" fill="none" stroke="#222"/>`+"\n", p.x, p.y, p.size, p.size)
	fmt.Fprintf(b, `<text x="%.1f" y="%.1f" text-anchor="middle">%s</text>`+"\n", p.x+p.size/2, p.y+p.size+40, p.below)
	fmt.Fprintf(b, `<text transform="translate(%.1f %.1f) rotate(-90)" text-anchor="middle">%s</text>`+"\n", p.x-50, p.y+p.size/2, p.beside)
}

func (p panel) line(b *strings.Builder, points []point, pen pen) {
	var d strings.Builder
	for i, at := range thinned(points) {
		d.WriteString(map[bool]string{true: "M", false: "L"}[i == 0])
		fmt.Fprintf(&d, "%.1f %.1f", p.left(at.x), p.down(min(at.y, p.top)))
	}
	fmt.Fprintf(b, `<path d="%s" %s/>`+"\n", d.String(), pen)
}

func (p panel) dot(b *strings.Builder, at point, pen pen) {
	fmt.Fprintf(b, `<circle cx="%.1f" cy="%.1f" r="4" fill="%s" stroke="#fff"/>`+"\n", p.left(at.x), p.down(min(at.y, p.top)), pen.colour)
}

// thinned leaves out points that would fall on the same spot.
func thinned(points []point) []point {
	var out []point
	for i, p := range points {
		if i == 0 || i == len(points)-1 || p.x-out[len(out)-1].x > 0.004 {
			out = append(out, p)
		}
	}
	return out
}
