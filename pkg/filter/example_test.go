package filter_test

import (
	"fmt"
	"log"

	"github.com/gradstep/gradstep/pkg/filter"
)

// Which filter made these samples?
func ExampleData_Fit() {
	family, err := filter.ByName("round")
	if err != nil {
		log.Fatal(err)
	}
	made := filter.Filter{Family: family, N: 8}
	var x, y []float64
	for k := range 256 {
		v := float64(k) / 255
		x = append(x, v)
		y = append(y, made.Store(made.Value(v, 255), 255)/255)
	}
	data, err := filter.NewData(x, y, 255, 255)
	if err != nil {
		log.Fatal(err)
	}
	answer, err := data.Fit(filter.Settings{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(answer.Best.Filter, answer.Agree(), "of", data.Total())
	fmt.Println("runner-up:", answer.Best.RunnerUp.B, "levels,", answer.Best.RunnerUp.Agree)
	for _, c := range answer.Rivals {
		fmt.Println("rival:", c.Filter, c.Agree)
	}
	// Output:
	// round, 8 levels 256 of 256
	// runner-up: 15 levels, 128
	// rival: staircase, b = 3.50001 128
	// rival: bits, 2 levels 19
	// rival: floor, 7 levels 129
	// rival: stretch, 8 levels 204
}
