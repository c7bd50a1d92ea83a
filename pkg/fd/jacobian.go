package fd

import "fmt"

// Jacobian writes the m×n matrix of the first derivatives of f at x to dst (row-major; nil allocates) and
// returns it.
//
//	dst[j·n + i] ≈ ∂f_j/∂x_i
//
// f writes its m values to its first argument. It is evaluated once for each point of the stencil and each
// coordinate, the value at x only once. x is not modified.
func Jacobian(dst []float64, f func(dst, x []float64), x []float64, m int, s Stencil, h float64) []float64 {
	return Settings{Stencil: s, Step: h}.Jacobian(dst, f, x, m)
}

// Jacobian is the function Jacobian with all settings; Workers is not used.
func (set Settings) Jacobian(dst []float64, f func(dst, x []float64), x []float64, m int) []float64 {
	n := len(x)
	if m < 0 {
		panic(fmt.Sprintf("fd: a function with %d values", m))
	}
	dst = allocate(dst, m*n)
	p := newPlan(n, set)
	if p.main.Derivative != 1 {
		panic("fd: a Jacobian needs a stencil of the first derivative")
	}
	point := append([]float64(nil), x...)
	first, value, sum := make([]float64, m), make([]float64, m), make([]float64, m)
	var base []float64
	for i := range n {
		st, h := p.at(i, x[i])
		lo, hi := p.bounds(i)
		clear(sum)
		for k, pt := range st.Points {
			switch {
			case pt.Offset != 0:
				point[i] = place(x[i], pt.Offset, h, lo, hi)
				f(value, point)
				point[i] = x[i]
			case base == nil:
				base = make([]float64, m)
				f(base, point)
				fallthrough
			default:
				copy(value, base)
			}
			if k == 0 {
				copy(first, value)
			}
			for j := range sum {
				sum[j] += pt.Coeff * (value[j] - first[j])
			}
		}
		for j, scale := 0, st.scale(h); j < m; j++ {
			dst[j*n+i] = sum[j] / scale
		}
	}
	return dst
}
