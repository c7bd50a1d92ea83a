package main

import (
	"context"
	"flag"
	"slices"

	"github.com/gradstep/gradstep/notebooks/internal/lab"
)

const pythonFlag = "the `PYTHON` to make the environment with, when it has to be made (default: the first on the PATH that will do)"

func runLab(ctx context.Context, c call) int {
	var o lab.Options
	if i := slices.Index(c.args, "--"); i >= 0 {
		c.args, o.Arguments = c.args[:i], c.args[i+1:]
	}
	flags := flag.NewFlagSet(c.name, flag.ContinueOnError)
	flags.IntVar(&o.Port, "port", 0, "the `PORT` to listen on (default: the first free one from 8888 on)")
	flags.BoolVar(&o.NoBrowser, "no-browser", false, "print the address, and open no browser")
	flags.StringVar(&o.Python, "python", "", pythonFlag)
	if status, done := c.parse(flags, 1); done {
		return status
	}
	o.Notebook = flags.Arg(0)
	if err := lab.Run(ctx, c.course, o, c.stdout); err != nil {
		return fail(ctx, err, c.stderr)
	}
	return 0
}
