package steklov

import (
	"fmt"
	"math"
	"slices"
	"testing"
)

// The stated standard error, in root mean square over trials, lies between 0.8 and 2.5 of the true one, or it is NaN:
// for every kind, scheme and number of directions, on kinks, noise and both. It is 0 only where the truth is.
func TestStandardErrorIsHonest(t *testing.T) {
	trials := 1500
	if testing.Short() {
		trials = 400
	}
	functions := []struct {
		name string
		f    func(x []float64, noise func() float64) float64
	}{
		{"kinks", func(x []float64, _ func() float64) float64 {
			s := 0.0
			for _, v := range x {
				s += math.Abs(v)
			}
			return s
		}},
		{"largest", func(x []float64, _ func() float64) float64 {
			s := 0.0
			for _, v := range x {
				s = max(s, math.Abs(v))
			}
			return s
		}},
		{"noise", func(_ []float64, noise func() float64) float64 { return noise() }},
		{"line and noise", func(x []float64, noise func() float64) float64 { return x[0] - x[len(x)-1] + 0.01*noise() }},
		{"kinks and noise", func(x []float64, noise func() float64) float64 {
			s := 0.05 * noise()
			for i, v := range x {
				s += math.Abs(v) * float64(i%3)
			}
			return s
		}},
		{"steps", func(x []float64, _ func() float64) float64 { return math.Floor(20*x[0]) + math.Floor(30*x[len(x)-1]) }},
		{"cubic", func(x []float64, _ func() float64) float64 { return x[0]*x[0]*x[0] + 40*x[0]*x[len(x)-1]*x[len(x)-1] }},
	}
	least, most := math.Inf(1), 0.0
	stated, silent := 0, 0
	for _, kind := range kinds {
		for _, n := range []int{1, 2, 3, 10} {
			ks := []int{1, 2, 3, n/2 + 1, n - 1, n, n + 1, 2 * n, 3*n + 1}
			slices.Sort(ks)
			for _, k := range slices.Compact(ks) {
				if k < 1 {
					continue
				}
				for i, q := range functions {
					rng := seeded(uint64(1000*n + 10*k + i))
					e := Estimator{Radius: 0.1, Directions: k, Kind: kind, Rand: rng, Scheme: Scheme(k % 2)}
					f := func(x []float64) float64 { return q.f(x, rng.NormFloat64) }
					x, g := make([]float64, n), make([]float64, n)
					for j := range x {
						x[j] = 0.03 * math.Sin(float64(3*j+1))
					}
					mean, squares, own := make([]moments, n), 0.0, 0.0
					for range trials {
						se := e.Gradient(g, f, x)
						own += se * se / float64(trials)
						for j := range g {
							mean[j].add(g[j])
						}
					}
					for j := range mean {
						squares += mean[j].squares / float64(trials-1)
					}
					name := fmt.Sprintf("%v, n = %d, K = %d, %s", kind, n, k, q.name)
					switch {
					case math.IsNaN(own):
						silent++
						if kind == Coordinate && e.Scheme == Forward && k > n {
							break
						}
						if kind.blocked() && float64(k) < mostOfABlock*float64(n) || k > n || !kind.blocked() && (k > 1 || n > 2) {
							t.Errorf("%s: NaN", name)
						}
					case squares < 1e-20:
						if own > 1e-18 {
							t.Errorf("%s: standard error %g where there is none", name, math.Sqrt(own))
						}
					default:
						stated++
						r := math.Sqrt(own / squares)
						least, most = min(least, r), max(most, r)
						if r < 0.8*0.95 || r > 2.5*1.05 { // what the trials leave open
							t.Errorf("%s: stated %.3g, true %.3g", name, math.Sqrt(own), math.Sqrt(squares))
						}
					}
				}
			}
		}
	}
	t.Logf("stated over true: from %.2f to %.2f in %d cases; NaN in %d", least, most, stated, silent)
}

