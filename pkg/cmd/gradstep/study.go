package main

import (
	"bufio"
	"context"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"

	"github.com/gradstep/gradstep/pkg/convergence"
	"github.com/gradstep/gradstep/pkg/study"
)

const studyHelp = `Usage: gradstep study [FLAGS] [NAME...]

Make the study of convergence rates (docs/convergence.md), or the named parts of
it, and write its tables as CSV. It may be interrupted at any time: the same
command goes on from there and ends with the same files. Equal programs give
equal files, at any number of workers.

The names are those that -list prints. The exit status is 0 when all tables are
written, 1 when they are not, and 2 when the command line is wrong.

Flags, before or behind the names:
`

func runStudy(args []string, stdout, stderr io.Writer) int {
	var o study.Options
	var list, small bool
	flags := flag.NewFlagSet("study", flag.ContinueOnError)
	flags.StringVar(&o.Dir, "dir", "", "`folder` of the tables (default testdata/study/convergence, or study-small with -small)")
	flags.IntVar(&o.Workers, "workers", 0, "runs at once, `n`; 0: one for each core")
	flags.BoolVar(&small, "small", false, "fewer and shorter runs, for a look")
	flags.BoolVar(&list, "list", false, "list the parts and end")
	names, status, done := parse(flags, studyHelp, args, stdout, stderr)
	if done {
		return status
	}
	size := study.Full()
	if small {
		size = study.Look()
	}
	studies, err := convergence.Named(size, names...)
	switch {
	case err != nil:
		return complain(stderr, "study", fmt.Errorf("%w: -list prints the names", err))
	case o.Workers < 0:
		return complain(stderr, "study", fmt.Errorf("-workers %d is negative", o.Workers))
	}
	if list {
		for _, s := range studies {
			fmt.Fprintf(stdout, "%-10s %s\n", s.Name, s.About)
		}
		return success
	}
	if o.Dir == "" {
		o.Dir = "testdata/study/convergence"
		if small {
			o.Dir = "study-small"
		}
	}
	return writeStudies("study", studies, o, stdout, stderr)
}

// writeStudies runs studies, for the subcommand of that name, and says where their
// tables are.
func writeStudies(name string, studies []study.Study, o study.Options, stdout, stderr io.Writer) int {
	var err error
	if o.Program, err = program(); err != nil {
		return fail(stderr, name, err)
	}
	o.Progress, o.Live = stderr, terminal(stderr)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := study.Run(ctx, studies, o); err != nil {
		return fail(stderr, name, err)
	}
	fmt.Fprintf(stdout, "The tables are in %s.\n", o.Dir)
	return success
}

// program is the hash of the running program: finished jobs of another one, whose
// code may have changed, are made again.
func program() (string, error) {
	path, err := os.Executable()
	if err != nil {
		return "", err
	}
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	_, err = io.Copy(h, bufio.NewReader(f))
	if err := errors.Join(err, f.Close()); err != nil {
		return "", err
	}
	return fmt.Sprintf("%x", h.Sum(nil)), nil
}

// terminal reports whether a line that was written to w can be replaced.
func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
