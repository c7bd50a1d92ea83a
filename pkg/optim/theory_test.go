package optim_test

import (
	"math"
	"testing"

	"github.com/gradstep/gradstep/pkg/optim"
)

// rateOn measures the factor by which ‖x‖ shrinks per step on ½ Σ λ_i x_i², over the
// second half of so many steps.
func rateOn(rule optim.Rule, lambda []float64, rate float64, steps int) float64 {
	x := ones(len(lambda))
	grad := func(dst, x []float64) {
		for i, l := range lambda {
			dst[i] = l * x[i]
		}
	}
	size := func() float64 {
		largest := 0.0
		for _, v := range x {
			largest = max(largest, math.Abs(v))
		}
		return largest
	}
	for range steps / 2 {
		rule.Step(x, grad, rate)
	}
	half := size()
	for range steps / 2 {
		rule.Step(x, grad, rate)
	}
	return math.Pow(size()/half, 2/float64(steps))
}

// TestBestRates: on a quadratic with eigenvalues in [λ1, λn], κ = λn/λ1, gradient descent with
// α = 2/(λ1+λn) shrinks by (κ-1)/(κ+1) per step, momentum with the best α and β by
// (√κ-1)/(√κ+1). At momentum's best point both roots are double, so ‖x‖ falls like k·rᵏ: the
// measured factor exceeds r by the k-th root of a polynomial.
func TestBestRates(t *testing.T) {
	for _, kappa := range []float64{4, 30, 100} {
		lambda := []float64{1, 1 + (kappa-1)*0.37, kappa}
		plain := rateOn(optim.NewSGD(), lambda, 2/(1+kappa), 400)
		if want := (kappa - 1) / (kappa + 1); math.Abs(plain-want) > 1e-10 {
			t.Errorf("κ = %v: gradient descent shrinks by %v, theory %v", kappa, plain, want)
		}
		// A rate on either side of the best is slower.
		for _, off := range []float64{0.98, 1.02} {
			if r := rateOn(optim.NewSGD(), lambda, off*2/(1+kappa), 400); r <= plain {
				t.Errorf("κ = %v: a rate %v times the best shrinks by %v, the best by %v", kappa, off, r, plain)
			}
		}
		root := math.Sqrt(kappa)
		beta := math.Pow((root-1)/(root+1), 2)
		alpha := math.Pow(2/(1+root), 2)
		steps := int(40 * root)
		heavy := rateOn(&optim.Momentum{Gamma: beta}, lambda, alpha, steps)
		want := (root - 1) / (root + 1)
		if !(heavy > want*(1-1e-9) && heavy < want*math.Pow(3, 2/float64(steps))) {
			t.Errorf("κ = %v: momentum shrinks by %v, theory %v", kappa, heavy, want)
		}
	}
}

// TestMomentumTriangle: on ½λx² momentum converges inside 0 < αλ < 2 + 2β, β < 1, and
// diverges outside, on both sides of each of the triangle's edges.
func TestMomentumTriangle(t *testing.T) {
	const lambda, steps, in = 2.5, 4000, 1e-2
	for _, beta := range []float64{-0.9, -0.5, 0, 0.3, 0.83, 0.9, 0.99} {
		edge := (2 + 2*beta) / lambda
		for _, c := range []struct {
			alpha    float64
			converge bool
		}{
			{edge * in, true},
			{edge * 0.5, true},
			{edge * (1 - in), true},
			{edge * (1 + in), false},
			{-edge * in, false},
		} {
			factor := rateOn(&optim.Momentum{Gamma: beta}, []float64{lambda}, c.alpha, steps)
			if converge := factor < 1 || math.IsNaN(factor) && c.converge; converge != c.converge {
				t.Errorf("β = %v, αλ = %v of at most %v: factor %v per step, want convergence %v", beta, c.alpha*lambda, 2+2*beta, factor, c.converge)
			}
		}
	}
	// The edge β = 1: above it the ball gains energy.
	for _, c := range []struct {
		beta     float64
		converge bool
	}{{0.99, true}, {1.01, false}} {
		if factor := rateOn(&optim.Momentum{Gamma: c.beta}, []float64{lambda}, 0.1, 2000); (factor < 1) != c.converge {
			t.Errorf("β = %v: factor %v per step", c.beta, factor)
		}
	}
	// The lecture's demonstration, α = 0.0035 and β = 0.83: stable up to λ = 1045.7.
	if edge := (2 + 2*0.83) / 0.0035; math.Abs(edge-1045.7) > 0.1 {
		t.Errorf("the lecture's momentum is stable up to λ = %v", edge)
	}
}

