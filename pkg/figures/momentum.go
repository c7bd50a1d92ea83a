package figures

import (
	"fmt"
	"math"
	"sync"

	"github.com/gradstep/gradstep/pkg/nbplot"
	"github.com/gradstep/gradstep/pkg/nbplot/live"
	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/testfunc"
)

// Momentum is descent with momentum in the ravine, for a step size α and a share β of the last
// move.
func Momentum() live.Figure {
	const steps = 60
	return live.Figure{
		Name: "momentum", Title: fmt.Sprintf("Momentum in the ravine, %d steps", steps),
		Alt: "Nine paths in the ravine. With β = 0 it creeps, and diverges at α = 0.012; with β = 0.83 it swings at first and " +
			"comes further; with β = 0.95 it swings for long.",
		Sliders: []live.Slider{
			{Label: "α", Min: 0.0005, Max: 0.02, Value: 0.0035, Steps: 195},
			{Label: "β", Min: 0, Max: 0.99, Value: 0.83, Steps: 99},
		},
		Panels: [][]float64{
			{0.001, 0},
			{0.0035, 0},
			{0.012, 0},
			{0.001, 0.83},
			{0.0035, 0.83},
			{0.012, 0.83},
			{0.001, 0.95},
			{0.0035, 0.95},
			{0.012, 0.95},
		},
		Draw: func(v []float64) []nbplot.Drawing {
			alpha, beta := v[0], v[1]
			p, trace := testfunc.Ravine(), &optim.Trace{}
			s := optim.Settings{Rate: optim.Constant(alpha), MaxSteps: steps, Trace: trace}
			// A run that diverges ends early, with an error; what it did until then is drawn.
			_, _ = optim.Minimize(optim.Problem{Func: p.Func, Grad: p.Grad}, p.Start, &optim.Momentum{Gamma: beta}, s)
			x, y := trace.Coordinate(nil, 0), trace.Coordinate(nil, 1)
			last := len(x) - 1
			note, way := fmt.Sprintf("%.2g left", math.Hypot(x[last], y[last])), nbplot.Path("", x, y)
			if alpha*200 >= 2+2*beta { // beyond the stable region; of such a run the beginning is enough
				n := min(len(x), 9)
				note, way = "diverges", nbplot.Line("", x[:n], y[:n])
			}
			return live.One(nbplot.Figure{
				Alt: "Level lines of a narrow valley and the path of a run in it.", Equal: true,
				X: nbplot.Axis{Label: "θ₁", Min: -2, Max: 1.1}, Y: nbplot.Axis{Label: "θ₂", Min: -1, Max: 0.6},
			}.Add(
				nbplot.Contours(valley(), 0.2, 1, 4, 12, 30, 60, 100).Plain(),
				nbplot.Scatter("minimum", []float64{0}, []float64{0}).Gray(),
				way.Color(0), nbplot.Note(-1.9, 0.42, note),
			))
		},
	}
}

// valley is the ravine on a grid.
var valley = sync.OnceValue(func() nbplot.Grid {
	f := testfunc.Ravine().Func
	at := func(x, y float64) float64 { return f([]float64{x, y}) }
	return nbplot.GridFunc(at, nbplot.Linspace(-2.2, 1.3, 81), nbplot.Linspace(-1.4, 1, 81))
})
