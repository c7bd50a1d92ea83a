// Command example is the program of the README: it makes pairs of values with a
// known b, finds b again, and asks where one pixel is darkest.
package main

import (
	"fmt"
	"log"

	"github.com/gradstep/gradstep/pkg/stair"
)

func main() {
	x := make([]float64, 256) // every grey level of an 8-bit image …
	for k := range x {
		x[k] = float64(k) / 255
	}
	y := stair.QuantizeTo(nil, x, 12.34) // … and what the filter makes of it

	fit, err := stair.FitLeastSquares(x, y, 5, 30)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("b = %.4f, loss %.0g; the floors are the same in [%.4f, %.4f)\n", fit.B, fit.Loss, fit.Lo, fit.Hi)

	m, err := stair.Minimize(0.5, 5, 30)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("the pixel x = 0.5 is darkest as b → %g: y → %.4f, attained: %v\n", m.B, m.Value, m.Attained)
}
