package convergence

import (
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/study"
)

const penaltyN = 5

// bounded is a problem with a constraint, its minimizer and the multiplier there.
type bounded struct {
	name       string
	f          func(x []float64) float64
	constraint optim.Constraint
	inside     []float64        // a point within, for Toward; nil: none
	project    optim.Projection // onto the set
	best       []float64
	multiplier float64
}

// boundeds are a linear function on a ball, and the distance from a point on a plane, which is an equality.
func boundeds() []bounded {
	n, c := penaltyN, slant(penaltyN)
	ball := bounded{
		name: "ball", inside: make([]float64, n), project: optim.Must(optim.Ball(nil, 1)), multiplier: 0.5,
		f:          func(x []float64) float64 { return dot(c, x) },
		constraint: optim.Constraint{Value: func(x []float64) float64 { return dot(x, x) - 1 }},
	}
	plane := bounded{
		name: "plane", multiplier: 1,
		f: func(x []float64) float64 {
			s := 0.0
			for i, v := range x {
				s += (v - c[i]) * (v - c[i]) / 2
			}
			return s
		},
		constraint: optim.Constraint{Value: func(x []float64) float64 { return dot(c, x) - 2 }, Equal: true},
		project: func(x []float64) {
			miss := dot(c, x) - 2
			for i := range x {
				x[i] -= miss * c[i]
			}
		},
	}
	for _, v := range c {
		ball.best, plane.best = append(ball.best, -v), append(plane.best, 2*v)
	}
	return []bounded{ball, plane}
}

func dot(a, b []float64) float64 {
	s := 0.0
	for i, v := range a {
		s += v * b[i]
	}
	return s
}

// keeping is a way to keep a constraint, with so many evaluations.
type keeping struct {
	problem, way string
	evals        int
}

// ways are the projection after each step, the penalties with a coefficient above the multiplier and below it,
// and those without one, for a projection and for a point inside.
var ways = []string{"projection", "penalty, twice the multiplier", "penalty, half the multiplier", "exact, by projection", "exact, toward a point"}

func (k keeping) bounded() bounded {
	for _, b := range boundeds() {
		if b.name == k.problem {
			return b
		}
	}
	panic("convergence: no problem " + k.problem)
}

// run makes Algorithm 1 with a rate that falls like 1/√t on what the way makes of the problem, of values alone.
func (k keeping) run(rate float64, seed int) (study.Result, error) {
	b := k.bounded()
	f, err := b.f, error(nil)
	var project optim.Projection
	var p optim.Problem
	switch k.way {
	case "projection":
		project = b.project
	case "penalty, twice the multiplier":
		p, err = optim.Penalty(optim.Problem{Func: b.f}, 2*b.multiplier, b.constraint)
		f = p.Func
	case "penalty, half the multiplier":
		p, err = optim.Penalty(optim.Problem{Func: b.f}, b.multiplier/2, b.constraint)
		f = p.Func
	case "exact, by projection":
		f = optim.ExactPenalty(b.f, b.project)
	case "exact, toward a point":
		var toward optim.Projection
		toward, err = optim.Toward(b.inside, b.constraint)
		if err == nil {
			f = optim.ExactPenalty(b.f, toward)
		}
	}
	if err != nil {
		return nil, err
	}
	x0 := make([]float64, penaltyN)
	x0[0] = 0.5
	d, err := Algorithm1{
		Directions: 1, Radius: studyRadius, Lambda: optim.InverseSqrt{Diameter: rate, Lipschitz: 1}, Steps: k.evals / 2,
		Project: project, Rand: study.Generator(k.problem, seed),
	}.Minimize(f, x0)
	if err != nil { // it ran away
		return study.Result{"off": math.Inf(1), "violation": math.Inf(1)}, nil
	}
	off := 0.0
	for i, v := range d.X {
		off += (v - b.best[i]) * (v - b.best[i])
	}
	violation := b.constraint.Value(d.X)
	if b.constraint.Equal {
		violation = math.Abs(violation)
	}
	return study.Result{"off": math.Sqrt(off), "violation": max(violation, 0)}, nil
}

// penalties compares ways to keep a constraint when only values can be had.
func penalties(size study.Size) study.Part {
	var all []keeping
	for _, b := range boundeds() {
		for _, way := range ways {
			if way != "exact, toward a point" || b.inside != nil {
				all = append(all, keeping{b.name, way, study.Pick(size, 20_000, 1000)})
			}
		}
	}
	rates := study.Pick(size, grid(1e-3, 100), []float64{0.1})
	plan := study.Plan[keeping]{
		Configs: all, Key: func(k keeping, seed int) string { return fmt.Sprintf("%s %s seed=%d", k.problem, k.way, seed) },
		Seeds: func(keeping) int { return size.Seeds }, Cost: func(keeping) float64 { return 30e3 },
		Run: keeping.run, Rates: func(keeping) []float64 { return rates }, Widen: halfDecade, Tries: tuningSeeds,
		Score: func(runs study.Runs) float64 { return study.Summarize(runs.Values("off")).Median },
	}
	return study.Part{
		Name: "penalty", About: "ways to keep a constraint, of values alone", Jobs: plan.Jobs(),
		Tables: []study.Table{{Name: "penalty", Columns: []string{
			"problem", "n", "constraint", "rate", "evals", "off_q25", "off", "off_q75", "violation",
		}}},
		Fill: func(done study.Results, t []*study.Table) {
			for _, k := range all {
				runs := plan.Runs(done, k)
				off := study.Summarize(runs.Values("off"))
				t[0].Add(k.problem, penaltyN, k.way, plan.Rate(done, k), k.evals, off.Q25, off.Median, off.Q75, study.Summarize(runs.Values("violation")).Median)
			}
		},
	}
}
