package convergence_test

import (
	"context"
	"fmt"
	"log"
	"math"
	"math/rand/v2"
	"os"
	"slices"

	"github.com/gradstep/gradstep/pkg/convergence"
	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/study"
)

// Algorithm 1 on a non-smooth function of ten variables, beside its bound.
func ExampleAlgorithm1() {
	const n, steps = 10, 4000
	f := func(x []float64) (s float64) { // ‖x - x*‖₁/√n, with the Lipschitz constant 1
		for _, v := range x {
			s += math.Abs(v-0.1) / math.Sqrt(n)
		}
		return s
	}
	ball, err := optim.Ball(nil, 1) // of diameter 2
	if err != nil {
		log.Fatal(err)
	}
	d, err := convergence.Algorithm1{
		Directions: 1, Radius: 1e-4, Steps: steps, Project: ball, Rand: study.Generator("example", 1),
		Lambda: optim.Constant(convergence.FixedLambda(1, 2, n, steps)),
	}.Minimize(f, slices.Repeat([]float64{-1 / math.Sqrt(n)}, n))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d evaluations: F = %.3f at the mean, bound %.3f\n", d.Evals, f(d.Mean), convergence.MeanBound(1, 2, n, steps))
	// Output: 8000 evaluations: F = 0.030 at the mean, bound 0.106
}

// A part of the study is made into a folder, and a table of it is read.
func ExampleStudy() {
	part, err := convergence.Study(study.Look()).Only("moments")
	if err != nil {
		log.Fatal(err)
	}
	dir, err := os.MkdirTemp("", "study")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	if err := study.Run(context.Background(), part, study.Settings{Dir: dir}); err != nil {
		log.Fatal(err)
	}
	t, err := study.Load(dir, "moments")
	if err != nil {
		log.Fatal(err)
	}
	one := t.Where("problem", "linear").Where("n", 10).Where("h", 0.1)
	fmt.Printf("E‖η‖² = %.3f, at most %.3f\n", one.Value("mean"), one.Value("bound"))
	// Output: E‖η‖² = 0.102, at most 0.111
}

func ExamplePOEM() {
	// No rate, no radius: only values, and the number of steps that one has the patience for.
	f := func(x []float64) float64 { return 1000 * (math.Abs(x[0]-3) + math.Abs(x[1]+4)) }
	rule, grad := convergence.POEM(f, rand.New(rand.NewPCG(1, 2)))
	r, err := optim.Minimize(optim.Problem{Grad: grad}, []float64{0, 0}, rule, optim.Settings{Rate: optim.Constant(1), MaxSteps: 5000})
	fmt.Printf("%.1f %v\n", r.X, err)
	// Output: [3.0 -4.0] <nil>
}
