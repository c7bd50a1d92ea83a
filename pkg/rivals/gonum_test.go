package rivals

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"gonum.org/v1/gonum/optimize"
)

// TestGonumReport: what docs/gonum-cmaes.md says that its program prints, is what it prints. When gonum has
// mended its method, this fails, and the report has done its work.
func TestGonumReport(t *testing.T) {
	var out strings.Builder
	for _, size := range []float64{0.001, 0.1, 1, 8} {
		var sum, square, k float64
		f := func(x []float64) float64 { sum, square, k = sum+x[0], square+x[0]*x[0], k+1; return 0 }
		method := &optimize.CmaEsChol{InitStepSize: size, Population: 1000, Src: rand.NewPCG(1, 1)}
		set := &optimize.Settings{FuncEvaluations: 1000, Concurrent: 1}
		if _, err := optimize.Minimize(optimize.Problem{Func: f}, []float64{0}, set, method); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&out, "%-5g  %.2f\n", size, math.Sqrt(square/k-sum/k*sum/k))
	}
	page, err := os.ReadFile("../../docs/gonum-cmaes.md")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(page), "```\n"+out.String()+"```") {
		t.Errorf("the report's program prints\n%s", out.String())
	}
}
