package rivals

import (
	"fmt"
	"testing"
	"time"

	"github.com/gradstep/gradstep/pkg/testfunc"
)

func TestScratch(t *testing.T) {
	all := testfunc.MoreWildProblems()
	for _, s := range []Solver{{"analytic", "Adam"}, {"forward", "Adam"}, {"central", "Adam"}, {"central", "SGD"}, {"forward", LBFGS}, {"analytic", LBFGS}, {"SPSA", "Adam"}, {"sphere", "Adam"}} {
		for _, form := range []testfunc.Form{0, 1, 2, 3} {
			t0 := time.Now()
			solved := [4]int{}
			for _, p := range all {
				m := NewMeter(p, form, 0)
				s.Run(m, Setting{Rate: 0.1, Falls: true})
				if e := m.Evals(); e > Budget(p.N)+5*p.N {
					fmt.Println(s, p, e)
				}
				for i, v := range Solved(m.Records, 0) {
					if v < 1e9 {
						solved[i]++
					}
				}
			}
			fmt.Println(s, form, time.Since(t0)/53, solved)
		}
	}
}
