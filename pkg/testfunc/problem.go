package testfunc

import (
	"fmt"
	"math"
)

// Kind is a set of properties of a problem.
type Kind uint

const (
	Smooth     Kind = 1 << iota // Grad is the gradient everywhere in the domain
	Convex                      // every local minimum is global
	IllCond                     // the curvatures at the minimum differ by 100 or more
	Multimodal                  // several local minima
	NonSmooth                   // kinks or jumps
	Stochastic                  // values or gradients are random
)

var kindNames = []string{"smooth", "convex", "ill-conditioned", "multimodal", "non-smooth", "stochastic"}

// String lists the properties.
func (k Kind) String() string {
	s := ""
	for i, name := range kindNames {
		if k&(1<<i) == 0 {
			continue
		}
		if s != "" {
			s += ", "
		}
		s += name
	}
	return s
}

// Minimum is a point where a function is locally smallest.
type Minimum struct {
	X      []float64
	F      float64
	Global bool
}

// Problem is a function to minimize, and what is known about it. The functions don't
// change x. The dimension is len(Start).
type Problem struct {
	Name   string
	Kind   Kind
	Source string // where it comes from

	Func func(x []float64) float64
	Grad func(dst, x []float64) // nil: none is given
	Hess func(dst, x []float64) // n×n, row by row; nil: none is given

	Start  []float64 // the customary starting point
	Lo, Hi []float64 // the customary domain, a box; nil: the whole space
	Minima []Minimum // those that are known, a global one first; empty: none is known
}

// Dim returns the dimension.
func (p Problem) Dim() int { return len(p.Start) }

// Best returns the smallest known value, and whether one is known.
func (p Problem) Best() (f float64, ok bool) {
	if len(p.Minima) == 0 {
		return math.NaN(), false
	}
	return p.Minima[0].F, true
}

// Distance returns the Euclidean distance of x to the nearest known global minimum, or
// NaN when none is known. Another length panics.
func (p Problem) Distance(x []float64) float64 {
	if len(x) != p.Dim() {
		panic(fmt.Sprintf("testfunc: %s: x has length %d, the problem %d", p.Name, len(x), p.Dim()))
	}
	nearest := math.NaN()
	for _, m := range p.Minima {
		if !m.Global {
			continue
		}
		if len(m.X) != len(x) {
			panic(fmt.Sprintf("testfunc: %s: a minimum of %d coordinates in %d dimensions", p.Name, len(m.X), len(x)))
		}
		sum := 0.0
		for i, v := range m.X {
			sum += (x[i] - v) * (x[i] - v)
		}
		if d := math.Sqrt(sum); !(d >= nearest) {
			nearest = d
		}
	}
	return nearest
}

// All returns the deterministic problems, in the order of the package comment, those
// with a dimension in a small one.
func All() []Problem {
	return []Problem{
		LogQuad(), Cubic(), PaperQuadratic(), Rosenbrock(5),
		Ravine(), Tikhonov1D(8, 0.5),
		Quadratic(1, 30), Quadratic(1, 10, 100, 1000), Beale(), Box3D(), BrownBadlyScaled(), PowellSingular(),
		HelicalValley(), Wood(),
		Rastrigin(2), Ackley(2), Griewank(2), CamelThree(), CamelSix(),
		AbsSum(3), MaxAbs(3), Hinge(), NestedKinks(2), Staircase(0.7),
	}
}

// ByName returns the problem of All with that name.
func ByName(name string) (Problem, error) {
	for _, p := range All() {
		if p.Name == name {
			return p, nil
		}
	}
	return Problem{}, fmt.Errorf("testfunc: no problem is called %q: All lists them", name)
}

// fill returns n times v.
func fill(n int, v float64) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = v
	}
	return x
}

// most is the largest dimension, and the largest number of samples, that is taken for meant.
const most = 1 << 24

// need panics unless n is large enough, and no more than memory holds.
func need(name string, n, least int) {
	if n < least || n > most {
		panic(fmt.Sprintf("testfunc: %s: dimension %d, need %d to %d", name, n, least, most))
	}
}
