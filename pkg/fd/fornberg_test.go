package fd

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// Weights of any nodes are exact on polynomials of lower degree than there are nodes.
func TestWeightsAreExactOnPolynomials(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		nodes := rapid.SliceOfNDistinct(rapid.IntRange(-40, 40), 2, 7, rapid.ID[int]).Draw(t, "nodes")
		at := float64(rapid.IntRange(-20, 20).Draw(t, "at")) / 8
		d := rapid.IntRange(0, len(nodes)-1).Draw(t, "derivative")
		x := make([]float64, len(nodes))
		for i, n := range nodes {
			x[i] = float64(n) / 8
		}
		w := Weights(nil, at, x, d)
		for k := range x {
			got, size := 0.0, 0.0
			for i := range x {
				got += w[i] * math.Pow(x[i], float64(k))
				size += math.Abs(w[i] * math.Pow(x[i], float64(k)))
			}
			want := 0.0
			if k >= d {
				want = math.Pow(at, float64(k-d))
				for j := range d {
					want *= float64(k - j)
				}
			}
			if math.Abs(got-want) > 1e-14*size+1e-14*math.Abs(want) {
				t.Fatalf("x^%d: got %g, want %g", k, got, want)
			}
		}
	})
}

func TestWeightsInterpolate(t *testing.T) {
	got := Weights(nil, 0.5, []float64{0, 1}, 0)
	if got[0] != 0.5 || got[1] != 0.5 {
		t.Errorf("got %v", got)
	}
	nodes := []float64{3, -1, 0.5}
	Weights(make([]float64, 3), 0, nodes, 2)
	if nodes[0] != 3 || nodes[1] != -1 || nodes[2] != 0.5 {
		t.Error("nodes were modified")
	}
}

// Two entries of Fornberg's table 1: the eighth-order central formulas.
func TestKnownWeights(t *testing.T) {
	first := NewCentral(1, 8)
	if first.Divisor != 840 || first.Points[0].Coeff != 3 || first.Points[4].Coeff != 672 {
		t.Errorf("first derivative: %v", first)
	}
	second := NewCentral(2, 8)
	if second.Divisor != 5040 || second.Points[4].Coeff != -14350 || second.Points[3].Coeff != 8064 {
		t.Errorf("second derivative: %v", second)
	}
	if got := first.Remainder().RatString(); got != "1/630" {
		t.Errorf("remainder %s", got)
	}
}
