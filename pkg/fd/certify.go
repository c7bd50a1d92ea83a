package fd

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
)

// The reasons why Certify gives no derivative; its errors wrap them.
var (
	ErrNotFinite = errors.New("fd: the function is not finite")
	ErrKink      = errors.New("fd: the one-sided derivatives differ")
	ErrJump      = errors.New("fd: the function jumps")
	ErrUnbounded = errors.New("fd: the difference quotients grow without bound")
)

// Estimate is a derivative and what is known about its error.
type Estimate struct {
	Value float64 // the derivative
	Err   float64 // |Value - f′(x)| <= Err is meant to hold; Trunc + Noise
	Step  float64 // spacing of the points that gave Value
	Evals int     // evaluations of f

	Trunc float64 // what the Romberg table leaves
	Noise float64 // what errors of the values of f can add up to

	// The derivatives from the left and from the right, and their bounds. Where f is smooth they are Value and
	// Err.
	Left, Right       float64
	LeftErr, RightErr float64

	Jump float64 // limit from the right minus limit from the left; 0 where f does not jump
}

// Certify returns the derivative of f at x with a bound of its error, from values of f alone.
//
//	|Value - f′(x)| <= Err = Trunc + Noise
//
// The value is the last entry of a Romberg table over the steps d, 2d, 3d, 4d. Trunc estimates what the table
// leaves from the difference table of the same values; Noise is what errors of the values can add up to,
// their level being read off that table's high orders (Hamming), and not below the rounding of float64. d is
// searched for: from a very fine grid, which shows the noise and a rough slope, to the coarser one with the
// least bound whose value the fine one does not contradict. It takes 17 evaluations where the first guess
// serves, and 200 at most. docs/finite-differences.md measures how often the bound holds; it is no proof,
// since no finite number of values is: what f does between the points, and an error of f that changes
// smoothly with x (a solver that stops early), cannot be seen.
//
// Special cases are:
//
//	kink at x: ErrKink; Left and Right with their bounds, and Value ± Err covers both
//	jump at x: ErrJump; Jump, and the slopes of the two branches as Left and Right with their bounds; Value is NaN
//	quotients that grow without bound, as for √|x| at 0: ErrUnbounded; Value is NaN
//	f is NaN or infinite at x or at the finest grid around it: ErrNotFinite, which names the point; Value is NaN
//
// Where Value is NaN, Err is +Inf. Source: Ridders, "Accurate computation of F′(x) and F′(x)F″(x)", Adv. Eng.
// Software 4 (1982), for the table with a running error; Moré and Wild (see Noise) for its noise.
func Certify(f func(float64) float64, x float64) (Estimate, error) {
	return CertifyNoisy(f, x, 0)
}

// CertifyNoisy is Certify for a function of whose values it is known how wrong they may be: noise is a bound,
// such as the tolerance of the solver inside f, which no table of values can tell from f itself. It panics
// when noise is negative or not finite.
func CertifyNoisy(f func(float64) float64, x, noise float64) (Estimate, error) {
	if f == nil {
		panic("fd: Certify: the function is nil")
	}
	if noise < 0 || math.IsNaN(noise) || math.IsInf(noise, 0) {
		panic(fmt.Sprintf("fd: noise level %g", noise))
	}
	c := &search{f: f, x: x, noise: noise}
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return c.none(), fmt.Errorf("%w: the derivative was asked for at x = %g", ErrNotFinite, x)
	}
	c.evals++
	c.fx = f(x)
	if math.IsNaN(c.fx) || math.IsInf(c.fx, 0) {
		return c.none(), fmt.Errorf("%w: f(%v) = %g, where the derivative was asked for", ErrNotFinite, x, c.fx)
	}
	c.wide = powerOfTwo(math.Max(1, math.Abs(x)))
	c.small = c.wide
	if x != 0 {
		c.small = powerOfTwo(math.Abs(x))
	}
	e, err := c.answer()
	if sum := e.Err + e.LeftErr + e.RightErr + math.Abs(e.Value); err == nil && (math.IsNaN(sum) || math.IsInf(e.Value, 0)) ||
		errors.Is(err, ErrKink) && math.IsNaN(sum) {
		return c.none(), fmt.Errorf("%w: they overflow at x = %v", ErrUnbounded, x)
	}
	return e, err
}

// answer searches, and says what was found.
func (c *search) answer() (Estimate, error) {
	if !c.findProbe() {
		return c.verdict()
	}
	c.best = c.probe
	c.refine()
	return c.report()
}

// none is the estimate where there is no derivative.
func (c *search) none() Estimate {
	nan, inf := math.NaN(), math.Inf(1)
	return Estimate{Value: nan, Err: inf, Left: nan, Right: nan, LeftErr: inf, RightErr: inf, Evals: c.evals}
}

// report is the estimate from the best grid, unless the grids around it show a kink that noise hides from it.
func (c *search) report() (Estimate, error) {
	g := &c.best
	t, n := c.parts(g)
	t, n = margin*t, margin*n
	if k := c.lastingKink(); k != nil && t+n > math.Abs(k.kink)/8 {
		return c.kinkAt(k)
	}
	e := Estimate{Value: g.value, Err: t + n, Trunc: t, Noise: n, Step: g.d, Evals: c.evals}
	e.Left, e.Right, e.LeftErr, e.RightErr = e.Value, e.Value, e.Err, e.Err
	return e, nil
}

// lastingKink is the finest of the grids without a smooth explanation that shows the same kink as the next
// coarser one; else nil. One grid alone may show what rounded values look like.
func (c *search) lastingKink() *grid {
	var grids []*grid
	for i := range c.rough {
		if g := &c.rough[i]; !g.bad {
			grids = append(grids, g)
		}
	}
	slices.SortFunc(grids, func(a, b *grid) int { return cmp.Compare(a.d, b.d) })
	for i := range len(grids) - 1 {
		fine, next := grids[i], grids[i+1]
		if c.kinked(fine) && c.kinked(next) && persists(fine.kink, next.kink) && !c.jumps(fine) {
			return fine
		}
	}
	return nil
}

// powerOfTwo is the largest power of two up to v.
func powerOfTwo(v float64) float64 {
	_, e := math.Frexp(v)
	return math.Ldexp(1, e-1)
}
