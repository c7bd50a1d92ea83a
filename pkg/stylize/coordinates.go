package stylize

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
)

// coordinates are those that a descent moves in, in place of the parameters of a
// chain and b: positive parameters by their logarithm, so that a step is a share, and
// then, if wanted, turned and stretched until the distance of images is round.
//
//	q_i = ln p_i, or p_i where the bounds do not say p > 0,   q = origin + T x.
//
// T is the identity, or L⁻ᵀ with L Lᵀ = A, the Gauss-Newton Hessian (2/m) JᵀJ of the
// mean squared distance at the origin. b comes last and keeps its own scale.
type coordinates struct {
	logs   []bool
	lo, hi []float64 // bounds of q
	origin []float64
	t      [][]float64 // lower left to upper right, n by n
	back   [][]float64 // its inverse
	scaleB float64
	p, q   []float64
}

// newCoordinates returns logarithmic coordinates with the origin at p; the bounds are
// those of the chain's parameters and of b.
func newCoordinates(params []Param, p []float64, scaleB float64) *coordinates {
	n := len(params)
	c := &coordinates{scaleB: scaleB, p: make([]float64, n), q: make([]float64, n), origin: make([]float64, n)}
	for _, q := range params {
		log := q.Lo > 0
		lo, hi := q.Lo, q.Hi
		if log {
			lo, hi = math.Log(lo), math.Log(hi)
		}
		c.logs, c.lo, c.hi = append(c.logs, log), append(c.lo, lo), append(c.hi, hi)
	}
	for i, v := range p {
		if c.origin[i] = v; c.logs[i] {
			c.origin[i] = math.Log(v)
		}
	}
	for i := range n - 1 {
		c.t, c.back = append(c.t, make([]float64, n-1)), append(c.back, make([]float64, n-1))
		c.t[i][i], c.back[i][i] = 1, 1
	}
	return c
}

// whiten turns the coordinates at their origin. damping is added to the Hessian as a
// share of its diagonal, for directions of which the image tells nothing.
func (c *coordinates) whiten(m *Match, damping float64) error {
	a := c.hessian(m)
	n := a.SymmetricDim()
	for i := range n {
		v := a.At(i, i)
		if !(v > 1e-15) {
			return fmt.Errorf("stylize: Recover: %q changes nothing in this image; take it out of the chain, or Hold it: %w",
				m.Chain.Params()[i].Name, ErrFlat)
		}
		a.SetSym(i, i, v*(1+damping))
	}
	var chol mat.Cholesky
	if !chol.Factorize(a) {
		return fmt.Errorf("stylize: Recover: two parameters do the same to this image: %w", ErrFlat)
	}
	var l, inv mat.TriDense
	chol.LTo(&l)
	if err := inv.InverseTri(&l); err != nil {
		return fmt.Errorf("stylize: Recover: %w: %w", ErrFlat, err)
	}
	for i := range n {
		for j := range n {
			c.t[i][j], c.back[i][j] = inv.At(j, i), l.At(j, i)
		}
	}
	return nil
}

// hessian returns (2/m) JᵀJ at the origin, J by forward differences.
func (c *coordinates) hessian(m *Match) *mat.SymDense {
	const h = 1e-4
	n, x := len(c.t), make([]float64, len(c.origin))
	base := append([]float64(nil), m.Chain.Forward(m.Src, c.params(x)[:n])...)
	j := mat.NewDense(n, len(base), nil)
	counted := 0
	for k := range n {
		x[k] = h
		out := m.Chain.Forward(m.Src, c.params(x)[:n])
		x[k], counted = 0, 0
		row := j.RawRowView(k)
		for i, y := range m.Target {
			if m.Clipped && y >= 1 {
				continue
			}
			row[i] = (out[i] - base[i]) / h
			counted++
		}
	}
	a := mat.NewSymDense(n, nil)
	a.SymOuterK(2/float64(max(counted, 1)), j)
	return a
}

// params returns the parameters at x. The slice stays the coordinates' own.
func (c *coordinates) params(x []float64) []float64 {
	n := len(c.t)
	for i := range c.origin {
		c.q[i] = c.origin[i]
		if i == n {
			c.q[i] += c.scaleB * x[i]
			break
		}
		for j, v := range x[:n] {
			c.q[i] += c.t[i][j] * v
		}
	}
	return c.exp()
}

// exp returns the parameters at c.q.
func (c *coordinates) exp() []float64 {
	for i, v := range c.q {
		if c.p[i] = v; c.logs[i] {
			c.p[i] = math.Exp(v)
		}
	}
	return c.p
}

// gradient turns, in place, the gradient in the parameters at c.p into that in x.
func (c *coordinates) gradient(g []float64) {
	n := len(c.t)
	for i := range g {
		if c.logs[i] {
			g[i] *= c.p[i]
		}
	}
	copy(c.q, g)
	for j := range n {
		g[j] = 0
		for i := range n {
			g[j] += c.t[i][j] * c.q[i]
		}
	}
	g[n] *= c.scaleB
}

// project moves x, in place, to coordinates whose parameters are within their bounds.
func (c *coordinates) project(x []float64) {
	c.params(x)
	inside := true
	for i, v := range c.q {
		c.q[i] = min(max(v, c.lo[i]), c.hi[i])
		inside = inside && c.q[i] == v
	}
	if inside {
		return
	}
	n := len(c.t)
	for i := range n {
		x[i] = 0
		for j := range n {
			x[i] += c.back[i][j] * (c.q[j] - c.origin[j])
		}
	}
	x[n] = (c.q[n] - c.origin[n]) / c.scaleB
}
