package figures

import (
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/nbplot"
	"github.com/gradstep/gradstep/pkg/nbplot/live"
	"github.com/gradstep/gradstep/pkg/optim"
)

// Damping is momentum on one eigenvalue: a dot in the plane of αλ and β, and the run that belongs to it.
func Damping() live.Figure {
	const steps = 40
	return live.Figure{
		Name: "damping", Title: "One direction: more and more momentum",
		Alt: "Two pictures. Above, a dot rises in a map of αλ and β with the regions creeps, leaps, swings and diverges. Below, its run from 1 " +
			"to 0: at first it creeps, then it falls fastest, then it swings for longer and longer.",
		Sliders: []live.Slider{
			{Label: "β", Min: 0, Max: 0.98, Value: 0.5, Steps: 49},
			{Label: "αλ", Min: 0.02, Max: 4, Value: 0.2, Steps: 199},
		},
		Play: true, Frames: 15,
		Draw: func(v []float64) []nbplot.Drawing {
			beta, al := v[0], v[1]
			x, r := []float64{1}, &optim.Momentum{Gamma: beta}
			ks, xs := []float64{0}, []float64{1}
			for k := 1; k <= steps && math.Abs(x[0]) < 4; k++ {
				r.Step(x, func(dst, x []float64) { dst[0] = x[0] }, al)
				ks, xs = append(ks, float64(k)), append(xs, x[0])
			}
			return []nbplot.Drawing{
				nbplot.Figure{
					Title: "where it is", Alt: "A dot in the plane of αλ and β.", Width: 520, Height: 260,
					X: nbplot.Axis{Label: "αλ", Min: 0, Max: 4}, Y: nbplot.Axis{Label: "β", Min: 0, Max: 1},
				}.Add(
					nbplot.Func("critical damping", func(al float64) float64 { return math.Pow(1-math.Sqrt(al), 2) }, 0.001, 4).Samples(200).Color(0).Solid(),
					nbplot.Func("the edge of divergence", func(al float64) float64 { return al/2 - 1 }, 2, 4).Color(1).Dashed(),
					nbplot.Note(0.03, 0.01, "creeps"), nbplot.Note(1.3, 0.6, "swings"), nbplot.Note(1.6, 0.01, "leaps"), nbplot.Note(3.2, 0.25, "diverges"),
					nbplot.Scatter("", []float64{al}, []float64{beta}).Color(5),
				),
				nbplot.Figure{
					Title: fmt.Sprintf("what it does: it %s", motion(al, beta)), Alt: "x against the step.", Width: 520, Height: 220,
					X: nbplot.Axis{Label: "step", Min: 0, Max: steps}, Y: nbplot.Axis{Label: "x", Min: -1.5, Max: 1.5},
				}.Add(nbplot.HLine("", 0), nbplot.Line("", ks, xs).Color(5).Solid()),
			}
		},
	}
}

// motion names what momentum does to one eigenvalue, by the roots of z² - (1 + β - αλ)z + β.
func motion(al, beta float64) string {
	switch {
	case al >= 2+2*beta:
		return "diverges"
	case beta > math.Pow(1-math.Sqrt(al), 2):
		return "swings"
	case al > 1:
		return "leaps"
	}
	return "creeps"
}
