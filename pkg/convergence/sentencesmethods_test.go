package convergence

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/gradstep/gradstep/pkg/study"
)

func TestPageForms(t *testing.T) {
	p := page{t}
	f := p.table("forms")
	best := func(t study.Table) float64 {
		least := math.Inf(1)
		for _, column := range []string{"mean", "last"} {
			lo, _ := extremes(t, column)
			least = min(least, lo)
		}
		return least
	}
	comma := func(v float64) string { return fmt.Sprintf("%d,%03d", int(v)/1000, int(v)%1000) }
	lo, hi, falls, tuned := math.Inf(1), 0.0, []float64{}, []float64{}
	for _, problem := range []string{"max-affine", "sum-abs"} {
		for _, k := range []int{1, 10} {
			one := f.Where("problem", problem).Where("k", k)
			sgd := one.Where("rule", "SGD")
			ratio := best(sgd.Where("step", "theorem")) / best(one)
			lo, hi = min(lo, ratio), max(hi, ratio)
			falls = append(falls, best(sgd.Where("step", "theorem 1/√t")))
			tuned = append(tuned, best(sgd.Where("step", "tuned 1/√t")))
			p.holds(best(one.Where("rule", "Adagrad").Where("step", "tuned 1/√t")) == best(one),
				"Adagrad, whose rate falls once more, is best in all four columns")
		}
	}
	p.says("its error is %.0f to %.0f times that of the best tuned form", lo, hi)
	p.says("%.4f to %.4f, with nothing tuned", slices.Min(falls), slices.Max(falls))
	p.says("plain descent reaches %.4f to %.4f at the last iterate", slices.Min(tuned), slices.Max(tuned))

	own, sharp := []float64{}, true // of the rules that find their rate, beside the theorem's fixed step
	for _, problem := range []string{"max-affine", "sum-abs"} {
		for _, k := range []int{1, 10} {
			one := f.Where("problem", problem).Where("k", k)
			theorem := best(one.Where("rule", "SGD").Where("step", "theorem"))
			for _, rule := range one.Where("step", "its own").Distinct("rule") {
				own = append(own, best(one.Where("rule", rule))/theorem)
			}
			sharp = sharp && best(one.Where("rule", "D-Adaptation")) < theorem
		}
	}
	p.says("end at %.1f to %.1f times its error", slices.Min(own), slices.Max(own))
	p.holds(sharp, "D-Adaptation below it in all four columns")
	smooth := f.Where("problem", "quadratic").Where("k", 1)
	p.holds(best(smooth.Where("step", "its own")) > 1e5*best(smooth.Where("rule", "SGD").Where("step", "theorem")),
		"On the quadratic they stay more than five powers of ten above the theorem's rate")

	n := p.table("newton")
	evals := func(problem, h string) float64 {
		return n.Where("problem", problem).Where("k", 5).Where("h_is", h).Value("evals")
	}
	p.says("%.0f evaluations in place of %s at $K = 5$", math.Floor(evals("quadratic", "diagonal")), comma(evals("quadratic", "identity")))
	p.says("pays: %.0f evaluations", evals("turned quadratic", "Newton"))
	p.holds(math.IsInf(evals("turned quadratic", "identity"), 1), "where the identity does not arrive")
	p.holds(math.IsInf(n.Where("problem", "Rosenbrock").Where("k", 1).Where("h_is", "Newton").Value("evals"), 1) && evals("Rosenbrock", "Newton") < 5e4,
		"On Rosenbrock's function it pays with $n$ directions only")

	b := p.table("benchmark").Where("problem", "Rosenbrock")
	stops := map[string][]float64{}
	for row := range b.All() {
		if row.Float("stopped") > 0.5 && row.Text("estimator") != "central" {
			stops[row.Text("estimator")] = append(stops[row.Text("estimator")], row.Float("grad")/benchmarkTol)
		}
	}
	published, sphere := stops["published"], stops["sphere"]
	p.says("at a true gradient of %.1f to %.1f times the tolerance, and with the stated one at %.1f to %.1f times",
		slices.Min(published), slices.Max(published), slices.Min(sphere), slices.Max(sphere))
	least := func(estimator string) float64 {
		out := math.Inf(1)
		for _, v := range b.Where("estimator", estimator).Floats("true_evals") {
			if v < out {
				out = v
			}
		}
		return out
	}
	p.says("are %s, with exact gradients and Adam; the published estimator needs %s at best, the stated one %s",
		comma(least("central")), comma(least("published")), comma(least("sphere")))
}

