package stylize

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// moved returns the parameter i after a step of its coordinate, within its bounds.
func (f *fitter) moved(i int, step float64) float64 {
	v := f.p[i] + step*(f.params[i].Hi-f.params[i].Lo)
	if f.logs[i] {
		v = f.p[i] * math.Exp(step)
	}
	return min(max(v, f.params[i].Lo), f.params[i].Hi)
}

// differentiate fills f.cols, ∂r/∂q, by differences: the parameters of the last stages first, so that the images before
// them stay. f.base must hold the output.
func (f *fitter) differentiate() {
	const h = 1e-4
	for j := len(f.free) - 1; j >= 0; j-- {
		i, col := f.free[j], f.cols[j]
		if f.boxed && f.tail && i == f.tailAt {
			for k, d := range f.byB {
				col[k] = d * f.p[i]
			}
			continue
		}
		old := f.p[i]
		step := h
		if f.p[i] = f.moved(i, h); f.p[i] == old {
			step = -h
			f.p[i] = f.moved(i, step)
		}
		f.run(col, f.stage[i])
		f.p[i] = old
		for k, v := range col {
			col[k] = (v - f.base[k]) / step
		}
	}
}

// steps makes up to n damped Gauss–Newton steps along F.
func (f *fitter) steps(c float64, n int) error {
	if len(f.free) == 0 {
		f.value(c)
		return nil
	}
	damping := 1e-3
	value := f.value(c)
	for range n {
		if err := f.context(); err != nil {
			return err
		}
		f.differentiate()
		hessian, gradient := f.normal(c)
		f.hold(hessian, gradient)
		old, improved := append([]float64(nil), f.p...), false
		for range 4 {
			delta, ok := solve(hessian, gradient, damping)
			if ok {
				for j, i := range f.free {
					f.p[i] = f.moved(i, min(0.5, max(-0.5, -delta[j])))
				}
				if v := f.value(c); v < value {
					improved = value-v > 1e-7*value
					value, damping = v, max(1e-9, damping/5)
					break
				}
				copy(f.p, old)
			}
			damping *= 8
		}
		if !improved {
			break
		}
	}
	f.value(c)
	return nil
}

// normal returns Σ ω JJᵀ and Σ ω r J with the weights ω = (1 + r²/c²)⁻².
func (f *fitter) normal(c float64) (*mat.SymDense, []float64) {
	for k, r := range f.r {
		if f.w[k] = 0; r != foreign && r != 0 {
			d := 1 + r*r/(c*c)
			f.w[k] = 1 / (d * d)
		}
	}
	n := len(f.free)
	h, g := mat.NewSymDense(n, nil), make([]float64, n)
	for a := range n {
		for b := a; b < n; b++ {
			sum := 0.0
			ca, cb := f.cols[a], f.cols[b]
			for k, w := range f.w {
				if w > 0 {
					sum += w * ca[k] * cb[k]
				}
			}
			h.SetSym(a, b, sum)
		}
		for k, w := range f.w {
			if w > 0 {
				g[a] += w * f.r[k] * f.cols[a][k]
			}
		}
	}
	return h, g
}

// hold takes the parameters out that are at a bound which F pushes them against.
func (f *fitter) hold(h *mat.SymDense, g []float64) {
	for j, i := range f.free {
		if f.p[i] <= f.params[i].Lo && g[j] > 0 || f.p[i] >= f.params[i].Hi && g[j] < 0 {
			for k := range g {
				h.SetSym(j, k, 0)
			}
			h.SetSym(j, j, 1)
			g[j] = 0
		}
	}
}

// solve returns (H + damping·diag H)⁻¹ g.
func solve(h *mat.SymDense, g []float64, damping float64) (delta []float64, ok bool) {
	n := len(g)
	a := mat.NewSymDense(n, nil)
	most := 0.0
	for i := range n {
		most = max(most, h.At(i, i))
	}
	if !(most > 0) {
		return nil, false
	}
	a.CopySym(h)
	for i := range n {
		a.SetSym(i, i, h.At(i, i)*(1+damping)+1e-12*most)
	}
	var chol mat.Cholesky
	if !chol.Factorize(a) {
		return nil, false
	}
	v := mat.NewVecDense(n, nil)
	if err := chol.SolveVecTo(v, mat.NewVecDense(n, g)); err != nil {
		return nil, false
	}
	return v.RawVector().Data, true
}
