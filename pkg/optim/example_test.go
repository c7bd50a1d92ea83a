package optim_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"gonum.org/v1/gonum/optimize/functions"

	"github.com/gradstep/gradstep/pkg/optim"
)

func ExampleMinimize() {
	// The paper's function from (1, 1), by central differences.
	p := optim.Problem{Func: logQuad, Grad: centralDifferences(logQuad, 1e-4)}
	s := optim.Settings{Rate: optim.Constant(0.01), Stop: optim.StopGrad(1e-3), GradCost: 4}
	for _, rule := range []optim.Rule{optim.NewSGD(), optim.NewMomentum()} {
		r, err := optim.Minimize(p, []float64{1, 1}, rule, s)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%T: %v (converged: %v) after %d steps and %v evaluations\n", rule, r.Status, r.Status.Converged(), r.Steps, r.Ledger.Cost())
	}
	// Output:
	// *optim.SGD: small gradient (converged: true) after 3230 steps and 16156 evaluations
	// *optim.Momentum: small gradient (converged: true) after 292 steps and 1466 evaluations
}

func ExampleMinimize_gonum() {
	// A function of gonum has the two methods that a Problem needs.
	f := functions.Beale{}
	p := optim.Problem{Func: f.Func, Grad: f.Grad}
	r, err := optim.Minimize(p, []float64{1, 1}, optim.NewAdam(), optim.Settings{
		Rate: optim.Constant(0.05), Stop: optim.StopGrad(1e-8),
	})
	fmt.Printf("%.6f %v %v\n", r.X, r.Status, err)
	// Output:
	// [3.000000 0.500000] small gradient <nil>
}

func ExampleMinimize_diverged() {
	// The rate is above 2/λmax = 0.4.
	r, err := optim.Minimize(bowl(), []float64{1, 1, 1, 1, 1}, optim.NewSGD(), optim.Settings{Rate: optim.Constant(0.5)})
	fmt.Println(errors.Is(err, optim.ErrDiverged), r.Status)
	fmt.Println(r.Status.Advice())
	fmt.Println("best point:", r.X)
	// Output:
	// true diverged
	// The run moved away from the minimum: lower the rate (for a quadratic below 2/λmax); X is the best point before it.
	// best point: [1 1 1 1 1]
}

func ExampleChain() {
	rule := optim.Chain(optim.NewMomentum(), optim.ClipNorm{Max: 1}, optim.WeightDecay{Lambda: 0.01})
	r, err := optim.Minimize(bowl(), []float64{50, -20}, rule, optim.Settings{
		Rate: optim.Constant(0.1), MaxSteps: 500,
	})
	fmt.Printf("%.4f %v\n", r.X, err)
	// Output:
	// [0.0000 -0.0000] <nil>
}

func ExampleResult_Checkpoint() {
	s := optim.Settings{Rate: optim.Constant(0.1), MaxSteps: 10}
	part, err := optim.Minimize(bowl(), []float64{1, 1}, optim.NewAdam(), s)
	if err != nil {
		fmt.Println(err)
		return
	}
	c, err := part.Checkpoint() // SaveCheckpoint and LoadCheckpoint keep it in a file
	if err != nil {
		fmt.Println(err)
		return
	}
	s.MaxSteps, s.Resume = 25, &c
	rest, err := optim.Minimize(bowl(), nil, optim.NewAdam(), s)
	fmt.Println(part.Steps, rest.Steps, err)
	s.Resume = nil
	whole, err := optim.Minimize(bowl(), []float64{1, 1}, optim.NewAdam(), s)
	fmt.Println("same bits:", whole.X[0] == rest.X[0] && whole.X[1] == rest.X[1], err)
	// Output:
	// 10 25 <nil>
	// same bits: true <nil>
}

func ExampleStopAny() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	r, err := optim.Minimize(bowl(), []float64{1, 1}, optim.NewSGD(), optim.Settings{
		Rate:    optim.Constant(0.01),
		Context: ctx,
		Stop:    optim.StopAny(optim.StopGrad(1e-6), optim.StopCost(500), &optim.Plateau{Patience: 10}),
	})
	fmt.Println(r.Status, r.Steps, err)
	fmt.Println(r.Status.Advice())
	// Output:
	// cost limit 250 <nil>
	// The evaluations ran out: raise the budget, or resume from the checkpoint.
}

func ExampleTrace() {
	tr := &optim.Trace{Every: 5}
	if _, err := optim.Minimize(bowl(), []float64{1, 1}, optim.NewSGD(), optim.Settings{
		Rate: optim.Constant(0.2), MaxSteps: 12, Trace: tr,
	}); err != nil {
		fmt.Println(err)
	}
	for i, k := range tr.Step {
		fmt.Printf("%2d  x = %.4f  f = %.6f  ‖g‖ = %.4f  cost %v\n", k, tr.X[i], tr.F[i], tr.GradNorm[i], tr.Cost[i])
	}
	// Output:
	// 0  x = [1.0000 1.0000]  f = 1.500000  ‖g‖ = 2.2361  cost 2
	//  5  x = [0.3277 0.0778]  f = 0.059734  ‖g‖ = 0.4847  cost 11
	// 10  x = [0.1074 0.0060]  f = 0.005801  ‖g‖ = 0.1357  cost 21
	// 12  x = [0.0687 0.0022]  f = 0.002366  ‖g‖ = 0.0862  cost 25
}

func ExampleSuccessive() {
	// x² with waves, of which only values can be had. A central difference over ±h is the gradient of the mean over [x-h, x+h].
	f := func(x float64) float64 { return x*x + 10 - 10*math.Cos(2*math.Pi*x) }
	smoothed := func(h float64) optim.Problem {
		return optim.Problem{Grad: func(dst, x []float64) { dst[0] = (f(x[0]+h) - f(x[0]-h)) / (2 * h) }}
	}
	for _, radii := range [][]float64{{0.02}, {1, 0.5, 0.25, 0.1, 0.02}} {
		s := optim.Settings{Rate: optim.Constant(0.02 * radii[0]), MaxSteps: 200}
		r, err := optim.Successive(smoothed, radii, []float64{4.3}, optim.NewSGD(), s)
		fmt.Printf("%d steps: x = %.3f %v\n", r.Steps, math.Abs(r.X[0]), err)
	}
	// Output:
	// 200 steps: x = 3.980 <nil>
	// 1000 steps: x = 0.000 <nil>
}
