package fd

import (
	"fmt"
	"math"
)

// Tuning is a step for a stencil at a point, and what it was chosen from.
type Tuning struct {
	Step   float64
	Noise  float64 // level of the noise; at least the rounding of the values
	Curve  float64 // size of the derivative f⁽ᵖ⁺ᵈ⁾ in the stencil's remainder, or a bound of it where noise hides it
	Expect float64 // error to be expected at Step: truncation plus noise
	Evals  int
}

// Tune returns the step that suits a stencil, a function's noise and its own scale at x.
//
//	h = (d·A·a / (p·|R|·M))^(1/(p+d))
//
// minimizes |R|·M·hᵖ + A·a/hᵈ, with the stencil's constants A and R as in [Stencil.Step], a the level of the
// noise ([MeasureNoise]) and M = |f⁽ᵖ⁺ᵈ⁾(x)| from the quotients at h and 2h, at a step where their difference rises
// above the noise. No step is taken whose quotient a finer one contradicts: a kink near x bounds it. The error
// wraps ErrNotFinite where f is not finite at x, or not on any scale around it.
//
// Source: Moré and Wild, "Estimating derivatives of noisy simulations", ACM Trans. Math. Softw. 38 (2012),
// for d = 1 and p = 1, 2; Shi, Xie, Xuan and Nocedal (2022) for the two quotients.
func Tune(f func(float64) float64, x float64, s Stencil) (Tuning, error) {
	s.mustBeUsable()
	l := newLine(f, x, s)
	fx := f(x)
	l.evals++
	if fx-fx != 0 {
		return Tuning{Evals: l.evals}, fmt.Errorf("%w: f(%v) = %g", ErrNotFinite, x, fx)
	}
	noise, err := MeasureNoise(f, x)
	l.evals += noise.Evals
	if err != nil {
		noise.Level = 0
	}
	l.hunt.level, l.hunt.asked = noise.Level, err == nil
	if r := noise.Level / math.Abs(fx); r > 0x1p-52 {
		l.hunt.h = l.hunt.size * min(s.stepUnit(min(r, 1)), 1./8)
	}
	l.hunt.h /= 64 // the way up is checked at each step
	l.search()
	t := Tuning{Evals: l.evals, Noise: max(l.hunt.level, spacing(fx)/2)}
	if !l.hunt.held {
		return t, fmt.Errorf("%w: within %.3g of x = %v", ErrNotFinite, l.hunt.h, x)
	}
	b := l.hunt.best
	q := 1.
	if b.seen() {
		q = min(1, b.ideal())
	}
	t.Step = representable(x, min(b.h*q, l.hunt.size/8))
	_, remainder := s.constants()
	t.Curve = b.trunc / (remainder * math.Pow(b.h, float64(s.Order)))
	t.Expect = b.trunc*math.Pow(t.Step/b.h, float64(s.Order)) + b.noise*math.Pow(b.h/t.Step, float64(s.Derivative))
	return t, nil
}

// line is a function of one variable whose step is searched for.
type line struct {
	f      func(float64) float64
	x      float64
	lo, hi float64
	main   Stencil
	beside *oneSided // for bounds; nil: none
	fx     float64   // f(x), where known
	known  bool
	hunt   pursuit
	value  float64 // the quotient at the best step so far
	evals  int
}

func newLine(f func(float64) float64, x float64, s Stencil) *line {
	if f == nil {
		panic("fd: the function is nil")
	}
	l := &line{f: f, x: x, lo: math.Inf(-1), hi: math.Inf(1), main: s, value: math.NaN()}
	l.hunt = pursuit{size: max(1, math.Abs(x)), own: math.Abs(x), floor: 4 * spacing(x), unit: s.stepUnit(0), ceiling: math.Inf(1)}
	l.hunt.h = l.hunt.size * l.hunt.unit
	return l
}

// at is f, which is evaluated at x once.
func (l *line) at(t float64) float64 {
	if t == l.x && l.known {
		return l.fx
	}
	l.evals++
	v := l.f(t)
	if t == l.x {
		l.fx, l.known = v, true
	}
	return v
}

// search tries steps until one serves.
func (l *line) search() {
	for !l.hunt.done {
		st, h := &l.main, rounded(l.x, l.hunt.h)
		if l.beside != nil && !st.fits(l.x, 2*h, l.lo, l.hi) {
			var twice float64
			st, twice = l.beside.choose(l.x, 2*h, l.lo, l.hi)
			h = representable(l.x, twice/2)
		}
		c, value := l.trial(st, h)
		better := l.hunt.take(c)
		if l.hunt.ask {
			n, err := MeasureNoise(func(t float64) float64 { return l.f(min(max(t, l.lo), l.hi)) }, l.x)
			l.evals += n.Evals
			if err != nil {
				n.Level = 0
			}
			better = l.hunt.noiseIs(n.Level)
		}
		if better || !l.hunt.held {
			l.value = value
		}
	}
}

// trial evaluates the quotients with the steps h and 2h.
func (l *line) trial(st *Stencil, h float64) (attempt, float64) {
	c := attempt{st: st, h: h}
	var quotients [2]float64
	values := make([]float64, len(st.Points))
	first := math.NaN()
	for q, factor := range [2]float64{1, 2} {
		for k, p := range st.Points {
			values[k] = l.at(place(l.x, p.Offset, factor*h, l.lo, l.hi))
			if q == 0 && k == 0 {
				first = values[0]
			}
			c.top, c.change = max(c.top, math.Abs(values[k])), max(c.change, math.Abs(values[k]-first))
		}
		quotients[q] = st.sum(values) / st.scale(factor*h)
	}
	c.slope, c.gap, c.moved = math.Abs(quotients[0]), math.Abs(quotients[1]-quotients[0]), math.Abs(quotients[0]-l.value)
	sum := c.slope + c.gap + c.top
	c.finite = sum-sum == 0
	return c, quotients[0]
}
