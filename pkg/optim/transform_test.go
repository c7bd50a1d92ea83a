package optim_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/gradstep/gradstep/pkg/optim"
)

// seen returns the gradient that a rule behind the transforms sees at x, by the
// step that gradient descent makes with rate 1.
func seen(x, g []float64, transforms ...optim.Transform) []float64 {
	y := append([]float64(nil), x...)
	optim.Chain(optim.NewSGD(), transforms...).Step(y, func(dst, _ []float64) { copy(dst, g) }, 1)
	for i := range y {
		y[i] = x[i] - y[i]
	}
	return y
}

func near(t *testing.T, what string, got, want []float64) {
	t.Helper()
	for i := range want {
		if !(math.Abs(got[i]-want[i]) <= 1e-14*(1+math.Abs(want[i]))) {
			t.Errorf("%s: %v, want %v", what, got, want)
			return
		}
	}
}

func TestTransforms(t *testing.T) {
	x, g := []float64{1, -2}, []float64{3, -4}
	near(t, "clip by norm", seen(x, g, optim.ClipNorm{Max: 1}), []float64{0.6, -0.8})
	near(t, "short enough", seen(x, g, optim.ClipNorm{Max: 5.1}), g)
	near(t, "clip by value", seen(x, g, optim.ClipValue{Max: 3.5}), []float64{3, -3.5})
	near(t, "coupled decay", seen(x, g, optim.WeightDecay{Lambda: 0.5}), []float64{3.5, -5})
	near(t, "decoupled decay", seen(x, g, optim.WeightDecay{Lambda: 0.5, Decoupled: true}), []float64{3.5, -5})
	near(t, "scale", seen(x, g, optim.Scale{Factors: []float64{2, 0.25}}), []float64{6, -1})
	near(t, "the order counts: clip, then decay", seen(x, g, optim.ClipNorm{Max: 1}, optim.WeightDecay{Lambda: 1}), []float64{1.6, -2.8})
	long := math.Hypot(4, 6)
	near(t, "decay, then clip", seen(x, g, optim.WeightDecay{Lambda: 1}, optim.ClipNorm{Max: 1}), []float64{4 / long, -6 / long})
	mustPanic(t, "Max 0", func() { optim.ClipNorm{}.Wrap(optim.NewSGD()) })
	mustPanic(t, "Max NaN", func() { optim.ClipValue{Max: math.NaN()}.Wrap(optim.NewSGD()) })
	mustPanic(t, "no generator", func() { optim.GradientNoise{Eta: 1}.Wrap(optim.NewSGD()) })
	mustPanic(t, "length", func() { seen(x, g, optim.Scale{Factors: []float64{1}}) })
}

// TestDecoupledIsAdamW: Adam behind decoupled decay is AdamW, in every form of Adam; the
// gradients are as small as ε, so that its place shows.
func TestDecoupledIsAdamW(t *testing.T) {
	tiny := func(dst, x []float64) {
		for i, v := range x {
			dst[i] = bowlCurvature(i) * 1e-8 * v
		}
	}
	for _, root := range []optim.Root{optim.OutsideRoot, optim.InsideRoot, optim.EpsilonHat} {
		for _, corrected := range []bool{true, false} {
			adam, b := optim.NewAdam(), optim.NewAdamW()
			adam.Root, adam.Corrected = root, corrected
			b.Root, b.Corrected, b.Decay = root, corrected, 0.1
			a := optim.Chain(adam, optim.WeightDecay{Lambda: 0.1, Decoupled: true})
			x, y := ones(5), ones(5)
			for k := range 100 {
				rate := 0.1 / float64(k+1)
				a.Step(x, tiny, rate)
				b.Step(y, tiny, rate)
			}
			near(t, fmt.Sprintf("ε %v, corrected %v", root, corrected), x, y)
		}
	}
}

