package optim_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/optim"
)

// halver is a rule of a caller around another one: it halves the rate. It is a Wrapper.
type halver struct{ Inner optim.Rule }

func (h *halver) Step(x []float64, grad func(dst, x []float64), rate float64) {
	h.Inner.Step(x, grad, rate/2)
}
func (h *halver) Reset()             { h.Inner.Reset() }
func (h *halver) Unwrap() optim.Rule { return h.Inner }

// halve is the transform that makes one.
type halve struct{}

func (halve) Wrap(r optim.Rule) optim.Rule { return &halver{r} }

// thrice is a stop of a caller around another one: it stops when that has said so three
// times. It is a StopWrapper, and counts in an exported field.
type thrice struct {
	Inner optim.Stop
	Met   int
}

func (s *thrice) Check(p *optim.Progress) optim.Status {
	status := s.Inner.Check(p)
	if status != optim.Running {
		s.Met++
	}
	if s.Met < 3 {
		return optim.Running
	}
	return status
}
func (s *thrice) Reset()               { s.Met = 0; s.Inner.Reset() }
func (s *thrice) Unwrap() []optim.Stop { return []optim.Stop{s.Inner} }

var (
	_ optim.Wrapper     = (*halver)(nil)
	_ optim.StopWrapper = (*thrice)(nil)
)

// TestOutside: what wraps a rule or a stop can be written outside of the package: it is looked
// through, saved with a checkpoint, and goes on from there.
func TestOutside(t *testing.T) {
	rule := func() optim.Rule { return optim.Chain(optim.NewAdam(), optim.ClipNorm{Max: 1}, halve{}) }
	stop := func() optim.Stop { return &thrice{Inner: optim.StopFunc(5e-3)} }
	settings := func(steps int) optim.Settings {
		return optim.Settings{Rate: optim.Constant(0.1), MaxSteps: steps, Stop: stop()}
	}
	whole := run(t, bowl(), ones(3), rule(), settings(1000))
	if whole.Status != optim.SmallChange || whole.Steps < 20 {
		t.Fatal(whole.Message)
	}
	part := run(t, bowl(), ones(3), rule(), settings(whole.Steps-1))
	c, err := part.Checkpoint()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(c.RuleType, "clipNorm(*optim_test.halver(*optim.Adam))") || !strings.Contains(string(c.Stop), `"Met":2`) {
		t.Errorf("saved %s, %s", c.RuleType, c.Stop)
	}
	s := settings(1000)
	s.Resume = &c
	rest := run(t, bowl(), nil, rule(), s)
	sameBits(t, "resumed", rest.X, whole.X)
	if rest.Steps != whole.Steps || rest.Status != whole.Status {
		t.Errorf("%s, uninterrupted %s", rest.Message, whole.Message)
	}

	bad := optim.Chain(&optim.Adam{Beta1: 0.9, Beta2: 2, Epsilon: 1e-8}, halve{})
	if _, err := optim.Minimize(bowl(), ones(3), bad, settings(5)); !errors.Is(err, optim.ErrValue) || !strings.Contains(err.Error(), "Adam.Beta2 is 2") {
		t.Errorf("a bad rule within: %v", err)
	}
	s = settings(5)
	s.FuncEvery = -1
	if _, err := optim.Minimize(bowl(), ones(3), rule(), s); !errors.Is(err, optim.ErrValue) || !strings.Contains(err.Error(), "f is not evaluated") {
		t.Errorf("a stop within that needs f: %v", err)
	}
}

// copier is gradient descent that asks for the gradient at a copy of x, or at the start of a
// longer slice, as a caller's rule may.
type copier struct{ inPlace bool }

func (c copier) Step(x []float64, grad func(dst, x []float64), rate float64) {
	g, at := make([]float64, len(x)), slices.Clone(x)
	if c.inPlace { // ahead of x, in x's own memory
		for i := range x {
			x[i] += 0.1
		}
		grad(g, x)
		copy(x, at)
	} else {
		grad(g, at)
	}
	for i := range x {
		x[i] -= float64(rate * g[i]) // rounded first, as in SGD
	}
}
func (copier) Reset() {}