// The interval that MonteCarlo's standard error makes covers the mean in 95 of 100 trials, two more or less.
func TestMonteCarloIntervals(t *testing.T) {
	const trials, pairs = 4000, 200
	for name, q := range map[string]struct {
		f    func(x, noise float64) float64
		mean float64
	}{
		"kink":  {func(x, _ float64) float64 { return math.Abs(x) }, 0},
		"step":  {func(x, _ float64) float64 { return math.Floor(3 * x) }, 0},
		"noise": {func(x, noise float64) float64 { return x*x + noise }, 0},
	} {
		rng := seeded(77)
		switch name {
		case "kink":
			q.mean, _ = Abs(0.2, 0.5)
		case "step":
			q.mean, _ = Floor(0.6, 1.5)
		case "noise":
			q.mean = 0.2*0.2 + 0.5*0.5/3
		}
		inside := 0
		for range trials {
			mean, se := MonteCarlo(func(x []float64) float64 { return q.f(x[0], rng.NormFloat64()) }, []float64{0.2}, 0.5, pairs, rng)
			if math.Abs(mean-q.mean) <= 1.96*se {
				inside++
			}
		}
		if share := 100 * float64(inside) / trials; share < 93 || share > 97 {
			t.Errorf("%s: %.1f %% of the intervals hold the mean", name, share)
		}
	}
}

// Where float64 beside x is coarser than the radius, the estimate is still that of the slope, and never certain.
func TestRadiusBelowTheSpacing(t *testing.T) {
	for _, at := range []float64{1e6, 1e8, 1e9, 1e10, 1e15} {
		for _, kind := range kinds {
			for _, n := range []int{1, 3} {
				f := func(x []float64) float64 {
					s := 0.0
					for i, v := range x {
						s += (v - at) * float64(i+1)
					}
					return s
				}
				x, g, sum := make([]float64, n), make([]float64, n), make([]float64, n)
				for i := range x {
					x[i] = at
				}
				e := Estimator{Radius: 1e-7, Kind: kind, Rand: seeded(1), Directions: 3 * n}
				const trials = 3000
				for range trials {
					if e.Gradient(g, f, x); kind == Coordinate {
						for i := range g {
							if g[i] != float64(i+1) {
								t.Fatalf("%v at %g: %v", kind, at, g)
							}
						}
					}
					for i := range g {
						sum[i] += g[i] / trials
					}
				}
				for i := range sum {
					if kind != Gaussian && math.Abs(sum[i]-float64(i+1)) > 0.15*float64(n) {
						t.Errorf("%v at %g, n = %d: %v in the mean", kind, at, n, sum)
						break
					}
				}
				if e.Directions = n; n == 1 && kind != Gaussian {
					if se := e.Gradient(g, f, x); se == 0 {
						t.Errorf("%v at %g: certain", kind, at)
					}
				}
			}
		}
	}
}

func TestEstimatorWorkers(t *testing.T) {
	f := func(x []float64) float64 {
		s := 0.0
		for i, v := range x {
			s += math.Abs(v) * float64(i+1)
		}
		return s
	}
	x := []float64{0.1, -0.2, 0.05, 0, 1}
	for _, kind := range kinds {
		for _, scheme := range []Scheme{Central, Forward} {
			var want []float64
			var stderr float64
			for _, workers := range []int{0, 2, 3, 50} {
				e := Estimator{Radius: 0.1, Kind: kind, Scheme: scheme, Directions: 13, Rand: seeded(3), Workers: workers}
				g := make([]float64, 5)
				e.Gradient(g, f, x)
				se := e.Gradient(g, f, x)
				if want == nil {
					want, stderr = g, se
				}
				if evals := map[Scheme]int{Central: 52, Forward: 28}[scheme]; !slices.Equal(g, want) || (se != stderr && se == se) || e.Evals() != evals {
					t.Errorf("%v, scheme %d, %d workers: %v ± %g after %d evaluations", kind, scheme, workers, g, se, e.Evals())
				}
			}
		}
	}
	e := Estimator{Radius: 0.1, Rand: seeded(3), Workers: 3, Directions: 4}
	func() {
		defer func() {
			if recover() == nil {
				t.Error("f's panic got lost")
			}
		}()
		e.Gradient(nil, func([]float64) float64 { panic("no") }, x)
	}()
}
