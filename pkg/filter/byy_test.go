package filter

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Counting step by step gives what counting x by x does, for every family, form, number, cut and curve.
func TestCountsByStepAreThoseByX(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	var x, y []float64
	for i := range 4000 {
		k := math.Floor(65536 * rng.Float64())
		if i%5 == 0 {
			k = math.Floor(k/4369) * 4369 // on the jumps of many filters
		}
		v := k / 65535
		x = append(x, v)
		switch i % 3 {
		case 0:
			y = append(y, math.Floor(256*rng.Float64())/255)
		case 1:
			y = append(y, math.Floor(v*7)/6*0.99)
		default:
			y = append(y, (math.Floor(v*15)+0.5)/15)
		}
	}
	for _, topY := range []float64{255, 65535} {
		stored := make([]float64, len(y))
		for i, v := range y {
			stored[i] = math.Floor(min(1, v)*topY+0.5) / topY
		}
		fast, err := NewData(x, stored, 65535, topY)
		if err != nil {
			t.Fatal(err)
		}
		if fast.byY == nil {
			t.Fatal("no index")
		}
		slow := *fast
		slow.byY = nil
		for _, transfer := range Transfers[:2] {
			a, b := newTally(fast, transfer), newTally(&slow, transfer)
			for _, family := range Families {
				for form := range family.Forms {
					for _, n := range []float64{2, 7, 16, 128} {
						for _, cut := range []bool{false, true} {
							for _, tol := range []float64{0.5, 0.7, 300} {
								f := Filter{Family: family, N: n, Form: form, Transfer: transfer, Cut: cut}
								if got, want := a.agree(f, tol, nil), b.agree(f, tol, nil); got != want {
									t.Errorf("%v, form %d, tolerance %v: %d agree, want %d", f, form, tol, got, want)
								}
								if got, want := a.stored(f), b.stored(f); got != want {
									t.Errorf("%v, form %d: %d are stored so, want %d", f, form, got, want)
								}
							}
						}
					}
				}
			}
		}
	}
}
