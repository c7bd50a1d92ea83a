package convergence

import (
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/steklov"
	"github.com/gradstep/gradstep/pkg/study"
)

// bundle is a configuration of the study of K: so many directions a step, at the same
// number of evaluations.
type bundle struct {
	problem string
	n, k    int
	kind    steklov.Kind
}

// evals is the budget: 200 evaluations for each coordinate.
func (c bundle) evals() int { return 200 * c.n }

func (c bundle) steps() int { return c.evals() / (2 * c.k) }

func (c bundle) key(seed int) string {
	return fmt.Sprintf("%s %v SGD n=%d K=%d seed=%d", c.problem, c.kind, c.n, c.k, seed)
}

// inflation is E‖g‖²/‖∇F‖² on a quadratic.
func (c bundle) inflation() float64 { return 1 + c.kind.Variance(c.n, c.k) }

// run returns F - min F after the budget: at the mean of the iterates where F has
// kinks, at the last one where it is smooth.
func (c bundle) run(_ float64, seed int) (study.Result, error) {
	t, smooth := sumAbs(c.n), c.problem == "quadratic"
	d := t.diameter()
	lambda := DirectionsLambda(1, d, c.n, c.k, c.steps())
	switch {
	case smooth:
		t, lambda = scaled(c.n, 10), float64(c.n)/c.inflation()
	case c.kind == steklov.Orthogonal:
		lambda = d * math.Sqrt(float64(c.n*c.k)/(Moment(c.n)*float64(c.steps())))
	}
	r, err := Algorithm1{
		Directions: c.k, Radius: studyRadius, Kind: c.kind, Lambda: optim.Constant(lambda), Steps: c.steps(),
		Project: t.project(), Rand: study.Generator(c.key(seed), seed),
	}.Minimize(t.f, t.x0)
	if err != nil {
		return nil, err
	}
	if smooth {
		return study.Result{"gap": t.gap(r.X)}, nil
	}
	return study.Result{"gap": t.gap(r.Mean)}, nil
}

func (c bundle) bound() float64 {
	t := sumAbs(c.n)
	switch {
	case c.problem == "quadratic":
		s := scaled(c.n, 10)
		return s.gap(s.x0) * math.Pow(1-1/(10*c.inflation()), float64(c.steps()))
	case c.kind == steklov.Orthogonal:
		return OrthogonalBound(1, t.diameter(), c.n, c.k, c.steps()) + Gap(1, studyRadius, c.n)
	}
	return DirectionsBound(1, t.diameter(), c.n, c.k, c.steps()) + Gap(1, studyRadius, c.n)
}

// directions holds the number of evaluations fixed and varies K from 1 to n.
func directions(size study.Size) study.Part {
	var all []bundle
	for _, problem := range []string{"sum-abs", "quadratic"} {
		for _, n := range study.Pick(size, []int{2, 5, 10, 30, 100}, []int{10}) {
			for _, kind := range []steklov.Kind{steklov.Sphere, steklov.Orthogonal} {
				for _, k := range []int{1, 2, 3, 5, 10, 20, 30, 50, 100} {
					if k <= n {
						all = append(all, bundle{problem, n, k, kind})
					}
				}
			}
		}
	}
	plan := study.Plan[bundle]{
		Configs: all, Key: bundle.key, Seeds: func(bundle) int { return size.Seeds }, Run: bundle.run,
		Cost: func(c bundle) float64 { return 0.0075*float64(c.evals()*c.n) + 0.5*float64(c.steps()) },
	}
	return study.Part{
		Name: "directions", About: "K from 1 to n at the same number of evaluations", Jobs: plan.Jobs(),
		Tables: []study.Table{{Name: "directions", Columns: []string{
			"problem", "n", "k", "kind", "evals", "mean", "se", "q25", "median", "q75", "bound",
		}}},
		Fill: func(done study.Results, t []*study.Table) {
			for _, c := range all {
				s := study.Summarize(plan.Runs(done, c).Values("gap"))
				t[0].Add(c.problem, c.n, c.k, c.kind.String(), c.steps()*2*c.k, s.Mean, s.SE, s.Q25, s.Median, s.Q75, c.bound())
			}
		},
	}
}
