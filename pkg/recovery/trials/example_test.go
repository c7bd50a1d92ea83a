package trials_test

import (
	"fmt"

	"github.com/gradstep/gradstep/pkg/recovery/trials"
)

// Fifty trials of the descent, and the same fifty with the derivative that the staircase
// has between its jumps.
func ExampleRun() {
	const n = 50
	s := trials.Scenarios()[0]
	for _, m := range []trials.Method{trials.Annealed(trials.Steps), trials.StandIns()[0]} {
		e, err := trials.Run(s, m, nil, 0, n)
		if err != nil {
			fmt.Println(err)
			return
		}
		sum := e.Summary(n)
		fmt.Printf("%s, %s: %.0f %% found\n", s.Name, m.Name, sum.Share(trials.Found))
	}
	// Output:
	// uniform, exact, annealed descent: 100 % found
	// uniform, exact, stand-in: exact, almost everywhere: 0 % found
}

// Where trials with the target 12.34 have ended.
func ExampleFateOf() {
	for _, b := range []float64{12.31, 12.8, 24.68, 30, 17} {
		fmt.Println(b, trials.FateOf(12.34, b))
	}
	// Output:
	// 12.31 found
	// 12.8 beside
	// 24.68 multiple
	// 30 upper end
	// 17 astray
}
