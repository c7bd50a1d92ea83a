package restore

import (
	"fmt"
	"math"
)

// LeastRisk returns the weight in [lo, hi] at which an estimate of the error, such as that of
// [Stein], is least, from few restorations: it starts at start, walks in factors of 1.5 until
// the estimate rises again, halves the last factor on the better side, and takes the vertex of the
// parabola over log λ through the best three. Value is that of the parabola there.
//
// So it asks near the last place, where a method that begins with its last result is quickest. It
// finds a minimum near start, not one behind a rise. Where the estimate falls up to lo or hi, that end is the result.
// It panics unless 0 < lo <= start <= hi < +Inf and lo < hi. An error of risk is returned, and so is a
// risk that is not finite, as one that wraps [ErrValue].
func LeastRisk(risk func(lambda float64) (float64, error), start, lo, hi float64) (Choice, error) {
	if risk == nil {
		panic("restore: LeastRisk: the risk is nil")
	}
	checkInterval(lo, hi)
	if !(lo <= start && start <= hi) {
		panic(fmt.Sprintf("restore: LeastRisk: start %v is outside of %v to %v", start, lo, hi))
	}
	c := climb{risk: risk, lo: math.Log(lo), hi: math.Log(hi)}
	c.from(math.Log(start))
	if c.err != nil {
		return Choice{}, c.err
	}
	x, v := c.vertex()
	return Choice{Lambda: min(hi, max(lo, math.Exp(x))), Value: v, Evals: c.evals}, nil
}

// climb holds three neighbouring places on the axis of log λ, the best in the middle where there is
// one on either side.
type climb struct {
	risk   func(lambda float64) (float64, error)
	lo, hi float64
	x, v   [3]float64
	evals  int
	err    error
}

func (c *climb) at(x float64) float64 {
	if c.err != nil {
		return 0
	}
	lambda := math.Exp(x)
	v, err := c.risk(lambda)
	if err == nil && !finite(v) {
		err = bad("the risk of lambda = %v is %v", lambda, v)
	}
	c.evals++
	c.err = err
	return v
}

// from walks from x to where the risk rises on both sides, or to an end, and halves the better side.
func (c *climb) from(x float64) {
	step := math.Log(1.5)
	c.x = [3]float64{max(c.lo, x-step), x, min(c.hi, x+step)}
	c.v[1], c.v[0] = c.at(c.x[1]), math.Inf(1)
	if c.x[0] < x {
		c.v[0] = c.at(c.x[0])
	}
	if c.v[0] < c.v[1] {
		for c.err == nil && c.v[0] < c.v[1] {
			c.x = [3]float64{max(c.lo, c.x[0]-step), c.x[0], c.x[1]}
			c.v = [3]float64{math.Inf(1), c.v[0], c.v[1]}
			if c.x[0] < c.x[1] {
				c.v[0] = c.at(c.x[0])
			}
		}
	} else {
		c.v[2] = math.Inf(1)
		if c.x[2] > x {
			c.v[2] = c.at(c.x[2])
		}
		for c.err == nil && c.v[2] < c.v[1] {
			c.x = [3]float64{c.x[1], c.x[2], min(c.hi, c.x[2]+step)}
			c.v = [3]float64{c.v[1], c.v[2], math.Inf(1)}
			if c.x[2] > c.x[1] {
				c.v[2] = c.at(c.x[2])
			}
		}
	}
	if c.err != nil || math.IsInf(c.v[0], 1) || math.IsInf(c.v[2], 1) {
		return // an end
	}
	if v, _ := c.vertex(); v < c.x[1] {
		half := (c.x[0] + c.x[1]) / 2
		c.put(half, c.at(half), 0)
	} else {
		half := (c.x[1] + c.x[2]) / 2
		c.put(half, c.at(half), 1)
	}
}

// put takes up a place between x[i] and x[i+1], and leaves out what is then furthest from the best.
func (c *climb) put(x, v float64, i int) {
	switch better := v < c.v[1]; {
	case better && i == 0:
		c.x, c.v = [3]float64{c.x[0], x, c.x[1]}, [3]float64{c.v[0], v, c.v[1]}
	case better:
		c.x, c.v = [3]float64{c.x[1], x, c.x[2]}, [3]float64{c.v[1], v, c.v[2]}
	case i == 0:
		c.x[0], c.v[0] = x, v
	default:
		c.x[2], c.v[2] = x, v
	}
}

// vertex returns where the parabola through the three is least, and its value.
func (c *climb) vertex() (x, v float64) {
	a, b := c.x[0]-c.x[1], c.x[2]-c.x[1]
	fa, fb := c.v[0]-c.v[1], c.v[2]-c.v[1]
	if math.IsInf(fa, 1) || math.IsInf(fb, 1) || !(fa > 0 || fb > 0) {
		return c.x[1], c.v[1]
	}
	// v(x) = q·x² + s·x around the middle
	q := (fa/a - fb/b) / (a - b)
	s := fa/a - q*a
	x = -s / (2 * q)
	return c.x[1] + x, c.v[1] + s*x/2
}
