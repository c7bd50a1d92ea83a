package optim

import "fmt"

// Successive minimizes smoothed copies of a function one after the other, each less smoothed than the one before and
// from where that one ended: large radii see past the dips that a small one falls into, small ones see where the
// minimum is.
//
//	x_k = mean of the second half of the iterates of a run on F_h, h = radii[k], from x_{k-1}, with the rate η·radii[k]/radii[0]
//
// smoothed returns the problem of a radius; its gradient is most often an estimate from values, such as that of
// package steklov. The rate shrinks with the radius, as the width of what F_h shows does; the rule's memory
// begins anew in each run. ∇F_h is Lipschitz with a constant of about L√n/h where F has the constant L, so
// plain descent that begins with a rate below 2h/(L√n) is stable at every radius. Settings.MaxSteps, which is
// required, and the stop hold for each run.
//
// The result is that of the last run, with X the mean, F its value, and steps and evaluations those of all runs. The
// error is that of Minimize, and ErrValue when radii is empty or does not fall towards 0, or for settings that save or
// resume a run; a run that fails ends it, with the best point known.
//
// What it finds is no global minimum by right: F_h has to have one valley for the first radius, and the way must not
// fork below it. Where the mean over a large ball knows nothing of the minimum, as for a staircase's loss, a
// large radius leads astray.
//
// Source: V. Norkin, A. Pichler and A. Kozyriev, Constrained global optimization by smoothing, 2023
// (arXiv:2308.08422), whose runs average all iterates.
func Successive(smoothed func(h float64) Problem, radii, x0 []float64, rule Rule, s Settings) (Result, error) {
	if smoothed == nil {
		panic("optim: Successive: nil function")
	}
	switch {
	case len(radii) == 0:
		return Result{}, badValue("Successive: there are no radii: give some that fall, such as 1, 0.3, 0.1")
	case s.MaxSteps <= 0:
		return Result{}, badValue("Successive: Settings.MaxSteps is %d: give the steps of a run", s.MaxSteps)
	case s.Resume != nil || s.Save != nil:
		return Result{}, badValue("Successive: it cannot be saved or resumed: run its stages by Minimize")
	}
	for k, h := range radii {
		if !(h > 0) || h-h != 0 || k > 0 && h >= radii[k-1] {
			return Result{}, badValue("Successive: radius %d is %v: they have to be positive, finite, and to fall", k, h)
		}
	}
	var all Result
	rate := s.Rate
	for _, h := range radii {
		p, mean := smoothed(h), &Average{Skip: s.MaxSteps / 2}
		if rate != nil {
			s.Rate = Product{rate, Constant(h / radii[0])}
		}
		r, err := Minimize(p, x0, Chain(rule, mean), s)
		r.Steps += all.Steps
		r.Ledger = r.Ledger.plus(all.Ledger)
		all = r
		if err != nil {
			return all, fmt.Errorf("optim: Successive: at the radius %v: %w", h, err)
		}
		if mean.Mean != nil {
			all.X = mean.Mean
			if p.Func != nil {
				all.F = p.Func(all.X)
				all.Ledger.FuncEvals++
				if all.F < all.BestF {
					all.Best, all.BestF = all.X, all.F
				}
			}
		}
		x0 = all.X
	}
	return all, nil
}
