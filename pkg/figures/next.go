package figures

import (
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/nbplot"
	"github.com/gradstep/gradstep/pkg/nbplot/live"
)

// Gorge is a function that rises along every ray from the origin and has no lowest point: it falls
// for ever along a parabola.
func Gorge() live.Figure {
	bent := func(x, y float64) float64 { return (y-x*x)*(y-x*x) + 1/(1+x*x) }
	return live.Figure{
		Name: "gorge", Title: "Walk away from the origin along a straight line",
		Alt: "Rows for rays of 0, 60 and 85 degrees. Left, a map with a valley along a parabola, and the ray, which crosses it. " +
			"Right, the value along the ray dips and then rises without end.",
		Sliders: []live.Slider{{Label: "angle in degrees", Max: 90, Value: 60, Steps: 90}},
		Panels:  [][]float64{{0}, {60}, {85}},
		Draw: func(v []float64) []nbplot.Drawing {
			sin, cos := math.Sincos(v[0] * math.Pi / 180)
			reach := min(4/max(cos, 1e-9), 16/max(sin, 1e-9)) // to the edge of the map
			grid := nbplot.GridFunc(bent, nbplot.Linspace(0, 4, 81), nbplot.Linspace(0, 16, 81))
			return []nbplot.Drawing{
				nbplot.Figure{
					Title: "the map", Alt: "Level lines of a bent valley, and a straight line.", Width: 380, Height: 320,
					X: nbplot.Axis{Label: "x", Min: 0, Max: 4}, Y: nbplot.Axis{Label: "y", Min: 0, Max: 16},
				}.Add(
					nbplot.Contours(grid, 0.3, 1, 4, 16, 64).Plain(),
					nbplot.Line("the ray", []float64{0, reach * cos}, []float64{0, reach * sin}).Color(1).Solid(),
				),
				nbplot.Figure{
					Title: "the value on the way", Alt: "The value along the line.", Width: 400, Height: 320,
					X: nbplot.Axis{Label: "distance from the origin", Log: true, Min: 0.1, Max: 1000},
					Y: nbplot.Axis{Label: "f", Log: true, Min: 1e-2, Max: 1e9},
				}.Add(nbplot.Func("", func(r float64) float64 { return bent(r*cos, r*sin) }, 0.1, 1000).Color(1).Solid()),
			}
		},
	}
}

// Chord lays a chord on a curve whose middle can be bent either way.
func Chord() live.Figure {
	return live.Figure{
		Name: "chord", Title: "Does a chord run below the graph?",
		Alt: "Four panels of a curve and a chord. For a = −1 the curve has two valleys, and a chord across the hump between them " +
			"runs below it, and another chord above. For a = 0 and 0.5 the chord runs above.",
		Sliders: []live.Slider{
			{Label: "a", Min: -1, Max: 1, Value: -1, Steps: 40},
			{Label: "left end", Min: -2.4, Max: 0, Value: -1.3, Steps: 48},
			{Label: "right end", Min: 0, Max: 2.2, Value: 1, Steps: 44},
		},
		Panels: [][]float64{{-1, -2.2, 2}, {-1, -1.3, 1}, {0, -1.3, 1}, {0.5, -1.3, 1}}, Cols: 2,
		Draw: func(v []float64) []nbplot.Drawing {
			a, x, y := v[0], v[1], v[2]
			f := func(x float64) float64 { return x*x*x*x/4 + a*x*x + x/2 }
			chord := func(t float64) float64 { return (1-t)*f(x) + t*f(y) }
			least, at := 0.0, 0.5
			for i := range 101 {
				t := float64(i) / 100
				if d := chord(t) - f((1-t)*x+t*y); d < least {
					least, at = d, t
				}
			}
			note := "this chord refutes nothing"
			plot := nbplot.Figure{
				Title: fmt.Sprintf("x⁴/4 + a·x² + x/2, a = %.2g", a), Alt: "A curve and a chord.", Height: 340,
				X: nbplot.Axis{Label: "x", Min: -2.5, Max: 2.5}, Y: nbplot.Axis{Label: "f", Min: -2.5, Max: 5},
			}.Add(
				nbplot.Func("f", f, -2.5, 2.5).Color(0).Solid(),
				nbplot.Line("chord", []float64{x, y}, []float64{f(x), f(y)}).Color(1).Solid().Markers(),
			)
			if least < -1e-9 {
				m := (1-at)*x + at*y
				plot.Add(nbplot.Line("f is above its chord", []float64{m, m}, []float64{chord(at), f(m)}).Color(5).Solid())
				note = "refuted: not convex"
			}
			return live.One(plot.Add(nbplot.Note(-0.7, 4.5, note)))
		},
	}
}

