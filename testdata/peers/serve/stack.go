package main

import (
	"fmt"
	"strconv"
	"sync"

	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/rivals"
)

// stackRun is a style to be found: the error as a function on the unit cube.
type stackRun struct {
	stack *rivals.Stack
	start []float64
	evals int
	least float64
	found bool
}

var stackPhotos = sync.OnceValues(func() ([]*picture.Image, error) { return rivals.StackPhotos("testdata/photos") })

// stackNames are those of the cases that others meet, each at its number.
func stackNames() []string {
	var names []string
	for _, c := range rivals.StackCases() {
		name := ""
		if c.Evolve {
			name = c.Name
		}
		names = append(names, name)
	}
	return names
}

func openStack(args []string) run {
	if len(args) != 2 {
		fail("usage: stack CASE TRIAL")
	}
	c, err1 := strconv.Atoi(args[0])
	trial, err2 := strconv.Atoi(args[1])
	cases := rivals.StackCases()
	if err1 != nil || err2 != nil || c < 0 || c >= len(cases) || !cases[c].Evolve {
		fail(fmt.Sprintf("no stack %v", args))
	}
	images, err := stackPhotos()
	if err != nil {
		fail(err.Error())
	}
	s := rivals.NewStack(images[:rivals.StackEvolved], cases[c], trial)
	return &stackRun{stack: s, start: s.Cube(s.Start), least: 1e300}
}

func (r *stackRun) task() task {
	n := len(r.stack.Free)
	lo, hi := make([]float64, n), make([]float64, n)
	for i := range hi {
		hi[i] = 1
	}
	return task{N: n, Budget: rivals.StackPasses, Start: r.start, Size: 1, Lo: lo, Hi: hi, Tolerance: 0.005, Share: rivals.StackPasses}
}

func (r *stackRun) value(x []float64) float64 {
	p := r.stack.At(x)
	e := r.stack.Error(p)
	if r.evals++; e < r.least {
		r.least, r.found = e, r.stack.Found(p)
	}
	return e
}

func (r *stackRun) over() bool { return r.evals >= rivals.StackPasses }

func (r *stackRun) result() any { return r.found }
