package steklov

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/internal/sized"
)

// Scheme says which difference of F is taken along a direction.
type Scheme int

// The schemes. The expectation is the same for both; the central one costs two evaluations a direction and
// has no variance from the even part of F.
const (
	Central Scheme = iota // (F(x + h·y) - F(x - h·y)) / 2h
	Forward               // (F(x + h·y) - F(x)) / h, with F(x) evaluated once
)

// Estimator estimates the gradient of the smoothed function from K random directions.
//
//	g = a + (n/K) Σ_k (Δ_k - a·y_k) y_k
//
// (Orthogonal and Coordinate: the mean of this over the blocks.) Δ_k is the difference of F along y_k
// (Scheme), a the Control. All kinds have E[y yᵀ] = I/n, so that g is unbiased for linear F in every
// dimension; for other F its expectation is the gradient of F smoothed over the directions, which for Sphere
// and Orthogonal is the Steklov mean over the ball of the Radius. Fields may be changed between calls. An
// Estimator serves one caller at a time, and allocates nothing once it has seen the dimension. With Workers > 1 the
// directions are shared out among goroutines, so f must be safe for concurrent calls; the result has the same bits
// at any number of them.
//
// Source: (23) of Norkin and Kozyriev; for the orthogonal kind, Kozak et al., "A stochastic subspace approach
// to gradient-free optimization in high dimensions", Comput. Optim. Appl. 79 (2021).
type Estimator struct {
	Radius     float64    // h: how far from x F is evaluated (root of the mean square for Gaussian)
	Directions int        // K; 0: as many as x has coordinates
	Kind       Kind       // distribution of the directions
	Scheme     Scheme     // Central or Forward
	Rand       *rand.Rand // source of the directions; only Coordinate with K a multiple of n does without
	Control    []float64  // a, a guess of the gradient, such as the last one: the variance falls from ‖∇‖² to ‖∇ - a‖² times a constant; nil: 0
	Workers    int        // goroutines that evaluate f at once; 0 and 1: none but the caller's
	Common     bool       // keep the directions of the last call, so that differences between points or functions lose their common noise

	evals int
	draw  drawing
	point []float64 // where F is evaluated
	slope []float64 // Δ_k - a·y_k
	mean  []float64

	f      func([]float64) float64 // of the call, for the workers
	x      []float64
	base   float64
	reach  float64     // the radius that float64 allows at x
	coarse float64     // the spacing of float64 beside x, where the directions feel it; else 0
	points [][]float64 // one for each worker
	task   func(worker, k int)
}

// Gradient writes an estimate of the gradient of the smoothed f at x to dst and returns its standard error,
// the root of the summed variances of the coordinates.
//
// dst may be x; nil allocates a slice that is lost, so it serves for the standard error only. x is not modified. f
// may be random; it then takes its sample before the call (see [Sampled]). It panics when a length differs, Radius
// is not positive and finite, or Rand is missing.
//
// The standard error says how far, in root mean square, the estimate lies from the gradient of the smoothed f: the
// root of E‖g - ∇F_h‖². It is a size, not an interval for each coordinate. It comes from the spread of the
// directions, for Orthogonal and Coordinate from that of the blocks of up to n directions; these hold for any f,
// with kinks and with noise. Special cases are:
//
//	one direction in n >= 3 dimensions (Gaussian: in any): from ‖g‖, at most a fifth too small for any f, exact for a linear one
//	one block of K < 0.89·n directions: from ‖g‖, from 0.8 times to 2.5 times the true one for any f
//	one block of K >= 0.89·n directions, one direction in fewer dimensions: NaN, since nothing shows what the
//	    differences would have been along others, or what noise they have; two blocks show it
//	Coordinate with Forward, more than one block: NaN, since an error of F(x) moves all blocks alike
//
// Where the spacing of float64 beside x is too coarse for the Radius, the least distance at which the directions
// survive takes its place, and the error of the directions is part of the standard error.
func (e *Estimator) Gradient(dst []float64, f func([]float64) float64, x []float64) (stderr float64) {
	n := len(x)
	dst = sized.To("steklov: Gradient", dst, n)
	e.check(dst, x)
	if n == 0 {
		return 0
	}
	k := e.Directions
	k = cmp.Or(k, n)
	e.prepare(n, k)
	e.fit(x)
	e.differences(f, x, k)
	spread := 0.0
	if e.Kind.blocked() {
		spread = e.blocks(n, k)
	} else {
		spread = e.independent(n, k)
	}
	if e.coarse > 0 && e.Kind != Coordinate {
		off := e.coarse / e.reach // of a direction, in each coordinate at most half of it
		spread += off * off * float64(n) / 4 * square(e.mean)
	}
	if e.Kind == Coordinate && e.Scheme == Forward && k > n {
		spread = math.NaN()
	}
	e.finish(dst)
	return math.Sqrt(spread)
}

