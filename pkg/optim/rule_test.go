package optim_test

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/internal/allocs"
	"github.com/gradstep/gradstep/pkg/optim"
)

// TestEveryRuleDescends: each rule gets from f = 8 below 0.01 with a sensible rate,
// and does the same again after a Reset.
func TestEveryRuleDescends(t *testing.T) {
	rates := map[string]float64{"adagrad": 0.5, "adadelta": 1, "newton": 0.5, "newton-diagonal": 0.5, "dog": 1, "dadaptation": 1}
	for name, rule := range allRules() {
		if name == "chain" {
			continue // with noise
		}
		rate, ok := rates[name]
		if !ok {
			rate = 0.02
		}
		r := rule()
		s := optim.Settings{Rate: optim.ExponentialDecay{Initial: rate, K: 1e-3}, MaxSteps: 4000}
		if name == "adadelta" || name == "adagrad" || name == "dog" || name == "dadaptation" {
			s.Rate = optim.Constant(rate)
		}
		first, err := optim.Minimize(bowl(), ones(6), r, s)
		if err != nil || first.F > 1e-2 {
			t.Errorf("%s: %v, %v", name, first.Message, err)
		}
		again, err := optim.Minimize(bowl(), ones(6), r, s)
		if err != nil {
			t.Error(err)
		}
		sameBits(t, name, again.X, first.X)
	}
}

// TestStepAllocatesNothing after the first step.
func TestStepAllocatesNothing(t *testing.T) {
	for name, rule := range allRules() {
		if name == "trust" {
			continue // eigenvalues need room
		}
		r, x, grad := rule(), ones(33), bowl().Grad
		r.Step(x, grad, 1e-3)
		if n := allocs.PerRun(50, func() { r.Step(x, grad, 1e-3) }); n != 0 {
			t.Errorf("%s: %v allocations per step", name, n)
		}
	}
}

// TestParallelSameBits: above a million elements all cores share a step; every block
// of the long vector moves as the short one alone does, bit by bit.
func TestParallelSameBits(t *testing.T) {
	if testing.Short() {
		t.Skip("a million elements for each rule")
	}
	const block, n = 1013, 1<<20 + 77
	short := randomVector(block)
	long := make([]float64, n)
	for i := range long {
		long[i] = short[i%block]
	}
	square := func(dst, x []float64) {
		for i, v := range x {
			dst[i] = v*v*v - 0.3*v
		}
	}
	for _, r := range benchRules {
		a, b := r.make(), r.make()
		x, y := slices.Clone(short), slices.Clone(long)
		for range 3 {
			a.Step(x, square, 1e-2)
			b.Step(y, square, 1e-2)
		}
		for i := range y {
			if math.Float64bits(y[i]) != math.Float64bits(x[i%block]) {
				t.Fatalf("%s: element %d of %d is %v, alone it is %v", r.name, i, n, y[i], x[i%block])
			}
		}
		if got := allocs.PerRun(2, func() { b.Step(y, square, 1e-2) }); got != 0 {
			t.Errorf("%s: %v allocations in a parallel step", r.name, got)
		}
	}
}

// TestAdamRangeOfRoots: the float32 seed is used in a part of the range only; across its
// borders, at zero and at the ends of float64, the step is the textbook one.
func TestAdamRangeOfRoots(t *testing.T) {
	var g []float64
	for e := -300; e <= 150; e++ {
		g = append(g, math.Pow(10, float64(e)), -1.7*math.Pow(10, float64(e)))
	}
	for _, bits := range []int{-62, -61, -60, -59, 59, 60, 61, 63} {
		for _, ulp := range []float64{0.999, 1, 1.001} {
			g = append(g, math.Ldexp(ulp, bits))
		}
	}
	g = append(g, 0)
	for _, eps := range []float64{0, 1e-8, 1e-30} {
		for _, root := range []optim.Root{optim.OutsideRoot, optim.InsideRoot} {
			r := &optim.Adam{Epsilon: eps, Root: root, Beta1: 0, Beta2: 0, Corrected: true}
			x := make([]float64, len(g))
			r.Step(x, func(dst, _ []float64) { copy(dst, g) }, 1)
			for i, v := range g {
				want := -v / (math.Sqrt(v*v) + eps)
				if root == optim.InsideRoot {
					want = -v / math.Sqrt(v*v+eps)
				}
				if math.IsNaN(want) && math.IsNaN(x[i]) {
					continue // 0/0 with ε = 0
				}
				if !(math.Abs(x[i]-want) <= 5e-15*math.Abs(want)) && !math.IsInf(want, 0) {
					t.Errorf("ε = %v %v, g = %v: step %v, want %v", eps, root, v, x[i], want)
				}
			}
		}
	}
}

