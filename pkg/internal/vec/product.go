package vec

import "unsafe"

const float = unsafe.Sizeof(float64(0))

// MulAdd adds to the 4×8 matrix at c the product of a 4×k matrix and a k×8 matrix. Rows begin
// aRow, bRow and cRow elements apart, the columns of the first aCol. Each element gets its
// products one by one in the order of k, rounded twice, as by gonum's Axpy.
func MulAdd(k int, a []float64, aRow, aCol int, b []float64, bRow int, c []float64, cRow int) {
	if Wide && k > 0 {
		_, _, _ = a[3*aRow+(k-1)*aCol], b[(k-1)*bRow+7], c[3*cRow+7]
		mulAdd4x8(k, &a[0], uintptr(aRow)*float, uintptr(aCol)*float, &b[0], uintptr(bRow)*float, &c[0], uintptr(cRow)*float)
		return
	}
	for l := range k {
		for i := range 4 {
			for j := range 8 {
				c[i*cRow+j] += float64(a[i*aRow+l*aCol] * b[l*bRow+j])
			}
		}
	}
}

// Dots adds to the 2×4 matrix at c the product of a 2×k matrix and the transpose of a 4×k
// matrix, k being a multiple of 4. Each element gets a sum of four partial ones, the i-th of
// which has the products i, i+4, …, as gonum's Dot sums.
func Dots(k int, a []float64, aRow int, b []float64, bRow int, c []float64, cRow int) {
	if Wide && k > 0 {
		_, _, _ = a[aRow+k-1], b[3*bRow+k-1], c[cRow+3]
		dot2x4(k, &a[0], uintptr(aRow)*float, &b[0], uintptr(bRow)*float, &c[0], uintptr(cRow)*float)
		return
	}
	for i := range 2 {
		for j := range 4 {
			var s [4]float64
			for l := range k {
				s[l%4] += float64(a[i*aRow+l] * b[j*bRow+l])
			}
			c[i*cRow+j] += (s[0] + s[2]) + (s[1] + s[3])
		}
	}
}
