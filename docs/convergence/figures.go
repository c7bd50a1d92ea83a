package main

import (
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/convergence"
	"github.com/gradstep/gradstep/pkg/nbplot"
	"github.com/gradstep/gradstep/pkg/study"
)

func log(label string) nbplot.Axis { return nbplot.Axis{Label: label, Log: true} }

func drawMoments(t study.Table) nbplot.Drawing {
	t = t.Where("h", 0.001)
	plot := nbplot.Figure{
		Title: "The second moment of η, measured, and two bounds", Legend: nbplot.LegendRight,
		Alt: "Dots of four functions just below the falling line L²/(n−1); the paper's L² is level at 1.",
		X:   log("dimension n"), Y: log("E‖η‖² / L²"),
	}.Add(nbplot.Func("(23): L²", func(float64) float64 { return 1 }, 2, 300).Gray().Dashed(),
		nbplot.Func("L²/(n−1)", func(n float64) float64 { return 1 / (n - 1) }, 2, 300).Gray())
	for i, p := range t.Distinct("problem") {
		one := t.Where("problem", p)
		plot.Add(nbplot.Scatter(p, one.Floats("n"), one.Floats("mean")).Color(i))
	}
	return plot
}

func drawRates(nonsmooth, smooth study.Table) nbplot.Drawing {
	panel := func(title, x string, t study.Table, unit func(n int) float64, bound func(float64) float64, lo, hi float64) *nbplot.Plot {
		plot := nbplot.Figure{Title: title, X: log(x), Y: log("mean error")}.Add(nbplot.Func("bound", bound, lo, hi).Gray())
		for i, n := range []int{2, 5, 10, 30, 100, 300} {
			one := t.Where("n", n)
			if n == 2 && title != "non-smooth: sum-abs" {
				continue // two curvatures are no range of them
			}
			tau := one.Floats("t")
			for j := range tau {
				tau[j] /= unit(n)
			}
			plot.Add(nbplot.Line(fmt.Sprintf("n = %d", n), tau, one.Floats("mean")).Color(i).Markers())
		}
		return plot
	}
	one := func(t study.Table, problem, step string) study.Table {
		return t.Where("problem", problem).Where("step", step).Where("k", 1).Where("noise", 0)
	}
	return nbplot.SheetOf{
		Title: "One direction a step: means of 30 to 120 runs, and the bounds", Cols: 2, PanelHeight: 300, Width: 860,
		Alt: "Left: errors on a non-smooth function against T/(Cn) for six dimensions lie on one line of slope −½ below " +
			"the bound. Right: on a flat quadratic against T/M, on one line of slope −1 for n ≥ 5.",
	}.Add(
		panel("non-smooth: sum-abs", "T/(Cn)", one(nonsmooth, "sum-abs", "fixed"),
			func(n int) float64 { return convergence.Effective(n, 1) }, func(tau float64) float64 { return 2 / math.Sqrt(tau) }, 4, 4096),
		panel("smooth: flat quadratic", "T/M", one(smooth, "flat", "1/(ℓM)"),
			func(n int) float64 { return convergence.Inflation(n, 1) }, func(tau float64) float64 { return 1 / (2 * tau) }, 10, 1000),
	)
}

func drawDirections(t study.Table) nbplot.Drawing {
	panel := func(title, problem string) *nbplot.Plot {
		plot := nbplot.Figure{Title: title, X: log("directions K"), Y: log("error")}.Add()
		for i, kind := range []string{"Sphere", "Orthogonal"} {
			one := t.Where("problem", problem).Where("n", 100).Where("kind", kind)
			k := one.Floats("k")
			plot.Add(nbplot.Band("", k, one.Floats("q25"), one.Floats("q75")).Color(i),
				nbplot.Line(kind, k, one.Floats("median")).Color(i).Markers())
		}
		return plot
	}
	return nbplot.SheetOf{
		Title: "What 20,000 evaluations reach in 100 dimensions", Cols: 2, PanelHeight: 280, Width: 860,
		Alt: "Non-smooth: level for orthogonal directions, slightly rising for independent ones. Smooth: independent " +
			"directions lose four powers of ten from K = 1 to 100, orthogonal ones none.",
	}.Add(panel("non-smooth: sum-abs", "sum-abs"), panel("smooth: quadratic, κ = 10", "quadratic"))
}

