package main

import (
	"flag"
	"fmt"
	"io"

	"github.com/gradstep/gradstep/pkg/recovery/trials"
	"github.com/gradstep/gradstep/pkg/study"
)

const recoveryHelp = `Usage: gradstep recovery [FLAGS]

Make the study of how often b is found by descent (docs/recovering-b.md), beside
the exact fits, stand-ins for floor, many starts and a population, and write its
tables as CSV. It may be interrupted at any time: the same command goes on from
there and ends with the same files. Equal programs give equal files, at any
number of workers.

The exit status is 0 when the tables are written, 1 when they are not, and 2
when the command line is wrong.

Flags:
`

func runRecovery(args []string, stdout, stderr io.Writer) int {
	var o study.Options
	var photos string
	var n int
	flags := flag.NewFlagSet("recovery", flag.ContinueOnError)
	flags.StringVar(&o.Dir, "dir", "", "`folder` of the tables (default testdata/recovery, or recovery-small with fewer trials)")
	flags.IntVar(&n, "trials", trials.Trials, "trials, `n`, of each method with each kind of pairs")
	flags.StringVar(&photos, "photos", "testdata/photos", "`folder` of the photographs")
	flags.IntVar(&o.Workers, "workers", 0, "trials at once, `n`; 0: one for each core")
	rest, status, done := parse(flags, recoveryHelp, args, stdout, stderr)
	switch {
	case done:
		return status
	case len(rest) > 0:
		return complain(stderr, "recovery", fmt.Errorf("what is %q? There are flags only", rest[0]))
	case o.Workers < 0:
		return complain(stderr, "recovery", fmt.Errorf("-workers %d is negative", o.Workers))
	case n < 1 || n > trials.Trials:
		return complain(stderr, "recovery", fmt.Errorf("-trials %d is not from 1 to %d", n, trials.Trials))
	}
	if o.Dir == "" {
		o.Dir = "testdata/recovery"
		if n < trials.Trials {
			o.Dir = "recovery-small"
		}
	}
	return writeStudies("recovery", []study.Study{trials.Study(photos, n)}, o, stdout, stderr)
}
