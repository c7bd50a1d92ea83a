package compose_test

import (
	"fmt"

	"github.com/gradstep/gradstep/notebooks/internal/compose"
)

// The second cell declares half again, and uses the import of the first.
func ExampleSession() {
	var s compose.Session
	for i, source := range []string{
		"import \"fmt\"\n\nfunc half(x int) int { return x / 2 }\nfunc tell(x int) { fmt.Println(x) }",
		"func half(x float64) float64 { return x / 2 }\n%%\nfmt.Println(half(7))",
	} {
		p, err := s.Compose(fmt.Sprintf("cell [%d]", i+1), source)
		if err != nil {
			fmt.Println(err)
			return
		}
		// Here the program is compiled; when that succeeds:
		s.Keep(p)
		if p.Main {
			fmt.Printf("%s", p.Source)
		}
	}
	// Output:
	// package main
	//
	// import (
	// 	flag__ "flag"
	// //line cell [1]:1:8
	//  "fmt"
	// )
	//
	// //line cell [2]:1:1
	// func half(x float64) float64 { return x / 2 }
	//
	// //line cell [1]:4:1
	// func tell(x int) { fmt.Println(x) }
	//
	// //line cell [2]:2:1
	// func main() { flag__.Parse()
	// fmt.Println(half(7))
	// }
}
