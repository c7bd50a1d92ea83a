package optim

import "math"

// Schedule gives the rate η of each step.
//
// Rate is asked for step = 0, 1, 2, … and is a pure function of the step, so that
// a resumed run meets the same rates. Minimize refuses a rate that is NaN,
// infinite or negative.
type Schedule interface {
	Rate(step int) float64
}

// Smooth is a schedule that has a rate between two steps too, for Restarts to stretch it.
type Smooth interface {
	Schedule
	RateAt(step float64) float64
}

// Constant is the same rate at every step.
//
//	η_k = η
type Constant float64

// Rate implements Schedule.
func (c Constant) Rate(int) float64 { return float64(c) }

// StepDecay drops the rate by a factor every so many steps.
//
//	η_k = η₀ Factor^⌊k/Every⌋
//
// This is the lecture's η = η₀/K, with K = 1/Factor, once for every period. Every below
// 1 counts as 1. For a drop every so many epochs wrap it in PerEpoch.
type StepDecay struct {
	Initial float64 // η₀
	Factor  float64
	Every   int
}

// Rate implements Schedule.
func (s StepDecay) Rate(step int) float64 {
	return s.Initial * math.Pow(s.Factor, float64(step/max(s.Every, 1)))
}

// ExponentialDecay falls by the same share at every step.
//
//	η_k = η₀ e^(-K k)
//
// Source: the lecture, "Annealing the learning rate".
type ExponentialDecay struct {
	Initial float64 // η₀
	K       float64
}

// Rate implements Schedule.
func (s ExponentialDecay) Rate(step int) float64 { return s.RateAt(float64(step)) }

// RateAt implements Smooth.
func (s ExponentialDecay) RateAt(step float64) float64 { return s.Initial * math.Exp(-s.K*step) }

// InverseTime is 1/t decay: slow enough that the rates still sum to infinity.
//
//	η_k = η₀ / (1 + K k)
//
// Source: the lecture, "Annealing the learning rate".
type InverseTime struct {
	Initial float64 // η₀
	K       float64
}

// Rate implements Schedule.
func (s InverseTime) Rate(step int) float64 { return s.RateAt(float64(step)) }

// RateAt implements Smooth.
func (s InverseTime) RateAt(step float64) float64 { return s.Initial / (1 + s.K*step) }

// InverseSqrt is the rate of the paper's theorem for convex, Lipschitz functions.
//
//	η_k = D √n / (L √t),  t = k + 1
//
// D is the diameter of the feasible set, L the Lipschitz constant, n the factor by
// which a one-direction estimator's second moment exceeds ‖∇f‖²: the dimension for
// such an estimator, 1 (the default, for 0) for a subgradient. Horizon T > 0 gives the
// fixed rate D√n/(L√T) of a run whose length is known beforehand.
type InverseSqrt struct {
	Diameter  float64 // D
	Lipschitz float64 // L
	N         int     // n
	Horizon   int     // T
}

// Rate implements Schedule.
func (s InverseSqrt) Rate(step int) float64 {
	t := step + 1
	if s.Horizon > 0 {
		t = s.Horizon
	}
	return s.Diameter * math.Sqrt(float64(max(s.N, 1))) / (s.Lipschitz * math.Sqrt(float64(t)))
}

// Polynomial falls from Initial to End in so many steps, and stays there.
//
//	η_k = End + (η₀ - End) (1 - min(k, Steps)/Steps)^Power
//
// Power 1 is linear. Steps below 1 counts as 1.
type Polynomial struct {
	Initial float64 // η₀
	End     float64
	Power   float64
	Steps   int
}

// Rate implements Schedule.
func (s Polynomial) Rate(step int) float64 { return s.RateAt(float64(step)) }

// RateAt implements Smooth.
func (s Polynomial) RateAt(step float64) float64 {
	return s.End + (s.Initial-s.End)*math.Pow(1-progress(step, s.Steps), s.Power)
}

// Cosine falls from Initial to End along half a cosine, and stays there.
//
//	η_k = End + ½ (η₀ - End) (1 + cos(π k/Steps))
//
// Periodic lets it rise again after Steps, as PyTorch's does; optax's stays. Steps
// below 1 counts as 1. Source: I. Loshchilov and F. Hutter, SGDR, ICLR 2017, (5).
type Cosine struct {
	Initial  float64 // η₀
	End      float64
	Steps    int
	Periodic bool
}

// Rate implements Schedule.
func (s Cosine) Rate(step int) float64 { return s.RateAt(float64(step)) }

// RateAt implements Smooth.
func (s Cosine) RateAt(step float64) float64 {
	share := progress(step, s.Steps)
	if s.Periodic {
		share = step / float64(max(s.Steps, 1))
	}
	return s.End + 0.5*(s.Initial-s.End)*(1+math.Cos(math.Pi*share))
}

// Warmup rises linearly to the first rate of the schedule that follows.
//
//	η_k = Then(0) (Start + (1 - Start) k/Steps)    k < Steps
//	η_k = Then(k - Steps)                          afterwards
//
// Start is a share of Then(0); 0 begins with a step of rate 0.
type Warmup struct {
	Start float64
	Steps int
	Then  Schedule
}

// Rate implements Schedule.
func (s Warmup) Rate(step int) float64 {
	if step >= s.Steps {
		return part("Warmup", s.Then).Rate(step - s.Steps)
	}
	return part("Warmup", s.Then).Rate(0) * (s.Start + (1-s.Start)*progress(float64(step), s.Steps))
}

// progress is the share of so many steps that is done, at most 1.
func progress(step float64, steps int) float64 {
	length := float64(max(steps, 1))
	return min(step, length) / length
}
