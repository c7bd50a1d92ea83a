package restore

import "math"

// SmoothTV is total variation with its kink rounded off,
//
//	E_ε(u) = Σ √(|∇ʰu|² + ε²) + (λ/2)‖Au - f‖²,
//
// the naive way to descend on it: E ≤ E_ε ≤ E + w·h·ε, and the gradient's
// Lipschitz constant is 8/ε + λ‖A‖², so that the better it approximates, the shorter
// the steps must be.
//
// Its methods fit optim.Problem and allocate nothing; it serves one goroutine at
// a time.
type SmoothTV struct {
	data *Quadratic
	eps  float64
}

// NewSmoothTV returns the energy for the data f of an image of w·h samples; a
// nil operator stands for the identity. f is not copied.
//
// Errors and panics are those of [NewQuadratic]; an eps that is not positive and
// finite is an error too.
func NewSmoothTV(f []float64, w, h int, lambda, eps float64, a Operator) (*SmoothTV, error) {
	q, err := NewQuadratic(f, w, h, lambda, a)
	if err != nil {
		return nil, err
	}
	if !(eps > 0) || math.IsInf(eps, 1) {
		return nil, bad("eps %v is not positive and finite; for eps = 0 use TV", eps)
	}
	return &SmoothTV{q, eps}, nil
}

// Value returns E_ε(u).
func (s *SmoothTV) Value(u []float64) float64 {
	return s.total(u, s.eps*s.eps) + s.data.lambda/2*s.data.Misfit(u)
}

// Energy returns E(u), the energy without ε, which [TV] minimizes.
func (s *SmoothTV) Energy(u []float64) float64 {
	return s.total(u, 0) + s.data.lambda/2*s.data.Misfit(u)
}

// total returns Σ √(|∇ʰu|² + eps2).
func (s *SmoothTV) total(u []float64, eps2 float64) float64 {
	w, h := s.data.w, s.data.h
	checkLen("u", len(u), w*h)
	total := 0.0
	for y := range h {
		row, below := rowAndNext(u, y, w, h)
		sum := 0.0
		for x := range w - 1 {
			d, e := row[x+1]-row[x], below[x]-row[x]
			sum += math.Sqrt(d*d + e*e + eps2)
		}
		e := below[w-1] - row[w-1]
		total += sum + math.Sqrt(e*e+eps2)
	}
	return total
}

// Lipschitz returns a bound of how fast the gradient changes, 8/ε + λ‖A‖²:
// gradient descent with the rate 1/Lipschitz never rises.
func (s *SmoothTV) Lipschitz() float64 {
	norm := s.data.norm()
	return 8/s.eps + s.data.lambda*norm*norm
}

// Grad stores ∇E_ε(u) in dst, which must not be u:
//
//	-div(∇ʰu / √(|∇ʰu|² + ε²)) + λAᵀ(Au - f).
func (s *SmoothTV) Grad(dst, u []float64) {
	w, h := s.data.w, s.data.h
	checkLen("u", len(u), w*h)
	checkLen("dst", len(dst), w*h)
	s.data.pull(dst, u, s.data.f)
	eps2 := s.eps * s.eps
	for y := range h {
		row, below := rowAndNext(u, y, w, h)
		at := y * w
		d, under := dst[at:][:w], dst[min(y+1, h-1)*w:][:w]
		for x, v := range row {
			gx, gy := 0.0, below[x]-v
			if x < w-1 {
				gx = row[x+1] - v
			}
			r := 1 / math.Sqrt(gx*gx+gy*gy+eps2)
			gx *= r
			gy *= r
			d[x] -= gx + gy
			if x < w-1 {
				d[x+1] += gx
			}
			under[x] += gy // in the last row gy is 0
		}
	}
}
