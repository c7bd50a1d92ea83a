package optim

import (
	"cmp"
	"math"
)

// Plateau stops when f has not fallen below its best by more than MinGain for
// Patience evaluations in a row.
//
// Patience 0 is 1. The comparison is f < Best - MinGain with MinGain >= 0 absolute;
// of a noisy f, choose MinGain above the noise.
type Plateau struct {
	Patience int     `json:"-"`
	MinGain  float64 `json:"-"`

	Best    float64 // memory: the value to beat
	Waited  int     // evaluations since then
	Started bool
}

// Check implements Stop.
func (s *Plateau) Check(p *Progress) Status {
	if p == nil {
		panic("optim: Plateau: the progress is nil")
	}
	if !p.FKnown {
		return Running
	}
	if !s.Started || p.F < s.Best-s.MinGain {
		s.Best, s.Waited, s.Started = p.F, 0, true
		return Running
	}
	s.Waited++
	if s.Waited >= max(s.Patience, 1) {
		return OnPlateau
	}
	return Running
}

// Reset implements Stop.
func (s *Plateau) Reset() { s.Best, s.Waited, s.Started = 0, 0, false }

// NeedsFunc implements FuncNeeder.
func (s *Plateau) NeedsFunc() bool { return true }

// NoisyGrad stops when an estimated gradient is small beyond its noise: in each of
// Window steps in a row
//
//	‖g‖ + Z·σ < Tol,
//
// where σ is the estimator's standard error, and then, if Confirm is set, Confirm(x)
// < Tol as well.
//
// One estimate may be small by chance (a few directions that are nearly orthogonal
// to the gradient), so one is not enough; while σ is not small against Tol, nothing
// about ‖g‖ < Tol is known, so the sum is compared. A σ that is NaN or infinite never
// passes: it says that nothing shows the error of the estimate, as in one complete block of
// orthogonal directions, where two blocks would. What no standard error shows is a bias
// common to all estimates; Confirm, an independent ‖g‖ such as that of central
// differences, is asked only when all else has passed, and a refusal starts the
// count anew.
type NoisyGrad struct {
	Tol     float64                   `json:"-"`
	Window  int                       `json:"-"` // 0: 5
	Z       float64                   `json:"-"` // 0: 2
	StdErr  func() float64            `json:"-"` // σ of the last gradient; required: nil never passes
	Confirm func(x []float64) float64 `json:"-"` // independent ‖g‖ at x; nil: not asked

	InARow int // memory: steps that have passed
}

// Check implements Stop.
func (s *NoisyGrad) Check(p *Progress) Status {
	if p == nil {
		panic("optim: NoisyGrad: the progress is nil")
	}
	z, window := s.Z, s.Window
	z = cmp.Or(z, 2)
	window = cmp.Or(window, 5)
	sigma := math.Inf(1)
	if s.StdErr != nil {
		sigma = s.StdErr()
	}
	if !(sigma >= 0 && p.GradNorm+z*sigma < s.Tol) {
		s.InARow = 0
		return Running
	}
	s.InARow++
	if s.InARow < window {
		return Running
	}
	if s.Confirm != nil && !(s.Confirm(p.X) < s.Tol) {
		s.InARow = 0
		return Running
	}
	return SmallNoisyGradient
}

// Reset implements Stop.
func (s *NoisyGrad) Reset() { s.InARow = 0 }
