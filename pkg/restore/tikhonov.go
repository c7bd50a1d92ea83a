package restore

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/dsp/fourier"

	"github.com/gradstep/gradstep/pkg/internal/parallel"
	"github.com/gradstep/gradstep/pkg/internal/sized"
)

// Tikhonov stores in dst the exact minimizer of
//
//	J(u; f) = ½‖∇ʰu‖² + (λ/2)‖u - f‖²,  the solution of (λI - Δ)u = λf,
//
// for a plane f of w·h samples of any size; dst may be f, and nil allocates. See
// [Plan] for many planes of one size.
//
// Special cases: λ = 0 gives the mean of f everywhere, the limit for λ → 0;
// λ = +Inf gives f; a sample that is not finite makes all of dst NaN. It panics
// when λ is negative or NaN, or a length is not w·h.
func Tikhonov(dst, f []float64, w, h int, lambda float64) []float64 {
	return NewPlan(w, h).Tikhonov(dst, f, lambda)
}

// Plan solves (λI - Δ)u = r on a grid of w·h samples with Neumann edges, by
//
//	a cosine transform of each column, an elimination along each row, the inverse transform.
//
// The cosine transform down the columns makes the system diagonal in that direction,
// with the eigenvalues of [Eigenvalue]; what is left is one tridiagonal system
// for each row, whose elimination costs less than a transform and, as done
// here, subtracts nothing: the result is as good for a tiny λ as for a large one.
//
// All cores share the work, with the same bits for any number of them. A Plan
// holds the factors of the transforms and memory of about an eighth of a plane, and serves one
// goroutine at a time; solving allocates nothing. A height that is a power of two has the
// quickest transforms; one with a large prime factor p has transforms p/log p times slower.
type Plan struct {
	w, h     int
	fast     *cosines  // nil where the height is no power of two
	bands    []task    // columns, during the transforms
	rows     []task    // rows, during the elimination
	mu       []float64 // eigenvalues down a column
	dst, src []float64 // of the solve at hand
	lambda   float64
	scale    float64

	forward, eliminate, inverse func(i int)
}

// A task is what one goroutine works on at a time, with its memory.
type task struct {
	band
	spare []float64               // a column, a row of the band, or the pivots of rows
	slow  *fourier.QuarterWaveFFT // where cosines cannot be used
}

const (
	bandColumns = 32 // two cache lines of each row in four numbers at a time
	bandRows    = 4  // rows whose eliminations, chains of dependent operations, overlap
)

// NewPlan returns a plan for images of w·h samples. It panics when a side is not
// positive.
func NewPlan(w, h int) *Plan {
	checkSize(w, h)
	p := &Plan{w: w, h: h, mu: make([]float64, h)}
	for k := range p.mu {
		p.mu[k] = eigenvalue1(k, h)
	}
	if h >= 4 && h&(h-1) == 0 {
		p.fast = newCosines(h)
	}
	for lo := 0; lo < w; lo += bandColumns {
		t := task{band: band{w: w, lo: lo, hi: min(lo+bandColumns, w)}, spare: make([]float64, max(h, bandColumns))}
		if p.fast != nil {
			t.re, t.im = make([]float64, h/2*(t.hi-lo)), make([]float64, h/2*(t.hi-lo))
		} else {
			t.slow = fourier.NewQuarterWaveFFT(h)
		}
		p.bands = append(p.bands, t)
	}
	const most = 32
	for i := range min(most, (h+bandRows-1)/bandRows) {
		n := min(most, (h+bandRows-1)/bandRows)
		p.rows = append(p.rows, task{band: band{lo: h * i / n, hi: h * (i + 1) / n}, spare: make([]float64, bandRows*w)})
	}
	p.forward, p.eliminate, p.inverse = p.forwardBand, p.eliminateRows, p.inverseBand
	return p
}

