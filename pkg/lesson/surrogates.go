package lesson

import (
	"math"
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/stair"
	"github.com/gradstep/gradstep/pkg/surrogate"
)

// Surrogates1 checks the sine applied n times, half a step back, and its slope, in
// lesson 02.
func Surrogates1(applied func(u float64, n int) (value, slope float64)) Verdict {
	return guarded(func() Verdict {
		var trials []trial
		for _, c := range []struct {
			u float64
			n int
		}{{2.6, 0}, {2.6, 1}, {2.6, 2}, {7, 3}, {0.35, 4}, {11.93, 3}} {
			v, s := surrogate.Sine{}.At(c.u, math.Pow(2, -float64(c.n)))
			gotV, gotS := applied(c.u, c.n)
			name := label("u = %g, n = %d", c.u, c.n)
			trials = append(trials, trial{name + ", value", gotV, v, 1e-9}, trial{name + ", slope", gotS, s, 1e-9 * (1 + s)})
		}
		return judge("Each application multiplies the slope by 1 - cos 2πw, at the w that it is given.", trials...)
	})
}

// Surrogates2 checks the slope of floor under triangular noise in lesson 02: the
// density of the noise at the distance of the jump, (1 - |n - u|/t)/t.
func Surrogates2(slope func(u, t float64) float64) Verdict {
	return guarded(func() Verdict {
		var trials []trial
		for _, c := range []struct{ u, t float64 }{
			{3, 0.5}, {3.1, 0.4}, {2.9, 0.4}, {7.25, 0.5}, {7.25, 0.2}, {0.5, 0.5}, {11.98, 0.05}, {4.45, 0.1},
		} {
			far := math.Abs(c.u - math.Round(c.u))
			want := max(0, 1-far/c.t) / c.t
			trials = append(trials, trial{label("u = %g, t = %g", c.u, c.t), slope(c.u, c.t), want, 1e-9})
		}
		return judge("Only a jump within reach counts, with the noise's density there: the slope of a noisy floor is the noise, seen from the jump.", trials...)
	})
}

// Surrogates3 checks the straight-through gradient of the loss in lesson 02, with
// floor kept forward: (2/m) Σ (y(x_i; b) - y_i)({x_i b} - ½)/b².
func Surrogates3(gradient func(x, y []float64, b float64) float64) Verdict {
	return guarded(func() Verdict {
		var trials []trial
		rng := rand.New(rand.NewPCG(2, 9))
		for _, c := range []struct {
			pixels    int
			target, b float64
		}{{1, 12.34, 9}, {2, 12.34, 20.5}, {50, 9.7, 9.9}, {200, 17.3, 6.1}, {50, 12.34, 12.34}} {
			x := make([]float64, c.pixels)
			for i := range x {
				x[i] = rng.Float64()
			}
			y := stair.QuantizeTo(nil, x, c.target)
			_, want := surrogate.Loss(surrogate.StraightThrough{}, x, y, c.b, 0)
			name := label("%d pixels made with %g, b = %g", c.pixels, c.target, c.b)
			trials = append(trials, trial{name, gradient(x, y, c.b), want, 1e-12})
		}
		return judge("At b = b* it vanishes, and it vanishes at other places as well: a stop proves nothing.", trials...)
	})
}
