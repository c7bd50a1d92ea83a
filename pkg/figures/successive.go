package figures

import (
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/nbplot"
	"github.com/gradstep/gradstep/pkg/nbplot/live"
	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/steklov"
)

// successiveRadii are those of the runs of Successive, one after the other.
var successiveRadii = []float64{1, 0.5, 0.35, 0.25, 0.15, 0.05, 0.02}

// rippled is Rastrigin's function of one variable, smoothed over [x-h, x+h], and its slope.
func rippled(x, h float64) (value, slope float64) {
	c, d := steklov.Cosine(x, 2*math.Pi, h)
	return x*x + h*h/3 + 10 - 10*c, 2*x - 10*d
}

// Successive is descent on a function with many dips that is smoothed less and less, from any start; beside it
// the same number of steps at the last, small radius.
func Successive() live.Figure {
	const steps, rate = 60, 0.03
	last := len(successiveRadii) - 1
	return live.Figure{
		Name: "successive", Title: "Less and less smoothing", Cols: 1,
		Alt: "Rows for four radii, each with two panels of a wavy bowl. Left, the smoothed curve is a plain bowl at first and gets its " +
			"waves back; the point slides to the middle and stays in the deepest dip. Right, with a small radius all the time, it ends in the dip beside its start.",
		Sliders: []live.Slider{
			{Label: "run", Min: 0, Max: float64(last), Value: 0, Steps: last},
			{Label: "start", Min: -4.8, Max: 4.8, Value: 4.3, Steps: 96},
		},
		Panels: [][]float64{{0, 4.3}, {2, 4.3}, {4, 4.3}, {float64(last), 4.3}},
		Draw: func(v []float64) []nbplot.Drawing {
			run, start := int(math.Round(v[0])), v[1]
			panel := func(title string, radii []float64, most int) *nbplot.Plot {
				way, h, from := &optim.Trace{}, radii[len(radii)-1], []float64{start}
				set := optim.Settings{Rate: optim.Constant(rate * radii[0]), MaxSteps: most}
				problem := func(h float64) optim.Problem {
					return optim.Problem{Grad: func(dst, x []float64) { _, dst[0] = rippled(x[0], h) }}
				}
				// The start is finite and the rates are stable: there are no errors.
				if len(radii) > 1 { // it begins where the runs before it ended
					before, _ := optim.Successive(problem, radii[:len(radii)-1], from, optim.NewSGD(), set)
					set.Rate, from = optim.Constant(rate*h/radii[0]), before.X
				}
				set.Trace = way
				_, _ = optim.Minimize(problem(h), from, optim.NewSGD(), set)
				x := way.Coordinate(nil, 0)
				y := make([]float64, len(x))
				for i := range x {
					y[i], _ = rippled(x[i], h)
				}
				return nbplot.Figure{
					Title: title, Alt: "A wavy bowl, its smoothed form, and the places of a descent on that.",
					X: nbplot.Axis{Label: "x", Min: -5, Max: 5}, Y: nbplot.Axis{Label: "value", Min: -3, Max: 45},
				}.Add(
					nbplot.Func("F", func(x float64) float64 { y, _ := rippled(x, 1e-9); return y }, -5, 5).Gray().Thin(),
					nbplot.Func("smoothed", func(x float64) float64 { y, _ := rippled(x, h); return y }, -5, 5).Color(0),
					nbplot.Scatter("steps", x, y).Color(1),
					nbplot.Note(-4.6, 41, fmt.Sprintf("ends at x = %.2f", x[len(x)-1])),
				)
			}
			h := successiveRadii[run]
			return []nbplot.Drawing{
				panel(fmt.Sprintf("run %d of %d, h = %g", run+1, last+1, h), successiveRadii[:run+1], steps),
				panel(fmt.Sprintf("h = %g from the start", successiveRadii[last]), successiveRadii[last:], steps*(run+1)),
			}
		},
	}
}
