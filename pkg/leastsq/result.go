package leastsq

import (
	"gonum.org/v1/gonum/mat"

	"github.com/gradstep/gradstep/pkg/internal/enum"
)

// Result is the end of a run.
type Result struct {
	X          []float64
	SumSquares float64 // Σ r² at X, whatever the loss
	Residuals  []float64

	// StdErr are the standard errors of X, the roots of the diagonal of Covariance,
	//
	//	s² (JᵀJ)⁻¹,  s² = Σ r²/(M-n)
	//
	// where n counts the coordinates that are free; for a loss other than squares see Loss, with UnitVariance
	// s is 1. It is 0 for a coordinate held by equal bounds, NaN for one that ended at a bound, where the
	// formula doesn't hold (the others' errors then take it as held), +Inf for one that the residuals don't
	// determine, and NaN for all free ones where M = n leaves nothing to estimate s from.
	StdErr     []float64
	Covariance *mat.SymDense

	AtBound []bool // coordinates that equal a bound
	Rank    int    // of the Jacobian in the free coordinates

	Status Status
	Cost   float64 // the minimized sum of losses: SumSquares, but for robust losses
	Steps  int     // accepted ones

	Evaluations int // of Residuals, those for finite differences included
	Jacobians   int // of Problem.Jacobian, or made by differences
}

// Status says why a run ended.
type Status int

const (
	// Unfinished: the run failed; the error says how.
	Unfinished Status = iota
	// Converged: the next step would be below the tolerance in each coordinate.
	Converged
	// Orthogonal: the residuals are orthogonal to the columns of the Jacobian.
	Orthogonal
	// Exact: all residuals are 0.
	Exact
	// Rounding: the sum of squares no longer falls.
	Rounding
	// StepLimit: MaxSteps were too few.
	StepLimit
	// Cancelled: the context ended.
	Cancelled
	// NonFinite: residuals or derivatives that are NaN or infinite bar the way.
	NonFinite
)

var statuses = []enum.Status{
	Unfinished: {"unfinished", "The run failed: read the error."},
	Converged:  {"converged", "A further step would change no coordinate by more than the tolerance: accept X, and look at StdErr."},
	Orthogonal: {"orthogonal", "The residuals are orthogonal to all that the coordinates can change: accept X, and look at StdErr."},
	Exact:      {"exact", "All residuals are 0: accept X."},
	Rounding:   {"rounding", "The sum of squares no longer falls, as far as its rounding lets see: accept X, whose last digits may lack."},
	StepLimit:  {"step limit", "The steps ran out: raise MaxSteps, start nearer, or ask whether the data determine all coordinates."},
	Cancelled:  {"cancelled", "The context ended the run: X is the best point so far."},
	NonFinite:  {"not finite", "Residuals or derivatives became NaN or infinite: start elsewhere, or bound x to where they are finite."},
}

// String returns the status in a word or two.
func (s Status) String() string { return enum.StatusName(statuses, s) }

// Advice returns one sentence: what the status means and what to do next.
func (s Status) Advice() string { return enum.Advice(statuses, s) }

// Converged reports whether X is a minimum as far as the run can tell.
func (s Status) Converged() bool { return s >= Converged && s <= Rounding }
