package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"slices"

	"github.com/gradstep/gradstep/notebooks/internal/lab"
	"github.com/gradstep/gradstep/notebooks/internal/setup"
)

const pythonFlag = "the `PYTHON` to make the environment with, when it has to be made (default: the first on the PATH that will do)"

const labUsage = `usage: go run ./notebooks [lab] [flags] [NOTEBOOK] [-- JUPYTERLAB-FLAGS…]

Sets up what is missing and opens the course in JupyterLab: the notebook, or the
first lesson, in front. The address, with its token, is printed. Ctrl-C ends
JupyterLab, its kernels and all they started.

flags:
`

const setupUsage = `usage: go run ./notebooks setup [flags]

Makes what is missing below .venv and touches nothing outside the checkout and
Go's caches. What is there already is left alone; what was interrupted is
finished.

flags:
`

const doctorUsage = `usage: go run ./notebooks doctor

Says of each requirement what was found, what is wrong, and the command that
mends it. Changes nothing. The exit status is 1 when something is wrong.
`

func labCommand(ctx context.Context, c setup.Course, args []string, stdout, stderr io.Writer) int {
	var o lab.Options
	if i := slices.Index(args, "--"); i >= 0 {
		args, o.Arguments = args[:i], args[i+1:]
	}
	flags := flag.NewFlagSet("lab", flag.ContinueOnError)
	flags.IntVar(&o.Port, "port", 0, "the `PORT` to listen on (default: the first free one from 8888 on)")
	flags.BoolVar(&o.NoBrowser, "no-browser", false, "print the address, and open no browser")
	flags.StringVar(&o.Python, "python", "", pythonFlag)
	if status, done := parse(flags, labUsage, args, stdout, stderr); done {
		return status
	}
	if flags.NArg() > 1 {
		fmt.Fprintf(stderr, "lab opens one notebook: %q\n\n%s", flags.Args(), labUsage)
		return 2
	}
	o.Notebook = flags.Arg(0)
	if err := lab.Run(ctx, c, o, stdout); err != nil {
		return fail(ctx, err, stderr)
	}
	return 0
}
