package runner

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"github.com/gradstep/gradstep/notebooks/internal/jupyter"
	"github.com/gradstep/gradstep/notebooks/internal/nbfile"
	"github.com/gradstep/gradstep/notebooks/internal/processor"
)

// Tags of cells.
const (
	tagMayFail = "raises-exception"
	tagSkip    = "skip-execution"
)

// Options say how notebooks are executed.
type Options struct {
	Root    string        // of the checkout; its path is replaced in what cells display
	Kernel  jupyter.Spec  // of the kernel that each notebook gets
	Timeout time.Duration // of a cell; 0: DefaultTimeout
	// Target, if set, is the processor for which Check builds and runs the cells;
	// the kernel is not needed then.
	Target *processor.Target
	// Progress, if set, is told which of how many cells is executed next.
	Progress func(cell, of int)
}

// environment is what cells find besides the kernel's own. The first one says
// that nobody can move a slider, so that widgets draw a static sheet; the others
// make numbers and times the same everywhere.
var environment = []string{"GRADSTEP_STATIC=1", "GOAMD64=v1", "TZ=UTC"}

// execute executes the notebook in a fresh kernel in the folder of its file and
// returns it with its new outputs. The given one is not modified. What is
// executed at once, programs says for the cells that are executed.
func execute(ctx context.Context, file string, nb *nbfile.Notebook, o Options, programs func(cells []int) []program) (done *nbfile.Notebook, err error) {
	if o.Timeout == 0 {
		o.Timeout = DefaultTimeout
	}
	spec := o.Kernel
	spec.Env = append(slices.Clone(spec.Env), environment...)
	k, err := jupyter.Start(ctx, spec, filepath.Dir(file))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, k.Close()) }()

	done = nb.Clone()
	var cells []int
	for _, i := range nb.CodeCells() {
		if !slices.Contains(nb.Cells[i].Tags(), tagSkip) {
			cells = append(cells, i)
		}
	}
	for i := range done.Cells {
		if c := &done.Cells[i]; c.Kind == nbfile.Code && !slices.Contains(c.Tags(), tagSkip) {
			c.Count, c.Outputs = 0, nil
		}
	}
	clean := newCleaner(k.Folder, o.Root)
	var recorder jupyter.Recorder
	list := programs(cells)
	requests := make([]string, len(list))
	number := 0
	for n, p := range list {
		for _, i := range p {
			number++
			done.Cells[i].Count = number
		}
		if o.Progress != nil {
			o.Progress(number, len(cells))
		}
		reply, err := executeProgram(ctx, k, done, p, n+1, o.Timeout, &recorder)
		if err != nil {
			var failed *CellError
			if errors.As(err, &failed) {
				failed.clean = clean
			}
			return nil, err
		}
		requests[n] = reply.Request
	}
	// The outputs are read at the end, since a cell can update an earlier one's
	// display.
	for n, p := range list {
		c := &done.Cells[p[len(p)-1]]
		outputs, err := recorder.Outputs(requests[n])
		if err != nil {
			return nil, fmt.Errorf("cell [%d]: %w", c.Count, err)
		}
		c.Outputs = clean.outputs(outputs)
	}
	return done, nil
}

// executeProgram executes a program, which is the kernel's request of that
// number. An error names the program's last cell.
func executeProgram(ctx context.Context, k *jupyter.Kernel, nb *nbfile.Notebook, p program, request int, timeout time.Duration, recorder *jupyter.Recorder) (jupyter.Reply, error) {
	c := &nb.Cells[p[len(p)-1]]
	limited, cancel := context.WithTimeoutCause(ctx, timeout,
		fmt.Errorf("it did not end within %v (flag -timeout)", timeout))
	defer cancel()
	reply, err := k.Execute(limited, p.text(nb), recorder.Add)
	outputs, recordErr := recorder.Outputs(reply.Request)
	switch {
	case ctx.Err() != nil:
		return reply, context.Cause(ctx)
	case err != nil:
		return reply, newCellError(c.Count, c, nil, err)
	case recordErr != nil:
		return reply, newCellError(c.Count, c, nil, recordErr)
	case reply.Status != "ok" && !slices.Contains(c.Tags(), tagMayFail):
		return reply, newCellError(c.Count, c, outputs, errors.New(reply.ErrValue))
	case reply.Count != request:
		return reply, newCellError(c.Count, c, nil, fmt.Errorf("the kernel counts it as [%d]", reply.Count))
	}
	return reply, nil
}
