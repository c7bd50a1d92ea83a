package surrogate

import (
	"math"
	"testing"
)

// Below 0 the mean is still that of the staircase, and its slope that of the mean.
func TestSteklovBelowZero(t *testing.T) {
	for _, radius := range []float64{0.01, 0.1, 0.3, 0.9} {
		for _, u := range []float64{-0.2, -0.97, -1.5, -3.3, -17.8, -400.4} {
			const n = 400_000
			sum := 0.0 // of (⌊uβ⌋ + ½)/β over β from 1-t to 1+t
			for i := range n {
				beta := 1 + radius*(2*(float64(i)+0.5)/n-1)
				sum += (math.Floor(u*beta) + 0.5) / beta / n
			}
			v, s := Steklov{}.At(u, radius)
			if math.Abs(v+0.5-sum) > 1e-4*(1+math.Abs(u)) {
				t.Errorf("u = %v, t = %v: %v, the mean is %v", u, radius, v, sum-0.5)
			}
			w, r := Steklov{}.At(-u, radius)
			if math.Abs(v+0.5+w+0.5) > 1e-12*math.Abs(u) || s != r {
				t.Errorf("u = %v, t = %v: %v and %v, slopes %v and %v", u, radius, v, w, s, r)
			}
		}
	}
	for _, u := range []float64{-1e17, -1e300, math.Inf(-1)} {
		if v, s := (Steklov{}).At(u, 0.3); math.Abs(v/u-1) > 1e-12 && v != u || math.Abs(s-1) > 1e-12 {
			t.Errorf("u = %v: %v, %v", u, v, s)
		}
	}
}
