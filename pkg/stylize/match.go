package stylize

import (
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/optim"
)

// Match is how far a chain's output is from an image:
//
//	F(p) = (1/m) Σ (chain(src; p)_i - target_i)²   over the m samples that count.
//
// It is NaN when none counts. It allocates nothing after its first call.
type Match struct {
	Chain       *Chain
	Src, Target []float64

	// Clipped leaves out the samples whose target is 1 or more: a file keeps 1 of
	// whatever was greater.
	Clipped bool

	residual []float64
}

// Func returns F(p).
func (m *Match) Func(p []float64) float64 { return m.residuals(p) }

// Grad writes the gradient of F at p to dst.
func (m *Match) Grad(dst, p []float64) {
	m.residuals(p)
	m.Chain.Backward(dst, m.residual)
}

// Problem returns F and its gradient for optim.Minimize.
func (m *Match) Problem() optim.Problem { return optim.Problem{Func: m.Func, Grad: m.Grad} }

// residuals returns F(p) and leaves ∂F/∂output.
func (m *Match) residuals(p []float64) float64 {
	if m.Chain == nil {
		panic("stylize: Match: the chain is nil")
	}
	out := m.Chain.Forward(m.Src, p)
	if len(m.Target) != len(out) {
		panic(fmt.Sprintf("stylize: Match: the target has %d samples, the source %d", len(m.Target), len(out)))
	}
	if m.residual == nil {
		m.residual = make([]float64, len(out))
	}
	sum, n := 0.0, 0
	for i, want := range m.Target {
		if m.residual[i] = 0; m.Clipped && want >= 1 {
			continue
		}
		r := out[i] - want
		m.residual[i] = r
		sum, n = sum+r*r, n+1
	}
	if n == 0 {
		return math.NaN()
	}
	for i := range m.residual {
		m.residual[i] *= 2 / float64(n)
	}
	return sum / float64(n)
}
