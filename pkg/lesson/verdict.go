package lesson

import (
	"fmt"
	"math"
)

// An Outcome says how an answer did.
type Outcome int

const (
	Unanswered Outcome = iota // the function still returns NaN or nil
	Wrong                     // at least one case fails; the reason names it
	Right                     // every case passes
)

// A Verdict is the result of a check: the outcome and, in one or two plain
// sentences, the reason.
type Verdict struct {
	Outcome Outcome
	Reason  string
}

// String is what the notebook prints: a mark that needs no colour, and the
// reason.
func (v Verdict) String() string {
	switch v.Outcome {
	case Right:
		return "✓ Right. " + v.Reason
	case Wrong:
		return "✗ Not yet. " + v.Reason
	default:
		return "… No answer yet. " + v.Reason
	}
}

func right(format string, args ...any) Verdict { return Verdict{Right, fmt.Sprintf(format, args...)} }

func wrong(format string, args ...any) Verdict { return Verdict{Wrong, fmt.Sprintf(format, args...)} }

// unanswered is the verdict on a function that was left as the notebook has it.
func unanswered() Verdict {
	return Verdict{Unanswered, "Replace the return of the cell above, run that cell, then run this one again."}
}

// guarded runs a check and turns a panic of the student's function into a
// verdict, so that the notebook shows a sentence instead of a stack trace.
func guarded(check func() Verdict) (v Verdict) {
	defer func() {
		if r := recover(); r != nil {
			v = wrong("Your function panicked: %v.", r)
		}
	}()
	return check()
}

// A probe is one case of a check: a label that a student can read, what the
// answer gave, what is right, and how far off it may be. A tolerance of 0 asks
// for the same number.
type probe struct {
	label     string
	got, want float64
	tol       float64
}

// near says that two numbers are the same but for rounding: how a typical mistake is recognized.
func near(a, b float64) bool { return math.Abs(a-b) < 1e-9*max(1, math.Abs(b)) }

// label names a case.
func label(format string, args ...any) string { return fmt.Sprintf(format, args...) }

// judge goes through the cases of a check in order: all NaN is no answer, the
// first case outside its tolerance is a wrong one, and done is the reason given
// with a right one.
func judge(done string, probes ...probe) Verdict {
	answered := false
	for _, t := range probes {
		answered = answered || !math.IsNaN(t.got)
	}
	if !answered {
		return unanswered()
	}
	for _, t := range probes {
		if math.IsNaN(t.got) || math.Abs(t.got-t.want) > t.tol {
			return wrong("%s: your function gives %.10g, and %.10g is right.", t.label, t.got, t.want)
		}
	}
	return right("%s", done)
}
