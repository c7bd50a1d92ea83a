package recovery

import (
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/internal/allocs"
	"github.com/gradstep/gradstep/pkg/stair"
)

// made returns the objective of n random pixels; a share of the y is replaced.
func made(t *testing.T, n int, b float64, stored bool, outliers float64) (f *Objective, x, y []float64) {
	t.Helper()
	rng := rand.New(rand.NewPCG(uint64(n), 2))
	for range n {
		x = append(x, rng.Float64())
	}
	y = stair.QuantizeTo(nil, x, b)
	for i := range y {
		if rng.Float64() < outliers {
			y[i] = rng.Float64()
		}
		if stored {
			y[i] = math.Round(255*min(1, y[i])) / 255
		}
	}
	return objective(t, x, y, Settings{}), x, y
}

func objective(t *testing.T, x, y []float64, o Settings) *Objective {
	t.Helper()
	p, err := stair.NewPairs(x, y)
	if err != nil {
		t.Fatal(err)
	}
	f, err := New(p, o)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestSpreadOfPairs(t *testing.T) {
	f, x, y := made(t, 300, 17.3, false, 0.2)
	for b := 5.1; b < 30; b += 0.7 {
		value, slope := f.Spread(b)
		var want, wantSlope float64
		for i := range x {
			v, _, db := Spread{}.At(y[i]-x[i], b)
			want, wantSlope = want+v/300, wantSlope+db/300
		}
		if math.Abs(value-want) > 1e-12 || math.Abs(slope-wantSlope) > 1e-12 {
			t.Errorf("b = %v: %v, %v; want %v, %v", b, value, slope, want, wantSlope)
		}
	}
}

// misfit is the term of one pixel, from its definition.
func misfit(x, y, b, tol float64, stored bool) float64 {
	d := math.Abs(stair.Quantize(x, b) - y)
	if stored && y >= 1 {
		d = 1 - stair.Quantize(x, b)
	}
	return min(1, b*max(0, d-tol))
}

func TestMisfitAgainstItsDefinition(t *testing.T) {
	for _, stored := range []bool{false, true} {
		f, x, y := made(t, 400, 11.7, stored, 0.2)
		tol := 0.0
		if stored {
			tol = stair.HalfLevel
		}
		if f.tol != tol {
			t.Fatalf("stored = %v: tolerance %v", stored, f.tol)
		}
		for b := 5.1; b < 30; b += 0.37 {
			want := 0.0
			for i := range x {
				want += misfit(x[i], y[i], b, tol, stored) / float64(len(x))
			}
			if got := f.Misfit(b); math.Abs(got-want) > 1e-12 {
				t.Errorf("stored = %v, b = %v: %v, want %v", stored, b, got, want)
			}
		}
	}
}

// Many y of one x take the way with a search.
func TestMisfitOfManyYs(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	var x, y []float64
	for i := range 3000 {
		x = append(x, float64(i%5+1)/7)
		y = append(y, math.Round(255*rng.Float64())/255)
	}
	f := objective(t, x, y, Settings{Tol: 0.003})
	for b := 5.1; b < 30; b += 0.37 {
		// All five x have more than fullWeight pixels, so they count the same.
		var sum, n [5]float64
		for i := range x {
			sum[i%5] += misfit(x[i], y[i], b, 0.003, true)
			n[i%5]++
		}
		want := 0.0
		for k := range sum {
			want += sum[k] / n[k] / 5
		}
		if got := f.Misfit(b); math.Abs(got-want) > 1e-12 {
			t.Errorf("b = %v: %v, want %v", b, got, want)
		}
	}
}

// Slope is the derivative of the mean of the misfit, integrated numerically.
func TestSlopeOfTheMean(t *testing.T) {
	f, _, _ := made(t, 40, 14.2, true, 0)
	const h, n, d = 0.7, 200_000, 0.3
	mean := func(b float64) (sum float64) {
		for i := range n {
			sum += f.Misfit(b+h*(2*(float64(i)+0.5)/n-1)) / n
		}
		return sum
	}
	// Both sides of the mean value theorem: the mean rises by the integral of Slope.
	rise, want := mean(13+d)-mean(13), 0.0
	for i := range 20_000 {
		want += f.Slope(13+d*(float64(i)+0.5)/20_000, h) * d / 20_000
	}
	if math.Abs(rise-want) > 1e-3*math.Abs(want) || math.Abs(want) < 1e-4 {
		t.Errorf("the mean rises by %v, its slope says %v", rise, want)
	}
}

func TestWeights(t *testing.T) {
	x := []float64{0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.25}
	y := []float64{0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.2, 0.2, 0.3}
	f := objective(t, x, y, Settings{})
	want := []float64{0.2, 0.8 * 0.75, 0.8 * 0.25} // 0.25 is one pixel, 0.5 counts as four
	for j, w := range want {
		if math.Abs(f.w[j]-w) > 1e-15 {
			t.Errorf("weights %v, want %v", f.w, want)
			break
		}
	}
}

func TestNewRefuses(t *testing.T) {
	p, err := stair.NewPairs([]float64{0.5, 0.7}, []float64{0.51, 0.7})
	if err != nil {
		t.Fatal(err)
	}
	nan := math.NaN()
	for _, c := range []struct {
		o    Settings
		says string
	}{
		{Settings{Lo: 5}, "[5, 0]"},
		{Settings{Lo: 7, Hi: 6}, "[7, 6]"},
		{Settings{Lo: nan, Hi: 6}, "NaN"},
		{Settings{Lo: 1, Hi: math.Inf(1)}, "+Inf"},
		{Settings{Tol: -1}, "Tol = -1"},
		{Settings{Tol: nan}, "Tol = NaN"},
		{Settings{Outliers: 1}, "Outliers = 1"},
		{Settings{Outliers: nan}, "Outliers = NaN"},
	} {
		if _, err := New(p, c.o); !errors.Is(err, ErrValue) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%+v: %v", c.o, err)
		}
	}
	white, err := stair.NewPairs([]float64{1, 0.99}, []float64{1, 1})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := New(white, Settings{}); !errors.Is(err, stair.ErrEmpty) {
		t.Errorf("white alone: %v", err)
	}
}

