package figures

import (
	"math"

	"github.com/gradstep/gradstep/pkg/nbplot"
	"github.com/gradstep/gradstep/pkg/nbplot/live"
	"github.com/gradstep/gradstep/pkg/optim"
)

// Bias is the length of Adam's first steps under a gradient that is always 1, with and without correction.
func Bias() live.Figure {
	const steps = 60
	return live.Figure{
		Name: "bias", Title: "Adam's first steps, gradient always 1",
		Alt: "Four panels of the length of a step against its number. Corrected, every step is as long as the rate. Without correction the " +
			"steps depend on the two memories: far too long when that of the squares is longer, too short when it is shorter.",
		Sliders: []live.Slider{
			{Label: "β₁", Min: 0, Max: 0.99, Value: 0.9, Steps: 99},
			{Label: "β₂", Min: 0.5, Max: 0.999, Value: 0.999, Steps: 499},
		},
		Panels: [][]float64{{0.9, 0.999}, {0, 0.999}, {0.9, 0.9}, {0.98, 0.8}}, Cols: 2,
		Draw: func(v []float64) []nbplot.Drawing {
			length := func(corrected bool) (out []float64) {
				r, x := &optim.Adam{Beta1: v[0], Beta2: v[1], Epsilon: 1e-8, Corrected: corrected}, []float64{0}
				for range steps {
					before := x[0]
					r.Step(x, func(dst, _ []float64) { dst[0] = 1 }, 1)
					out = append(out, math.Abs(x[0]-before))
				}
				return out
			}
			k := nbplot.Linspace(1, steps, steps)
			return live.One(nbplot.Figure{
				Alt: "Length of a step against its number, with and without correction.", Width: 480, Height: 280,
				X: nbplot.Axis{Label: "step"}, Y: nbplot.Axis{Label: "length, in η", Log: true, Min: 0.03, Max: 40},
			}.Add(nbplot.Line("corrected", k, length(true)).Color(0).Solid(), nbplot.Line("uncorrected", k, length(false)).Color(1).Dashed()))
		},
	}
}
