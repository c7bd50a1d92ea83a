package convergence

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/study"
)

// page checks sentences of docs/convergence.md against the committed tables.
type page struct{ t *testing.T }

func (p page) table(name string) study.Table {
	p.t.Helper()
	table, err := study.Load(committed, name)
	if err != nil {
		p.t.Fatal(err)
	}
	return table
}

// says checks that the page has the words, with numbers that were just computed.
func (p page) says(format string, args ...any) {
	p.t.Helper()
	document.Says(p.t, fmt.Sprintf(format, args...))
}

// holds checks a statement and that the page makes it.
func (p page) holds(ok bool, words string) {
	p.t.Helper()
	p.says("%s", words)
	if !ok {
		p.t.Errorf("it is not so: %q", words)
	}
}

// extremes are the least and the largest number of a column.
func extremes(t study.Table, column string) (lo, hi float64) {
	v := t.Floats(column)
	return slices.Min(v), slices.Max(v)
}

// minus writes a negative number as the page does.
func minus(v float64) string { return strings.Replace(fmt.Sprintf("%.2f", v), "-", "−", 1) }

func TestPageMomentsAndRates(t *testing.T) {
	p := page{t}
	m := p.table("moments").Where("h", 0.001)
	worst := 0.0
	for i, mean := range m.Floats("mean") {
		worst = max(worst, m.Floats("bound")[i]/mean)
	}
	p.says("all four functions are within a factor of %.1f of it", math.Ceil(worst*10)/10)
	linear := m.Where("problem", "linear").Where("n", 300)
	p.holds(math.Abs(1/linear.Value("mean")-300) < 10, "The paper's $L^2$ is 300 times too large in 300 dimensions")

	d := p.table("nonsmooth-dimension").Where("step", "fixed").Where("noise", 0)
	sum := d.Where("problem", "sum-abs").Where("n_to", 300)
	lo, hi := extremes(sum, "slope")
	p.says("changes by no more than $n^{%.2f}$ for `sum-abs`", math.Ceil(max(-lo, hi)*100)/100)
	p.says("it grows like $n^{%.2f}$ ($K = 1$)", d.Where("problem", "max-affine").Where("k_is", "1").Value("slope"))

	fits := p.table("nonsmooth-fits")
	fitted := p.table("exponents")
	in, straight := 0, 0
	for i, l := range fitted.Floats("lo") {
		h := fitted.Floats("hi")[i]
		if l <= -0.5 && -0.5 <= h {
			in++
		}
	}
	p.says("Of the twelve, %d hold", in)
	lo, hi = -0.5, -1
	for _, n := range []int{2, 5, 10, 30} {
		lines := fits.Where("step", "fixed").Where("n", n)
		a, b := extremes(lines, "slope")
		lo, hi = min(lo, a), max(hi, b)
		for _, above := range lines.Floats("hi") {
			if above >= -0.5 {
				straight++
			}
		}
	}
	p.says("its slopes are %s to %s (`nonsmooth-fits`)", minus(hi), minus(lo))
	p.holds(straight == 0, "none of their intervals holds $-\\frac12$")
	plane, thirty := fitted.Where("problem", "norm").Where("n", 2), fitted.Where("problem", "max-affine").Where("n", 30)
	p.says("`norm` in the plane by %.4f, and `max-affine` in 30 dimensions by %.4f", plane.Value("lo")+0.5, -0.5-thirty.Value("hi"))
	lo, hi = 0, -1
	for _, n := range []int{2, 5, 10, 30} {
		a, b := extremes(fits.Where("step", "falling").Where("n", n), "slope")
		lo, hi = min(lo, a), max(hi, b)
	}
	p.says("for $n$ from 2 to 30, falls with exponents of %s to %s", minus(hi), minus(lo))

	above, far, least, most := 0, 0.0, 1.0, 0.0
	for _, name := range []string{"smooth", "nonsmooth"} {
		table := p.table(name)
		for i, mean := range table.Floats("mean") {
			bound := table.Floats("bound")[i]
			if mean > bound {
				above++
				far = max(far, (mean-bound)/table.Floats("se")[i])
			}
			if name == "nonsmooth" && table.Text("n")[i] != "1" && table.Text("step")[i] == "fixed" {
				least, most = min(least, mean/bound), max(most, mean/bound)
			}
		}
	}
	p.says("and %d of its means lie above, none by more than %.1f standard errors", above, far)
	p.says("The other means are between %.2f and %.2f of the bound", least, most)

	smooth := p.table("smooth-fits")
	lo, hi = extremes(smooth.Where("problem", "strong"), "slope")
	p.says("the error falls with %.1f to %.1f times the exponent of the bound", -hi, -lo)
	noisy := smooth.Where("problem", "flat").Where("noise", 1)
	lo, hi = 0, -1
	for i, slope := range noisy.Floats("slope") {
		if noisy.Floats("n")[i] >= 5 {
			lo, hi = min(lo, slope), max(hi, slope)
		}
	}
	p.says("the exponents are %s to %s for $n \\ge 5$", minus(hi), minus(lo))
	least, most = math.Inf(1), 0
	flat := p.table("smooth").Where("problem", "flat").Where("noise", 1)
	for i, mean := range flat.Floats("mean") {
		least, most = min(least, flat.Floats("bound")[i]/mean), max(most, flat.Floats("bound")[i]/mean)
	}
	p.says("the errors lie %.0f to %.0f times below it", least, most)
}

