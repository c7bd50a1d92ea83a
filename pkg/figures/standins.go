package figures

import (
	"fmt"
	"math"
	"sync"

	"github.com/gradstep/gradstep/pkg/nbplot"
	"github.com/gradstep/gradstep/pkg/nbplot/live"
	"github.com/gradstep/gradstep/pkg/recovery/standins"
	"github.com/gradstep/gradstep/pkg/stair"
	"github.com/gradstep/gradstep/pkg/surrogate"
)

// truth is the b of the figures about finding it.
const truth = 12.34

// evenPixels are pixels evenly spread over [0, 1], and what b = truth makes of them.
var evenPixels = sync.OnceValues(func() (x, y []float64) {
	x = make([]float64, 128)
	for i := range x {
		x[i] = (float64(i) + 0.5) / 128
	}
	return x, stair.QuantizeTo(nil, x, truth)
})

// SineTwice is the sine stand-in, applied any number of times, that the reader moves onto floor.
func SineTwice() live.Figure {
	return live.Figure{
		Name: "sinetwice", Title: "f(w) = w − sin(2πw)/2π, applied again and again",
		Alt: "Four panels. Applied twice, the smooth staircase rises half a step before floor does; moved back by half a step " +
			"it rises with floor. Applied six times it is nearly floor itself.",
		Sliders: []live.Slider{
			{Label: "times", Min: 0, Max: 6, Value: 2, Steps: 6},
			{Label: "steps back", Min: 0, Max: 1, Value: 0, Steps: 40},
		},
		Panels: [][]float64{{1, 0}, {2, 0}, {2, 0.5}, {6, 0.5}}, Cols: 2,
		Draw: func(v []float64) []nbplot.Drawing {
			f := func(u float64) float64 {
				w := u - v[1]
				for range int(math.Round(v[0])) {
					w -= math.Sin(2*math.Pi*w) / (2 * math.Pi)
				}
				return w
			}
			return live.One(nbplot.Figure{
				Alt: "A smooth staircase beside floor.", Height: 320,
				X: nbplot.Axis{Label: "u"}, Y: nbplot.Axis{Label: "value", Min: -1, Max: 4.2},
			}.Add(
				nbplot.Steps("floor", []float64{0, 1, 2, 3, 4}, []float64{0, 1, 2, 3}).Ends().Color(0),
				nbplot.Func("f, applied", f, 0, 4).Color(1).Solid(),
			))
		},
	}
}

// Cooling is the arctan stand-in beside floor, and the loss that it makes, from a line to the
// staircase itself.
func Cooling() live.Figure {
	return live.Figure{
		Name: "cooling", Title: "Arctan: the stand-in, and the misfit that it makes of 128 pixels",
		Alt: "Three rows. For γ = 0.3 the stand-in is a wavy line, and the loss has shallow valleys, one for each unit of b. " +
			"For γ = 0.9 and 0.99 it is nearly a staircase, and the loss is jagged, with a notch at 12.34.",
		Sliders: []live.Slider{{Label: "γ", Min: 0, Max: 0.995, Value: 0.5, Steps: 199}},
		Panels:  [][]float64{{0.3}, {0.9}, {0.99}},
		Draw: func(v []float64) []nbplot.Drawing {
			x, y := evenPixels()
			t := 1 - v[0]
			value := func(u float64) float64 { w, _ := surrogate.Arctan{}.At(u, t); return w }
			loss := func(b float64) float64 { l, _ := surrogate.Loss(surrogate.Arctan{}, x, y, b, t); return 1000 * l }
			return []nbplot.Drawing{
				nbplot.Figure{
					Alt: "The stand-in beside floor.", Width: 300, Height: 280, X: nbplot.Axis{Label: "u"},
					Y: nbplot.Axis{Label: "value", Min: -0.6, Max: 3},
				}.Add(
					nbplot.Steps("floor", []float64{0, 1, 2, 3}, []float64{0, 1, 2}).Color(0),
					nbplot.Func("arctan", value, 0, 3).Color(1).Solid(),
				),
				nbplot.Figure{
					Alt: "The loss against b, and its valleys.", Width: 460, Height: 280, X: nbplot.Axis{Label: "b"},
					Y: nbplot.Axis{Label: "1000 · L(b)", Min: 0, Max: 2.2},
				}.Add(
					nbplot.VLine("b*", truth), nbplot.Func("misfit", loss, 6, 30).Samples(300).Color(1).Solid(),
				),
			}
		},
	}
}

