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
	tagChaotic = "chaotic" // where a last bit decides what is drawn: the lesson says so, and figures are compared on amd64 only
)

// Options say how notebooks are executed.
type Options struct {
	Root    string        // of the checkout; its path is replaced in what cells display
	Kernel  jupyter.Spec  // of the kernel that each notebook gets
	Timeout time.Duration // of a cell; 0: DefaultTimeout
	// Target, if set, is the processor for which Check builds and runs the cells;
	// the kernel is not needed then.
	Target *processor.Target
	// InKernel says that Check executes the cells in the kernel even when it needs none.
	InKernel bool
	// Again, if set, is told why Check executes the cells again, in the kernel.
	Again func(error)
	// Progress, if set, is told which of how many cells is executed next.
	Progress func(cell, of int)
}

// environment is what cells find besides the kernel's own. The first one says
// that nobody can move a slider, so that widgets draw a static sheet; the others
// make numbers and times the same everywhere.
var environment = []string{"GRADSTEP_STATIC=1", "GOAMD64=v1", "TZ=UTC"}

// execute executes the notebook in a fresh kernel in the folder of its file and
// returns it with its new outputs. The given one is not modified.
func execute(ctx context.Context, file string, nb *nbfile.Notebook, o Options) (done *nbfile.Notebook, err error) {
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
	cells := executed(nb)
	for i := range done.Cells {
		if c := &done.Cells[i]; c.Kind == nbfile.Code && !slices.Contains(c.Tags(), tagSkip) {
			c.Count, c.Outputs = 0, nil
		}
	}
	clean := newCleaner(k.Folder, o.Root)
	var recorder jupyter.Recorder
	requests := make([]string, len(cells))
	for n, i := range cells {
		done.Cells[i].Count = n + 1
		if o.Progress != nil {
			o.Progress(n+1, len(cells))
		}
		reply, err := executeCell(ctx, k, &done.Cells[i], o.Timeout, &recorder)
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
	for n, i := range cells {
		c := &done.Cells[i]
		outputs, err := recorder.Outputs(requests[n])
		if err != nil {
			return nil, fmt.Errorf("cell [%d]: %w", c.Count, err)
		}
		c.Outputs = clean.outputs(outputs)
	}
	return done, nil
}

// executed are the cells that are executed, in order.
func executed(nb *nbfile.Notebook) []int {
	return slices.DeleteFunc(nb.CodeCells(), func(i int) bool { return slices.Contains(nb.Cells[i].Tags(), tagSkip) })
}

// executeCell executes a cell, which is the kernel's request of its count.
func executeCell(ctx context.Context, k *jupyter.Kernel, c *nbfile.Cell, timeout time.Duration, recorder *jupyter.Recorder) (jupyter.Reply, error) {
	limited, cancel := context.WithTimeoutCause(ctx, timeout,
		fmt.Errorf("it did not end within %v (flag -timeout)", timeout))
	defer cancel()
	reply, err := k.Execute(limited, c.Source, recorder.Add)
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
	case reply.Count != c.Count:
		return reply, newCellError(c.Count, c, nil, fmt.Errorf("the kernel counts it as [%d]", reply.Count))
	}
	return reply, nil
}
