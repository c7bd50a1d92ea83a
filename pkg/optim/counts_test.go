package optim_test

import (
	"math"
	"testing"

	"github.com/gradstep/gradstep/pkg/optim"
)

// logQuad is the paper's log²(1+x²) + 10y².
func logQuad(x []float64) float64 {
	l := math.Log(1 + x[0]*x[0])
	return l*l + 10*x[1]*x[1]
}

// centralDifferences is the gradient of f with the step h in each coordinate, as in
// the paper. The optimizer takes any function, so none of fd is needed here.
func centralDifferences(f func([]float64) float64, h float64) func(dst, x []float64) {
	return func(dst, x []float64) {
		y := append([]float64(nil), x...)
		for i, xi := range x {
			y[i] = xi + h
			right := f(y)
			y[i] = xi - h
			dst[i] = (right - f(y)) / (2 * h)
			y[i] = xi
		}
	}
}

// TestPublishedCounts repeats the paper's experiment: log²(1+x²) + 10y² from (1, 1),
// λ = 0.01, central differences with h = 1e-4, until ‖g‖ < 1e-3. The paper published
// the first two counts, 3230 and 292.
func TestPublishedCounts(t *testing.T) {
	analytic := func(dst, x []float64) {
		s := 1 + x[0]*x[0]
		dst[0] = 4 * x[0] * math.Log(s) / s
		dst[1] = 20 * x[1]
	}
	rms := func(beta float64) optim.Rule {
		r := optim.NewRMSprop()
		r.Beta = beta
		return r
	}
	uncorrected := optim.NewAdam()
	uncorrected.Corrected = false
	for _, c := range []struct {
		name  string
		rule  optim.Rule
		steps int
	}{
		{"plain", optim.NewSGD(), 3230},
		{"momentum", optim.NewMomentum(), 292},
		{"Nesterov look-ahead", optim.NewNesterov(), 201},
		{"Nesterov reformulated", &optim.Nesterov{Gamma: 0.9, Reformulated: true}, 200},
		{"RMSprop 0.9", rms(0.9), 153},
		{"RMSprop 0.99", rms(0.99), 372},
		{"RMSprop 0.999", rms(0.999), 161},
		{"Adam", optim.NewAdam(), 920},
		{"Adam uncorrected", uncorrected, 254},
		{"Adagrad", optim.NewAdagrad(), 80095},
	} {
		t.Run(c.name, func(t *testing.T) {
			gradients := map[string]func(dst, x []float64){"central": centralDifferences(logQuad, 1e-4), "analytic": analytic}
			for kind, grad := range gradients {
				r, err := optim.Minimize(optim.Problem{Func: logQuad, Grad: grad}, []float64{1, 1}, c.rule, optim.Settings{
					Rate: optim.Constant(0.01), MaxSteps: 100000, Stop: optim.StopGrad(1e-3), GradCost: 4,
				})
				if err != nil || r.Status != optim.SmallGradient || r.Steps != c.steps {
					t.Errorf("%s: %v; %v; want %d steps", kind, r.Message, err, c.steps)
				}
			}
		})
	}
}
