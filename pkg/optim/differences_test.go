package optim_test

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/optimize/functions"

	"github.com/gradstep/gradstep/pkg/optim"
)

// TestLibraryDifferences names each difference between a default here, or in one
// library, and an oracle's run. The rule with the difference misses the run by far
// more than rounding; the rule with the right setting matches it (TestOracles).
func TestLibraryDifferences(t *testing.T) {
	runs := map[string]oracleRun{}
	for _, r := range readOracles(t) {
		if r.Problem == "noisy_quad" {
			runs[r.Rule] = r
		}
	}
	adam := func(change func(a *optim.Adam)) optim.Rule {
		a := optim.NewAdam()
		change(a)
		return a
	}
	for _, c := range []struct {
		difference, run string
		rule            optim.Rule
	}{
		{"the lecture keeps the rate inside the velocity, the libraries outside", "momentum_lr_outside_step", optim.NewMomentum()},
		{"PyTorch does not dampen the first step", "momentum_dampened_torch", &optim.Momentum{Gamma: 0.9, RateOutside: true, Dampening: 0.5, DampenFirst: true}},
		{"a running mean dampens the first step too", "momentum_ema", &optim.Momentum{Gamma: 0.9, RateOutside: true, Dampening: 0.9}},
		{"the libraries' Nesterov does not look ahead", "nesterov_torch", optim.NewNesterov()},
		{"optax starts Adagrad's sum at 0.1", "adagrad_optax_defaults", &optim.Adagrad{Epsilon: 1e-7, Root: optim.InsideRoot}},
		{"PyTorch has Adagrad's own decay of the rate", "adagrad_lr_decay_torch", nil},
		{"PyTorch's RMSprop has ρ = 0.99", "rmsprop_eps_outside", optim.NewRMSprop()},
		{"PyTorch's RMSprop has ε outside", "rmsprop_centered_eps_outside", &optim.RMSprop{Beta: 0.99, Epsilon: 1e-3, Centered: true, Root: optim.InsideRoot}},
		{"optax's RMSprop has ε inside", "rmsprop_centered_eps_inside", &optim.RMSprop{Beta: 0.9, Epsilon: 1e-4, Centered: true}},
		{"the lecture's first Adam is not corrected", "adam", adam(func(a *optim.Adam) { a.Corrected = false })},
		{"the lecture's ε is inside Adam's root", "adam", adam(func(a *optim.Adam) { a.Root = optim.InsideRoot })},
		{"Adam's second form puts ε before the correction", "adam", adam(func(a *optim.Adam) { a.Root = optim.EpsilonHat })},
		{"AdamW's decay is not in the gradient", "adamw", optim.Chain(optim.NewAdam(), optim.WeightDecay{Lambda: 0.01})},
		{"the decay of Adam's weight_decay is in the gradient", "adam_l2", optim.NewAdamW()},
		{"PyTorch's Nadam has Dozat's schedule of μ", "nadam_torch", &optim.Nadam{Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8}},
		{"optax's Nadam has a constant μ", "nadam_optax", optim.NewNadam()},
		{"the source's AMSGrad is not corrected", "amsgrad_torch", optim.NewAMSGrad()},
		{"optax corrects before the maximum", "amsgrad_optax", &optim.AMSGrad{Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8, Form: optim.MaxThenCorrect}},
		{"PyTorch corrects after the maximum", "amsgrad_torch", &optim.AMSGrad{Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8, Form: optim.CorrectThenMax}},
		{"PyTorch's RAdam has ε before the correction", "radam_torch", optim.NewRAdam()},
		{"PyTorch's Adadelta has ρ = 0.9, the source 0.95", "adadelta", optim.NewAdadelta()},
		{"optax's Lion decays beside the sign", "lion_wd", optim.NewLion()},
	} {
		r, ok := runs[c.run]
		if !ok {
			t.Fatalf("no run %q", c.run)
		}
		grad, schedule, rule := r.gradient(t), r.schedule(t), c.rule
		if rule == nil { // the difference is in the schedule
			rule, schedule = oracleRule(t, r), optim.Constant(r.Settings.Rate)
		}
		x := append([]float64(nil), r.X0...)
		worst := 0.0
		for k, want := range r.Steps {
			rule.Step(x, grad, schedule.Rate(k))
			worst = max(worst, relativeError(x, want, true))
		}
		if worst < 1e-10 {
			t.Errorf("%s: the difference from %s is %v in 20 steps, no more than rounding", c.difference, c.run, worst)
		}
	}
}

// TestPeriodicCosine: PyTorch's cosine rises again after its period, optax's stays.
func TestPeriodicCosine(t *testing.T) {
	stays := optim.Cosine{Initial: 1, End: 0.1, Steps: 10}
	rises := optim.Cosine{Initial: 1, End: 0.1, Steps: 10, Periodic: true}
	for k := range 11 {
		if stays.Rate(k) != rises.Rate(k) {
			t.Errorf("step %d: %v and %v", k, stays.Rate(k), rises.Rate(k))
		}
	}
	if stays.Rate(20) != stays.Rate(10) || math.Abs(rises.Rate(20)-1) > 1e-15 {
		t.Errorf("after the period: %v and %v", stays.Rate(20), rises.Rate(20))
	}
}

// TestLookAheadCount: the look-ahead form's 201 steps are the first after which the
// true gradient at x, where the rule doesn't ask for it, is below the tolerance.
func TestLookAheadCount(t *testing.T) {
	grad := centralDifferences(logQuad, 1e-4)
	rule, x, g := optim.NewNesterov(), []float64{1, 1}, make([]float64, 2)
	for k := 0; ; k++ {
		if grad(g, x); math.Hypot(g[0], g[1]) < 1e-3 {
			if k != 201 {
				t.Errorf("%d steps, want 201", k)
			}
			return
		}
		rule.Step(x, grad, 0.01)
	}
}

// TestGonumProblems run here as they are: their two methods are all that a Problem needs.
func TestGonumProblems(t *testing.T) {
	type function interface {
		Func(x []float64) float64
		Grad(grad, x []float64)
		Minima() []functions.Minimum
	}
	for name, c := range map[string]struct {
		f    function
		x0   []float64
		rate float64
	}{
		"Beale":         {functions.Beale{}, []float64{1, 1}, 0.05},
		"Rosenbrock":    {functions.ExtendedRosenbrock{}, []float64{-1.2, 1}, 0.02},
		"Wood":          {functions.Wood{}, []float64{-3, -1, -3, -1}, 0.02},
		"HelicalValley": {functions.HelicalValley{}, []float64{-1, 0.1, 0}, 0.02},
	} {
		r := run(t, optim.Problem{Func: c.f.Func, Grad: c.f.Grad}, c.x0, optim.NewAdam(), optim.Settings{
			Rate: optim.Constant(c.rate), Stop: optim.StopGrad(1e-7), MaxSteps: 100000,
		})
		m := c.f.Minima()[0]
		for i, v := range m.X {
			if math.Abs(r.X[i]-v) > 1e-5 {
				t.Errorf("%s: %s at %v, want %v", name, r.Message, r.X, m.X)
				break
			}
		}
	}
}
