package steklov

import (
	"math"

	"github.com/gradstep/gradstep/pkg/internal/parallel"
)

// fit sets the radius that float64 allows at x.
func (e *Estimator) fit(x []float64) {
	coarsest := 0.0
	for _, v := range x {
		v = math.Abs(v)
		coarsest = max(coarsest, math.Nextafter(v, math.Inf(1))-v)
	}
	e.reach, e.coarse = e.Radius, 0
	if root := math.Sqrt(float64(len(x))); coarsest*root > e.Radius*fine {
		e.coarse = coarsest
		if e.Kind == Coordinate {
			root = 0.25 // the distances are measured: one spacing is enough
		}
		e.reach = max(e.Radius, 4*root*coarsest)
	}
}

// fine is the spacing of float64, as a part of the radius, from which it is heeded.
const fine = 0x1p-24

// differences computes the slope along each direction, less that of the control.
func (e *Estimator) differences(f func([]float64) float64, x []float64, k int) {
	e.f, e.x = f, x
	workers := max(1, min(e.Workers, k))
	for len(e.points) < workers-1 {
		e.points = append(e.points, nil)
	}
	for w := range workers - 1 {
		if cap(e.points[w]) < len(x) {
			e.points[w] = make([]float64, len(x))
		}
		e.points[w] = e.points[w][:len(x)]
	}
	if e.Scheme == Forward {
		copy(e.point, x)
		e.evals++
		e.base = f(e.point)
	}
	if workers == 1 {
		for i := range k {
			e.difference(e.point, i)
			e.evals += e.perDirection()
		}
		return
	}
	if e.task == nil {
		e.task = func(worker, k int) {
			point := e.point
			if worker > 0 {
				point = e.points[worker-1]
			}
			e.difference(point, k)
		}
	}
	e.evals += k * e.perDirection()
	parallel.Workers(workers, k, e.task)
}

func (e *Estimator) perDirection() int {
	if e.Scheme == Forward {
		return 1
	}
	return 2
}

// difference computes the slope along direction i.
func (e *Estimator) difference(point []float64, i int) {
	y := e.draw.direction(i)
	up, far := e.value(point, y, e.reach)
	slope := 0.0
	if e.Scheme == Forward {
		slope = (up - e.base) / far
	} else {
		down, back := e.value(point, y, -e.reach)
		slope = (up - down) / (far - back)
	}
	for j, a := range e.Control {
		slope -= a * y[j]
	}
	e.slope[i] = slope
}

// value is f at x + h·y, and h: where float64 is coarse, how far along y that point really is.
func (e *Estimator) value(point, y []float64, h float64) (f, far float64) {
	for j := range point {
		point[j] = e.x[j] + h*y[j]
	}
	if e.coarse == 0 {
		return e.f(point), h
	}
	along, length := 0.0, 0.0
	for j, v := range y {
		if t := point[j]; e.Kind == Coordinate && v != 0 && t == e.x[j] {
			point[j] = math.Nextafter(t, math.Copysign(math.Inf(1), h))
		}
		along += (point[j] - e.x[j]) * v
		length += v * v
	}
	return e.f(point), along / length
}
