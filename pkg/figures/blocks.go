package figures

import (
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/nbplot"
	"github.com/gradstep/gradstep/pkg/nbplot/live"
	"github.com/gradstep/gradstep/pkg/restore"
)

// Blocks restores 80 noisy samples of a step and a bump by the quadratic energy and by total
// variation.
func Blocks() live.Figure {
	return live.Figure{
		Name: "blocks", Title: "A step and a bump, restored twice",
		Alt: "Six panels for λ from 0.01 to 3. The quadratic curve is soft at first, then noisy; its edges get sharp only with " +
			"the noise. Total variation is nearly level at first, then a staircase with the edges in the right place, and noisy in the end.",
		Sliders: []live.Slider{{Label: "λ", Min: 0.005, Max: 5, Value: 0.3, Log: true}},
		Panels:  [][]float64{{0.01}, {0.03}, {0.1}, {0.3}, {1}, {3}},
		Draw: func(v []float64) []nbplot.Drawing {
			const n, sigma = 80, 0.1
			rng := rand.New(rand.NewPCG(7, 3))
			clean, noisy := make([]float64, n), make([]float64, n)
			for x := range n {
				switch {
				case x < 30:
					clean[x] = 0.2
				case x >= 55 && x < 62:
					clean[x] = 0.5
				default:
					clean[x] = 0.8
				}
				noisy[x] = clean[x] + sigma*rng.NormFloat64()
			}
			xs := nbplot.Linspace(0, n-1, n)
			tv, err := restore.TV(noisy, n, 1, 10*v[0], 1e-6, 0)
			if err != nil {
				panic(err) // the samples are finite and λ is positive
			}
			return live.One(nbplot.Figure{
				Alt: "Noisy samples, the soft curve of the quadratic energy, and the staircase of total variation.",
				X:   nbplot.Axis{Label: "pixel"}, Y: nbplot.Axis{Label: "value", Min: -0.1, Max: 1.1},
			}.Add(
				nbplot.Scatter("f", xs, noisy).Gray(), nbplot.Line("truth", xs, clean).Gray().Thin(),
				nbplot.Line("quadratic, λ", xs, restore.Tikhonov(nil, noisy, n, 1, v[0])).Color(1).Solid(),
				nbplot.Line("total variation, 10λ", xs, tv.U).Color(0).Solid(),
			))
		},
	}
}
