package blackbox

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/gradstep/gradstep/pkg/fd"
	"github.com/gradstep/gradstep/pkg/optim"
)

// Settings say how to minimize. Rule and Rate are needed.
type Settings struct {
	Source *Source    // nil: as the diagnoses at the start advise, which are part of the budget
	Rule   optim.Rule // of package optim
	Rate   float64    // of the first step, in units of the box; it falls to 0 along half a cosine as the budget is spent
	Seed   uint64     // of the directions
}

// Result is what [Minimize] found.
type Result struct {
	X, Start  []float64 // the best point that was evaluated, and the first
	F, StartF float64
	At        int // which evaluation it was, from 1
	Last      []float64
	LastF     float64 // the point at which descent ended
	Steps     int
	Source    *Source
	Diagnoses []fd.Diagnosis // nil unless one was asked for
	Path      [][]float64    // x after each step, the start included
	PathF     []float64
}

// cosine is the schedule of the rate.
type cosine struct {
	rate  float64
	steps int
}

// Rate implements optim.Schedule.
func (c cosine) Rate(step int) float64 {
	return c.rate / 2 * (1 + math.Cos(math.Pi*float64(step)/float64(c.steps)))
}

// aborted carries an error out of optim.Minimize, whose functions return none.
type aborted struct{ err error }

// Minimize descends from start until the budget of the evaluator is spent, which must be set.
//
// The gradient is that of the source; after each step the function is evaluated once at the new
// point. The result is the best point that was evaluated, whether by a step or for a gradient: with
// noise its value flatters it, and LastF is the honest one. The error is that of
// [Evaluator.Values], or wraps [ErrValue] where the budget is too small for one step, or is that of
// [optim.Minimize].
func Minimize(ctx context.Context, e *Evaluator, box *Box, start []float64, s Settings) (r Result, err error) {
	if e == nil || box == nil {
		panic("blackbox: Minimize: the evaluator or the box is nil")
	}
	r = Result{Start: start, Source: s.Source}
	if r.Source == nil {
		if r.Diagnoses, err = Diagnose(ctx, e, box, start); err != nil {
			if errors.Is(err, ErrBudget) {
				err = fmt.Errorf("%w; a diagnosis takes some 110 a variable, or name a gradient source", err)
			}
			return r, err
		}
		r.Source = Advised(r.Diagnoses)
	}
	left := e.Budget - len(e.Evaluations()) - 1
	if r.Diagnoses != nil {
		left++ // the value at the start is there
	}
	steps := left / (r.Source.cost(box.free()) + 1)
	if steps < 1 {
		return r, fmt.Errorf("%w: a budget of %d does not last for one step, which takes %d evaluations after %d", ErrValue, e.Budget, r.Source.cost(box.free())+1, max(1, len(e.Evaluations())))
	}
	if err := descend(ctx, e, box, s, steps, &r); err != nil && !errors.Is(err, ErrBudget) {
		return r, err // a gradient at a bound may take more than was reckoned with, so that the last step has no budget
	}
	r.Steps = len(r.Path) - 1
	r.Last, r.LastF = r.Path[r.Steps], r.PathF[r.Steps]
	r.StartF, r.F = r.PathF[0], math.Inf(1)
	for i, v := range e.Evaluations() {
		if v.Failed == "" && v.F < r.F {
			r.X, r.F, r.At = v.X, v.F, i+1
		}
	}
	return r, nil
}

// descend takes the steps and keeps the path in r.
func descend(ctx context.Context, e *Evaluator, box *Box, s Settings, steps int, r *Result) (err error) {
	defer func() {
		switch v := recover().(type) {
		case nil:
		case aborted:
			err = v.err
		default:
			panic(v)
		}
	}()
	step, rate := uint64(0), cosine{s.Rate, steps}
	p := optim.Problem{
		Func: func(u []float64) float64 {
			x := box.X(u)
			v, err := e.Values(ctx, [][]float64{x})
			if err != nil {
				panic(aborted{err})
			}
			if n := len(r.Path); n == 0 || !slices.Equal(r.Path[n-1], x) {
				r.Path, r.PathF = append(r.Path, x), append(r.PathF, v[0])
			}
			return v[0]
		},
		Grad: func(dst, u []float64) {
			step++
			if err := r.Source.gradient(ctx, e, box, dst, u, s.Seed, step, rate.Rate(int(step)-1)/s.Rate); err != nil {
				panic(aborted{err})
			}
		},
	}
	_, err = optim.Minimize(p, box.U(r.Start), s.Rule, optim.Settings{Rate: rate, MaxSteps: steps, Project: box.Project, Divergence: -1})
	return err
}