// Leash lets a disc grow: the lowest point of a bowl in it, the slope there, and what more room is worth.
func Leash() live.Figure {
	const longest = 2.8
	bowl := func(x, y float64) float64 { return (x-2)*(x-2) + 3*(y-1)*(y-1) }
	// held returns the lowest point with x² + y² ≤ r², and its multiplier: -∇F = μ(2x, 2y) has
	// the solution x = 2/(1+μ), y = 3/(3+μ), whose length falls with μ.
	held := func(r float64) (x, y, mu float64) {
		at := func(mu float64) (x, y float64) { return 2 / (1 + mu), 3 / (3 + mu) }
		if r < math.Sqrt(5) {
			lo, hi := 0.0, 1e3
			for range 60 {
				mu = (lo + hi) / 2
				if x, y = at(mu); math.Hypot(x, y) > r {
					lo = mu
				} else {
					hi = mu
				}
			}
		}
		x, y = at(mu)
		return x, y, mu
	}
	return live.Figure{
		Name: "leash", Title: "The lowest point within reach",
		Alt: "Left, level lines of a bowl and a disc that grows; the lowest point of the disc sits on its edge, with an arrow at a " +
			"right angle to it, until the disc reaches the bowl's own lowest point. Right, a falling curve of the least value " +
			"against the squared radius, with its tangent.",
		Sliders: []live.Slider{{Label: "radius", Min: 0.4, Max: longest, Value: 1, Steps: 96}},
		Play:    true, Frames: 17,
		Draw: func(v []float64) []nbplot.Drawing {
			r := v[0]
			x, y, mu := held(r)
			least := func(square float64) float64 {
				x, y, _ := held(math.Sqrt(square))
				return bowl(x, y)
			}
			var xs, ys []float64
			for _, turn := range nbplot.Linspace(0, 2*math.Pi, 91) {
				xs, ys = append(xs, r*math.Cos(turn)), append(ys, r*math.Sin(turn))
			}
			grid := nbplot.GridFunc(bowl, nbplot.Linspace(-2.2, 3.8, 81), nbplot.Linspace(-1.6, 2.2, 49))
			plot := nbplot.Figure{
				Title: fmt.Sprintf("radius %.2f", r), Alt: "A bowl, a disc, and the lowest point in it.", Width: 400, Height: 340, Equal: true,
				X: nbplot.Axis{Label: "x₁", Min: -1.5, Max: 3}, Y: nbplot.Axis{Label: "x₂", Min: -1.5, Max: 2.1},
			}.Add(
				nbplot.Contours(grid, 0.5, 2, 5, 10, 18).Plain(),
				nbplot.Line("edge of the disc", xs, ys).Color(2).Solid(), nbplot.Scatter("lowest point", []float64{x}, []float64{y}).Color(0),
			)
			if mu > 0 { // a sixth of -∇F
				plot.Add(nbplot.Arrow("−∇F", x, y, x+(2-x)/3, y+(1-y)))
			}
			low, span := least(r*r), 1.2
			if mu > 2 {
				span = 0.6
			}
			return []nbplot.Drawing{plot, nbplot.Figure{
				Title: fmt.Sprintf("least value %.2f, price μ = %.2f", low, mu), Alt: "The least value against the squared radius.", Width: 380, Height: 340,
				X: nbplot.Axis{Label: "radius²", Min: 0, Max: longest * longest}, Y: nbplot.Axis{Label: "least value in the disc", Min: -0.5, Max: 6},
			}.Add(
				nbplot.Func("least value", least, 0.1, longest*longest).Color(0),
				nbplot.Line("tangent, slope −μ", []float64{r*r - span, r*r + span}, []float64{low + mu*span, low - mu*span}).Color(1),
				nbplot.Scatter("", []float64{r * r}, []float64{low}).Color(0),
			)}
		},
	}
}

