package stair

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// bruteMin returns the smallest Quantize(x, b) over floats of [lo, hi]: the ends
// and their neighbours, the neighbours of every n/x (of the first and the last
// 12), and a few b in between.
func bruteMin(x, lo, hi float64, r *rand.Rand) float64 {
	best := math.Inf(1)
	around := func(b float64) {
		for range 3 {
			b = math.Nextafter(b, 0)
		}
		for range 7 {
			if lo <= b && b <= hi {
				best = min(best, Quantize(x, b))
			}
			b = math.Nextafter(b, math.Inf(1))
		}
	}
	around(lo)
	around(hi)
	first, last := math.Floor(x*lo), math.Floor(x*hi)+1
	for i := 0.0; i < 12 && x > 0; i++ {
		around((first + i) / x)
		around((last - i) / x)
	}
	for range 8 {
		around(lo + (hi-lo)*r.Float64())
	}
	return best
}

// checkMinimum compares Minimize with brute force, and Near with its promise.
func checkMinimum(t *testing.T, x, lo, hi float64, r *rand.Rand) {
	t.Helper()
	m, err := Minimize(x, lo, hi)
	if err != nil {
		t.Fatalf("Minimize(%v, %v, %v): %v", x, lo, hi, err)
	}
	brute := bruteMin(x, lo, hi, r)
	const eps = 1e-6
	b := m.Near(eps)
	spacing := m.B - math.Nextafter(m.B, 0)
	switch {
	case m.Value > brute:
		t.Fatalf("Minimize(%v, %v, %v) = %+v, but y reaches %v", x, lo, hi, m, brute)
	case Quantize(x, b) != brute:
		t.Fatalf("Minimize(%v, %v, %v) = %+v: y(Near) = %v, the least of floats is %v", x, lo, hi, m, Quantize(x, b), brute)
	case !near(brute, m.Value, 2):
		t.Fatalf("Minimize(%v, %v, %v) = %+v is more than two units below %v", x, lo, hi, m, brute)
	case b < lo || b > hi || m.B-b > max(eps, spacing):
		t.Fatalf("Minimize(%v, %v, %v) = %+v: Near = %v", x, lo, hi, m, b)
	case m.Attained && (b != m.B || m.B != hi || Quantize(x, hi) != m.Value):
		t.Fatalf("Minimize(%v, %v, %v) = %+v: attained, Near = %v", x, lo, hi, m, b)
	case !m.Attained && !(b < m.B && m.B <= hi && Quantize(x, m.B) > m.Value):
		t.Fatalf("Minimize(%v, %v, %v) = %+v: not attained, Near = %v", x, lo, hi, m, b)
	}
}

func TestMinimizeAnyDomain(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	rapid.Check(t, func(rt *rapid.T) {
		x := drawX(rt)
		lo := rapid.Float64Range(1e-3, 300).Draw(rt, "lo")
		hi := lo + rapid.Float64Range(0, 300).Draw(rt, "width")
		if x > 0 && rapid.Bool().Draw(rt, "lo at a jump") {
			lo = math.Floor(x*lo+1) / x
			hi = max(lo, hi)
		}
		if x > 0 && rapid.Bool().Draw(rt, "hi at a jump") {
			hi = max(lo, math.Floor(x*hi)/x)
		}
		checkMinimum(t, x, lo, hi, r)
	})
}

func TestMinimizeTinyAndHuge(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 2))
	for _, c := range [][3]float64{
		{5e-324, 5, 30},
		{1e-310, 1, math.MaxFloat64},
		{1e-300, 1e299, 1e301},
		{1, 1e-300, 1e-299},
		{1, 1, 1 << 25},
		{1, 1<<25 - 5, 1 << 25},
		{0.3, 1e7, 1.1e8},
		{math.Nextafter(1, 0), 1, 2},
	} {
		checkMinimum(t, c[0], c[1], c[2], r)
	}
	// Beyond x·hi = 2²⁵ the value is within four units, whatever the floors do.
	for range 20000 {
		x, lo := r.Float64(), math.Ldexp(1+r.Float64(), 25+r.IntN(60))
		hi := lo * (1 + r.Float64())
		m, err := Minimize(x, lo, hi)
		if err != nil {
			t.Fatal(err)
		}
		b := m.Near(0)
		if brute := bruteMin(x, lo, hi, r); !near(brute, m.Value, 4) || !near(Quantize(x, b), brute, 4) || b < lo || b > hi {
			t.Fatalf("Minimize(%v, %v, %v) = %+v: Near gives %v, floats %v", x, lo, hi, m, Quantize(x, b), brute)
		}
	}
}

// The infimum over [5, 30] falls at would-be minima y_n = x - x/(2n), and those
// rise with n.
func TestWouldBeMinima(t *testing.T) {
	m, err := Minimize(0.5, 5, 30)
	if err != nil || m != (Minimum{B: 6, Value: 2.5 / 6}) {
		t.Fatalf("Minimize(0.5, 5, 30) = %+v, %v", m, err)
	}
	last := 0.0
	for _, b := range Jumps(nil, 0.5, 5, 30) {
		y, _ := Limits(0.5, b)
		if n := 0.5 * b; !near(y, 0.5-0.5/(2*n), 1) || y <= last {
			t.Errorf("y from the left at %v is %v, after %v", b, y, last)
		}
		last = y
	}
}

func TestMinimizeErrors(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range [][3]float64{
		{nan, 5, 30},
		{-0.1, 5, 30},
		{1.1, 5, 30},
		{inf, 5, 30},
		{0.5, nan, 30},
		{0.5, 5, nan},
		{0.5, 5, inf},
		{0.5, 0, 30},
		{0.5, -5, 30},
		{0.5, 30, 5},
		{0.5, 5e-324, 1e-310},
	} {
		if m, err := Minimize(c[0], c[1], c[2]); !errors.Is(err, ErrValue) || m != (Minimum{}) {
			t.Errorf("Minimize(%v) = %+v, %v", c, m, err)
		}
	}
	mustPanic(t, "Near(-1)", func() { Minimum{B: 6}.Near(-1) })
	mustPanic(t, "Near(NaN)", func() { Minimum{B: 6}.Near(nan) })
}
