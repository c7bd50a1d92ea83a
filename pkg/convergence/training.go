package convergence

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/steklov"
	"github.com/gradstep/gradstep/pkg/study"
)

// perceptron is a network of m ReLU units in one layer, with n = 3m + 1 parameters,
//
//	out(t) = (1/√m) Σ_j u_j max(0, w_j t + v_j) + c
//
// fitted to a sine at 20 points: the loss is half the mean squared error. The
// parameters start from the normal distribution; with the factor 1/√m neither the
// gradient nor the trace of the loss's Hessian depends on m.
type perceptron struct {
	m      int
	at, to []float64 // points and values
	sample []int     // those that loss and gradient see
}

const trainingPoints = 20

func newPerceptron(m int) *perceptron {
	p := &perceptron{m: m}
	for i := range trainingPoints {
		t := networkPoint(i, trainingPoints)
		p.at, p.to = append(p.at, t), append(p.to, math.Sin(3*t))
	}
	p.whole()
	return p
}

// whole lets the loss see all points.
func (p *perceptron) whole() {
	p.sample = p.sample[:0]
	for i := range trainingPoints {
		p.sample = append(p.sample, i)
	}
}

// draw lets the loss see a batch of different points.
func (p *perceptron) draw(batch int, rng *rand.Rand) {
	p.whole()
	for i := range batch {
		j := i + rng.IntN(trainingPoints-i)
		p.sample[i], p.sample[j] = p.sample[j], p.sample[i]
	}
	p.sample = p.sample[:batch]
}

func (p *perceptron) n() int { return 3*p.m + 1 }

// start draws the first parameters: w, v and u of each unit, and c.
func (p *perceptron) start(rng *rand.Rand) []float64 {
	x := make([]float64, p.n())
	for i := range x {
		x[i] = rng.NormFloat64()
	}
	return x
}

// miss is out(t) less the sine, at point i.
func (p *perceptron) miss(x []float64, i int) float64 {
	return units(x[:3*p.m], p.at[i], 0)/math.Sqrt(float64(p.m)) + x[3*p.m] - p.to[i]
}

func (p *perceptron) loss(x []float64) float64 {
	s := 0.0
	for _, i := range p.sample {
		e := p.miss(x, i)
		s += e * e
	}
	return s / 2 / float64(len(p.sample))
}

// backprop is the gradient of loss.
func (p *perceptron) backprop(dst, x []float64) {
	clear(dst)
	scale := 1 / math.Sqrt(float64(p.m))
	for _, i := range p.sample {
		t, e := p.at[i], p.miss(x, i)/float64(len(p.sample))
		for j := 0; j < 3*p.m; j += 3 {
			if a := x[j]*t + x[j+1]; a > 0 {
				dst[j] += e * scale * x[j+2] * t
				dst[j+1] += e * scale * x[j+2]
				dst[j+2] += e * scale * a
			}
		}
		dst[3*p.m] += e
	}
}

// lesson is a configuration of the training: a size, a batch, a source.
type lesson struct {
	m, batch int
	source   string // "backprop", or directions: "K = 1", "K = √n"
}

const trainingPasses = 500 // the budget, in evaluations of the loss over all points

func (c lesson) key(seed int) string {
	return fmt.Sprintf("network-%d batch=%d %s SGD seed=%d", c.m, c.batch, c.source, seed)
}

// directions is K; 0 for backprop.
func (c lesson) directions() int {
	switch c.source {
	case "backprop":
		return 0
	case "K = 1":
		return 1
	}
	return int(math.Round(math.Sqrt(float64(3*c.m + 1))))
}

// stepPasses is what a step costs in passes: backprop as much as four evaluations.
func (c lesson) stepPasses() float64 {
	evals := GradCost
	if k := c.directions(); k > 0 {
		evals = 2 * k
	}
	return float64(evals*c.batch) / trainingPoints
}

// run returns the passes until the loss over all points was a tenth of its first
// value, infinite when it never was, and the share of it that is left after the
// budget. Batches of all sources come from one stream, and so do the starts.
func (c lesson) run(rate float64, seed int) (study.Result, error) {
	p, judge := newPerceptron(c.m), newPerceptron(c.m)
	x0 := p.start(study.Generator(fmt.Sprint("start ", c.m), seed))
	batches := study.Generator(fmt.Sprint("batches ", c.m), seed)
	e := &steklov.Estimator{Radius: studyRadius, Directions: c.directions(), Rand: study.Generator(c.key(seed), seed)}
	grad := func(dst, x []float64) {
		if c.batch < trainingPoints {
			p.draw(c.batch, batches)
		}
		if c.source == "backprop" {
			p.backprop(dst, x)
		} else {
			e.Gradient(dst, p.loss, x)
		}
	}
	first, reached, left := judge.loss(x0), math.Inf(1), 1.0
	steps := max(1, int(trainingPasses/c.stepPasses()))
	every := max(1, steps/200) // looking costs a pass, which is not charged
	set := optim.Settings{
		Rate: optim.Polynomial{Initial: rate, Power: 1, Steps: steps}, MaxSteps: steps,
		Observe: func(s *optim.Progress) {
			if s.Step%every > 0 && s.Step < steps {
				return
			}
			left = judge.loss(s.X) / first
			if left < 0.1 && math.IsInf(reached, 1) {
				reached = float64(s.Step) * c.stepPasses()
			}
		},
	}
	if _, err := optim.Minimize(optim.Problem{Grad: grad}, x0, optim.NewSGD(), set); err != nil {
		return study.Result{"passes": math.Inf(1), "left": math.Inf(1)}, nil
	}
	return study.Result{"passes": reached, "left": left}, nil
}

// training compares gradient-free training with backpropagation at equal cost, with
// whole batches and with small ones, up to 10,000 parameters.
func training(size study.Size) study.Part {
	var all []lesson
	for _, m := range study.Pick(size, []int{10, 33, 100, 333, 1000, 3333}, []int{10}) {
		for _, batch := range []int{trainingPoints, 4} {
			for _, source := range []string{"backprop", "K = 1", "K = √n"} {
				all = append(all, lesson{m, batch, source})
			}
		}
	}
	rates := grid(1e-2, 1)
	plan := study.Plan[lesson]{
		Configs: all, Key: lesson.key, Seeds: func(lesson) int { return max(size.Seeds/3, 2) },
		Cost: func(c lesson) float64 {
			n := float64(3*c.m + 1)
			return trainingPasses*n*0.01 + float64(c.directions())*trainingPasses/c.stepPasses()*n*0.01
		},
		Run: lesson.run, Rates: func(lesson) []float64 { return rates }, Widen: halfDecade, Tries: tuningSeeds,
		Score: func(runs study.Runs) (sum float64) { // the logarithm of the geometric mean
			for _, left := range runs.Values("left") {
				sum += math.Log(left)
			}
			return sum
		},
	}
	return study.Part{
		Name: "training", About: "a network of ReLUs trained by directions and by backpropagation at equal cost", Jobs: plan.Jobs(),
		Tables: []study.Table{{Name: "training", Columns: []string{
			"n", "batch", "source", "k", "rate", "passes_q25", "passes", "passes_q75", "left_q25", "left", "left_q75",
		}}},
		Fill: func(done study.Results, t []*study.Table) {
			for _, c := range all {
				runs := plan.Runs(done, c)
				p, l := study.Summarize(runs.Values("passes")), study.Summarize(runs.Values("left"))
				t[0].Add(3*c.m+1, c.batch, c.source, c.directions(), plan.Rate(done, c), p.Q25, p.Median, p.Q75, l.Q25, l.Median, l.Q75)
			}
		},
	}
}
