package figures

import (
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/nbplot"
	"github.com/gradstep/gradstep/pkg/nbplot/live"
)

// Descent walks down the slope of the poster's misfit, step by step, and does not find the b that
// made the poster.
func Descent() live.Figure {
	const rate, steps = 100, 40
	return live.Figure{
		Name: "descent", Title: "Downhill, step by step, on the misfit of the poster",
		Alt: "A jagged curve of the misfit against b, lowest at 8.5. A dot starts at b = 14 and walks to the right in forty " +
			"steps, away from 8.5.",
		Sliders: []live.Slider{
			{Label: "step", Max: steps, Steps: steps},
			{Label: "start", Min: 5, Max: 30, Value: 14, Steps: 250},
		},
		Play: true, Frames: 21,
		Draw: func(v []float64) []nbplot.Drawing {
			p, b := poster(), v[1]
			bs, heights := []float64{b}, []float64{p.misfit(b)}
			for range int(v[0]) {
				b = min(30, max(5, b-rate*p.slope(b)))
				bs, heights = append(bs, b), append(heights, p.misfit(b))
			}
			return live.One(nbplot.Figure{
				Alt: "The misfit against b and the steps of a descent.", Height: 340,
				X: nbplot.Axis{Label: "b, number of steps"}, Y: nbplot.Axis{Label: "misfit", Min: 0, Max: 0.005},
			}.Add(
				nbplot.Line("misfit", p.bs, p.loss).Color(-1), nbplot.VLine("the poster's b", 8.5),
				nbplot.Scatter("steps", bs, heights).Color(1),
				nbplot.Scatter(fmt.Sprintf("after step %d: b = %.2f", int(v[0]), b), bs[len(bs)-1:], heights[len(bs)-1:]).Color(0),
			))
		},
	}
}

// Neighbourhood shows a function with kinks and its mean over [x - h, x + h].
func Neighbourhood() live.Figure {
	rough := func(x float64) float64 { return x*x + 0.3*math.Abs(math.Sin(9*x)) }
	return live.Figure{
		Name: "neighbourhood", Title: "A function with kinks, and its mean over a neighbourhood",
		Alt: "Five panels for five widths h. The function is a bowl with seven dips; its mean keeps the dips for a small h, " +
			"has one lowest point for h near 0.17, and is flatter for a large one.",
		Sliders: []live.Slider{{Label: "h", Min: 0.01, Max: 0.5, Value: 0.17}},
		Draw: func(v []float64) []nbplot.Drawing {
			h := v[0]
			mean := func(x float64) (sum float64) {
				const m = 100
				for i := range m {
					sum += rough(x+h*(2*(float64(i)+0.5)/m-1)) / m
				}
				return sum
			}
			dips := 0
			for x := -1.495; x < 1.5; x += 0.005 {
				if m := mean(x); m < mean(x-0.005) && m <= mean(x+0.005) {
					dips++
				}
			}
			return live.One(nbplot.Figure{
				Alt: "A bowl with dips and its mean.", X: nbplot.Axis{Label: "x"}, Y: nbplot.Axis{Label: "value", Min: 0, Max: 2.6},
			}.Add(
				nbplot.Func("f", rough, -1.5, 1.5).Gray(),
				nbplot.Func("its mean", mean, -1.5, 1.5).Color(0),
				nbplot.Note(-0.55, 2.3, fmt.Sprintf("dips of the mean: %d", dips)),
			))
		},
	}
}

// Ravine shows fifteen steps of plain descent in a valley that is steep across and flat along.
func Ravine() live.Figure {
	height := func(x, y float64) float64 { return (x*x + 25*y*y) / 2 }
	grid := func() nbplot.Grid {
		return nbplot.GridFunc(height, nbplot.Linspace(-1, 10, 111), nbplot.Linspace(-2.5, 2.5, 101))
	}
	return live.Figure{
		Name: "ravine", Title: "Fifteen steps down a ravine",
		Alt: "Four panels for four rates. At 0.02 the path crawls along the floor, at 0.04 it goes straight down, at 0.07 it " +
			"leaps from wall to wall, at 0.081 it climbs out.",
		Sliders: []live.Slider{{Label: "η", Min: 0.005, Max: 0.09, Value: 0.02, Steps: 170}},
		Panels:  [][]float64{{0.02}, {0.04}, {0.07}, {0.081}}, Cols: 2,
		Draw: func(v []float64) []nbplot.Drawing {
			x, y := 9.0, 2.0
			xs, ys := []float64{x}, []float64{y}
			for range 15 {
				x, y = x-v[0]*x, y-v[0]*25*y // the gradient is (x, 25y)
				if math.Abs(y) > 2.5 {
					break // it has left the map
				}
				xs, ys = append(xs, x), append(ys, y)
			}
			note := fmt.Sprintf("height %.1f → %.2g", height(9, 2), height(x, y))
			return live.One(nbplot.Figure{
				Alt: "Level lines of a valley and a path in it.", Width: 640, Height: 360,
				X: nbplot.Axis{Label: "x", Min: -1, Max: 10}, Y: nbplot.Axis{Label: "y", Min: -2.5, Max: 2.5},
			}.Add(
				nbplot.Contours(grid(), 1, 3, 10, 30, 60, 100).Plain(),
				nbplot.Scatter("", []float64{0}, []float64{0}).Gray(),
				nbplot.Path("", xs, ys).Color(0), nbplot.Note(2.5, 2.2, note),
			))
		},
	}
}
