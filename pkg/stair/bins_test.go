package stair

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// No piece that a part reaches into lies below the bound of the part, and the least lies below that of all.
func TestBinsBoundTheirPieces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lo := rapid.Float64Range(0.5, 40).Draw(t, "lo")
		hi := lo + rapid.Float64Range(0.01, 20).Draw(t, "width")
		p, err := NewPairs(drawPairs(t, lo, hi))
		if err != nil {
			t.Fatal(err)
		}
		v := newBins(p, lo, hi, rapid.IntRange(1, 40).Draw(t, "parts"))
		least := math.Inf(1)
		p.sweep(lo, hi, func(c piece) {
			b, _ := c.vertex()
			least = min(least, p.sumAt(c, b))
			for j := range v.gain {
				from, to := max(c.lo, v.edge[j]), min(c.hi, v.edge[j+1])
				if !(from < to) {
					continue
				}
				if sum := p.sumAt(c, min(max(b, from), to)); sum < v.below(j) {
					t.Fatalf("part %d, [%v, %v], holds a sum of squares of %v, bound by %v", j, v.edge[j], v.edge[j+1], sum, v.below(j))
				}
			}
		})
		if least > v.above() {
			t.Fatalf("the least sum of squares is %v, and not above %v", least, v.above())
		}
	})
}

// manyPairsOf are pairs of the kinds that a fit meets, 3000 of them.
func manyPairsOf(kind int, r *rand.Rand) (x, y []float64) {
	for range 3000 {
		u := r.Float64()
		if kind == 4 {
			u = math.Round(u*255) / 255
		}
		v := Quantize(u, 12.34)
		switch kind {
		case 1:
			v += 0.03 * r.NormFloat64()
		case 2:
			v = math.Floor(255*min(1, v)+0.5) / 255
		case 3:
			if r.Float64() < 0.2 {
				v = r.Float64()
			}
		case 5:
			v = r.Float64()
		case 6:
			v = 1 - v
		}
		x, y = append(x, u), append(y, v)
	}
	return x, y
}

// What is left out changes no fit, and nine tenths are left out, also where no b made the pairs.
func TestNearestIsTheFit(t *testing.T) {
	for kind := range 7 {
		for seed := range uint64(2) {
			x, y := manyPairsOf(kind, rand.New(rand.NewPCG(seed, 7)))
			p, err := NewPairs(x, y)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range [][2]float64{{5, 30}, {2, 128}, {12.3, 12.4}, {0.5, 12.34}} {
				o := Settings{Lo: d[0], Hi: d[1]}
				want := p.leastSquares(o)
				if got := p.nearest(o.Lo, o.Hi, binsOfMany); got != want.Fit {
					t.Errorf("pairs %d, seed %d, in %v: %+v, and of all pieces %+v", kind, seed, d, got, want)
				}
				pieces := 0
				spared := newBins(p, o.Lo, o.Hi, binsOfMany).sweep(func(piece) { pieces++ })
				if d[0] == 5 && (!spared || 10*pieces > want.Pieces) {
					t.Errorf("pairs %d, seed %d, in %v: %d of %d pieces visited, spared: %v", kind, seed, d, pieces, want.Pieces, spared)
				}
			}
		}
	}
}

// Few jumps leave parts empty, and pieces reach over several.
func TestNearestOfFewJumps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lo := rapid.Float64Range(0.5, 40).Draw(t, "lo")
		hi := lo + rapid.Float64Range(0.01, 20).Draw(t, "width")
		p, err := NewPairs(drawPairs(t, lo, hi))
		if err != nil {
			t.Fatal(err)
		}
		want := p.leastSquares(Settings{Lo: lo, Hi: hi}).Fit
		if got := p.nearest(lo, hi, rapid.IntRange(1, 200).Draw(t, "parts")); got != want {
			t.Fatalf("%+v, and of all pieces %+v", got, want)
		}
	})
}
