package runner

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/gradstep/gradstep/notebooks/internal/compose"
	"github.com/gradstep/gradstep/notebooks/internal/nbfile"
)

// executeElsewhere is execute for programs of another processor, without a
// kernel: package compose makes them, and they are executed one by one. A cell
// that fails is no end: the next ones do not need what it computed. Its error is
// among its outputs.
func executeElsewhere(ctx context.Context, file string, nb *nbfile.Notebook, o Options, programs func(cells []int) []program) (*nbfile.Notebook, error) {
	folder, err := os.MkdirTemp("", "gradstep-check-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	done := nb.Clone()
	var cells []int
	for _, i := range nb.CodeCells() {
		if !slices.Contains(nb.Cells[i].Tags(), tagSkip) {
			cells = append(cells, i)
			done.Cells[i].Count, done.Cells[i].Outputs = len(cells), nil
		}
	}
	clean := newCleaner(folder, o.Root)
	var session compose.Session
	for _, p := range programs(cells) {
		last := &done.Cells[p[len(p)-1]]
		if o.Progress != nil {
			o.Progress(last.Count, len(cells))
		}
		outputs, err := runElsewhere(ctx, &session, fmt.Sprintf("cell [%d]", last.Count), p.text(nb), folder, filepath.Dir(file), o)
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		if err != nil {
			outputs = append(outputs, nbfile.Output{Kind: nbfile.Failure, ErrName: "ERROR", ErrValue: err.Error()})
		}
		last.Outputs = clean.outputs(outputs)
	}
	return done, nil
}

func runElsewhere(ctx context.Context, session *compose.Session, name, source, folder, dir string, o Options) ([]nbfile.Output, error) {
	if o.Timeout == 0 {
		o.Timeout = DefaultTimeout
	}
	ctx, cancel := context.WithTimeoutCause(ctx, o.Timeout, fmt.Errorf("it did not end within %v (flag -timeout)", o.Timeout))
	defer cancel()
	p, err := session.Compose(name, source)
	if err != nil {
		return nil, err
	}
	binary := filepath.Join(folder, "program")
	if err := o.Target.Build(ctx, o.Root, p.Source, binary); err != nil {
		return nil, err
	}
	session.Keep(p)
	if !p.Main {
		return nil, nil
	}
	return o.Target.Run(ctx, dir, slices.Concat(environment, p.Env), binary, p.Args...)
}
