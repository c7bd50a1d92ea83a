package figures

import (
	"math"
	"testing"
)

// The alternative text of Decay: from both starts the fit goes through the points, and the band follows the noise. (With
// a noise of 0 the truth comes back, and of errors that are proportional to the noise the standard errors are, too.)
func TestDecaySaysWhatItShows(t *testing.T) {
	for _, k := range []float64{0.02, 0.05, 0.4, 1.5, 3} {
		last := 0.0
		for _, noise := range []float64{0, 0.5, 1, 5, 15, 20} {
			_, r, err := decayFit(noise, k)
			if err != nil {
				t.Fatalf("noise %v from k = %v: %v", noise, k, err)
			}
			if noise == 0 && math.Abs(r.X[1]-0.4) > 1e-9 || math.Abs(r.X[1]-0.4) > 3*r.StdErr[1]+1e-9 {
				t.Errorf("noise %v from k = %v: %v ± %v", noise, k, r.X[1], r.StdErr[1])
			}
			if noise > 0 && !(r.StdErr[1] > last) {
				t.Errorf("noise %v from k = %v: a standard error of %v after %v", noise, k, r.StdErr[1], last)
			}
			last = r.StdErr[1]
			if noise == 0 || noise > 1 {
				continue
			}
			if fit, lo, hi := decayBand(r, []float64{0}); !(hi[0]-lo[0] < 10) || fit[0] < 95 || fit[0] > 105 {
				t.Errorf("noise %v from k = %v: %v, %v, %v at t = 0", noise, k, fit, lo, hi)
			}
		}
	}
}
