package nbplot

import (
	"math"

	"gonum.org/v1/plot/vg"
)

// simplify leaves out points that nobody could see: of more than four in half
// a pixel's column it keeps the first, lowest, highest and last; then it drops
// what lies within a fifteenth of a pixel of the line that is left.
func simplify(p []vg.Point) []vg.Point {
	if len(p) < 3 {
		return p
	}
	p = columns(p)
	keep := make([]bool, len(p))
	keep[0], keep[len(p)-1] = true, true
	stack := [][2]int{{0, len(p) - 1}}
	for len(stack) > 0 {
		a, b := stack[len(stack)-1][0], stack[len(stack)-1][1]
		stack = stack[:len(stack)-1]
		far, worst := 0.07, -1
		for i := a + 1; i < b; i++ {
			if d := distance(p[i], p[a], p[b]); d > far {
				far, worst = d, i
			}
		}
		if worst >= 0 {
			keep[worst] = true
			stack = append(stack, [2]int{a, worst}, [2]int{worst, b})
		}
	}
	out := p[:0:0]
	for i, k := range keep {
		if k {
			out = append(out, p[i])
		}
	}
	return out
}

func columns(p []vg.Point) []vg.Point {
	var out []vg.Point
	column := func(q vg.Point) float64 { return math.Floor(float64(q.X) * 2) }
	for i := 0; i < len(p); {
		j := i + 1
		for j < len(p) && column(p[j]) == column(p[i]) {
			j++
		}
		if j-i <= 4 {
			out = append(out, p[i:j]...)
			i = j
			continue
		}
		lo, hi := i, i
		for k := i; k < j; k++ {
			if p[k].Y < p[lo].Y {
				lo = k
			}
			if p[k].Y > p[hi].Y {
				hi = k
			}
		}
		out = append(out, p[i], p[min(lo, hi)], p[max(lo, hi)], p[j-1])
		i = j
	}
	return out
}

// distance is how far q lies from the segment ab.
func distance(q, a, b vg.Point) float64 {
	dx, dy := float64(b.X-a.X), float64(b.Y-a.Y)
	px, py := float64(q.X-a.X), float64(q.Y-a.Y)
	t := 0.0
	if l := dx*dx + dy*dy; l > 0 {
		t = math.Max(0, math.Min(1, (px*dx+py*dy)/l))
	}
	return math.Hypot(px-t*dx, py-t*dy)
}

// thin drops dots that lie within r pixels of the one before.
func thin(p []vg.Point, r float64) []vg.Point {
	var out []vg.Point
	for i, q := range p {
		if i > 0 && i < len(p)-1 {
			last := out[len(out)-1]
			if math.Hypot(float64(q.X-last.X), float64(q.Y-last.Y)) < r {
				continue
			}
		}
		out = append(out, q)
	}
	return out
}

// clipSegment is the part of ab inside the box, by Liang and Barsky.
func clipSegment(a, b vg.Point, to box) (vg.Point, vg.Point, bool) {
	t0, t1 := 0.0, 1.0
	dx, dy := float64(b.X-a.X), float64(b.Y-a.Y)
	for _, e := range [][2]float64{
		{-dx, float64(a.X) - to.x0},
		{dx, to.x1 - float64(a.X)},
		{-dy, float64(a.Y) - to.y0},
		{dy, to.y1 - float64(a.Y)},
	} {
		p, q := e[0], e[1]
		switch {
		case p == 0:
			if q < 0 {
				return a, b, false
			}
		case p < 0:
			t0 = math.Max(t0, q/p)
		default:
			t1 = math.Min(t1, q/p)
		}
	}
	if t0 > t1 {
		return a, b, false
	}
	at := func(t float64) vg.Point { return pt(float64(a.X)+t*dx, float64(a.Y)+t*dy) }
	from, upto := a, b
	if t0 > 0 {
		from = at(t0)
	}
	if t1 < 1 {
		upto = at(t1)
	}
	return from, upto, true
}

// clipLine cuts a polyline to the pieces inside the box.
func clipLine(p []vg.Point, to box) [][]vg.Point {
	to = box{to.x0 - 0.5, to.y0 - 0.5, to.x1 + 0.5, to.y1 + 0.5}
	var out [][]vg.Point
	var piece []vg.Point
	for i := 1; i < len(p); i++ {
		a, b, ok := clipSegment(p[i-1], p[i], to)
		if !ok {
			continue
		}
		if len(piece) == 0 || piece[len(piece)-1] != a {
			if len(piece) > 1 {
				out = append(out, piece)
			}
			piece = []vg.Point{a}
		}
		piece = append(piece, b)
	}
	if len(piece) > 1 {
		out = append(out, piece)
	}
	return out
}

// clipPolygon is the polygon inside the box, by Sutherland and Hodgman.
func clipPolygon(p []vg.Point, to box) []vg.Point {
	type side struct {
		inside func(vg.Point) bool
		cut    func(a, b vg.Point) vg.Point
	}
	atX := func(x float64) func(a, b vg.Point) vg.Point {
		return func(a, b vg.Point) vg.Point {
			t := (x - float64(a.X)) / float64(b.X-a.X)
			return pt(x, float64(a.Y)+t*float64(b.Y-a.Y))
		}
	}
	atY := func(y float64) func(a, b vg.Point) vg.Point {
		return func(a, b vg.Point) vg.Point {
			t := (y - float64(a.Y)) / float64(b.Y-a.Y)
			return pt(float64(a.X)+t*float64(b.X-a.X), y)
		}
	}
	for _, s := range []side{
		{func(q vg.Point) bool { return float64(q.X) >= to.x0 }, atX(to.x0)},
		{func(q vg.Point) bool { return float64(q.X) <= to.x1 }, atX(to.x1)},
		{func(q vg.Point) bool { return float64(q.Y) >= to.y0 }, atY(to.y0)},
		{func(q vg.Point) bool { return float64(q.Y) <= to.y1 }, atY(to.y1)},
	} {
		var out []vg.Point
		for i, q := range p {
			last := p[(i+len(p)-1)%len(p)]
			if s.inside(q) != s.inside(last) {
				out = append(out, s.cut(last, q))
			}
			if s.inside(q) {
				out = append(out, q)
			}
		}
		p = out
	}
	return p
}
