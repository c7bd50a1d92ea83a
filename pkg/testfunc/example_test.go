package testfunc_test

import (
	"fmt"

	"github.com/gradstep/gradstep/pkg/testfunc"
)

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
