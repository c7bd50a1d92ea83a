package figures

import (
	"math"
	"testing"

	"github.com/gradstep/gradstep/pkg/optim"
)

// What lesson 11 reads off the ravine that turns: plain descent does not notice, Adagrad arrives along an
// axis and is no better than plain descent at 45°, Adam comes near at all angles.
func TestTurned(t *testing.T) {
	left := func(rule optim.Rule, angle float64) float64 {
		s, c := math.Sincos(angle * math.Pi / 180)
		_, _, least := turnedRavine{c, s, 100}.best(rule)
		return least
	}
	plain := left(optim.NewSGD(), 0)
	for _, angle := range []float64{0, 20, 45, 70, 90} {
		if d := left(optim.NewSGD(), angle); math.Abs(d/plain-1) > 1e-6 || d < 0.5 {
			t.Errorf("%g°: plain descent leaves %g, at 0° %g", angle, d, plain)
		}
		if d := left(optim.NewAdam(), angle); d > 0.4 {
			t.Errorf("%g°: Adam leaves %g", angle, d)
		}
	}
	along, upright, between := left(optim.NewAdagrad(), 0), left(optim.NewAdagrad(), 90), left(optim.NewAdagrad(), 45)
	if max(along, upright) > 1e-9 || between < plain {
		t.Errorf("Adagrad leaves %g, %g and, at 45°, %g", along, upright, between)
	}
}