func TestPageNonconvex(t *testing.T) {
	p := page{t}
	fits := p.table("nonconvex-fits").Where("problem", "waves").Where("step", "1×theorem")
	lo, hi := 0.0, -1.0
	for _, n := range []int{2, 5, 10} {
		a, b := extremes(fits.Where("n", n), "slope")
		lo, hi = min(lo, a), max(hi, b)
	}
	p.says("the exponents with the theorem's step are %s to %s for $n \\le 10$", minus(hi), minus(lo))
	all := p.table("nonconvex")
	spare := math.Inf(1)
	waves := all.Where("problem", "waves").Where("step", "1×theorem")
	for i, mean := range waves.Floats("mean") {
		spare = min(spare, waves.Floats("bound")[i]/mean)
	}
	p.says("which is met with a factor of %.0f or more to spare", math.Floor(spare))
	last := func(n int, step string) float64 {
		v := all.Where("problem", "network").Where("n", n).Where("step", step).Floats("mean")
		return v[len(v)-1]
	}
	lo, hi = math.Inf(1), 0
	for _, n := range []int{10, 100} {
		gain := last(n, "1×theorem") / last(n, "30×theorem")
		lo, hi = min(lo, gain), max(hi, gain)
	}
	p.says("30 times the step makes the gradients %.0f to %.0f times smaller at the largest $T$", math.Floor(lo), hi)
	stairs := p.table("nonconvex-fits").Where("problem", "staircase").Floats("slope")
	p.says("the exponents are %s and %s", minus(stairs[0]), minus(stairs[1]))
}

// What the page says of constraints: a penalty above the multiplier and the exact one are within twice the
// projection's distance, one below it ends outside.
func TestPagePenalty(t *testing.T) {
	p := page{t}
	all := p.table("penalty")
	for _, problem := range all.Distinct("problem") {
		one := all.Where("problem", problem)
		off := func(way string) float64 { return one.Where("constraint", way).Value("off") }
		p.holds(off(ways[1]) < 2*off(ways[0]), "With a coefficient above the multiplier the penalty comes about as near as the projection")
		p.holds(off(ways[2]) > 10*off(ways[0]) && one.Where("constraint", ways[2]).Value("violation") > 0.1,
			"with half of it the constraint is bought off, and the run ends outside of the set")
		for _, way := range ways[3:] {
			if problem == "ball" || way == ways[3] {
				p.holds(off(way) < 1.1*off(ways[0]), "The exact penalty needs none, and comes as near")
			}
		}
	}
}

// What it says of stationary points.
func TestPageStationary(t *testing.T) {
	p := page{t}
	all := p.table("stationary")
	waves := all.Where("problem", "waves")
	lo, hi := extremes(waves, "end_mean")
	p.says("$\\lVert\\nabla F_h\\rVert$, %.2f to %.2f, has still the noise", lo, hi)
	_, hi = extremes(waves, "end_q75")
	p.holds(hi == 0, "Goldstein's distance is 0")
	of := func(step string) study.Table { return all.Where("problem", "network").Where("step", step) }
	p.holds(of("1×theorem").Value("end") >= of("1×theorem").Value("start"), "the network is no nearer to stationary at its end than at its start, by Goldstein's measure")
	far := of("30×theorem")
	p.holds(far.Value("end") < far.Value("start")/10 && far.Value("end_mean") < far.Value("start_mean")/10, "with 30 times the step it is, by both")
	for i, end := range all.Floats("end") {
		if end > all.Floats("end_mean")[i] || all.Floats("start")[i] > all.Floats("start_mean")[i] {
			t.Errorf("row %d: the shortest mean is longer than the mean", i)
		}
	}
}

// What it says of successive smoothing.
func TestPageSuccessive(t *testing.T) {
	p := page{t}
	all := p.table("successive")
	for _, problem := range all.Distinct("problem") {
		for _, n := range all.Distinct("n") {
			one := all.Where("problem", problem).Where("n", n)
			own := one.Where("smoothing", smoothings[0])
			for _, other := range smoothings[1:4] {
				rival := one.Where("smoothing", other)
				p.holds(own.Value("hi") >= rival.Value("lo"), "It is never behind one radius by more than chance")
				if problem == "Rastrigin" && n == "5" {
					p.holds(own.Value("lo") > rival.Value("hi"), "on Rastrigin's function in 5 dimensions ahead of each")
				}
				if problem == "Ackley" {
					p.holds(rival.Value("found") > 0.9, "Ackley's tip is so steep that every radius finds it")
				}
			}
		}
	}
	found := func(n int, smoothing string) float64 {
		return all.Where("problem", "Rastrigin").Where("smoothing", smoothing).Where("n", n).Value("found")
	}
	p.says("it finds %.0f %% of the minima, where one radius and random search find none", 100*found(5, smoothings[0]))
	for _, other := range smoothings[1:] {
		if found(5, other) > 0 {
			t.Errorf("in 5 dimensions %s finds some", other)
		}
	}
	p.says("it finds %.0f %% in the plane, no more than random search but for chance, and %.0f %% in 10 dimensions", 100*found(2, smoothings[0]), 100*found(10, smoothings[0]))
	random := all.Where("problem", "Rastrigin").Where("smoothing", smoothings[4]).Where("n", 2)
	if own := all.Where("problem", "Rastrigin").Where("smoothing", smoothings[0]).Where("n", 2); own.Value("lo") > random.Value("hi") {
		t.Error("in the plane it is ahead of random search by more than chance")
	}
}
