package chart

import (
	"image/color"
	"math"
	"strconv"
	"time"

	"github.com/pincite/pincite/corpus/when"
)

// row draws one entry: its number, its bar or point, and its date.
func (c *canvas) row(s scale, r Row, y float64) {
	tone := blue
	if r.Beside {
		tone = amber
	}
	c.roundRect(margin/2, y-rowHeight/2+3, width-margin, rowHeight-6, 10, stripe)
	number := strconv.Itoa(r.Number)
	pill := max(2*radius, c.width(number, small)+14)
	c.roundRect(numbers/2-pill/2, y-radius, pill, 2*radius, radius, tone)
	c.centred(numbers/2, y, number, small, paper)
	from, to := r.ends()
	x1, x2 := s.at(dayNumber(from)), s.at(dayNumber(to)+1)
	if x2-x1 < bar || from == to {
		middle := math.Min(math.Max((x1+x2)/2, s.parts[0].x1+bar/2), width-margin-bar/2)
		x1, x2 = middle-bar/2, middle+bar/2
	}
	label := r.label()
	w := c.width(label, letters)
	if x2+12+w > width-margin && x1-12-w < numbers && w+40 < x2-x1 {
		// A bar from end to end: its date is written on it.
		c.roundRect(x1, y-rowHeight/2+9, x2-x1, rowHeight-18, rowHeight/2-9, tone)
		c.centred((x1+x2)/2, y, label, letters, paper)
		return
	}
	c.roundRect(x1, y-bar/2, x2-x1, bar, bar/2, tone)
	if !r.Sure || r.About {
		c.roundRect(x1+3, y-bar/2+3, x2-x1-6, bar-6, bar/2-3, stripe)
	}
	left, right := c.arrows(r.Bound, x1, x2, y, tone)
	switch {
	case right+12+w <= width-margin:
		c.text(right+12, y, label, letters, ink)
	case left-12-w >= numbers:
		c.text(left-12-w, y, label, letters, ink)
	default: // right of the middle, over what is there
		c.roundRect(width-margin-w-20, y-rowHeight/2+7, w+20, rowHeight-14, 10, stripe)
		c.text(width-margin-w-10, y, label, letters, ink)
	}
}

// arrows draws the heads that say that an end is open, and returns how far the
// bar reaches with them.
func (c *canvas) arrows(b when.Bound, x1, x2, y float64, tone color.NRGBA) (left, right float64) {
	const reach, half = 26, 9
	switch b {
	case when.Since, when.After:
		c.line(x2-2, y, x2+reach-8, y, 4, tone)
		c.polygon(tone, x2+reach-10, y-half, x2+reach+2, y, x2+reach-10, y+half)
		x2 += reach
	case when.Until, when.Before:
		c.line(x1+2, y, x1-reach+8, y, 4, tone)
		c.polygon(tone, x1-reach+10, y-half, x1-reach-2, y, x1-reach+10, y+half)
		x1 -= reach
	}
	return x1, x2
}

// bracket joins the numbers of two rows that date the same event otherwise.
func (c *canvas) bracket(y1, y2 float64) {
	c.line(numbers/2, y1+radius, numbers/2, y2-radius, 5, amber)
}

// axis draws the time below the rows: a line for each part, a mark and a date at
// each end of it, and a break between two.
func (c *canvas) axis(s scale, y float64) {
	y += 14
	for i, p := range s.parts {
		c.line(p.x1, y, p.x2, y, 3, faint)
		for _, x := range []float64{p.x1, p.x2} {
			c.line(x, y-6, x, y+6, 3, faint)
		}
		if i > 0 {
			x := (s.parts[i-1].x2 + p.x1) / 2
			for _, dx := range []float64{-5, 5} {
				c.line(x+dx-4, y+8, x+dx+4, y-8, 3, faint)
			}
		}
		c.dates(p, y+26)
	}
}

// dates writes when a part of the axis begins and ends, as exactly as its length
// asks for and as there is room.
func (c *canvas) dates(p part, y float64) {
	from, to := time.Unix(int64(p.from)*24*60*60, 0).UTC(), time.Unix(int64(p.to-1)*24*60*60, 0).UTC()
	for _, layout := range []string{"2 Jan 2006", "Jan 2006", "2006"} {
		if layout == "2 Jan 2006" && (p.to-p.from > 120 || p.finest >= when.Month) || layout == "Jan 2006" && (p.to-p.from > 5*366 || p.finest >= when.Year) {
			continue
		}
		a, b := from.Format(layout), to.Format(layout)
		wa, wb := c.width(a, small), c.width(b, small)
		if a == b {
			if x := (p.x1 + p.x2) / 2; wa <= p.x2-p.x1+breakWidth-8 || layout == "2006" {
				c.centred(math.Min(math.Max(x, margin+wa/2), width-margin-wa/2), y, a, small, faint)
				return
			}
			continue
		}
		if wa+wb+18 <= p.x2-p.x1 {
			c.text(p.x1, y, a, small, faint)
			c.text(p.x2-wb, y, b, small, faint)
			return
		}
	}
	a := from.Format("2006") + "–" + to.Format("2006")
	c.centred((p.x1+p.x2)/2, y, a, small, faint)
}
