package optim

import (
	"fmt"
	"math"
)

// Alternating returns projections onto several sets in turn, again and again: at
// most so many sweeps (at least one), ending early when a sweep moves x by at most tol.
//
// For sets that meet it tends to a point of their intersection, which for two
// subspaces is the nearest one, but in general is not: Dykstra finds that. For sets
// that don't meet it ends on the last set, near the others. A sweep is one call of each
// projection, in the order given. tol is absolute, 0 or more.
// Source: J. von Neumann, Functional operators II, 1950.
func Alternating(sweeps int, tol float64, sets ...Projection) Projection {
	mustHave("Alternating", sets)
	var before []float64
	return func(x []float64) {
		for range max(sweeps, 1) {
			before = append(before[:0], x...)
			for _, project := range sets {
				project(x)
			}
			if !(distance(x, before) > tol) {
				return
			}
		}
	}
}

// Dykstra returns the projection onto the intersection of several sets: alternating
// projections that take back, before each set's turn, what its last turn had moved.
//
//	y ← Π_i(x + p_i),  p_i ← x + p_i - y,  x ← y
//
// It ends after at most so many sweeps (at least one), or when a sweep moves x and
// the p_i by at most tol. It tends to the nearest point of the intersection if there is
// one. x is on the last set exactly and near the others.
// Source: J. Boyle and R. Dykstra, 1986.
func Dykstra(sweeps int, tol float64, sets ...Projection) Projection {
	mustHave("Dykstra", sets)
	taken := make([][]float64, len(sets))
	var y []float64
	return func(x []float64) {
		for i := range taken {
			taken[i] = append(taken[i][:0], x...)
			clear(taken[i])
		}
		y = append(y[:0], x...)
		for range max(sweeps, 1) {
			moved := 0.0
			for i, project := range sets {
				p := taken[i]
				for j, xj := range x {
					y[j] = xj + p[j]
				}
				project(y)
				for j, xj := range x {
					left := xj + p[j] - y[j]
					moved = max(moved, math.Abs(left-p[j]), math.Abs(y[j]-xj))
					p[j] = left
				}
				copy(x, y)
			}
			if !(moved > tol) {
				return
			}
		}
	}
}

func mustHave(name string, sets []Projection) {
	for i, project := range sets {
		if project == nil {
			panic(fmt.Sprintf("optim: %s: set %d is nil", name, i))
		}
	}
}
