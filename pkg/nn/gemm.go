package nn

import (
	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/gonum"

	"github.com/gradstep/gradstep/pkg/internal/vec"
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

// wideGemm computes the upper left part of C += A·B whose sides vec.MulAdd or vec.Dots divides, and
// returns that part's sides. It does nothing, and returns 0, where the processor or the kind
// of product does not allow it to return gonum's bits.
func wideGemm(m, n, k int, a, b, c matrix) (rows, cols int) {
	switch {
	case !vec.Wide || k == 0:
		return 0, 0
	case !b.t:
		// gonum leaves products with a zero of A out, and 0 times infinity is not 0.
		rows, cols = m&^3, n&^7
		if rows == 0 || cols == 0 || a.hasZero(rows, k) {
			return 0, 0
		}
		aRow, aCol := a.stride, 1
		if a.t {
			aRow, aCol = aCol, aRow
		}
		for j := 0; j < cols; j += 8 {
			for i := 0; i < rows; i += 4 {
				vec.MulAdd(k, a.from(i, 0), aRow, aCol, b.from(0, j), b.stride, c.from(i, j), c.stride)
			}
		}
	case !a.t && k%4 == 0:
		rows, cols = m&^1, n&^3
		for j := 0; j < cols; j += 4 {
			for i := 0; i < rows; i += 2 {
				vec.Dots(k, a.from(i, 0), a.stride, b.from(0, j), b.stride, c.from(i, j), c.stride)
			}
		}
	}
	return rows, cols
}

// hasZero says whether there is a zero in the first m rows and k columns.
func (a matrix) hasZero(m, k int) bool {
	if a.t {
		m, k = k, m
	}
	for i := range m {
		for _, v := range a.data[i*a.stride:][:k] {
			if v == 0 {
				return true
			}
		}
	}
	return false
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
