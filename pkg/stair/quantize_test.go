package stair

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/gradstep/gradstep/pkg/internal/allocs"
)

func TestQuantizeValues(t *testing.T) {
	for _, c := range []struct{ x, b, want float64 }{
		{0.5, 6, 3.5 / 6},
		{0.5, 5.999999, 2.5 / 5.999999},
		{0, 5, 0.1},
		{1, 12.34, 12.5 / 12.34}, // above 1: not clipped
		{1, 8.5, 1},
		{0.3, 10, 0.35}, // 0.3·10 rounds to 3 although the float 0.3 lies below 3/10
	} {
		if got := Quantize(c.x, c.b); got != c.want {
			t.Errorf("Quantize(%v, %v) = %v, want %v", c.x, c.b, got, c.want)
		}
	}
	for _, v := range []float64{Quantize(math.NaN(), 5), Quantize(0.5, math.NaN())} {
		if !math.IsNaN(v) {
			t.Errorf("Quantize of NaN = %v", v)
		}
	}
	if v := Quantize(0.5, 0); !math.IsInf(v, 1) {
		t.Errorf("Quantize(0.5, 0) = %v", v)
	}
}

func TestQuantizeToAliasAndMisuse(t *testing.T) {
	x := []float64{0, 0.25, 0.5, 1}
	keep := slices.Clone(x)
	fresh := QuantizeTo(nil, x, 7.3)
	if !slices.Equal(x, keep) {
		t.Fatal("QuantizeTo changed its input")
	}
	for i, v := range x {
		if want := Quantize(v, 7.3); fresh[i] != want {
			t.Errorf("QuantizeTo[%d] = %v, want %v", i, fresh[i], want)
		}
	}
	own := slices.Clone(x)
	if got := QuantizeTo(own, own, 7.3); &got[0] != &own[0] || !slices.Equal(got, fresh) {
		t.Error("QuantizeTo in place differs")
	}
	mustPanic(t, "QuantizeTo with a short dst", func() { QuantizeTo(make([]float64, 1), x, 7.3) })
}

func mustPanic(t *testing.T, what string, f func()) {
	t.Helper()
	defer func() {
		t.Helper()
		s, ok := recover().(string)
		if !ok || len(s) < 7 || s[:7] != "stair: " {
			t.Errorf("%s: panic %q, want one that starts with the package's name", what, s)
		}
	}()
	f()
}

func TestDerivativeAgainstDifferences(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Float64Range(0, 1).Draw(t, "x")
		b := rapid.Float64Range(1, 300).Draw(t, "b")
		h := 1e-5 * b
		if math.Floor(x*(b-h)) != math.Floor(x*(b+h)) {
			t.Skip("a jump inside the stencil")
		}
		got, ok := Derivative(x, b)
		want := (Quantize(x, b+h) - Quantize(x, b-h)) / (2 * h)
		// The central difference of 1/b errs by h²/b² relatively, and by rounding.
		if !ok || math.Abs(got-want) > 3e-10*math.Abs(want) {
			t.Fatalf("Derivative(%v, %v) = %v, %v; differences give %v", x, b, got, ok, want)
		}
	})
}

func TestDerivativeAtJump(t *testing.T) {
	d, ok := Derivative(0.5, 6)
	if ok || d != -3.5/36 {
		t.Errorf("Derivative(0.5, 6) = %v, %v, want the one from the right and false", d, ok)
	}
	if _, ok := Derivative(0.5, math.Nextafter(6, 0)); !ok {
		t.Error("no derivative just below the jump")
	}
}

