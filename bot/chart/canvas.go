package chart

import (
	"image"
	"image/color"
	"math"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gomedium"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// The colours: readable on their own paper, in every theme.
var (
	paper  = color.NRGBA{0x1e, 0x24, 0x2c, 0xff}
	ink    = color.NRGBA{0xf2, 0xf4, 0xf7, 0xff}
	faint  = color.NRGBA{0x8b, 0x97, 0xa6, 0xff}
	stripe = color.NRGBA{0x27, 0x2f, 0x39, 0xff}
	blue   = color.NRGBA{0x5a, 0xa9, 0xd6, 0xff}
	amber  = color.NRGBA{0xe0, 0xa5, 0x3c, 0xff}
)

// canvas is a picture that is being drawn.
type canvas struct {
	img   *image.NRGBA
	faces map[float64]font.Face
}

var medium = sync.OnceValues(func() (*opentype.Font, error) { return opentype.Parse(gomedium.TTF) })

func newCanvas(w, h int) (*canvas, error) {
	f, err := medium()
	if err != nil {
		return nil, err
	}
	c := &canvas{img: image.NewNRGBA(image.Rect(0, 0, w, h)), faces: map[float64]font.Face{}}
	for _, size := range []float64{letters, small} {
		if c.faces[size], err = opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone}); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// width returns how wide a text is.
func (c *canvas) width(text string, size float64) float64 {
	return float64(font.MeasureString(c.faces[size], text)) / 64
}

// text writes a text; its left end and its middle line are at x and y.
func (c *canvas) text(x, y float64, text string, size float64, ink color.NRGBA) {
	d := font.Drawer{Dst: c.img, Src: image.NewUniform(ink), Face: c.faces[size],
		Dot: fixed.Point26_6{X: fixed.Int26_6(x * 64), Y: fixed.Int26_6((y + size*0.36) * 64)}}
	d.DrawString(text)
}

// centred writes a text around x.
func (c *canvas) centred(x, y float64, text string, size float64, ink color.NRGBA) {
	c.text(x-c.width(text, size)/2, y, text, size, ink)
}

// shape is what is filled, drawn within the box that it needs.
type shape struct {
	z    *vector.Rasterizer
	x, y int // of the box
}

func (s shape) move(x, y float64) { s.z.MoveTo(float32(x-float64(s.x)), float32(y-float64(s.y))) }
func (s shape) line(x, y float64) { s.z.LineTo(float32(x-float64(s.x)), float32(y-float64(s.y))) }
func (s shape) cube(a, b, c, d, x, y float64) {
	dx, dy := float64(s.x), float64(s.y)
	s.z.CubeTo(float32(a-dx), float32(b-dy), float32(c-dx), float32(d-dy), float32(x-dx), float32(y-dy))
}

// fill fills a shape that lies between two corners.
func (c *canvas) fill(ink color.NRGBA, x1, y1, x2, y2 float64, draw func(shape)) {
	box := image.Rect(int(math.Floor(x1)), int(math.Floor(y1)), int(math.Ceil(x2)), int(math.Ceil(y2))).Intersect(c.img.Bounds())
	if box.Empty() {
		return
	}
	s := shape{vector.NewRasterizer(box.Dx(), box.Dy()), box.Min.X, box.Min.Y}
	draw(s)
	s.z.ClosePath()
	s.z.Draw(c.img, box, image.NewUniform(ink), image.Point{})
}

// arc is how far the handles of a quarter circle are from its ends, as a share
// of the radius.
const arc = 0.5523

// roundRect fills a rectangle with round corners.
func (c *canvas) roundRect(x, y, w, h, r float64, ink color.NRGBA) {
	r = min(r, w/2, h/2)
	k := r * (1 - arc)
	c.fill(ink, x, y, x+w, y+h, func(s shape) {
		s.move(x+r, y)
		s.line(x+w-r, y)
		s.cube(x+w-k, y, x+w, y+k, x+w, y+r)
		s.line(x+w, y+h-r)
		s.cube(x+w, y+h-k, x+w-k, y+h, x+w-r, y+h)
		s.line(x+r, y+h)
		s.cube(x+k, y+h, x, y+h-k, x, y+h-r)
		s.line(x, y+r)
		s.cube(x, y+k, x+k, y, x+r, y)
	})
}

// line draws a line of a thickness.
func (c *canvas) line(x1, y1, x2, y2, thick float64, ink color.NRGBA) {
	length := math.Hypot(x2-x1, y2-y1)
	if length == 0 {
		return
	}
	dx, dy := (y2-y1)/length*thick/2, (x1-x2)/length*thick/2
	c.polygon(ink, x1+dx, y1+dy, x2+dx, y2+dy, x2-dx, y2-dy, x1-dx, y1-dy)
}

// polygon fills the shape between points.
func (c *canvas) polygon(ink color.NRGBA, xy ...float64) {
	x1, y1, x2, y2 := xy[0], xy[1], xy[0], xy[1]
	for i := 2; i < len(xy); i += 2 {
		x1, y1, x2, y2 = min(x1, xy[i]), min(y1, xy[i+1]), max(x2, xy[i]), max(y2, xy[i+1])
	}
	c.fill(ink, x1, y1, x2, y2, func(s shape) {
		s.move(xy[0], xy[1])
		for i := 2; i < len(xy); i += 2 {
			s.line(xy[i], xy[i+1])
		}
	})
}