// TestNesterovForms: at a constant rate the reformulated run is the look-ahead run
// seen from the look-ahead points; when the rate changes they part.
func TestNesterovForms(t *testing.T) {
	run := func(rate func(k int) float64) (worst float64) {
		a, b := optim.NewNesterov(), &optim.Nesterov{Gamma: 0.9, Reformulated: true}
		x, y := []float64{1, -0.5}, []float64{1, -0.5}
		for k := range 60 {
			a.Step(x, bowl().Grad, rate(k))
			b.Step(y, bowl().Grad, rate(k))
			for i := range x {
				worst = max(worst, math.Abs(x[i]-a.Gamma*a.V[i]-y[i]))
			}
		}
		return worst
	}
	if d := run(func(int) float64 { return 0.02 }); d > 1e-14 {
		t.Errorf("constant rate: the forms differ by %v", d)
	}
	if d := run(func(k int) float64 { return 0.04 / float64(1+k) }); d < 1e-3 {
		t.Errorf("falling rate: the forms differ by %v only", d)
	}
}

// TestMomentumForms: with the rate inside or outside the velocity the run is the same
// as long as the rate is constant, and another as soon as it changes.
func TestMomentumForms(t *testing.T) {
	run := func(rate func(k int) float64) (worst float64) {
		a, b := optim.NewMomentum(), &optim.Momentum{Gamma: 0.9, RateOutside: true}
		x, y := []float64{1, -0.5}, []float64{1, -0.5}
		for k := range 60 {
			a.Step(x, bowl().Grad, rate(k))
			b.Step(y, bowl().Grad, rate(k))
			worst = max(worst, math.Abs(x[0]-y[0]), math.Abs(x[1]-y[1]))
		}
		return worst
	}
	if d := run(func(int) float64 { return 0.02 }); d > 1e-14 {
		t.Errorf("constant rate: the forms differ by %v", d)
	}
	if d := run(func(k int) float64 { return 0.04 / float64(1+k) }); d < 1e-3 {
		t.Errorf("falling rate: the forms differ by %v only", d)
	}
}

// TestFirstAdamStep: without correction the first step is (1-β₁)/√(1-β₂) = 3.16 times
// as long, and with it it has the length of the rate, whatever the gradient's.
func TestFirstAdamStep(t *testing.T) {
	first := func(corrected bool, g float64) float64 {
		r := optim.NewAdam()
		r.Corrected, r.Epsilon = corrected, 0
		x := []float64{0}
		r.Step(x, func(dst, _ []float64) { dst[0] = g }, 0.1)
		return -x[0]
	}
	for _, g := range []float64{1e-6, 1, 1e6} {
		if c := first(true, g); math.Abs(c-0.1) > 1e-13 {
			t.Errorf("g = %v: corrected step %v, want 0.1", g, c)
		}
		if ratio := first(false, g) / first(true, g); math.Abs(ratio-0.1/math.Sqrt(0.001)) > 1e-10 || math.Abs(ratio-3.16) > 0.005 {
			t.Errorf("g = %v: uncorrected over corrected %v", g, ratio)
		}
	}
}

// TestEpsilonFloor: with ε = 1e-8 inside, a gradient of 1e-6 is divided by about √ε = 1e-4,
// outside by about itself.
func TestEpsilonFloor(t *testing.T) {
	step := func(root optim.Root) float64 {
		r := optim.NewRMSprop()
		r.Root, r.Beta = root, 0
		x := []float64{0}
		r.Step(x, func(dst, _ []float64) { dst[0] = 1e-6 }, 1)
		return -x[0]
	}
	if in, out := step(optim.InsideRoot), step(optim.OutsideRoot); math.Abs(in-1e-2) > 1e-6 || math.Abs(out-1/1.01) > 1e-12 {
		t.Errorf("inside %v, outside %v", in, out)
	}
}

// TestAdamaxZeroGradient: a coordinate that never had a gradient stays.
func TestAdamaxZeroGradient(t *testing.T) {
	x := []float64{3, 3}
	optim.NewAdamax().Step(x, func(dst, _ []float64) { dst[0], dst[1] = 1, 0 }, 0.1)
	if x[0] == 3 || x[1] != 3 {
		t.Errorf("%v", x)
	}
}
