package stair

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"testing"
)

// textEps is the ε of the question's answer.
const textEps = 1e-6

// text is the answer found with the question, for a domain [lo, hi] instead of
// [5, 30]: hi if x < 1/hi, otherwise ⌈lo·x⌉/x - ε.
func text(x, lo, hi float64) float64 {
	if x < 1/hi {
		return hi
	}
	return math.Ceil(lo*x)/x - textEps
}

// verdict says how the text's b fares.
func verdict(x, lo, hi float64) string {
	b := text(x, lo, hi)
	m, err := Minimize(x, lo, hi)
	switch {
	case err != nil:
		return err.Error()
	case b < lo:
		return "left of the domain"
	case b > hi:
		return "right of the domain"
	case Quantize(x, b)-m.Value > textEps*m.Value/lo*1.5:
		return "not the infimum" // by more than y changes over ε
	}
	return "right"
}

// Every kind of x, and every kind of domain: the whole answer against brute force
// over neighbouring floats, and the text's answer counted.
func TestMinimizeEveryKindAndTheTextsAnswer(t *testing.T) {
	r := rand.New(rand.NewPCG(17, 4))
	many := 12000
	if testing.Short() {
		many = 600
	}
	domain := func() (lo, hi float64) { // of width 1 or more: room for ε
		lo = 1 + 99*r.Float64()
		return lo, lo + 1 + 99*r.Float64()
	}
	type tally = map[string]int
	kinds := []struct {
		name  string
		cases int
		draw  func(i int) (x, lo, hi float64)
		want  tally
	}{
		{"[5, 30], x = 0", 1, func(int) (x, lo, hi float64) { return 0, 5, 30 }, tally{"right": 1}},
		{"[5, 30], x = 1/30", 1, func(int) (x, lo, hi float64) { return 1.0 / 30, 5, 30 }, tally{"right": 1}},
		{"[5, 30], x = k/5", 5, func(i int) (x, lo, hi float64) { return float64(i+1) / 5, 5, 30 }, tally{"left of the domain": 5}},
		{"[5, 30], just below k/5", 5, func(i int) (x, lo, hi float64) { return float64(i+1)/5 - 1e-9, 5, 30 }, tally{"left of the domain": 5}},
		{"[5, 30], 8-bit x", 256, func(i int) (x, lo, hi float64) { return levels[i], 5, 30 }, tally{"left of the domain": 5, "right": 251}},
		{"[5, 30], random x", many, func(int) (x, lo, hi float64) { return r.Float64(), 5, 30 }, tally{"right": many}},
		{"[5, 30], x < 1/30", many, func(int) (x, lo, hi float64) { return r.Float64() / 30, 5, 30 }, tally{"right": many}},
		{"random domain, random x", many, func(int) (x, lo, hi float64) { lo, hi = domain(); return r.Float64(), lo, hi }, tally{"right of the domain": 160, "right": 11840}},
		{"random domain, 8-bit x", many, func(int) (x, lo, hi float64) { lo, hi = domain(); return levels[r.IntN(256)], lo, hi }, tally{"right of the domain": 153, "right": 11847}},
		{"lo·x an integer", many, func(int) (x, lo, hi float64) {
			n := float64(1 + r.IntN(50))
			for x*lo != n { // in floating point, too
				x = 0.02 + 0.98*r.Float64()
				lo = n / x
			}
			return x, lo, lo + 1/x + 10*r.Float64()
		}, tally{"left of the domain": many}},
		{"hi·x an integer", many, func(int) (x, lo, hi float64) {
			x = 0.02 + 0.98*r.Float64()
			n := float64(1 + r.IntN(50))
			return x, (n - 0.01 - 0.98*r.Float64()) / x, firstAbove(x, n)
		}, tally{"right": many}},
		{"hi·x = 1, the float below x", many, func(int) (x, lo, hi float64) {
			hi = 2 + 98*r.Float64()
			return math.Nextafter(1/hi, 0), hi / 2, hi
		}, tally{"right": many}},
		{"no jump in the domain", many, func(int) (x, lo, hi float64) {
			x = 0.02 + 0.98*r.Float64()
			n := float64(1 + r.IntN(50))
			return x, (n + 0.1) / x, (n + 0.9) / x
		}, tally{"right of the domain": many}},
		{"lo = hi", many, func(int) (x, lo, hi float64) { lo = 1 + 99*r.Float64(); return r.Float64(), lo, lo }, tally{"right of the domain": 11413, "right": 587}},
	}
	total := 0
	for _, k := range kinds {
		got := tally{}
		for i := range k.cases {
			x, lo, hi := k.draw(i)
			checkMinimum(t, x, lo, hi, r)
			got[verdict(x, lo, hi)]++
		}
		total += k.cases
		if testing.Short() {
			continue
		}
		page.Says(t, fmt.Sprintf("| %s | %d | %d | %d | %d |", k.name, k.cases,
			got["right"], got["left of the domain"], got["right of the domain"]))
		if !maps.Equal(got, k.want) {
			t.Errorf("%s: the text's answer is %v, want %v", k.name, got, k.want)
		}
	}
	if !testing.Short() && total != 108268 {
		t.Errorf("%d cases", total)
	}
}
