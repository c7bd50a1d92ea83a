package nbplot

import (
	"fmt"
	"math"
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
