package convergence

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/gradstep/gradstep/pkg/stair"
	"github.com/gradstep/gradstep/pkg/study"
	"github.com/gradstep/gradstep/pkg/surrogate"
	"github.com/gradstep/gradstep/pkg/testfunc"
)

// course is a problem of the race: what the runs see, and what they are judged by.
type course struct {
	name  string
	class string // "smooth", "kinks", "noise", "waves" or "jumps"
	h     float64
	start []float64
	reach float64                   // how far the start is moved in each coordinate, at most
	low   float64                   // the known minimum
	judge func(x []float64) float64 // the true F
	// field makes what a run sees: values, which may be wrong by chance, and two
	// gradients: the analytic one, and the straight-through one, nil where it does not apply.
	field func(rng *rand.Rand) (f func(x []float64) float64, analytic, through func(dst, x []float64))
}

func (c course) n() int { return len(c.start) }

// from returns the course with its start moved at random. From the customary starts,
// where all coordinates are often equally far from the minimum, a rule that moves all
// of them alike lands on it in one step of the right rate.
func (c course) from(seed int) course {
	rng := study.Generator("start "+c.name, seed)
	c.start = slices.Clone(c.start)
	for i := range c.start {
		c.start[i] += c.reach * (2*rng.Float64() - 1)
	}
	return c
}

// relative is (F(x) - min F)/(F(x_0) - min F).
func (c course) relative(x []float64) float64 {
	return (c.judge(x) - c.low) / (c.judge(c.start) - c.low)
}

// fromTestfunc is a problem of that package, with errors of the values and of the
// slopes, if any.
func fromTestfunc(p testfunc.Problem, class string, h, noise float64) course {
	low, _ := p.Best()
	name := p.Name
	if noise > 0 {
		name = "noisy " + name
	}
	return course{
		name: name, class: class, h: h, start: p.Start, reach: 0.3 * p.Distance(p.Start) / math.Sqrt(float64(p.Dim())), low: low, judge: p.Func,
		field: func(rng *rand.Rand) (func(x []float64) float64, func(dst, x []float64), func(dst, x []float64)) {
			if noise > 0 {
				p := testfunc.Noisy(p, noise, noise, rng)
				return p.Func, p.Grad, nil
			}
			return p.Func, p.Grad, nil
		},
	}
}

// courses are the twelve problems of the race. h is that of every source which takes
// differences: small where F is smooth, of the size of the waves, the jumps or the
// noise where it is not.
func courses() []course {
	return []course{
		fromTestfunc(testfunc.Quadratic(1, 10, 100, 1000), "smooth", 1e-4, 0),
		fromTestfunc(testfunc.Tikhonov1D(20, 0.1), "smooth", 1e-4, 0),
		fromTestfunc(testfunc.LogQuad(), "smooth", 1e-4, 0),
		fromTestfunc(testfunc.Rosenbrock(2), "smooth", 1e-4, 0),
		fromTestfunc(testfunc.PowellSingular(), "smooth", 1e-4, 0),
		fromTestfunc(testfunc.AbsSum(10), "kinks", 1e-4, 0),
		fromTestfunc(testfunc.MaxAbs(10), "kinks", 1e-4, 0),
		fromTestfunc(testfunc.Hinge(), "kinks", 1e-4, 0),
		fromTestfunc(testfunc.Quadratic(1, 2, 3, 4, 5, 6, 7, 8), "noise", 0.1, 0.01),
		fromTestfunc(testfunc.Tikhonov1D(12, 0.5), "noise", 0.1, 0.01),
		fromTestfunc(testfunc.Ackley(5), "waves", 0.5, 0),
		staircaseCourse(3),
	}
}

// staircaseCourse is the loss of a staircase's image in n channels, in units of 1e-3, near its
// minimum: the analytic gradient is that between the jumps, the straight-through one takes the
// slope of floor to be 1.
func staircaseCourse(n int) course {
	t := staircase(n)
	rng := study.Generator("staircase", n)
	xs, ys := make([][]float64, n), make([][]float64, n)
	for c := range n {
		xs[c] = make([]float64, 256)
		for i := range xs[c] {
			xs[c][i] = rng.Float64()
		}
		ys[c] = stair.QuantizeTo(nil, xs[c], 7+6*rng.Float64())
	}
	slope := func(floor surrogate.Surrogate) func(dst, b []float64) {
		return func(dst, b []float64) {
			for c := range dst {
				_, g := surrogate.Loss(floor, xs[c], ys[c], min(max(b[c], 1), 60), 0)
				dst[c] = 1000 * g / float64(n)
			}
		}
	}
	analytic, through := slope(surrogate.Exact{}), slope(surrogate.StraightThrough{})
	loss := func(b []float64) float64 { return 1000 * t.f(b) }
	return course{
		name: "staircase", class: "jumps", h: 0.3, start: t.x0, reach: 0.12, judge: loss,
		field: func(*rand.Rand) (func(x []float64) float64, func(dst, x []float64), func(dst, x []float64)) {
			return loss, analytic, through
		},
	}
}
