package optim_test

import (
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/optim"
)

func ExamplePenalty() {
	// The point of the line x + y = 1 that is nearest to 0, from values alone.
	p, err := optim.Penalty(
		optim.Problem{Func: func(x []float64) float64 { return x[0]*x[0] + x[1]*x[1] }},
		2, // more than the multiplier, which is 1
		optim.Constraint{Equal: true, Value: func(x []float64) float64 { return x[0] + x[1] - 1 }},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	p.Grad = centralDifferences(p.Func, 1e-7)
	r, err := optim.Minimize(p, []float64{3, 0}, optim.NewSGD(), optim.Settings{
		Rate: optim.InverseTime{Initial: 0.1, K: 0.05}, MaxSteps: 5000,
	})
	fmt.Printf("%.2f %v\n", r.Best, err)
	// Output:
	// [0.50 0.50] <nil>
}

func ExampleExactPenalty() {
	// The logarithm exists in the set only, and there is no coefficient to choose.
	f := func(x []float64) float64 { return x[0] + 2*x[1] - math.Log(x[0]*x[1]) }
	set := optim.Must(optim.Box([]float64{1.5, 0.01}, []float64{4, 4}))
	whole := optim.ExactPenalty(f, set)
	r, err := optim.Minimize(optim.Problem{Func: whole, Grad: centralDifferences(whole, 1e-6)}, []float64{-5, 9},
		optim.NewDoG(), optim.Settings{Rate: optim.Constant(1), MaxSteps: 5000})
	set(r.Best)
	fmt.Printf("%.2f %v\n", r.Best, err)
	// Output:
	// [1.50 0.50] <nil>
}

func ExampleSimplex() {
	// The weights of three forecasts with these mean squared errors, all of them independent.
	variance := []float64{1, 2, 4}
	p := optim.Problem{Grad: func(dst, w []float64) {
		for i, v := range variance {
			dst[i] = 2 * v * w[i]
		}
	}}
	r, err := optim.Minimize(p, []float64{1, 0, 0}, optim.NewSGD(), optim.Settings{
		Rate: optim.Constant(0.1), MaxSteps: 200, Project: optim.Must(optim.Simplex(1)),
	})
	fmt.Printf("%.4f %v\n", r.X, err) // as 1/1 : 1/2 : 1/4
	// Output:
	// [0.5714 0.2857 0.1429] <nil>
}

func ExampleDykstra() {
	// The half disk: alternating projections end in it, Dykstra's at its nearest point.
	disk, half := optim.Must(optim.Ball(nil, 1)), optim.Must(optim.HalfSpace([]float64{0, 1}, 0))
	x, y := []float64{0.9, 2}, []float64{0.9, 2}
	optim.Alternating(1000, 1e-12, disk, half)(x)
	optim.Dykstra(1000, 1e-12, disk, half)(y)
	fmt.Printf("%.3f %.3f\n", x, y)
	// Output:
	// [0.410 0.000] [0.900 0.000]
}

func ExampleToward() {
	// A set of which only a point inside and two functions are known.
	set, err := optim.Toward([]float64{0.5, 0.5},
		optim.Constraint{Value: func(x []float64) float64 { return x[0]*x[0] - x[1] }},
		optim.Constraint{Value: func(x []float64) float64 { return x[1] - 1 }})
	if err != nil {
		fmt.Println(err)
		return
	}
	x := []float64{0.5, 3}
	set(x)
	fmt.Printf("%.3f\n", x)
	// Output:
	// [0.500 1.000]
}
