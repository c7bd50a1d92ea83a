package optim

import "github.com/gradstep/gradstep/pkg/internal/enum"

// Status says why a run ended.
type Status int

const (
	// Running: the run goes on; what a Stop returns when it has nothing to say.
	Running Status = iota
	// SmallStep: ‖x_i - x_{i-1}‖ fell below its tolerance (the paper's args).
	SmallStep
	// SmallChange: |f(x_i) - f(x_{i-1})| fell below its tolerance (func).
	SmallChange
	// SmallStepAndChange: both did in the same step (mixed).
	SmallStepAndChange
	// SmallGradient: ‖g‖ fell below its tolerance (grad).
	SmallGradient
	// SmallNoisyGradient: ‖g‖ and its standard error stayed below the tolerance.
	SmallNoisyGradient
	// OnPlateau: f has not improved for a while.
	OnPlateau
	// StepLimit: Settings.MaxSteps steps were made.
	StepLimit
	// CostLimit: the budget of evaluations is spent.
	CostLimit
	// TimeLimit: the budget of wall time is spent.
	TimeLimit
	// Cancelled: the context ended.
	Cancelled
	// NonFinite: x, f or g became NaN or infinite.
	NonFinite
	// Diverged: f or ‖g‖ grew beyond Settings.Divergence.
	Diverged
	// BadRate: the schedule gave a rate that is NaN, infinite or negative.
	BadRate
	// FuncFailed: the function returned an error (see NewFallibleCounter).
	FuncFailed
	// StoppedByCaller is for a caller's own Stop.
	StoppedByCaller
)

var statuses = []enum.Status{
	Running:            {"running", "The run goes on."},
	SmallStep:          {"small step", "The steps became small: check ‖g‖ too, since a small rate makes small steps anywhere."},
	SmallChange:        {"small change", "f hardly changes: check ‖g‖ too, since a ravine or a small rate looks the same."},
	SmallStepAndChange: {"small step and change", "Steps and f hardly change: check ‖g‖ too if the rate was small."},
	SmallGradient:      {"small gradient", "The point is close to stationary: accept it, or lower the tolerance for more digits."},
	SmallNoisyGradient: {"small noisy gradient", "The gradient is small beyond its noise: accept the point, or lower the tolerance and take more samples."},
	OnPlateau:          {"plateau", "f has stopped improving: lower the rate, or accept the best point."},
	StepLimit:          {"step limit", "The steps ran out before a stop was met: raise MaxSteps, raise the rate, or try another rule."},
	CostLimit:          {"cost limit", "The evaluations ran out: raise the budget, or resume from the checkpoint."},
	TimeLimit:          {"time limit", "The time ran out: raise it, or resume from the checkpoint."},
	Cancelled:          {"cancelled", "The context ended the run: resume from the checkpoint to go on."},
	NonFinite:          {"not finite", "A value became NaN or infinite: lower the rate, clip the gradient, or keep x inside the domain with a projection; X is the best point before it."},
	Diverged:           {"diverged", "The run moved away from the minimum: lower the rate (for a quadratic below 2/λmax); X is the best point before it."},
	BadRate:            {"bad rate", "The schedule gave a rate that is no step: check its parameters."},
	FuncFailed:         {"function failed", "The function returned an error: mend it and resume from the checkpoint, which is that of the last whole step; X is the best point before it."},
	StoppedByCaller:    {"stopped by caller", "The caller's own condition was met."},
}

// String returns the status in a few words.
func (s Status) String() string { return enum.StatusName(statuses, s) }

// Advice returns one sentence: what the status means and what to do next.
func (s Status) Advice() string { return enum.Advice(statuses, s) }

// Converged reports whether a condition on x, f or g ended the run, rather than a
// limit, a caller or a failure.
func (s Status) Converged() bool { return s >= SmallStep && s <= OnPlateau }

// Failed reports whether the run ended because it went wrong. Minimize then
// returns an error too.
func (s Status) Failed() bool {
	return s == NonFinite || s == Diverged || s == BadRate || s == FuncFailed
}