func TestLimitsAtJump(t *testing.T) {
	if l, r := Limits(0.5, 6); l != 2.5/6 || r != 3.5/6 {
		t.Errorf("Limits(0.5, 6) = %v, %v", l, r)
	}
	if l, r := Limits(0.5, 6.1); l != r || l != Quantize(0.5, 6.1) {
		t.Errorf("Limits(0.5, 6.1) = %v, %v: no jump there", l, r)
	}
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Float64Range(1e-3, 1).Draw(t, "x")
		n := float64(rapid.IntRange(1, 300).Draw(t, "n"))
		l, r := Limits(x, firstAbove(x, n))
		if !near(l, x-x/(2*n), 4) || !near(r, x+x/(2*n), 4) {
			t.Fatalf("Limits at jump %v of x = %v: %v, %v", n, x, l, r)
		}
	})
}

// near reports whether a and b differ by at most n units in the last place of b.
func near(a, b float64, n float64) bool {
	return math.Abs(a-b) <= n*(math.Nextafter(math.Abs(b), math.Inf(1))-math.Abs(b))
}

func TestJumpsAreFirstFloats(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawX(t)
		lo := rapid.Float64Range(0.1, 300).Draw(t, "lo")
		hi := lo + rapid.Float64Range(0, 100).Draw(t, "width")
		jumps := Jumps(nil, x, lo, hi)
		from := math.Floor(x * math.Nextafter(lo, 0))
		if got, want := float64(len(jumps)), math.Floor(x*hi)-from; got != want {
			t.Fatalf("%v jumps of x = %v in [%v, %v], want %v", got, x, lo, hi, want)
		}
		for i, b := range jumps {
			n := from + 1 + float64(i)
			if math.Floor(x*b) != n || math.Floor(x*math.Nextafter(b, 0)) != n-1 || b < lo || b > hi {
				t.Fatalf("jump %v of x = %v at %v in [%v, %v]", n, x, b, lo, hi)
			}
			if !near(b, n/x, 2) {
				t.Fatalf("jump %v of x = %v at %v, far from %v", n, x, b, n/x)
			}
		}
	})
	if got := Jumps(nil, 0.5, 6, 12); !slices.Equal(got, []float64{6, 8, 10, 12}) {
		t.Errorf("Jumps(0.5, 6, 12) = %v: both ends are jumps", got)
	}
	if got := Jumps(nil, 0, 5, 30); len(got) != 0 {
		t.Errorf("Jumps(0) = %v", got)
	}
	for _, c := range [][3]float64{{-1, 5, 30}, {0.5, 0, 30}, {0.5, 30, 5}, {math.NaN(), 5, 30}, {0.5, 5, math.Inf(1)}} {
		mustPanic(t, "Jumps of bad values", func() { Jumps(nil, c[0], c[1], c[2]) })
	}
}

// drawX draws an x of one of the kinds that behave differently.
func drawX(t *rapid.T) float64 {
	switch rapid.IntRange(0, 5).Draw(t, "kind") {
	case 0:
		return levels[rapid.IntRange(0, 255).Draw(t, "level")]
	case 1:
		return float64(rapid.IntRange(0, 5).Draw(t, "k")) / 5
	case 2:
		return math.Ldexp(rapid.Float64Range(0.5, 1).Draw(t, "m"), -rapid.IntRange(0, 40).Draw(t, "e"))
	case 3:
		return float64(rapid.Float32Range(0, 1).Draw(t, "float32"))
	case 4:
		return math.Nextafter(1/rapid.Float64Range(1, 300).Draw(t, "1/x"), float64(rapid.IntRange(0, 1).Draw(t, "up")))
	}
	return rapid.Float64Range(0, 1).Draw(t, "x")
}

func TestHotLoopsAllocateNothing(t *testing.T) {
	x, dst := levels[:], make([]float64, 256)
	var jumps []float64
	jumps = Jumps(jumps, 1, 5, 30)
	for name, f := range map[string]func(){
		"QuantizeTo": func() { QuantizeTo(dst, x, 7.3) },
		"Jumps":      func() { jumps = Jumps(jumps, 0.7, 5, 30) },
		"Minimize":   func() { _, _ = Minimize(0.7, 5, 30) },
	} {
		if n := allocs.PerRun(20, f); n != 0 {
			t.Errorf("%s allocates %v times", name, n)
		}
	}
}
