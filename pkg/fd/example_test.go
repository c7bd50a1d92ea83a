package fd_test

import (
	"errors"
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/fd"
)

func ExampleDerivative() {
	fmt.Printf("%.6f\n", fd.Derivative(math.Sin, 1, fd.Central4, 0))
	fmt.Printf("%.6f\n", math.Cos(1))
	// Output:
	// 0.540302
	// 0.540302
}

func ExampleStencil_Extrapolate() {
	fmt.Println(fd.Forward, "has order", fd.Forward.Order)
	s := fd.Forward.Extrapolate(2)
	fmt.Println(s, "has order", s.Order)
	s = fd.Central.Extrapolate(2) // even: two orders at once
	fmt.Println(s, "has order", s.Order)
	// Output:
	// (-f(x) + f(x+h)) / h has order 1
	// (-3f(x) + 4f(x+h) - f(x+2h)) / 2h has order 2
	// (f(x-2h) - 8f(x-h) + 8f(x+h) - f(x+2h)) / 12h has order 4
}

func ExampleNewStencil() {
	s := fd.NewStencil(1, -1, 0, 3)
	fmt.Println(s)
	fmt.Println("order", s.Order, "remainder", s.Remainder().RatString())
	// Output:
	// (-9f(x-h) + 8f(x) + f(x+3h)) / 12h
	// order 2 remainder -1/2
}

func ExampleGradient() {
	f := func(x []float64) float64 { return x[0]*x[0] + x[0]*x[1] + x[1]*x[1] }
	g := fd.Gradient(nil, f, []float64{2, -1}, fd.Central, 0)
	fmt.Printf("%.6f\n", g)
	// Output: [3.000000 0.000000]
}

func ExampleSource() {
	f := func(x []float64) float64 { return x[0]*x[0] + 10*x[1]*x[1] }
	src := fd.NewSource(f, 2, fd.Settings{Lo: []float64{0, 0}}) // f needs x >= 0
	x, g := []float64{1, 0.5}, make([]float64, 2)
	for range 200 {
		src.Grad(g, x)
		for i := range x {
			x[i] = max(0, x[i]-0.04*g[i])
		}
	}
	fmt.Printf("%.4f after %d evaluations\n", x, src.Evals())
	// Output: [0.0000 0.0000] after 993 evaluations
}

func ExampleCertify() {
	e, err := fd.Certify(math.Exp, 1)
	fmt.Printf("%.12f, error below 1e-12: %v, %v\n", e.Value, e.Err < 1e-12, err)

	e, err = fd.Certify(math.Abs, 0)
	fmt.Println(errors.Is(err, fd.ErrKink), e.Left, e.Right)

	_, err = fd.Certify(math.Log, 0)
	fmt.Println(err)
	// Output:
	// 2.718281828459, error below 1e-12: true, <nil>
	// true -1 1
	// fd: the function is not finite: f(0) = -Inf, where the derivative was asked for
}

func ExampleTune() {
	f := func(x float64) float64 { return float64(float32(math.Sin(x))) }
	t, err := fd.Tune(f, 0.7, fd.Central)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("standard step: error %.0e\n", math.Abs(fd.Derivative(f, 0.7, fd.Central, fd.Central.Step(0.7, 0))-math.Cos(0.7)))
	fmt.Printf("tuned step:    error %.0e\n", math.Abs(fd.Derivative(f, 0.7, fd.Central, t.Step)-math.Cos(0.7)))
	// Output:
	// standard step: error 8e-04
	// tuned step:    error 3e-06
}

func ExampleHessian() {
	f := func(x []float64) float64 { return x[0]*x[0]*x[1] + math.Exp(x[1]) }
	h := fd.Hessian(nil, f, []float64{1, 0}, fd.Central4, 0)
	fmt.Printf("%.4f %.4f\n%.4f %.4f\n", h[0], h[1], h[2], h[3])
	// Output:
	// 0.0000 2.0000
	// 2.0000 1.0000
}

func ExampleJacobian() {
	// A point in polar coordinates.
	f := func(dst, x []float64) { dst[0], dst[1] = x[0]*math.Cos(x[1]), x[0]*math.Sin(x[1]) }
	j := fd.Jacobian(nil, f, []float64{2, math.Pi / 6}, 2, fd.Central4, 0)
	fmt.Printf("%.4f %7.4f\n%.4f %7.4f\n", j[0], j[1], j[2], j[3])
	// Output:
	// 0.8660 -1.0000
	// 0.5000  1.7321
}

func ExampleDirectionalDerivative() {
	f := func(x []float64) float64 { return x[0]*x[0] + 3*x[1] }
	fmt.Printf("%.6f\n", fd.DirectionalDerivative(f, []float64{1, 1}, []float64{1, -2}, fd.Central, 0))
	// Output: -4.000000
}

func ExampleWeights() {
	// The slope at the right end of a table with uneven knots.
	knots, values := []float64{0, 1, 3, 4}, []float64{0, 1, 27, 64} // x³
	slope := 0.0
	for i, w := range fd.Weights(nil, 4, knots, 1) {
		slope += w * values[i]
	}
	fmt.Printf("%.6f\n", slope)
	// Output: 48.000000
}

