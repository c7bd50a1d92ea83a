package testfunc_test

import (
	"fmt"
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/testfunc"
)

// A problem tells its value and gradient at a point, and how far its minimum is.
func ExampleByName() {
	p, err := testfunc.ByName("Beale")
	if err != nil {
		fmt.Println(err)
		return
	}
	x, g := []float64{2, 0}, make([]float64, p.Dim())
	p.Grad(g, x)
	fmt.Printf("f(%v) = %.4f, gradient %.2f\n", x, p.Func(x), g)
	fmt.Printf("minimum at %v, %.2f away\n", p.Minima[0].X, p.Distance(x))
	_, err = testfunc.ByName("Bale")
	fmt.Println(err)
	// Output:
	// f([2 0]) = 0.7031, gradient [-0.75 -2.00]
	// minimum at [3 0.5], 1.12 away
	// testfunc: no problem is called "Bale": All lists them
}

// Values at the minimum, which is 0, with noise of standard deviation 0.1.
func ExampleNoisy() {
	p := testfunc.Noisy(testfunc.Ravine(), 0.1, 0, rand.New(rand.NewPCG(1, 1)))
	x := p.Minima[0].X
	for range 3 {
		fmt.Printf("%.3f\n", p.Func(x))
	}
	// Output:
	// 0.091
	// 0.044
	// -0.078
}

// The minimizer of noisy samples lies beside (1, 1), which made them.
func ExampleRegressionSamples() {
	r := testfunc.RegressionSamples(100, 2, 0.5, rand.New(rand.NewPCG(1, 1)))
	best := r.Minima[0]
	g := make([]float64, 2)
	r.Grad(g, best.X)
	fmt.Printf("minimizer %.3f, value %.3f, gradient below 1e-12: %v\n", best.X, best.F, g[0]*g[0]+g[1]*g[1] < 1e-24)
	// Output:
	// minimizer [0.916 1.037], value 0.132, gradient below 1e-12: true
}

func ExampleAll() {
	for _, p := range testfunc.All() {
		f, known := p.Best()
		if !known {
			fmt.Printf("%-24s %d  %-35v  minimum not attained or none\n", p.Name, p.Dim(), p.Kind)
			continue
		}
		fmt.Printf("%-24s %d  %-35v  %.4g\n", p.Name, p.Dim(), p.Kind, f)
	}
	// Output:
	// LogQuad                  2  smooth, ill-conditioned              0
	// Cubic                    1  smooth                               minimum not attained or none
	// PaperQuadratic           2  smooth, convex                       0
	// Rosenbrock               5  smooth, ill-conditioned, multimodal  0
	// Ravine                   2  smooth, convex, ill-conditioned      0
	// Tikhonov1D               8  smooth, convex                       0.1654
	// Quadratic[1 30]          2  smooth, convex                       0
	// Quadratic[1 10 100 1000] 4  smooth, convex, ill-conditioned      0
	// Beale                    2  smooth, ill-conditioned              0
	// Box3D                    3  smooth, ill-conditioned              0
	// BrownBadlyScaled         2  smooth, ill-conditioned              0
	// PowellSingular           4  smooth, convex, ill-conditioned      0
	// HelicalValley            3  smooth, ill-conditioned              0
	// Wood                     4  smooth, ill-conditioned              0
	// Rastrigin                2  smooth, multimodal                   0
	// Ackley                   2  multimodal, non-smooth               0
	// Griewank                 2  smooth, multimodal                   0
	// CamelThree               2  smooth, multimodal                   0
	// CamelSix                 2  smooth, multimodal                   -1.032
	// AbsSum                   3  convex, non-smooth                   0
	// MaxAbs                   3  convex, non-smooth                   0
	// Hinge                    2  convex, non-smooth                   0.1102
	// NestedKinks              2  ill-conditioned, non-smooth          0
	// Staircase                1  multimodal, non-smooth               minimum not attained or none
}

// Rosenbrock's function, the seventh of Moré and Wild's problems, as a sum of squares and with noise.
func ExampleMoreWild() {
	p := testfunc.MoreWildProblems()[6]
	r := make([]float64, p.M)
	p.Residuals(r, p.Start())
	smooth := p.Problem(testfunc.SumSquares, nil)
	noisy := p.Problem(testfunc.UniformNoise, rand.New(rand.NewPCG(1, 2)))
	fmt.Printf("%v %.3g\n", p, r)
	fmt.Printf("%.2f, with noise %.2f and %.2f\n", smooth.Func(p.Start()), noisy.Func(p.Start()), noisy.Func(p.Start()))
	// Output:
	// 7 Rosenbrock(2) [-4.4 2.2]
	// 24.20, with noise 24.21 and 24.20
}

// A fit that NIST certifies: its sum of squares at the start and at the certified parameters.
func ExampleNISTByName() {
	p, err := testfunc.NISTByName("Misra1a")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%d measurements, %d parameters, difficulty %s\n", p.M(), p.Dim(), p.Difficulty)
	fmt.Printf("at %v: %.1f, at %.3g: %.10f\n", p.Starts[0], p.Func(p.Starts[0]), p.Certified, p.Func(p.Certified))
	// Output:
	// 14 measurements, 2 parameters, difficulty lower
	// at [500 0.0001]: 10780.2, at [239 0.00055]: 0.1245513889
}
