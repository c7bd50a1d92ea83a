package nn

import (
	"unsafe"

	"golang.org/x/sys/cpu"
)

// wide says whether the processor computes four float64 at a time. gonum's kernels compute two.
var wide = cpu.X86.HasAVX

// mulAdd4x8 adds to the 4×8 matrix at c the product of a 4×k matrix and a k×8 matrix, k > 0.
// Rows begin aRow, bRow and cRow bytes apart, the columns of the first aCol. Each
// element gets its products one by one in the order of k, rounded twice, as by gonum's Axpy.
//
//go:noescape
func mulAdd4x8(k int, a *float64, aRow, aCol uintptr, b *float64, bRow uintptr, c *float64, cRow uintptr)

// dot2x4 adds to the 2×4 matrix at c the product of a 2×k matrix and the transpose of a
// 4×k matrix, k > 0 being a multiple of 4. Each element gets a sum of four partial ones, the
// i-th of which has the products i, i+4, …, as gonum's Dot sums.
//
//go:noescape
func dot2x4(k int, a *float64, aRow uintptr, b *float64, bRow uintptr, c *float64, cRow uintptr)

const float = unsafe.Sizeof(float64(0))

// wideGemm computes the upper left part of C += A·B whose sides mulAdd4x8 or dot2x4 divides, and
// returns that part's sides. It does nothing, and returns 0, where the processor or the kind
// of product does not allow it to return gonum's bits.
func wideGemm(m, n, k int, a, b, c matrix) (rows, cols int) {
	switch {
	case !wide || k == 0:
		return 0, 0
	case !b.t:
		// gonum leaves products with a zero of A out, and 0 times infinity is not 0.
		rows, cols = m&^3, n&^7
		if rows == 0 || cols == 0 || a.hasZero(rows, k) {
			return 0, 0
		}
		aRow, aCol := uintptr(a.stride)*float, float
		if a.t {
			aRow, aCol = aCol, aRow
		}
		for j := 0; j < cols; j += 8 {
			for i := 0; i < rows; i += 4 {
				mulAdd4x8(k, &a.from(i, 0)[0], aRow, aCol, &b.from(0, j)[0], uintptr(b.stride)*float,
					&c.from(i, j)[0], uintptr(c.stride)*float)
			}
		}
	case !a.t && k%4 == 0:
		rows, cols = m&^1, n&^3
		for j := 0; j < cols; j += 4 {
			for i := 0; i < rows; i += 2 {
				dot2x4(k, &a.from(i, 0)[0], uintptr(a.stride)*float, &b.from(0, j)[0], uintptr(b.stride)*float,
					&c.from(i, j)[0], uintptr(c.stride)*float)
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
