package leastsq

import (
	"math"
	"slices"
)

// step writes the step for the radius to total and where it leads to next, and returns its length ‖D·step‖,
// by how much the sum of squares falls in the linear model, and whether it is a whole Gauss–Newton step.
//
// Where the step would leave the box, the coordinates that leave stop at their bounds, and the others are
// solved for again with these held, until none leaves.
func (f *fit) step() (length, fall float64, newton bool) {
	lambda := f.lin.solve(f.total, f.scale, f.radius)
	newton = lambda == 0
	if newton {
		copy(f.pure, f.total)
	}
	f.part = append(f.part[:0], f.free...)
	cut := false
	for f.clip() && len(f.part) > 0 {
		cut = true
		left := f.radius * f.radius
		copy(f.rhs, f.f)
		for _, j := range f.free {
			if slices.Contains(f.part, j) {
				continue
			}
			d := f.total[j]
			left -= f.scale[j] * d * f.scale[j] * d
			for i := range f.rhs {
				f.rhs[i] += f.jac[i*f.n+j] * d
			}
		}
		f.lin.factor(f.jac, f.rhs, f.scale, f.part, f.resolution())
		f.lin.solve(f.delta, f.scale, math.Sqrt(max(left, 0.01*f.radius*f.radius)))
		for _, j := range f.part {
			f.total[j] = f.delta[j]
		}
	}
	if cut {
		f.factor()
	}
	for i, r := range f.f {
		sum := 0.0
		for j, v := range f.jac[i*f.n : (i+1)*f.n] {
			sum += v * f.total[j]
		}
		fall -= sum * (2*r + sum)
	}
	f.mixed = newton && !cut && f.mix()
	for j, d := range f.total {
		length = math.Hypot(length, f.scale[j]*d)
		f.next[j] = min(max(f.x[j]+d, f.lo[j]), f.hi[j])
	}
	return length, fall, newton && len(f.part) == len(f.free)
}

// nearEnd is the change below which steps are mixed: farther away their directions say nothing about the next ones.
const nearEnd = 1e-3

// mix makes of a Gauss–Newton step s, with the one before, s₀, and the way d made of that, the step
//
//	s - γ(d + s - s₀),  γ = ⟨s - s₀, s⟩/‖s - s₀‖² in the scales of the coordinates
//
// and reports whether it did. Where the steps shrink by one factor, as they do where residuals are large, it
// leads to where they tend.
//
// Source: D. G. Anderson, "Iterative procedures for nonlinear integral equations", J. ACM 12 (1965), with a
// memory of one step.
func (f *fit) mix() bool {
	if !(f.shrinking(f.pure) < 1 && f.change(f.pure) < nearEnd) || f.plain || len(f.free) < f.n {
		return false
	}
	along, size := 0.0, 0.0
	for j, s := range f.pure {
		d := f.scale[j] * (s - f.purer[j])
		along += d * f.scale[j] * s
		size += d * d
	}
	gamma := along / size
	if !(gamma > -20 && gamma < 0.9) {
		return false
	}
	for j, s := range f.pure {
		f.delta[j] = s - gamma*(f.move[j]+s-f.purer[j])
		if v := f.x[j] + f.delta[j]; v < f.lo[j] || v > f.hi[j] {
			return false
		}
	}
	for j, s := range f.pure {
		f.argument[j] = s - gamma*(s-f.purer[j])
	}
	f.left = f.change(f.argument)
	copy(f.total, f.delta)
	return true
}

// clip stops the coordinates of part that leave the box at their bounds, takes them out of part, and reports
// whether there were any.
func (f *fit) clip() bool {
	keep := f.part[:0]
	for _, j := range f.part {
		switch v := f.x[j] + f.total[j]; {
		case v < f.lo[j]:
			f.total[j] = f.lo[j] - f.x[j]
		case v > f.hi[j]:
			f.total[j] = f.hi[j] - f.x[j]
		default:
			keep = append(keep, j)
		}
	}
	cut := len(keep) < len(f.part)
	f.part = keep
	return cut
}
