package leastsq

import (
	"context"
	"errors"
	"fmt"
	"math"
)

// Problem is a sum of squares to minimize, over a box where there are bounds.
//
//	S(x) = Σ r_i(x)²,  i = 0 … M-1,  Lo ≤ x ≤ Hi
type Problem struct {
	// M is the number of residuals, at least the number of unknowns.
	M int

	// Residuals writes r(x), M values, to dst. To fit a curve these are model minus measurement, divided by
	// the measurement's standard deviation where those differ. x is a copy: what is written to it is lost.
	Residuals func(dst, x []float64)

	// Jacobian writes ∂r_i/∂x_j to dst[i·n + j], M rows of n. Nil: finite differences of Residuals, with a
	// step of its own for each coordinate; near the minimum they are central, inside the bounds always.
	Jacobian func(dst, x []float64)

	// Lo and Hi bound x, n values each, ±Inf where there is no bound; nil: none. Equal ones hold a
	// coordinate.
	Lo, Hi []float64
}

// Settings say how a sum of squares is minimized. The zero value works.
type Settings struct {
	// Loss replaces the square of a residual by something that grows more slowly, so that outliers count
	// less: Huber, SoftL1 or Cauchy. The zero Loss is the square.
	Loss Loss

	// Tolerance is the relative error of each coordinate at which a run ends; 0: 3e-9.
	Tolerance float64

	// MaxSteps bounds the steps that are made; 0: 1000.
	MaxSteps int

	// UnitVariance says that the residuals are in units of their standard deviations: the errors then come
	// from a variance of 1 rather than from the residuals.
	UnitVariance bool

	// Context ends a run within one evaluation; nil: none. A function that can't go on cancels it with a
	// cause, which Minimize then returns.
	Context context.Context
}

// Errors of this package are one of these, and say what was wrong after it.
var (
	ErrValue     = errors.New("leastsq: bad value")             // of a setting, a bound, the start; or too few residuals
	ErrEmpty     = errors.New("leastsq: nothing to fit")        // x0 is empty
	ErrNotFinite = errors.New("leastsq: NaN or infinite value") // of a residual or a derivative, and no step avoids it
	ErrSingular  = errors.New("leastsq: not determined by the residuals")
	ErrLimit     = errors.New("leastsq: not converged") // MaxSteps were too few
)

// check returns what is wrong with the input. It panics where that is the program.
func check(p Problem, x0 []float64, s Settings) error {
	bad := func(format string, a ...any) error {
		return fmt.Errorf("%w: "+format, append([]any{ErrValue}, a...)...)
	}
	n := len(x0)
	switch {
	case p.Residuals == nil:
		panic("leastsq: Minimize: Problem.Residuals is nil, want the function that writes the residuals")
	case p.Lo != nil && len(p.Lo) != n || p.Hi != nil && len(p.Hi) != n:
		panic(fmt.Sprintf("leastsq: Minimize: %d lower and %d upper bounds, want %d for the unknowns or nil", len(p.Lo), len(p.Hi), n))
	case n == 0:
		return fmt.Errorf("%w: x0 is empty", ErrEmpty)
	case p.M < n:
		return bad("M = %d residuals for %d unknowns; give at least as many, or leave some unknowns out", p.M, n)
	case p.M > math.MaxInt32 || p.M > math.MaxInt32/n:
		return bad("M = %d residuals for %d unknowns make a Jacobian that no memory holds", p.M, n)
	case !(s.Tolerance >= 0 && s.Tolerance < 1):
		return bad("Settings.Tolerance is %v; use a relative error such as 1e-8, or 0 for %v", s.Tolerance, tolerance)
	case s.MaxSteps < 0:
		return bad("Settings.MaxSteps is %d; use a positive number, or 0 for %d", s.MaxSteps, maxSteps)
	case s.Loss.rho != nil && !(s.Loss.scale > 0 && s.Loss.scale < math.Inf(1)):
		return bad("Settings.Loss is %v; its scale is the size of a residual that is no outlier", s.Loss)
	}
	for j, v := range x0 {
		lo, hi := bound(p.Lo, j, -1), bound(p.Hi, j, 1)
		switch {
		case math.IsNaN(v) || math.IsInf(v, 0):
			return bad("x0[%d] is %v; start at a finite point", j, v)
		case math.IsNaN(lo) || math.IsNaN(hi) || lo > hi || math.IsInf(lo, 1) || math.IsInf(hi, -1):
			return bad("the bounds of x[%d], %v and %v, leave no point", j, lo, hi)
		case v < lo || v > hi:
			return bad("x0[%d] = %v lies outside its bounds [%v, %v]; start inside", j, v, lo, hi)
		}
	}
	return nil
}

// bound returns bounds[j], or an infinity of that sign where there are none.
func bound(bounds []float64, j, sign int) float64 {
	if bounds == nil {
		return math.Inf(sign)
	}
	return bounds[j]
}
