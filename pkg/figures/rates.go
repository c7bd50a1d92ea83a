package figures

import (
	"fmt"
	"math"
	"math/rand/v2"
	"sync"

	"github.com/gradstep/gradstep/pkg/nbplot"
	"github.com/gradstep/gradstep/pkg/nbplot/live"
)

// Price is descent with random directions on a function full of kinks: what 4,000 values reach in
// n dimensions, with K directions a step, a radius h, and values that are wrong.
func Price() live.Figure {
	const budget, runs = 4000, 3
	return live.Figure{
		Name: "price", Title: "What 4,000 values of F reach",
		Alt: "Six panels of error against values of F, three runs each. All fall, as slopes of −½ do; in 30 dimensions they end higher " +
			"than in 3; with K = 30 directions about as low; with h = 10, and with noisy values and a tiny h, they stay high.",
		Sliders: []live.Slider{
			{Label: "n", Min: 2, Max: 40, Value: 10, Steps: 38},
			{Label: "K", Min: 1, Max: 40, Value: 1, Steps: 39},
			{Label: "h", Min: 1e-6, Max: 10, Value: 1e-3, Log: true},
			{Label: "noise", Min: 1e-9, Max: 0.1, Value: 1e-9, Log: true},
		},
		Panels: [][]float64{{3, 1, 1e-3, 1e-9}, {30, 1, 1e-3, 1e-9}, {30, 30, 1e-3, 1e-9}, {10, 1, 10, 1e-9}, {10, 1, 1e-5, 1e-3}, {10, 1, 0.03, 1e-3}}, Cols: 2,
		Draw: func(v []float64) []nbplot.Drawing {
			n, k := int(math.Round(v[0])), int(math.Round(v[1]))
			h, noise := coarse(v[2]), coarse(v[3])
			steps := budget / (2 * k)
			c := float64(n) / float64(n-1)
			spread := 1 - 1/float64(k) + c*float64(n)/float64(k) // n_K of docs/convergence.md
			plot := nbplot.Figure{
				Alt: "Error against evaluations for three runs, and a bound.", Height: 340,
				X: nbplot.Axis{Label: "values of F", Log: true, Min: 2, Max: budget, Ticks: []float64{10, 100, 1000}}, Y: nbplot.Axis{Label: "F − min F", Log: true, Min: 0.01, Max: 3},
			}.Add()
			bound := 2 * math.Sqrt(spread/float64(steps))
			for run := range runs {
				evals, errors := walk(n, k, steps, h, noise, 2*float64(n)/math.Sqrt(float64(steps)*spread), uint64(run))
				plot.Add(nbplot.Line([]string{"three runs", "", ""}[run], evals, errors).Color(0).Solid())
			}
			return live.One(plot.Add(nbplot.Line("bound for exact values", []float64{2, budget}, []float64{bound, bound}).Gray().Dashed()))
		},
	}
}

// walk minimizes ‖x - x*‖₁/√n on the unit ball by Algorithm 1 of lesson 08 and returns the error at
// the mean of the iterates, at steps that are evenly spaced in the logarithm.
func walk(n, k, steps int, h, noise, rate float64, seed uint64) (evals, errors []float64) {
	rng := rand.New(rand.NewPCG(8, seed))
	root := math.Sqrt(float64(n))
	f := func(x []float64) (s float64) {
		for _, v := range x {
			s += math.Abs(v - 0.5/root)
		}
		return s / root
	}
	x, mean, y, at, g := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range x {
		x[i] = -1 / root
	}
	next := 1.0
	for t := 1; t <= steps; t++ {
		for i := range mean {
			mean[i] += (x[i] - mean[i]) / float64(t)
		}
		if float64(t) >= next || t == steps {
			evals, errors = append(evals, float64(2*k*t)), append(errors, f(mean))
			next *= 1.1
		}
		clear(g)
		for range k {
			length := 0.0
			for i := range y {
				y[i] = rng.NormFloat64()
				length += y[i] * y[i]
			}
			length = math.Sqrt(length)
			value := func(sign float64) float64 {
				for i := range at {
					at[i] = x[i] + sign*h*y[i]/length
				}
				return f(at) + noise*rng.NormFloat64()
			}
			slope := (value(1) - value(-1)) / (2 * h) / float64(k)
			for i := range g {
				g[i] += slope * y[i] / length
			}
		}
		norm := 0.0
		for i := range x {
			x[i] -= rate * g[i]
			norm += x[i] * x[i]
		}
		if norm = math.Sqrt(norm); norm > 1 {
			for i := range x {
				x[i] /= norm
			}
		}
		for i, v := range x { // near a kink the last bit decides where a walk goes, and processors differ in it
			x[i] = math.Round(v*0x1p20) * 0x1p-20
		}
	}
	return evals, errors
}

