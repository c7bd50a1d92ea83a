package nbplot

import (
	"fmt"
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
)

// A Ref is a reference line: HLine and VLine make one.
type Ref struct {
	base
	v    float64
	vert bool
}

// HLine draws a dashed line at height y, its label in the margin at the right.
func HLine(label string, y float64) *Ref {
	return &Ref{base: base{label: label, slot: -1, fixed: true}, v: y}
}

// VLine draws a dashed line at x, its label above the data.
func VLine(label string, x float64) *Ref {
	return &Ref{base: base{label: label, slot: -1, fixed: true}, v: x, vert: true}
}

// Color sets the palette's slot; without it the line is grey.
func (r *Ref) Color(i int) *Ref { r.slot = i; return r }

func (r *Ref) resolve(x, y Axis) (Mark, error) {
	name, log := "y", y.Log
	if r.vert {
		name, log = "x", x.Log
	}
	if math.IsNaN(r.v) || math.IsInf(r.v, 0) || (log && r.v <= 0) {
		return nil, fmt.Errorf("nbplot: the reference line %q stands at %s = %v, which its axis does not have", r.label, name, r.v)
	}
	if err := checkText("the label", r.label); err != nil {
		return nil, err
	}
	return r, nil
}

func (r *Ref) extent(x, y *extent) {
	if r.vert {
		x.add(r.v)
	} else {
		y.add(r.v)
	}
}

// inside is the line's pixel, and whether it is within the data area.
func (r *Ref) inside(f *frame) (float64, bool) {
	if r.vert {
		at := f.x.at(r.v)
		return at, at >= f.area.x0-0.01 && at <= f.area.x1+0.01
	}
	at := f.y.at(r.v)
	return at, at >= f.area.y0-0.01 && at <= f.area.y1+0.01
}

func (r *Ref) draw(c canvas, f *frame, slot int) {
	at, ok := r.inside(f)
	if !ok {
		return
	}
	p := lineBetween(f.area.x0, at, f.area.x1, at)
	if r.vert {
		p = lineBetween(at, f.area.y0, at, f.area.y1)
	}
	c.stroke(p, pen{color: curveColor(slot), width: 1.3, dash: []float64{5, 4}})
}

func (r *Ref) notes(f *frame, slot int) {
	at, ok := r.inside(f)
	if r.label == "" || !ok {
		return
	}
	n := sideNote{text: r.label, at: at, slot: slot, grey: slot < 0}
	if r.vert {
		f.top = append(f.top, n)
	} else {
		f.right = append(f.right, n)
	}
}

func (r *Ref) keys(int) []key { return nil }

// An ArrowMark is an arrow between two points; Arrow makes one.
type ArrowMark struct {
	base
	x0, y0, x1, y1 float64
	dx, dy         float64
}

// Arrow draws an arrow from (x0, y0) to (x1, y1).
func Arrow(label string, x0, y0, x1, y1 float64) *ArrowMark {
	return &ArrowMark{base: base{label: label}, x0: x0, y0: y0, x1: x1, y1: y1}
}

// Spread adds error bars at the tip: ±dx along x and ±dy along y.
func (a *ArrowMark) Spread(dx, dy float64) *ArrowMark { a.dx, a.dy = dx, dy; return a }

// Color sets the palette's slot.
func (a *ArrowMark) Color(i int) *ArrowMark { a.slot, a.fixed = i, true; return a }

func (a *ArrowMark) resolve(x, y Axis) (Mark, error) {
	for i, v := range []float64{a.x0, a.y0, a.x1, a.y1, a.x1 - a.dx, a.y1 - a.dy, a.x1 + a.dx, a.y1 + a.dy} {
		axis, name := x, "x"
		if i%2 == 1 {
			axis, name = y, "y"
		}
		if err := checkValue("Arrow", a.label, name, i/2, v, axis.Log); err != nil {
			return nil, err
		}
	}
	return a, nil
}

func (a *ArrowMark) extent(x, y *extent) {
	x.add(a.x0)
	y.add(a.y0)
	x.add(a.x1 - a.dx)
	x.add(a.x1 + a.dx)
	y.add(a.y1 - a.dy)
	y.add(a.y1 + a.dy)
}

