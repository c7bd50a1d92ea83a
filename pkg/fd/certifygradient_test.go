package fd

import (
	"errors"
	"math"
	"strings"
	"sync/atomic"
	"testing"
)

func TestCertifyGradient(t *testing.T) {
	const n = 9
	var calls atomic.Int64
	f := func(x []float64) float64 { calls.Add(1); return rosenbrock(x) }
	x, want := generic(n), make([]float64, n)
	rosenbrockGrad(want, x)
	estimates, err := CertifyGradient(f, x)
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for i, e := range estimates {
		total += e.Evals
		if miss := math.Abs(e.Value - want[i]); miss > e.Err || e.Err > 1e-8*math.Abs(want[i]) {
			t.Errorf("coordinate %d: %g ± %.1e, error %.1e", i, e.Value, e.Err, miss)
		}
		alone, _ := Certify(func(v float64) float64 {
			y := append([]float64(nil), x...)
			y[i] = v
			return rosenbrock(y)
		}, x[i])
		if alone != e {
			t.Errorf("coordinate %d: %+v, alone %+v", i, e, alone)
		}
	}
	if int(calls.Load()) != total {
		t.Errorf("%d evaluations, the estimates say %d", calls.Load(), total)
	}
	if e, err := CertifyGradient(f, nil); len(e) != 0 || err != nil {
		t.Errorf("no variables: %v, %v", e, err)
	}
}

// What is wrong along one coordinate is named, and leaves the others alone.
func TestCertifyGradientNamesTheCoordinate(t *testing.T) {
	f := func(x []float64) float64 { return math.Abs(x[0]) + math.Floor(x[1]) + math.Exp(x[2]) }
	e, err := CertifyGradient(f, []float64{0, 3, 1})
	for _, want := range []error{ErrKink, ErrJump} {
		if !errors.Is(err, want) {
			t.Errorf("%v is missing in %v", want, err)
		}
	}
	if err == nil || !strings.Contains(err.Error(), "x[0]") || strings.Contains(err.Error(), "x[2]") {
		t.Errorf("coordinates: %v", err)
	}
	if math.Abs(e[2].Value-math.E) > e[2].Err || e[2].Err > 1e-9 || e[0].Left != -1 || e[0].Right != 1 {
		t.Errorf("%+v", e)
	}
	if !panics(func() { CertifyGradient(func([]float64) float64 { panic("no") }, []float64{1, 2, 3}) }) {
		t.Error("f's panic got lost")
	}
}
