package recovery

import (
	"math"
	"math/rand/v2"
	"testing"
)

// slopeOf is the central difference of f at v.
func slopeOf(f func(float64) float64, v float64) float64 {
	const h = 1e-6
	return (f(v*(1+h)) - f(v*(1-h))) / (2 * h * v)
}

func TestSpreadDerivatives(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	inside := 0
	for range 2000 {
		s := Spread{Tol: 0.002 * rng.Float64(), Outliers: 0.01 + 0.3*rng.Float64()}
		b := 5 + 25*rng.Float64()
		r := (3*rng.Float64() - 1.5) / (2 * b)
		_, dr, db := s.At(r, b)
		wantR := slopeOf(func(r float64) float64 { v, _, _ := s.At(r, b); return v }, r)
		wantB := slopeOf(func(b float64) float64 { v, _, _ := s.At(r, b); return v }, b)
		if scale := 1 + math.Abs(wantR); math.Abs(dr-wantR) > 1e-5*scale {
			t.Fatalf("%+v at r = %v, b = %v: derivative in r %v, differences %v", s, r, b, dr, wantR)
		}
		if math.Abs(db-wantB) > 1e-7 {
			t.Fatalf("%+v at r = %v, b = %v: derivative in b %v, differences %v", s, r, b, db, wantB)
		}
		if math.Abs(dr) > 1 {
			inside++
		}
	}
	if inside < 200 {
		t.Errorf("only %d of 2000 points have a slope in r", inside)
	}
	if v, dr, db := (Spread{}).At(1, 10); v != -math.Log(DefaultOutliers) || dr != 0 || db != 0 {
		t.Errorf("far outside: %v, %v, %v", v, dr, db)
	}
	if _, dr, _ := (Spread{}).At(0, 10); dr != 0 {
		t.Errorf("in the middle: slope %v in r", dr)
	}
}

// With C the density of r adds up to 1, outliers aside.
func TestSpreadIsADensity(t *testing.T) {
	for _, s := range []Spread{{Outliers: 0.1}, {Tol: 1.0 / 510, Outliers: 0.3}} {
		at, sum := s.at(12.34), 0.0
		const n = 200_000
		for i := range n {
			v, _, _ := at.term((float64(i)+0.5)/n - 0.5)
			sum += (math.Exp(-v) - s.Outliers) / n
		}
		if math.Abs(sum-(1-s.Outliers)) > 1e-9 {
			t.Errorf("%+v: the density adds up to %v", s, sum)
		}
	}
}

// For a uniform r, the mean slope is 0 at the b that made it, with and without the
// noise of rounding: the minimum is not biased.
func TestSpreadIsNotBiased(t *testing.T) {
	for _, c := range []struct{ b, tol, within float64 }{
		{5, 0, 1e-5},
		{30, 0, 1e-5},
		{5, 1.0 / 510, 1e-5},
		{17, 1.0 / 510, 1e-3},
		{30, 1.0 / 510, 5e-3},
	} {
		at := Spread{Tol: c.tol, Outliers: 1e-9}.at(c.b)
		const n, m = 2000, 200
		sum, deviation := 0.0, 0.0
		for i := range n {
			r := ((float64(i)+0.5)/n - 0.5) / c.b
			for j := range m {
				_, _, db := at.term(r + ((float64(j)+0.5)/m*2-1)*c.tol)
				sum, deviation = sum+db*c.b/(n*m), deviation+math.Abs(db)*c.b/(n*m)
			}
		}
		if math.Abs(sum) > c.within*deviation {
			t.Errorf("b = %v, τ = %v: mean slope %v of %v in log b", c.b, c.tol, sum, deviation)
		}
	}
}
