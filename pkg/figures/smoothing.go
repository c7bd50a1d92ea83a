package figures

import (
	"fmt"
	"math"
	"math/rand/v2"
	"sync"

	"github.com/gradstep/gradstep/pkg/nbplot"
	"github.com/gradstep/gradstep/pkg/nbplot/live"
	"github.com/gradstep/gradstep/pkg/stair"
	"github.com/gradstep/gradstep/pkg/steklov"
)

// Fan draws a line through a point of a convex function with a kink: does it stay below?
func Fan() live.Figure {
	f := func(x float64) float64 { return math.Abs(x-1) + x*x/4 }
	return live.Figure{
		Name: "fan", Title: "Which lines through a point stay below the function?",
		Alt: "Six panels of a bowl with a kink at x = 1 and a line through one of its points. At the kink the lines with slopes " +
			"−0.5, 0.5 and 1.2 stay below, that with slope 2 does not; at x = 2 only slope 2 does.",
		Sliders: []live.Slider{
			{Label: "slope", Min: -2, Max: 3, Value: 0, Steps: 50},
			{Label: "x", Min: -1, Max: 3, Value: 1, Steps: 40},
		},
		Panels: [][]float64{{-0.5, 1}, {0.5, 1}, {1.2, 1}, {2, 1}, {2, 2}, {1.2, 2}},
		Draw: func(v []float64) []nbplot.Drawing {
			c, x := v[0], v[1]
			line := func(t float64) float64 { return f(x) + c*(t-x) }
			verdict := "stays below"
			for _, t := range nbplot.Linspace(-3, 5, 1601) {
				if line(t) > f(t)+1e-9 {
					verdict = "rises above f"
				}
			}
			return live.One(nbplot.Figure{
				Alt: "A bowl with a kink, and a line.", Height: 340,
				X: nbplot.Axis{Label: "x", Min: -2, Max: 4}, Y: nbplot.Axis{Label: "value", Min: -1.5, Max: 5},
			}.Add(
				nbplot.Func("f", f, -2, 4).Color(0), nbplot.Line("line", []float64{-2, 4}, []float64{line(-2), line(4)}).Color(1).Solid(),
				nbplot.Scatter("", []float64{x}, []float64{f(x)}).Color(1), nbplot.Note(-1.2, 4.3, verdict),
			))
		},
	}
}

// wavy is the bowl with waves of lesson 07, and its mean over [x - h, x + h].
func wavy(x float64) float64 { return (x-0.3)*(x-0.3) + 1.5*(1-math.Cos(2*math.Pi*x)) }

func wavyMean(x, h float64) float64 {
	wave, _ := steklov.Cosine(x, 2*math.Pi, h)
	return (x-0.3)*(x-0.3) + h*h/3 + 1.5*(1-wave)
}

// Window moves a window over the bowl with waves and draws the mean within it.
func Window() live.Figure {
	const lo, hi = -2.5, 3.0
	return live.Figure{
		Name: "window", Title: "The mean within a window that moves",
		Alt: "A bowl with waves. A window of width 2h moves over it from left to right; the mean within the window leaves a " +
			"smooth track with shallow waves.",
		Sliders: []live.Slider{
			{Label: "x", Min: lo, Max: hi, Value: 0, Steps: 110},
			{Label: "h", Min: 0.02, Max: 1, Value: 0.3},
		},
		Play: true, Frames: 12,
		Draw: func(v []float64) []nbplot.Drawing {
			x, h := v[0], v[1]
			mean := func(t float64) float64 { return wavyMean(t, h) }
			inside := nbplot.Linspace(x-h, x+h, 60)
			low, high := make([]float64, 60), make([]float64, 60)
			for i, t := range inside {
				high[i] = wavy(t)
			}
			return live.One(nbplot.Figure{
				Alt: "A bowl with waves, a window, and the track of its mean.", Height: 340,
				X: nbplot.Axis{Label: "x", Min: lo - 1, Max: hi + 1}, Y: nbplot.Axis{Label: "value", Min: 0, Max: 11},
			}.Add(
				nbplot.Band("", inside, low, high).Color(0), nbplot.Func("f", wavy, lo-1, hi+1).Gray(),
				nbplot.Func(fmt.Sprintf("mean over [x − h, x + h], h = %.3g", h), mean, lo, max(x, lo+1e-3)).Color(1).Solid(),
				nbplot.Scatter("", []float64{x}, []float64{mean(x)}).Color(1),
			))
		},
	}
}

// Waves is the mean of the bowl with waves as the window grows.
func Waves() live.Figure {
	return live.Figure{
		Name: "waves", Title: "A bowl with waves, and its mean",
		Alt: "Six panels for h from 0.02 to 1. The mean has seven dips, then five shallower ones, then three, and a single one at " +
			"h = 0.5 and at h = 1.",
		Sliders: []live.Slider{{Label: "h", Min: 0.01, Max: 1.3, Value: 0.3, Steps: 129}},
		Panels:  [][]float64{{0.02}, {0.2}, {0.3}, {0.4}, {0.5}, {1}},
		Draw: func(v []float64) []nbplot.Drawing {
			h := v[0]
			mean := func(x float64) float64 { return wavyMean(x, h) }
			const m, d = 1300, 0.005
			dips, lowest, at := 0, math.Inf(1), 0.0
			for i := range m + 1 {
				x := -3 + d*float64(i)
				y := mean(x)
				if y < lowest {
					lowest, at = y, x
				}
				if y < mean(x-d) && y <= mean(x+d) {
					dips++
				}
			}
			return live.One(nbplot.Figure{
				Alt: "A bowl with waves and its mean.", Height: 340,
				X: nbplot.Axis{Label: "x"}, Y: nbplot.Axis{Label: "value", Min: 0, Max: 9},
			}.Add(
				nbplot.Func("f", wavy, -2.6, 3.2).Gray(), nbplot.Func("its mean", mean, -2.6, 3.2).Color(1).Solid(),
				nbplot.Scatter("lowest point of the mean", []float64{at}, []float64{lowest}).Color(1),
				nbplot.Note(-0.9, 8, fmt.Sprintf("dips: %d", dips)),
			))
		},
	}
}

