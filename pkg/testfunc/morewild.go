package testfunc

import (
	"fmt"
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/internal/enum"
)

// MoreWild is one of the 53 least-squares problems by which Moré and Wild compare
// methods that see values only: m components r_i(x) of n variables, a start, and four kinds of value made of
// the components ([Form]). They stem from 22 functions, eighteen of Moré, Garbow and
// Hillstrom's collection and four of CUTEr's.
//
// J. Moré and S. Wild, Benchmarking derivative-free optimization algorithms, SIAM J.
// Optim. 20 (2009), 172–191; J. Moré, B. Garbow and K. Hillstrom, Testing unconstrained
// optimization software, ACM Trans. Math. Softw. 7 (1981), 17–41.
type MoreWild struct {
	Row      int    // 1, …, 53: its place in their list
	Function int    // 1, …, 22: its function
	Name     string // of the function
	N, M     int    // variables and components
	Far      bool   // the start is ten times the customary one
}

// Form is what the value of a problem of Moré and Wild is made of.
type Form int

const (
	// SumSquares is F = Σ r_i².
	SumSquares Form = iota
	// SumAbs is F = Σ |r_i|, with kinks where a component is 0. Six functions, which
	// need it, see max(x, 0) in the place of x, which gives them kinks there too.
	SumAbs
	// Wild is F = (1 + 10⁻³ φ(x)) Σ r_i² with a fixed φ in [-1, 1] that waves about fast:
	//
	//	φ = T_3(0.9 sin(100 ‖x‖₁) cos(100 ‖x‖_∞) + 0.1 cos ‖x‖₂),  T_3(z) = z(4z² - 3)
	Wild
	// UniformNoise is F = Σ (1 + u_i)² r_i², each u_i uniform on [-10⁻³, 10⁻³] and new in each value.
	UniformNoise
	// NormalNoise is the same with normal u_i of standard deviation 10⁻³.
	NormalNoise
)

// Forms lists all forms.
var Forms = []Form{SumSquares, SumAbs, Wild, UniformNoise, NormalNoise}

// formNoise is the relative size of the noise in the published problems.
const formNoise = 1e-3

// String returns "smooth", "kinks", "wild", "uniform" or "normal".
func (f Form) String() string {
	return enum.Name([]string{"smooth", "kinks", "wild", "uniform", "normal"}, f)
}

// Random says whether two values at one point differ.
func (f Form) Random() bool { return f == UniformNoise || f == NormalNoise }

// MoreWildProblems returns the 53 problems in their published order.
func MoreWildProblems() []MoreWild {
	all := make([]MoreWild, 0, len(moreWildList))
	for i, p := range moreWildList {
		all = append(all, MoreWild{
			Row: i + 1, Function: p.function, Name: moreWildFunctions[p.function-1].name, N: p.n, M: p.m, Far: p.far,
		})
	}
	return all
}

// String returns the row, the function's name, n, and "far" where that is the start.
func (p MoreWild) String() string {
	s := fmt.Sprintf("%d %s(%d)", p.Row, p.Name, p.N)
	if p.Far {
		s += " far"
	}
	return s
}

// Start returns the starting point.
func (p MoreWild) Start() []float64 {
	x := moreWildFunctions[p.function()].start(p.N)
	if p.Far {
		for i := range x {
			x[i] *= 10
		}
	}
	return x
}

// Residuals writes the m components at x into dst, as package leastsq wants them.
//
//	dst[i] = r_i(x)
func (p MoreWild) Residuals(dst, x []float64) {
	p.check("dst", len(dst), p.M)
	p.check("x", len(x), p.N)
	moreWildFunctions[p.function()].residuals(dst, x)
}

// Jacobian writes the m×n derivatives of the components at x into dst, row by row.
//
//	dst[i n + j] = ∂r_i/∂x_j
func (p MoreWild) Jacobian(dst, x []float64) {
	p.check("dst", len(dst), p.M*p.N)
	p.check("x", len(x), p.N)
	clear(dst)
	moreWildFunctions[p.function()].jacobian(dst, x)
}

func (p MoreWild) check(name string, have, want int) {
	if have != want {
		panic(fmt.Sprintf("testfunc: MoreWild %v: %s has length %d, need %d", p, name, have, want))
	}
}

func (p MoreWild) function() int {
	if p.Row >= 1 && p.Row <= len(moreWildList) {
		if known := &moreWildList[p.Row-1]; p.Function == known.function && p.N == known.n && p.M == known.m {
			return p.Function - 1
		}
	}
	panic(fmt.Sprintf("testfunc: MoreWild: no row %d with function %d of %d variables and %d components: MoreWildProblems lists them",
		p.Row, p.Function, p.N, p.M))
}

// Problem returns the problem in one form. Func is that of the form, +Inf where it would be NaN; Grad is the
// derivative of what Func sees: with noise, of the values drawn anew for the gradient. At a
// kink Grad takes 0 for that term. Random forms need r, the others ignore it. The
// functions share their work space: a problem serves one goroutine.
func (p MoreWild) Problem(form Form, r *rand.Rand) Problem {
	p.function() // panics for a problem that is none
	if form < 0 || int(form) >= len(Forms) || form.Random() && r == nil {
		panic(fmt.Sprintf("testfunc: MoreWild %v: form %v, generator %v", p, form, r))
	}
	v := &moreWildValue{p: p, form: form, rand: r, r: make([]float64, p.M), j: make([]float64, p.M*p.N), x: make([]float64, p.N)}
	kind := Smooth
	switch {
	case form == SumAbs:
		kind = NonSmooth
	case form.Random():
		kind = Stochastic
	case form == Wild:
		kind = NonSmooth | Multimodal
	}
	return Problem{
		Name: fmt.Sprintf("MoreWild %v, %v", p, form), Kind: kind, Source: "Moré and Wild 2009",
		Func: v.value, Grad: v.gradient, Start: p.Start(),
	}
}
