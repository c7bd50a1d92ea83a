package steklov_test

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/steklov"
)

func ExampleEstimator() {
	f := func(x []float64) float64 { return x[0]*x[0] + x[0]*x[1] + x[1]*x[1] } // gradient (3, 0) at (2, -1)
	e := steklov.Estimator{Radius: 0.1, Directions: 1000, Rand: rand.New(rand.NewPCG(1, 2))}
	g := make([]float64, 2)
	stderr := e.Gradient(g, f, []float64{2, -1})
	fmt.Printf("sphere:     (%.2f, %.2f) ± %.2f\n", g[0], g[1], stderr)

	e.Kind, e.Directions = steklov.Orthogonal, 4 // two blocks: one would have no spread
	stderr = e.Gradient(g, f, []float64{2, -1})
	fmt.Printf("orthogonal: (%.2f, %.2f) ± %.2f\n", g[0], math.Abs(g[1]), stderr)
	// Output:
	// sphere:     (3.02, -0.06) ± 0.09
	// orthogonal: (3.00, 0.00) ± 0.00
}

func ExampleMean() {
	f := func(x []float64) float64 { return x[0]*x[0] + 3*x[1] }
	fmt.Printf("%.4f\n", steklov.Mean(f, []float64{1, 2}, 0.5)) // f + h²·tr H/(2(n+2)) = 7 + 0.25·2/8
	// Output: 7.0625
}

func ExampleMonteCarlo() {
	norm := func(x []float64) float64 { return math.Hypot(x[0], x[1]) }
	mean, stderr := steklov.MonteCarlo(norm, []float64{0, 0}, 1, 100000, rand.New(rand.NewPCG(1, 2)))
	fmt.Printf("%.3f ± %.3f, exactly 2/3\n", mean, stderr)
	// Output: 0.666 ± 0.001, exactly 2/3
}

func ExampleAbs() {
	for _, x := range []float64{-2, -0.5, 0, 0.5, 2} {
		mean, derivative := steklov.Abs(x, 1)
		fmt.Printf("%4.1f: %.3f, slope %4.1f\n", x, mean, derivative)
	}
	// Output:
	// -2.0: 2.000, slope -1.0
	// -0.5: 0.625, slope -0.5
	//  0.0: 0.500, slope  0.0
	//  0.5: 0.625, slope  0.5
	//  2.0: 2.000, slope  1.0
}

func ExampleDerivative() {
	// The gradient of the smoothed staircase, where the staircase itself has slope 0.
	fmt.Println(steklov.Derivative(math.Floor, 2.3, 0.5))
	// Output: 1
}

func ExampleReLU() {
	for _, x := range []float64{-2, 0, 0.5, 2} {
		mean, derivative := steklov.ReLU(x, 1)
		fmt.Printf("%4.1f: %.4f, slope %.2f\n", x, mean, derivative)
	}
	// Output:
	// -2.0: 0.0000, slope 0.00
	//  0.0: 0.2500, slope 0.50
	//  0.5: 0.5625, slope 0.75
	//  2.0: 2.0000, slope 1.00
}

func ExampleSampled() {
	// Each gradient draws one ξ, which moves all values alike: it leaves no trace in the differences.
	rng := rand.New(rand.NewPCG(1, 2))
	e := &steklov.Estimator{Radius: 0.1, Kind: steklov.Orthogonal, Rand: rng}
	f := func(x []float64, xi float64) float64 { return 3*x[0] - x[1] + 100*xi }
	grad := steklov.Sampled(e, f, rng.NormFloat64)
	g := make([]float64, 2)
	grad(g, []float64{0, 0})
	fmt.Printf("%.6f\n", g)
	// Output: [3.000000 -1.000000]
}

func ExampleLipschitz() {
	f := func(x []float64) float64 { return 3*math.Abs(x[0]) + 4*math.Abs(x[1]) }
	fmt.Printf("%.4f\n", steklov.Lipschitz(f, []float64{0, 0}, 1, 20, rand.New(rand.NewPCG(1, 2))))
	// Output: 5.0000
}

func ExampleGoldstein() {
	// At (0, 0.01) the first coordinate has its kink and the second one is near its own: gradients (±1, ±1).
	f := func(x []float64) float64 { return math.Abs(x[0]) + math.Abs(x[1]) }
	for _, delta := range []float64{0.001, 0.1} {
		stationary, _ := steklov.Goldstein(f, []float64{0, 0.01}, delta, 50, rand.New(rand.NewPCG(1, 2)))
		fmt.Printf("within %g: %.3f\n", delta, stationary)
	}
	// Output:
	// within 0.001: 1.000
	// within 0.1: 0.000
}
