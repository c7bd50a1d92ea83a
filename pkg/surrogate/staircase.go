package surrogate

import "fmt"

// Quantize returns the staircase with s in floor's place, and its derivatives as
// the chain rule has them:
//
//	y = (v + ½)/b,   ∂y/∂b = (s·u - v - ½)/b²,   ∂y/∂x = s,   u = x·b.
func Quantize(s Surrogate, x, b, t float64) (y, dydb, dydx float64) {
	if s == nil {
		panic("surrogate: the stand-in is nil")
	}
	u := x * b
	value, slope := s.At(u, t)
	return (value + 0.5) / b, (slope*u - value - 0.5) / (b * b), slope
}

// QuantizeTo writes y and ∂y/∂b of every x[i] to y[i] and dydb[i]. Either may be
// nil, when it isn't wanted; either may be x itself. It allocates nothing, and
// panics if the lengths differ.
func QuantizeTo(y, dydb []float64, s Surrogate, x []float64, b, t float64) {
	mustFit("QuantizeTo", y, x)
	mustFit("QuantizeTo", dydb, x)
	for i, v := range x {
		value, slope, _ := Quantize(s, v, b, t)
		if y != nil {
			y[i] = value
		}
		if dydb != nil {
			dydb[i] = slope
		}
	}
}

func mustFit(name string, dst, src []float64) {
	if dst != nil && len(dst) != len(src) {
		panic(fmt.Sprintf("surrogate: %s: dst has %d values, the source %d", name, len(dst), len(src)))
	}
}