func (a *ArrowMark) draw(c canvas, f *frame, slot int) {
	col := curveColor(slot)
	from, to := pt(f.x.at(a.x0), f.y.at(a.y0)), pt(f.x.at(a.x1), f.y.at(a.y1))
	var bars vg.Path
	add := func(x0, y0, x1, y1 float64) {
		if p, q, ok := clipSegment(pt(f.x.at(x0), f.y.at(y0)), pt(f.x.at(x1), f.y.at(y1)), f.area); ok {
			bars = append(bars, polyline([]vg.Point{p, q})...)
		}
	}
	if a.dx != 0 {
		add(a.x1-a.dx, a.y1, a.x1+a.dx, a.y1)
	}
	if a.dy != 0 {
		add(a.x1, a.y1-a.dy, a.x1, a.y1+a.dy)
	}
	c.stroke(bars, pen{color: withAlpha(col, 0.65), width: 1.5})
	p, q, ok := clipSegment(from, to, f.area)
	if !ok {
		return
	}
	drawArrow(c, p, q, col, q == to)
}

// drawArrow draws the shaft and, when the tip is visible, the head; a short
// arrow has a smaller head, one of no length is a dot.
func drawArrow(c canvas, from, to vg.Point, col color.NRGBA, head bool) {
	dx, dy := float64(to.X-from.X), float64(to.Y-from.Y)
	l := math.Hypot(dx, dy)
	if l < 1 {
		c.dots([]vg.Point{to}, 2, col)
		return
	}
	if !head {
		c.stroke(polyline([]vg.Point{from, to}), pen{color: col, width: curveWidth})
		return
	}
	size := math.Min(10, 0.6*l)
	ux, uy := dx/l, dy/l
	bx, by := float64(to.X)-ux*size, float64(to.Y)-uy*size
	c.stroke(lineBetween(float64(from.X), float64(from.Y), bx+ux, by+uy), pen{color: col, width: curveWidth})
	c.fill(polygon([]vg.Point{to, pt(bx-uy*size*0.42, by+ux*size*0.42), pt(bx+uy*size*0.42, by-ux*size*0.42)}), col)
}

func (a *ArrowMark) keys(slot int) []key {
	if a.label == "" {
		return nil
	}
	return []key{{a.label, func(c canvas, x, y float64) {
		drawArrow(c, pt(x, y), pt(x+keyWidth, y), curveColor(slot), true)
	}}}
}

// A NoteMark is a text at a place of the data; Note makes one.
type NoteMark struct {
	x, y float64
	text string
}

// Note writes text beside the point (x, y), with a white rim so that lines
// behind do not disturb it. Prefer a label: a note may cover data.
func Note(x, y float64, text string) *NoteMark { return &NoteMark{x: x, y: y, text: text} }

func (n *NoteMark) color() (int, bool, bool) { return 0, false, false }

func (n *NoteMark) resolve(x, y Axis) (Mark, error) {
	if err := checkText("the note", n.text); err != nil {
		return nil, err
	}
	if err := checkValue("Note", n.text, "x", 0, n.x, x.Log); err != nil {
		return nil, err
	}
	if err := checkValue("Note", n.text, "y", 0, n.y, y.Log); err != nil {
		return nil, err
	}
	return n, nil
}

func (n *NoteMark) extent(x, y *extent) { x.add(n.x); y.add(n.y) }

func (n *NoteMark) draw(canvas, *frame, int) {}

// place puts the text right of its point and above it, or at the left where
// the right has no room.
func (n *NoteMark) place(f *frame) (x, y float64, t textStyle, ok bool) {
	x, y = f.x.at(n.x), f.y.at(n.y)
	ok = f.area.contains(pt(x, y))
	t = textStyle{size: noteSize, color: ink, halo: true}
	if x+6+textWidth(n.text, noteSize) > f.area.x1 {
		t.anchor = end
		x -= 12
	}
	return x + 6, math.Max(f.area.y0+noteSize, y-6), t, ok
}

func (n *NoteMark) busy(f *frame) []box {
	x, y, t, _ := n.place(f)
	x += t.textOrigin(n.text)
	return []box{{x, y - noteSize, x + textWidth(n.text, noteSize), y + 3}}
}

func (n *NoteMark) drawOver(c canvas, f *frame, _ int) {
	if x, y, t, ok := n.place(f); ok {
		c.text(x, y, n.text, t)
	}
}

func (n *NoteMark) keys(int) []key { return nil }