// Tikhonov is the function [Tikhonov] for planes of the plan's size.
func (p *Plan) Tikhonov(dst, f []float64, lambda float64) []float64 {
	checkLen("f", len(f), p.w*p.h)
	dst = sized.To("restore: Plan", dst, p.w*p.h)
	switch {
	case !(lambda >= 0):
		panic(fmt.Sprintf("restore: lambda = %v is negative or not a number", lambda))
	case checkFinite(f) != nil:
		fill(dst, math.NaN())
	case lambda == 0:
		fill(dst, mean(f))
	case math.IsInf(lambda, 1):
		copy(dst, f)
	default:
		p.solve(dst, f, lambda, lambda)
	}
	return dst
}

// Solve stores in dst the solution u of (λI - Δ)u = r; dst may be r, and nil
// allocates. A sample that is not finite makes all of dst NaN. It panics when λ is
// not positive and finite, or a length is not w·h.
func (p *Plan) Solve(dst, r []float64, lambda float64) []float64 {
	checkLen("r", len(r), p.w*p.h)
	dst = sized.To("restore: Plan", dst, p.w*p.h)
	if err := checkLambda(lambda); err != nil {
		panic(err.Error())
	}
	if checkFinite(r) != nil {
		fill(dst, math.NaN())
		return dst
	}
	p.solve(dst, r, lambda, 1)
	return dst
}

// solve stores the solution of (λI - Δ)u = factor·r in dst.
func (p *Plan) solve(dst, r []float64, lambda, factor float64) {
	p.dst, p.src, p.lambda = dst, r, lambda
	p.scale = factor / float64(2*p.h) // the two transforms multiply by 2h
	if p.fast == nil {
		p.scale /= 2 // gonum's by 4h
	}
	parallel.Do(len(p.bands), p.forward)
	parallel.Do(len(p.rows), p.eliminate)
	parallel.Do(len(p.bands), p.inverse)
	p.dst, p.src = nil, nil
}

// transform stores the coefficients of each column of src in dst, in the orthonormal cosine basis.
func (p *Plan) transform(dst, src []float64) {
	p.dst, p.src = dst, src
	parallel.Do(len(p.bands), p.forward)
	p.dst, p.src = nil, nil
	scale := 1 / math.Sqrt(float64(2*p.h))
	if p.fast == nil {
		scale /= 2 // gonum's are twice as large
	}
	for i := range dst {
		dst[i] *= scale
		if i < p.w {
			dst[i] /= math.Sqrt2
		}
	}
}

func (p *Plan) forwardBand(i int) {
	t := &p.bands[i]
	t.plane = p.dst
	from := t.band
	from.plane = p.src
	if p.fast != nil {
		p.fast.forward(&t.band, &from)
		return
	}
	// gonum's names are those of a series; this direction is the DCT-II.
	p.eachColumn(t, p.src, t.slow.CosSequence)
}

func (p *Plan) inverseBand(i int) {
	t := &p.bands[i]
	t.plane = p.dst
	if p.fast != nil {
		p.fast.inverse(&t.band, t.spare)
		return
	}
	p.eachColumn(t, p.dst, t.slow.CosCoefficients)
}

// eachColumn transforms the columns of a task one by one.
func (p *Plan) eachColumn(t *task, src []float64, transform func(dst, seq []float64) []float64) {
	column := t.spare[:p.h]
	for x := t.lo; x < t.hi; x++ {
		for y := range column {
			column[y] = src[y*p.w+x]
		}
		transform(column, column)
		for y, v := range column {
			p.dst[y*p.w+x] = v
		}
	}
}

func fill(dst []float64, v float64) {
	for i := range dst {
		dst[i] = v
	}
}

// mean returns the mean of f, taken around its first sample, so that a constant
// image keeps its value to the last bit.
func mean(f []float64) float64 {
	sum := 0.0
	for _, v := range f {
		sum += v - f[0]
	}
	return f[0] + sum/float64(len(f))
}
