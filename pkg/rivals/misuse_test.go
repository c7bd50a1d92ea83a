package rivals_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/rivals"
	"github.com/gradstep/gradstep/pkg/testfunc"
)

// Points of another length, and stacks and problems that were not made by their functions, are refused by name.
func TestMisuseIsNamed(t *testing.T) {
	s := &rivals.Stack{Unknown: 2}
	for name, f := range map[string]func(){
		"Error":  func() { s.Error(nil) },
		"At":     func() { s.At(make([]float64, 9)) },
		"Cube":   func() { s.Cube(make([]float64, 3)) },
		"Found":  func() { s.Found(nil) },
		"Search": func() { s.Search(1, 0) },
		"meter":  func() { rivals.NewMeter(testfunc.MoreWild{Row: 1, Function: 4, N: 1, M: 2}, testfunc.Wild, 1) },
	} {
		func() {
			defer func() {
				if text := fmt.Sprint(recover()); !strings.HasPrefix(text, "rivals: ") && !strings.HasPrefix(text, "testfunc: ") {
					t.Errorf("%s: %s", name, text)
				}
			}()
			f()
		}()
	}
}
