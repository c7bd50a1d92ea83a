package fd

import (
	"fmt"
	"math"
	"math/big"
)

// Rat returns the offsets and the coefficients, divided by Divisor, as the exact rational numbers that the
// stencil holds.
func (s Stencil) Rat() (offsets, coeffs []*big.Rat) {
	div := ratOf(s.divisor())
	for _, p := range s.Points {
		offsets = append(offsets, ratOf(p.Offset))
		coeffs = append(coeffs, new(big.Rat).Quo(ratOf(p.Coeff), div))
	}
	return offsets, coeffs
}

// Remainder is the constant R of the leading error term, exactly.
//
//	f⁽ᵈ⁾(x) = (formula) + R·hᵖ·f⁽ᵈ⁺ᵖ⁾(x) + …
//
// For Forward it is -1/2, for Central -1/6, for Forward2 1/3.
func (s Stencil) Remainder() *big.Rat {
	s.mustBeUsable()
	o, c := s.Rat()
	m := moment(o, c, s.Derivative+s.Order)
	m.Quo(m, factorial(s.Derivative+s.Order))
	return m.Neg(m)
}

// Check reports whether the stencil has the derivative and the order that it claims, in exact arithmetic: the
// first moment Σ c·oᵏ that breaks them is named. The order is the true one: claiming less is an error too.
func (s Stencil) Check() error {
	if fault := s.fault(); fault != "" {
		return fmt.Errorf("fd: %s", fault)
	}
	o, c := s.Rat()
	order, err := trueOrder(o, c, s.Derivative)
	if err == nil && order != s.Order {
		err = fmt.Errorf("fd: stencil %v has order %d, not the %d it claims", s, order, s.Order)
	}
	return err
}

// Extrapolate returns the stencil that Runge–Romberg's rule makes of this one and of itself with the step
// r·h.
//
//	(rᵖ·s(h) - s(r·h)) / (rᵖ - 1)
//
// (13) of the paper, with p = Order. It cancels the leading error term, so the order rises by one, and by two
// where the error has even powers only (Even): the new order is computed from the new coefficients. All
// arithmetic is exact; the result has whole coefficients over one divisor whenever these fit into a float64,
// which they do for the usual r (2, ½, 3). It panics when r is 0, 1 or not finite, or -1 for an even order.
//
// Source: (11)-(13) of Norkin and Kozyriev; the difference (s(h) - s(r·h))/(rᵖ - 1), their (14), is the new
// value minus s(h).
func (s Stencil) Extrapolate(r float64) Stencil {
	s.mustBeUsable()
	if math.IsNaN(r) || math.IsInf(r, 0) || r == 0 || math.Abs(math.Pow(r, float64(s.Order))) == 1 && (r > 0 || s.Order%2 == 0) {
		panic(fmt.Sprintf("fd: the ratio of two steps cannot be %g", r))
	}
	rr := ratOf(r)
	rp, rd := power(rr, s.Order), power(rr, s.Derivative)
	denom := new(big.Rat).Sub(rp, big.NewRat(1, 1))
	offsets, coeffs := s.Rat()
	sum := combination{}
	for i := range offsets {
		near := new(big.Rat).Mul(rp, coeffs[i])
		sum.add(offsets[i], near.Quo(near, denom))
		far := new(big.Rat).Quo(coeffs[i], rd)
		far.Quo(far, denom)
		sum.add(new(big.Rat).Mul(rr, offsets[i]), far.Neg(far))
	}
	offsets, coeffs = sum.terms()
	order, err := trueOrder(offsets, coeffs, s.Derivative)
	if err != nil {
		panic(err)
	}
	return fromRat(offsets, coeffs, s.Derivative, order)
}

// trueOrder is the order of a formula for the derivative d, from its moments Σ c·oᵏ.
func trueOrder(offsets, coeffs []*big.Rat, d int) (int, error) {
	for k := 0; ; k++ {
		got, want := moment(offsets, coeffs, k), new(big.Rat)
		if k == d {
			want = factorial(d)
		}
		switch {
		case got.Cmp(want) == 0 && k > 2*len(offsets)+d:
			return 0, fmt.Errorf("fd: a stencil needs points beside x")
		case got.Cmp(want) == 0:
		case k <= d:
			return 0, fmt.Errorf("fd: not a formula for derivative %d: Σ c·o^%d is %s, not %s", d, k, got.RatString(), want.RatString())
		default:
			return k - d, nil
		}
	}
}

// fromRat makes a stencil of exact terms: whole numbers over one divisor where they fit, else rounded
// coefficients.
func fromRat(offsets, coeffs []*big.Rat, d, order int) Stencil {
	s := Stencil{Derivative: d, Order: order, Divisor: 1}
	lcm := big.NewInt(1)
	for _, c := range coeffs {
		g := new(big.Int).GCD(nil, nil, lcm, c.Denom())
		lcm.Mul(lcm, new(big.Int).Quo(c.Denom(), g))
	}
	scale := new(big.Rat).SetInt(lcm)
	whole := lcm.BitLen() <= 53
	for _, c := range coeffs {
		whole = whole && new(big.Rat).Mul(c, scale).Num().BitLen() <= 53
	}
	if !whole {
		scale.SetInt64(1)
	}
	s.Divisor, _ = scale.Float64()
	for i := range offsets {
		o, _ := offsets[i].Float64()
		c, _ := new(big.Rat).Mul(coeffs[i], scale).Float64()
		s.Points = append(s.Points, Point{o, c})
	}
	return s
}

// combination is a sum of terms with equal offsets joined, in rising order of offset.
type combination struct{ offsets, coeffs []*big.Rat }

func (t *combination) add(offset, coeff *big.Rat) {
	i := 0
	for i < len(t.offsets) && t.offsets[i].Cmp(offset) < 0 {
		i++
	}
	if i < len(t.offsets) && t.offsets[i].Cmp(offset) == 0 {
		t.coeffs[i] = new(big.Rat).Add(t.coeffs[i], coeff)
		return
	}
	t.offsets = append(t.offsets[:i], append([]*big.Rat{offset}, t.offsets[i:]...)...)
	t.coeffs = append(t.coeffs[:i], append([]*big.Rat{coeff}, t.coeffs[i:]...)...)
}

// terms are the terms whose coefficient is not 0.
func (t *combination) terms() (offsets, coeffs []*big.Rat) {
	for i := range t.offsets {
		if t.coeffs[i].Sign() != 0 {
			offsets, coeffs = append(offsets, t.offsets[i]), append(coeffs, t.coeffs[i])
		}
	}
	return offsets, coeffs
}

// moment is Σ c·oᵏ.
func moment(offsets, coeffs []*big.Rat, k int) *big.Rat {
	sum := new(big.Rat)
	for i := range offsets {
		t := power(offsets[i], k)
		sum.Add(sum, t.Mul(t, coeffs[i]))
	}
	return sum
}

func power(v *big.Rat, k int) *big.Rat {
	p := big.NewRat(1, 1)
	for range k {
		p.Mul(p, v)
	}
	return p
}

func factorial(k int) *big.Rat {
	return new(big.Rat).SetInt(new(big.Int).MulRange(1, int64(k)))
}

// ratOf is the exact value of a finite float64.
func ratOf(v float64) *big.Rat {
	r := new(big.Rat).SetFloat64(v)
	if r == nil {
		panic(fmt.Sprintf("fd: %g cannot be an offset or a coefficient", v))
	}
	return r
}
