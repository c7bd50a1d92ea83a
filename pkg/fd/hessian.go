package fd

// Hessian writes the symmetric n×n matrix of the second derivatives of f at x to dst (row-major; nil
// allocates) and returns it.
//
//	∂²f/∂x_i∂x_j ≈ Σ_a Σ_b c_a·c_b·f(x + o_a·h_i·e_i + o_b·h_j·e_j) / (D²·h_i·h_j)   (i ≠ j)
//
// s is a stencil of the first derivative: off the diagonal it is applied along both axes, on the diagonal the
// stencil of the second derivative on its side and of its order is used (HessianDiag). The step balances
// rounding for second derivatives, ε^(1/(p+2)). x is not modified.
func Hessian(dst []float64, f func([]float64) float64, x []float64, s Stencil, h float64) []float64 {
	return Settings{Stencil: s, Step: h}.Hessian(dst, f, x)
}

// HessianDiag writes the n second derivatives ∂²f/∂x_i² to dst (nil allocates) and returns it.
//
// s is a stencil of the first derivative, which gives side and order, or itself one of the second.
func HessianDiag(dst []float64, f func([]float64) float64, x []float64, s Stencil, h float64) []float64 {
	return Settings{Stencil: s, Step: h}.HessianDiag(dst, f, x)
}

// Hessian is the function Hessian with all settings; Workers is not used.
func (set Settings) Hessian(dst []float64, f func([]float64) float64, x []float64) []float64 {
	n := len(x)
	dst = sized(dst, n*n)
	second := newPlan(n, set.second())
	first := newPlan(n, set)
	if first.main.Derivative != 1 {
		panic("fd: a Hessian needs a stencil of the first derivative")
	}
	first.unit, first.beside.unit = second.unit, second.beside.unit
	e := newEvaluator(f, x)
	diag := make([]float64, n)
	second.diagonal(diag, e)
	for i := range n {
		dst[i*n+i] = diag[i]
		for j := range i {
			v := first.mixed(e, i, j)
			dst[i*n+j], dst[j*n+i] = v, v
		}
	}
	return dst
}

// HessianDiag is the function HessianDiag with all settings; Workers is not used.
func (set Settings) HessianDiag(dst []float64, f func([]float64) float64, x []float64) []float64 {
	dst = sized(dst, len(x))
	p := newPlan(len(x), set.second())
	p.diagonal(dst, newEvaluator(f, x))
	return dst
}

// second exchanges the stencil for that of the second derivative on the same side.
func (set Settings) second() Settings {
	s := set.Stencil
	if len(s.Points) == 0 {
		s = Central
	}
	switch lo, hi := s.span(); {
	case s.Derivative == 2:
	case s.Derivative != 1:
		panic("fd: a Hessian needs a stencil of the first derivative")
	case lo < 0 && hi > 0:
		s = NewCentral(2, s.Order+s.Order%2)
	case hi > 0:
		s = NewForward(2, s.Order)
	default:
		s = NewBackward(2, s.Order)
	}
	set.Stencil = s
	return set
}

// evaluator evaluates f beside x: at x at most once, and at each point that differs from x in one coordinate at most once.
type evaluator struct {
	f     func([]float64) float64
	point []float64
	base  float64
	known bool
	axes  []map[float64]float64 // values by the coordinate that is replaced, and what replaces it
}

func newEvaluator(f func([]float64) float64, x []float64) *evaluator {
	return &evaluator{f: f, point: append([]float64(nil), x...), axes: make([]map[float64]float64, len(x))}
}

// value is f at x with coordinates i and j replaced.
func (e *evaluator) value(i int, vi float64, j int, vj float64) float64 {
	xi, xj := e.point[i], e.point[j]
	switch {
	case vi == xi && vj == xj:
		if !e.known {
			e.base, e.known = e.f(e.point), true
		}
		return e.base
	case vj == xj || i == j:
		return e.along(i, vi)
	case vi == xi:
		return e.along(j, vj)
	}
	e.point[i], e.point[j] = vi, vj
	v := e.f(e.point)
	e.point[i], e.point[j] = xi, xj
	return v
}

// along is f at x with coordinate i replaced.
func (e *evaluator) along(i int, vi float64) float64 {
	if v, known := e.axes[i][vi]; known {
		return v
	}
	xi := e.point[i]
	e.point[i] = vi
	v := e.f(e.point)
	e.point[i] = xi
	if e.axes[i] == nil {
		e.axes[i] = map[float64]float64{}
	}
	e.axes[i][vi] = v
	return v
}

func (p *plan) diagonal(dst []float64, e *evaluator) {
	values := make([]float64, p.points())
	for i, x := range e.point {
		st, h := p.at(i, x)
		lo, hi := p.bounds(i)
		for k, pt := range st.Points {
			t := place(x, pt.Offset, h, lo, hi)
			values[k] = e.value(i, t, i, t)
		}
		dst[i] = st.sum(values) / st.scale(h)
	}
}

// mixed is the tensor product of two stencils; differences along j are taken first.
func (p *plan) mixed(e *evaluator, i, j int) float64 {
	si, hi := p.at(i, e.point[i])
	sj, hj := p.at(j, e.point[j])
	loI, upI := p.bounds(i)
	loJ, upJ := p.bounds(j)
	inner, outer := make([]float64, len(sj.Points)), make([]float64, len(si.Points))
	for a, pi := range si.Points {
		ti := place(e.point[i], pi.Offset, hi, loI, upI)
		for b, pj := range sj.Points {
			inner[b] = e.value(i, ti, j, place(e.point[j], pj.Offset, hj, loJ, upJ))
		}
		outer[a] = sj.sum(inner)
	}
	return si.sum(outer) / (si.scale(hi) * sj.scale(hj))
}
