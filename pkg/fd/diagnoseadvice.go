package fd

import (
	"math"

	"github.com/gradstep/gradstep/pkg/internal/enum"
)

// Method is a family of gradient estimators.
type Method int

// The methods that a diagnosis may advise.
const (
	NoMethod    Method = iota // values near x say nothing about where to go: search farther away
	Differences               // finite differences by Advice.Stencil
	Smoothing                 // differences along random directions, averaged: package steklov, or SPSA
)

// String names the method.
func (m Method) String() string { return enum.Name([]string{"none", "differences", "smoothing"}, m) }

// Advice is the estimator that suits a diagnosis.
type Advice struct {
	Method  Method
	Stencil Stencil // Differences: the formula
	Step    float64 // h of the formula, or the radius to begin with
	Evals   int     // evaluations for each coordinate of a gradient
	Error   float64 // Differences: expected error of the derivative; NaN where it cannot be said
	Why     string
}

// advise chooses the estimator. The step of differences balances what they leave, by the third
// derivative that the coarsest smooth rung shows, against the noise:
//
//	h = (3·σ/|f‴|)^(1/3),  error = h²·|f‴|/6 + σ/h
//
// The height of a plateau's steps counts as noise, height/√12, and h is then at least 4 treads.
func (d *Diagnosis) advise(p *ladder) {
	a := Advice{Error: math.NaN(), Evals: 2}
	switch d.Kind {
	case Unknown:
		a.Why = "the evidence does not decide; look at it, or ask at another scale"
		a.Evals = 0
	case Smooth:
		a.differences(p.finite(), d.Noise, 0, d.Reach)
		a.Why = "central differences; the step balances what they leave against the rounding of the values"
	case Noisy:
		a.differences(p.finite(), d.Noise, 0, math.Inf(1))
		a.Why = "central differences with a wide step, which balances the noise against what they leave"
		if !(a.Error <= math.Abs(a.slope(p))/2) {
			a.Method, a.Why = Smoothing, "no step lets the slope stand out from the noise: average over directions with a wide radius"
		}
	case Kink, Jump:
		a.Method, a.Step = Smoothing, max(d.Reach/8, min(4*math.Abs(d.At-p.x), d.Reach))
		a.Why = "the gradient of a mean over a ball: begin with this radius, and let it fall; a fixed step of differences sees one side, or their mean"
		if d.Kind == Jump {
			a.Why = "the gradient of a mean over a ball: begin with this radius; finite differences with a small step give height/2h, which is no slope"
		}
	case Plateau:
		a.Method, a.Evals, a.Why = NoMethod, 0, "all values near x are equal: no gradient points anywhere; search farther away"
		if d.Height > 0 {
			a.differences(p.finite(), d.Height/math.Sqrt(12), 4*d.Tread, math.Inf(1))
			a.Why = "central differences across several treads, or a mean over a ball of this radius"
		}
	}
	d.Advice = a
}

// differences sets a central difference for noise of a level; its step is at least lo and at most hi.
func (a *Advice) differences(rs []rung, level, lo, hi float64) {
	third, reached := 0.0, 0.0
	for i := len(rs) - 1; i >= 0; i-- {
		if r := &rs[i]; r.regular() {
			third, reached = max(math.Abs(r.third), r.rough/(r.d*r.d*r.d)), reach*r.d
			break
		}
	}
	if reached == 0 { // not one smooth curve at any distance
		reached = reach * rs[len(rs)-1].d
		third = rs[len(rs)-1].spread / (reached * reached * reached)
	}
	a.Method, a.Stencil, a.Evals = Differences, Central, 2
	a.Step = min(max(math.Cbrt(3*level/third), lo), max(min(reached, hi), lo))
	a.Error = a.Step*a.Step*third/6 + level/a.Step
}

// slope is that of the cubic on the rung nearest to the step.
func (a *Advice) slope(p *ladder) float64 {
	best, slope := math.Inf(1), math.NaN()
	rs := p.finite()
	for i := range rs {
		if off := math.Abs(math.Log(reach * rs[i].d / a.Step)); off < best {
			best, slope = off, rs[i].slope
		}
	}
	return slope
}
