package steklov

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/internal/parallel"
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
	if dst == nil {
		dst = make([]float64, n)
	}
	e.check(dst, x)
	if n == 0 {
		return 0
	}
	k := e.Directions
	if k == 0 {
		k = n
	}
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
	case e.Directions < 0:
		panic(fmt.Sprintf("steklov: %d Directions", e.Directions))
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

// fit sets the radius that float64 allows at x.
func (e *Estimator) fit(x []float64) {
	coarsest := 0.0
	for _, v := range x {
		v = math.Abs(v)
		coarsest = max(coarsest, math.Nextafter(v, math.Inf(1))-v)
	}
	e.reach, e.coarse = e.Radius, 0
	if root := math.Sqrt(float64(len(x))); coarsest*root > e.Radius*fine {
		e.coarse = coarsest
		if e.Kind == Coordinate {
			root = 0.25 // the distances are measured: one spacing is enough
		}
		e.reach = max(e.Radius, 4*root*coarsest)
	}
}

// fine is the spacing of float64, as a part of the radius, from which it is heeded.
const fine = 0x1p-24

// differences computes the slope along each direction, less that of the control.
func (e *Estimator) differences(f func([]float64) float64, x []float64, k int) {
	e.f, e.x = f, x
	workers := max(1, min(e.Workers, k))
	for len(e.points) < workers-1 {
		e.points = append(e.points, nil)
	}
	for w := range workers - 1 {
		if cap(e.points[w]) < len(x) {
			e.points[w] = make([]float64, len(x))
		}
		e.points[w] = e.points[w][:len(x)]
	}
	if e.Scheme == Forward {
		copy(e.point, x)
		e.evals++
		e.base = f(e.point)
	}
	if workers == 1 {
		for i := range k {
			e.difference(e.point, i)
			e.evals += e.perDirection()
		}
		return
	}
	if e.task == nil {
		e.task = func(worker, k int) {
			point := e.point
			if worker > 0 {
				point = e.points[worker-1]
			}
			e.difference(point, k)
		}
	}
	e.evals += k * e.perDirection()
	parallel.Workers(workers, k, e.task)
}

func (e *Estimator) perDirection() int {
	if e.Scheme == Forward {
		return 1
	}
	return 2
}

// difference computes the slope along direction i.
func (e *Estimator) difference(point []float64, i int) {
	y := e.draw.direction(i)
	up, far := e.value(point, y, e.reach)
	slope := 0.0
	if e.Scheme == Forward {
		slope = (up - e.base) / far
	} else {
		down, back := e.value(point, y, -e.reach)
		slope = (up - down) / (far - back)
	}
	for j, a := range e.Control {
		slope -= a * y[j]
	}
	e.slope[i] = slope
}

// value is f at x + h·y, and h: where float64 is coarse, how far along y that point really is.
func (e *Estimator) value(point, y []float64, h float64) (f, far float64) {
	for j := range point {
		point[j] = e.x[j] + h*y[j]
	}
	if e.coarse == 0 {
		return e.f(point), h
	}
	along, length := 0.0, 0.0
	for j, v := range y {
		if t := point[j]; e.Kind == Coordinate && v != 0 && t == e.x[j] {
			point[j] = math.Nextafter(t, math.Copysign(math.Inf(1), h))
		}
		along += (point[j] - e.x[j]) * v
		length += v * v
	}
	return e.f(point), along / length
}

// independent averages over independent directions, and returns the variance of the mean.
func (e *Estimator) independent(n, k int) float64 {
	e.average(e.mean, 0, k)
	if k == 1 {
		if n < 3 && e.Kind != Gaussian {
			return math.NaN()
		}
		// E‖g‖² is (c + 1)‖∇‖² for a linear function, the variance c‖∇‖². For any other f the variance is between
		// this and E‖g‖², since the expectation is a projection of the differences on the coordinates of y.
		c := e.Kind.Variance(n, 1)
		return c / (c + 1) * square(e.mean)
	}
	spread := 0.0
	for i := range k {
		for j, y := range e.draw.direction(i) {
			d := float64(n)*e.slope[i]*y - e.mean[j]
			spread += d * d
		}
	}
	return spread / (float64(k) * float64(k-1))
}

// The variance of one block of K of n orthogonal directions is between (1 - K/n)·E‖g‖², for a linear f, and E‖g‖²,
// for noise. leastShare of ‖g‖² is then between 0.8² and 2.5² times the variance, up to mostOfABlock.
const (
	leastShare   = 0.65
	mostOfABlock = 0.89
)

// blocks averages over blocks of orthogonal directions: each block's mean counts once, so that the spread of
// the blocks gives the variance of their mean without bias, even where the last ones are smaller.
func (e *Estimator) blocks(n, k int) float64 {
	count := blockCount(n, k)
	if count == 1 {
		e.average(e.mean, 0, k)
		share := float64(k) / float64(n)
		if share >= mostOfABlock {
			return math.NaN()
		}
		return max(1-share, leastShare) * square(e.mean)
	}
	clear(e.mean)
	spread := 0.0
	for b := range count {
		// e.point is free here: it holds the block's own mean. Welford's recurrence.
		e.average(e.point, b*k/count, (b+1)*k/count)
		for j, v := range e.point {
			d := v - e.mean[j]
			e.mean[j] += d / float64(b+1)
			spread += d * (v - e.mean[j])
		}
	}
	return spread / float64(count*(count-1))
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
