package restore

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/gradstep/gradstep/pkg/internal/allocs"
	"github.com/gradstep/gradstep/pkg/picture"
)

// The gap is primal minus dual, each by its definition.
func TestTVInverseCertificate(t *testing.T) {
	const w, h, lambda = 13, 11, 6.0
	for name, a := range operators(t, w, h, 1) {
		_, _, m := a.Size()
		f := random(m, 2)
		d := newInverse(a, f, w, h, lambda)
		for range 5 {
			for range 40 {
				d.step()
			}
			energy, gap := d.certificate()
			au := make([]float64, m)
			a.Apply(au, d.u)
			primal := tvEnergy(d.u, d.u, w, h, 0) + lambda/2*squaredDistance(au, f)
			z, div, dual := make([]float64, w*h), Divergence(nil, d.px, d.py, w, h), -dot(f, d.r)-dot(d.r, d.r)/(2*lambda)
			a.Adjoint(z, d.r)
			for i := range z {
				dual += min(0, z[i]-div[i])
				if d.u[i] < 0 || d.u[i] > 1 {
					t.Fatalf("u[%d] = %v", i, d.u[i])
				}
			}
			if math.Abs(energy-primal) > 1e-11*primal || math.Abs(gap-(primal-dual)) > 1e-11*primal || gap < 0 {
				t.Fatalf("%s: energy %v, want %v; gap %v, want %v", name, energy, primal, gap, primal-dual)
			}
		}
	}
}

// Without a degradation it is TV.
func TestTVInverseOfNothingIsTV(t *testing.T) {
	const w, h = 24, 20
	_, f := noisy(t, w, h)
	for i, v := range f { // so that the bounds do not matter
		f[i] = 0.3 + 0.4*max(0, min(1, v))
	}
	want, err := TV(f, w, h, 10, 1e-8, 0)
	if err != nil {
		t.Fatal(err)
	}
	got, err := TVInverse(NewDownsample(w, h, 1), f, 10, 1e-3, 0)
	if err != nil || got.Gap > 1e-3 {
		t.Fatalf("gap %v after %d steps, %v", got.Gap, got.Steps, err)
	}
	if math.Abs(got.Energy-want.Energy) > 1e-3 || maxDiff(got.U, want.U) > math.Sqrt(2e-3/10) {
		t.Errorf("energy %v, want %v; images differ by %v", got.Energy, want.Energy, maxDiff(got.U, want.U))
	}
}

// Each degradation of a photograph is undone better than its data stand there.
func TestTVInverseRestores(t *testing.T) {
	const w, h = 64, 64
	clean, _ := noisy(t, w, h)
	rng := rand.New(rand.NewPCG(6, 6))
	known := make([]bool, w*h)
	for i := range known {
		known[i] = rng.Float64() < 0.5
	}
	mask, _ := NewMask(w, h, known)
	blur, _ := NewBlur(w, h, GaussianKernel(1.5))
	for name, c := range map[string]struct {
		a     Operator
		least float64 // dB above the naive image
	}{"half of the pixels": {mask, 10}, "blur": {blur, 1.5}, "a half in each direction": {NewDownsample(w, h, 2), 0.3}} {
		_, _, m := c.a.Size()
		f, naive := make([]float64, m), make([]float64, w*h)
		c.a.Apply(f, clean)
		for i := range f {
			f[i] += 0.005 * rng.NormFloat64()
		}
		// What one has without a method: the blurred image, blocks, holes at the mean.
		c.a.Adjoint(naive, f)
		norm := c.a.Norm()
		for i := range naive {
			naive[i] /= norm * norm
			if naive[i] == 0 {
				naive[i] = mean(f)
			}
		}
		r, err := TVInverse(c.a, f, 500, 0, 600)
		if err != nil {
			t.Fatal(err)
		}
		before, after := picture.PSNR(naive, clean), picture.PSNR(r.U, clean)
		t.Logf("%s: %.2f dB, before %.2f; energy %.4f, gap %.4f", name, after, before, r.Energy, r.Gap)
		if after < before+c.least {
			t.Errorf("%s: %.2f dB, before %.2f", name, after, before)
		}
		if r.Gap > 0.02*r.Energy {
			t.Errorf("%s: gap %v of an energy of %v", name, r.Gap, r.Energy)
		}
	}
}

func TestTVInverseRefuses(t *testing.T) {
	a, f := NewDownsample(2, 1, 1), []float64{1, 2}
	for name, call := range map[string]func() (TVResult, error){
		"lambda 0":   func() (TVResult, error) { return TVInverse(a, f, 0, 1, 1) },
		"sample NaN": func() (TVResult, error) { return TVInverse(a, []float64{math.NaN(), 1}, 1, 1, 1) },
		"gap NaN":    func() (TVResult, error) { return TVInverse(a, f, 1, math.NaN(), 1) },
		"steps -1":   func() (TVResult, error) { return TVInverse(a, f, 1, 1, -1) },
	} {
		if _, err := call(); !errors.Is(err, ErrValue) {
			t.Errorf("%s: %v", name, err)
		}
	}
	panics(t, "TVInverse with too many data", func() { _, _ = TVInverse(a, make([]float64, 3), 1, 1, 1) })
}

func TestTVInverseStepsAllocateNothing(t *testing.T) {
	const w, h = 16, 16
	for name, a := range operators(t, w, h, 3) {
		_, _, m := a.Size()
		d := newInverse(a, random(m, 4), w, h, 1)
		if n := allocs.PerRun(5, func() { d.step(); d.certificate() }); n != 0 {
			t.Errorf("%s: a step and its certificate allocate %v times", name, n)
		}
	}
}
