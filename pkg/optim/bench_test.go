package optim_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/gradstep/gradstep/pkg/optim"
)

var benchRules = []struct {
	name string
	make func() optim.Rule
}{
	{"sgd", func() optim.Rule { return optim.NewSGD() }},
	{"momentum", func() optim.Rule { return optim.NewMomentum() }},
	{"nesterov", func() optim.Rule { return optim.NewNesterov() }},
	{"nesterov-reformulated", func() optim.Rule { return &optim.Nesterov{Gamma: 0.9, Reformulated: true} }},
	{"adagrad", func() optim.Rule { return optim.NewAdagrad() }},
	{"rmsprop", func() optim.Rule { return optim.NewRMSprop() }},
	{"rmsprop-centered", func() optim.Rule {
		r := optim.NewRMSprop()
		r.Centered, r.Momentum = true, 0.9
		return r
	}},
	{"adam", func() optim.Rule { return optim.NewAdam() }},
	{"adam-inside", func() optim.Rule {
		r := optim.NewAdam()
		r.Root = optim.InsideRoot
		return r
	}},
	{"adamw", func() optim.Rule { return optim.NewAdamW() }},
	{"nadam", func() optim.Rule { return optim.NewNadam() }},
	{"amsgrad", func() optim.Rule { return optim.NewAMSGrad() }},
	{"adamax", func() optim.Rule { return optim.NewAdamax() }},
	{"adadelta", func() optim.Rule { return optim.NewAdadelta() }},
	{"radam", func() optim.Rule { return optim.NewRAdam() }},
	{"adabelief", func() optim.Rule { return optim.NewAdaBelief() }},
	{"lion", func() optim.Rule { return optim.NewLion() }},
	{"signsgd", func() optim.Rule { return optim.NewSignSGD() }},
}

// BenchmarkStep measures one step of each rule, the gradient's own cost left out,
// beside a triad a = b + s·c, which shows what the memory gives at that length.
// Compare ns/elem with the triad of the same length, and bytes moved: a triad
// reads two arrays and writes one, Adam reads four and writes three.
func BenchmarkStep(b *testing.B) {
	for _, n := range []int{1e3, 1e5, 1e7} {
		b.Run(fmt.Sprintf("triad/%.0e", float64(n)), func(b *testing.B) { benchTriad(b, n) })
		for _, r := range benchRules {
			b.Run(fmt.Sprintf("%s/%.0e", r.name, float64(n)), func(b *testing.B) { benchStep(b, r.make(), n) })
		}
		b.Run(fmt.Sprintf("newton-diagonal/%.0e", float64(n)), func(b *testing.B) {
			curvature := randomVector(n)
			for i, v := range curvature {
				curvature[i] = 1 + v*v
			}
			benchStep(b, optim.NewDiagonalNewton(func(dst, _ []float64) { copy(dst, curvature) }), n)
		})
	}
}

func benchTriad(b *testing.B, n int) {
	x, y, z := randomVector(n), randomVector(n), randomVector(n)
	benchBest(b, n, func() {
		x, y, z := x, y[:len(x)], z[:len(x)]
		for i := range x {
			x[i] = y[i] + 1e-3*z[i]
		}
	})
}

func benchStep(b *testing.B, rule optim.Rule, n int) {
	x, g := randomVector(n), randomVector(n)
	filled := false
	grad := func(dst, _ []float64) {
		if !filled { // the rule's own buffer keeps it: only the rule is measured
			copy(dst, g)
			filled = true
		}
	}
	for range 8 { // RAdam divides from its sixth step on
		rule.Step(x, grad, 1e-6)
	}
	benchBest(b, n, func() { rule.Step(x, grad, 1e-6) })
}

// benchBest reports the fastest run besides the mean, since the mean on a machine
// that others use tells more about them.
func benchBest(b *testing.B, n int, step func()) {
	best := time.Duration(math.MaxInt64)
	b.ReportAllocs()
	for b.Loop() {
		start := time.Now()
		step()
		best = min(best, time.Since(start))
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/elem")
	b.ReportMetric(float64(best.Nanoseconds())/float64(n), "best-ns/elem")
}

func randomVector(n int) []float64 {
	r := rand.New(rand.NewPCG(1, 2))
	v := make([]float64, n)
	for i := range v {
		v[i] = r.NormFloat64()
	}
	return v
}
