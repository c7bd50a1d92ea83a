package fd

import (
	"fmt"
	"os"
	"testing"
)

func TestScratch(t *testing.T) {
	cases := readKinds(t)
	set := os.Getenv("SET")
	if set == "" {
		set = "tuning"
	}
	var table [6][6]int
	wrong, evals, most := map[string]int{}, 0, 0
	for i := range cases {
		c := &cases[i]
		if c.set != set {
			continue
		}
		d, err := Diagnose(c.f, c.x)
		if err != nil {
			t.Error(c, err)
		}
		table[c.kind][d.Kind]++
		evals += d.Evals
		most = max(most, d.Evals)
		if d.Kind != c.kind {
			wrong[fmt.Sprintf("%v %s -> %v", c.kind, c.name, d.Kind)]++
			if os.Getenv("V") != "" {
				fmt.Println(c, "->", d.Kind, d.Reason)
			}
		}
	}
	for k := range table {
		fmt.Println(Kind(k), table[k])
	}
	fmt.Println(wrong, evals, most)
}
