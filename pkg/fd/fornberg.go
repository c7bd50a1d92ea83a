package fd

import (
	"fmt"
	"math/big"

	"github.com/gradstep/gradstep/pkg/internal/sized"
)

// Weights writes to dst the weights that make Σ dst[i]·f(nodes[i]) the derivative of the interpolating
// polynomial at a point.
//
// The nodes may be any set of different numbers, in any order; derivative 0 is interpolation itself. The
// formula is exact on polynomials of degree below len(nodes). Fornberg's recurrence runs in exact rational
// arithmetic, so each weight is correctly rounded. It panics when there are too few nodes, when two are
// equal, or when one is not finite.
//
// Source: Fornberg, "Generation of finite difference formulas on arbitrarily spaced grids", Math. Comp. 51
// (1988), p. 699.
func Weights(dst []float64, at float64, nodes []float64, derivative int) []float64 {
	dst = sized.To("fd: Weights", dst, len(nodes))
	exact := make([]*big.Rat, len(nodes))
	for i, v := range nodes {
		exact[i] = new(big.Rat).Sub(ratOf(v), ratOf(at))
	}
	for i, w := range fornberg(exact, derivative) {
		dst[i], _ = w.Float64()
	}
	return dst
}

// NewStencil returns the formula for a derivative from the values at the given offsets, in units of h.
//
// The order is computed, not assumed: symmetric offsets get the one more that symmetry gives. It panics like
// Weights.
func NewStencil(derivative int, offsets ...float64) Stencil {
	if derivative < 1 {
		panic(fmt.Sprintf("fd: derivative %d", derivative))
	}
	exact := make([]*big.Rat, len(offsets))
	for i, o := range offsets {
		exact[i] = ratOf(o)
	}
	sum := combination{}
	for i, w := range fornberg(exact, derivative) {
		sum.add(exact[i], w)
	}
	o, c := sum.terms()
	order, err := trueOrder(o, c, derivative)
	if err != nil {
		panic(err)
	}
	return fromRat(o, c, derivative, order)
}

// NewForward returns the stencil of a derivative and an order on the points x, x+h, x+2h, …
func NewForward(derivative, order int) Stencil {
	return NewStencil(derivative, ramp(0, derivative+order)...)
}

// NewBackward returns the stencil of a derivative and an order on the points …, x-2h, x-h, x.
func NewBackward(derivative, order int) Stencil {
	n := derivative + order
	return NewStencil(derivative, ramp(1-n, n)...)
}

// NewCentral returns the symmetric stencil of a derivative and an even order. It panics when the order is
// odd.
func NewCentral(derivative, order int) Stencil {
	if order < 2 || order%2 == 1 {
		panic(fmt.Sprintf("fd: a central stencil has an even order, not %d", order))
	}
	half := (derivative+1)/2 + order/2 - 1
	return NewStencil(derivative, ramp(-half, 2*half+1)...)
}

// ramp is n whole numbers in a row.
func ramp(first, n int) []float64 {
	if n < 1 || n > 1000 {
		panic(fmt.Sprintf("fd: a stencil of %d points, want at most 1000", n))
	}
	r := make([]float64, n)
	for i := range r {
		r[i] = float64(first + i)
	}
	return r
}

// fornberg is the recurrence, with the derivative taken at 0.
func fornberg(nodes []*big.Rat, derivative int) []*big.Rat {
	n := len(nodes)
	if derivative < 0 || n <= derivative {
		panic(fmt.Sprintf("fd: %d points do not determine derivative %d", n, derivative))
	}
	// w[k][j] is the weight of node j in derivative k, from the nodes so far.
	w := make([][]*big.Rat, derivative+1)
	for k := range w {
		w[k] = make([]*big.Rat, n)
		for j := range w[k] {
			w[k][j] = new(big.Rat)
		}
	}
	w[0][0].SetInt64(1)
	c1 := big.NewRat(1, 1)
	for i := 1; i < n; i++ {
		c2 := big.NewRat(1, 1)
		for j := range i {
			c3 := new(big.Rat).Sub(nodes[i], nodes[j])
			if c3.Sign() == 0 {
				panic(fmt.Sprintf("fd: two points at offset %s", nodes[i].RatString()))
			}
			c2.Mul(c2, c3)
			if j == i-1 {
				newest(w, nodes[i-1], new(big.Rat).Quo(c1, c2), i)
			}
			for k := derivative; k >= 0; k-- {
				t := new(big.Rat).Mul(nodes[i], w[k][j])
				if k > 0 {
					t.Sub(t, times(int64(k), w[k-1][j]))
				}
				w[k][j] = t.Quo(t, c3)
			}
		}
		c1 = c2
	}
	return w[derivative]
}

// newest fills the column of node i from that of node i-1, before that one is updated.
func newest(w [][]*big.Rat, before, ratio *big.Rat, i int) {
	for k := range w {
		t := new(big.Rat).Mul(before, w[k][i-1])
		t.Neg(t)
		if k > 0 {
			t.Add(t, times(int64(k), w[k-1][i-1]))
		}
		w[k][i] = t.Mul(t, ratio)
	}
}

func times(k int64, v *big.Rat) *big.Rat {
	return new(big.Rat).Mul(new(big.Rat).SetInt64(k), v)
}
