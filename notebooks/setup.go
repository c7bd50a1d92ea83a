package main

import (
	"context"
	"flag"
	"fmt"

	"github.com/gradstep/gradstep/notebooks/internal/setup"
)

func runSetup(ctx context.Context, c call) int {
	var o setup.Options
	flags := flag.NewFlagSet(c.name, flag.ContinueOnError)
	flags.StringVar(&o.Python, "python", "", pythonFlag)
	if status, done := c.parse(flags, 0); done {
		return status
	}
	if err := setup.Run(ctx, setup.ThisMachine(), c.course, o, c.stdout); err != nil {
		return fail(ctx, err, c.stderr)
	}
	fmt.Fprintln(c.stdout, "The course is set up. To open it, type:\n    go run ./notebooks")
	return 0
}