func TestPageDirectionsAndRadius(t *testing.T) {
	p := page{t}
	d := p.table("directions").Where("n", 100).Where("kind", "Sphere")
	ratio := func(problem string) float64 {
		one := d.Where("problem", problem)
		return one.Where("k", 100).Value("mean") / one.Where("k", 1).Value("mean")
	}
	p.says("$n$ independent ones lose a factor of %.2f on the non-smooth function", ratio("sum-abs"))
	p.holds(ratio("quadratic") > 1e4 && ratio("quadratic") < 1e5, "after 20,000 evaluations is four powers of ten")

	r := p.table("radius").Where("problem", "norm")
	at := func(noise string, h float64) float64 { return r.Where("noise", noise).Where("h", h).Value("mean") }
	p.says("The theorem asks for $h > D\\sqrt{n/T}$, here %.3f,", r.Floats("theorem_h")[0])
	for _, noise := range []string{"none", "slope"} {
		lo, hi := math.Inf(1), 0.0
		for e := -8; e <= -1; e++ {
			v := at(noise, math.Pow(10, float64(e)))
			lo, hi = min(lo, v), max(hi, v)
		}
		p.holds(hi/lo < 1.01, "from $10^{-8}$ to 0.1 the error of $F$ is the same within 1 %")
	}
	p.holds(math.Round(at("values", 1e-4)/at("values", 0.01)) == 12, "$h = 10^{-4}$ makes twelve times the error of $h = 0.01$")
	p.holds(at("values", 0.01) < at("none", 0.01), "At $h = 0.01$ nothing is left of it")
	p.holds(math.Round(at("none", 10)/at("none", 0.01)) == 11, "at $h = 10$ the error of $F$ is eleven times as large")
}

// oneDirection is how many iterations the stated estimator takes with K = 1, until the true gradient of the paper's
// function is below its tolerance: the median of thirty runs.
func oneDirection(t *testing.T) int {
	t.Helper()
	f := func(x []float64) float64 { return math.Pow(math.Log(1+x[0]*x[0]), 2) + 10*x[1]*x[1] }
	steps := make([]int, 30)
	for seed := range steps {
		a := Algorithm1{
			Directions: 1, Radius: 1e-4, Lambda: optim.Constant(2 * 0.01), Steps: 4000, Rand: rand.New(rand.NewPCG(1, uint64(seed))),
			Observe: func(p *optim.Progress, _ []float64) {
				x, y := p.X[0], p.X[1]
				if steps[seed] == 0 && math.Hypot(4*x*math.Log(1+x*x)/(1+x*x), 20*y) < 1e-3 {
					steps[seed] = p.Step
				}
			},
		}
		if _, err := a.Minimize(f, []float64{1, 1}); err != nil || steps[seed] == 0 {
			t.Fatalf("seed %d: not within 4000 steps, %v", seed, err)
		}
	}
	slices.Sort(steps)
	return steps[15]
}

func TestPageBenchmark(t *testing.T) {
	p := page{t}
	b := p.table("benchmark").Where("problem", "LogQuad").Where("rule", "SGD")
	exact := b.Where("k", 0)
	p.says("Exact gradients give %.0f iterations for plain descent and %.0f for momentum", exact.Value("steps"),
		p.table("benchmark").Where("problem", "LogQuad").Where("rule", "Momentum").Where("k", 0).Value("steps"))
	few := b.Where("k", 3)
	ours, theirs := few.Where("estimator", "sphere"), few.Where("estimator", "published")
	p.says("%.0f for the stated estimator at $K = 3$, %.0f for the published one", ours.Value("steps"), theirs.Value("steps"))
	p.says("at $K = 3$ the stated one stops at a true gradient of %.4f, seven times what was asked; its thirty runs lie between %.4f and %.4f",
		ours.Value("grad"), ours.Value("grad_min"), ours.Value("grad_max"))
	lo, hi := extremes(b.Where("estimator", "sphere"), "true_steps")
	p.says("the stated estimator takes %.0f to %.0f iterations at every $K$", lo, math.Ceil(hi))
	lo, hi = extremes(b.Where("estimator", "published"), "true_steps")
	for _, v := range []float64{lo, hi} {
		p.holds(math.Abs(v/exact.Value("true_steps")-1/Shrink(2)) < 0.01, "the published one takes 1.54 times as many, which is 1/0.648")
	}
	least := math.Inf(1)
	for _, e := range []string{"sphere", "published"} {
		lo, _ := extremes(b.Where("estimator", e), "true_evals")
		least = min(least, lo)
	}
	one := math.Round(float64(oneDirection(t))/10) * 20 // two evaluations an iteration
	p.holds(math.Abs(one/exact.Value("true_evals")-0.5) < 0.01, "and so half of the evaluations, about 6,460")
	comma := func(v float64) string { return fmt.Sprintf("%d,%03d", int(v)/1000, int(v)%1000) }
	p.says("%s at best against %s", comma(least), comma(exact.Value("true_evals")))
}
