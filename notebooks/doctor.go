package main

import (
	"context"
	"flag"

	"github.com/gradstep/gradstep/notebooks/internal/doctor"
	"github.com/gradstep/gradstep/notebooks/internal/setup"
)

func runDoctor(ctx context.Context, c call) int {
	if status, done := c.parse(flag.NewFlagSet(c.name, flag.ContinueOnError), 0); done {
		return status
	}
	if !doctor.Run(ctx, setup.ThisMachine(), c.course, c.stdout) {
		return 1
	}
	return 0
}
