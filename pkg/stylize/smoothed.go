package stylize

import (
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/stair"
)

// Smoothed is how far a chain's output z, sent through the staircase, is from an
// image, with the error of each sample averaged over [b-h, b+h]:
//
//	F_h(p, b) = (1/m) Σ_i (1/2h) ∫ (y(z_i(p); β) - y_i)² dβ   from b-h to b+h.
//
// It is the Steklov mean of the error in b, and differentiable in all parameters:
//
//	∂F_h/∂b = (L(b+h) - L(b-h))/2h,   L(β) = (1/m) Σ_i (y(z_i; β) - y_i)²,
//	∂F_h/∂z_i = (1/m) J_i (z_i - y_i)/(h z_i),   J_i the number of jumps of y(z_i; ·) in reach.
//
// The second is what remains of the moving jumps: at β = n/z the error falls from that of
// (n-½)/β to that of (n+½)/β, a difference of 2(z-y)z/n, and the jump moves at the rate
// -n/z². On average over samples J = 2hz, and this is the gradient of (z - y)².
//
// The parameters are the chain's, and b after them; the chain ends before the
// staircase. Samples z below 0 count as 0. It allocates nothing after its first call.
type Smoothed struct {
	Chain       *Chain
	Src, Target []float64
	Clipped     bool    // as in Match
	Radius      float64 // h, positive and below b

	grad []float64
}

// Func returns F_h at the chain's parameters and b, the last of p.
func (s *Smoothed) Func(p []float64) float64 {
	z, lo, hi := s.forward(p)
	sum, n := 0.0, 0
	for i, y := range s.Target {
		if s.Clipped && y >= 1 {
			continue
		}
		sum, n = sum+meanSquare(max(z[i], 0), y, lo, hi), n+1
	}
	return sum / float64(n)
}

// Grad writes the gradient of F_h to dst.
func (s *Smoothed) Grad(dst, p []float64) {
	z, lo, hi := s.forward(p)
	h, rise, n := (hi-lo)/2, 0.0, 0
	for i, y := range s.Target {
		if s.grad[i] = 0; s.Clipped && y >= 1 {
			continue
		}
		n++
		v := max(z[i], 0)
		up, down := stair.Quantize(v, hi)-y, stair.Quantize(v, lo)-y
		rise += up*up - down*down
		if jumps := math.Floor(v*hi) - math.Floor(v*lo); jumps > 0 {
			s.grad[i] = jumps * (v - y) / (h * v)
		}
	}
	for i := range s.grad {
		s.grad[i] /= float64(n)
	}
	last := len(p) - 1
	s.Chain.Backward(dst[:last], s.grad)
	dst[last] = rise / (2 * h) / float64(n)
}

// forward returns the chain's output and the ends of the window.
func (s *Smoothed) forward(p []float64) (z []float64, lo, hi float64) {
	last := len(p) - 1
	z, b := s.Chain.Forward(s.Src, p[:last]), p[last]
	if len(s.Target) != len(z) {
		panic(fmt.Sprintf("stylize: Smoothed: the target has %d samples, the source %d", len(s.Target), len(z)))
	}
	if !(s.Radius > 0 && s.Radius < b) {
		panic(fmt.Sprintf("stylize: Smoothed: radius %v at b = %v, want 0 < h < b", s.Radius, b))
	}
	if s.grad == nil {
		s.grad = make([]float64, len(z))
	}
	return z, b - s.Radius, b + s.Radius
}

// meanSquare is the mean of (y(z; β) - y)² over [lo, hi], piece by piece:
//
//	∫ ((k+½)/β - y)² dβ = -(k+½)²/β - 2y (k+½) ln β + y² β.
func meanSquare(z, y, lo, hi float64) float64 {
	sum, from := 0.0, lo
	for k := math.Floor(z * lo); ; k++ {
		to := hi
		if z > 0 {
			to = min(hi, (k+1)/z)
		}
		c := k + 0.5
		sum += c*c*(1/from-1/to) - 2*y*c*math.Log(to/from) + y*y*(to-from)
		if to >= hi {
			return sum / (hi - lo)
		}
		from = to
	}
}
