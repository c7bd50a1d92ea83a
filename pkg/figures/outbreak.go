package figures

import (
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/nbplot"
	"github.com/gradstep/gradstep/pkg/nbplot/live"
)

// The town of lesson 06: each ill person infects x others a day, at first, and is well again
// after five days. A step is a tenth of a day. No product stands next to a sum, so that no
// processor fuses the two, and all have the same rounding.
const (
	townDays  = 60
	townSteps = 10 * townDays
	townX     = 0.35 // where the lesson differentiates
)

// town returns the share of the town that has been ill by day 60, and its derivative in x, of
// which every line is that of the line above it.
func town(x float64) (had, slope float64) {
	well, ill, dWell, dIll := 0.999, 0.001, 0.0, 0.0
	for range townSteps {
		caught, healed := x*well*ill/10, ill/50
		dCaught, dHealed := (well*ill+x*dWell*ill+x*well*dIll)/10, dIll/50
		well, ill = well-caught, ill+caught-healed
		dWell, dIll = dWell-dCaught, dIll+dCaught-dHealed
	}
	return 1 - well, -dWell
}

func townHad(x float64) float64 { had, _ := town(x); return had }

// Outbreak is the simulation of lesson 06 for a number of infections a day: its course, and its
// result against that number.
func Outbreak() live.Figure {
	return live.Figure{
		Name: "outbreak", Title: "An illness in a town, day by day",
		Alt: "Three rows for 0.25, 0.35 and 0.6 infections a day. Left, the share of the ill over sixty days is a small hump, " +
			"a larger and a large early one. Right, a dot climbs an S-shaped curve from 8 to 66 and 94 percent.",
		Sliders: []live.Slider{{Label: "x", Min: 0.1, Max: 0.8, Value: townX, Steps: 140}},
		Panels:  [][]float64{{0.25}, {0.35}, {0.6}},
		Draw: func(v []float64) []nbplot.Drawing {
			x := v[0]
			day, ill, had := make([]float64, townDays+1), make([]float64, townDays+1), make([]float64, townDays+1)
			w, i := 0.999, 0.001
			for k := range townSteps + 1 {
				if k%10 == 0 {
					day[k/10], ill[k/10], had[k/10] = float64(k)/10, i, 1-w
				}
				caught, healed := x*w*i/10, i/50
				w, i = w-caught, i+caught-healed
			}
			return []nbplot.Drawing{
				nbplot.Figure{
					Alt: "The shares over the days.", Width: 380, Height: 260,
					X: nbplot.Axis{Label: "day"}, Y: nbplot.Axis{Label: "share of the town", Min: -0.02, Max: 1.02},
				}.Add(nbplot.Line("ill", day, ill).Color(1).Solid(), nbplot.Line("has had it", day, had).Color(0)),
				nbplot.Figure{
					Alt: "The result against the number of infections a day.", Width: 380, Height: 260,
					X: nbplot.Axis{Label: "x, infections a day"}, Y: nbplot.Axis{Label: "f(x), has had it by day 60", Min: -0.02, Max: 1.02},
				}.Add(
					nbplot.Func(fmt.Sprintf("f, and f(%.3g) = %.3f", x, had[townDays]), townHad, 0.1, 0.8).Samples(120).Color(0),
					nbplot.Scatter("", []float64{x}, []float64{had[townDays]}).Color(0),
				),
			}
		},
	}
}

// Microscope halves the step of a difference again and again: the curve between x - h and x + h,
// enlarged to the same size, and the errors of the slopes.
func Microscope() live.Figure {
	const last = 53
	return live.Figure{
		Name: "microscope", Title: "Halving the step h, again and again",
		Alt: "Left, the curve between x − h and x + h under a growing magnification: bent, then straight, and in the end a " +
			"ragged line. Right, the errors of two slopes fall as h is halved, and rise again.",
		Sliders: []live.Slider{{Label: "halvings", Min: 1, Max: last, Value: 1, Steps: last - 1}},
		Play:    true, Frames: 14,
		Draw: func(v []float64) []nbplot.Drawing {
			k := int(math.Round(v[0]))
			h := math.Ldexp(1, -k)
			here, slope := town(townX)
			seen := func(t float64) float64 { return (townHad(townX+float64(t*h)) - here) / h }
			hs, forward, central := make([]float64, k), make([]float64, k), make([]float64, k)
			for j := range k {
				hs[j] = math.Ldexp(1, -j-1)
				f, b := townHad(townX+hs[j]), townHad(townX-hs[j])
				forward[j] = max(math.Abs((f-here)/hs[j]-slope), 1e-11)
				central[j] = max(math.Abs((f-b)/(2*hs[j])-slope), 1e-11)
			}
			return []nbplot.Drawing{
				nbplot.Figure{
					Title: fmt.Sprintf("f, magnified: h = %.2g", h), Alt: "The curve, magnified.", Width: 372, Height: 300,
					X: nbplot.Axis{Label: "(distance from x) / h", Min: -1, Max: 1}, Y: nbplot.Axis{Label: "(rise of f) / h", Min: -5, Max: 5},
				}.Add(
					nbplot.Func("true slope", func(t float64) float64 { return slope * t }, -1, 1).Gray(),
					nbplot.Func("f", seen, -1, 1).Samples(200).Color(0).Solid(),
				),
				nbplot.Figure{
					Title: "the errors so far", Alt: "The errors of two slopes against h.", Width: 388, Height: 300,
					X: nbplot.Axis{Label: "step h", Log: true, Min: 1e-16, Max: 1, Ticks: []float64{1e-15, 1e-12, 1e-9, 1e-6, 1e-3, 1}}, Y: nbplot.Axis{Label: "error of the slope", Log: true, Min: 1e-11, Max: 10},
				}.Add(
					nbplot.Line("(f(x+h) − f(x)) / h", hs, forward).Color(0).Solid(),
					nbplot.Line("(f(x+h) − f(x−h)) / 2h", hs, central).Color(1).Solid(),
					nbplot.Scatter("", hs[k-1:], forward[k-1:]).Color(0), nbplot.Scatter("", hs[k-1:], central[k-1:]).Color(1),
				),
			}
		},
	}
}
