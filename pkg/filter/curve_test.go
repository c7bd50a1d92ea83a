package filter

import (
	"math"
	"math/rand/v2"
	"testing"
)

// The best rising function, by trying all of few x and y.
func TestRisingByBruteForce(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for range 200 {
		const xs, ys = 4, 4
		n := 1 + rng.IntN(30)
		x, y := make([]float64, n), make([]float64, n)
		var counts [xs][ys]int
		for i := range n {
			a, b := rng.IntN(xs), rng.IntN(ys)
			counts[a][b]++
			x[i], y[i] = float64(a)/255, float64(b)/255
		}
		best := 0
		for code := range int(math.Pow(ys, xs)) {
			agree, last, rising := 0, 0, true
			for a := range xs {
				b := code % ys
				code /= ys
				rising = rising && b >= last
				last = b
				agree += counts[a][b]
			}
			if rising {
				best = max(best, agree)
			}
		}
		d, err := NewData(x, y, 255, 255)
		if err != nil {
			t.Fatal(err)
		}
		r := d.Rising()
		if r.Agree != best || r.Total != n || r.Levels != len(r.Steps) {
			t.Fatalf("%+v, by trying all %d", r, best)
		}
		agree, lastY, lastX := 0, -1.0, -1.0
		for _, s := range r.Steps {
			if s.Y <= lastY || s.First <= lastX || s.Last < s.First {
				t.Fatalf("steps do not rise: %+v", r.Steps)
			}
			lastY, lastX = s.Y, s.Last
			for i := range x {
				if s.First <= x[i] && x[i] <= s.Last && y[i] == s.Y {
					agree++
				}
			}
		}
		if agree != best {
			t.Fatalf("the steps explain %d, want %d: %+v", agree, best, r.Steps)
		}
	}
}
