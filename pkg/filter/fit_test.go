package filter

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// ramp returns all levels 0…top, stored as values, each many times over.
func ramp(top, times int) []float64 {
	x := make([]float64, 0, (top+1)*times)
	for range times {
		for k := range top + 1 {
			x = append(x, float64(k)/float64(top))
		}
	}
	return x
}

// through returns what f stores of x.
func through(f Filter, x []float64, topX, topY float64) []float64 {
	y := make([]float64, len(x))
	for i, v := range x {
		y[i] = f.Store(f.Value(v, topX), topY) / topY
	}
	return y
}

func fit(t *testing.T, x, y []float64, topX, topY float64, s Settings) Answer {
	t.Helper()
	d, err := NewData(x, y, topX, topY)
	if err != nil {
		t.Fatal(err)
	}
	a, err := d.Fit(s)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// Each family is found again, whatever stands around it, with its number; or another
// filter that is the same function, or one that is said to be as good.
func TestFamiliesAreFoundAgain(t *testing.T) {
	x := ramp(255, 4)
	for _, family := range Families {
		numbers := []float64{3, 4, 7, 8, 16, 31, 64}
		if !family.Whole {
			numbers = []float64{3, 4.123, 5, 8.5, 17.77, 64.4}
		}
		for _, n := range numbers {
			if family.Check(n) != nil {
				continue
			}
			for i, transfer := range Transfers {
				if testing.Short() && i > 1 || i > 0 && n != 8 && n != 31 && n != 8.5 {
					continue
				}
				for _, cut := range []bool{false, true} {
					f := Filter{Family: family, N: n, Transfer: transfer, Cut: cut && !family.Stored}
					a := fit(t, x, through(f, x, 255, 255), 255, 255, Settings{})
					got := a.Best
					right := a.Name == family.Name && got.Lo <= n && n <= got.Hi
					for _, c := range a.Equal {
						right = right || c.Family == family && c.Lo <= n && n <= c.Hi
					}
					if same := Filter(got.Filter); !right && a.Name == same.Family.Name {
						right = sameOn(x, same, f)
					}
					if !right || a.Agree() != len(x) {
						t.Errorf("%v: %s, %v, %d of %d", f, a.Name, got.Filter, a.Agree(), len(x))
					}
				}
			}
		}
	}
}

// sameOn reports whether two filters store the same of all x.
func sameOn(x []float64, f, g Filter) bool {
	for _, v := range x {
		if f.Store(f.Value(v, 255), 255) != g.Store(g.Value(v, 255), 255) {
			return false
		}
	}
	return true
}

// With a third of the samples replaced the filter is still named.
func TestReplacedSamples(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	x := make([]float64, 20000)
	for i := range x {
		x[i] = float64(rng.IntN(256)) / 255
	}
	for _, family := range Families {
		for _, n := range []float64{4, 16, 7.3} {
			if family.Check(n) != nil {
				continue
			}
			y := through(Filter{Family: family, N: n}, x, 255, 255)
			for i := range y {
				if rng.Float64() < 0.35 {
					y[i] = float64(rng.IntN(256)) / 255
				}
			}
			a := fit(t, x, y, 255, 255, Settings{})
			if a.Name != family.Name || !(a.Best.Lo <= n && n <= a.Best.Hi) || len(a.Notes) == 0 {
				t.Errorf("%s %v: %s, %v, notes %q", family.Name, n, a.Name, a.Best.Filter, a.Notes)
			}
		}
	}
}

// What is no function of x is said to be none, with the evidence, though a formula
// explains most of it; a function that is none of the formulas is a curve.
func TestMisfitIsSaid(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	x := make([]float64, 30000)
	for i := range x {
		x[i] = float64(rng.IntN(256)) / 255
	}
	nearest := Filter{Family: round, N: 4}
	for name, c := range map[string]struct {
		f        func(x float64) float64
		want     string
		evidence string
	}{
		"dither": {func(x float64) float64 {
			return math.Floor(x*3+rng.Float64()) / 3
		}, None, "one level of the original has many"},
		"dither of two levels": {func(x float64) float64 {
			return math.Floor(x + 0.25 + 0.5*rng.Float64())
		}, None, "one level of the original has many"},
		"noise": {func(x float64) float64 {
			return min(1, max(0, nearest.Value(x, 255)+0.03*rng.NormFloat64()))
		}, None, "one level of the original has many"},
		"tone curve": {func(x float64) float64 { return math.Floor(x*x*5) / 5 }, Curve, "the nearest formula"},
		"one step moved": {func(x float64) float64 {
			return nearest.Value(max(0, x-0.02), 255)
		}, Curve, "the nearest formula"},
		"falling": {func(x float64) float64 { return nearest.Value(1-x, 255) }, None, "does not rise"},
		"solarized": {func(x float64) float64 {
			return nearest.Value(min(x, 1-x), 255)
		}, None, "does not rise"},
	} {
		y := make([]float64, len(x))
		for i, v := range x {
			y[i] = math.Floor(c.f(v)*255+0.5) / 255
		}
		a := fit(t, x, y, 255, 255, Settings{})
		if a.Name != c.want || !strings.Contains(strings.Join(a.Notes, "; "), c.evidence) {
			t.Errorf("%s: %s, %v, notes %q; want %s", name, a.Name, a.Best.Filter, a.Notes, c.want)
		}
	}
}

func TestSixteenBits(t *testing.T) {
	x := ramp(1<<12, 1)
	for i := range x {
		x[i] = math.Floor(x[i]*65535+0.5) / 65535
	}
	for _, f := range []Filter{{Family: round, N: 9}, {Family: bits, N: 16}, {Family: staircase, N: 8.5}} {
		for _, topY := range []float64{255, 65535} {
			a := fit(t, x, through(f, x, 65535, topY), 65535, topY, Settings{})
			if a.Name != f.Family.Name || !(a.Best.Lo <= f.N && f.N <= a.Best.Hi) || a.Agree() != len(x) {
				t.Errorf("%v in %v: %s, %v, %d of %d", f, topY, a.Name, a.Best.Filter, a.Agree(), len(x))
			}
		}
	}
}

// Samples of few values do not tell the families apart, and that is said.
func TestFewValues(t *testing.T) {
	var x []float64
	for range 50 {
		x = append(x, 0, 0.2, 1)
	}
	a := fit(t, x, x, 255, 255, Settings{})
	if len(a.Equal) == 0 {
		t.Errorf("three values: %s, %v, nothing else", a.Name, a.Best.Filter)
	}
}

// The numbers of the whole families, by counting every one.
func TestWholeByBruteForce(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for range 20 {
		x, y := make([]float64, 300), make([]float64, 300)
		for i := range x {
			x[i] = float64(rng.IntN(256)) / 255
			y[i] = float64(rng.IntN(8)) / 7
			y[i] = math.Floor(y[i]*255+0.5) / 255
		}
		d, err := NewData(x, y, 255, 255)
		if err != nil {
			t.Fatal(err)
		}
		best := 0
		for n := 2.0; n <= 256; n++ {
			f := Filter{Family: round, N: n}
			agree := 0
			for i, v := range x {
				if math.Abs(f.Store(f.Value(v, 255), 255)-y[i]*255) < 1e-9 {
					agree++
				}
			}
			best = max(best, agree)
		}
		c := newTally(d, plain).fitWhole(Filter{Family: round}, Settings{Tol: DefaultTol})
		// Levels at half a sample may go either way, and thresholds on a sample.
		if c.Agree < best || c.Agree > best+8 {
			t.Errorf("%d agree, by counting %d", c.Agree, best)
		}
	}
}

func TestRefusals(t *testing.T) {
	if _, err := NewData([]float64{0.5}, nil, 255, 255); err == nil {
		t.Error("no error for lengths that differ")
	}
	d, err := NewData([]float64{1, 1}, []float64{0, 0}, 255, 255)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Fit(Settings{}); err == nil || !strings.Contains(err.Error(), "no sample agrees") {
		t.Errorf("white made black: %v", err)
	}
	if _, err := d.Fit(Settings{Only: "colour"}); err == nil || !strings.Contains(err.Error(), "there are staircase, round") {
		t.Errorf("%v", err)
	}
	for _, c := range []struct {
		f *Family
		n float64
	}{{staircase, 0}, {staircase, math.NaN()}, {round, 2.5}, {round, 1}, {round, 257}, {bits, 3}} {
		if c.f.Check(c.n) == nil {
			t.Errorf("%s takes %v", c.f.Name, c.n)
		}
	}
}
