package nbplot

import (
	"math"
	"sort"
	"strconv"

	"gonum.org/v1/plot/vg"
)

// A ContourMap is a mark of level lines; Contours makes one.
type ContourMap struct {
	base
	g      Grid
	levels []float64
	plain  bool
}

// Contours draws the lines on which the grid's function has the given levels,
// each with its number on it. Without levels it takes about ten: evenly, or by
// powers where the values are positive and span more than three decades.
func Contours(g Grid, levels ...float64) *ContourMap {
	g.mustFit("Contours", "")
	return &ContourMap{base: base{slot: -1, fixed: true}, g: g, levels: append([]float64(nil), levels...)}
}

// Plain leaves out the numbers on the lines.
func (m *ContourMap) Plain() *ContourMap { m.plain = true; return m }

// Color sets the palette's slot; without it the lines are grey.
func (m *ContourMap) Color(i int) *ContourMap { m.slot = i; return m }

func (m *ContourMap) resolve(x, y Axis) (Mark, error) {
	if err := m.g.check("Contours", "", x, y); err != nil {
		return nil, err
	}
	d := *m
	if len(d.levels) == 0 {
		d.levels = chooseLevels(m.g.Z)
	}
	for i, v := range d.levels {
		if err := checkValue("Contours", "", "level", i, v, false); err != nil {
			return nil, err
		}
	}
	return &d, nil
}

func chooseLevels(z []float64) []float64 {
	var e extent
	for _, v := range z {
		e.add(v)
	}
	var out []float64
	if e.lo == e.hi {
		return nil
	}
	if floor := math.Max(e.lo, e.hi*1e-9); e.lo >= 0 && e.hi/floor > 1000 {
		for d := int(math.Ceil(math.Log10(e.hi))); len(out) < 10 && pow10(d) > floor; d-- {
			for _, k := range []float64{3, 1} {
				if v := k * pow10(d); v < e.hi && v > floor && len(out) < 10 {
					out = append(out, v)
				}
			}
		}
		sort.Float64s(out)
		return out
	}
	for _, t := range linearTicks(scale{lo: e.lo, hi: e.hi}, func([]tick) bool { return true }) {
		if t.value > e.lo && t.value < e.hi {
			out = append(out, t.value)
		}
	}
	return out
}

func (m *ContourMap) snug() {}

func (m *ContourMap) extent(x, y *extent) { m.g.addExtent(x, y) }

func (m *ContourMap) lines(f *frame, level float64) [][]vg.Point {
	xs, ys := make([]float64, len(m.g.X)), make([]float64, len(m.g.Y))
	for i, v := range m.g.X {
		xs[i] = f.x.at(v)
	}
	for j, v := range m.g.Y {
		ys[j] = f.y.at(v)
	}
	var out [][]vg.Point
	for _, l := range levelLines(xs, ys, m.g.Z, level) {
		out = append(out, clipLine(simplify(l), f.area)...)
	}
	return out
}

func (m *ContourMap) draw(c canvas, f *frame, slot int) {
	var p vg.Path
	for _, level := range m.levels {
		for _, l := range m.lines(f, level) {
			p = append(p, polyline(l)...)
		}
	}
	c.stroke(p, pen{color: withAlpha(curveColor(slot), 0.75), width: 1.1})
	if m.plain {
		return
	}
	taken := append([]box(nil), f.busy...)
	for _, level := range m.levels {
		text := levelText(level)
		half := textWidth(text, 11)/2 + 3
		if at, ok := placeLevel(m.lines(f, level), half, f.area, taken); ok {
			taken = append(taken, box{float64(at.X) - half, float64(at.Y) - 8, float64(at.X) + half, float64(at.Y) + 8})
			c.text(float64(at.X), float64(at.Y)+4, text, textStyle{size: 11, color: inkSoft, anchor: middle, halo: true})
		}
	}
}

func levelText(v float64) string {
	if a := math.Abs(v); v != 0 && (a >= 1e5 || a < 1e-3) {
		return Power(v)
	}
	return number(strconv.FormatFloat(v, 'g', 6, 64))
}

// placeLevel finds a place for a level's number: on its longest line, where
// the line runs flat, away from the border and from the other numbers.
func placeLevel(lines [][]vg.Point, half float64, area box, taken []box) (vg.Point, bool) {
	best, score := vg.Point{}, math.Inf(-1)
	for _, l := range lines {
		length := 0.0
		for i := 1; i < len(l); i++ {
			length += math.Hypot(float64(l[i].X-l[i-1].X), float64(l[i].Y-l[i-1].Y))
		}
		if length < 3*half {
			continue
		}
		for i := 1; i < len(l); i++ {
			dx, dy := float64(l[i].X-l[i-1].X), float64(l[i].Y-l[i-1].Y)
			q := pt(float64(l[i].X)-dx/2, float64(l[i].Y)-dy/2)
			b := box{float64(q.X) - half, float64(q.Y) - 8, float64(q.X) + half, float64(q.Y) + 8}
			if b.x0 < area.x0 || b.x1 > area.x1 || b.y0 < area.y0 || b.y1 > area.y1 {
				continue
			}
			free := true
			for _, t := range taken {
				free = free && !b.overlaps(t)
			}
			if !free {
				continue
			}
			flat := math.Abs(dx) / math.Max(math.Hypot(dx, dy), 1e-9)
			if s := math.Round(100*(flat+length/2000)) - 0.01*math.Abs(float64(q.X)-(area.x0+area.x1)/2); s > score {
				best, score = q, s
			}
		}
	}
	return best, !math.IsInf(score, -1)
}

// keys are none: the numbers stand on the lines.
func (m *ContourMap) keys(int) []key { return nil }