func ExampleNewSampled() {
	// F(x, ξ) = (x - ξ)²/2 with a random ξ: all points of one gradient see the same ξ, so that its noise cancels.
	samples := []float64{3, 1, 2}
	next := 0
	draw := func() float64 { next++; return samples[next-1] }
	src := fd.NewSampled(func(x []float64, xi float64) float64 { return (x[0] - xi) * (x[0] - xi) / 2 }, draw, 1, fd.Settings{})
	g := make([]float64, 1)
	for range samples {
		src.Grad(g, []float64{10})
		fmt.Printf("%.6f\n", g[0])
	}
	// Output:
	// 7.000000
	// 9.000000
	// 8.000000
}

func ExampleCertifyGradient() {
	f := func(x []float64) float64 { return math.Exp(x[0]) + math.Abs(x[1]) }
	estimates, err := fd.CertifyGradient(f, []float64{1, -2})
	for i, e := range estimates {
		fmt.Printf("x[%d]: %.9f, error below 1e-10: %v\n", i, e.Value, e.Err < 1e-10)
	}
	fmt.Println(err)
	// Output:
	// x[0]: 2.718281828, error below 1e-10: true
	// x[1]: -1.000000000, error below 1e-10: true
	// <nil>
}

func ExampleSettings_adaptive() {
	// A parameter of the size 1e-6 beside one of the size 1e3.
	f := func(x []float64) float64 { return math.Sin(1e6*x[0]) + x[1]*x[1]/1e3 }
	src := fd.NewSource(f, 2, fd.Settings{Adaptive: true})
	g := make([]float64, 2)
	for k := range 50 {
		src.Grad(g, []float64{1e-8 * float64(k), 1000})
	}
	fmt.Printf("%.6f %.6f, true %.6f 2\n", g[0]/1e6, g[1], math.Cos(0.49))
	fmt.Println("at most 2.2 evaluations a gradient and variable:", src.Evals() <= 2*50*22/10)
	// Output:
	// 0.882333 2.000000, true 0.882333 2
	// at most 2.2 evaluations a gradient and variable: true
}

func ExampleNewSumSource() {
	// Σ 100(x_{i+1} - x_i²)² + (1 - x_i)² in 1,000 variables: each term has two of them.
	const n = 1000
	terms := func(dst, x []float64) {
		for i := range dst {
			a, b := x[i+1]-x[i]*x[i], 1-x[i]
			dst[i] = 100*a*a + b*b
		}
	}
	sparsity := make([][]int, n-1)
	for i := range sparsity {
		sparsity[i] = []int{i, i + 1}
	}
	src := fd.NewSumSource(terms, n-1, n, fd.Settings{Sparsity: sparsity})
	g := make([]float64, n)
	src.Grad(g, make([]float64, n))
	fmt.Printf("%.6f, %d evaluations of all terms\n", g[0], src.Evals())
	// Output: -2.000000, 4 evaluations of all terms
}

func ExampleNewJacobianSource() {
	f := func(dst, x []float64) { dst[0], dst[1] = x[0]*x[1], math.Exp(x[1]) }
	src := fd.NewJacobianSource(f, 2, 2, fd.Settings{Sparsity: [][]int{{0, 1}, {1}}, Adaptive: true})
	j := make([]float64, 4)
	src.Jacobian(j, []float64{3, 0})
	fmt.Printf("%.6f\n", j)
	// Output: [0.000000 3.000000 0.000000 1.000000]
}

func ExampleNewHessianSource() {
	f := func(x []float64) float64 { return x[0]*x[0]*x[1] + math.Exp(x[1]) }
	src := fd.NewHessianSource(f, 2, fd.Settings{})
	h := make([]float64, 4)
	src.Hessian(h, []float64{1, 0})
	fmt.Printf("%.4f after %d evaluations\n", h, src.Evals())
	// Output: [0.0000 2.0000 2.0000 1.0000] after 9 evaluations
}

func ExampleRunge() {
	value, missing := fd.Runge(math.Exp, 1, fd.Central, 0.01, 2)
	fmt.Printf("error %.2e, estimate %.2e\n", math.E-value, missing)
	// Output: error -4.53e-05, estimate -4.53e-05
}

// A staircase is flat where one looks, and a kink has two slopes.
func ExampleDiagnose() {
	for _, f := range []func(x float64) float64{math.Sin, math.Abs, math.Floor} {
		d, err := fd.Diagnose(f, 0)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(d.Kind)
	}
	// Output:
	// smooth
	// kink
	// jump
}

// An optimizer knows the value at x already: a forward difference in two coordinates then takes two values, not three.
func ExampleSource_GradAt() {
	f := func(x []float64) float64 { return x[0]*x[0] + 3*x[1] }
	x, g := []float64{2, 1}, make([]float64, 2)
	source := fd.NewSource(f, 2, fd.Settings{Stencil: fd.Forward})
	source.GradAt(g, x, f(x))
	fmt.Printf("%.4f, %d values\n", g, source.Evals())
	// Output: [4.0000 3.0000], 2 values
}