func drawRadius(t study.Table) nbplot.Drawing {
	t = t.Where("problem", "norm")
	panel := func(title, value string) *nbplot.Plot {
		plot := nbplot.Figure{Title: title, X: log("radius h"), Y: log("mean error")}.Add()
		for i, noise := range []string{"none", "slope", "values"} {
			one := t.Where("noise", noise)
			name := []string{"exact values", "F(x, ξ), one ξ a step", "error 0.001 in each value"}[i]
			plot.Add(nbplot.Line(name, one.Floats("h"), one.Floats(value)).Color(i).Markers())
		}
		return plot.Add(nbplot.VLine("D√(n/T)", t.Floats("theorem_h")[0]))
	}
	return nbplot.SheetOf{
		Title: "The radius: 2000 steps on ‖x − x*‖ in 10 dimensions", Cols: 2, SameY: true, PanelHeight: 280, Width: 860,
		Alt: "Errors of F and of its mean over the ball against h. With exact values and a common ξ they are level for small " +
			"h; with independent errors they are high there. For large h the error of F rises and that of the mean falls.",
	}.Add(panel("F − min F", "mean"), panel("F_h − min F_h", "smoothed_mean"))
}

func drawBenchmark(t study.Table) nbplot.Drawing {
	t = t.Where("problem", "LogQuad").Where("rule", "SGD")
	panel := func(title, column, y, line string, at float64) *nbplot.Plot {
		plot := nbplot.Figure{Title: title, X: log("directions K"), Y: log(y)}.Add(nbplot.HLine(line, at))
		for i, estimator := range []string{"published", "sphere"} {
			one := t.Where("estimator", estimator)
			plot.Add(nbplot.Line(estimator, one.Floats("k"), one.Floats(column)).Color(i).Markers())
		}
		return plot
	}
	exact := func(column string) float64 { return t.Where("k", 0).Value(column) }
	return nbplot.SheetOf{
		Title: "The published benchmark, counted in two ways", Cols: 2, PanelHeight: 250, Width: 860,
		Alt: "Four panels against K. Iterations to the published stop rise with K; the true gradient there falls towards the " +
			"tolerance; iterations to a small true gradient are level; evaluations rise with K.",
	}.Add(
		panel("iterations to the published stop", "steps", "iterations", "exact", exact("steps")),
		panel("true gradient at that stop", "grad", "‖∇F‖", "asked", 1e-3),
		panel("until the true gradient is below 0.001", "true_steps", "iterations", "exact", exact("true_steps")),
		panel("the same in evaluations", "true_evals", "evaluations", "exact", exact("true_evals")),
	)
}

// drawRace shows the data profiles of one set of solvers.
func drawRace(t study.Table, title, set string, solvers ...string) nbplot.Drawing {
	t = t.Where("set", set).Where("kind", "data").Where("tau", 1e-3)
	plot := nbplot.Figure{
		Title: title, Width: 760, Legend: nbplot.LegendRight,
		Alt: "Rising curves: the share of instances that are solved against evaluations over n + 1, a curve for each solver.",
		X:   nbplot.Axis{Label: "evaluations / (n + 1)"}, Y: nbplot.Axis{Label: "share solved", Min: 0, Max: 1},
	}.Add()
	for i, s := range solvers {
		curve := t.Where("solver", s)
		plot.Add(nbplot.Line(s, curve.Floats("alpha"), curve.Floats("share")).Color(i))
	}
	return plot
}

func drawTraining(t study.Table) nbplot.Drawing {
	panel := func(batch int) *nbplot.Plot {
		plot := nbplot.Figure{
			Title: fmt.Sprintf("batches of %d", batch), X: log("parameters n"), Y: log("share of the loss that is left"),
		}.Add()
		for i, s := range []string{"backprop", "K = 1", "K = √n"} {
			one := t.Where("batch", batch).Where("source", s)
			plot.Add(nbplot.Line(s, one.Floats("n"), one.Floats("left")).Color(i).Markers())
		}
		return plot
	}
	return nbplot.SheetOf{
		Title: "A network of ReLUs after 500 passes over 20 points", Cols: 2, SameY: true, PanelHeight: 280, Width: 860,
		Alt: "Share of the loss that is left against the number of parameters, for backpropagation, one direction and √n " +
			"directions; whole batches left, batches of four right.",
	}.Add(panel(20), panel(4))
}
