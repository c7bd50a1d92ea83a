package fd

import (
	"math"
	"testing"
)

// Where noise is the trouble, the advised step makes of it the error that is said, give or take a
// factor of 4, in nine of ten.
func TestAdviceOnNoise(t *testing.T) {
	within, all := 0, 0
	for _, c := range readKinds() {
		if c.set != "held out" || c.kind != Noisy {
			continue
		}
		d, _ := Diagnose(c.f, c.x)
		clean := c
		clean.e = 0
		truth, err := Certify(clean.f, c.x)
		if err != nil || d.Advice.Method != Differences {
			continue
		}
		all++
		if got := Derivative(c.f, c.x, d.Advice.Stencil, d.Advice.Step); math.Abs(got-truth.Value) <= 4*d.Advice.Error {
			within++
		}
	}
	if all < 80 || within*10 < all*9 {
		t.Errorf("%d of %d", within, all)
	}
}

// Where f is smooth, the advised step gives about all that a central difference can give.
func TestAdviceOnSmooth(t *testing.T) {
	within, all := 0, 0
	for _, c := range readKinds() {
		if c.set != "held out" || c.kind != Smooth {
			continue
		}
		d, _ := Diagnose(c.f, c.x)
		if d.Kind != Smooth {
			continue
		}
		truth, err := Certify(c.f, c.x)
		if err != nil {
			continue
		}
		all++
		if got := Derivative(c.f, c.x, d.Advice.Stencil, d.Advice.Step); math.Abs(got-truth.Value) <= 10*d.Advice.Error+truth.Err {
			within++
		}
	}
	if all < 200 || within*100 < all*95 {
		t.Errorf("%d of %d", within, all)
	}
}
