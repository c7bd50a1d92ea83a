package optim

import (
	"math"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
)

// TrustRegion is Newton's rule with a step as long as the quadratic model deserves: it
// minimizes the model in a ball, and lets the ball shrink or grow as f agrees with it.
//
//	p = argmin g·p + ½ p·Hp,  ‖p‖ <= r;      x ← x + η p, if f falls by 1e-4 of what the model promised
//	r ← ‖p‖/4 below a quarter of that, r ← 2r beyond three quarters with p at the ball's edge
//
// So f never rises, and where Newton's rule diverges this one does not. A rejected p is tried
// shorter within the same step: 1 gradient, 1 Hessian, and as many evaluations of f as it takes,
// mostly one. The ball's minimizer is exact, from H's eigenvalues: about 10 n³ operations. Where no
// step of any length makes f fall, x stays.
//
// Func is f, Hess its Hessian as for Newton; both are required. Build them on Counter.Func to have
// their evaluations in the ledger. Defaults: the first radius is 1, the largest 1e10, in the units
// of x. η is 1. Source: J. Nocedal and S. Wright, Numerical optimization, 2nd ed., Algorithms 4.1
// and 4.3; the hard case as there, in section 4.3.
type TrustRegion struct {
	Func  func(x []float64) float64 `json:"-"`
	Hess  func(dst, x []float64)    `json:"-"`
	First float64                   `in:"(0,inf)"`
	Most  float64                   `in:"(0,inf)"`

	Radius   float64 // memory: r
	Rejected int     // memory: steps that were tried in vain

	g, h, p, trial []float64
}

// NewTrustRegion returns the rule with a first radius of 1.
func NewTrustRegion(f func(x []float64) float64, hess func(dst, x []float64)) *TrustRegion {
	return &TrustRegion{Func: f, Hess: hess, First: 1, Most: 1e10}
}

// Check implements Checker: there are Func and Hess.
func (r *TrustRegion) Check(int) error {
	if r.Func == nil || r.Hess == nil {
		return badValue("TrustRegion: set Func and Hess")
	}
	return nil
}

// Reset implements Rule.
func (r *TrustRegion) Reset() {
	*r = TrustRegion{Func: r.Func, Hess: r.Hess, First: r.First, Most: r.Most}
}

// tries bounds the shorter steps within a step: 4⁻⁴⁰ of a radius is none.
const tries = 40

// Step implements Rule.
func (r *TrustRegion) Step(x []float64, grad func(dst, x []float64), rate float64) {
	n := len(x)
	if grad == nil || r.Func == nil || r.Hess == nil {
		panic("optim: TrustRegion: nil gradient, Func or Hess")
	}
	fitBuffer("TrustRegion", n, 1, 0, &r.g)
	fitBuffer("TrustRegion", n*n, 2, 0, &r.h)
	if n == 0 || r.Hess == nil {
		panic("optim: TrustRegion: x is empty, or Hess is nil")
	}
	fitBuffer("TrustRegion", n, 3, 0, &r.p)
	fitBuffer("TrustRegion", n, 4, 0, &r.trial)
	grad(r.g, x)
	r.Hess(r.h, x)
	if r.Radius == 0 {
		r.Radius = r.First
	}
	var eigen mat.EigenSym
	if firstNonFinite(r.h) >= 0 || firstNonFinite(r.g) >= 0 || !eigen.Factorize(mat.NewSymDense(n, r.h), true) {
		x[0] = math.NaN() // Minimize reports it
		return
	}
	b := newBall(&eigen, r.g)
	f := r.Func(x)
	radius, rejected := r.Radius, r.Rejected
	for range tries {
		length := b.minimizer(r.p, r.Radius)
		promised := b.fall(rate)
		floats.AddScaledTo(r.trial, x, rate, r.p)
		fell := f - r.Func(r.trial)
		if noise := 0x1p-50 * math.Abs(f); promised < noise && math.Abs(fell) <= noise {
			fell = promised // rounding decides nothing
		}
		agrees := fell / promised
		switch {
		case !(agrees >= 0.25): // NaN too
			r.Radius = length / 4
		case agrees > 0.75 && length > 0.99*r.Radius:
			r.Radius = min(2*r.Radius, r.Most)
		}
		if agrees > 1e-4 {
			copy(x, r.trial)
			return
		}
		r.Rejected++
	}
	r.Radius, r.Rejected = radius, rejected
}

// ball finds minimizers of g·p + ½ p·Hp in balls, in the coordinates of H's eigenvectors.
type ball struct {
	values  []float64 // H's eigenvalues, ascending
	vectors mat.Dense
	along   []float64 // g along the eigenvectors
	p       []float64 // the minimizer along them
}

func newBall(eigen *mat.EigenSym, g []float64) *ball {
	n := len(g)
	b := &ball{values: eigen.Values(nil), along: make([]float64, n), p: make([]float64, n)}
	eigen.VectorsTo(&b.vectors)
	mat.NewVecDense(n, b.along).MulVec(b.vectors.T(), mat.NewVecDense(n, g))
	return b
}

// shifted stores -(H + σI)⁻¹g along the eigenvectors, leaving out those on which H + σI is 0, and
// returns its length.
func (b *ball) shifted(sigma float64) float64 {
	for i, a := range b.along {
		b.p[i] = 0
		if d := b.values[i] + sigma; a != 0 && d > 0 {
			b.p[i] = -a / d
		}
	}
	return norm(b.p)
}

// minimizer stores the minimizer in the ball of this radius in dst, and returns its length.
func (b *ball) minimizer(dst []float64, radius float64) float64 {
	n := len(dst)
	least := b.values[0]
	lo := max(0, -least)
	length := b.shifted(lo)
	free := least > 0 || b.along[0] == 0 // whether the length at lo is all of it
	switch {
	case free && length <= radius && least < 0: // the hard case: the rest of the way along the lowest eigenvector
		b.p[0] = math.Sqrt(radius*radius - length*length)
	case free && length <= radius:
	default:
		hi := norm(b.along)/radius - least
		for range 200 { // the length falls with σ
			mid := lo + (hi-lo)/2
			if mid <= lo || mid >= hi {
				break
			}
			if b.shifted(mid) > radius {
				lo = mid
			} else {
				hi = mid
			}
		}
		b.shifted(hi)
	}
	mat.NewVecDense(n, dst).MulVec(&b.vectors, mat.NewVecDense(n, b.p))
	return norm(b.p)
}

// fall is what the model promises for ηp.
func (b *ball) fall(rate float64) float64 {
	sum := 0.0
	for i, p := range b.p {
		p *= rate
		sum -= p * (b.along[i] + b.values[i]*p/2)
	}
	return sum
}
