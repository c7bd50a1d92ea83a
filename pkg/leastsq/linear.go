package leastsq

import (
	"math"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/lapack"
	"gonum.org/v1/gonum/lapack/lapack64"
)

// linear is the linear problem of a step, in the scaled coordinates z = Dδ of the columns that are free:
//
//	min ‖f + J D⁻¹ z‖,  ‖z‖ ≤ radius
//
// J D⁻¹ = QR and R = U Σ Vᵀ, after which each radius costs one equation in one unknown.
type linear struct {
	m, k      int
	columns   []int     // the free ones
	a         []float64 // m×k: R and the reflectors of Q
	tau       []float64
	r, u, vt  []float64 // k×k
	sigma     []float64 // descending
	b         []float64 // Uᵀ of the first k values of Qᵀf
	qf        []float64
	work      []float64
	coeff     []float64
	truncated int // singular values that count as 0
}

func newLinear(m, n int) *linear {
	l := &linear{m: m, columns: make([]int, 0, n)}
	for _, v := range []*[]float64{&l.tau, &l.sigma, &l.b, &l.coeff} {
		*v = make([]float64, n)
	}
	for _, v := range []*[]float64{&l.r, &l.u, &l.vt} {
		*v = make([]float64, n*n)
	}
	l.a, l.qf = make([]float64, m*n), make([]float64, m)
	l.work = make([]float64, max(m, 64*n, 8*n+64)+n*n)
	return l
}

func general(rows, cols int, data []float64) blas64.General {
	return blas64.General{Rows: rows, Cols: cols, Stride: max(1, cols), Data: data}
}

// factor takes the free columns of the m×n Jacobian, each divided by its scale, and the residuals.
func (l *linear) factor(jac, f, scale []float64, columns []int, least float64) {
	n, k := len(scale), len(columns)
	l.k, l.columns = k, append(l.columns[:0], columns...)
	if k == 0 {
		return
	}
	for c, j := range columns {
		d := divisor(scale[j])
		for i := range l.m {
			l.a[i*k+c] = jac[i*n+j] / d
		}
	}
	a := general(l.m, k, l.a[:l.m*k])
	lapack64.Geqrf(a, l.tau[:k], l.work, len(l.work))
	copy(l.qf, f)
	lapack64.Ormqr(blas.Left, blas.Trans, a, l.tau[:k], general(l.m, 1, l.qf), l.work, len(l.work))
	clear(l.r[:k*k])
	for i := range k {
		copy(l.r[i*k+i:(i+1)*k], l.a[i*k+i:(i+1)*k])
	}
	lapack64.Gesvd(lapack.SVDAll, lapack.SVDAll, general(k, k, l.r[:k*k]), general(k, k, l.u[:k*k]), general(k, k, l.vt[:k*k]),
		l.sigma[:k], l.work, len(l.work))
	l.truncated = 0
	for i := range k {
		if l.sigma[i] <= least*l.sigma[0] {
			l.truncated++
		}
		l.b[i] = 0
		for j := range k {
			l.b[i] += l.u[j*k+i] * l.qf[j]
		}
	}
}

// length is ‖z‖ for the multiplier λ, and its derivative.
func (l *linear) length(lambda float64) (norm, slope float64) {
	for i := range l.k - l.truncated {
		s := l.sigma[i]
		d := s*s + lambda
		c := s * l.b[i] / d
		norm = math.Hypot(norm, c)
		slope -= c * c / d
	}
	return norm, slope / norm
}

// solve writes the step of at most that length (a tenth more, where the whole step would be that) to delta, 0
// for the columns that are not free, and returns its length and the multiplier: 0 for the Gauss–Newton step.
//
// The multiplier solves ‖z(λ)‖ = radius by Newton's method on 1/‖z‖ (Hebden; Moré 1978, section 5).
func (l *linear) solve(delta, scale []float64, radius float64) (lambda float64) {
	length, slope := l.length(0)
	if length > 1.1*radius {
		low, high := 0.0, 0.0
		for i := range l.k - l.truncated {
			high = math.Hypot(high, l.sigma[i]*l.b[i])
		}
		high /= radius
		lambda = 0
		for range 60 {
			next := lambda - (length-radius)/radius*length/slope
			if !(next > low && next < high) {
				next = max(0.001*high, math.Sqrt(low*high))
			}
			lambda = next
			length, slope = l.length(lambda)
			if math.Abs(length-radius) <= 1e-3*radius {
				break
			}
			if length > radius {
				low = lambda
			} else {
				high = lambda
			}
		}
	}
	clear(delta)
	for i := range l.k - l.truncated {
		c := -l.sigma[i] * l.b[i] / (l.sigma[i]*l.sigma[i] + lambda)
		for j := range l.k {
			delta[l.columns[j]] += c * l.vt[i*l.k+j]
		}
	}
	for _, j := range l.columns {
		delta[j] /= divisor(scale[j])
	}
	return lambda
}

// divisor is the scale of a column, or 1 for a column of zeros.
func divisor(scale float64) float64 {
	if scale == 0 {
		return 1
	}
	return scale
}
