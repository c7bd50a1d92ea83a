package figures

import (
	"fmt"
	"sync"

	"github.com/gradstep/gradstep/pkg/nbplot"
	"github.com/gradstep/gradstep/pkg/nbplot/live"
	"github.com/gradstep/gradstep/pkg/recovery"
	"github.com/gradstep/gradstep/pkg/stair"
)

// Means is the misfit of a poster and its mean over [b - h, b + h].
func Means() live.Figure {
	return live.Figure{
		Name: "means", Title: "The misfit of a poster, and its mean over a neighbourhood",
		Alt: "Four panels for four widths h. For a small h the mean follows every tooth; for h = 1 one valley stands out, " +
			"near 12.34 and about two units wide, and ripples on a slope that falls to the right; for h = 3 the valley is gone.",
		Sliders: []live.Slider{{Label: "h", Min: 0.02, Max: 3, Value: 0.3, Log: true}},
		Panels:  [][]float64{{0.1}, {0.3}, {1}, {3}}, Cols: 2,
		Draw: func(v []float64) []nbplot.Drawing {
			f := wide()
			mean := func(b float64) float64 { return f.Mean(b, v[0]) }
			background := func(b float64) float64 { return (1/(b*b) + 1/(truth*truth)) / 12 }
			return live.One(nbplot.Figure{
				Alt: "The jagged misfit, its mean, and a falling curve behind.", Height: 320,
				X: nbplot.Axis{Label: "b", Min: 5, Max: 30}, Y: nbplot.Axis{Label: "misfit", Min: 0, Max: 0.0045},
			}.Add(
				nbplot.VLine("true b", truth), nbplot.Line("the misfit", faces().bs, faces().loss).Gray(),
				nbplot.Func("two unrelated staircases", background, 5, 30).Color(1).Dashed(),
				nbplot.Func("its mean", mean, 5, 30).Color(0).Solid(),
			))
		},
	}
}

// wide is the misfit on an interval that holds every neighbourhood.
var wide = sync.OnceValue(func() *stair.Curve { return must(faces().exact.Curve(1.9, 33.1)) })

// annealed are descents from 24 starts along the two terms of package recovery: b before each step.
var annealed = sync.OnceValue(func() (paths [][]float64) {
	f := must(recovery.New(faces().stored, recovery.Settings{}))
	for i := range 24 {
		paths = append(paths, must(recovery.Descent{}.Run(f, 5+25*(float64(i)+0.5)/24)).Path)
	}
	return paths
})

// twoTerms are the spread and the misfit on [5, 30], both scaled to [0, 1].
var twoTerms = sync.OnceValue(func() (t struct{ bs, spread, misfit []float64 }) {
	f := must(recovery.New(faces().stored, recovery.Settings{}))
	for _, b := range nbplot.Linspace(5, 30, 601) {
		v, _ := f.Spread(b)
		t.bs, t.spread, t.misfit = append(t.bs, b), append(t.spread, v), append(t.misfit, f.Misfit(b))
	}
	t.spread, t.misfit = scaled(t.spread), scaled(t.misfit)
	return t
})

// scaled maps values to [0, 1].
func scaled(v []float64) []float64 {
	lo, hi := v[0], v[0]
	for _, x := range v {
		lo, hi = min(lo, x), max(hi, x)
	}
	out := make([]float64, len(v))
	for i, x := range v {
		out[i] = (x - lo) / (hi - lo)
	}
	return out
}

// Annealed moves 24 starts down the two terms: first the one that sees far, then the exact one.
func Annealed() live.Figure {
	return live.Figure{
		Name: "annealed", Title: "24 starts: first down the spread, then down the misfit",
		Alt: "Dots all along b. In the first hundred steps they slide down a smooth curve with one valley, until all are near " +
			"12.34; then they follow a jagged curve into its notch, at 12.34.",
		Sliders: []live.Slider{{Label: "step", Max: 500, Value: 0, Steps: 500}},
		Play:    true, Frames: 26,
		Draw: func(v []float64) []nbplot.Drawing {
			step := int(v[0])
			terms := twoTerms()
			bs, curve, name := terms.bs, terms.spread, "spread"
			if step > 100 {
				curve, name = terms.misfit, "misfit, smoothed less and less"
			}
			var at, height []float64
			near := 0
			for _, path := range annealed() {
				b := path[min(step, len(path)-1)]
				at, height = append(at, b), append(height, interpolated(bs, curve, b))
				if b > truth-0.05 && b < truth+0.05 {
					near++
				}
			}
			return live.One(nbplot.Figure{
				Alt: "A curve and 24 dots on it.", Height: 320,
				X: nbplot.Axis{Label: "b", Min: 5, Max: 30}, Y: nbplot.Axis{Label: "term, from lowest to highest", Min: -0.05, Max: 1.05},
			}.Add(
				nbplot.Line("the term that is followed", bs, curve).Gray(), nbplot.VLine("true b", truth),
				nbplot.Scatter("24 descents", at, height).Color(0),
				nbplot.Note(18, 0.98, fmt.Sprintf("step %d: %s; %d found", step, name, near)),
			))
		},
	}
}

func interpolated(xs, ys []float64, x float64) float64 {
	k := (x - xs[0]) / (xs[1] - xs[0])
	i := max(0, min(int(k), len(xs)-2))
	t := k - float64(i)
	return ys[i]*(1-t) + ys[i+1]*t
}
