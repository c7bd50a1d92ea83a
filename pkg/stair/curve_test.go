package stair

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/integrate/quad"
	"pgregory.net/rapid"

	"github.com/gradstep/gradstep/pkg/internal/allocs"
)

// noisyCurve is the loss of 400 noisy 8-bit pairs with true b = 12.34.
func noisyCurve(t testing.TB, lo, hi float64) (*Pairs, *Curve) {
	t.Helper()
	r := rand.New(rand.NewPCG(6, 1))
	x, y := make([]float64, 400), make([]float64, 400)
	for i := range x {
		x[i] = levels[r.IntN(256)]
		y[i] = Quantize(x[i], 12.34) + 0.02*r.NormFloat64()
	}
	p, err := NewPairs(x, y)
	if err != nil {
		t.Fatal(err)
	}
	c, err := p.Curve(lo, hi)
	if err != nil {
		t.Fatal(err)
	}
	return p, c
}

func TestCurveIsTheLoss(t *testing.T) {
	p, c := noisyCurve(t, 2, 60)
	rapid.Check(t, func(t *rapid.T) {
		b := rapid.Float64Range(2, 60).Draw(t, "b")
		if rapid.Bool().Draw(t, "at a jump") {
			s := c.Starts()
			b = s[rapid.IntRange(1, len(s)-1).Draw(t, "piece")]
			below := math.Nextafter(b, 0)
			if got, want := c.LossLeft(b), p.Loss(below); math.Abs(got-want) > 2e-15 {
				t.Fatalf("LossLeft(%v) = %v, want %v", b, got, want)
			}
		}
		if got, want := c.Loss(b), p.Loss(b); math.Abs(got-want) > 2e-15 {
			t.Fatalf("Loss(%v) = %v, want %v", b, got, want)
		}
	})
}

// The closed form of the Steklov mean against Gauss quadrature of the loss,
// piece by piece.
func TestCurveMeanAgainstQuadrature(t *testing.T) {
	p, c := noisyCurve(t, 2, 60)
	rapid.Check(t, func(t *rapid.T) {
		b := rapid.Float64Range(6, 50).Draw(t, "b")
		h := rapid.Float64Range(1e-3, 0.5).Draw(t, "h")
		ends := []float64{b - h}
		starts := c.Starts()
		i, _ := slices.BinarySearch(starts, b-h)
		for ; i < len(starts) && starts[i] < b+h; i++ {
			ends = append(ends, starts[i])
		}
		ends = append(ends, b+h)
		want := 0.0
		for i, r := range ends[1:] {
			want += quad.Fixed(p.Loss, ends[i], r, 8, quad.Legendre{}, 0)
		}
		want /= (b + h) - (b - h)
		if got := c.Mean(b, h); math.Abs(got-want) > 5e-15 {
			t.Fatalf("Mean(%v, %v) = %v, quadrature gives %v", b, h, got, want)
		}
	})
	if c.Mean(12, 0) != c.Loss(12) {
		t.Error("the mean over no width is not the loss")
	}
}

// The derivative of the mean, by a difference of the mean itself.
func TestCurveMeanDerivative(t *testing.T) {
	_, c := noisyCurve(t, 2, 60)
	const h, step = 1.5, 1e-6
	r := rand.New(rand.NewPCG(6, 2))
	for range 200 {
		b := 6 + 40*r.Float64()
		got := c.MeanDerivative(b, h)
		want := (c.Mean(b+step, h) - c.Mean(b-step, h)) / (2 * step)
		if cut := len(Jumps(nil, 1, b+h-step, b+h+step)); cut > 0 {
			continue
		}
		// A jump of the loss within a step of b±h changes the difference by at
		// most its height, which for 8-bit x other than 1 is below 1e-4.
		if math.Abs(got-want) > 1e-4 {
			t.Errorf("MeanDerivative(%v) = %v, differences give %v", b, got, want)
		}
		if direct := (c.Loss(b+h) - c.Loss(b-h)) / (2 * h); math.Abs(got-direct) > 1e-14 {
			t.Errorf("MeanDerivative(%v) = %v, (L(b+h) - L(b-h))/2h = %v", b, got, direct)
		}
	}
}

func TestCurveMisuse(t *testing.T) {
	p, c := noisyCurve(t, 5, 30)
	if lo, hi := c.Domain(); lo != 5 || hi != 30 {
		t.Errorf("Domain = %v, %v", lo, hi)
	}
	mustPanic(t, "Loss outside", func() { c.Loss(31) })
	mustPanic(t, "Loss of NaN", func() { c.Loss(math.NaN()) })
	mustPanic(t, "LossLeft at the lower end", func() { c.LossLeft(5) })
	mustPanic(t, "Mean outside", func() { c.Mean(29.5, 1) })
	mustPanic(t, "Mean of NaN", func() { c.Mean(12, math.NaN()) })
	mustPanic(t, "MeanDerivative without width", func() { c.MeanDerivative(12, 0) })
	if _, err := p.Curve(30, 5); err == nil {
		t.Error("Curve(30, 5): no error")
	}
}

func TestFitHotLoopsAllocateNothing(t *testing.T) {
	p, c := noisyCurve(t, 2, 60)
	var h Histogram
	row := make([]uint8, 512)
	for name, f := range map[string]func(){
		"Pairs.Loss":           func() { p.Loss(12.3) },
		"Curve.Loss":           func() { c.Loss(12.3) },
		"Curve.Mean":           func() { c.Mean(12.3, 1) },
		"Curve.MeanDerivative": func() { c.MeanDerivative(12.3, 1) },
		"Histogram.Add":        func() { h.Add(row, row) },
		"Histogram.AddEvery":   func() { h.AddEvery(row, row, 1, 3) },
	} {
		if n := allocs.PerRun(20, f); n != 0 {
			t.Errorf("%s allocates %v times", name, n)
		}
	}
}
