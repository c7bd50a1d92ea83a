package figures

import (
	"fmt"
	"strings"
	"sync"

	"github.com/gradstep/gradstep/pkg/nbplot"
	"github.com/gradstep/gradstep/pkg/nbplot/live"
)

// Bowl is descent on ½θ₁² + θ₂² with a rate to choose, and what a step multiplies each coordinate by.
func Bowl() live.Figure {
	const steps = 8
	bowl := func(x, y float64) float64 { return x*x/2 + y*y }
	grid := sync.OnceValue(func() nbplot.Grid {
		return nbplot.GridFunc(bowl, nbplot.Linspace(-9, 12, 121), nbplot.Linspace(-6, 6, 101))
	})
	return live.Figure{
		Name: "bowl", Title: fmt.Sprintf("%d steps in a bowl, from (4, 1)", steps),
		Alt: "Four panels of oval level lines with a path: for η = 0.05 it stops half way, for 0.2 it comes near the middle, for 0.67 it is " +
			"there, and for 1.1 it leaps up and down, further at every step.",
		Sliders: []live.Slider{{Label: "η", Min: 0.01, Max: 1.2, Value: 0.2, Steps: 119}},
		Panels:  [][]float64{{0.05}, {0.2}, {0.67}, {1.1}}, Cols: 2,
		Draw: func(v []float64) []nbplot.Drawing {
			rate, x, y := v[0], []float64{4}, []float64{1}
			for k := range steps {
				x, y = append(x, x[k]*(1-rate)), append(y, y[k]*(1-2*rate))
			}
			return live.One(nbplot.Figure{
				Alt: "Oval level lines and the path of a descent.", Equal: true, Height: 340, Legend: nbplot.LegendNone,
				X: nbplot.Axis{Label: "θ₁", Min: -2, Max: 5}, Y: nbplot.Axis{Label: "θ₂", Min: -4.6, Max: 4.6},
			}.Add(
				nbplot.Contours(grid(), 0.1, 1, 4, 10).Plain(), nbplot.Scatter("", []float64{0}, []float64{0}).Open().Gray(), nbplot.Path("", x, y).Color(0),
				nbplot.Note(0.6, -4, strings.ReplaceAll(fmt.Sprintf("θ₁ × %.2f, θ₂ × %.2f", 1-rate, 1-2*rate), "-", "−")),
			))
		},
	}
}
