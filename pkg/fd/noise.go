package fd

import (
	"errors"
	"fmt"
	"math"
)

// ErrNoise says that no level of noise shows in the values.
var ErrNoise = errors.New("fd: no level of noise shows in the values")

// NoiseLevel is what MeasureNoise finds.
type NoiseLevel struct {
	Level float64 // standard deviation of the error of one value of f
	Step  float64 // spacing of the values that show it
	Evals int
}

// MeasureNoise estimates how noisy the values of f near x are, from nine values in a row.
//
//	σ_k² = (k!)²/(2k)! · mean of the squared differences of order k
//
// Differences of a smooth function vanish as k rises, while σ_k stays at the noise's standard deviation: the
// first k at which three in a row agree within a factor of 4, and the differences change sign, gives the
// level. The spacing is changed until neither most neighbours are equal (a float32 result, a solver's
// staircase) nor the function itself changes by a tenth. A constant has the level 0. The error wraps ErrNoise
// where f changes too fast for any spacing tried, ErrNotFinite where a value is NaN or infinite.
//
// Source: Moré and Wild, "Estimating computational noise", SIAM J. Sci. Comput. 33 (2011), algorithm ECnoise;
// after Hamming.
func MeasureNoise(f func(float64) float64, x float64) (NoiseLevel, error) {
	found := NoiseLevel{}
	low, high := 0.0, math.Inf(1)
	d := powerOfTwo(math.Max(1, math.Abs(x))) * 0x1.6ap-20
	for range 8 {
		var y [2*reach + 1]float64
		d = short(d)
		for i := range y {
			t := x + float64(i-reach)*d
			y[i] = f(t)
			if math.IsNaN(y[i]) || math.IsInf(y[i], 0) {
				return found, fmt.Errorf("%w: f(%v) = %g", ErrNotFinite, t, y[i])
			}
		}
		found.Step, found.Evals = d, found.Evals+len(y)
		level, fit := noiseIn(y)
		switch fit {
		case fits:
			found.Level = level
			return found, nil
		case tooClose:
			low = d
		case tooWide:
			high = d
		}
		switch {
		case math.IsInf(high, 0):
			d = low * 128
		case low == 0:
			d = high / 128
		default:
			d = math.Sqrt(low * high)
		}
		if low > 0 && math.IsInf(high, 0) && d > math.Max(1, math.Abs(x)) {
			return found, nil // equal at every spacing: a constant
		}
	}
	return found, fmt.Errorf("%w: tried spacings down to %.3g at x = %v; the function changes too fast there", ErrNoise, found.Step, x)
}

// fit is how a spacing suits the noise.
type fit int

const (
	fits fit = iota
	tooClose
	tooWide
)

// noiseIn is the level of the noise in values in a row.
func noiseIn(y [2*reach + 1]float64) (float64, fit) {
	low, high := y[0], y[0]
	for _, v := range y {
		low, high = min(low, v), max(high, v)
	}
	if high-low > 0.1*max(math.Abs(low), math.Abs(high)) {
		return 0, tooWide
	}
	const orders = 2 * reach
	var level [orders]float64
	var signs [orders]bool
	gamma := 1.0
	for k := 1; k <= orders; k++ {
		rows, equal, sum := y[:len(y)-k], 0, 0.0
		low, high = math.Inf(1), math.Inf(-1)
		for i := range rows {
			rows[i] = y[i+1] - y[i]
			if rows[i] == 0 {
				equal++
			}
			low, high = min(low, rows[i]), max(high, rows[i])
		}
		if k == 1 && equal >= orders/2 {
			return 0, tooClose
		}
		gamma *= float64(k) / float64(2*(2*k-1))
		if unit := max(math.Abs(low), math.Abs(high)); unit > 0 {
			for _, v := range rows {
				sum += (v / unit) * (v / unit)
			}
			level[k-1] = unit * math.Sqrt(gamma*sum/float64(len(rows)))
		}
		signs[k-1] = low < 0 && high > 0
	}
	for k := 0; k+2 < orders; k++ {
		if max(level[k], level[k+1], level[k+2]) <= 4*min(level[k], level[k+1], level[k+2]) && signs[k] {
			return level[k], fits
		}
	}
	return 0, tooWide
}

// Tuning is a step for a stencil at a point, and what it was chosen from.
type Tuning struct {
	Step   float64
	Noise  float64 // level of the noise; at least the rounding of the values
	Curve  float64 // size of the derivative f⁽ᵖ⁺ᵈ⁾ in the stencil's remainder
	Expect float64 // error to be expected at Step: truncation plus noise
	Evals  int
}

// Tune returns the step that suits a stencil, a function's noise and its own scale at x.
//
//	h = (d·A·a / (p·|R|·M))^(1/(p+d))
//
// minimizes |R|·M·hᵖ + A·a/hᵈ, with the stencil's constants A and R as in Stencil.Step, a the level of the
// noise (MeasureNoise) and M = |f⁽ᵖ⁺ᵈ⁾(x)| from differences at a step where they rise above the noise. Errors
// are those of MeasureNoise.
//
// Source: Moré and Wild, "Estimating derivatives of noisy simulations", ACM Trans. Math. Softw. 38 (2012),
// for d = 1 and p = 1, 2.
func Tune(f func(float64) float64, x float64, s Stencil) (Tuning, error) {
	s.mustBeUsable()
	level, err := MeasureNoise(f, x)
	t := Tuning{Noise: level.Level, Evals: level.Evals}
	if err != nil {
		return t, err
	}
	fx := math.Abs(f(x))
	t.Evals++
	t.Noise = max(t.Noise, spacing(fx)/2)
	k := s.Order + s.Derivative
	amplify, remainder := s.constants()
	probe := NewStencil(k, ramp(-k/2, k+1)...)
	floor, _ := probe.constants()
	wide := math.Max(1, math.Abs(x))
	best := func(m float64) float64 {
		return math.Pow(float64(s.Derivative)*amplify*t.Noise/(float64(s.Order)*remainder*m), 1/float64(k))
	}
	// The differences of order k need a wider step than the stencil, to rise above the noise.
	h := min(4*best(max(fx, t.Noise)/math.Pow(wide, float64(k))), wide/8)
	for range 12 {
		h = stepAt(h/math.Max(1, math.Abs(x)), x)
		t.Curve = math.Abs(probe.apply(f, x, h, math.Inf(-1), math.Inf(1)))
		t.Evals += len(probe.Points)
		if math.IsNaN(t.Curve) || math.IsInf(t.Curve, 0) {
			h /= 16
			continue
		}
		lost := floor * t.Noise / math.Pow(h, float64(k))
		want := 4 * best(max(t.Curve, lost))
		switch {
		case t.Curve < 4*lost && h < wide/4:
			h *= 2
			continue
		case want < h/4:
			h = want
			continue
		}
		t.Curve = max(t.Curve, lost)
		break
	}
	if math.IsNaN(t.Curve) || math.IsInf(t.Curve, 0) {
		return t, fmt.Errorf("%w: within %.3g of x = %v", ErrNotFinite, h, x)
	}
	t.Step = representable(x, min(best(t.Curve), wide/8)) // no wider where f is flat
	t.Expect = remainder*t.Curve*math.Pow(t.Step, float64(s.Order)) + amplify*t.Noise/math.Pow(t.Step, float64(s.Derivative))
	return t, nil
}
