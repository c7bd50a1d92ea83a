package optim

import (
	"math"

	"gonum.org/v1/gonum/floats"
)

func isFinite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// firstNonFinite returns the index of the first NaN or infinity, or -1.
func firstNonFinite(x []float64) int {
	for i, v := range x {
		if !isFinite(v) {
			return i
		}
	}
	return -1
}

// Squares may leave the range of float64 although their root does not. Between
// these bounds the plain sum has lost nothing.
const (
	safeSquareMin = 1e-280
	safeSquareMax = 1e300
)

// norm returns ‖x‖, infinite or NaN exactly when a coordinate is, or when the norm
// itself exceeds the largest float64.
func norm(x []float64) float64 {
	s := sumOfSquares(x)
	if s > safeSquareMin && s < safeSquareMax {
		return math.Sqrt(s)
	}
	return floats.Norm(x, 2)
}

// sumOfSquares returns ‖x‖², which may leave the range of float64.
func sumOfSquares(x []float64) float64 {
	var s0, s1, s2, s3 float64
	i := 0
	for ; i+4 <= len(x); i += 4 {
		v := x[i : i+4 : i+4]
		s0 += float64(v[0] * v[0])
		s1 += float64(v[1] * v[1])
		s2 += float64(v[2] * v[2])
		s3 += float64(v[3] * v[3])
	}
	for ; i < len(x); i++ {
		s0 += float64(x[i] * x[i])
	}
	return (s0 + s1) + (s2 + s3)
}

// finiteNorm returns a norm of x, made finite where every coordinate is: the largest float64
// stands for those beyond it.
func finiteNorm(norm float64, x []float64) float64 {
	if !isFinite(norm) && firstNonFinite(x) < 0 {
		return math.MaxFloat64
	}
	return norm
}

// distance returns ‖x - y‖ under the same rules as norm.
func distance(x, y []float64) float64 {
	var s0, s1, s2, s3 float64
	y = y[:len(x)]
	i := 0
	for ; i+4 <= len(x); i += 4 {
		v, w := x[i:i+4:i+4], y[i:i+4:i+4]
		d0, d1, d2, d3 := v[0]-w[0], v[1]-w[1], v[2]-w[2], v[3]-w[3]
		s0 += float64(d0 * d0)
		s1 += float64(d1 * d1)
		s2 += float64(d2 * d2)
		s3 += float64(d3 * d3)
	}
	for ; i < len(x); i++ {
		d := x[i] - y[i]
		s0 += float64(d * d)
	}
	s := (s0 + s1) + (s2 + s3)
	if s > safeSquareMin && s < safeSquareMax {
		return math.Sqrt(s)
	}
	return floats.Distance(x, y, 2)
}

// far scales down what is so long that its norm would leave the range of float64.
const far = 0x1p-64

// shorten gives x the length most if it is longer, at any magnitude; an x that is not finite
// stays.
func shorten(x []float64, most float64) {
	length := norm(x)
	switch {
	case !(length > most) || firstNonFinite(x) >= 0:
		return
	case math.IsInf(length, 0):
		for i := range x {
			x[i] *= far
		}
		length = norm(x)
	}
	factor := most / length
	if factor > 1e-300 {
		for i := range x {
			x[i] *= factor
		}
		return
	}
	for i := range x {
		x[i] = x[i] / length * most
	}
}
