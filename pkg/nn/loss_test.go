package nn_test

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/nn"
)

// Cross-entropy has the values that are known, and derivatives within certified bounds.
func TestCrossEntropy(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 1))
	const classes, samples = 5, 4
	loss := nn.CrossEntropy(classes)
	y, target, dy := normal(rng, classes*samples), make([]float64, classes*samples), make([]float64, classes*samples)
	for i := range samples {
		target[classes*i+rng.IntN(classes)] = 1
	}
	target[0], target[1], target[2], target[3], target[4] = 0.5, 0.25, 0, 0, 0.25
	loss(dy, y, target)
	certified(t, "cross-entropy", func() float64 { return loss(nil, y, target) }, y, dy)

	// Equal outputs: log of the number of classes, wherever they lie.
	for _, at := range []float64{0, 3, 1e300, -1e300} {
		for i := range y {
			y[i] = at
		}
		if got := loss(dy, y, target); math.Abs(got-math.Log(classes)) > 1e-15 {
			t.Errorf("outputs %v: %v, want log 5", at, got)
		}
	}
	// Two classes are logistic regression.
	two, d := nn.CrossEntropy(2), make([]float64, 2)
	if got, want := two(d, []float64{0.7, -0.4}, []float64{1, 0}), math.Log1p(math.Exp(-1.1)); math.Abs(got-want) > 1e-15 {
		t.Errorf("two classes: %v, want %v", got, want)
	}
	if want := 1/(1+math.Exp(-1.1)) - 1; math.Abs(d[0]-want) > 1e-15 || math.Abs(d[1]+want) > 1e-15 {
		t.Errorf("two classes: derivatives %v, want ±%v", d, want)
	}
	// A class that is impossible and not there costs nothing; outputs that are no numbers cost NaN.
	if got := two(nil, []float64{2, math.Inf(-1)}, []float64{1, 0}); got != 0 {
		t.Errorf("certain and right: %v", got)
	}
	if got := two(nil, []float64{2, math.Inf(-1)}, []float64{0, 1}); !math.IsInf(got, 1) {
		t.Errorf("certain and wrong: %v", got)
	}
	if got := two(nil, []float64{2, math.NaN()}, []float64{1, 0}); !math.IsNaN(got) {
		t.Errorf("NaN: %v", got)
	}
}

func TestCrossEntropyMisuse(t *testing.T) {
	for what, f := range map[string]func(){
		"1 classes":  func() { nn.CrossEntropy(1) },
		"3 outputs":  func() { nn.CrossEntropy(2)(nil, make([]float64, 3), make([]float64, 3)) },
		"4 outputs,": func() { nn.CrossEntropy(2)(nil, make([]float64, 4), make([]float64, 2)) },
	} {
		func() {
			defer func() {
				if says, _ := recover().(string); !strings.HasPrefix(says, "nn: CrossEntropy: "+what) {
					t.Errorf("it says %q, want %q", says, what)
				}
			}()
			f()
		}()
	}
}
