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

// stackNames are those of the cases, each at its number.
func stackNames() []string {
	var names []string
	for _, c := range rivals.StackCases() {
		names = append(names, c.Name)
	}
	return names
}

func openStack(args []string) run {
	if len(args) != 3 {
		fail("usage: stack CASE TRIAL PHOTOGRAPHS")
	}
	c, err1 := strconv.Atoi(args[0])
	trial, err2 := strconv.Atoi(args[1])
	cases := rivals.StackCases()
	if err1 != nil || err2 != nil || c < 0 || c >= len(cases) || args[2] != "fresh" && args[2] != "tuned" {
		fail(fmt.Sprintf("no stack %v", args))
	}
	images, err := stackPhotos()
	if err != nil {
		fail(err.Error())
	}
	if args[2] == "tuned" {
		images = images[rivals.StackFresh:]
	} else {
		images = images[:rivals.StackFresh]
	}
	s := rivals.NewStack(images, cases[c], trial)
	return &stackRun{stack: s, start: s.Cube(s.Start), least: 1e300}
}

func (r *stackRun) task() task {
	n := len(r.stack.Free)
	lo, hi := make([]float64, n), make([]float64, n)
	for i := range hi {
		hi[i] = 1
	}
	return task{N: n, Budget: r.stack.Rivals(), Start: r.start, Size: 1, Lo: lo, Hi: hi, Tolerance: 0.005, Share: r.stack.Rivals()}
}

func (r *stackRun) value(x []float64) float64 {
	p := r.stack.At(x)
	e := r.stack.Error(p)
	if r.evals++; e < r.least {
		r.least, r.found = e, r.stack.Found(p)
	}
	return e
}

func (r *stackRun) over() bool { return r.evals >= r.stack.Rivals() }

func (r *stackRun) result() any {
	return struct {
		Found bool `json:"found"`
		Runs  int  `json:"runs"`
	}{r.found, r.evals}
}
