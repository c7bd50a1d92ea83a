package figures

import (
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/nbplot"
	"github.com/gradstep/gradstep/pkg/nbplot/live"
	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/restore"
)

// Dissolve is a noisy photograph after 12 steps of descent on the quadratic energy, and what one step leaves of each
// wave: above a rate of 2/(λ + 8) the photograph turns into a checkerboard.
func Dissolve() live.Figure {
	const lambda, steps = 0.5, 12
	return live.Figure{
		Name: "dissolve", Title: "Twelve steps of descent on a photograph, λ = 0.5",
		Alt: "Three rows. After steps of 0.02 the photograph still has noise, after steps of 0.22 it is smooth, after steps of 0.3 it " +
			"is black and white pixels in turns. Beside each a curve of what a step leaves of each wave; the last one rises above 1.",
		Sliders: []live.Slider{{Label: "η", Min: 0.01, Max: 0.4, Value: 0.22}},
		Panels:  [][]float64{{0.02}, {0.22}, {0.3}}, Cols: 1,
		Draw: func(v []float64) []nbplot.Drawing {
			s, eta := noisyScene(), v[0]
			q, err := restore.NewQuadratic(s.noisy, sceneSide, sceneSide, lambda, nil)
			if err != nil {
				panic(err) // the samples are finite
			}
			u, rule := append([]float64{}, s.noisy...), optim.NewSGD()
			for range steps {
				rule.Step(u, q.Grad, eta)
			}
			grey := func(caption string, plane []float64) nbplot.Picture {
				return nbplot.Image(caption, nbplot.Gray(plane, sceneSide, sceneSide))
			}
			left := func(mu float64) float64 { return math.Abs(1 - eta*(lambda+mu)) }
			return []nbplot.Drawing{
				nbplot.Images{Width: 300, Limit: 15_000, Alt: "The photograph with noise, and after twelve steps."}.Add(
					grey("the start", s.noisy), grey(fmt.Sprintf("η = %.3g", eta), u)),
				nbplot.Figure{
					Alt: "What a step leaves of each wave.", Width: 380, Height: 240,
					X: nbplot.Axis{Label: "μ, from smooth to checkerboard"},
					Y: nbplot.Axis{Label: "left after a step", Min: 0, Max: 2.5},
				}.Add(nbplot.HLine("no change", 1), nbplot.Func("|1 − η(λ + μ)|", left, 0, 8).Color(0)),
			}
		},
	}
}
