package optim_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/gradstep/gradstep/pkg/optim"
)

// allRules makes every rule of the package, each form of it once.
func allRules() map[string]func() optim.Rule {
	rules := map[string]func() optim.Rule{}
	for _, r := range benchRules {
		rules[r.name] = r.make
	}
	rules["momentum-outside"] = func() optim.Rule {
		return &optim.Momentum{Gamma: 0.8, RateOutside: true, Dampening: 0.2}
	}
	rules["adam-hat"] = func() optim.Rule {
		r := optim.NewAdam()
		r.Root = optim.EpsilonHat
		return r
	}
	rules["newton"] = func() optim.Rule {
		return optim.NewNewton(func(dst, _ []float64) {
			clear(dst)
			n := int(math.Sqrt(float64(len(dst))))
			for i := range n {
				dst[i*n+i] = bowlCurvature(i)
			}
		})
	}
	rules["newton-diagonal"] = func() optim.Rule {
		return optim.NewDiagonalNewton(func(dst, _ []float64) {
			for i := range dst {
				dst[i] = bowlCurvature(i)
			}
		})
	}
	rules["trust"] = func() optim.Rule {
		return optim.NewTrustRegion(bowl().Func, func(dst, _ []float64) {
			clear(dst)
			n := int(math.Sqrt(float64(len(dst))))
			for i := range n {
				dst[i*n+i] = bowlCurvature(i)
			}
		})
	}
	rules["dog"] = func() optim.Rule { return optim.NewDoG() }
	rules["dadaptation"] = func() optim.Rule { return optim.NewDAdaptation() }
	rules["chain"] = func() optim.Rule {
		return optim.Chain(optim.NewAdam(),
			optim.ClipNorm{Max: 3}, optim.GradientNoise{Eta: 0.01, Gamma: 0.55, Source: rand.NewPCG(1, 2)},
			optim.WeightDecay{Lambda: 0.01}, optim.WeightDecay{Lambda: 0.01, Decoupled: true},
			optim.ClipValue{Max: 2}, optim.Accumulate{Batches: 2}, &optim.Average{Skip: 1})
	}
	return rules
}

func bowlCurvature(i int) float64 { return 1 + float64(i%5) }

// bowl is ½ Σ a_i x_i², a_i = 1, …, 5.
func bowl() optim.Problem {
	return optim.Problem{
		Func: func(x []float64) float64 {
			sum := 0.0
			for i, v := range x {
				sum += bowlCurvature(i) * v * v
			}
			return sum / 2
		},
		Grad: func(dst, x []float64) {
			for i, v := range x {
				dst[i] = bowlCurvature(i) * v
			}
		},
	}
}

func ones(n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = 1
	}
	return x
}

// sameBits compares float64 slices bit by bit.
func sameBits(t *testing.T, what string, got, want []float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: lengths %d, %d", what, len(got), len(want))
	}
	for i := range got {
		if math.Float64bits(got[i]) != math.Float64bits(want[i]) {
			t.Fatalf("%s: element %d is %v, want %v", what, i, got[i], want[i])
		}
	}
}

// mustPanic checks that f panics with this package's prefix.
func mustPanic(t *testing.T, what string, f func()) {
	t.Helper()
	defer func() {
		t.Helper()
		s, ok := recover().(string)
		if !ok || len(s) < 7 || s[:7] != "optim: " {
			t.Errorf("%s: panicked with %q, want optim: …", what, s)
		}
	}()
	f()
}
