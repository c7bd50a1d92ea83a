package figures

import (
	"math"

	"github.com/gradstep/gradstep/pkg/nbplot"
	"github.com/gradstep/gradstep/pkg/nbplot/live"
)

// Remainder lets the reader look for the ξ of Taylor's theorem: the parabola with the second
// derivative at ξ that meets eᵗ at t = 1.5.
func Remainder() live.Figure {
	const h = 1.5
	exp := func(t float64) float64 { return math.Round(1e9*math.Exp(t)) / 1e9 } // the same path on every processor
	return live.Figure{
		Name: "remainder", Title: "Which ξ makes the parabola meet the curve at h = 1.5?",
		Alt: "Six panels of e to the t and a parabola. At ξ = 0 the parabola ends below the curve, at ξ = 1.5 above it; at " +
			"ξ = 0.566 it ends on the curve.",
		Sliders: []live.Slider{{Label: "ξ", Min: 0, Max: h, Value: 0.3, Steps: 150}},
		Panels:  [][]float64{{0}, {0.3}, {0.566}, {0.8}, {1.1}, {h}},
		Draw: func(v []float64) []nbplot.Drawing {
			xi := v[0]
			parabola := func(t float64) float64 { return math.Round(1e9*(1+t+exp(xi)/2*t*t)) / 1e9 }
			return live.One(nbplot.Figure{
				Alt: "The curve e to the t, its tangent at 0, and a parabola whose end at t = 1.5 moves with ξ.",
				X:   nbplot.Axis{Label: "t"}, Y: nbplot.Axis{Label: "value", Min: 0, Max: 8},
			}.Add(
				nbplot.Func("f = eᵗ", exp, 0, h), nbplot.Func("tangent + ½ f″(ξ) t²", parabola, 0, h),
				nbplot.Func("tangent", func(t float64) float64 { return 1 + t }, 0, h).Gray(), nbplot.VLine("ξ", xi),
				nbplot.Scatter("f(h)", []float64{h}, []float64{exp(h)}).Color(0),
				nbplot.Scatter("parabola at h", []float64{h}, []float64{parabola(h)}).Open().Color(1),
			))
		},
	}
}

// Rolle shows the chain of zeros behind Taylor's theorem for eᵗ: of g, which vanishes at 0 and
// at h, of its derivative, and of its second derivative.
func Rolle() live.Figure {
	return live.Figure{
		Name: "rolle", Title: "Rolle's theorem twice: from the zero h to c₁, from c₁ to ξ",
		Alt: "Three panels, h = 0.5, 1.2 and 2. In each, g vanishes at 0 and h, its derivative at 0 and at c₁, about 0.7 h, " +
			"its second derivative at ξ, below 0.4 h.",
		Sliders: []live.Slider{{Label: "h", Min: 0.5, Max: 2, Value: 1.2, Steps: 150}},
		Panels:  [][]float64{{0.5}, {1.2}, {2}},
		Draw: func(v []float64) []nbplot.Drawing {
			h := v[0]
			c := (math.Exp(h) - 1 - h) / (h * h)
			g := [3]func(t float64) float64{
				func(t float64) float64 { return math.Exp(t) - 1 - t - c*t*t },
				func(t float64) float64 { return math.Exp(t) - 1 - 2*c*t },
				func(t float64) float64 { return math.Exp(t) - 2*c },
			}
			c1 := zero(g[1], h/100, h)
			xi := zero(g[2], 0, c1)
			plot := nbplot.Figure{
				Alt: "Three curves and the chain of their zeros, dots: h, left of it c₁, left of that ξ.",
				X:   nbplot.Axis{Label: "t", Max: 2.05}, Y: nbplot.Axis{Label: "scaled", Min: -1.1, Max: 1.1},
			}.Add(nbplot.HLine("", 0), nbplot.VLine("ξ", xi).Color(2), nbplot.VLine("c₁", c1).Color(1))
			for i, name := range []string{"g, zero at 0 and h", "g′, zero at 0 and c₁", "g″, zero at ξ"} {
				top := 0.0
				for _, t := range nbplot.Linspace(0, h, 200) {
					top = max(top, math.Abs(g[i](t)))
				}
				plot.Add(nbplot.Func(name, func(t float64) float64 { return g[i](t) / top }, 0, h).Color(i))
				plot.Add(nbplot.Scatter("", []float64{[]float64{h, c1, xi}[i]}, []float64{0}).Color(i))
			}
			return live.One(plot)
		},
	}
}

// zero halves [lo, hi], where f has different signs, until it is as short as it gets.
func zero(f func(float64) float64, lo, hi float64) float64 {
	for range 60 {
		if mid := (lo + hi) / 2; f(mid) > 0 == (f(hi) > 0) {
			hi = mid
		} else {
			lo = mid
		}
	}
	return hi
}
