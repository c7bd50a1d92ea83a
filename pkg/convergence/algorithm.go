package convergence

import (
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/internal/enum"
	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/steklov"
)

// Criterion is one of the paper's stops.
type Criterion int

// The criteria.
const (
	None  Criterion = iota // never
	Args                   // ‖x_i - x_{i-1}‖ < ε1
	Func                   // |F(x_i) - F(x_{i-1})| < ε2
	Mixed                  // Args and Func in the same step
	Grad                   // ‖g‖ < ε1, g = nη the estimate
)

// Criteria lists them in the paper's order.
var Criteria = []Criterion{Args, Func, Mixed, Grad, None}

// String is the paper's name.
func (c Criterion) String() string {
	return enum.Name([]string{"none", "args", "func", "mixed", "grad"}, c)
}

// Algorithm1 is the paper's finite-difference gradient descent.
//
//	η = (1/K) Σ_k (1/2h)(F(x + h y_k) - F(x - h y_k)) y_k,   y_k uniform on the unit sphere
//	x ← Π_X(x - λ η)
//
// η lacks the factor n of a gradient of the smoothed F, so E η = ∇F_h/n, and λ is
// larger by n than a learning rate. Adaptive forms put another Rule in the place of
// plain descent.
type Algorithm1 struct {
	Directions int              // K; 0: 1
	Radius     float64          // h
	Lambda     optim.Schedule   // λ of each step
	Steps      int              // at most so many
	Stop       Criterion        // None by default
	Eps1, Eps2 float64          // its tolerances
	Project    optim.Projection // Π_X; nil: the whole space
	Rule       optim.Rule       // nil: plain descent
	Kind       steklov.Kind     // of the directions; Sphere as stated
	Rand       *rand.Rand
	Observe    func(p *optim.Progress, mean []float64) // after each step; mean is that of the iterates before it
}

// Descent is what Algorithm1.Minimize returns.
type Descent struct {
	optim.Result
	Mean  []float64 // x̄_T, the mean of the T iterates at which η was taken
	Evals int       // evaluations of F, those of the stop included
}

// Minimize runs the algorithm on F from x0, which it doesn't change.
//
// Func and Mixed compare values of F, which costs one evaluation in each step and
// one at the start; Evals counts them. Without them Result.F is NaN. The error is
// that of optim.Minimize.
func (a Algorithm1) Minimize(f func([]float64) float64, x0 []float64) (Descent, error) {
	e := &steklov.Estimator{Radius: a.Radius, Directions: max(a.Directions, 1), Kind: a.Kind, Rand: a.Rand}
	n := float64(len(x0))
	share := 1 / n
	average := &optim.Average{}
	rule := a.Rule
	if rule == nil {
		rule = optim.NewSGD()
	}
	p := optim.Problem{Grad: func(dst, x []float64) {
		e.Gradient(dst, f, x)
		for i := range dst {
			dst[i] *= share
		}
	}}
	if a.Stop == Func || a.Stop == Mixed {
		p.Func = f
	}
	set := optim.Settings{Rate: a.Lambda, MaxSteps: a.Steps, Stop: a.stop(n), Project: a.Project}
	if a.Observe != nil {
		set.Observe = func(p *optim.Progress) { a.Observe(p, average.Mean) }
	}
	res, err := optim.Minimize(p, x0, optim.Chain(rule, average), set)
	return Descent{res, average.Mean, e.Evals() + res.Ledger.FuncEvals}, err
}

func (a Algorithm1) stop(n float64) optim.Stop {
	switch a.Stop {
	case Args:
		return optim.StopArgs(a.Eps1)
	case Func:
		return optim.StopFunc(a.Eps2)
	case Mixed:
		return optim.StopMixed(a.Eps1, a.Eps2)
	case Grad:
		return optim.StopGrad(a.Eps1 / n) // the loop sees η
	}
	return optim.StopNone()
}