// Evals is the number of evaluations of the function so far.
func (e *Estimator) Evals() int { return e.evals }

// Source returns the estimate as the gradient of an optimizer.
func (e *Estimator) Source(f func([]float64) float64) func(dst, x []float64) {
	return func(dst, x []float64) { e.Gradient(dst, f, x) }
}

// Sampled is Source for a random objective F(x, ξ): draw is called once for each gradient, and all of its
// points see the same ξ.
func Sampled[S any](e *Estimator, f func(x []float64, xi S) float64, draw func() S) func(dst, x []float64) {
	var xi S
	g := func(x []float64) float64 { return f(x, xi) }
	return func(dst, x []float64) {
		xi = draw()
		e.Gradient(dst, g, x)
	}
}

func (e *Estimator) check(dst, x []float64) {
	switch {
	case len(dst) != len(x):
		panic(fmt.Sprintf("steklov: dst has length %d, x %d", len(dst), len(x)))
	case e.Control != nil && len(e.Control) != len(x):
		panic(fmt.Sprintf("steklov: Control has length %d, x %d", len(e.Control), len(x)))
	case !(e.Radius > 0) || math.IsInf(e.Radius, 0):
		panic(fmt.Sprintf("steklov: Radius %g", e.Radius))
	case e.Directions < 0 || e.Directions > (1<<30)/max(1, len(x)):
		panic(fmt.Sprintf("steklov: %d Directions of %d coordinates", e.Directions, len(x)))
	case e.Scheme != Central && e.Scheme != Forward:
		panic(fmt.Sprintf("steklov: Scheme %d", e.Scheme))
	}
}

// prepare sizes the buffers and draws the directions.
func (e *Estimator) prepare(n, k int) {
	if cap(e.point) < n {
		e.point, e.mean = make([]float64, n), make([]float64, n)
	}
	if cap(e.slope) < k {
		e.slope = make([]float64, k)
	}
	e.point, e.mean, e.slope = e.point[:n], e.mean[:n], e.slope[:k]
	if !e.Common || !e.draw.holds(e.Kind, n, k) {
		e.draw.fill(e.Kind, n, k, e.Rand)
	}
}

// average writes n times the mean of slope·direction over the directions from, …, to-1.
func (e *Estimator) average(dst []float64, from, to int) {
	clear(dst)
	for i := from; i < to; i++ {
		s := e.slope[i]
		for j, y := range e.draw.direction(i) {
			dst[j] += s * y
		}
	}
	scale := float64(len(dst)) / float64(to-from)
	for j := range dst {
		dst[j] *= scale
	}
}

// finish writes the result.
func (e *Estimator) finish(dst []float64) {
	for j, v := range e.mean {
		if e.Control != nil { // which may be dst: the last gradient is a good control
			v += e.Control[j]
		}
		dst[j] = v
	}
}

func square(v []float64) float64 {
	s := 0.0
	for _, t := range v {
		s += t * t
	}
	return s
}
