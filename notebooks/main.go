// Command notebooks sets up, opens, runs and checks the course.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/gradstep/gradstep/notebooks/internal/lab"
	"github.com/gradstep/gradstep/notebooks/internal/setup"
)

func main() {
	ctx, stop := lab.UntilStopped(context.Background())
	status := dispatch(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}

// dispatch executes a command line and returns its exit status: 1 when something
// failed, 2 when the command line is wrong, 130 when a signal ended it.
func dispatch(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	verb := commands[0].name
	if len(args) > 0 && (args[0] == "" || args[0][0] != '-') {
		verb, args = args[0], args[1:]
	} else if len(args) > 0 && slices.Contains([]string{"-h", "-help", "--help"}, args[0]) {
		verb = "help"
	}
	if verb == "help" {
		fmt.Fprint(stdout, usage())
		return 0
	}
	i := slices.IndexFunc(commands, func(c command) bool { return c.name == verb })
	if i < 0 {
		fmt.Fprintf(stderr, "There is no command %q.\n\n%s", verb, usage())
		return 2
	}
	root, err := setup.FindRoot(".")
	if err != nil {
		return fail(ctx, err, stderr)
	}
	return commands[i].run(ctx, call{commands[i], setup.Course{Root: root}, args, stdout, stderr})
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

// parse reads the flags and at most so many arguments. done says that nothing is
// left to do, with the exit status.
func (c call) parse(flags *flag.FlagSet, most int) (status int, done bool) {
	flags.SetOutput(io.Discard)
	flags.Usage = func() {}
	help := func(w io.Writer) {
		fmt.Fprint(w, c.usage)
		some := false
		flags.VisitAll(func(*flag.Flag) { some = true })
		if some {
			fmt.Fprint(w, "\nflags:\n")
		}
		flags.SetOutput(w)
		flags.PrintDefaults()
	}
	switch err := flags.Parse(c.args); {
	case errors.Is(err, flag.ErrHelp):
		help(c.stdout)
		return 0, true
	case err != nil:
		fmt.Fprintf(c.stderr, "%v\n\n", err)
		help(c.stderr)
		return 2, true
	case most >= 0 && flags.NArg() > most:
		few := "no arguments"
		if most > 0 {
			few = "one notebook"
		}
		fmt.Fprintf(c.stderr, "%s takes %s: %q\n\n%s", c.name, few, flags.Args(), c.usage)
		return 2, true
	}
	return 0, false
}