// Valley is descent on the loss of a hot arctan, step by step, from a start of the reader's choice.
func Valley() live.Figure {
	const steps, rate, hot = 40, 300, 0.5
	return live.Figure{
		Name: "valley", Title: "Descent on the misfit of a smooth stand-in (arctan, γ = 0.5)",
		Alt: "A curve with a valley for each unit of b, the deepest at 12.34. A dot starts at b = 15 and slides to the bottom of " +
			"the valley in which it was put.",
		Sliders: []live.Slider{
			{Label: "step", Max: steps, Steps: steps},
			{Label: "start", Min: 6, Max: 28, Value: 15, Steps: 220},
		},
		Play: true, Frames: 21,
		Draw: func(v []float64) []nbplot.Drawing {
			return stepsOn(hotLoss(), surrogate.Arctan{}, hot, v, func(_, slope float64) float64 { return rate * slope }, nbplot.Figure{
				Alt: "Valleys, and the steps of a descent.", Height: 340,
				X: nbplot.Axis{Label: "b", Min: 6, Max: 28}, Y: nbplot.Axis{Label: "1000 · L(b)"},
			})
		},
	}
}

// stepsOn draws the steps of a descent on the curve of a loss: so many, from a start, as the two sliders say. stride
// is by how much b falls where the loss has a slope.
func stepsOn(curve [2][]float64, s surrogate.Surrogate, t float64, sliders []float64, stride func(b, slope float64) float64, axes nbplot.Figure) []nbplot.Drawing {
	x, y := evenPixels()
	last, b := int(sliders[0]), sliders[1]
	var bs, ls []float64
	for range last + 1 {
		l, slope := surrogate.Loss(s, x, y, b, t)
		bs, ls = append(bs, b), append(ls, 1000*l)
		b = min(30, max(5, b-stride(b, slope)))
	}
	return live.One(axes.Add(
		nbplot.Line("misfit", curve[0], curve[1]).Color(-1), nbplot.VLine("b*", truth),
		nbplot.Scatter("steps", bs, ls).Color(1),
		nbplot.Scatter(fmt.Sprintf("after step %d: b = %.2f", last, bs[last]), bs[last:], ls[last:]).Color(0),
	))
}

// lossAt is 1000 times the loss that a stand-in makes of the pixels, for some b.
func lossAt(s surrogate.Surrogate, t float64, bs []float64) (curve [2][]float64) {
	x, y := evenPixels()
	for _, b := range bs {
		l, _ := surrogate.Loss(s, x, y, b, t)
		curve[0], curve[1] = append(curve[0], b), append(curve[1], 1000*l)
	}
	return curve
}

// hotLoss is the loss of the hot arctan on [6, 28].
var hotLoss = sync.OnceValue(func() [2][]float64 { return lossAt(surrogate.Arctan{}, 0.5, nbplot.Linspace(6, 28, 441)) })

// Ratchet is descent along the straight-through gradient, with steps that die where the gradient does.
func Ratchet() live.Figure {
	const steps = 160
	return live.Figure{
		Name: "ratchet", Title: "Along the straight-through gradient, from below and from above",
		Alt: "The jagged loss of the staircase with a notch at 12.34. A dot starts at b = 5 and walks to the right, over every hill, " +
			"until it comes to rest in the notch.",
		Sliders: []live.Slider{
			{Label: "step", Max: steps, Steps: steps},
			{Label: "start", Min: 5, Max: 28, Value: 5, Steps: 230},
		},
		Play: true, Frames: 24,
		Draw: func(v []float64) []nbplot.Drawing {
			stride := func(b, slope float64) float64 {
				return min(standins.Speed, max(-standins.Speed, 6*b*b*b*standins.Speed*slope))
			}
			return stepsOn(evenLoss(), surrogate.StraightThrough{}, 0, v, stride, nbplot.Figure{
				Alt: "The loss, and the steps of a descent.", Height: 340,
				X: nbplot.Axis{Label: "b", Min: 5, Max: 30}, Y: nbplot.Axis{Label: "1000 · L(b)", Min: 0, Max: 5},
			})
		},
	}
}

// evenLoss is the loss of the staircase itself on [5, 30].
var evenLoss = sync.OnceValue(func() [2][]float64 { return lossAt(surrogate.Exact{}, 0, nbplot.Linspace(5, 30, 1001)) })
