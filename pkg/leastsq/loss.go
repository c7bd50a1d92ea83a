package leastsq

import (
	"fmt"
	"math"
)

// Loss is what counts of a residual r in the place of r²:
//
//	C² ρ(z),  z = (r/C)²
//
// with the scale C, the size of a residual that is no outlier. The zero Loss is r² itself. Source: Triggs et
// al., Bundle adjustment (2000); SciPy's least_squares has the same ρ, and half the sum.
type Loss struct {
	name  string
	scale float64
	rho   func(z float64) (value, slope, curvature float64)
}

// Huber is r² up to |r| = c and grows linearly beyond: ρ = z for z ≤ 1, 2√z - 1 beyond.
func Huber(c float64) Loss {
	return Loss{"Huber", c, func(z float64) (float64, float64, float64) {
		if z <= 1 {
			return z, 1, 0
		}
		root := math.Sqrt(z)
		return 2*root - 1, 1 / root, -0.5 / (z * root)
	}}
}

// SoftL1 goes smoothly from r² to linear growth: ρ = 2(√(1+z) - 1).
func SoftL1(c float64) Loss {
	return Loss{"SoftL1", c, func(z float64) (float64, float64, float64) {
		root := math.Sqrt(1 + z)
		return 2 * z / (root + 1), 1 / root, -0.5 / ((1 + z) * root)
	}}
}

// Cauchy grows as a logarithm, so that far outliers hardly count: ρ = ln(1+z). It has local minima where the
// others have none: start near the answer, as from a fit with SoftL1.
func Cauchy(c float64) Loss {
	return Loss{"Cauchy", c, func(z float64) (float64, float64, float64) {
		return math.Log1p(z), 1 / (1 + z), -1 / ((1 + z) * (1 + z))
	}}
}

// String names the loss and its scale.
func (l Loss) String() string {
	if l.rho == nil {
		return "squares"
	}
	return fmt.Sprintf("%s(%v)", l.name, l.scale)
}

// of returns C² ρ((r/C)²).
func (l Loss) of(r float64) float64 {
	if l.rho == nil {
		return r * r
	}
	z := r / l.scale
	if z *= z; z > math.MaxFloat64 {
		return math.Inf(1)
	}
	v, _, _ := l.rho(z)
	return l.scale * l.scale * v
}

// total is the sum over the residuals.
func (l Loss) total(r []float64) float64 {
	sum := 0.0
	for _, v := range r {
		sum += l.of(v)
	}
	return sum
}

// fall is total(from) - total(to), without the loss of digits that the difference of two sums has.
func (l Loss) fall(from, to []float64) float64 {
	sum := 0.0
	if l.rho == nil {
		for i, v := range from {
			sum += (v - to[i]) * (v + to[i])
		}
		return sum
	}
	for i, v := range from {
		sum += l.of(v) - l.of(to[i])
	}
	return sum
}

// weigh scales the residuals and the rows of the Jacobian so that f and J of plain least squares have the
// loss's gradient, and its curvature where that is not too small:
//
//	J_i ← J_i w_i,  f_i ← r_i ρ'/w_i,  w_i² = max(ρ' + 2zρ'', ρ'/100)
//
// (Triggs et al., section 4.3).
func (l Loss) weigh(f, jac, r []float64) {
	if l.rho == nil {
		copy(f, r)
		return
	}
	n := len(jac) / len(r)
	for i, v := range r {
		w, slope := l.weight(v)
		f[i] = v * (slope / w)
		for j := range n {
			jac[i*n+j] *= w
		}
	}
}

// unweigh takes the weights from the Jacobian again.
func (l Loss) unweigh(jac, r []float64) {
	if l.rho == nil {
		return
	}
	n := len(jac) / len(r)
	for i, v := range r {
		w, _ := l.weight(v)
		for j := range n {
			jac[i*n+j] /= w
		}
	}
}

// weight returns the factor of a row, and ρ'.
func (l Loss) weight(r float64) (w, slope float64) {
	z := r / l.scale
	z *= z
	_, slope, curvature := l.rho(z)
	return math.Sqrt(max(slope+2*z*curvature, slope/100)), slope
}

// variance is the factor of (JᵀJ)⁻¹ in the covariance, J being the plain Jacobian: for squares the residual
// variance; else Huber's
//
//	K² · Σψ²/(m-n) / (mean of ψ')²,  ψ = r ρ',  ψ' = ρ' + 2zρ'',  K = 1 + n/m · variance(ψ')/(mean of ψ')²
//
// Source: Huber, Robust statistics (1981), equation 7.6.10.
func (l Loss) variance(r []float64, n int) float64 {
	m := float64(len(r))
	if len(r) == n {
		return math.NaN() // nothing is left to estimate it from
	}
	if l.rho == nil {
		return l.total(r) / (m - float64(n))
	}
	squares, mean, meanSquare := 0.0, 0.0, 0.0
	for _, v := range r {
		z := v / l.scale * (v / l.scale)
		_, slope, curvature := l.rho(z)
		psi, derivative := v*slope, slope+2*z*curvature
		squares += psi * psi
		mean += derivative / m
		meanSquare += derivative * derivative / m
	}
	k := 1 + float64(n)/m*max(0, meanSquare/(mean*mean)-1)
	return k * k * squares / (m - float64(n)) / (mean * mean)
}
