package restore

// Quadratic is the energy of the lecture, with an operator A that degrades:
//
//	J(u; f) = ½‖∇ʰu‖² + (λ/2)‖Au - f‖²,
//	∇J(u) = -Δu + λAᵀ(Au - f),    Hv = -Δv + λAᵀAv.
//
// Its methods fit optim.Problem, and allocate nothing. They keep what Au needs
// in the Quadratic, which therefore serves one goroutine at a time. Source: [1],
// "image restoration problems as optimization problems".
type Quadratic struct {
	w, h   int
	lambda float64
	f      []float64
	a      Operator  // nil for the identity
	data   []float64 // Au - f
}

// NewQuadratic returns the energy for the data f of an image of w·h samples; a
// nil operator stands for the identity. f is not copied.
//
// A lambda that is not positive and finite, and data that are not finite, are
// errors that wrap [ErrValue]. It panics when f does not have as many
// elements as A has outputs, or A is for images of another size.
func NewQuadratic(f []float64, w, h int, lambda float64, a Operator) (*Quadratic, error) {
	checkSize(w, h)
	q := &Quadratic{w: w, h: h, lambda: lambda, f: f, a: a}
	if a == nil {
		checkLen("f", len(f), w*h)
	} else {
		checkOperator(a, f, w, h)
		q.data = make([]float64, len(f))
	}
	if err := checkLambda(lambda); err != nil {
		return nil, err
	}
	return q, checkFinite(f)
}

// Value returns J(u; f).
func (q *Quadratic) Value(u []float64) float64 {
	checkLen("u", len(u), q.w*q.h)
	smooth, w, h := 0.0, q.w, q.h
	for y := range h {
		row, below := rowAndNext(u, y, w, h)
		sum := 0.0
		for x := range w - 1 {
			d, e := row[x+1]-row[x], below[x]-row[x]
			sum += d*d + e*e
		}
		e := below[w-1] - row[w-1]
		smooth += sum + e*e
	}
	return smooth/2 + q.lambda/2*q.Misfit(u)
}

// Misfit returns ‖Au - f‖².
func (q *Quadratic) Misfit(u []float64) float64 {
	checkLen("u", len(u), q.w*q.h)
	au := u
	if q.a != nil {
		q.a.Apply(q.data, u)
		au = q.data
	}
	return squaredDistance(au, q.f)
}

// Grad stores ∇J(u; f) in dst, which must not be u.
func (q *Quadratic) Grad(dst, u []float64) { q.normal(dst, u, q.f) }

// HessVec stores the Hessian's product with v in dst, which must not be v: the
// same at every u.
func (q *Quadratic) HessVec(dst, v []float64) { q.normal(dst, v, nil) }

// normal stores -Δu + λAᵀ(Au - f) in dst; a nil f is zero.
func (q *Quadratic) normal(dst, u, f []float64) {
	checkLen("u", len(u), q.w*q.h)
	checkLen("dst", len(dst), q.w*q.h)
	q.pull(dst, u, f)
	for y := range q.h {
		subtractLaplacianRow(dst, u, y, q.w, q.h)
	}
}

// pull stores λAᵀ(Au - f) in dst; a nil f is zero.
func (q *Quadratic) pull(dst, u, f []float64) {
	switch {
	case q.a != nil:
		q.a.Apply(q.data, u)
		for i, v := range f {
			q.data[i] -= v
		}
		q.a.Adjoint(dst, q.data)
		for i := range dst {
			dst[i] *= q.lambda
		}
	case f == nil:
		for i, v := range u {
			dst[i] = q.lambda * v
		}
	default:
		for i, v := range u {
			dst[i] = q.lambda * (v - f[i])
		}
	}
}
