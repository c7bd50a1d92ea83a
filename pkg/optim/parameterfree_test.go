package optim_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/gradstep/gradstep/pkg/optim"
)

// TestParameterFreeByHand: three steps of DoG and of D-Adaptation in one dimension against
// the formulas of their sources, written out with scalars.
func TestParameterFreeByHand(t *testing.T) {
	gradients := []float64{3, -1, 2, 0.5}
	next := func() func(dst, _ []float64) {
		k := -1
		return func(dst, _ []float64) { k++; dst[0] = gradients[k] }
	}
	dog, grad, x := &optim.DoG{First: 0.1}, next(), []float64{2}
	want, r, sum := 2.0, 0.1*3, 0.0
	for k, g := range gradients {
		r = max(r, math.Abs(want-2))
		sum += g * g
		want -= 0.5 * r / math.Sqrt(sum) * g
		if dog.Step(x, grad, 0.5); math.Abs(x[0]-want) > 1e-15 || math.Abs(dog.Distance()-r) > 1e-15 {
			t.Fatalf("DoG, step %d: x = %v, r = %v; want %v, %v", k, x[0], dog.Distance(), want, r)
		}
	}
	dual := &optim.DAdaptation{First: 0.1}
	grad, x = next(), []float64{2}
	d, s, squares, weighted, gamma := 0.1, 0.0, 0.0, 0.0, 1/3.0
	for k, g := range gradients {
		s += d * g
		squares += g * g
		weighted += gamma * d * d * g * g
		gamma = 1 / math.Sqrt(squares)
		d = max(d, (gamma*s*s-weighted)/(2*math.Abs(s)))
		want = 2 - 0.5*gamma*s
		if dual.Step(x, grad, 0.5); math.Abs(x[0]-want) > 1e-15 || math.Abs(dual.D-d) > 1e-15 {
			t.Fatalf("D-Adaptation, step %d: x = %v, d = %v; want %v, %v", k, x[0], dual.D, want, d)
		}
	}
}

// TestParameterFree: with nothing chosen, both rules come within the bound of theory, 3 L D √(1/T),
// at the mean of their iterates, for L and D over six orders of magnitude; one rate of gradient
// descent that does so at one end fails at the other.
func TestParameterFree(t *testing.T) {
	const steps = 4000
	excess := func(rule optim.Rule, schedule optim.Schedule, lipschitz, far float64) float64 {
		f := func(x []float64) float64 {
			return lipschitz * math.Hypot(x[0]-far, 2*(x[1]+far)) / 2
		}
		grad := func(dst, x []float64) {
			u, v := x[0]-far, 2*(x[1]+far)
			length := math.Hypot(u, v)
			if length == 0 {
				dst[0], dst[1] = 0, 0
				return
			}
			dst[0], dst[1] = lipschitz*u/length/2, lipschitz*v/length
		}
		avg := &optim.Average{Skip: steps / 2}
		run(t, optim.Problem{Func: f, Grad: grad}, []float64{0, 0}, optim.Chain(rule, avg), optim.Settings{
			Rate: schedule, MaxSteps: steps, Divergence: -1,
		})
		return f(avg.Mean) / (lipschitz * far * math.Sqrt2 / math.Sqrt(steps))
	}
	worst := 0.0
	for _, lipschitz := range []float64{1e-3, 1, 1e3} {
		for _, far := range []float64{1e-2, 1, 1e3} {
			for name, rule := range map[string]optim.Rule{"DoG": optim.NewDoG(), "D-Adaptation": optim.NewDAdaptation()} {
				if e := excess(rule, optim.Constant(1), lipschitz, far); !(e < 3) {
					t.Errorf("%s, L = %v, D = %v: %v times L D/√T", name, lipschitz, far, e)
				}
			}
			worst = max(worst, excess(optim.NewSGD(), optim.Constant(0.02), lipschitz, far))
		}
	}
	if worst < 30 {
		t.Errorf("the worst of a constant rate is %v times L D/√T: the test shows nothing", worst)
	}
}

// TestPOEM: DoG on central differences along random directions, whose radius follows DoG's
// distance as r √(n/t): neither a rate nor a radius is chosen, and Σ|x_i - c_i| from values alone comes
// down to 2 % in 20,000 steps, for distances and heights of any size.
func TestPOEM(t *testing.T) {
	const n, steps = 5, 20_000
	for _, unit := range []float64{1e-4, 1, 1e4} {
		f := func(x []float64) float64 {
			sum := 0.0
			for i, v := range x {
				sum += math.Abs(v-unit*float64(i+1)) / unit / unit
			}
			return sum
		}
		random := rand.New(rand.NewPCG(4, 4))
		rule, count := optim.NewDoG(), 0.0
		u, y := make([]float64, n), make([]float64, n)
		grad := func(dst, x []float64) {
			count++
			radius := max(rule.Distance(), 1e-6) * math.Sqrt(n/count)
			length := 0.0
			for i := range u {
				u[i] = random.NormFloat64()
				length = math.Hypot(length, u[i])
			}
			for i := range u {
				u[i] /= length
				y[i] = x[i] + radius*u[i]
			}
			right := f(y)
			for i := range u {
				y[i] = x[i] - radius*u[i]
			}
			slope := n * (right - f(y)) / (2 * radius)
			for i := range dst {
				dst[i] = slope * u[i]
			}
		}
		avg := &optim.Average{Skip: steps / 2}
		run(t, optim.Problem{Grad: grad}, make([]float64, n), optim.Chain(rule, avg), optim.Settings{
			Rate: optim.Constant(1), MaxSteps: steps, Divergence: -1,
		})
		if share := f(avg.Mean) / f(make([]float64, n)); !(share < 0.02) {
			t.Errorf("unit %v: %v of the height is left", unit, share)
		}
	}
}
