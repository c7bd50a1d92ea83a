package stair_test

import (
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/stair"
)

// The graph of y against b at x = ½ jumps at even b.
func ExampleQuantize() {
	fmt.Printf("%.6f\n", stair.Quantize(0.5, 5.999999))
	fmt.Printf("%.6f\n", stair.Quantize(0.5, 6))
	left, right := stair.Limits(0.5, 6)
	fmt.Printf("limits %.6f and %.6f\n", left, right)
	fmt.Println(stair.Jumps(nil, 0.5, 5, 13))
	// Output:
	// 0.416667
	// 0.583333
	// limits 0.416667 and 0.583333
	// [6 8 10 12]
}

// The infimum at x = 0.2 does not lie where ⌈5x⌉/x would put it, at b = 5: there
// y has just jumped up.
func ExampleMinimize() {
	for _, x := range []float64{0, 0.2, 0.5, 1} {
		m, err := stair.Minimize(x, 5, 30)
		if err != nil {
			fmt.Println(err)
			return
		}
		b := m.Near(1e-6)
		fmt.Printf("x = %.1f: %.6f at %.4g, attained: %v, y(%.6f) = %.6f\n",
			x, m.Value, m.B, m.Attained, b, stair.Quantize(x, b))
	}
	// Output:
	// x = 0.0: 0.016667 at 30, attained: true, y(30.000000) = 0.016667
	// x = 0.2: 0.150000 at 10, attained: false, y(10.000000) = 0.150000
	// x = 0.5: 0.416667 at 6, attained: false, y(6.000000) = 0.416667
	// x = 1.0: 0.916667 at 6, attained: false, y(6.000000) = 0.916667
}

// ramp returns the 256 grey levels.
func ramp() []float64 {
	x := make([]float64, 256)
	for k := range x {
		x[k] = float64(k) / 255
	}
	return x
}

func ExampleFitLeastSquares() {
	x := ramp()
	y := stair.QuantizeTo(nil, x, 12.34)
	f, err := stair.FitLeastSquares(x, y, 5, 30)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("b = %.12f, floors constant in [%.4f, %.4f), loss below 1e-30: %v\n", f.B, f.Lo, f.Hi, f.Loss < 1e-30)
	// Output:
	// b = 12.340000000000, floors constant in [12.3387, 12.3568), loss below 1e-30: true
}

// An image stored in 8 bits allows an interval of b.
func ExampleFitConsensus() {
	x := ramp()
	y := stair.QuantizeTo(nil, x, 12.34)
	for i, v := range y {
		y[i] = math.Round(255*min(1, v)) / 255
	}
	c, err := stair.FitConsensus(x, y, stair.HalfLevel, 5, 30)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("b in [%.4f, %.4f], %d of %d agree\n", c.Lo, c.Hi, c.Agree, c.Total)
	// Output:
	// b in [12.3387, 12.3474], 248 of 256 agree
}

// Rows of an image are counted as they come; white is a lower bound.
func ExampleHistogram() {
	var h stair.Histogram
	original, quantized := make([]uint8, 256), make([]uint8, 256)
	for k := range original {
		original[k] = uint8(k)
		quantized[k] = uint8(math.Round(255 * min(1, stair.Quantize(float64(k)/255, 12.34))))
	}
	for range 100 {
		h.Add(original, quantized)
	}
	p, err := h.Pairs()
	if err != nil {
		fmt.Println(err)
		return
	}
	v, err := p.Consensus(stair.Settings{Clipped: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("b in [%.4f, %.4f], %d of %d agree\n", v.Lo, v.Hi, v.Agree, v.Total)
	fmt.Printf("runner-up: b = %.4f, %d agree\n", v.RunnerUp.B, v.RunnerUp.Agree)
	// Output:
	// b in [12.3387, 12.3474], 25600 of 25600 agree
	// runner-up: b = 20.5386, 5800 agree
}

// Each channel has its own b, or all share one.
func ExampleNewChannels() {
	x := ramp()
	original := [][]float64{x, x, x}
	quantized := [][]float64{
		stair.QuantizeTo(nil, x, 7.5),
		stair.QuantizeTo(nil, x, 12.34),
		stair.QuantizeTo(nil, x, 21),
	}
	c, err := stair.NewChannels(original, quantized)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range append(c, c.Common()) {
		f, err := p.LeastSquares(stair.Settings{})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("b = %.4f, root of the loss %.4f\n", f.B, math.Sqrt(f.Loss))
	}
	_, err = stair.NewChannels(original[:1], quantized)
	fmt.Println(err)
	// Output:
	// b = 7.5000, root of the loss 0.0000
	// b = 12.3400, root of the loss 0.0000
	// b = 21.0000, root of the loss 0.0000
	// b = 30.0000, root of the loss 0.0277
	// stair: shapes differ: 1 channels against 3: convert both images to grey or to colour
}

// The Steklov mean of the loss is smooth, and its derivative is the central
// difference of the loss itself.
func ExamplePairs_Curve() {
	x := ramp()
	p, err := stair.NewPairs(x, stair.QuantizeTo(nil, x, 12.34))
	if err != nil {
		fmt.Println(err)
		return
	}
	c, err := p.Curve(4, 31)
	if err != nil {
		fmt.Println(err)
		return
	}
	const b, h = 11.0, 1.0
	fmt.Printf("L = %.3e, mean %.3e\n", c.Loss(b), c.Mean(b, h))
	fmt.Printf("derivative %.3e = (L(b+h) - L(b-h))/2h = %.3e\n", c.MeanDerivative(b, h), (p.Loss(b+h)-p.Loss(b-h))/(2*h))
	// Output:
	// L = 1.167e-03, mean 1.250e-03
	// derivative -2.373e-04 = (L(b+h) - L(b-h))/2h = -2.373e-04
}