// TestSameMathematicsSameSteps: where a rule took its gradient is told by values, not by the
// address of a slice: a rule that copies x stops at the same point, and one that looks ahead in x's
// own memory keeps its last step.
func TestSameMathematicsSameSteps(t *testing.T) {
	s := optim.Settings{Rate: optim.Constant(0.05), Stop: optim.StopGrad(1e-3)}
	want := run(t, bowl(), ones(3), optim.NewSGD(), s)
	got := run(t, bowl(), ones(3), copier{}, s)
	sameBits(t, "x", got.X, want.X)
	if got.Steps != want.Steps || got.F != want.F || got.Status != optim.SmallGradient {
		t.Errorf("a copy of x: %s, x itself: %s", got.Message, want.Message)
	}
	var last []float64
	s.Stop = optim.StopGrad(0.3)
	s.Observe = func(p *optim.Progress) { last = append(last[:0], p.X...) }
	ahead := run(t, bowl(), ones(3), copier{inPlace: true}, s)
	if ahead.Status != optim.SmallGradient {
		t.Fatal(ahead.Message)
	}
	sameBits(t, "the step is kept", ahead.X, last)
}

// TestParameters: what a rule can't work with is found before the first step, and the error
// names the field and its value.
func TestParameters(t *testing.T) {
	for want, rule := range map[string]optim.Rule{
		"Adam.Epsilon is 0":          &optim.Adam{},
		"Adam.Beta1 is -0.1":         &optim.Adam{Beta1: -0.1, Epsilon: 1},
		"Adam.Beta2 is NaN":          &optim.Adam{Beta2: nan(), Epsilon: 1},
		"Adam.Root is Root(7)":       &optim.Adam{Epsilon: 1, Root: 7},
		"Adadelta.Epsilon is 0":      &optim.Adadelta{},
		"AdamW.Beta2 is 2":           &optim.AdamW{Beta2: 2, Epsilon: 1},
		"AdamW.Decay is -1":          &optim.AdamW{Epsilon: 1, Decay: -1},
		"Adagrad.Root is hat":        &optim.Adagrad{Epsilon: 1, Root: optim.EpsilonHat},
		"RMSprop.Root is hat":        &optim.RMSprop{Epsilon: 1, Root: optim.EpsilonHat},
		"RMSprop.Momentum is 1":      &optim.RMSprop{Epsilon: 1, Momentum: 1},
		"Nadam.Beta1 is 1":           &optim.Nadam{Beta1: 1, Epsilon: 1},
		"AMSGrad.Form is MaxForm(3)": &optim.AMSGrad{Epsilon: 1, Form: 3},
		"Adamax.Beta2 is 1.5":        &optim.Adamax{Beta2: 1.5},
		"RAdam.Epsilon is +Inf":      &optim.RAdam{Epsilon: 1 / zero()},
		"AdaBelief.EpsilonSum is -1": &optim.AdaBelief{Epsilon: 1, EpsilonSum: -1},
		"Lion.Beta1 is 1":            &optim.Lion{Beta1: 1},
		"Momentum.Gamma is 1":        &optim.Momentum{Gamma: 1},
		"Nesterov.Gamma is -1":       &optim.Nesterov{Gamma: -1},
		"Newton.Damping is 0":        &optim.Newton{Hess: bowl().Grad},
		"either Hess or Diag":        &optim.Newton{Damping: 1},
		"WeightDecay.Lambda is NaN":  optim.Chain(optim.NewSGD(), optim.WeightDecay{Lambda: nan()}),
		"Scale has 1 Factors":        optim.Chain(optim.NewSGD(), optim.Scale{Factors: ones(1)}),
		"Scale.Factors[1] is NaN":    optim.Chain(optim.NewSGD(), optim.Scale{Factors: []float64{1, nan()}}),
	} {
		_, err := optim.Minimize(bowl(), ones(2), rule, optim.Settings{Rate: optim.Constant(0.1), MaxSteps: 5})
		if !errors.Is(err, optim.ErrValue) || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "optim: bad value: ") {
			t.Errorf("%s: %v", want, err)
		}
	}
	for name, make := range allRules() {
		if err := optim.CheckRule(make(), 3); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func zero() float64 { return 0 }
func nan() float64  { return zero() / zero() }

// TestErrorsHaveOnePrefix: the sentinels begin with the package's name, and so do what wraps them.
func TestErrorsHaveOnePrefix(t *testing.T) {
	for _, err := range []error{optim.ErrValue, optim.ErrNotFinite, optim.ErrDiverged, optim.ErrRate, optim.ErrCheckpoint} {
		if s := err.Error(); !strings.HasPrefix(s, "optim: ") || strings.Count(fmt.Errorf("%w: more", err).Error(), "optim: ") != 1 {
			t.Error(s)
		}
	}
	_, err := optim.Minimize(bowl(), ones(2), optim.NewSGD(), optim.Settings{Rate: optim.Constant(5)})
	if strings.Count(err.Error(), "optim") != 1 {
		t.Error(err)
	}
}

// TestLongGradients: rules that square the gradient do not freeze at one whose square is
// infinite. Adam's first corrected step is -η sign g, however long g is; e^x from 400, where
// both are 5e173, is never taken for converged before it has fallen.
func TestLongGradients(t *testing.T) {
	exp := optim.Problem{Func: expOf, Grad: func(dst, x []float64) { dst[0] = expOf(x) }}
	for name, make := range allRules() {
		if strings.HasPrefix(name, "newton") || name == "chain" || name == "trust" || name == "dadaptation" {
			continue
		}
		for _, g := range []float64{1e200, -1e300, 1.7e308} {
			rule, x := make(), []float64{0}
			var moved []float64
			for k := range 20 {
				before := x[0]
				rule.Step(x, func(dst, _ []float64) {
					dst[0] = 1
					if k == 0 {
						dst[0] = g
					}
				}, 1e-3)
				moved = append(moved, x[0]-before)
			}
			switch {
			case name == "adam" || name == "adam-inside" || name == "adam-hat" || name == "adamw" || name == "rmsprop":
				want := []float64{-1e-3, 1e-3}
				if name == "rmsprop" {
					want = []float64{-1e-3 * 3.1622776601683795, 1e-3 * 3.1622776601683795}
				}
				if first := want[0]; g < 0 && !similar(moved[0], want[1]) || g > 0 && !similar(moved[0], first) {
					t.Errorf("%s: the first step at g = %v is %v", name, g, moved[0])
				}
			}
			squaring := !strings.HasPrefix(name, "sgd") && !strings.HasPrefix(name, "momentum") && !strings.HasPrefix(name, "nesterov") && name != "dog" && name != "dadaptation"
			if squaring && (nanIn(moved) || moved[0] == 0 && name != "radam") {
				t.Errorf("%s: g = %v, then 1: moves %v", name, g, moved)
			}
		}
		r, err := optim.Minimize(exp, []float64{400}, make(), optim.Settings{
			Rate: optim.Constant(0.1), MaxSteps: 5000, Stop: optim.StopArgs(1e-6), Divergence: -1,
		})
		if r.Status.Converged() && r.F > 1e150 { // where squares overflow
			t.Errorf("%s: %s, %v", name, r.Message, err)
		}
	}
}

// TestSavedMemoryIsChecked: a rule whose memory does not fit is refused before its first step.
func TestSavedMemoryIsChecked(t *testing.T) {
	rule := optim.NewAdam()
	if err := json.Unmarshal([]byte(`{"T":3,"M":[1,2],"V":[1,2]}`), rule); err != nil {
		t.Fatal(err)
	}
	if err := optim.CheckRule(rule, 3); !errors.Is(err, optim.ErrCheckpoint) {
		t.Errorf("%v", err)
	}
	if err := optim.CheckRule(rule, 2); err != nil {
		t.Errorf("%v", err)
	}
}

func expOf(x []float64) float64 { return math.Exp(x[0]) }

func similar(a, b float64) bool { return math.Abs(a-b) <= 1e-6*math.Abs(b) }

func nanIn(x []float64) bool { return slices.ContainsFunc(x, math.IsNaN) }
