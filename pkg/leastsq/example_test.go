package leastsq_test

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/leastsq"
	"github.com/gradstep/gradstep/pkg/testfunc"
)

// A plain fit with its error bars: the decay of counts in time.
func ExampleMinimize() {
	times := []float64{0, 1, 2, 3, 4, 5, 6, 7}
	counts := []float64{98.1, 74.6, 54.2, 41.0, 29.3, 23.1, 15.9, 12.8}
	p := leastsq.Problem{M: len(times), Residuals: func(dst, x []float64) {
		for i, t := range times {
			dst[i] = x[0]*math.Exp(-x[1]*t) - counts[i]
		}
	}}
	r, err := leastsq.Minimize(p, []float64{50, 1}, leastsq.Settings{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("amplitude %.2f ± %.2f, rate %.4f ± %.4f\n", r.X[0], r.StdErr[0], r.X[1], r.StdErr[1])
	fmt.Printf("Σr² = %.3f: %s\n", r.SumSquares, r.Status.Advice())
	// Output:
	// amplitude 98.69 ± 0.71, rate 0.2959 ± 0.0038
	// Σr² = 4.102: A further step would change no coordinate by more than the tolerance: accept X, and look at StdErr.
}

// Bounds: without them the amplitude of the second line would be negative, which no line of a spectrum is.
func ExampleMinimize_bounds() {
	y := []float64{0.02, 0.13, 0.42, 0.85, 1.01, 0.77, 0.31, 0.05, -0.06, -0.04, 0.01}
	p := leastsq.Problem{M: len(y), Lo: []float64{0, 0}, Residuals: func(dst, x []float64) {
		for i := range y {
			t := float64(i)
			dst[i] = x[0]*math.Exp(-(t-4)*(t-4)/4) + x[1]*math.Exp(-(t-7)*(t-7)/4) - y[i]
		}
	}}
	r, err := leastsq.Minimize(p, []float64{0.5, 0.5}, leastsq.Settings{})
	fmt.Printf("%.3f ± %.3f, at a bound %v, %v\n", r.X, r.StdErr, r.AtBound, err)
	p.Lo = nil
	r, err = leastsq.Minimize(p, []float64{0.5, 0.5}, leastsq.Settings{})
	fmt.Printf("%.3f ± %.3f without bounds, %v\n", r.X, r.StdErr, err)
	// Output:
	// [1.021 0.000] ± [0.030 NaN], at a bound [false true], <nil>
	// [1.049 -0.086] ± [0.016 0.016] without bounds, <nil>
}

// A robust loss: two of twenty points are far off, and a line is fitted to all of them.
func ExampleHuber() {
	rng := rand.New(rand.NewPCG(1, 2))
	y := make([]float64, 20)
	for i := range y {
		y[i] = 1 + 0.5*float64(i) + 0.1*rng.NormFloat64()
	}
	y[3], y[17] = 30, -20
	p := leastsq.Problem{M: len(y), Residuals: func(dst, x []float64) {
		for i, v := range y {
			dst[i] = x[0] + x[1]*float64(i) - v
		}
	}}
	for _, loss := range []leastsq.Loss{{}, leastsq.Huber(0.15), leastsq.SoftL1(0.15), leastsq.Cauchy(0.15)} {
		r, err := leastsq.Minimize(p, []float64{0, 0}, leastsq.Settings{Loss: loss})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%-13v %6.3f ± %.3f, %6.3f ± %.3f\n", loss, r.X[0], r.StdErr[0], r.X[1], r.StdErr[1])
	}
	// Output:
	// squares        6.617 ± 3.780, -0.103 ± 0.340
	// Huber(0.15)    1.060 ± 0.068,  0.494 ± 0.006
	// SoftL1(0.15)   1.056 ± 0.067,  0.494 ± 0.006
	// Cauchy(0.15)   1.019 ± 0.048,  0.498 ± 0.004
}

// A fit that NIST certifies, with its errors: the adsorption of dental research, whose model is an
// exponential decay towards a plateau.
func ExampleMinimize_certified() {
	nist, err := testfunc.NISTByName("Misra1a")
	if err != nil {
		fmt.Println(err)
		return
	}
	p := leastsq.Problem{M: nist.M(), Residuals: nist.Residuals}
	r, err := leastsq.Minimize(p, nist.Starts[0], leastsq.Settings{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for j := range r.X {
		fmt.Printf("b%d = %.8e ± %.5e\n  NIST %.8e ± %.5e\n", j+1, r.X[j], r.StdErr[j], nist.Certified[j], nist.StdErr[j])
	}
	// Output:
	// b1 = 2.38942129e+02 ± 2.70701e+00
	//   NIST 2.38942129e+02 ± 2.70701e+00
	// b2 = 5.50156432e-04 ± 7.26687e-06
	//   NIST 5.50156432e-04 ± 7.26687e-06
}

// The tone curve of a filter, found from a picture before and after it: g·x^γ and then a contrast around ½.
// The stored values are rounded to 8 bits, which makes the errors.
func ExampleMinimize_toneCurve() {
	curve := func(x, gain, gamma, contrast float64) float64 {
		return 1 / (1 + math.Exp(-4*contrast*(gain*math.Pow(x, gamma)-0.5)))
	}
	rng := rand.New(rand.NewPCG(7, 7))
	before, after := make([]float64, 4000), make([]float64, 4000)
	for i := range before {
		before[i] = math.Round(255*rng.Float64()) / 255
		after[i] = math.Round(255*curve(before[i], 0.9, 0.7, 1.2)) / 255
	}
	p := leastsq.Problem{
		M: len(before), Lo: []float64{0.1, 0.1, 0.1}, Hi: []float64{10, 10, 10},
		Residuals: func(dst, x []float64) {
			for i, v := range before {
				dst[i] = curve(v, x[0], x[1], x[2]) - after[i]
			}
		},
	}
	r, err := leastsq.Minimize(p, []float64{1, 1, 1}, leastsq.Settings{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for j, name := range []string{"gain", "gamma", "contrast"} {
		fmt.Printf("%-8s %.4f ± %.4f\n", name, r.X[j], r.StdErr[j])
	}
	fmt.Printf("misfit of a pixel %.2f grey levels\n", 255*math.Sqrt(r.SumSquares/float64(len(before))))
	// Output:
	// gain     0.8997 ± 0.0002
	// gamma    0.7001 ± 0.0003
	// contrast 1.2008 ± 0.0005
	// misfit of a pixel 0.32 grey levels
}
