package figures

import (
	"fmt"
	"math"
	"slices"

	"github.com/gradstep/gradstep/pkg/nbplot"
	"github.com/gradstep/gradstep/pkg/nbplot/live"
	"github.com/gradstep/gradstep/pkg/optim"
)

// Turned is a ravine that turns, and three rules in it, each with the best rate of a list for the
// angle that is drawn.
func Turned() live.Figure {
	return live.Figure{
		Name: "turned", Title: "A ravine that turns, 40 steps",
		Alt: "Paths of three rules in a narrow valley that turns from lying along one axis to lying along the other. Plain descent ends equally " +
			"far away at each angle; Adagrad arrives at 0 and 90 degrees and stays far away in between; Adam comes near, least so at 45.",
		Sliders: []live.Slider{
			{Label: "angle", Min: 0, Max: 90, Value: 0, Steps: 90},
			{Label: "κ", Min: 1, Max: 200, Value: 100, Log: true},
		},
		Play: true, Frames: 7,
		Draw: func(v []float64) []nbplot.Drawing {
			s, c := math.Sincos(v[0] * math.Pi / 180)
			r := turnedRavine{c, s, v[1]}
			plot := nbplot.Figure{
				Alt: "Level lines of a narrow valley, and three paths.", Equal: true, Height: 360, Width: 560, Legend: nbplot.LegendRight,
				X: nbplot.Axis{Label: "θ₁", Min: -1.6, Max: 1.6}, Y: nbplot.Axis{Label: "θ₂", Min: -1.6, Max: 1.6},
			}.Add(nbplot.Scatter("", []float64{0}, []float64{0}).Gray())
			for _, level := range []float64{0.1, 0.6, 2.5, 12} {
				x, y := r.levelLine(level)
				plot.Add(nbplot.Line("", x, y).Gray().Thin().Solid())
			}
			for i, e := range []struct {
				name string
				rule optim.Rule
			}{{"plain", optim.NewSGD()}, {"Adagrad", optim.NewAdagrad()}, {"Adam", optim.NewAdam()}} {
				x, y, left := r.best(e.rule)
				plot.Add(nbplot.Path(fmt.Sprintf("%s: %.1g left", e.name, max(left, 1e-9)), x, y).Color([]int{1, 0, 2}[i]))
			}
			return live.One(plot)
		},
	}
}

type turnedRavine struct{ c, s, kappa float64 }

func (r turnedRavine) grad(dst, x []float64) {
	u, v := r.c*x[0]+r.s*x[1], r.kappa*(r.c*x[1]-r.s*x[0])
	dst[0], dst[1] = r.c*u-r.s*v, r.s*u+r.c*v
}

// levelLine is the ellipse on which the function has this value.
func (r turnedRavine) levelLine(level float64) (x, y []float64) {
	for _, phi := range nbplot.Linspace(0, 2*math.Pi, 121) {
		sin, cos := math.Sincos(phi)
		u, v := math.Sqrt(2*level)*cos, math.Sqrt(2*level/r.kappa)*sin
		x, y = append(x, r.c*u-r.s*v), append(y, r.s*u+r.c*v)
	}
	return x, y
}

// best is the run with the rate that leaves least; what counts is the largest distance of
// its last ten steps, for to pass by is not to arrive.
func (r turnedRavine) best(rule optim.Rule) (bestX, bestY []float64, least float64) {
	const steps = 40
	least = math.Inf(1)
	for _, rate := range nbplot.Logspace(0.002, 3, 41) {
		x := []float64{-1.3*r.c - 0.5*r.s, -1.3*r.s + 0.5*r.c}
		xs, ys, dist := []float64{x[0]}, []float64{x[1]}, []float64{}
		rule.Reset()
		for range steps {
			rule.Step(x, r.grad, rate)
			xs, ys, dist = append(xs, x[0]), append(ys, x[1]), append(dist, math.Hypot(x[0], x[1]))
		}
		if left := slices.Max(dist[steps-10:]); left < least { // false for NaN
			bestX, bestY, least = xs, ys, left
		}
	}
	return bestX, bestY, least
}
