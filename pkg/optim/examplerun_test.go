package optim_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/gradstep/gradstep/pkg/optim"
)

func ExampleCounter() {
	// A simulation that takes long and may fail. The context ends it within one evaluation.
	simulate := func(x []float64) (float64, error) {
		if x[0] < 0 {
			return 0, errors.New("the pump cannot run backwards")
		}
		return math.Pow(x[0]-0.2, 2) + x[1]*x[1], nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	c := optim.NewFallibleCounter(simulate)
	p := optim.Problem{Func: c.Func, Grad: centralDifferences(c.Func, 1e-4)}
	r, err := optim.Minimize(p, []float64{2, 1}, optim.NewMomentum(), optim.Settings{
		Rate: optim.Constant(0.1), Counter: c, Context: ctx,
	})
	fmt.Println(err)
	fmt.Printf("%v after %d evaluations; the best point: f(%.2f) = %.3f\n", r.Status, c.Count(), r.Best, r.BestF)
	// Output:
	// optim: f failed in step 3: the pump cannot run backwards
	// function failed after 21 evaluations; the best point: f([0.31 0.06]) = 0.016
}

func ExampleStopAll() {
	// Small steps and a small change of f, but not in the first ten minutes.
	late := optim.StopTime(10 * time.Minute)
	now := time.Unix(0, 0)
	r, err := optim.Minimize(bowl(), []float64{1, 1}, optim.NewSGD(), optim.Settings{
		Rate: optim.Constant(0.1), Stop: optim.StopAll(optim.StopMixed(1e-6, 1e-6), late),
		Clock: func() time.Time { now = now.Add(time.Second); return now }, // a second between two looks
	})
	fmt.Println(r.Status, r.Ledger.Elapsed > 10*time.Minute, err)
	// Output:
	// time limit true <nil>
}

func ExampleGroups() {
	// The second coordinate is measured in other units, the third is known.
	p := optim.Problem{Grad: func(dst, x []float64) { dst[0], dst[1], dst[2] = x[0]-1, 1e4*(x[1]-0.01), x[2] }}
	rule := optim.Chain(optim.NewSGD(), optim.Groups{{Len: 1, Rate: 1}, {Len: 1, Rate: 1e-4}, {Len: 1, Rate: 0}})
	r, err := optim.Minimize(p, []float64{0, 0, 7}, rule, optim.Settings{Rate: optim.Constant(0.5), MaxSteps: 50})
	fmt.Printf("%.4f %v\n", r.X, err)
	// Output:
	// [1.0000 0.0100 7.0000] <nil>
}

func ExampleDoG() {
	// Σ|x_i - 100 i|, i = 1, 2, 3, from 0: one and the same setting for any distance and any slope.
	p := optim.Problem{Grad: func(dst, x []float64) {
		for i, v := range x {
			dst[i] = math.Copysign(1, v-100*float64(i+1))
		}
	}}
	mean := &optim.Average{Skip: 10_000}
	_, err := optim.Minimize(p, []float64{0, 0, 0}, optim.Chain(optim.NewDoG(), mean), optim.Settings{
		Rate: optim.Constant(1), MaxSteps: 20_000,
	})
	left := 0.0
	for i, v := range mean.Mean {
		left += math.Abs(v-100*float64(i+1)) / 600
	}
	fmt.Printf("less than 1 %% of the way is left: %v %v\n", left < 0.01, err)
	// Output:
	// less than 1 % of the way is left: true <nil>
}

func ExampleTrustRegion() {
	f := func(x []float64) float64 { return math.Cosh(x[0]) + math.Pow(x[0]-x[1], 4) }
	grad := func(dst, x []float64) {
		d := 4 * math.Pow(x[0]-x[1], 3)
		dst[0], dst[1] = math.Sinh(x[0])+d, -d
	}
	hess := func(dst, x []float64) {
		d := 12 * math.Pow(x[0]-x[1], 2)
		dst[0], dst[1], dst[2], dst[3] = math.Cosh(x[0])+d, -d, -d, d
	}
	r, err := optim.Minimize(optim.Problem{Func: f, Grad: grad}, []float64{9, -4}, optim.NewTrustRegion(f, hess), optim.Settings{
		Rate: optim.Constant(1), Stop: optim.StopGrad(1e-8),
	})
	fmt.Printf("%v: f = %.6f, %v\n", r.Status, r.F, err)
	// Output:
	// small gradient: f = 1.000000, <nil>
}

func ExampleClipValue() {
	// Rare gradients of any size: a coordinate moves by the rate at most.
	k := 0
	p := optim.Problem{Grad: func(dst, x []float64) {
		dst[0] = x[0] - 3
		if k++; k%10 == 0 {
			dst[0] = -1e9
		}
	}}
	r, err := optim.Minimize(p, []float64{0}, optim.Chain(optim.NewSGD(), optim.ClipValue{Max: 1}), optim.Settings{
		Rate: optim.Constant(0.05), MaxSteps: 505,
	})
	fmt.Printf("%.1f %v\n", r.X, err)
	// Output:
	// [3.1] <nil>
}

func ExampleScale() {
	// A network's weights in batches of two, with decay, and steps in the units of each coordinate.
	rule := optim.Chain(optim.NewAdamW(), optim.Accumulate{Batches: 2}, optim.Scale{Factors: []float64{1, 1e3}})
	batch := 0.0
	p := optim.Problem{Grad: func(dst, x []float64) {
		batch++
		noise := 0.5 * math.Sin(math.Pi*batch+math.Pi/2) // ± ½ in turns
		dst[0], dst[1] = x[0]-1+noise, 1e-3*(x[1]-2)
	}}
	r, err := optim.Minimize(p, []float64{0, 0}, rule, optim.Settings{Rate: optim.Constant(0.01), MaxSteps: 2000})
	fmt.Printf("%.1f %d gradients, %v\n", r.X, r.Ledger.GradEvals, err)
	// Output:
	// [1.0 2.0] 4000 gradients, <nil>
}

func ExampleDAdaptation() {
	rule := optim.NewDAdaptation()
	p := optim.Problem{Grad: func(dst, x []float64) { dst[0] = math.Copysign(1, x[0]-50) }}
	_, err := optim.Minimize(p, []float64{0}, rule, optim.Settings{Rate: optim.Constant(1), MaxSteps: 2000})
	fmt.Printf("the minimum is at least %.0f away, %v\n", rule.D, err)
	// Output:
	// the minimum is at least 25 away, <nil>
}

func ExampleSampled() {
	// F(x, ξ) = (x - ξ)² with ξ = 0, 1, 2, 0, 1, 2, …: a gradient takes both its values at the same ξ.
	c := optim.NewCounter(func(x []float64) float64 { return (x[0]-1)*(x[0]-1) + 2.0/3 })
	sample := optim.Sampled(c, func(x []float64, xi int) float64 { return math.Pow(x[0]-float64(xi), 2) })
	xi := 0
	p := optim.Problem{Func: c.Func, Grad: func(dst, x []float64) {
		centralDifferences(func(x []float64) float64 { return sample(x, xi%3) }, 1e-3)(dst, x)
		xi++
	}}
	r, err := optim.Minimize(p, []float64{9}, optim.NewSGD(), optim.Settings{
		Rate: optim.InverseTime{Initial: 0.2, K: 0.2}, MaxSteps: 300, FuncEvery: 100, Counter: c,
	})
	fmt.Printf("x = %.2f: %d evaluations of the mean, %d samples, %v\n", r.X[0], r.Ledger.FuncEvals, r.Ledger.InnerEvals, err)
	// Output:
	// x = 1.01: 4 evaluations of the mean, 600 samples, <nil>
}
