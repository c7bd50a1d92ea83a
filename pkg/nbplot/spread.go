package nbplot

import (
	"fmt"

	"gonum.org/v1/plot/vg"
)

// A Spread is a mark that shows a range of values: Band and ErrorBars make one.
type Spread struct {
	base
	kind           string
	xs, ys, lo, hi []float64
}

// Band fills the area between lo[i] and hi[i] over xs[i]: quartiles around a
// median. Give it the Color of its curve, and an empty label when that one's
// name says enough.
func Band(label string, xs, lo, hi []float64) *Spread {
	return newSpread("Band", label, xs, nil, lo, hi)
}

// ErrorBars draws a dot at each (xs[i], ys[i]) and a bar from lo[i] to hi[i],
// which are values of y, not distances from ys[i].
func ErrorBars(label string, xs, ys, lo, hi []float64) *Spread {
	if len(xs) != len(ys) {
		panic(fmt.Sprintf("nbplot: ErrorBars %q: %d xs and %d ys do not fit together", label, len(xs), len(ys)))
	}
	return newSpread("ErrorBars", label, xs, append([]float64{}, ys...), lo, hi)
}

func newSpread(kind, label string, xs, ys, lo, hi []float64) *Spread {
	if len(xs) != len(lo) || len(xs) != len(hi) {
		panic(fmt.Sprintf("nbplot: %s %q: %d xs, %d lower and %d upper values do not fit together", kind, label, len(xs), len(lo), len(hi)))
	}
	return &Spread{
		base: base{label: label}, kind: kind, xs: append([]float64(nil), xs...), ys: ys,
		lo: append([]float64(nil), lo...), hi: append([]float64(nil), hi...),
	}
}

// Color sets the palette's slot, that of the curve to which the spread belongs.
func (s *Spread) Color(i int) *Spread { s.slot, s.fixed = i, true; return s }

func (s *Spread) resolve(x, y Axis) (Mark, error) {
	if len(s.xs) == 0 {
		return nil, fmt.Errorf("nbplot: %s %q has no points", s.kind, s.label)
	}
	check := func(name string, vs []float64, log bool) error {
		for i, v := range vs {
			if err := checkValue(s.kind, s.label, name, i, v, log); err != nil {
				return err
			}
		}
		return nil
	}
	for _, v := range []struct {
		name string
		vs   []float64
		log  bool
	}{{"x", s.xs, x.Log}, {"y", s.ys, y.Log}, {"lo", s.lo, y.Log}, {"hi", s.hi, y.Log}} {
		if err := check(v.name, v.vs, v.log); err != nil {
			return nil, err
		}
	}
	for i := range s.lo {
		if s.lo[i] > s.hi[i] {
			return nil, fmt.Errorf("nbplot: %s %q: lo[%d] = %v is above hi[%d] = %v", s.kind, s.label, i, s.lo[i], i, s.hi[i])
		}
	}
	return s, nil
}

func (s *Spread) extent(x, y *extent) {
	for i, v := range s.xs {
		x.add(v)
		y.add(s.lo[i])
		y.add(s.hi[i])
	}
	for _, v := range s.ys {
		y.add(v)
	}
}

func (s *Spread) draw(c canvas, f *frame, slot int) {
	col := curveColor(slot)
	if s.ys == nil {
		var upper, lower []vg.Point
		for i, x := range s.xs {
			upper = append(upper, pt(f.x.at(x), f.y.at(s.hi[i])))
			lower = append(lower, pt(f.x.at(x), f.y.at(s.lo[i])))
		}
		ring := append([]vg.Point(nil), simplify(upper)...)
		lower = simplify(lower)
		for i := len(lower) - 1; i >= 0; i-- {
			ring = append(ring, lower[i])
		}
		c.fill(polygon(clipPolygon(ring, f.area)), withAlpha(col, 0.2))
		return
	}
	var p vg.Path
	for i, x := range s.xs {
		at, lo, hi := f.x.at(x), f.y.at(s.lo[i]), f.y.at(s.hi[i])
		for _, seg := range [][2]vg.Point{{pt(at, lo), pt(at, hi)}, {pt(at-4, lo), pt(at+4, lo)}, {pt(at-4, hi), pt(at+4, hi)}} {
			if a, b, ok := clipSegment(seg[0], seg[1], f.area); ok {
				p = append(p, polyline([]vg.Point{a, b})...)
			}
		}
	}
	c.stroke(p, pen{color: col, width: 1.5})
}

func (s *Spread) drawOver(c canvas, f *frame, slot int) {
	var at []vg.Point
	for i := range s.ys {
		if q := pt(f.x.at(s.xs[i]), f.y.at(s.ys[i])); f.area.contains(q) {
			at = append(at, q)
		}
	}
	if len(at) > 0 {
		drawMarkers(c, at, slot, false)
	}
}

func (s *Spread) keys(slot int) []key {
	if s.label == "" {
		return nil
	}
	return []key{{s.label, func(c canvas, x, y float64) {
		col := curveColor(slot)
		if s.ys == nil {
			c.fill(box{x, y - 6, x + keyWidth, y + 6}.path(), withAlpha(col, 0.2))
			return
		}
		m := x + keyWidth/2
		c.stroke(append(lineBetween(m, y-7, m, y+7), append(lineBetween(m-4, y-7, m+4, y-7), lineBetween(m-4, y+7, m+4, y+7)...)...), pen{color: col, width: 1.5})
		drawMarkers(c, []vg.Point{pt(m, y)}, slot, false)
	}}}
}