// TestClipLeavesNaN: a transform does not hide a gradient that is not finite, nor
// change the rest of it.
func TestClipLeavesNaN(t *testing.T) {
	for _, bad := range []float64{math.NaN(), math.Inf(1)} {
		var g []float64
		rule := optim.Chain(&recorder{&g}, optim.ClipNorm{Max: 1})
		rule.Step([]float64{0, 0}, func(dst, _ []float64) { dst[0], dst[1] = 3, bad }, 1)
		sameBits(t, "gradient", g, []float64{3, bad})
	}
}

// recorder is a rule that keeps the gradient that it sees.
type recorder struct{ seen *[]float64 }

func (r *recorder) Step(x []float64, grad func(dst, x []float64), _ float64) {
	*r.seen = make([]float64, len(x))
	grad(*r.seen, x)
}

func (r *recorder) Reset() {}

// TestGradientNoise: the noise has the variance η/(1+t)^γ, within five standard errors.
func TestGradientNoise(t *testing.T) {
	const n = 40000
	rule := optim.Chain(optim.NewSGD(), optim.GradientNoise{Eta: 0.09, Gamma: 0.55, Source: rand.NewPCG(1, 1)})
	for k := range 3 {
		x := make([]float64, n)
		rule.Step(x, func(dst, _ []float64) { clear(dst) }, 1)
		square := 0.0
		for _, v := range x {
			square += v * v / n
		}
		want := 0.09 / math.Pow(1+float64(k), 0.55)
		if math.Abs(square/want-1) > 5*math.Sqrt(2.0/n) {
			t.Errorf("step %d: variance %v, want %v", k, square, want)
		}
	}
}

// TestGradientNoiseReset: the fading starts anew; with γ = 60 the second noise is
// 2⁻³⁰ of the first.
func TestGradientNoiseReset(t *testing.T) {
	rule := optim.Chain(optim.NewSGD(), optim.GradientNoise{Eta: 1, Gamma: 60, Source: rand.NewPCG(1, 1)})
	size := func() float64 {
		x := make([]float64, 100)
		rule.Step(x, func(dst, _ []float64) { clear(dst) }, 1)
		return slices.Max(x)
	}
	first, second := size(), size()
	rule.Reset()
	if third := size(); first < 1 || second > 1e-8 || third < 1 {
		t.Errorf("noise %v, %v, after Reset %v", first, second, third)
	}
}

// TestAverage: the mean of the points before each step, from Skip on.
func TestAverage(t *testing.T) {
	avg := &optim.Average{Skip: 2}
	rule := optim.Chain(optim.NewSGD(), avg)
	x := []float64{8}
	half := func(dst, x []float64) { dst[0] = x[0] }
	for range 5 { // x = 8, 4, 2, 1, ½ before the steps
		rule.Step(x, half, 0.5)
	}
	near(t, "mean", avg.Mean, []float64{3.5 / 3})
	near(t, "x goes its way", x, []float64{0.25})
	rule.Reset()
	if avg.Mean != nil || avg.T != 0 {
		t.Errorf("after Reset: %+v", avg)
	}
}

// TestAccumulate: the rule sees the mean of several gradients at the same point, and
// all are asked for.
func TestAccumulate(t *testing.T) {
	calls := 0.0
	rule := optim.Chain(optim.NewSGD(), optim.Accumulate{Batches: 4})
	x := []float64{0}
	rule.Step(x, func(dst, _ []float64) { calls++; dst[0] = calls }, 1)
	if x[0] != -2.5 || calls != 4 {
		t.Errorf("x = %v after %v gradients, want -2.5 after 4", x, calls)
	}
}

// TestScaleIsNewton: with 1/diag(H) gradient descent lands on a quadratic's minimum.
func TestScaleIsNewton(t *testing.T) {
	f := make([]float64, 5)
	for i := range f {
		f[i] = 1 / bowlCurvature(i)
	}
	x := ones(5)
	optim.Chain(optim.NewSGD(), optim.Scale{Factors: f}).Step(x, bowl().Grad, 1)
	near(t, "x", x, make([]float64, 5))
}
