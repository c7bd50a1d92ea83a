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
// β being 0 or 1, serially and without allocation. Each element is summed in the order of k, or,
// where B is transposed, in four sums that are added up, as gonum does. Where kernels for four
// numbers at a time can be used they return the same bits.
func gemm(m, n, k int, a, b matrix, beta float64, c matrix) {
	if beta == 0 {
		for i := range m {
			clear(c.data[i*c.stride:][:n])
		}
	}
	rows, cols := wideGemm(m, n, k, a, b, c)
	if rows == 0 || cols == 0 {
		narrowGemm(m, n, k, a, b, c)
		return
	}
	if cols < n {
		narrowGemm(rows, n-cols, k, a, b.right(cols), c.right(cols))
	}
	if rows < m {
		narrowGemm(m-rows, n, k, a.down(rows), b, c.down(rows))
	}
}

// narrowGemm computes C += A·B by gonum.
func narrowGemm(m, n, k int, a, b, c matrix) {
	var impl gonum.Implementation
	for i := 0; i < m; i += tileRows {
		for j := 0; j < n; j += tileCols {
			impl.Dgemm(trans(a.t), trans(b.t), min(tileRows, m-i), min(tileCols, n-j), k,
				1, a.from(i, 0), a.stride, b.from(0, j), b.stride, 1, c.from(i, j), c.stride)
		}
	}
}

// down and right return the matrix without its first rows or columns.
func (m matrix) down(i int) matrix  { return matrix{m.from(i, 0), m.stride, m.t} }
func (m matrix) right(j int) matrix { return matrix{m.from(0, j), m.stride, m.t} }

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
