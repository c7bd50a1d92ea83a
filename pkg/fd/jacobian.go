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
	dst = sized(dst, m*n)
	p := newPlan(n, set)
	if p.main.Derivative != 1 {
		panic("fd: a Jacobian needs a stencil of the first derivative")
	}
	point := append([]float64(nil), x...)
	values := make([]float64, p.points()*m) // a row for each point of the stencil
	column := make([]float64, p.points())
	var base []float64
	for i := range n {
		st, h := p.at(i, x[i])
		lo, hi := p.bounds(i)
		for k, pt := range st.Points {
			row := values[k*m : (k+1)*m]
			if pt.Offset != 0 {
				point[i] = place(x[i], pt.Offset, h, lo, hi)
				f(row, point)
				point[i] = x[i]
				continue
			}
			if base == nil {
				base = make([]float64, m)
				f(base, point)
			}
			copy(row, base)
		}
		for j, scale := 0, st.scale(h); j < m; j++ {
			for k := range st.Points {
				column[k] = values[k*m+j]
			}
			dst[j*n+i] = st.sum(column) / scale
		}
	}
	return dst
}