// Stop watches a stop that believes its estimate: the estimated and the true length of the
// gradient along a descent on log²(1 + x²) + 10y².
func Stop() live.Figure {
	const tol, last = 1e-3, 3600
	type run struct {
		truth, estimate []float64
		fires, arrives  int // the first step below tol, of the estimate and of the truth
	}
	descend := func(k int, seed uint64) (r run) {
		rng, x, y := rand.New(rand.NewPCG(9, seed)), 1.0, 1.0
		for t := range last {
			gx, gy := 4*x*math.Log(1+x*x)/(1+x*x), 20*y
			ex, ey := 0.0, 0.0
			for range k {
				angle := 2 * math.Pi * rng.Float64()
				c, s := math.Cos(angle), math.Sin(angle)
				along := 2 * (gx*c + gy*s) / float64(k)
				ex, ey = ex+along*c, ey+along*s
			}
			r.truth, r.estimate = append(r.truth, math.Hypot(gx, gy)), append(r.estimate, max(math.Hypot(ex, ey), 1e-6))
			if r.fires == 0 && r.estimate[t] < tol {
				r.fires = t
			}
			if r.arrives == 0 && r.truth[t] < tol {
				r.arrives = t
			}
			x, y = x-0.01*ex, y-0.01*ey
		}
		return r
	}
	var mu sync.Mutex
	known := map[[2]int]run{}
	return live.Figure{
		Name: "stop", Title: "A stop that believes its estimate",
		Alt: "Length of the gradient against the step, log scale. The true one falls smoothly; the estimates are scattered around and " +
			"below it, and one dips below the line of 0.001 long before the true one does.",
		Sliders: []live.Slider{
			{Label: "step", Min: 100, Max: last, Value: last, Steps: 35},
			{Label: "K", Min: 1, Max: 50, Value: 3, Steps: 49},
			{Label: "another draw", Min: 1, Max: 20, Value: 13, Steps: 19},
		},
		Play: true, Frames: 12,
		Draw: func(v []float64) []nbplot.Drawing {
			to, key := int(math.Round(v[0])), [2]int{int(math.Round(v[1])), int(math.Round(v[2]))}
			mu.Lock()
			r, ok := known[key]
			if !ok {
				r = descend(key[0], uint64(key[1]))
				known[key] = r
			}
			mu.Unlock()
			var steps, estimates, truths []float64
			for t := 0; t < to; t += 12 {
				steps, estimates, truths = append(steps, float64(t)), append(estimates, r.estimate[t]), append(truths, r.truth[t])
			}
			note := ""
			if r.fires > 0 && r.fires < to {
				note = fmt.Sprintf("stops at step %d: ‖∇F‖ = %.2g", r.fires, r.truth[r.fires])
			}
			plot := nbplot.Figure{
				Alt: "The length of the gradient along a descent, true and estimated.", Height: 340,
				X: nbplot.Axis{Label: "step", Min: 0, Max: last}, Y: nbplot.Axis{Label: "length of the gradient", Log: true, Min: 1e-5, Max: 30},
			}.Add(
				nbplot.Line("estimate, every twelfth", steps, estimates).Color(1).Thin().Solid(), nbplot.Line("true", steps, truths).Color(0).Solid(),
				nbplot.HLine("asked: 0.001", tol),
			)
			if note != "" {
				plot.Add(nbplot.VLine("", float64(r.fires)), nbplot.Note(1500, 8, note))
			}
			return live.One(plot)
		},
	}
}