func TestPassesAllocateNothing(t *testing.T) {
	f, _, _ := made(t, 500, 20, true, 0.2)
	if n := allocs.PerRun(20, func() { f.Spread(12); f.Misfit(12) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
	if n := allocs.PerRun(20, func() { f.Slope(12, 0.5) }); n > 1 {
		t.Errorf("%v allocations by Slope", n)
	}
	defer func() {
		if r := recover(); r == nil || !strings.HasPrefix(r.(string), "recovery: ") {
			t.Errorf("panic %v", r)
		}
	}()
	f.Slope(1, 1)
}

// For pixels that fill their steps evenly, the spread has one valley from 5 to 30,
// and it lies near the target; with rounding and with outliers as well.
func TestSpreadHasOneValley(t *testing.T) {
	for _, stored := range []bool{false, true} {
		for _, outliers := range []float64{0, 0.2, 0.35} {
			for b := 5.3; b < 29; b += 4.11 {
				f, _, _ := made(t, 3000, b, stored, outliers)
				var valleys []float64
				_, last := f.Spread(5)
				for c := 5.1; c <= 30; c += 0.1 {
					_, slope := f.Spread(c)
					if last < 0 && slope >= 0 {
						valleys = append(valleys, c)
					}
					last = slope
				}
				if len(valleys) != 1 || math.Abs(valleys[0]-b) > 0.05*b+0.1 {
					t.Errorf("b = %.2f, stored %v, %g outliers: valleys at %.2f", b, stored, outliers, valleys)
				}
			}
		}
	}
}
