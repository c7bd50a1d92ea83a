package runner

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/gradstep/gradstep/notebooks/internal/compose"
	"github.com/gradstep/gradstep/notebooks/internal/nbfile"
	"github.com/gradstep/gradstep/notebooks/internal/processor"
)

// executeComposed is execute without a kernel, for this machine or for another
// processor: package compose makes the program of each cell, which is checked by
// itself, and joins those that can stand in one file. These are linked once, and
// executed one by one, each as a process of its own.
//
// With a Target, a cell that fails is no end: the next ones do not need what it
// computed, and its error is among its outputs. Without one, a kernel has the
// last word about such a cell, and its error ends the execution.
func executeComposed(ctx context.Context, file string, nb *nbfile.Notebook, o Options) (*nbfile.Notebook, error) {
	if o.Timeout == 0 {
		o.Timeout = DefaultTimeout
	}
	folder, err := os.MkdirTemp("", "gradstep-check-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	e := &composed{Options: o, target: processor.Native(), folder: folder, dir: filepath.Dir(file)}
	env := environment
	if o.Target != nil {
		e.target = *o.Target
	} else {
		env = slices.Concat(os.Environ(), o.Kernel.Env, env, []string{"TMPDIR=" + folder, "GOTMPDIR=" + folder})
	}
	done := nb.Clone()
	var cells []*nbfile.Cell
	for _, i := range executed(nb) {
		c := &done.Cells[i]
		cells = append(cells, c)
		c.Count, c.Outputs = len(cells), nil
	}
	clean := newCleaner(folder, o.Root)
	var first error // that ends the execution
	fail := func(c *nbfile.Cell, err error) {
		if o.Target == nil && first == nil {
			first = fmt.Errorf("cell [%d]: %w", c.Count, err)
		}
		c.Outputs = append(c.Outputs, nbfile.Output{Kind: nbfile.Failure, ErrName: "ERROR", ErrValue: err.Error()})
	}
	joints, of, err := e.compose(ctx, cells, fail)
	if err = errors.Join(err, first); err != nil {
		return nil, err
	}
	for _, j := range joints {
		binary, err := e.build(ctx, j.Source)
		for i, p := range j.Programs {
			c := of[p]
			if o.Progress != nil {
				o.Progress(c.Count, len(cells))
			}
			if len(j.Programs) > 1 && err != nil {
				binary, err = e.build(ctx, p.Source) // by itself it compiles
			}
			if err == nil {
				choice := fmt.Sprintf("%s=%d", compose.Selector, i)
				c.Outputs, err = e.run(ctx, slices.Concat(env, p.Env, []string{choice}), binary, p.Args)
			}
			if ctx.Err() != nil {
				return nil, context.Cause(ctx)
			}
			if err != nil {
				fail(c, err)
				err = nil
			}
			if first != nil {
				return nil, first
			}
		}
	}
	for _, c := range cells {
		c.Outputs = clean.outputs(c.Outputs)
	}
	return done, nil
}

// composed executes one notebook.
type composed struct {
	Options
	target processor.Target
	folder string // for what is built, and temporary files of cells
	dir    string // of the notebook
}

// compose returns what is to be built, and of which cell each program in it is.
// Cells that do not compile fail, and leave nothing for those after them.
func (e *composed) compose(ctx context.Context, cells []*nbfile.Cell, fail func(*nbfile.Cell, error)) ([]compose.Joint, map[*compose.Program]*nbfile.Cell, error) {
	name := func(c *nbfile.Cell) string { return fmt.Sprintf("cell [%d]", c.Count) }
	var paths []string
	var all compose.Session // the session, if all compiles
	for _, c := range cells {
		if p, err := all.Compose(name(c), c.Source); err == nil {
			all.Keep(p)
			paths = append(paths, p.Imports()...)
		}
	}
	slices.Sort(paths)
	checker, err := e.target.Checker(ctx, e.Root, slices.Compact(paths))
	if err != nil {
		return nil, nil, err
	}
	var (
		session  compose.Session
		programs []*compose.Program
		of       = map[*compose.Program]*nbfile.Cell{}
	)
	for _, c := range cells {
		p, err := session.Compose(name(c), c.Source)
		if err == nil {
			err = checker.Check(p.Source)
		}
		if err != nil {
			fail(c, err)
			continue
		}
		session.Keep(p)
		if p.Acts() {
			programs = append(programs, p)
			of[p] = c
		}
	}
	joints, err := session.Join(programs)
	return joints, of, err
}

func (e *composed) build(ctx context.Context, source []byte) (binary string, err error) {
	ctx, cancel := e.limit(ctx)
	defer cancel()
	binary = filepath.Join(e.folder, "program")
	return binary, e.target.Build(ctx, e.Root, source, binary)
}

func (e *composed) run(ctx context.Context, env []string, binary string, args []string) ([]nbfile.Output, error) {
	ctx, cancel := e.limit(ctx)
	defer cancel()
	return e.target.Run(ctx, e.dir, env, binary, args...)
}

func (e *composed) limit(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeoutCause(ctx, e.Timeout, fmt.Errorf("it did not end within %v (flag -timeout)", e.Timeout))
}