// TestLengthMismatch: another length without a Reset panics, with a Reset it works.
func TestLengthMismatch(t *testing.T) {
	for name, rule := range allRules() {
		r := rule()
		r.Step(ones(3), bowl().Grad, 0.1)
		mustPanic(t, name, func() { r.Step(ones(4), bowl().Grad, 0.1) })
		r = rule()
		r.Step(ones(3), bowl().Grad, 0.1)
		r.Reset()
		r.Step(ones(4), bowl().Grad, 0.1)
	}
}

// TestRootText: the place of ε is saved by name, and a wrong name is refused.
func TestRootText(t *testing.T) {
	a := optim.NewRMSprop()
	data, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	b := &optim.RMSprop{}
	if err := json.Unmarshal(data, b); err != nil || b.Root != optim.InsideRoot || b.Beta != 0.9 {
		t.Errorf("%s: %+v, %v", data, b, err)
	}
	if err := json.Unmarshal([]byte(`{"Root":"beside"}`), b); err == nil {
		t.Error("an unknown place of ε was accepted")
	}
	if _, err := json.Marshal(&optim.Adam{Root: 7}); err == nil {
		t.Error("Root(7) was saved")
	}
	if s := optim.Root(7).String() + optim.MaxForm(9).String() + optim.CorrectThenMax.String(); s != "Root(7)MaxForm(9)correct then max" {
		t.Error(s)
	}
}

// TestCenteredVariance: of a constant gradient the variance is 0, but rounding makes v - m²
// negative now and then; the step must stay finite.
func TestCenteredVariance(t *testing.T) {
	for _, beta := range []float64{0.9, 0.3, 0.77} {
		r := &optim.RMSprop{Beta: beta, Epsilon: 1e-30, Root: optim.InsideRoot, Centered: true}
		x, g := make([]float64, 200), randomVector(200)
		negative := false
		for k := range 1000 {
			r.Step(x, func(dst, _ []float64) { copy(dst, g) }, 1e-20)
			for i, v := range x {
				if math.IsNaN(v) {
					t.Fatalf("β = %v, step %d, g = %v: NaN", beta, k, g[i])
				}
				negative = negative || r.V[i]-r.M[i]*r.M[i] < -1e-30
			}
		}
		if !negative {
			t.Errorf("β = %v: v - m² was never negative, the test shows nothing", beta)
		}
	}
}

// TestSignOfZero: where the derivative is 0, sign rules stay.
func TestSignOfZero(t *testing.T) {
	for name, r := range map[string]optim.Rule{"signSGD": optim.NewSignSGD(), "Lion": optim.NewLion()} {
		x := []float64{3, 3, 3}
		r.Step(x, func(dst, _ []float64) { dst[0], dst[1], dst[2] = 0, math.Copysign(0, -1), 7 }, 0.5)
		if x[0] != 3 || x[1] != 3 || x[2] != 2.5 {
			t.Errorf("%s: %v", name, x)
		}
	}
}

// Rules are found by their names, each works as it is, and those that are scaled make steps that do not depend on the
// unit of f.
func TestRulesByName(t *testing.T) {
	long := func(r optim.Rule, unit float64) float64 {
		x := []float64{1}
		for range 5 {
			r.Step(x, func(dst, _ []float64) { dst[0] = unit }, 1e-3)
		}
		return math.Abs(x[0] - 1)
	}
	for _, r := range append(optim.Rules(), optim.RulesNamed("Adam, uncorrected", "DoG", "D-Adaptation")...) {
		if err := optim.CheckRule(r.New(), 3); err != nil {
			t.Errorf("%s: %v", r.Name, err)
		}
		got, ok := optim.RuleNamed(strings.ToLower(r.Name))
		if !ok || got.Name != r.Name {
			t.Errorf("%s is found as %q", r.Name, got.Name)
		}
		same := math.Abs(long(r.New(), 1e6)/long(r.New(), 1e3)-1) < 1e-3
		if first := r.Name == "RAdam"; !first && same != r.Scaled { // RAdam's first steps are those of momentum
			t.Errorf("%s: scaled is %v, its steps in two units are the same: %v", r.Name, r.Scaled, same)
		}
	}
	if _, ok := optim.RuleNamed("none such"); ok {
		t.Error("a rule of no name is found")
	}
	some := optim.RulesNamed("adam", "Adam, uncorrected", "SGD")
	if len(some) != 3 || some[0].Name != "Adam" || some[2].Name != "SGD" {
		t.Errorf("three rules by name are %v", some)
	}
	if long(some[1].New(), 1) == long(some[0].New(), 1) {
		t.Error("the uncorrected form of Adam corrects")
	}
}

func TestRulesNamedWantsKnownNames(t *testing.T) {
	defer func() {
		if got := recover(); got != `optim: RulesNamed: no rule is called "none such"` {
			t.Errorf("a rule of no name: %v", got)
		}
	}()
	optim.RulesNamed("SGD", "none such")
}
