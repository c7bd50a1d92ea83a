package figures

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/nbplot"
	"github.com/gradstep/gradstep/pkg/nbplot/live"
)

// Vee shows the error of a forward and of a central difference against the step, for values that
// are wrong by up to a.
func Vee() live.Figure {
	return live.Figure{
		Name: "vee", Title: "The error against the step, when each value is wrong by up to a",
		Alt: "Four panels, a = 1e-16, 1e-12, 1e-8 and 1e-4. Each has two V-shaped curves of error against step, which fall along a " +
			"line of noise and rise along lines of truncation. With a larger a the V's are higher and further right.",
		Sliders: []live.Slider{
			{Label: "a", Min: 1e-16, Max: 1e-2, Value: 1e-16, Steps: 56, Log: true},
			{Label: "h", Min: 1e-10, Max: 0.1, Value: 1e-3, Steps: 90, Log: true},
		},
		Panels: [][]float64{{1e-16, 1e-3}, {1e-12, 1e-3}, {1e-8, 1e-3}, {1e-4, 1e-3}}, Cols: 2,
		Draw: func(v []float64) []nbplot.Drawing {
			a, h := coarse(v[0]), coarse(v[1])
			const d = 1e-3 // the higher derivatives need no more than two digits here
			_, slope := town(townX)
			_, right := town(townX + d)
			_, left := town(townX - d)
			second, third := math.Abs(right-left)/(2*d), math.Abs(right-2*slope+left)/(d*d)
			value := func(x float64) float64 { // the same error for the same x, as a program has it
				return townHad(x) + float64(a*float64(2*rand.New(rand.NewPCG(6, math.Float64bits(x))).Float64()-1))
			}
			miss := [2]func(h float64) float64{
				func(h float64) float64 { return max(math.Abs((value(townX+h)-value(townX))/h-slope), 1e-12) },
				func(h float64) float64 { return max(math.Abs((value(townX+h)-value(townX-h))/(2*h)-slope), 1e-12) },
			}
			line := func(name string, f func(h float64) float64) *nbplot.Curve {
				return nbplot.Func(name, f, 1e-10, 0.1).Samples(20).Gray().Thin()
			}
			plot := nbplot.Figure{
				Alt: "Two V-shaped curves of error against step.", Height: 360,
				X: nbplot.Axis{Label: "step h", Log: true, Min: 1e-10, Max: 0.1, Ticks: []float64{1e-9, 1e-7, 1e-5, 1e-3}}, Y: nbplot.Axis{Label: "error of the slope", Log: true, Min: 1e-12, Max: 1e4},
			}.Add(
				line("truncation: h·|f″|/2 and h²·|f‴|/6", func(h float64) float64 { return h * second / 2 }),
				line("", func(h float64) float64 { return h * h * third / 6 }),
				line("noise: a/h", func(h float64) float64 { return a / h }).Dashed(),
			)
			for i, name := range []string{"forward", "central"} {
				plot.Add(
					nbplot.Func(name, func(h float64) float64 { return miss[i](coarse(h)) }, 1e-10, 0.1).Samples(130).Color(i).Solid(),
					nbplot.Scatter("", []float64{h}, []float64{miss[i](h)}).Color(i),
				)
			}
			return live.One(plot.Add(nbplot.Note(3e-6, 1e3, fmt.Sprintf("forward %.0e, central %.0e", miss[0](h), miss[1](h)))))
		},
	}
}

// coarse keeps eight binary digits of v: powers that a processor rounds otherwise become equal,
// and with them the noise that they meet.
func coarse(v float64) float64 {
	digits, exponent := math.Frexp(v)
	return math.Ldexp(math.Round(256*digits), exponent-8)
}

// Corner is a difference across a kink: the slope that a central difference gives |x|, at one
// place and at all.
func Corner() live.Figure {
	return live.Figure{
		Name: "corner", Title: "A central difference across a kink",
		Alt: "Three rows. Left, a chord between two points of the V of |x|. Right, the slope of the chord against x: −1, then a " +
			"ramp of width 2h, then 1.",
		Sliders: []live.Slider{
			{Label: "x", Min: -1, Max: 1, Value: 0.2, Steps: 100},
			{Label: "h", Min: 0.01, Max: 0.8, Value: 0.5, Log: true},
		},
		Panels: [][]float64{{-0.6, 0.3}, {0.2, 0.5}, {0.1, 0.2}},
		Draw: func(v []float64) []nbplot.Drawing {
			x, h := v[0], v[1]
			slope := func(x float64) float64 { return (math.Abs(x+h) - math.Abs(x-h)) / (2 * h) }
			ends := []float64{x - h, x + h}
			heights := []float64{math.Abs(x - h), math.Abs(x + h)}
			return []nbplot.Drawing{
				nbplot.Figure{
					Alt: "A chord between two points of |x|.", Width: 380, Height: 260,
					X: nbplot.Axis{Label: "x", Min: -1.85, Max: 1.85}, Y: nbplot.Axis{Label: "f", Min: -0.1, Max: 1.9},
				}.Add(
					nbplot.Line("f = |x|", []float64{-1.85, 0, 1.85}, []float64{1.85, 0, 1.85}).Gray(),
					nbplot.Line(fmt.Sprintf("chord, slope %.2f", slope(x)), ends, heights).Color(1).Solid(),
					nbplot.Scatter("", ends, heights).Color(1), nbplot.Scatter("f(x)", []float64{x}, []float64{math.Abs(x)}).Color(0),
				),
				nbplot.Figure{
					Alt: "The slope of the chord against x.", Width: 380, Height: 260,
					X: nbplot.Axis{Label: "x", Min: -1.85, Max: 1.85}, Y: nbplot.Axis{Label: "slope", Min: -1.2, Max: 1.2},
				}.Add(
					nbplot.Steps("f′", []float64{-1.85, 0, 1.85}, []float64{-1, 1}).Gray(),
					nbplot.Line("chord", []float64{-1.85, -h, h, 1.85}, []float64{-1, -1, 1, 1}).Color(1).Solid(),
					nbplot.Scatter("", []float64{x}, []float64{slope(x)}).Color(1),
				),
			}
		},
	}
}
