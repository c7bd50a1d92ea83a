package main

import (
	"context"

	"github.com/gradstep/gradstep/notebooks/internal/jupyter"
	"github.com/gradstep/gradstep/notebooks/internal/runner"
	"github.com/gradstep/gradstep/notebooks/internal/setup"
)

// runRunner is run and check, which differ in what they do with an executed notebook.
func runRunner(ctx context.Context, c call) int {
	kernel := func(ctx context.Context) (jupyter.Spec, error) { return setup.Kernel(ctx, c.course.Root, c.stderr) }
	return runner.Main(ctx, c.course.Root, c.name, c.usage, c.args, kernel, c.stdout, c.stderr)
}
