package surrogate

import (
	"math"
	"testing"
	"time"
)

// The formula for many jumps is the sum over them, jump by jump.
func TestSteklovOfManyJumps(t *testing.T) {
	for _, u := range []float64{33.3, 40, 65.25, 100, 333.7, 1e4 + 0.4, 1e6 + 0.3} {
		for _, temp := range []float64{0.04, 0.2, 0.7, 0.95, 0.999, 3} {
			h := min(temp, 0.999)
			k, m := math.Floor(u*(1-h)), math.Floor(u*(1+h))
			if m-k <= manyJumps {
				continue
			}
			sum, lost := (k+0.5)*2*math.Atanh(h), 0.0
			for n := k + 1; n <= m; n++ { // Kahan's sum
				term := math.Log1p((u*(1+h)-n)/n) - lost
				next := sum + term
				lost, sum = (next-sum)-term, next
			}
			want := sum/(2*h) - 0.5
			if got, _ := (Steklov{}).At(u, temp); math.Abs(got-want) > 1e-12*u {
				t.Errorf("u = %g, t = %g: %.15g, the sum is %.15g", u, temp, got, want)
			}
		}
	}
}

// No stand-in takes long, or gives nonsense, wherever u is and however warm it is.
func TestExtremesOfU(t *testing.T) {
	for _, s := range All() {
		for _, u := range []float64{0, 1e-300, 1 << 31, 1 << 53, 1<<53 + 2, 1e17, 1e100, math.MaxFloat64, math.Inf(1)} {
			for _, temp := range []float64{0, 1e-300, 1e-17, 1e-3, 0.3, 0.999, 1, 1e9, math.MaxFloat64} {
				start := time.Now()
				v, d := s.Surrogate.At(u, temp)
				if took := time.Since(start); took > time.Second {
					t.Errorf("%s at u = %g, t = %g takes %v", s.Name, u, temp, took)
				}
				if _, steklov := s.Surrogate.(Steklov); steklov && (math.Abs(v-u) > 1e-15*u+2 && v != u || d < 0 || math.IsNaN(v+d)) {
					t.Errorf("Steklov at u = %g, t = %g: %g with the slope %g", u, temp, v, d)
				}
			}
		}
	}
}