// Spray shows random directions in the plane, what the function says along each, and their mean.
func Spray() live.Figure {
	const h = 0.5
	f := func(p []float64) float64 { return math.Abs(p[0]) + 2*math.Abs(p[1]-0.2) + p[0]*p[0]/4 }
	grid := sync.OnceValue(func() nbplot.Grid {
		at := func(x, y float64) float64 { return f([]float64{x, y}) }
		return nbplot.GridFunc(at, nbplot.Linspace(-2.6, 2.6, 105), nbplot.Linspace(-2.6, 2.6, 105))
	})
	return live.Figure{
		Name: "spray", Title: "K random directions, and the mean of what they say",
		Alt: "Six panels of level lines with kinks. From a point grey lines go out, one for each direction; the orange arrow of " +
			"their mean swings for K = 1 and 3 and settles on the blue one, downhill, for K = 100.",
		Sliders: []live.Slider{
			{Label: "K", Min: 1, Max: 100, Value: 3, Steps: 99},
			{Label: "another draw", Min: 1, Max: 20, Value: 1, Steps: 19},
		},
		Panels: [][]float64{{1, 1}, {1, 2}, {3, 1}, {10, 1}, {30, 1}, {100, 1}},
		Draw: func(v []float64) []nbplot.Drawing {
			k, rng := int(math.Round(v[0])), rand.New(rand.NewPCG(7, uint64(v[1])))
			x, g := []float64{0.9, 0.9}, [2]float64{}
			plot := nbplot.Figure{
				Alt: "Level lines, directions, and arrows.", Equal: true, Width: 460, Height: 460,
				X: nbplot.Axis{Label: "x₁", Min: -2.2, Max: 2.2}, Y: nbplot.Axis{Label: "x₂", Min: -2.2, Max: 2.2},
			}.Add(nbplot.Contours(grid(), 0.5, 1, 2, 3, 4, 5).Plain())
			for j := range k {
				angle := 2 * math.Pi * rng.Float64()
				y := [2]float64{math.Cos(angle), math.Sin(angle)}
				slope := (f([]float64{x[0] + h*y[0], x[1] + h*y[1]}) - f([]float64{x[0] - h*y[0], x[1] - h*y[1]})) / (2 * h)
				for i := range g {
					g[i] += 2 * slope * y[i] / float64(k) // n = 2
				}
				if k <= 30 {
					name := ""
					if j == 0 {
						name = "directions"
					}
					plot.Add(nbplot.Line(name, []float64{x[0] - h*y[0], x[0] + h*y[0]}, []float64{x[1] - h*y[1], x[1] + h*y[1]}).Gray().Thin())
				}
			}
			// Downhill, half as long as the gradient; 1 + x₁/2 and 2 where no kink is within reach.
			return live.One(plot.Add(
				nbplot.Arrow("downhill", x[0], x[1], x[0]-0.5*1.45, x[1]-0.5*2).Color(0),
				nbplot.Arrow("mean of K", x[0], x[1], x[0]-0.5*g[0], x[1]-0.5*g[1]).Color(1),
			))
		},
	}
}

// Needle is the loss of fitting b to 512 pixels that were quantized with 16.3, smoothed.
func Needle() live.Figure {
	const truth = 16.3
	loss := sync.OnceValue(func() *stair.Curve {
		rng, x := rand.New(rand.NewPCG(5, 1)), make([]float64, 512)
		for i := range x {
			x[i] = rng.Float64()
		}
		pairs, err := stair.NewPairs(x, stair.QuantizeTo(nil, x, truth))
		if err != nil {
			panic(err) // values in [0, 1)
		}
		curve, err := pairs.Curve(1, 60)
		if err != nil {
			panic(err) // and a domain that is one
		}
		return curve
	})
	return live.Figure{
		Name: "needle", Title: "The misfit of 512 pixels, and its mean over [b − h, b + h]",
		Alt: "Six panels. The misfit is a ragged falling curve with a needle down to 0 at 16.3. With h = 0.05 and 0.3 the curve is " +
			"smoother and the needle shorter; from h = 0.7 on the lowest point is at the right end.",
		Sliders: []live.Slider{{Label: "h", Min: 0.01, Max: 4, Value: 0.1, Log: true}},
		Panels:  [][]float64{{0.01}, {0.05}, {0.3}, {0.5}, {1}, {4}},
		Draw: func(v []float64) []nbplot.Drawing {
			h, curve := v[0], loss()
			bs := nbplot.Linspace(5, 30, 1251)
			ys, lowest := make([]float64, len(bs)), 0
			for i, b := range bs {
				if ys[i] = 1000 * curve.Mean(b, h); ys[i] < ys[lowest] {
					lowest = i
				}
			}
			return live.One(nbplot.Figure{
				Alt: "The smoothed misfit against b.", Height: 340,
				X: nbplot.Axis{Label: "b"}, Y: nbplot.Axis{Label: "1000 · mean of the misfit", Min: 0, Max: 2},
			}.Add(
				nbplot.Line("mean of the misfit", bs, ys).Color(0).Solid(), nbplot.VLine("true b", truth),
				nbplot.Scatter("lowest point", bs[lowest:lowest+1], ys[lowest:lowest+1]).Color(1),
				nbplot.Note(18, 1.6, fmt.Sprintf("b = %.2f", bs[lowest])),
			))
		},
	}
}
