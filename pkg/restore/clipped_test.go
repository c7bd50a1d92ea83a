package restore

import (
	"math"
	"math/rand/v2"
	"testing"
)

// The moments are those of a simulation, and far from black and white those of the noise itself.
func TestClippedMoments(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	const n = 200_000
	for _, u := range []float64{0, 0.02, 0.3, 0.5, 0.97, 1} {
		for _, sigma := range []float64{0.04, 0.16, 0.5} {
			mean, square, fourth := 0.0, 0.0, 0.0
			for range n {
				c := min(1, max(0, u+sigma*rng.NormFloat64()))
				d := (c - u) * (c - u)
				mean, square, fourth = mean+c/n, square+d/n, fourth+d*d/n
			}
			m, s := clippedMoments(u, sigma)
			if math.Abs(m-mean) > 4*sigma/math.Sqrt(n) || math.Abs(s-square) > 4*math.Sqrt(fourth/n) {
				t.Errorf("u %v, sigma %v: %v, %v; simulated %v, %v", u, sigma, m, s, mean, square)
			}
		}
	}
}

func TestClippedNoise(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	const w, h, sigma = 60, 50, 0.15
	for _, u := range []float64{0, 0.05, 0.5, 1} {
		f, sum := make([]float64, w*h), 0.0
		for i := range f {
			f[i] = min(1, max(0, u+sigma*rng.NormFloat64()))
			sum += (f[i] - u) * (f[i] - u)
		}
		want := math.Sqrt(sum / (w * h))
		if got := ClippedNoise(f, w, h, sigma); math.Abs(got-want) > 0.08*sigma {
			t.Errorf("grey of %v: %v, want %v", u, got, want)
		}
	}
	if v := ClippedNoise([]float64{0.5}, 1, 1, math.NaN()); !math.IsNaN(v) {
		t.Error(v)
	}
}

// A kernel far narrower than a pixel is a point.
func TestNarrowGaussianKernel(t *testing.T) {
	for _, sigma := range []float64{1e-170, 1e-3, math.SmallestNonzeroFloat64} {
		k := GaussianKernel(sigma)
		for i, v := range k.V {
			want := 0.0
			if i == len(k.V)/2 {
				want = 1
			}
			if v != want {
				t.Errorf("sigma %v: %v", sigma, k.V)
				break
			}
		}
	}
}
