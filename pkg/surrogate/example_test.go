package surrogate_test

import (
	"fmt"
	"log"
	"math"

	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/stair"
	"github.com/gradstep/gradstep/pkg/surrogate"
)

// The value and the slope of every stand-in at u = 2.6, at its hottest.
func ExampleAll() {
	for _, s := range surrogate.All() {
		value, slope := s.At(2.6, s.Hot)
		fmt.Printf("%-25s %.3f  %.3f\n", s.Name, value, slope)
	}
	// Output:
	// exact, almost everywhere  2.000  0.000
	// replaced by u             2.600  1.000
	// straight-through          2.000  1.000
	// sine, as in the text      2.694  1.809
	// sine, half a step back    2.006  0.191
	// arctan                    2.034  0.364
	// soft rounding             2.064  0.734
	// sigmoids                  2.087  0.886
	// uniform noise             2.056  1.111
	// normal noise              2.092  0.931
	// Steklov mean over b       2.008  0.000
}

// The derivative of one pixel's value in b, by two straight-through gradients and in truth.
func ExampleQuantize() {
	x, b := 0.6, 12.0
	_, replaced, _ := surrogate.Quantize(surrogate.Replaced{}, x, b, 0)
	_, through, _ := surrogate.Quantize(surrogate.StraightThrough{}, x, b, 0)
	_, exact, _ := surrogate.Quantize(surrogate.Exact{}, x, b, 0)
	fmt.Printf("%.5f %.5f %.5f\n", replaced, through, exact)
	// Output:
	// -0.00347 -0.00208 -0.05208
}

// 500 steps of Adam from b = 20 with arctan as γ goes to 1; the pairs were made with 12.34.
func ExampleFit() {
	x := make([]float64, 256)
	for k := range x {
		x[k] = float64(k) / 255
	}
	y := stair.QuantizeTo(nil, x, 12.34)
	arctan, _ := surrogate.Find("arctan")
	fit := surrogate.Fit{Surrogate: arctan, Temperature: arctan.Anneal(500), X: x, Y: y}
	res, err := optim.Minimize(fit.Problem(), []float64{20}, optim.NewAdam(),
		optim.Settings{Rate: optim.Constant(0.1), MaxSteps: 500})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d steps, found: %v\n", res.Steps, math.Abs(res.X[0]-12.34) < 0.05)
	// Output:
	// 500 steps, found: false
}
