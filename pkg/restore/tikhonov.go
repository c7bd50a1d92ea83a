package restore

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/dsp/fourier"

	"github.com/gradstep/gradstep/pkg/internal/parallel"
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
//	a cosine transform of each row, an elimination down each column, the inverse transform.
//
// The cosine transform along rows makes the system diagonal in that direction,
// with the eigenvalues of [Eigenvalue]; what is left is one tridiagonal system
// for each column, whose elimination costs less than a transform and, as done
// here, subtracts nothing: the result is as good for a tiny λ as for a large one.
//
// All cores share the work, with the same bits for any number of them. A Plan
// holds the factors of the transforms and one plane of memory, and serves one
// goroutine at a time; solving allocates nothing. A side with a large prime
// factor p makes its transforms p/log p times slower.
type Plan struct {
	w, h     int
	bands    []band
	mu       []float64 // eigenvalues along a row
	pivot    []float64 // 1/pivot of the elimination
	dst, src []float64 // of the solve at hand
	lambda   float64
	scale    float64

	forward, columns, inverse func(i int)
}

// band is what one goroutine works on: rows during the transforms.
type band struct {
	lo, hi int
	fft    *fourier.QuarterWaveFFT
}

const columnBand = 64 // columns that are eliminated together: eight cache lines of a row

// NewPlan returns a plan for images of w·h samples. It panics when a side is not
// positive.
func NewPlan(w, h int) *Plan {
	checkSize(w, h)
	p := &Plan{w: w, h: h, mu: make([]float64, w), pivot: make([]float64, w*h)}
	for k := range p.mu {
		p.mu[k] = eigenvalue1(k, w)
	}
	const most = 32
	p.bands = make([]band, min(most, h))
	for i := range p.bands {
		n := len(p.bands)
		p.bands[i] = band{h * i / n, h * (i + 1) / n, fourier.NewQuarterWaveFFT(w)}
	}
	p.forward, p.columns, p.inverse = p.forwardBand, p.columnsBand, p.inverseBand
	return p
}

// Tikhonov is the function [Tikhonov] for planes of the plan's size.
func (p *Plan) Tikhonov(dst, f []float64, lambda float64) []float64 {
	checkLen("f", len(f), p.w*p.h)
	dst = sized(dst, p.w*p.h)
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
	dst = sized(dst, p.w*p.h)
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
	p.scale = factor / float64(4*p.w) // the two transforms multiply by 4w
	parallel.Do(len(p.bands), p.forward)
	parallel.Do((p.w+columnBand-1)/columnBand, p.columns)
	parallel.Do(len(p.bands), p.inverse)
	p.dst, p.src = nil, nil
}

func (p *Plan) forwardBand(i int) {
	b := p.bands[i]
	for y := b.lo; y < b.hi; y++ {
		// gonum's names are those of a series; this direction is the DCT-II.
		b.fft.CosSequence(p.dst[y*p.w:][:p.w], p.src[y*p.w:][:p.w])
	}
}

func (p *Plan) inverseBand(i int) {
	b := p.bands[i]
	for y := b.lo; y < b.hi; y++ {
		row := p.dst[y*p.w:][:p.w]
		b.fft.CosCoefficients(row, row)
	}
}

// columnsBand solves (m - D)u = r, m = λ + μ_k, for some columns k, where D is the
// second difference with Neumann edges: 2 + m on the diagonal, 1 + m at its ends,
// and -1 beside it. The pivots are 1 + e with
//
//	e_0 = m,  e_y = m + e_{y-1}/(1 + e_{y-1}),
//
// and the last one is e_{h-1} itself, which lacks the 1. Nothing is subtracted,
// so that no pivot loses digits however small m is.
func (p *Plan) columnsBand(i int) {
	lo := i * columnBand
	hi := min(lo+columnBand, p.w)
	mu := p.mu[lo:hi]
	var excess [columnBand]float64
	e := excess[:len(mu)]
	for y := range p.h {
		row, piv := p.dst[y*p.w+lo:][:len(e)], p.pivot[y*p.w+lo:][:len(e)]
		above, pivAbove := row, piv // not used in the first row
		if y > 0 {
			above, pivAbove = p.dst[(y-1)*p.w+lo:][:len(e)], p.pivot[(y-1)*p.w+lo:][:len(e)]
		}
		one := 1.0
		if y == p.h-1 {
			one = 0
		}
		for x := range e {
			r := row[x] * p.scale
			m := p.lambda + mu[x]
			if y > 0 {
				m += e[x] * pivAbove[x]
				r += above[x]
			}
			e[x] = m
			piv[x] = 1 / (one + m)
			row[x] = r * piv[x]
		}
	}
	for y := p.h - 2; y >= 0; y-- {
		row, piv := p.dst[y*p.w+lo:][:len(e)], p.pivot[y*p.w+lo:][:len(e)]
		for x, v := range p.dst[(y+1)*p.w+lo:][:len(e)] {
			row[x] += piv[x] * v
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
