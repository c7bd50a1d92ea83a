package nn

import (
	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/gonum"
)

// matrix is a row-major matrix whose rows begin stride apart; t is its transpose.
type matrix struct {
	data   []float64
	stride int
	t      bool
}

// gonum's Dgemm starts goroutines of its own, and allocates for them, from 4 blocks of
// 64×64 on. These tiles stay below that, since the samples are shared already.
const (
	tileRows = 64
	tileCols = 192
)

// gemm computes C = A·B + β·C for an m×k matrix A, a k×n matrix B and an m×n matrix C,
// serially and without allocation. Each element is summed in the order of k.
func gemm(m, n, k int, a, b matrix, beta float64, c matrix) {
	var impl gonum.Implementation
	for i := 0; i < m; i += tileRows {
		for j := 0; j < n; j += tileCols {
			impl.Dgemm(trans(a.t), trans(b.t), min(tileRows, m-i), min(tileCols, n-j), k,
				1, a.from(i, 0), a.stride, b.from(0, j), b.stride, beta, c.data[i*c.stride+j:], c.stride)
		}
	}
}

// from returns the data from element (i, j) on.
func (m matrix) from(i, j int) []float64 {
	if m.t {
		i, j = j, i
	}
	return m.data[i*m.stride+j:]
}

func trans(t bool) blas.Transpose {
	if t {
		return blas.Trans
	}
	return blas.NoTrans
}
