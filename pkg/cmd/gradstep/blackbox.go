package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"hash/crc32"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/gradstep/gradstep/pkg/blackbox"
	"github.com/gradstep/gradstep/pkg/fd"
	"github.com/gradstep/gradstep/pkg/internal/wholefile"
)

// boxFlags are the settings that diagnose and minimize have in common.
type boxFlags struct {
	at, lo, hi, scale string
	budget            int
	jobs, retries     int
	timeout           time.Duration
	failures          string
	journal, report   string
	json              bool
}

func (f *boxFlags) register(flags *flag.FlagSet, at, atHelp string, budget int) {
	flags.StringVar(&f.at, at, "", atHelp)
	flags.StringVar(&f.lo, "lo", "", "lower bounds of the variables, `a,b,…`; one for all will do")
	flags.StringVar(&f.hi, "hi", "", "upper bounds, `a,b,…`")
	flags.StringVar(&f.scale, "scale", "", "what counts as one unit of each variable, `a,b,…` (default the width of its bounds)")
	flags.IntVar(&f.budget, "budget", budget, "evaluations at most, `n`, those of the journal included; 0: no end")
	flags.IntVar(&f.jobs, "jobs", 1, "programs that run at once, `n`")
	flags.IntVar(&f.retries, "retries", 0, "how often a program that failed is tried again, `n`")
	flags.DurationVar(&f.timeout, "timeout", 0, "`time` for one evaluation, such as 90s; 0: no end")
	flags.StringVar(&f.failures, "failures", "stop", "a failure ends the run (`stop`), or counts as the worst value so far (worst)")
	flags.StringVar(&f.journal, "journal", "", "`file` of all values, to go on from (default one in this folder for each command)")
	flags.StringVar(&f.report, "report", "", "`file` for a page to look at, such as out.html")
	flags.BoolVar(&f.json, "json", false, "print one JSON object")
}

// list reads numbers between commas; a single one counts for all n.
func list(name, text string, n int) ([]float64, error) {
	if text == "" {
		return nil, nil
	}
	var v []float64
	for _, part := range strings.Split(text, ",") {
		x, err := strconv.ParseFloat(strings.TrimSpace(part), 64)
		if err != nil {
			return nil, fmt.Errorf("-%s %s: %q is no number", name, text, part)
		}
		v = append(v, x)
	}
	for len(v) == 1 && len(v) < n {
		for len(v) < n {
			v = append(v, v[0])
		}
	}
	if len(v) != n {
		return nil, fmt.Errorf("-%s %s has %d numbers, and the command %d variables", name, text, len(v), n)
	}
	return v, nil
}

// boxRun is a black box, ready to be evaluated.
type boxRun struct {
	evaluator *blackbox.Evaluator
	box       *blackbox.Box
	at        []float64
	known     int // values that the journal had
}

// prepare reads the flags. The error is about the command line.
func (f *boxFlags) prepare(at string, args []string) (*boxRun, error) {
	c := &blackbox.Command{Args: args, Timeout: f.timeout}
	n, err := c.Variables()
	if err != nil {
		return nil, err
	}
	policy, ok := map[string]blackbox.Policy{"stop": blackbox.Stop, "worst": blackbox.Worst}[f.failures]
	switch {
	case !ok:
		return nil, fmt.Errorf("-failures %q is neither stop nor worst", f.failures)
	case f.jobs < 1 || f.retries < 0 || f.budget < 0 || f.timeout < 0:
		return nil, fmt.Errorf("-jobs %d, -retries %d, -budget %d, -timeout %v: want at least 1, 0, 0 and 0", f.jobs, f.retries, f.budget, f.timeout)
	}
	if f.journal == "" { // one for each command, so that several can be tried in one folder
		f.journal = fmt.Sprintf("gradstep-%08x.jsonl", crc32.ChecksumIEEE([]byte(strings.Join(args, "\x00"))))
	}
	var v [4][]float64
	for i, s := range []struct{ name, text string }{{at, f.at}, {"lo", f.lo}, {"hi", f.hi}, {"scale", f.scale}} {
		if v[i], err = list(s.name, s.text, n); err != nil {
			return nil, err
		}
	}
	r := &boxRun{at: v[0]}
	if r.at == nil && v[1] != nil && v[2] != nil {
		for i := range n {
			r.at = append(r.at, v[1][i]+(v[2][i]-v[1][i])/2)
		}
	}
	if r.at == nil {
		return nil, fmt.Errorf("give the point by -%s, %d numbers with commas between them, or bounds, in whose middle it then is", at, n)
	}
	if r.box, err = blackbox.NewBox(r.at, v[1], v[2], v[3]); err != nil {
		return nil, err
	}
	r.evaluator = &blackbox.Evaluator{Command: c, Jobs: f.jobs, Budget: f.budget, Failures: policy, Retries: f.retries}
	return r, nil
}

// during opens the journal, runs do until it ends or the user or the system wants it to, and says how
// to go on.
func (f *boxFlags) during(r *boxRun, stderr io.Writer, do func(ctx context.Context) error) error {
	if f.report != "" {
		if err := wholefile.Check(f.report, 1<<16); err != nil {
			return fmt.Errorf("-report: %w", err)
		}
	}
	j, err := blackbox.OpenJournal(f.journal, r.evaluator.Command.Args)
	if err != nil {
		return err
	}
	r.known = j.Len()
	fmt.Fprintf(stderr, "Values are kept in %s, which has %d.\n", f.journal, r.known)
	r.evaluator.Journal = j
	if terminal(stderr) {
		r.evaluator.Observe = func(asked, ran int) {
			fmt.Fprintf(stderr, "\r%d evaluations, %d of them now", asked, ran)
		}
	}
	ctx, stop := untilSignal()
	defer stop()
	err = do(ctx)
	if terminal(stderr) {
		fmt.Fprintln(stderr)
	}
	if errors.Is(err, context.Canceled) {
		err = fmt.Errorf("interrupted with %d values in %s; the same command goes on from there", j.Len(), f.journal)
	}
	return errors.Join(err, j.Close())
}

// writeReport writes the page, when one is wanted.
func (f *boxFlags) writeReport(e *blackbox.Evaluator, ds []fd.Diagnosis, r *blackbox.Result) error {
	if f.report == "" {
		return nil
	}
	return wholefile.Keep(f.report, func(name string) error {
		return wholefile.Write(name, func(w io.Writer) error { return blackbox.WriteReport(w, e, ds, r) })
	})
}

// spoken takes the package's name off an error, which means nothing to who did not write it.
func spoken(err error) error { return errors.New(strings.ReplaceAll(err.Error(), "blackbox: ", "")) }