// Fence keeps x ≤ 1 by a price on leaving: by a penalty with a coefficient, and by the exact
// projective one, which has none.
func Fence() live.Figure {
	f := func(x float64) float64 { return (x - 2) * (x - 2) / 2 }
	return live.Figure{
		Name: "fence", Title: "A price on every step beyond x = 1",
		Alt: "Three panels, c = 0.4, 1 and 2. The curve with a price has its lowest point beyond 1 for the small price and at 1 for " +
			"the others. The curve without a coefficient has it at 1 in all three.",
		Sliders: []live.Slider{{Label: "price c", Max: 3, Value: 0.4, Steps: 60}},
		Panels:  [][]float64{{0.4}, {1}, {2}},
		Draw: func(v []float64) []nbplot.Drawing {
			c := v[0]
			priced := func(x float64) float64 { return f(x) + c*max(0, x-1) }
			exact := func(x float64) float64 { return f(min(x, 1)) + max(0, x-1) }
			at := max(1, 2-c) // f′ = x - 2 is -1 at the fence
			return live.One(nbplot.Figure{
				Title: fmt.Sprintf("c = %.3g: lowest at x = %.2f", c, at), Alt: "A parabola and two curves that bend upwards at 1.", Height: 340,
				X: nbplot.Axis{Label: "x", Min: -0.2, Max: 3}, Y: nbplot.Axis{Label: "value", Min: -0.1, Max: 2.6},
			}.Add(
				nbplot.Func("f", f, -0.2, 3).Gray(), nbplot.VLine("the fence", 1),
				nbplot.Func("f + c·(x − 1)", priced, -0.2, 3).Samples(321).Color(0), nbplot.Func("no coefficient", exact, -0.2, 3).Samples(321).Color(1),
				nbplot.Scatter("", []float64{at}, []float64{priced(at)}).Color(0), nbplot.Scatter("", []float64{1}, []float64{exact(1)}).Color(1).Open(),
			))
		},
	}
}

// Tug is the proximal step of |x|: a kink at 0 against a pull towards v.
func Tug() live.Figure {
	shrink := func(v, t float64) float64 { return math.Copysign(max(math.Abs(v)-t, 0), v) }
	return live.Figure{
		Name: "tug", Title: "A kink at 0 against a pull towards v",
		Alt: "Rows for v = 0.3, 0.8 and 1.5 with t = 0.5. Left, the sum of a V and a parabola with its lowest point, at 0 for " +
			"v = 0.3. Right, that point against v: level at 0 between −t and t, and rising with slope 1 beyond.",
		Sliders: []live.Slider{
			{Label: "v", Min: -2, Max: 2, Value: 0.8, Steps: 80},
			{Label: "t", Min: 0.1, Max: 1.5, Value: 0.5, Steps: 28},
		},
		Panels: [][]float64{{0.3, 0.5}, {0.8, 0.5}, {1.5, 0.5}},
		Draw: func(s []float64) []nbplot.Drawing {
			v, t := s[0], s[1]
			sum := func(x float64) float64 { return math.Abs(x) + (x-v)*(x-v)/(2*t) }
			best := shrink(v, t)
			return []nbplot.Drawing{
				nbplot.Figure{
					Title: fmt.Sprintf("lowest at x = %.2f", best+0), Alt: "A V, and its sum with a parabola.", Width: 390, Height: 280,
					X: nbplot.Axis{Label: "x", Min: -2, Max: 2}, Y: nbplot.Axis{Label: "value", Min: 0, Max: 4},
				}.Add(
					nbplot.Func("|x|", math.Abs, -2, 2).Samples(401).Gray(), nbplot.Func("|x| + (x − v)²/2t", sum, -2, 2).Samples(401).Color(0),
					nbplot.Scatter("", []float64{best}, []float64{sum(best)}).Color(1),
				),
				nbplot.Figure{
					Title: fmt.Sprintf("t = %.2f", t), Alt: "The lowest point against v.", Width: 390, Height: 280,
					X: nbplot.Axis{Label: "v", Min: -2, Max: 2}, Y: nbplot.Axis{Label: "lowest point", Min: -2, Max: 2},
				}.Add(
					nbplot.Line("v itself", []float64{-2, 2}, []float64{-2, 2}).Gray(),
					nbplot.Line("lowest point", []float64{-2, -t, t, 2}, []float64{-2 + t, 0, 0, 2 - t}).Color(0),
					nbplot.Scatter("", []float64{v}, []float64{best}).Color(1),
				),
			}
		},
	}
}
