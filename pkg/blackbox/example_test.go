package blackbox_test

import (
	"context"
	"fmt"
	"os/exec"

	"github.com/gradstep/gradstep/pkg/blackbox"
	"github.com/gradstep/gradstep/pkg/optim"
)

func Example() {
	if _, err := exec.LookPath("awk"); err != nil {
		return
	}
	c := &blackbox.Command{Args: []string{"awk", "BEGIN { x = {x0}; print (x - 2)^2 + 1 }"}}
	box, err := blackbox.NewBox([]float64{5}, []float64{0}, []float64{10}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	source, err := blackbox.NewSource("central", 1, 0.01, 0)
	if err != nil {
		fmt.Println(err)
		return
	}
	e := &blackbox.Evaluator{Command: c, Jobs: 2, Budget: 60}
	r, err := blackbox.Minimize(context.Background(), e, box, []float64{5}, blackbox.Settings{Source: source, Rule: optim.NewRMSprop(), Rate: 0.05})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("f(%.2f) = %.3f after %d steps of %s\n", r.X[0], r.F, r.Steps, r.Source.About)
	// Output: f(2.00) = 1.000 after 19 steps of central differences with the step 0.01
}
