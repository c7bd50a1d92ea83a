// Command notebooks sets up, opens, runs and checks the course.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/gradstep/gradstep/notebooks/internal/doctor"
	"github.com/gradstep/gradstep/notebooks/internal/jupyter"
	"github.com/gradstep/gradstep/notebooks/internal/lab"
	"github.com/gradstep/gradstep/notebooks/internal/runner"
	"github.com/gradstep/gradstep/notebooks/internal/setup"
)

const usage = `usage: go run ./notebooks [COMMAND] [flags]

  lab       set up what is missing and open the course in JupyterLab (the default)
  setup     set up, and open nothing
  run       execute notebooks and save them
  check     execute notebooks and compare them with what is saved
  doctor    say what is missing, and the command that mends it

go run ./notebooks COMMAND -h says more about one.
`

func main() {
	ctx, stop := lab.UntilStopped(context.Background())
	status := dispatch(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}

// dispatch executes a command line and returns its exit status: 1 when something
// failed, 2 when the command line is wrong, 130 when a signal ended it.
func dispatch(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	verb := "lab"
	if len(args) > 0 && (args[0] == "" || args[0][0] != '-') {
		verb, args = args[0], args[1:]
	} else if len(args) > 0 && (args[0] == "-h" || args[0] == "-help" || args[0] == "--help") {
		verb = "help"
	}
	command := map[string]func(context.Context, setup.Course, []string, io.Writer, io.Writer) int{
		"lab": labCommand, "setup": setupCommand, "doctor": doctorCommand,
		"run": runnerCommand("run"), "check": runnerCommand("check"),
	}[verb]
	switch {
	case verb == "help":
		fmt.Fprint(stdout, usage)
		return 0
	case command == nil:
		fmt.Fprintf(stderr, "There is no command %q.\n\n%s", verb, usage)
		return 2
	}
	root, err := setup.FindRoot(".")
	if err != nil {
		return fail(ctx, err, stderr)
	}
	return command(ctx, setup.Course{Root: root}, args, stdout, stderr)
}

// fail tells an error and returns the exit status that goes with it.
func fail(ctx context.Context, err error, stderr io.Writer) int {
	if ctx.Err() != nil {
		fmt.Fprintln(stderr, "Interrupted. The next start goes on from here.")
		return 130
	}
	fmt.Fprintln(stderr, err)
	return 1
}

// parse reads a command's flags. done says that nothing is left to do, with the
// exit status.
func parse(flags *flag.FlagSet, about string, args []string, stdout, stderr io.Writer) (status int, done bool) {
	flags.SetOutput(io.Discard)
	flags.Usage = func() {}
	help := func(w io.Writer) {
		fmt.Fprint(w, about)
		flags.SetOutput(w)
		flags.PrintDefaults()
	}
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		help(stdout)
		return 0, true
	case err != nil:
		fmt.Fprintf(stderr, "%v\n\n", err)
		help(stderr)
		return 2, true
	}
	return 0, false
}

func setupCommand(ctx context.Context, c setup.Course, args []string, stdout, stderr io.Writer) int {
	var o setup.Options
	flags := flag.NewFlagSet("setup", flag.ContinueOnError)
	flags.StringVar(&o.Python, "python", "", pythonFlag)
	if status, done := parse(flags, setupUsage, args, stdout, stderr); done {
		return status
	}
	if flags.NArg() > 0 {
		fmt.Fprintf(stderr, "setup takes no arguments: %q\n\n%s", flags.Args(), setupUsage)
		return 2
	}
	if err := setup.Run(ctx, setup.ThisMachine(), c, o, stdout); err != nil {
		return fail(ctx, err, stderr)
	}
	fmt.Fprintln(stdout, "The course is set up. To open it, type:\n    go run ./notebooks")
	return 0
}

func doctorCommand(ctx context.Context, c setup.Course, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("doctor", flag.ContinueOnError)
	if status, done := parse(flags, doctorUsage, args, stdout, stderr); done {
		return status
	}
	if flags.NArg() > 0 {
		fmt.Fprintf(stderr, "doctor takes no arguments: %q\n\n%s", flags.Args(), doctorUsage)
		return 2
	}
	if !doctor.Run(ctx, setup.ThisMachine(), c, stdout) {
		return 1
	}
	return 0
}

func runnerCommand(verb string) func(context.Context, setup.Course, []string, io.Writer, io.Writer) int {
	return func(ctx context.Context, c setup.Course, args []string, stdout, stderr io.Writer) int {
		kernel := func(ctx context.Context) (jupyter.Spec, error) { return setup.Kernel(ctx, c.Root, stderr) }
		return runner.Main(ctx, c.Root, verb, args, kernel, stdout, stderr)
	}
}
