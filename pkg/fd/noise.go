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
// staircase), nor a value is NaN or infinite, nor the function itself shows: where the values differ by a tenth of
// their size, and by more than rounding, nine more on the finest grid have to show the same level. A constant, and a
// polynomial that float64 holds exactly, have the level 0. The error wraps ErrNoise where f changes too fast for
// any spacing tried, ErrNotFinite where a value is NaN or infinite at x or at every spacing tried.
//
// Source: Moré and Wild, "Estimating computational noise", SIAM J. Sci. Comput. 33 (2011), algorithm ECnoise;
// after Hamming.
func MeasureNoise(f func(float64) float64, x float64) (NoiseLevel, error) {
	if f == nil {
		panic("fd: MeasureNoise: the function is nil")
	}
	found := NoiseLevel{}
	low, high := 0.0, math.Inf(1)
	doubtful, doubtfulStep := 0.0, 0.0 // a level that may be the function itself
	exactly := false
	wide := math.Max(1, math.Abs(x))
	d := powerOfTwo(wide) * 0x1.6ap-20
	var far error
	for range 10 {
		var y [2*reach + 1]float64
		d = short(d)
		found.Step = d
		if far = nineValues(&y, f, x, d, &found.Evals); far != nil {
			if v := y[reach]; v-v != 0 {
				return found, far
			}
			high = d
			if own := math.Abs(x) * 0x1.6ap-20; low == 0 && own > 0 && own < d/128 {
				d = own
				continue
			}
		} else {
			level, fit := noiseIn(y)
			switch fit {
			case wild:
				if 8*level >= doubtful && level <= 8*doubtful {
					found.Level, found.Step = level, doubtfulStep
					return found, nil
				}
				doubtful, doubtfulStep = level, d
				high = d
				d = max(64*spacing(x), d*0x1p-60) // noise is the same there
				continue
			case fits:
				found.Level = level
				return found, nil
			case exact:
				if exactly {
					return found, nil
				}
				exactly, low = true, d
			case tooClose:
				low = d
			case tooWide:
				high = d
			}
		}
		switch {
		case math.IsInf(high, 0):
			d = low * 128
		case low == 0:
			d = high / 128
		default:
			d = math.Sqrt(low) * math.Sqrt(high)
		}
		if low > 0 && math.IsInf(high, 0) && d > wide {
			return found, nil // equal at every spacing: a constant
		}
	}
	if far != nil {
		return found, far
	}
	return found, fmt.Errorf("%w: tried spacings down to %.3g at x = %v; the function changes too fast there", ErrNoise, found.Step, x)
}

// nineValues evaluates f at x and at the points around it, x first, up to the first value that is not finite.
func nineValues(y *[2*reach + 1]float64, f func(float64) float64, x, d float64, evals *int) error {
	for k := range y {
		j := (k + 1) / 2 * (2*(k%2) - 1) // 0, 1, -1, 2, -2, …
		t := x + float64(j)*d
		v := f(t)
		*evals++
		y[reach+j] = v
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("%w: f(%v) = %g", ErrNotFinite, t, v)
		}
	}
	return nil
}

// fit is how a spacing suits the noise.
type fit int

const (
	fits fit = iota
	tooClose
	tooWide
	exact // the differences vanish: a polynomial, or a lattice of rounded values in step with the spacing
	wild  // it fits, but the values differ so much that it may be the function's own
)

// noiseIn is the level of the noise in values in a row.
func noiseIn(y [2*reach + 1]float64) (float64, fit) {
	low, high := y[0], y[0]
	for _, v := range y {
		low, high = min(low, v), max(high, v)
	}
	size := max(math.Abs(low), math.Abs(high))
	steep := high-low > 0.1*size
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
		top := max(level[k], level[k+1], level[k+2])
		if top > 4*min(level[k], level[k+1], level[k+2]) || !signs[k] && top > 0 {
			continue
		}
		if top == 0 {
			return 0, exact
		}
		if steep && level[k] > 4*spacing(size) {
			return level[k], wild
		}
		return level[k], fits
	}
	return 0, tooWide
}
