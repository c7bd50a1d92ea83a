package nbplot

import (
	"image"
	"image/color"

	"gonum.org/v1/plot/vg"
)

// A canvas takes the drawing instructions of a figure. Coordinates are CSS
// pixels from the upper left corner, y downwards. Nothing is clipped here:
// marks clip their own geometry, so that both canvases draw the same.
type canvas interface {
	fill(p vg.Path, c color.NRGBA)
	stroke(p vg.Path, s pen)
	// dots draws a filled disc of radius r around each point.
	dots(at []vg.Point, r float64, c color.NRGBA)
	text(x, y float64, s string, t textStyle)
	// picture draws m into the rectangle; smooth interpolates between its pixels.
	picture(m image.Image, to box, smooth bool)
}

// A pen is how a line is drawn.
type pen struct {
	color color.NRGBA
	width float64
	dash  []float64
}

// An anchor says which point of a text its coordinates are.
type anchor int

const (
	start anchor = iota
	middle
	end
)

type textStyle struct {
	size   float64
	color  color.NRGBA
	anchor anchor
	up     bool // rotated: read from below
	halo   bool // outlined in the background's colour
}

// textOrigin is where the baseline of s starts, before a rotation.
func (t textStyle) textOrigin(s string) float64 {
	switch t.anchor {
	case middle:
		return -textWidth(s, t.size) / 2
	case end:
		return -textWidth(s, t.size)
	}
	return 0
}

// A box is a rectangle in pixels, y downwards.
type box struct{ x0, y0, x1, y1 float64 }

func (b box) width() float64  { return b.x1 - b.x0 }
func (b box) height() float64 { return b.y1 - b.y0 }

func (b box) path() vg.Path {
	var p vg.Path
	p.Move(pt(b.x0, b.y0))
	p.Line(pt(b.x1, b.y0))
	p.Line(pt(b.x1, b.y1))
	p.Line(pt(b.x0, b.y1))
	p.Close()
	return p
}

func (b box) contains(q vg.Point) bool {
	const slack = 0.01
	return float64(q.X) >= b.x0-slack && float64(q.X) <= b.x1+slack &&
		float64(q.Y) >= b.y0-slack && float64(q.Y) <= b.y1+slack
}

func (b box) overlaps(o box) bool {
	return b.x0 < o.x1 && o.x0 < b.x1 && b.y0 < o.y1 && o.y0 < b.y1
}

func pt(x, y float64) vg.Point { return vg.Point{X: vg.Length(x), Y: vg.Length(y)} }

// polyline joins the points; fewer than two make an empty path.
func polyline(points []vg.Point) vg.Path {
	var p vg.Path
	if len(points) < 2 {
		return p
	}
	p.Move(points[0])
	for _, q := range points[1:] {
		p.Line(q)
	}
	return p
}

// polygon is a closed polyline.
func polygon(points []vg.Point) vg.Path {
	p := polyline(points)
	if len(p) > 0 {
		p.Close()
	}
	return p
}

func lineBetween(x0, y0, x1, y1 float64) vg.Path {
	return polyline([]vg.Point{pt(x0, y0), pt(x1, y1)})
}

// nowhere is a canvas that draws nothing: layout without a drawing.
type nowhere struct{}

func (nowhere) fill(vg.Path, color.NRGBA)                {}
func (nowhere) stroke(vg.Path, pen)                      {}
func (nowhere) dots([]vg.Point, float64, color.NRGBA)    {}
func (nowhere) text(float64, float64, string, textStyle) {}
func (nowhere) picture(image.Image, box, bool)           {}
