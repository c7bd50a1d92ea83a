// Command serve lets programs in other languages ask for values of the problems of this library, so that
// all methods are compared on the same functions, by the same count.
//
// It reads lines and answers each with a line:
//
//	morewild ROW FORM SEED [ENOUGH]   a run on one of Moré and Wild's problems; the answer is a task as JSON.
//	                                  A value of ENOUGH without noise ends it before the budget does
//	recovery SCENARIO SEED            a run on a trial of docs/recovering-b.md, the scenario by its number from 0
//	stack CASE TRIAL PHOTOGRAPHS      a run on a stack of filters, the case by its number from 0, on crops of the
//	                                  photographs "fresh" or "tuned"; its record is whether the best point is near enough,
//	                                  and how many runs of the chain there were
//	stacks                            the names of the cases as a list in JSON
//	x1 … xn                           the value there, and 1 when the run is over
//	end                               the run's records as JSON
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
)

// task is what a solver is told of a run. A problem without bounds has none.
type task struct {
	N      int       `json:"n"`
	Budget int       `json:"budget"`
	Start  []float64 `json:"start"`
	Size   float64   `json:"size"`

	// A problem with a domain has many valleys. Tolerance is how near one has to come, and Share a number of
	// evaluations after which a method that restarts may do so.
	Lo        []float64 `json:"lo,omitempty"`
	Hi        []float64 `json:"hi,omitempty"`
	Tolerance float64   `json:"tolerance,omitempty"`
	Share     int       `json:"share,omitempty"`

	Population int `json:"population,omitempty"` // of methods that have one; 0: theirs
}

// run is a solver's run.
type run interface {
	task() task
	value(x []float64) float64
	over() bool
	result() any
}

func main() {
	out := bufio.NewWriter(os.Stdout)
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<20)
	var r run
	for in.Scan() {
		fields := strings.Fields(in.Text())
		switch {
		case len(fields) == 0:
			fail("an empty line")
		case fields[0] == "morewild":
			r = openMoreWild(fields[1:])
			answer(out, r.task())
		case fields[0] == "recovery":
			r = openRecovery(fields[1:])
			answer(out, r.task())
		case fields[0] == "stacks":
			answer(out, stackNames())
		case fields[0] == "stack":
			r = openStack(fields[1:])
			answer(out, r.task())
		case r == nil:
			fail("no run is open")
		case fields[0] == "end":
			answer(out, r.result())
			r = nil
		default:
			x := numbers(fields, r.task().N)
			f, over := r.value(x), 0
			if r.over() {
				over = 1
			}
			if math.IsInf(f, 1) {
				f = 1e300 // most of those who ask can't do with infinity
			}
			fmt.Fprintln(out, f, over)
		}
		if err := out.Flush(); err != nil {
			fail(err.Error())
		}
	}
}

func numbers(fields []string, n int) []float64 {
	if len(fields) != n {
		fail(fmt.Sprintf("%d numbers, want %d", len(fields), n))
	}
	x := make([]float64, n)
	for i, s := range fields {
		v, err := strconv.ParseFloat(s, 64)
		if err != nil {
			fail(err.Error())
		}
		x[i] = v
	}
	return x
}

func answer(out *bufio.Writer, v any) {
	data, err := json.Marshal(v)
	if err != nil {
		fail(err.Error())
	}
	out.Write(append(data, '\n'))
}

func fail(why string) {
	fmt.Fprintln(os.Stderr, "serve:", why)
	os.Exit(1)
}
