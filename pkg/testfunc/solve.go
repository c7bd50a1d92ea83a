package testfunc

import "gonum.org/v1/gonum/mat"

// solve returns the solution of the symmetric positive definite system a x = b. A
// matrix that is not so panics: random samples make it with probability 0.
func solve(a, b []float64) []float64 {
	n := len(b)
	var c mat.Cholesky
	if !c.Factorize(mat.NewSymDense(n, append([]float64(nil), a...))) {
		panic("testfunc: the samples don't determine the parameters")
	}
	x := mat.NewVecDense(n, nil)
	if err := c.SolveVecTo(x, mat.NewVecDense(n, b)); err != nil {
		panic("testfunc: " + err.Error())
	}
	return x.RawVector().Data
}
