// Package chart draws dated entries as a picture.
//
// Each entry is a row: its number, as the message below lists it, a bar or a
// point where it stands in time, and its date in words. The picture brings its
// own background, so that it looks the same in Discord's dark and light themes,
// and has no words but dates and numbers, which the font has: a title in Chinese
// would be boxes.
//
// Where years lie between entries in which nothing is dated, the axis is broken,
// and each part has a scale of its own: a church of 1893 and a week of last
// autumn both have room.
package chart

import (
	"bytes"
	"image/png"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/when"
)

// Row is one entry.
type Row struct {
	Number int
	when.Interval
	Sure   bool
	Beside bool // it gives another date for what the row before tells
}

// MaxRows is how many rows a picture has at most. Others are left out.
const MaxRows = 20

// Sizes in pixels. Discord shows a picture at about half of this width, so
// letters of 26 pixels are read as 13.
const (
	width      = 1100
	margin     = 36
	top        = 16
	numbers    = 84 // from the left: the middle of the numbers is half of it
	rowHeight  = 54
	axisHeight = 64
	letters    = 26
	small      = 21
	radius     = 17
	bar        = 18
)

// PNG draws the rows, and returns nil when there is none.
func PNG(rows []Row) ([]byte, error) {
	rows = rows[:min(len(rows), MaxRows)]
	if len(rows) == 0 {
		return nil, nil
	}
	height := top + len(rows)*rowHeight + axisHeight
	c, err := newCanvas(width, height)
	if err != nil {
		return nil, err
	}
	c.roundRect(0, 0, width, float64(height), 20, paper)
	s := newScale(rows, numbers+10, width-margin)
	bottom := float64(top + len(rows)*rowHeight)
	c.axis(s, bottom)
	for i, r := range rows {
		y := float64(top+i*rowHeight) + rowHeight/2
		c.row(s, r, y)
		if r.Beside && i > 0 {
			c.bracket(y-rowHeight, y)
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, c.img); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// label is what stands beside a row's bar.
func (r Row) label() string {
	if !r.Sure {
		return r.Interval.String() + " ?"
	}
	return r.Interval.String()
}

// ends returns the days between which a row is drawn.
func (r Row) ends() (from, to corpus.Date) { return r.Start(), r.End() }
