package optim

import (
	"slices"
	"sync"
)

// ExactPenalty turns f on a set into a problem without constraints, and without a coefficient
// to choose: outside of the set the value is that at the projection, and the distance to it.
//
//	F(x) = f(Π(x)) + ‖x - Π(x)‖
//
// Local and global minima of F are those of f on the set, whatever f is: from a point outside, F
// falls along the way to its projection. f is never evaluated outside of the set. F has a kink on the
// set's border and, where f grows outwards, as steep a one as f; its gradient is estimated
// from values (Problem.Grad is nil), by smoothing best. The set may be any for which project maps
// the points between x and Π(x) to Π(x), as projections onto convex sets do, and Toward. F may
// be called from several goroutines where f may; a nil function panics.
//
// Source: V. Norkin, The exact projective penalty method for constrained optimization,
// 2023 (arXiv:2312.02094).
func ExactPenalty(f func(x []float64) float64, project Projection) func(x []float64) float64 {
	if f == nil || project == nil {
		panic("optim: ExactPenalty: nil function")
	}
	var lock sync.Mutex // a projection has scratch space
	return func(x []float64) float64 {
		at := slices.Clone(x)
		lock.Lock()
		project(at)
		lock.Unlock()
		return f(at) + distance(x, at)
	}
}

// towardSteps halves a way until nothing of it is left in float64.
const towardSteps = 60

// Toward returns the map of x to the last point of the set on the way from a point inside to x,
// for ExactPenalty where constraints are known and a projection is not.
//
//	Π(x) = inside + t (x - inside),  the largest t <= 1 for which all c_j <= 0
//
// It is found by bisection, 60 evaluations of the constraints, and lies in the set. The set has to be
// star-shaped as seen from inside (every convex one is). The error is ErrValue when inside is not in the
// set, or a constraint is an equality, on which nothing lies inside. The source calls it a
// pointed projection.
func Toward(inside []float64, constraints ...Constraint) (Projection, error) {
	inside, constraints = slices.Clone(inside), slices.Clone(constraints)
	for i, c := range constraints {
		if c.Value == nil || c.Equal {
			return badSet("Toward: constraint %d is an equality or lacks Value", i)
		}
	}
	feasible := func(x []float64) bool {
		for _, c := range constraints {
			if !(c.Value(x) <= 0) {
				return false
			}
		}
		return true
	}
	if firstNonFinite(inside) >= 0 || !feasible(inside) {
		return badSet("Toward: %v is not in the set", inside)
	}
	at := make([]float64, len(inside))
	return func(x []float64) {
		checkLength("Toward", x, inside)
		if firstNonFinite(x) >= 0 || feasible(x) {
			return
		}
		lo, hi := 0.0, 1.0
		for range towardSteps {
			mid := (lo + hi) / 2
			for i, v := range inside {
				at[i] = v + mid*(x[i]-v)
			}
			if feasible(at) {
				lo = mid
			} else {
				hi = mid
			}
		}
		for i, v := range inside {
			x[i] = v + lo*(x[i]-v)
		}
	}, nil
}
