package blackbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// The faults of a black box; errors wrap them.
var (
	ErrValue   = errors.New("blackbox: value out of range")
	ErrFailed  = errors.New("blackbox: the program failed")
	ErrBudget  = errors.New("blackbox: the budget of evaluations is spent")
	ErrJournal = errors.New("blackbox: the journal cannot be used")
)

// Command is a program that prints the value of a function.
//
// Args are its name and arguments, in which {x0}, {x1}, … stand for the variables, as the shortest
// decimal that is the same float64. They are passed as they are: no shell reads them unless Args
// start one. The value is the last line that the program prints to its standard output and that is
// not empty; a program that ends with another status than 0, does not end in time, or whose last
// line is no finite number has failed. On Unix a program runs in a process group of its own, and
// the whole group is ended with it.
type Command struct {
	Args    []string
	Timeout time.Duration // for one evaluation; 0: none
	Dir     string        // where it runs; "": here
}

var placeholder = regexp.MustCompile(`\{x(0|[1-9][0-9]{0,3})\}`)

// Variables returns how many variables the command has: {x0} to {x⟨n-1⟩}, each at least once.
func (c *Command) Variables() (int, error) {
	found := map[int]bool{}
	n := 0
	for _, arg := range c.Args {
		for _, m := range placeholder.FindAllStringSubmatch(arg, -1) {
			i, _ := strconv.Atoi(m[1]) // the expression admits digits only
			found[i] = true
			n = max(n, i+1)
		}
	}
	switch {
	case len(c.Args) == 0:
		return 0, fmt.Errorf("%w: there is no command; write it behind --", ErrValue)
	case n == 0:
		return 0, fmt.Errorf("%w: the command %q has no {x0}, the place of the first variable", ErrValue, strings.Join(c.Args, " "))
	case len(found) < n:
		for i := range n {
			if !found[i] {
				return 0, fmt.Errorf("%w: the command has {x%d} but no {x%d}", ErrValue, n-1, i)
			}
		}
	}
	return n, nil
}

// fill puts the variables into the arguments.
func (c *Command) fill(x []float64) []string {
	if len(c.Args) == 0 {
		panic("blackbox: Command: Args is empty, want the program and its arguments")
	}
	args := make([]string, len(c.Args))
	for i, arg := range c.Args {
		args[i] = placeholder.ReplaceAllStringFunc(arg, func(m string) string {
			k, _ := strconv.Atoi(m[2 : len(m)-1])
			if k >= len(x) {
				panic(fmt.Sprintf("blackbox: Command: %s of %d variables", m, len(x)))
			}
			return strconv.FormatFloat(x[k], 'g', -1, 64)
		})
	}
	return args
}

// Value runs the program at x. The error wraps [ErrFailed] and says what was printed, or is the
// context's.
func (c *Command) Value(ctx context.Context, x []float64) (float64, error) {
	run := ctx
	if c.Timeout > 0 {
		var cancel context.CancelFunc
		run, cancel = context.WithTimeout(ctx, c.Timeout)
		defer cancel()
	}
	args := c.fill(x)
	cmd := exec.CommandContext(run, args[0], args[1:]...)
	cmd.Dir = c.Dir
	var stdout, stderr tail
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	cmd.WaitDelay = time.Second
	ownGroup(cmd)
	err := cmd.Run()
	endGroup(cmd) // what it started in the background ends with it
	switch {
	case ctx.Err() != nil:
		return 0, ctx.Err()
	case run.Err() != nil:
		return 0, fmt.Errorf("%w: %s did not end within %v", ErrFailed, strings.Join(args, " "), c.Timeout)
	case err != nil:
		return 0, fmt.Errorf("%w: %s: %v%s", ErrFailed, strings.Join(args, " "), err, stderr.said())
	}
	line := stdout.line()
	v, err := strconv.ParseFloat(line, 64)
	switch {
	case line == "":
		return 0, fmt.Errorf("%w: %s printed nothing; it must print a number%s", ErrFailed, strings.Join(args, " "), stderr.said())
	case math.IsInf(v, 0) || math.IsNaN(v):
		return 0, fmt.Errorf("%w: %s printed %q, which is not finite", ErrFailed, strings.Join(args, " "), line)
	case err != nil:
		return 0, fmt.Errorf("%w: the last line of %s is %q and no number", ErrFailed, strings.Join(args, " "), line)
	}
	return v, nil
}

// tail keeps the end of what is written to it.
type tail struct{ b []byte }

const tailSize = 4096

func (t *tail) Write(p []byte) (int, error) {
	t.b = append(t.b, p...)
	if len(t.b) > 2*tailSize {
		t.b = append(t.b[:0], t.b[len(t.b)-tailSize:]...)
	}
	return len(p), nil
}

// line is the last line that is not empty, cut to a length that fits into a sentence.
func (t *tail) line() string {
	text := bytes.TrimSpace(t.b)
	if i := bytes.LastIndexByte(text, '\n'); i >= 0 {
		text = bytes.TrimSpace(text[i+1:])
	}
	if len(text) > 200 {
		return string(text[:200]) + "…"
	}
	return string(text)
}

func (t *tail) said() string {
	if line := t.line(); line != "" {
		return fmt.Sprintf("; its last line of errors is %q", line)
	}
	return ""
}
