package recovery

import (
	"cmp"
	"math"
)

// DefaultOutliers is the share of foreign pixels that a [Spread] allows for.
const DefaultOutliers = 0.1

// power is p, how steep the flanks of the density of y - x are. Large p tells the
// bound |y - x| <= 1/(2b) exactly, and is misled by the lattice of 8-bit values;
// p = 2 is the variance, which is smooth and too vague.
const power = 8

// far is from where on κ|z|^p the density is 0 beside any outlier's.
const far = 45

var (
	kappa = (power + 1.0) / power
	peak  = math.Pow(kappa, 1.0/power) / math.Gamma(1+1.0/power)
)

// Spread is how wide the differences r = y - x of a staircase's pixels spread, as a
// negative log-likelihood of b:
//
//	-log((1-ε) C/(2a) exp(-κ|r/a|^p) + ε),   a = u + (p+1) τ²/(6u),  u = 1/(2b).
//
// A pixel falls anywhere in its step, so that r is uniform on [-u, u]. The density
// puts smooth flanks where that one jumps: p = 8, and κ = (p+1)/p makes it agree
// with the uniform one in E|r|^p, so that b is not biased; C = κ^(1/p)/Γ(1+1/p).
// Rounding adds noise that is uniform on [-τ, τ]; a is, up to the fourth power of
// τ/u, the half-width of the uniform distribution with the same E|r|^p. ε is the
// share of pixels whose y comes from elsewhere: of these r has a density of about 1.
//
// Every b has a slope: where the density ends, pixels outside pull towards smaller
// b, and those inside push towards larger b.
type Spread struct {
	Tol      float64 // τ, half the spacing of stored values
	Outliers float64 // ε; 0: DefaultOutliers
}

// At returns the term of one pixel with y - x = r, and its derivatives in r and b.
func (s Spread) At(r, b float64) (value, dr, db float64) {
	t := s.at(b)
	return t.term(r)
}

// spreadAt is a Spread at one b.
type spreadAt struct {
	b, a    float64
	height  float64 // (1-ε) C/(2a)
	eps     float64
	dlogadb float64 // derivative of log a in b
}

func (s Spread) at(b float64) spreadAt {
	s.Outliers = cmp.Or(s.Outliers, DefaultOutliers)
	u := 0.5 / b
	v := (power + 1) * s.Tol * s.Tol / (6 * u) // grows with b, as u falls
	a := u + v
	return spreadAt{b: b, a: a, height: (1 - s.Outliers) * peak / (2 * a), eps: s.Outliers, dlogadb: (v - u) / (a * b)}
}

func (t spreadAt) term(r float64) (value, dr, db float64) {
	z := r / t.a
	z2 := z * z
	z4 := z2 * z2
	k := kappa * z4 * z4
	if !(k < far) {
		return -math.Log(t.eps), 0, 0
	}
	d := t.height * math.Exp(-k)
	all := d + t.eps
	share := d / all // how sure it is that the pixel is none of the outliers
	if r != 0 {
		dr = share * power * k / r
	}
	return -math.Log(all), dr, share * (1 - power*k) * t.dlogadb
}
