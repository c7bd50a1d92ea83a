package convergence

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/gradstep/gradstep/pkg/study"
)

// Exponent is a fitted exponent p with its 95 % interval.
type Exponent struct{ P, Lo, Hi float64 }

// FitExponent fits the exponent of a mean error that falls like τ^p once the way to the minimum no longer
// counts:
//
//	log E(τ) = c + p log τ + d τ^(-1/2),
//
// by least squares over at least four numbers of steps, of which d takes up what is left of the transient.
// runs[r][i] is the error of run r at τ[i]; the runs are independent. p is linear in the logarithms of the
// means, p = Σ w_i log E_i, and the interval is Student's for the runs' Σ w_i E_ir/E_i. On known curves
// τ^(-1/2)(1 + d τ^-q), with q from ½ to 1 and d up to 1, 30 or 120 runs and the spreads of the study, it
// covers -½ in 95 ± 2 % (a test measures it); a line through the last three points does so in as little as
// nothing.
//
// Fewer than four numbers of steps or two runs, and errors that are not positive, panic.
func FitExponent(tau []float64, runs [][]float64) Exponent {
	if len(tau) < 4 || len(runs) < 2 {
		panic(fmt.Sprintf("convergence: FitExponent: %d numbers of steps, %d runs: want 4 and 2", len(tau), len(runs)))
	}
	w := exponentWeights(tau)
	m, p := float64(len(runs)), 0.0
	mean := make([]float64, len(tau))
	for r, run := range runs {
		if len(run) != len(tau) {
			panic(fmt.Sprintf("convergence: FitExponent: run %d has %d errors for %d numbers of steps", r, len(run), len(tau)))
		}
		for i, v := range run {
			if !(v > 0) {
				panic(fmt.Sprintf("convergence: FitExponent: the error %v", v))
			}
			mean[i] += v / m
		}
	}
	for i, v := range mean {
		p += w[i] * math.Log(v)
	}
	total, squares := 0.0, 0.0
	for i := range w {
		total += w[i] // the mean of the sums below
	}
	for _, run := range runs {
		u := -total
		for i, v := range run {
			u += w[i] * v / mean[i]
		}
		squares += u * u
	}
	half := distuv.StudentsT{Sigma: 1, Nu: m - 1}.Quantile(0.975) * math.Sqrt(squares/(m-1)/m)
	return Exponent{p, p - half, p + half}
}

// exponentWeights are those of the logarithms in the least-squares estimate of p.
func exponentWeights(tau []float64) []float64 {
	a, one := mat.NewDense(len(tau), 3, nil), mat.NewDense(len(tau), len(tau), nil)
	for i, t := range tau {
		a.SetRow(i, []float64{1, math.Log(t), 1 / math.Sqrt(t)})
		one.Set(i, i, 1)
	}
	var inverse mat.Dense
	if err := inverse.Solve(a, one); err != nil {
		panic(fmt.Sprintf("convergence: FitExponent: numbers of steps that do not tell p: %v", err))
	}
	return mat.Row(nil, 1, &inverse)
}

// exponents measures whether the exponent on non-smooth functions is that of theory, and not only bounded
// by it: one direction and the theorem's fixed step, at numbers of steps so large that FitExponent holds.
// All functions and all n that the budget allows are in it.
func exponents(size study.Size) study.Part {
	var all []curve
	for _, kind := range nonsmooth {
		for _, n := range study.Pick(size, []int{2, 5, 10, 30}, []int{2, 5}) {
			c := fixed(size, kind.name, kind.make, n, 1)
			c.tau, c.ts = nil, nil
			c.over(Effective(n, 1), study.Pick(size, []float64{64, 256, 1024, 4096}, []float64{4, 16, 64, 256})...)
			all = append(all, c)
		}
	}
	plan := curvePlan(size, all)
	return study.Part{
		Name: "exponents", About: "exponents on non-smooth convex functions, where the way to the minimum no longer counts", Jobs: plan.Jobs(),
		Tables: []study.Table{{Name: "exponents", Columns: []string{"problem", "n", "k", "noise", "step", "runs", "tau_from", "tau_to", "exponent", "lo", "hi", "theory"}}},
		Fill: func(done study.Results, t []*study.Table) {
			for _, c := range all {
				runs := plan.Runs(done, c).Vectors("error")
				f := FitExponent(c.tau, runs)
				t[0].Add(c.problem, c.n, c.k, c.noise, c.step, len(runs), c.tau[0], c.tau[len(c.tau)-1], f.P, f.Lo, f.Hi, c.theory)
			}
		},
	}
}
