package setup

import (
	"context"
	"errors"
	"fmt"
	"io"
)

// Options say how a set-up is done.
type Options struct {
	Python string // the Python to take, a name or a path; "" takes the first on the PATH that will do
}

// A part is something set-up makes, and the test whether it has to.
type part struct {
	name    string
	found   func() string // what it is, when it is there
	current func(context.Context) (bool, error)
	make    func(context.Context) error
	need    need
	last    bool // made after all others; its failure is told and stops nothing
}

func (w *worker) parts() []part {
	return []part{
		{
			name:    "JupyterLab",
			found:   func() string { return "installed as notebooks/requirements.txt pins it" },
			current: func(ctx context.Context) (bool, error) { return pythonCurrent(ctx, w.machine, w.course) },
			make:    w.installPackages,
			need:    needPython,
		},
		{
			name:    "modules",
			found:   func() string { return "those of go.mod are in the module cache" },
			current: func(context.Context) (bool, error) { return modulesCurrent(w.course, w.goenv) },
			make:    w.downloadModules,
		},
		{
			name:    "gonb, goimports",
			found:   func() string { return "built with " + w.goenv.GOVERSION },
			current: func(context.Context) (bool, error) { return kernelTools.current(w.course, w.goenv) },
			make:    func(ctx context.Context) error { return w.buildTools(ctx, kernelTools) },
			need:    needKernel,
		},
		{
			name:    "gopls",
			found:   func() string { return "built with " + w.goenv.GOVERSION },
			current: func(context.Context) (bool, error) { return completionTools.current(w.course, w.goenv) },
			make:    func(ctx context.Context) error { return w.buildTools(ctx, completionTools) },
			need:    needGopls,
		},
		{
			name:    "packages",
			found:   func() string { return "what cells import is in Go's build cache" },
			current: func(context.Context) (bool, error) { return warmCurrent(w.course, w.goenv) },
			make:    func(ctx context.Context) error { return w.warm(ctx, w.course.Aside()) },
			last:    true,
		},
		{
			name:    "figures",
			found:   func() string { return "those that move are compiled for the page" },
			current: func(context.Context) (bool, error) { return figuresCurrent(w.course, w.goenv) },
			make:    w.buildFigures,
			last:    true,
		},
	}
}

// Run makes whatever is missing or was made from other inputs, and says on log
// what it does. When nothing is to be done it takes some 50 ms.
func Run(ctx context.Context, m Machine, c Course, o Options, log io.Writer) error {
	w, err := newWorker(ctx, m, c, log)
	if err != nil {
		return err
	}
	w.python = o.Python
	stale, err := w.stale(ctx)
	if err != nil {
		return err
	}
	if len(stale) == 0 && c.stamp("place").read() == c.Root {
		return w.explain(w.writeFiles())
	}
	return w.locked(ctx, func() error { return w.mend(ctx) })
}

// stale returns the parts that have to be made.
func (w *worker) stale(ctx context.Context) ([]part, error) {
	var stale []part
	for _, p := range w.parts() {
		current, err := p.current(ctx)
		if err != nil {
			return nil, err
		}
		if !current {
			stale = append(stale, p)
		}
	}
	return stale, nil
}

// mend makes the parts that have to be made. It is called with the lock held,
// and asks once more which they are, since another process may have made them.
func (w *worker) mend(ctx context.Context) error {
	stale, err := w.stale(ctx)
	if err != nil {
		return err
	}
	var sum need
	for _, p := range stale {
		sum.cache += p.need.cache
		sum.checkout += p.need.checkout
	}
	if err := w.checkSpace(sum); err != nil {
		return err
	}
	if sum != (need{}) {
		fmt.Fprintf(w.log, "Setting up below %s (a few minutes the first time):\n", w.course.Venv())
	}
	for _, p := range stale {
		if p.last {
			continue
		}
		if err := p.make(ctx); err != nil {
			return err
		}
	}
	if err := w.settle(ctx); err != nil {
		return err
	}
	if err := w.writeFiles(); err != nil {
		return err
	}
	for _, p := range stale {
		if !p.last {
			continue
		}
		err := p.make(ctx)
		var problem *Problem
		if errors.As(err, &problem) {
			fmt.Fprintln(w.log, problem) // the course opens all the same, also with a library that does not compile
		} else if err != nil {
			return err
		}
	}
	return nil
}

func (w *worker) writeFiles() error {
	for _, write := range []func() error{w.writeSettings, w.writeTelemetry} {
		if err := write(); err != nil {
			return err
		}
	}
	return w.writeKernelSpec()
}

// Warm compiles what cells import once more, in silence and in a new folder in
// dir: after an edit below pkg, or when Go's cache was emptied, the first cell
// does not wait for it.
func Warm(ctx context.Context, m Machine, c Course, dir string) error {
	w, err := newWorker(ctx, m, c, io.Discard)
	if err != nil {
		return err
	}
	return w.warm(ctx, dir)
}
