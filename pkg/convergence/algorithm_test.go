package convergence

import (
	"math"
	"slices"
	"testing"

	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/steklov"
	"github.com/gradstep/gradstep/pkg/study"
	"github.com/gradstep/gradstep/pkg/testfunc"
)

// Algorithm 1 written out once more, without the packages: same seed, same path.
func TestAlgorithm1IsTheStatedOne(t *testing.T) {
	p := testfunc.Rosenbrock(5)
	const h, k, steps = 1e-3, 3, 40
	lambda := optim.InverseTime{Initial: 1e-3, K: 0.1}
	box := func(x []float64) {
		for i := range x {
			x[i] = min(max(x[i], -1.4), 1.2)
		}
	}
	got, err := Algorithm1{
		Directions: k, Radius: h, Lambda: lambda, Steps: steps, Project: box, Rand: study.Generator("stated", 1),
	}.Minimize(p.Func, p.Start)
	if err != nil {
		t.Fatal(err)
	}
	x, rng, mean := slices.Clone(p.Start), study.Generator("stated", 1), make([]float64, 5)
	box(x)
	for i := range steps {
		eta := make([]float64, 5)
		for j := range mean {
			mean[j] += x[j] / steps
		}
		var ys [k][]float64
		for m := range ys {
			ys[m] = make([]float64, 5)
			norm := 0.0
			for j := range ys[m] {
				ys[m][j] = rng.NormFloat64()
				norm += ys[m][j] * ys[m][j]
			}
			for j := range ys[m] {
				ys[m][j] /= math.Sqrt(norm)
			}
		}
		for _, y := range ys {
			up, down := slices.Clone(x), slices.Clone(x)
			for j := range y {
				up[j] += h * y[j]
				down[j] -= h * y[j]
			}
			for j := range y {
				eta[j] += (p.Func(up) - p.Func(down)) / (2 * h) * y[j] / k
			}
		}
		for j := range x {
			x[j] -= lambda.Rate(i) * eta[j]
		}
		box(x)
	}
	for j := range x {
		if math.Abs(x[j]-got.X[j]) > 1e-9 || math.Abs(mean[j]-got.Mean[j]) > 1e-9 {
			t.Errorf("coordinate %d: x %v, mean %v; by hand %v, %v", j, got.X[j], got.Mean[j], x[j], mean[j])
		}
	}
	if want := 2 * k * steps; got.Evals != want || got.Steps != steps {
		t.Errorf("%d evaluations, %d steps; want %d, %d", got.Evals, got.Steps, want, steps)
	}
}

// Each criterion fires when, and only when, what it names is small.
func TestAlgorithm1Stops(t *testing.T) {
	p := testfunc.Quadratic(1, 4)
	run := func(c Criterion) Descent {
		d, err := Algorithm1{
			Directions: 2, Kind: steklov.Orthogonal, Radius: 1e-3, Lambda: optim.Constant(0.1), Steps: 1000,
			Stop: c, Eps1: 1e-3, Eps2: 1e-5, Rand: study.Generator("stops", 1),
		}.Minimize(p.Func, p.Start)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	// Two orthogonal directions in the plane give η = g/2 exactly, so the slow coordinate is multiplied by 0.95 a
	// step: all stops follow by hand once the fast one, 0.8 a step, has died out.
	want := map[Criterion]int{
		Args:  int(math.Ceil(math.Log(1e-3/0.05)/math.Log(0.95))) + 1,
		Func:  int(math.Ceil(math.Log(1e-5*2/(1-0.95*0.95))/(2*math.Log(0.95)))) + 1,
		Grad:  int(math.Ceil(math.Log(1e-3) / math.Log(0.95))),
		None:  1000,
		Mixed: 0,
	}
	want[Mixed] = max(want[Args], want[Func])
	status := map[Criterion]optim.Status{
		Args: optim.SmallStep, Func: optim.SmallChange, Mixed: optim.SmallStepAndChange, Grad: optim.SmallGradient, None: optim.StepLimit,
	}
	for _, c := range Criteria {
		d := run(c)
		evals := 4 * d.Steps
		switch c {
		case Func, Mixed:
			evals += d.Steps + 1
		case Grad:
			evals += 4 // the gradient that was found small
		}
		if d.Steps != want[c] || d.Status != status[c] || d.Evals != evals {
			t.Errorf("%v: %d steps, %v, %d evaluations; want %d, %v, %d", c, d.Steps, d.Status, d.Evals, want[c], status[c], evals)
		}
		if math.IsNaN(d.F) != (c != Func && c != Mixed) {
			t.Errorf("%v: F = %v", c, d.F)
		}
	}
}

// The published estimator tends to E[y_1] times the gradient, 1.9434 where 3 is right.
func TestPublishedEstimatorIsBiased(t *testing.T) {
	p := testfunc.PaperQuadratic()
	e := Published{Radius: 1e-4, Directions: 50_000, Rand: study.Generator("published", 1)}
	g := make([]float64, 2)
	e.Grad(g, p.Func, p.Start)
	if math.Abs(g[0]-3*Shrink(2)) > 0.01 || math.Abs(g[1]) > 1e-6 || e.Evals() != 200_000 {
		t.Errorf("g = %v with %d evaluations", g, e.Evals())
	}
	if math.Abs(3*Shrink(2)-1.9434) > 1e-4 || Shrink(1) != 1 {
		t.Errorf("Shrink: %v, %v", Shrink(1), Shrink(2))
	}
	// E[y_1] by the midpoint rule in three dimensions.
	sum, m := 0.0, 100
	for i := range m * m * m {
		u, v, w := float64(i%m)+0.5, float64(i/m%m)+0.5, float64(i/m/m)+0.5
		sum += u / math.Sqrt(u*u+v*v+w*w) / float64(m*m*m)
	}
	if got := Shrink(3); math.Abs(got-sum) > 1e-3 {
		t.Errorf("Shrink(3) = %v, by quadrature %v", got, sum)
	}
	if got := Shrink(300) * math.Sqrt(300); math.Abs(got-math.Sqrt(0.75)) > 2e-3 {
		t.Errorf("Shrink(300)·√300 = %v", got)
	}
}
